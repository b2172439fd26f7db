"""Text layers: what was read out of an original. A correction is a new layer, never an edit."""

from __future__ import annotations

import bisect
import json
from collections.abc import Mapping, Sequence
from typing import Any

from casefile.domain.items import TextLayer
from casefile.store.connection import Database
from casefile.store.rows import Row, column, first, insert, value

_WHOLE = "n, item, method, tool, sha256, text, language, encoding, pages, blocks, parent"


class TextLayers:
    """The texts of the items. The newest layer of an item is its present one."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def current(self, item: int) -> TextLayer | None:
        """The item's present layer, or None where nothing could be read."""
        sql = f"SELECT {_WHOLE} FROM text_layer WHERE item = ? ORDER BY n DESC LIMIT 1"
        return _layer(first(self._db, sql, [item]))

    def get(self, n: int) -> TextLayer | None:
        """The layer of that number."""
        return _layer(first(self._db, f"SELECT {_WHOLE} FROM text_layer WHERE n = ?", [n]))

    def of_item(self, item: int) -> list[int]:
        """The numbers of an item's layers, oldest first."""
        return column(self._db, "SELECT n FROM text_layer WHERE item = ? ORDER BY n", [item])

    def part(self, layer: int, start: int, end: int) -> str:
        """The code points ``[start, end)`` of a layer, without loading the whole of it.

        What lies beyond the end is left out. Raises KeyError where there is no such layer.
        """
        if not 0 <= start <= end:
            raise ValueError("the place does not lie in a text")
        wanted = end - start
        part = value(
            self._db, "SELECT substr(text, ?, ?) FROM text_layer WHERE n = ?", [start + 1, wanted, layer]
        )
        if part is None:
            raise KeyError(layer)
        if len(part) == wanted:
            return str(part)
        # Shorter: past the end, or a NUL stands in the text, at which SQLite's substr stops.
        whole = value(self._db, "SELECT text FROM text_layer WHERE n = ?", [layer])
        return str(whole)[start:end]

    def label_pages(self, item: int, labels: Sequence[str]) -> bool:
        """Gives the pages of an item's present layer the labels printed on them, where they have only
        their numbers. False where there is nothing to change, or a passage already stands on the layer:
        what it says of its place must not change under a step that can be undone.
        """
        layer = self.current(item)
        if layer is None or not layer.pages or len(labels) < len(layer.pages):
            return False
        numbered = all(label == str(at) for at, (_, _, label) in enumerate(layer.pages, start=1))
        pages = [[a, b, label or own] for (a, b, own), label in zip(layer.pages, labels, strict=False)]
        marked = value(self._db, "SELECT 1 FROM passage WHERE layer = ? LIMIT 1", [layer.n])
        if not numbered or marked or pages == [list(page) for page in layer.pages]:
            return False
        written = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
        self._db.conn.execute("UPDATE text_layer SET pages = ? WHERE n = ?", [written, layer.n])
        return True

    def add(
        self,
        item: int,
        *,
        method: str,
        tool: str,
        sha256: str,
        text: str,
        made: str,
        language: str | None = None,
        encoding: str | None = None,
        pages: Sequence[tuple[int, int, str]] = (),
        blocks: Sequence[tuple[int, int, str]] = (),
        parent: int | None = None,
    ) -> int:
        """Writes a layer that an import read (no step of its own) and returns its number."""
        row = layer_row(
            item, method=method, tool=tool, sha256=sha256, text=text, made=made, language=language,
            encoding=encoding, pages=pages, blocks=blocks, parent=parent,
        )  # fmt: skip
        return insert(self._db, "text_layer", row)


def layer_row(
    item: int,
    *,
    method: str,
    tool: str,
    sha256: str,
    text: str,
    made: str,
    language: str | None = None,
    encoding: str | None = None,
    pages: Sequence[tuple[int, int, str]] = (),
    blocks: Sequence[tuple[int, int, str]] = (),
    parent: int | None = None,
) -> dict[str, Any]:
    """The columns of a new row of ``text_layer``, for `TextLayers.add` or a `Recorder`."""
    return {
        "item": item,
        "method": method,
        "tool": tool,
        "sha256": sha256,
        "language": language,
        "encoding": encoding,
        "pages": json.dumps([list(page) for page in pages], ensure_ascii=False, separators=(",", ":")),
        "blocks": json.dumps([list(block) for block in blocks], separators=(",", ":")),
        "parent": parent,
        "made": made,
        "text": text,
    }


def place_columns(layer: TextLayer, start: int) -> Mapping[str, Any]:
    """Where a code point of a layer stands: the columns ``page``, ``page_label`` and ``paragraph``.

    ``page`` counts from 0, ``paragraph`` from 1 over all blocks; each is None where the layer has none.
    Kept with a passage, so that a row of the list never has to read a layer.
    """
    page = _last_begun([a for a, _, _ in layer.pages], start)
    block = _last_begun([a for a, _, _ in layer.blocks], start)
    return {
        "page": page,
        "page_label": None if page is None else layer.pages[page][2],
        "paragraph": None if block is None else block + 1,
    }


def _last_begun(starts: Sequence[int], at: int) -> int | None:
    number = bisect.bisect_right(starts, at) - 1
    return number if number >= 0 else None


def _layer(row: Row | None) -> TextLayer | None:
    if row is None:
        return None
    return TextLayer(
        **{
            **row,
            "pages": tuple((a, b, label) for a, b, label in json.loads(row["pages"])),
            "blocks": tuple((a, b, kind) for a, b, kind in json.loads(row["blocks"])),
        }
    )
