"""Items: what the case holds, with what is known of it and what is not.

A fact that is not known is None and is shown as unknown; nothing is ever made up to fill it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ItemKind(StrEnum):
    """What an item is (domain.md 2.3); the importer proposes, the reporter decides."""

    ARTICLE = "article"
    WEB_PAGE = "web_page"
    DOCUMENT = "document"
    EMAIL = "email"
    MESSAGE_THREAD = "message_thread"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    DATASET = "dataset"
    INTERVIEW_RECORD = "interview_record"
    NOTE = "note"
    LETTER_OUT = "letter_out"
    REPLY_IN = "reply_in"
    DRAFT = "draft"


class ItemStatus(StrEnum):
    """How far an item could be read. The original is kept in every one of these states."""

    STORED = "stored"
    OK = "ok"
    PARTIAL = "partial"
    NO_TEXT = "no_text"
    LOCKED = "locked"
    CORRUPT = "corrupt"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"


UNREAD_STATES = frozenset(
    {ItemStatus.LOCKED, ItemStatus.CORRUPT, ItemStatus.UNSUPPORTED, ItemStatus.NO_TEXT, ItemStatus.STORED}
)
"""States in which a file is kept without text; the command line ends with 3 for them."""


class ReadingState(StrEnum):
    """Where the reporter stands with an item."""

    UNREAD = "unread"
    READ = "read"
    TO_CHECK = "to_check"
    RELEVANT = "relevant"
    NOT_RELEVANT = "not_relevant"
    USED = "used"


class Marking(StrEnum):
    """Who may see it: on screen in words (decision 14), in exports as TLP 2.0 labels."""

    RED = "RED"
    AMBER_STRICT = "AMBER+STRICT"
    AMBER = "AMBER"
    GREEN = "GREEN"
    CLEAR = "CLEAR"


@dataclass(frozen=True, slots=True)
class Item:
    """One item, whole. ``n`` is its ref's number; dates are EDTF; sizes are bytes.

    ``title_basis`` is ``stated`` (the file says so), ``guess`` (worked out, shown as such) or
    ``typed`` (the reporter's own); the same for ``published_basis``.
    """

    n: int
    id: str
    kind: ItemKind
    status: ItemStatus
    original_name: str = field(repr=False)
    size: int
    sha256: str | None
    created: str
    modified: str
    reason: str | None = None
    mime: str = "application/octet-stream"
    format_name: str | None = field(default=None, repr=False)
    title: str | None = field(default=None, repr=False)
    title_basis: str | None = None
    byline: str | None = field(default=None, repr=False)
    publisher: str | None = field(default=None, repr=False)
    published: str | None = None
    published_basis: str | None = None
    url: str | None = field(default=None, repr=False)
    language: str | None = None
    encoding: str | None = None
    reliability: str = "F"
    credibility: str = "6"
    marking: Marking = Marking.AMBER_STRICT
    reading_state: ReadingState = ReadingState.UNREAD
    provenance: str = "unknown"
    facts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    suffix_mismatch: bool = False
    pages: int = 0
    note: str = field(default="", repr=False)
    batch: int | None = None
    parent: int | None = None
    trashed: str | None = None

    @property
    def ref(self) -> str:
        return f"I{self.n}"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What one row of the item list paints.

    ``first_words`` stand in italics where no title is known; ``marks`` are the numbers (1 to 9) of
    the marked tags on it; ``tags`` are all its tag paths in order.
    """

    n: int
    kind: ItemKind
    status: ItemStatus
    reason: str | None
    title: str | None = field(repr=False)
    title_basis: str | None
    first_words: str = field(repr=False)
    original_name: str = field(repr=False)
    publisher: str | None = field(repr=False)
    published: str | None
    reading_state: ReadingState
    reliability: str
    credibility: str
    passages: int
    marks: tuple[int, ...]
    tags: tuple[str, ...] = field(repr=False)
    trashed: bool = False


@dataclass(frozen=True, slots=True)
class TextLayer:
    """A text read out of an original. Offsets everywhere are code points of ``text``.

    ``pages`` are (start, end, label); ``blocks`` are (start, end, kind) with kind one of
    ``paragraph heading1 heading2 heading3 list_item quote table_row``, in order, never overlapping.
    """

    n: int
    item: int
    method: str
    tool: str
    sha256: str
    text: str = field(repr=False)
    language: str | None = None
    encoding: str | None = None
    pages: tuple[tuple[int, int, str], ...] = ()
    blocks: tuple[tuple[int, int, str], ...] = ()
    parent: int | None = None
