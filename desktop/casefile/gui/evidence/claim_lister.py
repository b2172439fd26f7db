"""Asks which claims are listed, off the window's thread, when sentence, filter, order or case changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from casefile.casework.listing_claims import ListedClaims
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.gui.evidence.room import EvidenceRoom

SETTLE_MS = 60
"""Changes that come within this time are one question."""
WAITING_MS = 150
"""visual.md 7: nothing is shown of waiting before this."""

_BEARING = (Kind.CLAIM, Kind.LINK, Kind.PASSAGE, Kind.ORIGIN, Kind.ITEM, Kind.TAG)


class ClaimLister(QObject):
    """The question behind a list of claims. Works only while the list is shown."""

    found = Signal(object)
    """A `ListedClaims`."""
    waiting = Signal(bool)

    def __init__(self, room: EvidenceRoom, name: str, order: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room, self._name = room, name
        self.order, self.backwards = order, False
        self.only: str | None = None
        self._shown, self._stale, self._asked = False, True, 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(WAITING_MS)
        self._late.timeout.connect(lambda: self.waiting.emit(True))
        room.session.sentence_changed.connect(lambda _sentence: self.ask_again(at_once=True))
        room.session.changed.connect(self._changed)

    def set_shown(self, shown: bool) -> None:
        """Asks when shown with something changed meanwhile; asks nothing while hidden."""
        self._shown = shown
        if not shown:
            self._settle.stop()
        elif self._stale:
            self._ask()

    def set_order(self, order: str, *, backwards: bool = False) -> None:
        """Another order of the same list."""
        if (order, backwards) != (self.order, self.backwards):
            self.order, self.backwards = order, backwards
            self.ask_again(at_once=True)

    def set_only(self, only: str | None) -> None:
        """Only the claims that have a gap, or all of them."""
        if only != self.only:
            self.only = only
            self.ask_again(at_once=True)

    def ask_again(self, *, at_once: bool = False) -> None:
        """The list may be another one now."""
        self._stale = True
        if self._shown:
            if at_once:
                self._ask()
            elif not self._settle.isActive():
                self._settle.start()

    def _changed(self, change: CaseChanged) -> None:
        if any(change.of(kind) for kind in _BEARING):
            self.ask_again()

    def _ask(self) -> None:
        self._settle.stop()
        self._stale = False
        self._asked += 1
        asked, only, order, backwards = self._asked, self.only, self.order, self.backwards
        book, sentence = self._room.book, self._room.session.sentence
        self._late.start()

        def answered(answer: ListedClaims) -> None:
            if asked == self._asked:
                self._late.stop()
                self.waiting.emit(False)
                self.found.emit(answer)

        self._room.session.case.ask(
            lambda store: book.listed(store, sentence, only, order, backwards=backwards),
            answered,
            instead_of=f"claims {self._name}",
        )
