"""A desk to import on: a case, its imports, and a reader that can be made to wait, to fail or to count."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from casefile.casework.importing.run import Importing
from casefile.casework.open_case import OpenCase
from casefile.domain.errors import ReporterCanFix
from casefile.domain.ledger import LedgerRow, LedgerState
from casefile.domain.limits import Limits
from casefile.importers.parsed_item import ParsedItem
from casefile.sandbox.in_process import InProcessReading
from tests.helpers.canary import CANARY
from tests.helpers.cases import case_at, reopened

PATIENCE = 20.0
"""Seconds a test waits for another thread before it says that it never came."""


class DeskReading(InProcessReading):
    """Reads samples of ours in this process, and does what a test asks of it meanwhile."""

    def __init__(self) -> None:
        super().__init__("casefile.importers")
        self.may_read = threading.Event()
        self.may_read.set()
        self.is_reading = threading.Event()
        self.read_texts: Counter[bytes] = Counter()
        self.held_up = b""
        """Where set, only files that hold these bytes wait for `may_read`."""
        self.failures: dict[bytes, BaseException] = {}
        self.broken_off = False

    def read(
        self,
        source: int,
        importer: str,
        limits: Limits | None = None,
        wish: Mapping[str, str] | None = None,
    ) -> ParsedItem:
        from casefile.sandbox import wire

        with wire.stream_of(source) as stream:
            content = stream.read()
        self.read_texts[content] += 1
        self.is_reading.set()
        if self.held_up in content:
            assert self.may_read.wait(PATIENCE), "the test never let the reader go on"
        if self.broken_off:
            raise ReporterCanFix("reader_crashed", kind="EOFError", place="")
        for marked, failure in self.failures.items():
            if marked in content:
                raise failure
        return super().read(source, importer, limits, wish)

    def break_off(self) -> None:
        self.broken_off = True
        self.may_read.set()


class Desk:
    """One open case with its imports."""

    def __init__(self, case: OpenCase, hands: int = 2) -> None:
        self.case = case
        self.reading = DeskReading()
        self.importing = Importing(case, self.reading, hands)
        self.troubles: list[BaseException] = []
        case.when_trouble(self.troubles.append)

    def take_in(self, *paths: Path, tags: tuple[str, ...] = ()) -> int:
        """Imports and waits until all of it is done; the batch's number."""
        batch = self.importing.start(paths, tags).result(PATIENCE)
        self.wait()
        return batch

    def wait(self) -> None:
        """Until nothing is under way. A test that hangs here is ended by its time limit."""
        self.importing.wait()

    def rows(self, batch: int | None = None) -> dict[str, LedgerRow]:
        """The ledger's rows by name."""
        ledger = self.case.look.ledger
        return {row.name: row for row in ledger.rows(sorted(ledger.listing(batch)))}

    def states(self, batch: int | None = None) -> dict[str, LedgerState]:
        """What became of every file, by name."""
        return {name: row.state for name, row in self.rows(batch).items()}

    def text(self, name: str) -> str:
        """The text layer of the item a file became."""
        item = self.rows()[name].item
        assert item is not None
        layer = self.case.look.text_layers.current(item)
        return "" if layer is None else layer.text

    def held(self) -> set[str]:
        """The names of the items outside the trash."""
        rows = self.case.look.db.conn.execute("SELECT original_name FROM item WHERE trashed IS NULL")
        return {name for (name,) in rows}


@contextmanager
def desk_at(path: Path, hands: int = 2) -> Iterator[Desk]:
    """A new case with its imports; stopped and closed at the end."""
    with case_at(path) as case:
        desk = Desk(case, hands)
        try:
            yield desk
        finally:
            desk.importing.stop()


@contextmanager
def desk_again(path: Path, hands: int = 2) -> Iterator[Desk]:
    """The case opened again."""
    with reopened(path) as case:
        desk = Desk(case, hands)
        try:
            yield desk
        finally:
            desk.importing.stop()


def letters(folder: Path, *names: str) -> list[Path]:
    """Small text files, each with words of its own (and the canary)."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The clerk of {name} wrote about the {CANARY} contract.\n")
        written.append(path)
    return written
