"""What the second, slower look at a file finds: its structure, as the file itself claims it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from casefile.importers import checked_values as check
from casefile.importers.parsed_item import (
    MAX_COUNT,
    MAX_LISTED,
    MAX_SHORT,
    MAX_VALUE,
    Attachment,
    Fact,
    Known,
    OutlineEntry,
    attachments,
    facts,
    known,
    outline,
    row_of,
)


@dataclass(frozen=True)
class Annotation:
    """A note, highlight or link on a page; pages count from 0."""

    page: int
    kind: str
    """The file format's own word, such as ``Highlight`` or ``FreeText``."""
    text: str = field(repr=False)
    author: str = field(repr=False)


@dataclass(frozen=True)
class Structure:
    """Everything but the text. ``readable`` is False when the structure could not be read at all."""

    readable: bool
    title: Known | None = None
    byline: Known | None = None
    facts: tuple[Fact, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    form_fields: tuple[Fact, ...] = ()
    page_labels: tuple[str, ...] = ()
    encryption: str = ""
    """The kind of encryption in words, "" when there is none."""
    signatures: int = 0
    """How many signature fields are filled; none of them is verified."""

    def to_wire(self) -> dict[str, object]:
        """The structure as JSON-ready lists, strings and numbers."""
        wire: dict[str, object] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                wire[each.name] = [entry if isinstance(entry, str) else row_of(entry) for entry in value]
            else:
                wire[each.name] = row_of(value) if isinstance(value, Known) else value
        return wire

    @classmethod
    def from_wire(cls, untrusted: object) -> Structure:
        """The structure a child sent, every value checked again. Raises ValueError for anything odd."""
        return _structure_from(check.mapping(untrusted, "structure", _STRUCTURE_KEYS))


_STRUCTURE_KEYS = frozenset(each.name for each in fields(Structure))


def _structure_from(wire: Mapping[str, object]) -> Structure:
    return Structure(
        readable=check.yes_or_no(wire["readable"], "readable"),
        title=known(wire["title"], "title"),
        byline=known(wire["byline"], "byline"),
        facts=facts(wire["facts"]),
        outline=outline(wire["outline"]),
        attachments=attachments(wire["attachments"]),
        annotations=tuple(
            _annotation(entry) for entry in check.sequence(wire["annotations"], "annotations", MAX_LISTED)
        ),
        form_fields=facts(wire["form_fields"]),
        page_labels=tuple(
            check.text(entry, "page_labels", MAX_SHORT)
            for entry in check.sequence(wire["page_labels"], "page_labels", MAX_LISTED)
        ),
        encryption=check.text(wire["encryption"], "encryption", MAX_SHORT),
        signatures=check.whole_number(wire["signatures"], "signatures", 0, MAX_COUNT),
    )


def _annotation(untrusted: object) -> Annotation:
    page, kind, text, author = check.row(untrusted, "annotations", 4)
    return Annotation(
        check.whole_number(page, "annotations", 0, MAX_COUNT),
        check.text(kind, "annotations", MAX_SHORT),
        check.text(text, "annotations", MAX_VALUE),
        check.text(author, "annotations", MAX_VALUE),
    )
