"""Passages: made from selected words, their ends moved, noted, put in the trash."""

from __future__ import annotations

import json
from dataclasses import dataclass

from casefile.casework.commands.tagging import tag_named
from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, new_id
from casefile.domain.items import TextLayer
from casefile.domain.passages import quote_context
from casefile.store.text_layers import place_columns

Box = tuple[int, float, float, float, float]


@dataclass(frozen=True)
class NewPassage:
    """Marks ``[start, end)`` of an item's present text layer, with tags if a digit made it."""

    item: int
    start: int
    end: int
    paths: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    is_direct_quote: bool | None = None
    note: str = ""

    def apply(self, case: Writing) -> Deed | None:
        n = new_passage(case, self)
        return Deed("passage_new", {"ref": f"P{n}"})


def new_passage(case: Writing, wanted: NewPassage) -> int:
    """Writes the passage a command asks for and returns its number.

    Raises passage_same where these very words are marked already, no_text where there are none.
    """
    layer = case.store.text_layers.current(wanted.item)
    if layer is None:
        raise ReporterCanFix("no_text_layer")
    held = case.store.passages.at(wanted.item, wanted.start, wanted.end)
    if held is not None:
        raise ReporterCanFix("passage_same", ref=f"P{held}")
    n = case.new_row(
        Kind.PASSAGE,
        "passage",
        {
            "id": new_id(),
            "item": wanted.item,
            **_place(layer, wanted.start, wanted.end),
            "boxes": json.dumps(wanted.boxes),
            "is_direct_quote": wanted.is_direct_quote,
            "note": wanted.note,
        },
    )
    case.recorder.touch(Kind.ITEM, [wanted.item])
    for path in wanted.paths:
        case.recorder.tag(tag_named(case, path), Kind.PASSAGE, [n])
    return n


@dataclass(frozen=True)
class MovePassage:
    """Changes a passage's ends; its words, prefix and suffix follow."""

    passage: int
    start: int
    end: int

    @property
    def merge_key(self) -> str:
        return f"passage {self.passage} ends"

    def apply(self, case: Writing) -> Deed | None:
        held = case.store.passages.get(self.passage)
        if held is None:
            raise ReporterCanFix("passage_gone")
        layer = case.store.text_layers.current(held.item)
        if layer is None:
            raise ReporterCanFix("no_text_layer")
        case.change(Kind.PASSAGE, "passage", self.passage, **_place(layer, self.start, self.end))
        case.recorder.touch(Kind.ITEM, [held.item])
        return Deed("passage_moved", {"ref": held.ref})


@dataclass(frozen=True)
class NotePassage:
    """What the reporter thinks of a passage."""

    passage: int
    note: str

    @property
    def merge_key(self) -> str:
        return f"passage {self.passage} note"

    def apply(self, case: Writing) -> Deed | None:
        case.change(Kind.PASSAGE, "passage", self.passage, note=self.note)
        return Deed("passage_noted", {"ref": f"P{self.passage}"})


def _place(layer: TextLayer, start: int, end: int) -> dict[str, object]:
    try:
        exact, prefix, suffix = quote_context(layer.text, start, end)
    except ValueError:
        raise ReporterCanFix("passage_outside") from None
    return {
        "layer": layer.n,
        "layer_sha256": layer.sha256,
        "start": start,
        "end": end,
        "exact": exact,
        "prefix": prefix,
        "suffix": suffix,
        **place_columns(layer, start),
        "state": "anchored",
    }
