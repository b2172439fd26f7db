"""The imports of one open case: many files at once, each with a row, none lost.

One lane takes files in (copy, hash), the writer lane stores them in groups, parsing lanes each wait on
one confined child, and the writer lane takes what they read in groups again. The original is committed
before anything reads it. What is under way survives a lock and a crash by the ledger: `carry_on`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Protocol

from casefile.casework.importing.batches import BeginImport
from casefile.casework.importing.progress import ImportProgress
from casefile.casework.importing.storing import Incoming, Reading, Stored, store_group, take_readings
from casefile.casework.importing.strangers_files import (
    CannotOpen,
    Found,
    found_under,
    place_as_text,
    place_from_text,
    shown_name,
)
from casefile.casework.importing.taking_in import TakenIn, take_in, take_in_file
from casefile.casework.lanes import Lane
from casefile.casework.open_case import OpenCase
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import Dropped, LedgerRow, LedgerState
from casefile.domain.limits import MAX_IN_FLIGHT_BYTES, Limits
from casefile.importers import HEAD_BYTES, choose
from casefile.importers.parsed_item import ParsedItem
from casefile.importers.sniffing import suffix_misleads
from casefile.store.case_store import CaseStore

GROUP_BYTES = 8 * 1024 * 1024
GROUP_FILES = 32
"""A group is stored in one transaction: one flush to disk for up to this many files or bytes."""
PARSING_LANES = 2
LEDGER_PAGE = 500


class FileReading(Protocol):
    """What reads a stranger's file in a confined child: the sandbox's client."""

    def read(self, source: int, importer: str, limits: Limits, wish: dict[str, str]) -> ParsedItem: ...


class Importing:
    """Takes files into one open case. Made by the front end beside the case, stopped before it closes."""

    def __init__(self, case: OpenCase, files: FileReading, lanes: int = PARSING_LANES) -> None:
        self._case = case
        self._files = files
        self._intake = Lane("intake")
        self._parsing = [Lane(f"parsing {number + 1}") for number in range(lanes)]
        self._next_lane = 0
        self._finished: list[Reading] = []
        self._flush_waits = False
        self._gate = threading.Condition()
        self._in_flight = 0
        self._under_way = 0
        self._stopping = False
        self._paused = False
        self._cancelled: set[int] = set()
        self._listeners: list[Callable[[ImportProgress], None]] = []
        self._stop_listening = case.changes.subscribe(self._undone)

    def listen(self, listener: Callable[[ImportProgress], None]) -> None:
        """Tells ``listener`` where the front end lives, after each group of rows."""
        self._listeners.append(listener)

    def start(
        self, paths: Sequence[Path], tags: Sequence[str] = (), then: Callable[[int], None] | None = None
    ) -> Future[int]:
        """Takes in files and folders as one batch and one step; the future is the batch's number.

        The rows stand in the ledger before the first file is read. Raises (in the future)
        ReporterCanFix("import_none") where nothing was there.
        """
        self._begin_work()
        future = self._intake.submit(lambda: self._start(tuple(paths), tuple(tags)))

        def told(done: Future[int]) -> None:
            self._end_work()
            if then is not None and done.exception() is None:
                number = done.result()
                self._case.deliver(lambda: then(number))

        future.add_done_callback(told)
        return future

    def carry_on(self) -> None:
        """Goes on with what a lock, a crash or a pause left: rows that wait and rows stored but unread."""
        self._begin_work()
        self._intake.submit(self._carry_on).add_done_callback(lambda _: self._end_work())

    def retry(self, rows: Sequence[int]) -> None:
        """Tries failed rows again, from the original where the case holds it."""
        self._case.write(lambda store: store.ledger.retry(rows), then=lambda _: self.carry_on())

    def pause(self) -> None:
        """Holds the work after what is being read now."""
        with self._gate:
            self._paused = True
        self.tell()

    def resume(self) -> None:
        """Goes on after a pause."""
        with self._gate:
            self._paused = False
            self._gate.notify_all()
        self.tell()

    @property
    def paused(self) -> bool:
        return self._paused

    def cancel(self, batch: int) -> None:
        """Ends a batch: what is done stays, what waits is marked cancelled."""
        with self._gate:
            self._cancelled.add(batch)
            self._gate.notify_all()
        self._case.write(lambda store: store.ledger.cancel_batch(batch), then=lambda _: self.tell())

    def cancel_rows(self, rows: Sequence[int]) -> None:
        """Cancels single rows that were not kept yet."""
        self._case.write(lambda store: store.ledger.cancel(rows), then=lambda _: self.tell())

    def wait(self) -> None:
        """Waits until nothing is under way (the command line; the tests)."""
        with self._gate:
            self._gate.wait_for(lambda: self._under_way == 0 or self._stopping)

    def stop(self) -> None:
        """Ends the lanes after the file each is at; the rest waits in the ledger."""
        with self._gate:
            self._stopping = True
            self._gate.notify_all()
        self._stop_listening()
        self._intake.stop(drop_waiting=True)
        for lane in self._parsing:
            lane.stop(drop_waiting=True)

    def _start(self, paths: tuple[Path, ...], tags: tuple[str, ...]) -> int:
        found = list(found_under(paths))
        if not found:
            raise ReporterCanFix("import_none")
        change = self._case.do(BeginImport(tags, len(found))).result()
        assert change is not None and change.deed is not None
        batch = int(change.deed.fields["batch"])
        for first in range(0, len(found), LEDGER_PAGE):
            page = found[first : first + LEDGER_PAGE]
            self._case.write(partial(_add_rows, batch=batch, page=page)).result()
            self.tell()
        self._take_waiting(batch)
        return batch

    def _carry_on(self) -> None:
        self._case.write(lambda store: store.ledger.resume()).result()
        for row in self._rows(LedgerState.STORED):
            if row.item is not None and row.sha256 is not None:
                self._read_again(Stored(row.n, row.item, row.batch, row.sha256, row.name))
        waiting = {row.batch for row in self._rows(LedgerState.WAITING)}
        for batch in sorted(waiting):
            self._take_waiting(batch)

    def _take_waiting(self, batch: int) -> None:
        """Takes in every waiting row of a batch, group by group."""
        group: list[Incoming] = []
        for row in self._rows(LedgerState.WAITING, batch):
            if not self._may_go_on(batch):
                for incoming in group:
                    self._let_go(incoming.taken)
                return
            self._take_row(row, group)
        self._store(batch, group)

    def _rows(self, state: LedgerState, batch: int | None = None) -> Iterator[LedgerRow]:
        """Every row that is in a state now, a page at a time."""
        numbers = self._case.ask(lambda store: store.ledger.in_states([state], batch)).result()
        for first in range(0, len(numbers), LEDGER_PAGE):
            page = numbers[first : first + LEDGER_PAGE]
            yield from self._case.ask(partial(_rows_of, page=page)).result()

    def _take_row(self, row: LedgerRow, group: list[Incoming]) -> None:
        try:
            taken = take_in_file(place_from_text(row.place), HEAD_BYTES)
        except CannotOpen as refusal:
            reason = refusal.reason
            state = LedgerState.TOO_LARGE if reason == "too_large" else LedgerState.FAILED
            self._case.write(lambda store: store.ledger.set(row.n, state, reason=reason)).result()
            self.tell()
            return
        if self._in_flight + taken.size > MAX_IN_FLIGHT_BYTES:
            self._store(row.batch, group)  # or it would wait for itself
        self._make_room(taken.size)
        group.append(Incoming(row.n, row.name, taken))
        if len(group) >= GROUP_FILES or sum(one.taken.size for one in group) >= GROUP_BYTES:
            self._store(row.batch, group)

    def _make_room(self, size: int) -> None:
        """Waits until this many more bytes may be under way; a large file travels alone."""
        with self._gate:
            self._gate.wait_for(
                lambda: (
                    self._in_flight == 0 or self._in_flight + size <= MAX_IN_FLIGHT_BYTES or self._stopping
                )
            )
            self._in_flight += size

    def _store(self, batch: int, group: list[Incoming]) -> None:
        """Stores a group and sends what is new to the parsing lanes."""
        if not group:
            return
        going, group[:] = list(group), []
        outcome = store_group(self._case, batch, going)
        touched = frozenset(one.item for one in outcome if one.new)
        if touched:
            self._case.publish(CaseChanged({Kind.ITEM: touched}, origin="import"))
        self.tell()
        for stored, incoming in zip(outcome, going, strict=True):
            if stored.new:
                self._send_to_reader(stored, incoming.name, incoming.taken, {})
            else:
                self._let_go(incoming.taken)

    def _read_again(self, row: Stored) -> None:
        """Reads an original the case already holds."""
        chunks = self._case.ask(lambda store: list(store.originals.chunks(row.sha256))).result()
        taken = take_in(iter(chunks), HEAD_BYTES)
        self._make_room(taken.size)
        self._send_to_reader(row, row.name, taken, {})

    def _send_to_reader(self, stored: Stored, name: str, taken: TakenIn, wish: dict[str, str]) -> None:
        self._begin_work()
        lane = self._parsing[self._next_lane]
        self._next_lane = (self._next_lane + 1) % len(self._parsing)
        try:
            future = lane.submit(lambda: self._read(stored, name, taken, wish))
        except RuntimeError:
            self._let_go(taken)
            self._end_work()
            return
        future.add_done_callback(lambda done: self._reading_over(done.cancelled(), taken))

    def _reading_over(self, cancelled: bool, taken: TakenIn) -> None:
        if cancelled:
            self._let_go(taken)
        self._end_work()

    def _read(self, stored: Stored, name: str, taken: TakenIn, wish: dict[str, str]) -> None:
        """On a parsing lane: one file, one confined child."""
        suffix = Path(name).suffix.lower()
        parsed, reason, mismatch, name_of = None, None, False, ""
        try:
            if not self._may_go_on(stored.batch):
                return
            importer = choose(taken.head, taken.size, suffix)
            name_of = importer.name
            parsed = self._files.read(taken.descriptor, importer.name, Limits(), {"suffix": suffix, **wish})
            mismatch = suffix_misleads(suffix, parsed.mime)
        except ReporterCanFix as problem:
            reason = problem.code
        finally:
            self._let_go(taken)
        with self._gate:
            self._finished.append(Reading(stored.row, stored.item, parsed, reason, mismatch, name_of))
            if self._flush_waits:
                return
            self._flush_waits = True
        self._begin_work()
        self._case.write(lambda store: self._flush(store)).add_done_callback(lambda _: self._end_work())

    def _flush(self, store: CaseStore) -> None:
        """On the writer lane: writes every reading that is done by now, in one transaction."""
        with self._gate:
            done, self._finished = self._finished, []
            self._flush_waits = False
        take_readings(store, done)
        touched = frozenset(one.item for one in done)
        self._case.publish(CaseChanged({Kind.ITEM: touched}, origin="import"))
        self.tell()

    def _undone(self, change: CaseChanged) -> None:
        if change.deed is not None and change.deed.code == "imported" and change.undoing == "undo":
            self.cancel(int(change.deed.fields["batch"]))

    def _may_go_on(self, batch: int) -> bool:
        with self._gate:
            self._gate.wait_for(lambda: not self._paused or self._stopping or batch in self._cancelled)
            return not self._stopping and batch not in self._cancelled

    def _let_go(self, taken: TakenIn) -> None:
        with self._gate:
            if taken.descriptor >= 0:
                self._in_flight -= taken.size
            taken.let_go()
            self._gate.notify_all()

    def _begin_work(self) -> None:
        with self._gate:
            self._under_way += 1

    def _end_work(self) -> None:
        with self._gate:
            self._under_way -= 1
            self._gate.notify_all()

    def tell(self) -> None:
        """Tells every listener how far the imports are."""
        if not self._listeners or self._stopping:
            return
        paused = self._paused

        def told(counts: dict[LedgerState, int]) -> None:
            for listener in tuple(self._listeners):
                listener(ImportProgress(counts, paused))

        self._case.ask(lambda store: store.ledger.counts(), then=told, instead_of="import counts")


def _rows_of(store: CaseStore, page: Sequence[int]) -> list[LedgerRow]:
    return store.ledger.rows(page)


def _add_rows(store: CaseStore, batch: int, page: Sequence[Found]) -> None:
    """Writes the rows of what was found; what cannot be taken in has its reason at once."""
    with store.atomic():
        rows = store.ledger.add(
            batch,
            [
                Dropped(
                    place_as_text(one.place), shown_name(one.relative), shown_name(one.place.name), one.size
                )
                for one in page
            ],
        )
        for n, one in zip(rows, page, strict=True):
            if one.reason is not None:
                state = LedgerState.TOO_LARGE if one.reason == "too_large" else LedgerState.FAILED
                store.ledger.set(n, state, reason=one.reason)


def _dropped(found: Found) -> Dropped:
    name = shown_name(found.place.name)
    return Dropped(place_as_text(found.place), shown_name(found.relative), name, found.size)
