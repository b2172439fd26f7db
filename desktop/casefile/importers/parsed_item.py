"""What came out of a file: its text layer, and what the file says about itself.

A `ParsedItem` is made in a confined child and checked again by whoever receives it: `from_wire` raises
ValueError for anything that is not exactly as it should be. All offsets are Unicode code points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from casefile.domain.limits import Limits
from casefile.importers import checked_values as check

MAX_SHORT = 200
MAX_VALUE = 20_000
MAX_BLOCKS = 2_000_000
MAX_LISTED = 20_000
MAX_COUNT = 2**53


class ReadStatus(StrEnum):
    """How much of the file could be read."""

    OK = "ok"
    PARTIAL = "partial"
    NO_TEXT = "no_text"
    LOCKED = "locked"
    CORRUPT = "corrupt"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"


class Reason(StrEnum):
    """Why the status is not *ok*. The words for them live in `domain.sentences`, under ``reason_…``."""

    NONE = ""
    PASSWORD_NEEDED = "password_needed"
    DAMAGED = "damaged"
    CUT_SHORT = "cut_short"
    SOME_PAGES_FAILED = "some_pages_failed"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_LARGE = "too_large"
    PICTURES_ONLY = "pictures_only"
    NO_WORDS = "no_words"
    NO_READER = "no_reader"
    WRONG_ENCODING = "wrong_encoding"
    LETTERS_UNKNOWN = "letters_unknown"
    UNKNOWN_LOCK = "unknown_lock"
    EMPTY_FILE = "empty_file"


class ReadingMethod(StrEnum):
    """How a text layer was won from the original's bytes."""

    AS_IS = "as_is"
    PDF_TEXT = "pdf_text"


class ItemKind(StrEnum):
    """The kinds an importer may propose (the first of the reporter's list in the design)."""

    WEB_PAGE = "web_page"
    DOCUMENT = "document"
    EMAIL = "email"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    DATASET = "dataset"


class Basis(StrEnum):
    """Whether the file states a thing or we guessed it. What is neither is absent, never invented."""

    STATED = "stated"
    GUESS = "guess"


class BlockKind(StrEnum):
    """How the reader lays a stretch of text out."""

    HEADING1 = "heading1"
    HEADING2 = "heading2"
    HEADING3 = "heading3"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_ROW = "table_row"


@dataclass(frozen=True)
class Known:
    """One thing known about an item: its value, on what basis, and where in the file it stands."""

    value: str = field(repr=False)
    basis: Basis
    place: str
    """Such as ``og:title``, ``JSON-LD author``, ``stop words``: said to the reporter as it is."""


@dataclass(frozen=True)
class Page:
    """One page's stretch of the text layer, and the label printed for it ("iv", "12")."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Block:
    """One stretch the reader lays out as a unit."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True)
class Attachment:
    """A file inside the file: its name, and its size in bytes where that is known."""

    name: str = field(repr=False)
    size: int | None


@dataclass(frozen=True)
class OutlineEntry:
    """One entry of the table of contents; level 0 is the outermost, page counts from 0."""

    title: str = field(repr=False)
    level: int
    page: int | None


@dataclass(frozen=True)
class Fact:
    """A claim the file makes about itself, in words ("Producer", "Microsoft Word"); never checked."""

    name: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class ParsedItem:
    """One file as read. Fields that nothing is known of are None or empty."""

    importer: str
    status: ReadStatus
    reason: Reason
    mime: str
    format_name: str
    """The format in the reporter's words: "PDF document", "Web page"."""
    kind: ItemKind
    text: str = field(default="", repr=False)
    method: ReadingMethod = ReadingMethod.AS_IS
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    encoding: str = ""
    encoding_candidates: tuple[str, ...] = ()
    """Other encodings that would decode the file, likeliest first, for "read as …"."""
    language: Known | None = None
    title: Known | None = None
    byline: Known | None = None
    site_name: Known | None = None
    published: Known | None = None
    """ISO 8601, with as much precision as the file states and no more."""
    url: Known | None = None
    canonical: Known | None = None
    attachments: tuple[Attachment, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    facts: tuple[Fact, ...] = ()
    remote_references: int = 0
    """How many pictures, scripts and the like the file wanted from elsewhere; none was loaded."""

    def to_wire(self) -> dict[str, object]:
        """The item as JSON-ready lists, strings and numbers."""
        wire: dict[str, object] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                wire[each.name] = [entry if isinstance(entry, str) else row_of(entry) for entry in value]
            elif isinstance(value, Known):
                wire[each.name] = row_of(value)
            else:
                wire[each.name] = str(value) if isinstance(value, str) else value
        return wire

    @classmethod
    def from_wire(cls, untrusted: object, limits: Limits | None = None) -> ParsedItem:
        """The item a child sent, every value checked again. Raises ValueError for anything odd."""
        return _item_from(check.mapping(untrusted, "item", _ITEM_KEYS), limits or Limits())


def row_of(entry: object) -> list[object]:
    """A small record as the list of its fields' values."""
    values = [getattr(entry, each.name) for each in fields(entry)]  # type: ignore[arg-type]
    return [str(value) if isinstance(value, str) else value for value in values]


_ITEM_KEYS = frozenset(each.name for each in fields(ParsedItem))


def _item_from(wire: Mapping[str, object], limits: Limits) -> ParsedItem:
    text = check.text(wire["text"], "text", limits.max_text_characters)
    pages = tuple(
        _page(entry, len(text)) for entry in check.sequence(wire["pages"], "pages", limits.max_pages)
    )
    blocks = tuple(_block(entry, len(text)) for entry in check.sequence(wire["blocks"], "blocks", MAX_BLOCKS))
    _in_order(pages, "pages")
    _in_order(blocks, "blocks")
    if (wire["status"] == ReadStatus.OK) != (wire["reason"] == Reason.NONE):
        raise ValueError("reason: does not belong to the status")
    return ParsedItem(
        importer=check.text(wire["importer"], "importer", MAX_SHORT),
        status=check.word(wire["status"], "status", ReadStatus),
        reason=check.word(wire["reason"], "reason", Reason),
        mime=check.text(wire["mime"], "mime", MAX_SHORT),
        format_name=check.text(wire["format_name"], "format_name", MAX_SHORT),
        kind=check.word(wire["kind"], "kind", ItemKind),
        text=text,
        method=check.word(wire["method"], "method", ReadingMethod),
        pages=pages,
        blocks=blocks,
        encoding=check.text(wire["encoding"], "encoding", MAX_SHORT),
        encoding_candidates=tuple(
            check.text(entry, "encoding_candidates", MAX_SHORT)
            for entry in check.sequence(wire["encoding_candidates"], "encoding_candidates", 100)
        ),
        language=known(wire["language"], "language"),
        title=known(wire["title"], "title"),
        byline=known(wire["byline"], "byline"),
        site_name=known(wire["site_name"], "site_name"),
        published=known(wire["published"], "published"),
        url=known(wire["url"], "url"),
        canonical=known(wire["canonical"], "canonical"),
        attachments=attachments(wire["attachments"]),
        outline=outline(wire["outline"]),
        facts=facts(wire["facts"]),
        remote_references=check.whole_number(wire["remote_references"], "remote_references", 0, MAX_COUNT),
    )


def known(untrusted: object, name: str) -> Known | None:
    """A `Known` from its row, or None."""
    if untrusted is None:
        return None
    value, basis, place = check.row(untrusted, name, 3)
    return Known(
        check.text(value, name, MAX_VALUE),
        check.word(basis, name, Basis),
        check.text(place, name, MAX_SHORT),
    )


def attachments(untrusted: object) -> tuple[Attachment, ...]:
    """Attachments from their rows."""
    made = []
    for entry in check.sequence(untrusted, "attachments", MAX_LISTED):
        name, size = check.row(entry, "attachments", 2)
        known_size = None if size is None else check.whole_number(size, "attachments", 0, MAX_COUNT)
        made.append(Attachment(check.text(name, "attachments", MAX_VALUE), known_size))
    return tuple(made)


def outline(untrusted: object) -> tuple[OutlineEntry, ...]:
    """Outline entries from their rows."""
    made = []
    for entry in check.sequence(untrusted, "outline", MAX_LISTED):
        title, level, page = check.row(entry, "outline", 3)
        known_page = None if page is None else check.whole_number(page, "outline", 0, MAX_COUNT)
        made.append(
            OutlineEntry(
                check.text(title, "outline", MAX_VALUE),
                check.whole_number(level, "outline", 0, 64),
                known_page,
            )
        )
    return tuple(made)


def facts(untrusted: object) -> tuple[Fact, ...]:
    """Facts from their rows."""
    made = []
    for entry in check.sequence(untrusted, "facts", MAX_LISTED):
        name, value = check.row(entry, "facts", 2)
        made.append(Fact(check.text(name, "facts", MAX_SHORT), check.text(value, "facts", MAX_VALUE)))
    return tuple(made)


def _page(untrusted: object, length: int) -> Page:
    start, end, label = check.row(untrusted, "pages", 3)
    first = check.whole_number(start, "pages", 0, length)
    return Page(first, check.whole_number(end, "pages", first, length), check.text(label, "pages", MAX_SHORT))


def _block(untrusted: object, length: int) -> Block:
    start, end, kind = check.row(untrusted, "blocks", 3)
    first = check.whole_number(start, "blocks", 0, length)
    return Block(
        first,
        check.whole_number(end, "blocks", first, length),
        check.word(kind, "blocks", BlockKind),
    )


def _in_order(stretches: tuple[Page, ...] | tuple[Block, ...], name: str) -> None:
    """Stretches follow each other and never overlap."""
    reached = 0
    for stretch in stretches:
        if stretch.start < reached:
            raise ValueError(f"{name}: out of order")
        reached = stretch.end
