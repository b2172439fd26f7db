"""What reading one stranger's file may cost, and how large an answer may be.

The numbers come from the design's measured limits: decisions 20, 24 and 25 (sizes of a drop, bytes
under way), section 4.6 of the security page (text, pages, wall clock, archives), and for pages and
pixels from Dangerzone, which holds them on the trusted side of its sandbox too. They bound the
reading of a single file or member, never a whole drop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

MIB = 1024 * 1024
GIB = 1024 * MIB

MAX_FOLDER_DEPTH = 64
"""How deep a dropped folder is walked (decision 25)."""

MAX_NAME_BYTES = 255
"""The longest original file name kept, in UTF-8 bytes (security 4.6)."""

MAX_IN_FLIGHT_BYTES = 256 * MIB
"""Bytes of originals under way to readers at one time; a larger file travels alone (decision 24)."""

MAX_FILES_IN_FLIGHT = 256
"""Originals under way to readers at one time, however small: each is a descriptor, of which a process
commonly has 1,024."""

MIN_SCALE = 0.01
MAX_SCALE = 20.0
"""Page pictures, in pixels a point: from a thumbnail of a poster to the finest zoom."""

MAX_PAGE_POINTS = 10_000_000.0
"""The longest side of a page we believe, in points. PDF allows 14,400 without its user unit (ISO
32000-1, Annex C); pages of ten million points exist to crash readers, and are drawn small."""


@dataclass(frozen=True)
class Limits:
    """Upper bounds for one reading. What lies beyond is left unread and said to be so.

    `ValueError` where a bound is not a number above zero.
    """

    max_bytes: int = 2 * GIB
    """Largest file that is read at all; beyond it the row says *too large* (decisions 20 and 25)."""
    max_pages: int = 2_000
    """Pages read and drawn (security 4.6)."""
    max_text_characters: int = 20_000_000
    """Length of the whole text layer, in code points; with `max_text_bytes`, whichever is reached."""
    max_text_bytes: int = 64 * MIB
    """The whole text layer in UTF-8."""
    max_page_characters: int = 1_000_000
    """Length of one page's text, in code points; the densest real page seen has under 30,000."""
    max_page_bytes: int = 5 * MIB
    """One page's text in UTF-8 (security 4.6)."""
    max_page_pixels: int = 20_000_000
    """Pixels of one page picture (security 4.6)."""
    max_page_side: int = 10_000
    """Longest side of a page picture, in pixels (Dangerzone's MAX_PAGE_WIDTH and MAX_PAGE_HEIGHT)."""
    max_unpacked_bytes: int = GIB
    """Everything unpacked from one archive, document or mail (security 4.6, as are the next three)."""
    max_unpacked_ratio: int = 100
    """Unpacked bytes for each packed one."""
    max_members: int = 10_000
    """Members of one archive."""
    max_nesting: int = 3
    """Archives inside archives."""
    seconds: float = 30.0
    """Wall clock for one reading, or one request to an open document; the child is ended afterwards."""
    cpu_seconds: int = 60
    """Processor time of one child's whole reading; the kernel ends it."""
    address_space: int = 2 * GIB
    """Bytes of address space of one child: a bomb becomes a `MemoryError` inside it (security 3d)."""
    open_files: int = 32
    """Descriptors of one child; it is given two and can open none."""

    def __post_init__(self) -> None:
        for each in fields(self):
            bound = getattr(self, each.name)
            kinds = (int, float) if each.name == "seconds" else (int,)
            if type(bound) not in kinds or not 0 < bound <= 2**53:
                raise ValueError(f"{each.name} is not a bound")

    def to_wire(self) -> dict[str, int | float]:
        """The bounds by name, as they cross to a reader."""
        return asdict(self)

    @classmethod
    def from_wire(cls, bounds: Mapping[str, int | float]) -> Limits:
        """The bounds named in a frame; `ValueError` for an unknown, missing or odd one."""
        if set(bounds) != {each.name for each in fields(cls)}:
            raise ValueError("not the bounds of this version")
        made: Limits = cls(**bounds)  # type: ignore[arg-type]  # __post_init__ checks each kind
        return made
