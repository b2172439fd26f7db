"""Asks what a sentence finds: the groups first, then what stands around them, rows as they are painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from casefile.casework import searching
from casefile.casework.searching import Around, ResultRow
from casefile.domain.changes import CaseChanged
from casefile.domain.found import Found
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.session import Session

SETTLE_MS = 60
WAITING_MS = 150
SLOW_MS = 2_000
ROWS_AT_ONCE = 12
"""Rows read in one go: a long text is looked through for each item."""
_BEARING = (Kind.ITEM, Kind.PASSAGE, Kind.CLAIM, Kind.CONTACT, Kind.TASK, Kind.TAG, Kind.LINK)


class Asking(QObject):
    """The questions behind the results. Works only while they are shown (`set_shown`)."""

    found = Signal(object, str)
    """A list of `Found`, and the sentence that found them."""
    around = Signal(object)
    """An `Around`."""
    rows = Signal(object, object)
    """The refs asked for, and their rows."""
    waiting = Signal(bool)
    slow = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = False
        self._asked = 0
        self._reading: set[Ref] = set()
        self._again = self._once(SETTLE_MS, self.ask)
        self._late = self._once(WAITING_MS, lambda: self.waiting.emit(True))
        self._very_late = self._once(SLOW_MS, self.slow.emit)
        session.changed.connect(self._changed)

    def set_shown(self, shown: bool) -> None:
        """Results that are not shown ask nothing."""
        self._shown = shown
        if not shown:
            self.stop()

    def ask(self) -> None:
        """Asks for the session's sentence; an older question is stopped."""
        if not self._shown:
            return
        self._again.stop()
        self._asked += 1
        self._reading.clear()
        asked, sentence = self._asked, self._session.sentence
        self._late.start()
        self._very_late.start()

        def answered(found: list[Found]) -> None:
            if asked == self._asked:
                self._done()
                self.found.emit(found, sentence)
                self._ask_around(asked, sentence, found)

        self._session.case.ask(
            lambda store: searching.results(store, sentence), answered, instead_of="search results"
        )

    def ask_rows(self, refs: Sequence[Ref]) -> None:
        """Reads rows, a few at a time, those asked for first."""
        wanted = [ref for ref in refs if ref not in self._reading]
        for start in range(0, len(wanted), ROWS_AT_ONCE):
            self._ask_some(wanted[start : start + ROWS_AT_ONCE])

    def _ask_some(self, refs: Sequence[Ref]) -> None:
        self._reading.update(refs)
        asked, sentence = self._asked, self._session.sentence
        self._session.case.ask(
            lambda store: searching.rows(store, sentence, refs),
            lambda rows: self._rows_came(asked, refs, rows),
        )

    def stop(self) -> None:
        """Gives up waiting; the old results stay."""
        self._asked += 1
        self._session.case.ask(lambda store: None, instead_of="search results")
        self._done()

    def _ask_around(self, asked: int, sentence: str, found: list[Found]) -> None:
        def answered(around: Around) -> None:
            if asked == self._asked:
                self.around.emit(around)

        self._session.case.ask(
            lambda store: searching.around(store, sentence, found), answered, instead_of="search around"
        )

    def _rows_came(self, asked: int, refs: Sequence[Ref], rows: Mapping[Ref, ResultRow]) -> None:
        self._reading.difference_update(refs)
        if asked == self._asked:
            self.rows.emit(refs, rows)

    def _changed(self, change: CaseChanged) -> None:
        if self._shown and any(change.of(kind) for kind in _BEARING):
            self._again.start()

    def _done(self) -> None:
        self._late.stop()
        self._very_late.stop()
        self.waiting.emit(False)

    def _once(self, wait: int, do: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(do)
        return timer
