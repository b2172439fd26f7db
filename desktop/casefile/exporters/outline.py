"""The one order of facts: a summary laid out as blocks, from which every format is written.

Formats decide how a block looks, never what is said; so all of them hold the same facts in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Heading:
    """A section's title with its number ("3 Key claims")."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text. ``label`` stands before it in strong type; ``unknown`` text is set in italics."""

    text: str
    label: str = ""
    unknown: bool = False


@dataclass(frozen=True)
class Points:
    """A list of sentences."""

    rows: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells; an empty cell is shown as *unknown*. ``widths`` are parts of the page's width."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Quote:
    """Quoted words with the relation they stand in, their citation, and a note about them."""

    relation: str
    label: str
    words: str
    citation: str
    note: str = ""


@dataclass(frozen=True)
class Count:
    """The evidence on one side, as words: "3 passages, 2 origins"."""

    relation: str
    text: str


@dataclass(frozen=True)
class Claim:
    """A claim block: what is claimed, its status, who says so, counts, quoted passages, gaps."""

    ref: str
    proposition: str
    status: str
    said_by: str
    counts: tuple[Count, ...]
    quotes: tuple[Quote, ...]
    missing: tuple[str, ...]


Block = Heading | Paragraph | Points | Table | Claim


@dataclass(frozen=True)
class Outline:
    """A document ready to be set in any format."""

    codename: str
    marking: str
    title: str
    subtitle: str
    note: str
    blocks: tuple[Block, ...]
    terms: tuple[str, ...]


def facts(outline: Outline) -> tuple[str, ...]:
    """Every text of an outline, once, in reading order: what each format must hold."""
    return tuple(text for text in _facts(outline) if text)


def _facts(outline: Outline) -> Iterator[str]:
    yield from (outline.codename, outline.marking, outline.title, outline.subtitle, outline.note)
    for block in outline.blocks:
        yield from block_facts(block)
    yield from outline.terms


def block_facts(block: Block) -> Iterator[str]:
    """The texts of one block in reading order; some may be empty."""
    match block:
        case Heading(text):
            yield text
        case Paragraph(text, label):
            yield from (label, text)
        case Points(rows):
            yield from rows
        case Table(columns, rows):
            yield from columns
            for row in rows:
                yield from (cell or UNKNOWN for cell in row)
        case Claim():
            yield from _claim_facts(block)


def _claim_facts(claim: Claim) -> Iterator[str]:
    yield from (claim.ref, claim.proposition, claim.status, claim.said_by)
    yield from (count.text for count in claim.counts)
    for quote in claim.quotes:
        yield from (quote.label, quote.words, quote.citation, quote.note)
    yield from claim.missing
