"""What an import made of every file, one JSON record a line: the importers' own measure.

A record names the file, its status and reason, and whatever is known of it; what is not known is left
out. Written beside no case and only when asked for: it holds the documents' text.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from casefile.casework.open_case import OpenCase
from casefile.domain.items import Item
from casefile.domain.ledger import LedgerRow, LedgerState
from casefile.store.case_store import CaseStore

PAGE = 100


def rows_of_batch(case: OpenCase, batch: int) -> list[LedgerRow]:
    """Every row of a batch, in the order of the drop."""

    def answer(store: CaseStore) -> list[LedgerRow]:
        return store.ledger.rows(sorted(store.ledger.listing(batch)))

    return case.ask(answer).result()


def dump(case: OpenCase, batch: int, paths: Sequence[Path], out: Path) -> None:
    """Writes the records of a batch to ``out`` (mode 0600)."""
    folder = paths[0].is_dir() if len(paths) == 1 else False
    descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogatepass") as stream:
        for row in rows_of_batch(case, batch):
            record = {"file": _file(row, folder), **_record(case, row)}
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _file(row: LedgerRow, folder: bool) -> str:
    """Relative to the folder given, else the file's name (decision 32)."""
    return row.relative.partition("/")[2] if folder else row.name


def _record(case: OpenCase, row: LedgerRow) -> dict[str, Any]:
    if row.item is None:
        return {"status": "unsupported", "reason": row.reason or row.state.value, "size": row.size}
    n = row.item

    def answer(store: CaseStore) -> tuple[Item | None, str]:
        layer = store.text_layers.current(n)
        return store.items.get(n), layer.text if layer is not None else ""

    item, text = case.ask(answer).result()
    if item is None:
        return {"status": "unsupported", "reason": "gone"}
    status = "duplicate" if row.state is LedgerState.DUPLICATE else item.status.value
    return dict(_known(item, status, row.reason, text))


def _known(item: Item, status: str, reason: str | None, text: str) -> Iterator[tuple[str, Any]]:
    facts = dict(item.facts)
    known = {
        "status": status,
        "reason": reason or item.reason,
        "text": text,
        "pages": item.pages or None,
        "title": item.title,
        "byline": item.byline,
        "date": item.published,
        "lang": item.language,
        "siteName": item.publisher,
        "format": item.format_name,
        "subject": facts.get("Subject"),
        "from": facts.get("From"),
        "size": item.size,
        "sha256": item.sha256,
    }
    yield from ((name, value) for name, value in known.items() if value is not None)
