"""Taking files in: each opened safely, copied, hashed and stored, a group in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from casefile.casework.importing.readings import Readings
from casefile.casework.importing.storing import Incoming, store_group
from casefile.casework.importing.strangers_files import CannotOpen, place_from_text
from casefile.casework.importing.taking_in import take_in_file
from casefile.casework.importing.under_way import UnderWay
from casefile.casework.lanes import Superseded
from casefile.casework.open_case import OpenCase
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import LedgerRow, LedgerState
from casefile.importers import HEAD_BYTES
from casefile.store.case_store import CaseStore

GROUP_BYTES = 8 * 1024 * 1024
GROUP_FILES = 32
"""A group is stored in one transaction: one flush to disk for up to this many files or bytes."""
ROWS_AT_ONCE = 500


class Intake:
    """Works off the ledger's waiting rows, one after the other. Runs on one lane."""

    def __init__(
        self, case: OpenCase, under_way: UnderWay, readings: Readings, tell: Callable[[], None]
    ) -> None:
        self._case = case
        self._under_way = under_way
        self._readings = readings
        self._tell = tell
        self._group: list[Incoming] = []
        self.cancelled: set[int] = set()
        """Batches of which nothing more is taken in; what they brought is read all the same."""

    def take_what_is_left(self) -> None:
        """Everything that waits, whoever left it: stored originals are read first."""
        self._case.written(lambda store: store.ledger.resume())
        for row in self._rows(LedgerState.STORED):
            if not self._under_way.may_go_on(row.batch):
                if self._under_way.stopping:
                    return
                continue
            self._readings.send_again(row)
        for batch in self._case.answer(lambda store: store.ledger.batches_in(LedgerState.WAITING)):
            self.take_waiting(batch)

    def take_waiting(self, batch: int) -> None:
        """Takes in every waiting row of a batch, group by group."""
        own = self._case.own_files()
        try:
            for row in self._rows(LedgerState.WAITING, batch):
                if batch in self.cancelled or not self._under_way.may_go_on(batch):
                    return
                self._take(row, own)
            self._store(batch)
        finally:
            self._let_go(self._group)
            self._group = []

    def _rows(self, state: LedgerState, batch: int | None = None) -> Iterator[LedgerRow]:
        """Every row that is in a state now, a page at a time."""
        numbers = self._case.answer(lambda store: store.ledger.in_states([state], batch))
        for first in range(0, len(numbers), ROWS_AT_ONCE):
            page = numbers[first : first + ROWS_AT_ONCE]
            yield from self._case.answer(partial(_rows_of, page=page))

    def _take(self, row: LedgerRow, own: frozenset[tuple[int, int]]) -> None:
        if not self._under_way.has_room(row.size):
            self._store(row.batch)  # or the group would wait for itself
        self._under_way.make_room(row.size)
        try:
            taken = take_in_file(place_from_text(row.place), HEAD_BYTES, own)
        except CannotOpen as refusal:
            self._under_way.give_back(row.size)
            self._refuse(row.n, refusal.reason)
            return
        except Exception as problem:  # the lane's edge: our mistake with one file stops no other
            self._under_way.give_back(row.size)
            self._refuse(row.n, "our_bug")
            self._case.trouble(problem)
            return
        self._under_way.correct_room(taken.size - row.size)
        self._group.append(Incoming(row.n, row.name, taken))
        if len(self._group) >= GROUP_FILES or sum(one.taken.size for one in self._group) >= GROUP_BYTES:
            self._store(row.batch)

    def _refuse(self, row: int, reason: str) -> None:
        state = LedgerState.TOO_LARGE if reason == "too_large" else LedgerState.FAILED
        self._case.written(partial(_set_refused, row=row, state=state, reason=reason))
        self._tell()

    def _store(self, batch: int) -> None:
        """Stores the group and sends what is new to the readers."""
        going, self._group = self._group, []
        if not going:
            return
        try:
            outcome = store_group(self._case, batch, going)
        except Exception as problem:
            self._let_go(going)
            if isinstance(problem, ReporterCanFix | Superseded):
                raise  # the disk's: the rows go on waiting
            for incoming in going:
                self._refuse(incoming.row, "our_bug")
            self._case.trouble(problem)
            return
        if outcome.items:
            touched = {Kind.ITEM: frozenset(outcome.items), Kind.TAG: frozenset(outcome.tags)}
            self._case.publish(CaseChanged(touched, origin="import"))
        self._tell()
        for incoming in going:
            stored = outcome.to_read.get(incoming.row)
            if stored is None:
                self._let_go([incoming])
            else:
                self._readings.send(stored, incoming.taken)

    def _let_go(self, group: Sequence[Incoming]) -> None:
        for incoming in group:
            if incoming.taken.let_go():
                self._under_way.give_back(incoming.taken.size)


def _rows_of(store: CaseStore, page: Sequence[int]) -> list[LedgerRow]:
    return store.ledger.rows(page)


def _set_refused(store: CaseStore, row: int, state: LedgerState, reason: str) -> None:
    with store.atomic():
        present = store.ledger.get(row)
        if present is not None and present.state is LedgerState.WAITING:  # not cancelled meanwhile
            store.ledger.set(row, state, reason=reason)
