"""The header's search field at work: its help below it, and the way back when it is empty."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from casefile.gui.main_window import MainWindow
from casefile.gui.search.sentence_edit import SentenceEdit
from casefile.gui.search.sentence_help import SentenceHelp
from casefile.gui.session import Session


class SearchDesk(QObject):
    """Made once for a window with an open case. What the field says goes to the session elsewhere."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._came_from: QWidget | None = None
        edit = window.search.edit
        self.help = SentenceHelp(window, session, edit) if isinstance(edit, SentenceEdit) else None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        window.search.emptied_again.connect(self._go_back)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not self._window.search.edit or before is None:
            return
        if before.window() is self._window:
            self._came_from = before

    def _go_back(self) -> None:
        """Esc in the empty field: the keyboard returns to where it was."""
        before = self._came_from
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.list.go_in()
