"""What a confined child answers is believed only after every value was checked again."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.limits import Limits
from casefile.importers.parsed_item import (
    Attachment,
    Basis,
    Block,
    BlockKind,
    Fact,
    ItemKind,
    Known,
    OutlineEntry,
    Page,
    ParsedItem,
    ReadingMethod,
    ReadStatus,
    Reason,
)
from casefile.importers.structure import Annotation, Structure

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
COUNT = st.integers(0, 2**53)
KNOWN = st.none() | st.builds(Known, WORDS, st.sampled_from(Basis), WORDS)
FACTS = st.lists(st.builds(Fact, WORDS, WORDS), max_size=4).map(tuple)
ATTACHMENTS = st.lists(st.builds(Attachment, WORDS, st.none() | COUNT), max_size=4).map(tuple)
OUTLINE = st.lists(st.builds(OutlineEntry, WORDS, st.integers(0, 64), st.none() | COUNT), max_size=4).map(
    tuple
)


@st.composite
def parsed_items(draw: st.DrawFn) -> ParsedItem:
    text = draw(WORDS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    stretches = list(zip(cuts[::2], cuts[1::2], strict=False))
    status = draw(st.sampled_from(ReadStatus))
    reasons = [Reason.NONE] if status is ReadStatus.OK else [each for each in Reason if each]
    return ParsedItem(
        importer=draw(WORDS),
        status=status,
        reason=draw(st.sampled_from(reasons)),
        mime=draw(WORDS),
        format_name=draw(WORDS),
        kind=draw(st.sampled_from(ItemKind)),
        text=text,
        method=draw(st.sampled_from(ReadingMethod)),
        pages=tuple(Page(start, end, draw(WORDS)) for start, end in stretches),
        blocks=tuple(Block(start, end, draw(st.sampled_from(BlockKind))) for start, end in stretches),
        encoding=draw(WORDS),
        encoding_candidates=tuple(draw(st.lists(WORDS, max_size=3))),
        **{
            name: draw(KNOWN)
            for name in ("language", "title", "byline", "site_name", "published", "url", "canonical")
        },
        attachments=draw(ATTACHMENTS),
        outline=draw(OUTLINE),
        facts=draw(FACTS),
        remote_references=draw(COUNT),
    )


STRUCTURES = st.builds(
    Structure,
    readable=st.booleans(),
    title=KNOWN,
    byline=KNOWN,
    facts=FACTS,
    outline=OUTLINE,
    attachments=ATTACHMENTS,
    annotations=st.lists(st.builds(Annotation, COUNT, WORDS, WORDS, WORDS), max_size=3).map(tuple),
    form_fields=FACTS,
    page_labels=st.lists(WORDS, max_size=3).map(tuple),
    encryption=WORDS,
    signatures=COUNT,
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)

ITEM = ParsedItem(
    importer="text",
    status=ReadStatus.OK,
    reason=Reason.NONE,
    mime="text/plain",
    format_name="Plain text",
    kind=ItemKind.DOCUMENT,
    text="naïve 🙂 words",
    pages=(Page(0, 5, "iv"), Page(6, 8, "v")),
    blocks=(Block(0, 5, BlockKind.HEADING1), Block(6, 13, BlockKind.QUOTE)),
    title=Known("Words", Basis.STATED, "meta og:title"),
)


@given(parsed_items())
def test_an_item_crosses_the_wire_unchanged(item: ParsedItem) -> None:
    assert ParsedItem.from_wire(json.loads(json.dumps(item.to_wire()))) == item


@given(STRUCTURES)
def test_a_structure_crosses_the_wire_unchanged(structure: Structure) -> None:
    assert Structure.from_wire(json.loads(json.dumps(structure.to_wire()))) == structure


@given(st.sampled_from([each.name for each in fields(ParsedItem)]), ODD)
def test_an_odd_value_in_any_field_is_refused_or_harmless(name: str, odd: object) -> None:
    wire = {**ITEM.to_wire(), name: odd}
    try:
        item = ParsedItem.from_wire(wire)
    except ValueError as refusal:
        assert not isinstance(refusal, UnicodeError)
    else:
        assert ParsedItem.from_wire(json.loads(json.dumps(item.to_wire()))) == item


@given(ODD)
def test_what_is_no_item_at_all_is_refused(odd: object) -> None:
    for receive in (ParsedItem.from_wire, Structure.from_wire):
        with pytest.raises(ValueError):
            receive(odd)


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("text", "half \ud83d a character"),
        ("text", b"bytes"),
        ("status", "splendid"),
        ("status", 1),
        ("reason", "damaged"),
        ("kind", "novel"),
        ("method", "ocr"),
        ("pages", [[0, 99, "1"]]),
        ("pages", [[5, 2, "1"]]),
        ("pages", [[-1, 2, "1"]]),
        ("pages", [[0, True, "1"]]),
        ("pages", [[0, 2.0, "1"]]),
        ("pages", [[0, 8, "1"], [6, 8, "2"]]),
        ("pages", [[0, 1, "1", "more"]]),
        ("pages", {"0": [0, 1, "1"]}),
        ("blocks", [[6, 8, "paragraph"], [0, 5, "paragraph"]]),
        ("blocks", [[0, 1, "banner"]]),
        ("title", ["Words", "rumour", "place"]),
        ("title", ["Words", "stated"]),
        ("title", "Words"),
        ("title", ["x" * 20_001, "stated", "place"]),
        ("attachments", [["a.txt", -1]]),
        ("attachments", [["a.txt", 2**60]]),
        ("outline", [["Chapter", 65, 0]]),
        ("facts", [["Producer", None]]),
        ("remote_references", True),
        ("remote_references", -1),
        ("importer", "x" * 201),
    ],
)
def test_a_value_out_of_type_range_or_length_is_refused_without_repeating_it(name: str, odd: object) -> None:
    with pytest.raises(ValueError) as refusal:
        ParsedItem.from_wire({**ITEM.to_wire(), name: odd})
    assert "rumour" not in str(refusal.value)
    assert "splendid" not in str(refusal.value)


def test_a_missing_and_an_unknown_field_are_refused() -> None:
    wire = ITEM.to_wire()
    with pytest.raises(ValueError):
        ParsedItem.from_wire({**wire, "surprise": 1})
    del wire["mime"]
    with pytest.raises(ValueError):
        ParsedItem.from_wire(wire)


def test_more_text_or_pages_than_the_limits_allow_are_refused() -> None:
    wire = ITEM.to_wire()
    assert ParsedItem.from_wire(wire, Limits(max_text_characters=13, max_pages=2)) == ITEM
    with pytest.raises(ValueError):
        ParsedItem.from_wire(wire, Limits(max_text_characters=12))
    with pytest.raises(ValueError):
        ParsedItem.from_wire(wire, Limits(max_pages=1))


def test_a_strangers_words_stand_in_no_representation() -> None:
    item = replace(ITEM, facts=(Fact("Producer", "secretword"),), text="secretword", blocks=(), pages=())
    assert "secretword" not in repr(item)
