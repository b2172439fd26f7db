"""Reading what is stored: parsing hands that each wait on one confined child, and one writer of answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from casefile.casework.importing.storing import Reading, Stored, take_readings
from casefile.casework.importing.taking_in import TakenIn, take_in
from casefile.casework.importing.under_way import OF_THE_DISK, UnderWay
from casefile.casework.lanes import Lane, Superseded
from casefile.casework.open_case import OpenCase
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import LedgerRow, LedgerState
from casefile.domain.limits import Limits
from casefile.importers import HEAD_BYTES, choose
from casefile.importers.parsed_item import ParsedItem
from casefile.importers.sniffing import suffix_misleads
from casefile.store.case_store import CaseStore
from casefile.store.failures import in_words


class FileReading(Protocol):
    """What reads a stranger's file in a confined child: the sandbox's client."""

    def read(self, source: int, importer: str, limits: Limits, wish: dict[str, str]) -> ParsedItem: ...

    def break_off(self) -> None:
        """Ends the readings of the moment; whoever waits for one hears that it broke off."""


@dataclass(frozen=True)
class _Job:
    """One stored original on its way to a reader, with its bytes."""

    stored: Stored
    taken: TakenIn = field(repr=False)


class Readings:
    """Sends stored originals to readers and writes what they answer, many in one transaction."""

    def __init__(
        self, case: OpenCase, files: FileReading, under_way: UnderWay, hands: int, tell: Callable[[], None]
    ) -> None:
        self._case = case
        self._files = files
        self._under_way = under_way
        self._tell = tell
        self._lane = Lane("parsing", hands=hands)
        self._gate = threading.Lock()
        self._in_hand: set[int] = set()
        self._done: list[Reading] = []
        self._write_waits = False

    def send(self, stored: Stored, taken: TakenIn) -> None:
        """Has an original read whose bytes are at hand. Their room is given back afterwards."""
        with self._gate:
            self._in_hand.add(stored.row)
        self._submit(_Job(stored, taken))

    def send_again(self, row: LedgerRow) -> None:
        """Has an original read that the case holds, unless it is being read already."""
        if row.item is None or row.sha256 is None:
            return
        with self._gate:
            if row.n in self._in_hand:
                return
            self._in_hand.add(row.n)
        # Only now: a reading that was written a moment ago has moved the row on.
        present = self._case.answer(lambda store: store.ledger.get(row.n))
        if present is None or present.state is not LedgerState.STORED:
            self._forget([row.n])
            return
        stored = Stored(row.n, row.item, row.batch, row.sha256, row.name)
        self._under_way.make_room(row.size)
        try:
            taken = take_in(self._held_bytes(row.sha256), HEAD_BYTES)
            if taken.sha256 != row.sha256:
                taken.let_go()
                raise ReporterCanFix("original_changed", ref=f"I{row.item}")
        except Exception as problem:  # the lane's edge: one original that cannot be read stops no other
            self._under_way.give_back(row.size)
            if isinstance(problem, Superseded) or getattr(problem, "code", "") in OF_THE_DISK:
                self._forget([row.n])
                raise
            reason = problem.code if isinstance(problem, ReporterCanFix) else "our_bug"
            if reason == "our_bug":
                self._trouble(problem)
            self._write_later(Reading(row.n, row.item, None, reason))
            return
        self._under_way.correct_room(taken.size - row.size)
        self._submit(_Job(stored, taken))

    def stop(self) -> None:
        """Ends after breaking off what is being read; it is read at the next opening."""
        with self._gate:
            busy = bool(self._in_hand)
        if busy:
            self._files.break_off()
        self._lane.stop(drop_waiting=True)

    def _held_bytes(self, sha256: str) -> Iterator[bytes]:
        """An original in pieces, one question each, so that nothing large lies in memory twice."""
        seq = 0
        while True:
            piece = self._case.answer(partial(_piece, sha256=sha256, seq=seq))
            if piece is None:
                return
            yield piece
            seq += 1

    def _submit(self, job: _Job) -> None:
        self._under_way.begin()
        try:
            future = self._lane.submit(lambda: self._read(job))
        except RuntimeError:  # stopped meanwhile
            self._over(job, None)
            return
        future.add_done_callback(lambda done: self._over(job, done))

    def _over(self, job: _Job, done: Future[None] | None) -> None:
        if job.taken.let_go():
            self._under_way.give_back(job.taken.size)
        if done is None or done.cancelled():
            self._forget([job.stored.row])
        self._under_way.end()

    def _read(self, job: _Job) -> None:
        """On a parsing hand: one file, one confined child."""
        stored, taken = job.stored, job.taken
        while not self._under_way.may_go_on(stored.batch):
            self._forget([stored.row])
            if not self._under_way.allows(stored.batch):
                return
            with self._gate:  # allowed again just now: nobody else has taken it on
                self._in_hand.add(stored.row)
        suffix = Path(stored.name).suffix.lower()
        parsed, reason, mismatch, name = None, None, False, ""
        try:
            importer = choose(taken.head, taken.size, suffix)
            name = importer.name
            parsed = self._files.read(taken.descriptor, name, Limits(), {"suffix": suffix})
            mismatch = suffix_misleads(suffix, parsed.mime)
        except ReporterCanFix as problem:
            reason = problem.code
        except Exception as problem:  # the lane's edge: our mistake with one file stops no other
            reason = "our_bug"
            self._trouble(problem)
        if reason is not None and self._under_way.stopping:
            self._forget([stored.row])  # broken off by us: it is read at the next opening
            return
        self._write_later(Reading(stored.row, stored.item, parsed, reason, mismatch, name))

    def _write_later(self, reading: Reading) -> None:
        with self._gate:
            self._done.append(reading)
            if self._write_waits:
                return
            self._write_waits = True
        self._under_way.begin()
        try:
            future = self._case.write(self._write, trouble=self._write_failed)
        except RuntimeError:  # the case was closed under us; the ledger knows what is left
            self._under_way.end()
            return
        future.add_done_callback(lambda _: self._under_way.end())

    def _write(self, store: CaseStore) -> None:
        """On the writer lane: everything read by now, in one transaction."""
        with self._gate:
            done, self._done = self._done, []
            self._write_waits = False
        try:
            written = self._write_group(store, done)
        finally:
            self._forget([reading.row for reading in done])
        if written:
            self._case.publish(CaseChanged({Kind.ITEM: frozenset(written)}, origin="import"))
        self._tell()

    def _write_group(self, store: CaseStore, done: list[Reading]) -> list[int]:
        try:
            return take_readings(store, done)
        except ReporterCanFix:
            raise  # the disk's: none was written, all are read again later
        except Exception as problem:
            if len(done) == 1 and done[0].parsed is None:
                raise
            self._trouble(problem)
        written = []
        for reading in done:  # one of them is our mistake; the others shall not suffer
            try:
                with in_words():
                    written += take_readings(store, [reading])
            except ReporterCanFix:
                raise
            except Exception:
                written += take_readings(store, [Reading(reading.row, reading.item, None, "our_bug")])
        return written

    def _write_failed(self, problem: BaseException) -> None:
        self._under_way.pause(halted=True)
        self._trouble(problem)

    def _trouble(self, problem: BaseException) -> None:
        if not self._under_way.stopping:
            self._case.trouble(problem)

    def _forget(self, rows: list[int]) -> None:
        with self._gate:
            self._in_hand.difference_update(rows)


def _piece(store: CaseStore, sha256: str, seq: int) -> bytes | None:
    return store.originals.chunk(sha256, seq)
