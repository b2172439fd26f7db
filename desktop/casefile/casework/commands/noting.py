"""Notes: dated words of the reporter's own, and text dropped or pasted from elsewhere.

A note is an item like any other (searched, marked, tagged); its original is its very words in UTF-8. A
change of a note is a new text layer under the old one, so that passages can be found again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from casefile import __version__
from casefile.casework.commands.tagging import tag_named
from casefile.casework.history import Writing
from casefile.casework.importing.filling_in import first_words
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, new_id
from casefile.domain.items import TextLayer
from casefile.domain.passages import PassageState, quote_context
from casefile.store.text_layers import place_columns

NOT_FETCHED = "This is the address only. The page was not fetched."
_MENTION = re.compile(r"(?<!\w)@(\w[\w.\-]{0,60})")
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+", re.ASCII)


@dataclass(frozen=True)
class NewNote:
    """Writes a note. ``source`` is ``typed``, ``dropped`` or ``pasted``; ``url`` where a browser gave one.

    An address alone becomes a note that says it was not fetched (no network, ever).
    """

    text: str = field(repr=False)
    title: str | None = field(default=None, repr=False)
    source: str = "typed"
    url: str | None = field(default=None, repr=False)
    paths: tuple[str, ...] = ()
    about: str | None = None

    def apply(self, case: Writing) -> Deed | None:
        words = self.text
        if not words.strip():
            raise ReporterCanFix("note_empty")
        url = self.url
        if url is None and _ADDRESS.fullmatch(words.strip()):
            url = words.strip()
        if url is not None and words.strip() == url:
            words = f"{url}\n\n{NOT_FETCHED}\n"
        n = _new_item(case, words, self, url)
        for path in self.paths:
            case.recorder.tag(tag_named(case, path), Kind.ITEM, [n])
        return Deed("note_new" if self.source == "typed" else "pasted", {"ref": f"I{n}"})


@dataclass(frozen=True)
class EditNote:
    """Gives a note new words: a new text layer; its passages are found again or said to be lost."""

    item: int
    text: str = field(repr=False)

    def apply(self, case: Writing) -> Deed | None:
        layer = case.store.text_layers.current(self.item)
        if layer is None:
            raise ReporterCanFix("item_gone")
        if self.text == layer.text:
            return None
        new_layer(case, self.item, self.text, parent=layer.n)
        case.change(Kind.ITEM, "item", self.item, first_words=first_words(self.text))
        move_passages(case, self.item)
        return Deed("item_changed", {"ref": f"I{self.item}", "count": 1, "field": "note"})


def new_layer(
    case: Writing,
    item: int,
    text: str,
    *,
    parent: int | None = None,
    method: str = "as_is",
    tool: str = f"casefile {__version__}",
    encoding: str | None = "utf-8",
    blocks: Sequence[tuple[int, int, str]] = (),
) -> int:
    """Writes a text layer as part of a step, and marks the item's words as changed."""
    row: dict[str, Any] = {
        "item": item,
        "method": method,
        "tool": tool,
        "encoding": encoding,
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "blocks": json.dumps([list(block) for block in blocks]),
        "parent": parent,
        "made": case.now,
        "text": text,
    }
    n = case.recorder.insert("text_layer", row)
    case.words_changed(Kind.ITEM, [item])
    return n


def move_passages(case: Writing, item: int) -> None:
    """Anchors an item's passages in its present layer, by their words and what stands around them.

    Never drifts silently (promise P10): what is not found exactly once is orphaned and says so.
    """
    layer = case.store.text_layers.current(item)
    if layer is None:
        return
    for passage in case.store.passages.of_item(item):
        start = _found_again(layer, passage.exact, passage.prefix, passage.suffix, passage.start)
        if start is None:
            case.change(Kind.PASSAGE, "passage", passage.n, state=PassageState.ORPHANED.value)
            continue
        end = start + len(passage.exact)
        exact, prefix, suffix = quote_context(layer.text, start, end)
        case.change(
            Kind.PASSAGE,
            "passage",
            passage.n,
            layer=layer.n,
            layer_sha256=layer.sha256,
            start=start,
            end=end,
            exact=exact,
            prefix=prefix,
            suffix=suffix,
            **place_columns(layer, start),
            state=PassageState.REANCHORED.value,
        )


def mentions(text: str) -> tuple[str, ...]:
    """The names written with an ``@`` before them, each once, as they stand."""
    return tuple(dict.fromkeys(match[1].rstrip(".-") for match in _MENTION.finditer(text)))


def _new_item(case: Writing, words: str, note: NewNote, url: str | None) -> int:
    content = words.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(content).hexdigest()
    case.store.originals.store(sha256, len(content), [content], case.now)
    n = case.new_row(
        Kind.ITEM,
        "item",
        {
            "id": new_id(),
            "kind": "note",
            "status": "ok",
            "original_name": "note.txt",
            "size": len(content),
            "sha256": sha256,
            "mime": "text/plain",
            "format_name": "Note",
            "title": note.title,
            "title_basis": "typed" if note.title else None,
            "url": url,
            "encoding": "utf-8",
            "reading_state": "read" if note.source == "typed" else "unread",
            "marking": "RED" if note.source == "typed" else "AMBER+STRICT",
            "provenance": "own_observation" if note.source == "typed" else "unknown",
            "first_words": first_words(words),
            "facts": json.dumps([["About", note.about]] if note.about else []),
        },
    )
    new_layer(case, n, words)
    return n


def _found_again(layer: TextLayer, exact: str, prefix: str, suffix: str, near: int) -> int | None:
    text = layer.text
    places: list[int] = []
    at = text.find(exact)
    while at >= 0 and len(places) < 1000:
        places.append(at)
        at = text.find(exact, at + 1)
    around = [
        place
        for place in places
        if place >= len(prefix)
        and text.startswith(prefix, place - len(prefix))
        and text.startswith(suffix, place + len(exact))
    ]
    if around:
        return min(around, key=lambda place: abs(place - near))
    return places[0] if len(places) == 1 else None
