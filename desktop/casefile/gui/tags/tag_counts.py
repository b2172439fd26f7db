"""Asks how many of what is listed carry each tag, off the window's thread, while the pane is seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from casefile.casework.counting_tags import CountedTags, counted_levels, counted_tags
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import TAGGABLE, Kind
from casefile.gui.session import Listing, Session

SETTLE_MS = 60
WAITING_MS = 150
LISTLESS_MS = 250
"""So long the list of the view may take to say what it lists; then it is found here."""
_KINDS = {"evidence": Kind.CLAIM, "claims": Kind.CLAIM, "contacts": Kind.CONTACT}


class TagCounter(QObject):
    """`counted` carries the numbers of tags, `levels_counted` those of levels a moment later;
    `waiting` says that they take a while.
    """

    counted = Signal(object)
    levels_counted = Signal(object)
    waiting = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = False
        self._stale = True
        self._asked = 0
        self._settle = self._once(SETTLE_MS, self._ask)
        self._listless = self._once(LISTLESS_MS, self._ask)
        self._late = self._once(WAITING_MS, self.waiting.emit)
        session.sentence_changed.connect(lambda _sentence: self._wait_for_list())
        session.listing_changed.connect(lambda _listing: self._soon())
        session.changed.connect(self._changed)

    def set_shown(self, shown: bool) -> None:
        """Counts nothing while the pane is not seen."""
        self._shown = shown
        if shown and self._stale:
            self._ask()

    def view_changed(self) -> None:
        """Another view lists another kind of thing."""
        self._wait_for_list()

    def _changed(self, change: CaseChanged) -> None:
        if change.of(Kind.TAG) or any(change.of(kind) for kind in TAGGABLE):
            self._wait_for_list()

    def _wait_for_list(self) -> None:
        self._stale = True
        if self._shown:
            self._late.start()
            self._listless.start()

    def _soon(self) -> None:
        self._stale = True
        if self._shown:
            self._listless.stop()
            self._settle.start()

    def _kind(self) -> Kind:
        kind = _KINDS.get(self._session.view)
        if kind is not None:
            return kind
        listing = self._session.listing
        return listing.kind if listing is not None else Kind.ITEM

    def _ask(self) -> None:
        self._listless.stop()
        self._settle.stop()
        self._stale = False
        self._asked += 1
        asked, kind, sentence = self._asked, self._kind(), self._session.sentence
        known = _known(self._session.listing, kind, sentence)
        self._late.start()

        def answered(found: tuple[CountedTags, Sequence[int] | None]) -> None:
            if asked == self._asked:
                self._late.stop()
                self.counted.emit(found[0])
                self._ask_levels(asked, kind, found[1])

        self._session.case.ask(
            lambda store: counted_tags(store, kind, sentence, known), answered, instead_of="tag counts"
        )

    def _ask_levels(self, asked: int, kind: Kind, numbers: Sequence[int] | None) -> None:
        """Levels take longer in a large case: tags do not wait for them."""

        def answered(levels: CountedTags) -> None:
            if asked == self._asked:
                self.levels_counted.emit(levels)

        self._session.case.ask(
            lambda store: counted_levels(store, kind, numbers), answered, instead_of="level counts"
        )

    def _once(self, wait: int, do: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(do)
        return timer


def _known(listing: Listing | None, kind: Kind, sentence: str) -> Sequence[int] | None:
    fresh = listing is not None and listing.kind is kind and listing.sentence == sentence
    return listing.numbers if fresh and listing is not None else None
