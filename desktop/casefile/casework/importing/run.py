"""The imports of one open case: many files at once, each with a row, none lost.

One lane looks at what was dropped, so that every row stands at once, whatever else is under way. One
takes files in (copy, hash), the writer lane stores them in groups, parsing hands each wait on one
confined child, and the writer lane takes what they read in groups again. The original is committed
before anything reads it. What is under way survives a lock and a crash by the ledger: `carry_on`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from functools import partial
from pathlib import Path
from typing import TypeVar

from casefile.casework.importing.batches import BeginImport, add_rows
from casefile.casework.importing.intake import Intake
from casefile.casework.importing.progress import ImportProgress
from casefile.casework.importing.readings import FileReading, Readings
from casefile.casework.importing.strangers_files import Found, found_under
from casefile.casework.importing.under_way import OF_THE_DISK, UnderWay
from casefile.casework.lanes import Lane, Superseded
from casefile.casework.open_case import OpenCase
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.ledger import LedgerState
from casefile.store.case_store import CaseStore

__all__ = ["FileReading", "Importing"]

T = TypeVar("T")
READING_HANDS = 2
ROWS_AT_ONCE = 2_000
"""Rows of a drop written in one transaction."""


class Importing:
    """Takes files into one open case. Made by the front end beside the case, stopped before it closes."""

    def __init__(self, case: OpenCase, files: FileReading, hands: int = READING_HANDS) -> None:
        self._case = case
        self._under_way = UnderWay()
        self._looking = Lane("looking")
        self._taking_in = Lane("intake")
        self._readings = Readings(case, files, self._under_way, hands, self.tell)
        self._intake = Intake(case, self._under_way, self._readings, self.tell)
        self._listeners: list[Callable[[ImportProgress], None]] = []
        self._stop_listening = case.changes.subscribe(self._case_changed)

    def listen(self, listener: Callable[[ImportProgress], None]) -> None:
        """Tells ``listener`` where the front end lives, after each group of rows."""
        self._listeners.append(listener)

    def start(
        self, paths: Sequence[Path], tags: Sequence[str] = (), then: Callable[[int], None] | None = None
    ) -> Future[int]:
        """Takes in files and folders as one batch and one step; the future is the batch's number.

        It is there as soon as every file has its row in the ledger, before the first is read. What goes
        wrong is in the future and told to the case's troubles: ReporterCanFix import_none where nothing
        was there, tag_name_unusable.
        """
        future = self._background(self._looking, lambda: self._begin(tuple(paths), tuple(tags)))

        def told(done: Future[int]) -> None:
            if then is not None and not done.cancelled() and done.exception() is None:
                number = done.result()
                self._case.deliver(lambda: then(number))

        future.add_done_callback(told)
        return future

    def carry_on(self) -> None:
        """Goes on with what a lock, a crash or a hindrance left: rows that wait and rows stored but
        unread. Harmless while they are under way."""
        self._background(self._taking_in, self._intake.take_what_is_left, halts=True)

    def retry(self, rows: Sequence[int]) -> None:
        """Tries failed rows again, from the original where the case holds it.

        A row of an import that is undone stays as it is, and the reporter is told: import_undone.
        """
        self._background(self._taking_in, lambda: self._retry(tuple(rows)), halts=True)

    def pause(self) -> None:
        """Holds the work after what is being read now."""
        self._under_way.pause()
        self.tell()

    def resume(self) -> None:
        """Goes on after a pause."""
        self._under_way.go_on()
        self.carry_on()
        self.tell()

    @property
    def paused(self) -> bool:
        return self._under_way.paused

    def cancel(self, batch: int) -> None:
        """Ends a batch: what is kept stays and is read, what waits is marked cancelled."""
        self._intake.cancelled.add(batch)
        self._case.write(lambda store: store.ledger.cancel_batch(batch), then=lambda _: self.tell())

    def cancel_rows(self, rows: Sequence[int]) -> None:
        """Cancels single rows that were not kept yet."""
        self._case.write(lambda store: store.ledger.cancel(rows), then=lambda _: self.tell())

    def wait(self) -> None:
        """Waits until nothing is under way, or it cannot go on (the command line; the tests)."""
        self._under_way.wait()

    def stop(self) -> None:
        """Ends the lanes; what they were at waits in the ledger for the next opening."""
        self._under_way.stop()
        self._stop_listening()
        self._looking.stop(drop_waiting=True)
        self._taking_in.stop(drop_waiting=True)
        self._readings.stop()

    def tell(self) -> None:
        """Tells every listener how far the imports are."""
        if not self._listeners or self._under_way.stopping:
            return
        paused = self.paused

        def told(counts: dict[LedgerState, int]) -> None:
            for listener in tuple(self._listeners):
                listener(ImportProgress(counts, paused))

        self._case.ask(lambda store: store.ledger.counts(), then=told, instead_of="import counts")

    def _begin(self, paths: tuple[Path, ...], tags: tuple[str, ...]) -> int:
        found: list[Found] = []
        for one in found_under(paths, self._case.own_files()):
            if self._under_way.stopping:
                raise Superseded
            found.append(one)
        if not found:
            raise ReporterCanFix("import_none")
        first, rest = tuple(found[:ROWS_AT_ONCE]), found[ROWS_AT_ONCE:]
        change = self._case.do(BeginImport(tags, len(found), first), trouble=_told_elsewhere).result()
        assert change is not None and change.deed is not None
        batch = int(change.deed.fields["batch"])
        self.tell()
        for at in range(0, len(rest), ROWS_AT_ONCE):
            self._case.written(partial(_add_rows, batch=batch, found=rest[at : at + ROWS_AT_ONCE]))
            self.tell()
        self._background(self._taking_in, lambda: self._intake.take_waiting(batch), halts=True)
        return batch

    def _retry(self, rows: tuple[int, ...]) -> None:
        retried = self._case.written(lambda store: store.ledger.retry(rows))
        if not retried and rows and self._are_undone(rows):
            raise ReporterCanFix("import_undone")
        for batch in {row.batch for row in self._case.answer(lambda store: store.ledger.rows(retried))}:
            self._intake.cancelled.discard(batch)
        self._intake.take_what_is_left()

    def _are_undone(self, rows: Sequence[int]) -> bool:
        def answer(store: CaseStore) -> bool:
            drops = [store.ledger.batch(row.batch) for row in store.ledger.rows(rows)]
            return any(drop is not None and drop.taken_back for drop in drops)

        return self._case.answer(answer)

    def _case_changed(self, change: CaseChanged) -> None:
        """An import under way follows its step: undone, it is let go; redone, it goes on."""
        if change.deed is None or change.deed.code != "imported" or not change.undoing:
            return
        batch = int(change.deed.fields["batch"])
        if change.undoing == "undo":
            self._under_way.cancel(batch)
        else:
            self._under_way.allow(batch)
            self.carry_on()
        self.tell()

    def _background(self, lane: Lane, work: Callable[[], T], *, halts: bool = False) -> Future[T]:
        """Work that `wait` waits for; what it raises is told, and (``halts``) holds the imports."""
        self._under_way.begin()
        try:
            future = lane.submit(work)
        except RuntimeError:
            self._under_way.end()
            dropped: Future[T] = Future()
            dropped.cancel()
            return dropped

        def over(done: Future[T]) -> None:
            try:
                problem = done.exception()
            except CancelledError:
                problem = None
            if problem is not None and not self._under_way.stopping and not isinstance(problem, Superseded):
                if halts and (not isinstance(problem, ReporterCanFix) or problem.code in OF_THE_DISK):
                    self._under_way.pause(halted=True)
                self._case.trouble(problem)
            self._under_way.end()

        future.add_done_callback(over)
        return future


def _add_rows(store: CaseStore, batch: int, found: Sequence[Found]) -> None:
    with store.atomic():
        add_rows(store, batch, found)


def _told_elsewhere(problem: BaseException) -> None:
    """What the step raises is told by who waits for it."""
