"""What one file of this room offers: the contract between importers, sandbox and casework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, Protocol

from casefile.domain.limits import Limits
from casefile.importers.parsed_item import ParsedItem
from casefile.importers.structure import Structure

HEAD_BYTES = 65_536
"""How many first bytes of a file `Importer.sniff` is given (fewer when the file is shorter)."""


def most_characters(limits: Limits) -> int:
    """The longest text layer in code points that is within both bounds, whatever its letters are."""
    return min(limits.max_text_characters, limits.max_text_bytes // 4)


class RenderedPage(NamedTuple):
    """One page as pixels: 4 bytes a pixel in the order blue, green, red, unused; rows from the top."""

    width: int
    height: int
    stride: int
    """Bytes from the start of one row to the start of the next."""
    pixels: bytes


class PageCharacters(NamedTuple):
    """One page's words, exactly as the text layer holds them, and where each code point stands."""

    text: str
    boxes: tuple[tuple[float, float, float, float], ...]
    """One (x0, y0, x1, y1) a code point, in points from the page's top left corner; an empty box
    (four zeros) for a character that is not drawn, such as a line's end."""


class PageSource(Protocol):
    """An open document that can be shown page by page. Used by one thread only."""

    @property
    def page_count(self) -> int: ...

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points, as it is shown (rotation applied)."""

    def render(self, index: int, scale: float) -> RenderedPage:
        """The page as pixels; scale 1.0 is 72 pixels an inch, made smaller when limits ask for it."""

    def characters(self, index: int) -> PageCharacters:
        """The page's text and the box of each of its code points."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class Importer:
    """One way of reading files.

    ``sniff(head, size, suffix)`` answers from 0 (not mine) to 100 (certainly mine). ``head`` is the
    first `HEAD_BYTES` bytes, ``size`` the whole size in bytes, ``suffix`` the name's ending in lower
    case with its dot, or "". ``warm()`` runs everything once on samples of our own, so that afterwards
    no module and no file needs opening. ``read(untrusted_stream, limits, wish)`` never raises for
    what a file holds: it answers with a status. ``wish`` carries what the reporter asked for, such as
    ``{"encoding": "cp1250"}`` or ``{"password": "…"}``; unknown wishes are ignored. ``{"suffix": ".csv"}``
    tells the name's ending, for names of formats that content alone does not show.
    """

    name: str
    kind: str
    """The kind of item it makes, one of `parsed_item.ItemKind`, until the reporter says otherwise."""
    sniff: Callable[[bytes, int, str], int]
    warm: Callable[[], None]
    read: Callable[[BinaryIO, Limits, Mapping[str, str]], ParsedItem]
    open_pages: Callable[[BinaryIO, Limits, Mapping[str, str]], PageSource] | None = None
    """For formats with pages to show. Raises `CannotShowPages` when there is nothing to show."""
    read_structure: Callable[[BinaryIO, Limits, Mapping[str, str]], Structure] | None = None
    """The second, slower look at a file's own structure, run later and at low priority."""


class CannotShowPages(Exception):
    """The document cannot be opened for showing; ``reason`` is one of `parsed_item.Reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
