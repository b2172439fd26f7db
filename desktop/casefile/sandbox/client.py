"""The sandbox as casework uses it: give it bytes, get back what was read, or a sentence for the reporter.

Every file is read in a process of its own that was shut in before it saw a byte; every value that comes
back is checked again here. Nothing in this process ever parses a stranger's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from casefile.domain.limits import Limits
from casefile.importers import ParsedItem, Structure
from casefile.sandbox import answers, worker
from casefile.sandbox.child import Child
from casefile.sandbox.confinement import Confinement
from casefile.sandbox.nursery_process import NurseryProcess
from casefile.sandbox.page_child import PageChild

_LARGEST_ANSWER = 256 * 1024 * 1024
"""Bytes of one item on the wire: a text of 64 MB, escaped, with its pages and paragraphs."""


class Nursery:
    """Reads strangers' files in confined children. Safe to use from every thread; calls wait.

    ``source`` is always the descriptor of sealed memory (`wire.memfd_of`); it stays the caller's. The
    calls raise ReporterCanFix with one of

    - ``reader_stopped``: it took longer than ``limits.seconds``, or too much processor time
    - ``reader_crashed``: it ended by itself, or answered what cannot be; fields ``kind`` and ``place``
    - ``reader_memory``: it needed more memory than a reader may have
    - ``reader_unconfined``: readers cannot be shut in on this computer, so nothing was read
    - ``reader_unavailable``: no reader could be started
    """

    def __init__(self, importers: str) -> None:
        self._process = NurseryProcess(importers)
        self._late: set[str] = set()

    @classmethod
    def start(cls, importers: str = "casefile.importers") -> Self:
        """Start the nursery and return at once; the first reading waits until it is warm.

        Call it from the main thread before any case is opened. ``importers`` names a package with
        `all_importers`.
        """
        return cls(importers)

    @property
    def process_id(self) -> int:
        """The nursery's process id, 0 when none runs."""
        return self._process.process_id()

    @property
    def late_imports(self) -> frozenset[str]:
        """Modules that readers asked for after they were shut in. Any is a mistake in a `warm()`."""
        return frozenset(self._late)

    def confinement(self) -> Confinement:
        """How readers are shut in on this computer, seen on one that has nothing to read."""
        with Child(self._process, worker.TRIAL, None, Limits(), self._late) as child:
            return child.hear(0, answers.confinement)

    def read(
        self,
        source: int,
        importer: str,
        limits: Limits | None = None,
        wish: Mapping[str, str] | None = None,
    ) -> ParsedItem:
        """What one importer finds in a file."""
        limits = limits or Limits()
        with Child(self._process, worker.READ, source, limits, self._late) as child:
            child.tell({"importer": importer, "wish": dict(wish or {})})
            return child.hear(_LARGEST_ANSWER, lambda frame: answers.item(frame, limits))

    def read_structure(
        self,
        source: int,
        importer: str,
        limits: Limits | None = None,
        wish: Mapping[str, str] | None = None,
    ) -> Structure:
        """The second, slower look at a file's own structure, at low priority."""
        with Child(self._process, worker.STRUCTURE, source, limits or Limits(), self._late) as child:
            child.tell({"importer": importer, "wish": dict(wish or {})})
            return child.hear(_LARGEST_ANSWER, answers.structure)

    def open_pages(
        self,
        source: int,
        importer: str = "pdf",
        limits: Limits | None = None,
        wish: Mapping[str, str] | None = None,
    ) -> PageChild:
        """A document to be shown, in a child that is kept until `PageChild.close`.

        Raises `importers.CannotShowPages` when the document has nothing to show.
        """
        limits = limits or Limits()

        def new_child(memory: int) -> Child:
            child = Child(self._process, worker.PAGES, memory, limits, self._late)
            child.tell({"importer": importer, "wish": dict(wish or {})})
            return child

        return PageChild(new_child, source, limits)

    def break_off(self) -> None:
        """End every reader there is; whoever waits for one hears ``reader_crashed``. A lock cannot wait."""
        self._process.break_off()

    def close(self) -> None:
        """End the nursery and every reader."""
        self._process.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
