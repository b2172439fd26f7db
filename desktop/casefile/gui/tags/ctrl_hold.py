"""Ctrl held for a moment over a list lights up the tags of what is selected (visual.md 8.4)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from casefile.domain.identifiers import TAGGABLE
from casefile.gui.main_window import MainWindow
from casefile.gui.session import Session
from casefile.gui.tags.tag_model import TagModel

HELD_MS = 250


class CtrlHold(QObject):
    """Watches the widget that has the keyboard, and only that one, for a lone Ctrl."""

    def __init__(
        self, window: MainWindow, session: Session, tags: TagModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._session, self._tags = window, session, tags
        self._watched: QWidget | None = None
        self._asked = 0
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(HELD_MS)
        self._held.timeout.connect(self._ask)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._gone)
            self._watched = None
        if now is not None and (self._window.list.isAncestorOf(now) or self._window.centre.isAncestorOf(now)):
            self._watched = now
            now.installEventFilter(self)
            now.destroyed.connect(self._gone)

    def _gone(self) -> None:
        self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alone = event.key() in (Qt.Key.Key_Control, Qt.Key.Key_Meta) and not event.isAutoRepeat()
            if alone:
                self._held.start()
            elif not event.isAutoRepeat():
                self._let_go()
        elif event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Control, Qt.Key.Key_Meta):
                self._let_go()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._let_go()
        return False

    def _ask(self) -> None:
        selection = self._session.selection
        if selection.kind not in TAGGABLE or not selection.numbers:
            return
        self._asked += 1
        asked, kind, numbers = self._asked, selection.kind, selection.numbers

        def answered(found: list[tuple[int, int]]) -> None:
            if asked == self._asked:
                self._light(frozenset(tag for tag, _count in found))

        self._session.case.ask(
            lambda store: store.tags.on_selection(kind, numbers), answered, instead_of="tags held up"
        )

    def _let_go(self) -> None:
        self._held.stop()
        self._asked += 1
        if self._tags.on_selection:
            self._light(frozenset())

    def _light(self, tags: frozenset[int]) -> None:
        self._tags.on_selection = tags
        self._tags.all_changed()
