"""Asks what is listed, off the window's thread, whenever the sentence, the order or the case changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from casefile.casework.listing import Listed, listed
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.gui.library.settling import settling
from casefile.gui.session import Session

SETTLE_MS = 40
"""Changes that come within this time are one question: an import publishes many."""
WAITING_MS = 150
SLOW_MS = 2_000
"""visual.md 7, Loading: nothing before 150 ms; after 2 s a line offers to stop."""

_BEARING: dict[Kind, frozenset[Kind]] = {
    Kind.ITEM: frozenset({Kind.ITEM, Kind.PASSAGE, Kind.TAG, Kind.LINK}),
    Kind.PASSAGE: frozenset({Kind.PASSAGE, Kind.ITEM, Kind.TAG, Kind.LINK, Kind.CLAIM}),
}
"""Kinds whose change can add a record to the list, take one out or move it."""


class Lister(QObject):
    """The question behind one list. Works only while its list is shown (`set_shown`)."""

    found = Signal(object)
    """A `Listed`."""
    waiting = Signal(bool)
    """The answer takes longer than `WAITING_MS`, or has come."""
    slow = Signal()

    def __init__(self, session: Session, kind: Kind, order: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self.order = order
        self._shown = False
        self._stale = True
        self._asked = 0
        self._settle = settling(session, self, SETTLE_MS, self._ask)
        self._late = settling(session, self, WAITING_MS, lambda: self.waiting.emit(True))
        self._very_late = settling(session, self, SLOW_MS, self.slow.emit)
        session.sentence_changed.connect(lambda _sentence: self.ask_again(at_once=True))
        session.changed.connect(self._changed)

    def set_shown(self, shown: bool) -> None:
        """Asks when shown with something changed meanwhile; asks nothing while hidden."""
        self._shown = shown
        if shown and self._stale:
            self._ask()

    def set_order(self, order: str) -> None:
        """Another order of the same list."""
        if order != self.order:
            self.order = order
            self.ask_again(at_once=True)

    def ask_again(self, *, at_once: bool = False) -> None:
        """The list may be another one now."""
        self._stale = True
        if self._shown:
            if at_once:
                self._ask()
            elif not self._settle.isActive():
                self._settle.start()

    def stop(self) -> None:
        """Gives up waiting; the old list stays."""
        self._asked += 1
        self._done()

    def _changed(self, change: CaseChanged) -> None:
        if any(change.of(kind) for kind in _BEARING[self._kind]):
            self.ask_again()

    def _ask(self) -> None:
        self._settle.stop()
        self._stale = False
        self._asked += 1
        asked, kind, order, sentence = self._asked, self._kind, self.order, self._session.sentence
        self._late.start()
        self._very_late.start()

        def answered(answer: Listed) -> None:
            if asked == self._asked:
                self._done()
                self.found.emit(answer)

        self._session.case.ask(
            lambda store: listed(store, kind, sentence, order),
            answered,
            instead_of=f"library {kind.value}",
        )

    def _done(self) -> None:
        self._late.stop()
        self._very_late.stop()
        self.waiting.emit(False)
