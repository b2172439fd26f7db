"""The evidence room of a window: one, made by whichever pane asks first, with the popups that link."""

from __future__ import annotations

from casefile.gui.evidence.link_popup import Linking
from casefile.gui.evidence.room import EvidenceRoom
from casefile.gui.main_window import MainWindow


def room_of(window: MainWindow) -> EvidenceRoom:
    """The room of a window, made when it is first asked for."""
    held = window.findChild(EvidenceRoom)
    if held is not None:
        return held
    room = EvidenceRoom(window)
    Linking(room)
    return room
