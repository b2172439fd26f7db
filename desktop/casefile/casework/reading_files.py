"""The confined readers, as casework and the window use them: start them, read a file, show its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from casefile.casework.importing.run import FileReading
from casefile.casework.second_look import StructureFiles
from casefile.domain.limits import Limits
from casefile.importers import PageCharacters, RenderedPage


class OpenPages(Protocol):
    """A document kept open in its own confined child, to be shown page by page."""

    @property
    def page_count(self) -> int: ...

    def page_size(self, index: int) -> tuple[float, float]: ...

    def render(self, index: int, scale: float) -> RenderedPage: ...

    def characters(self, index: int) -> PageCharacters: ...

    def close(self) -> None: ...


class ReadingFiles(FileReading, StructureFiles, Protocol):
    """What `sandbox.client.Nursery` offers."""

    def open_pages(self, source: int, importer: str, limits: Limits, wish: dict[str, str]) -> OpenPages: ...

    def close(self) -> None: ...


Chunks = Callable[[], Iterable[bytes]]


def start_reading_files() -> ReadingFiles:
    """Starts the nursery, before any case is opened and from the main thread."""
    from casefile.sandbox.client import Nursery

    return Nursery.start()
