"""What the panes of the Contacts view share: which contact is chosen, and opening and closing the protected.

One of these belongs to each window, from its first moment: protected sources are opened and closed from
anywhere. Panes ask `contacts_room_of` and never one another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from casefile.domain.contacts import Contact
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, Ref
from casefile.gui import paint
from casefile.gui.contacts.clock import ProtectedClock
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.session import Session

if TYPE_CHECKING:
    from casefile.gui.main_window import MainWindow


@dataclass(frozen=True)
class Chosen:
    """What the sheet shows: nothing, the closed protected sources, one of them, an open contact, logins."""

    kind: Literal["nothing", "closed", "source", "contact", "logins"] = "nothing"
    id: str = field(default="", repr=False)
    n: int = 0


NOTHING, CLOSED, LOGINS = Chosen("nothing"), Chosen("closed"), Chosen("logins")


class ContactsRoom(QObject):
    """Shared by the list, the sheet, the inspector and the notes of one window."""

    chosen_changed = Signal(object)
    """A `Chosen`."""
    unlock_wanted = Signal()
    """The keyboard is to go to the passphrase field."""
    call_wanted = Signal()
    """Log a call, with whoever is chosen."""
    new_contact_wanted = Signal()
    closing = Signal()
    """They are about to be closed: last call for what was typed."""
    draft_wanted = Signal()
    """She wants to go on with a draft kept with protected sources."""
    move_wanted = Signal()
    """The open contact on the sheet is to become a protected source."""
    terms_wanted = Signal()
    """The keyboard is to go to the ground rules."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        session = window.case
        assert isinstance(session, Session)
        self.window, self.session = window, session
        self.sources = session.protected
        self.marks = TagMarks(session, self)
        self.chosen = NOTHING
        self.opened_before = False
        """Whether they were opened since the case was: then words of theirs may linger until the lock."""
        self._was_open = self.sources.is_open
        self.clock = ProtectedClock(window, self.sources, self.close_sources, self)
        session.protected_changed.connect(self._protected_changed)
        session.go_wanted.connect(self._go)
        deeds: dict[str, Callable[[], object]] = {
            "protected.toggle": self.toggle_sources,
            "contact.log": self.call_wanted.emit,
            "contact.new": self._new_contact,
            "contact.terms": self.terms_wanted.emit,
        }
        for id_, do in deeds.items():
            window.deeds.when(id_, do)
        window.status.protected_asked.disconnect()
        window.status.protected_asked.connect(self._go_to_sources)
        self._name_toggle()

    @property
    def stage(self) -> QWidget:
        """What popups lie on: everything the curtain hides."""
        stage = self.window.header.parentWidget()
        assert stage is not None
        return stage

    def choose(self, chosen: Chosen) -> None:
        """Shows something on the sheet; an open contact becomes the session's selection."""
        if chosen == self.chosen:
            return
        self.chosen = chosen
        self.chosen_changed.emit(chosen)

    def source(self) -> Contact | None:
        """The protected source chosen, while they are open."""
        if self.chosen.kind != "source" or not self.sources.is_open:
            return None
        return self.sources.contents.contact(self.chosen.id)

    def toggle_sources(self) -> None:
        """Ctrl+Shift+P, from anywhere: closes them, or goes to where they are opened."""
        if self.sources.is_open:
            self.close_sources()
        else:
            self.ask_to_open()

    def ask_to_open(self) -> None:
        """Goes to the passphrase field."""
        self.window.show_view("contacts")
        self.choose(CLOSED)
        self.window.enter_centre()
        self.unlock_wanted.emit()

    def close_sources(self) -> None:
        """Closes them at once, after what was typed and not yet written down is kept with them."""
        if self.sources.is_open:
            self.closing.emit()
        self.sources.close()

    def ask_to_move(self, chosen: Chosen) -> None:
        """Asks on the sheet whether an open contact is to become a protected source."""
        self.choose(chosen)
        if self.sources.is_open:
            self.move_wanted.emit()
        else:
            self.session.trouble.emit(ReporterCanFix("protected_closed"))

    def stop(self) -> None:
        """Before the case closes."""
        self.clock.stop()
        self.close_sources()

    def _go_to_sources(self) -> None:
        """The status bar's words were pressed: to where they are, open or closed."""
        if self.sources.is_open:
            self.window.show_view("contacts")
        else:
            self.ask_to_open()

    def _new_contact(self) -> None:
        self.window.show_view("contacts")
        self.new_contact_wanted.emit()

    def _go(self, view: str, ref: Ref | None) -> None:
        if view == "contacts" and ref is not None and ref.kind is Kind.CONTACT:
            self.choose(Chosen("contact", n=ref.n))

    def _protected_changed(self) -> None:
        is_open = self.sources.is_open
        if is_open and not self._was_open:
            self.opened_before = True
            first = self.sources.contents.contacts[:1]
            if self.chosen.kind in ("nothing", "closed"):
                self.choose(Chosen("source", first[0].id) if first else NOTHING)
        if not is_open and self._was_open:
            if self.chosen.kind in ("source", "nothing"):
                self.choose(CLOSED)
            self.window.status.forget_deed()  # it may have been one of theirs
            paint.forget_words()
        if is_open and self.chosen.kind == "source" and self.source() is None:
            first = self.sources.contents.contacts[:1]
            self.choose(Chosen("source", first[0].id) if first else NOTHING)
        self._was_open = is_open
        self._name_toggle()

    def _name_toggle(self) -> None:
        words = "Close protected sources" if self.sources.is_open else "Open protected sources"
        self.window.deeds["protected.toggle"].setText(words)


def contacts_room_of(window: MainWindow) -> ContactsRoom:
    """The room of a window, made when it is first asked for."""
    held = window.findChild(ContactsRoom)
    return held if held is not None else ContactsRoom(window)
