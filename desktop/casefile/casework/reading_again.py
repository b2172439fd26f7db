"""Originals the case holds, read once more as the reporter wishes: in another encoding, with a password.

On a lane of its own, each reading in a confined child like the first one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any, TypeVar

from casefile import __version__
from casefile.casework.commands.reading import ReadAs
from casefile.casework.file_passwords import FilePasswords
from casefile.casework.held_original import HeldOriginal
from casefile.casework.history import utc_now
from casefile.casework.importing.filling_in import item_columns, layer_columns
from casefile.casework.importing.readings import FileReading
from casefile.casework.importing.storing import Reading, take_held_up
from casefile.casework.importing.taking_in import TakenIn
from casefile.casework.lanes import Lane, Superseded, deliver_result
from casefile.casework.open_case import OpenCase
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.items import Item
from casefile.domain.ledger import LedgerState
from casefile.domain.limits import Limits
from casefile.domain.passages import PassageState
from casefile.importers import choose
from casefile.importers.encodings_by_words import codec_named
from casefile.importers.parsed_item import ParsedItem, ReadStatus
from casefile.importers.sniffing import suffix_misleads
from casefile.store.case_store import CaseStore

T = TypeVar("T")


@dataclass(frozen=True)
class ReadAnew:
    """A text read as another encoding. ``moved`` passages were found again, ``lost`` ones were not;
    ``fits`` is False where some letters do not fit the encoding."""

    item: int
    encoding: str
    moved: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    fits: bool = True


@dataclass(frozen=True)
class Unlocked:
    """What one password opened, and what it did not."""

    opened: tuple[int, ...]
    still_locked: tuple[int, ...]


class ReadingAgain:
    """Made beside an open case; `stop` before it closes."""

    def __init__(self, case: OpenCase, files: FileReading, passwords: FilePasswords) -> None:
        self._case = case
        self._files = files
        self._passwords = passwords
        self._lane = Lane("reading again")
        self._stopping = False

    def read_as(
        self,
        item: int,
        encoding: str,
        then: Callable[[ReadAnew], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
    ) -> Future[ReadAnew]:
        """Reads a text or web page as another encoding: one undoable step, its passages anchored anew.

        Raises (in the future) item_gone, original_changed, reason_no_words, reader_….
        """
        return self._submit(lambda: self._read_as(item, encoding), then, trouble)

    def candidates(self, item: int, then: Callable[[tuple[str, ...]], None]) -> None:
        """Encodings that would decode an item's original, likeliest first; none where they are not known."""
        self._submit(lambda: self._candidates(item), then, lambda _problem: then(()))

    def unlock(
        self,
        items: Sequence[int],
        password: str,
        *,
        keep: bool = False,
        then: Callable[[Unlocked], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
    ) -> Future[Unlocked]:
        """Tries one password on locked items; ``keep`` seals it in the case if it opened any.

        No step of its own: their import goes on where it was held up.
        """
        return self._submit(lambda: self._unlock(tuple(items), password, keep), then, trouble)

    def locked_in(self, batch: int) -> list[int]:
        """The items of an import that still need a password."""

        def answer(store: CaseStore) -> list[int]:
            rows = store.ledger.rows(store.ledger.in_states([LedgerState.NEEDS_PASSWORD], batch))
            return [row.item for row in rows if row.item is not None]

        return self._case.answer(answer)

    def stop(self) -> None:
        """Breaks off what is being read and drops what was not begun. After the imports were stopped: what
        is broken off is theirs too."""
        self._stopping = True
        self._files.break_off()
        self._lane.stop(drop_waiting=True)

    def _submit(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None,
        trouble: Callable[[BaseException], None] | None,
    ) -> Future[T]:
        future = self._lane.submit(work)
        deliver_result(future, self._case.deliver, then, trouble or self._case.trouble)
        return future

    # -- another encoding --------------------------------------------------------------------------

    def _read_as(self, n: int, encoding: str) -> ReadAnew:
        item = self._item(n)
        with HeldOriginal(self._case, item) as taken:
            anew, tool = self._read(item, taken, {"encoding": encoding})
            earlier, _ = self._read(item, taken, {"encoding": item.encoding} if item.encoding else {})
        layer = layer_columns(anew, tool, utc_now())
        before = self._case.answer(lambda store: _states(store, n))
        self._case.do(
            ReadAs(n, anew.encoding, _columns(anew), _columns(earlier), layer), trouble=_told_elsewhere
        ).result()
        after = self._case.answer(lambda store: _states(store, n))
        changed = [passage for passage, state in after.items() if state != before.get(passage)]
        lost = tuple(passage for passage in changed if after[passage][0] is PassageState.ORPHANED)
        moved = tuple(passage for passage in changed if passage not in lost)
        return ReadAnew(n, anew.encoding, moved, lost, anew.status is not ReadStatus.PARTIAL)

    def _candidates(self, n: int) -> tuple[str, ...]:
        item = self._item(n)
        with HeldOriginal(self._case, item) as taken:
            parsed, _ = self._read(item, taken, {})
        told = (parsed.encoding, *parsed.encoding_candidates)
        return tuple(dict.fromkeys(name for one in told if (name := codec_named(one)) is not None))

    # -- a password --------------------------------------------------------------------------------

    def _unlock(self, items: tuple[int, ...], password: str, keep: bool) -> Unlocked:
        opened = []
        for n in items:
            item = self._item(n)
            with HeldOriginal(self._case, item) as taken:
                parsed, tool = self._read(item, taken, {"password": password})
            if parsed.status is not ReadStatus.LOCKED:
                mismatch = suffix_misleads(_suffix(item), parsed.mime)
                importer = tool.rpartition(" ")[0]
                reading = Reading(0, n, parsed, None, mismatch, importer)
                self._case.written(partial(take_held_up, reading=reading))
                self._passwords.put([n], password)
                self._case.publish(CaseChanged({Kind.ITEM: frozenset({n})}, origin="import"))
                opened.append(n)
        if keep and opened:
            self._passwords.keep(opened, password)
        return Unlocked(tuple(opened), tuple(n for n in items if n not in opened))

    # -- both --------------------------------------------------------------------------------------

    def _item(self, n: int) -> Item:
        item = self._case.answer(lambda store: store.items.get(n))
        if item is None or item.sha256 is None:
            raise ReporterCanFix("item_gone")
        return item

    def _read(self, item: Item, taken: TakenIn, wish: dict[str, str]) -> tuple[ParsedItem, str]:
        if self._stopping:
            raise Superseded
        suffix = _suffix(item)
        importer = choose(taken.head, taken.size, suffix)
        parsed = self._files.read(taken.descriptor, importer.name, Limits(), {"suffix": suffix, **wish})
        return parsed, f"{importer.name} {__version__}"


def _suffix(item: Item) -> str:
    return PurePath(item.original_name).suffix.lower()


def _columns(parsed: ParsedItem) -> dict[str, Any]:
    """What a reading says of the item, as its row holds it."""
    columns = item_columns(parsed, suffix_mismatch=False)
    columns["facts"] = json.dumps(columns["facts"], ensure_ascii=False)
    return columns


def _states(store: CaseStore, item: int) -> dict[int, tuple[PassageState, int, int]]:
    return {one.n: (one.state, one.layer, one.start) for one in store.passages.of_item(item)}


def _told_elsewhere(problem: BaseException) -> None:
    """What the step raises is told by who waits for the reading."""
