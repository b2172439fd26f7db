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

from casefile.casework.importing.filling_in import ATTACHED
from casefile.casework.importing.strangers_files import as_found, place_from_text
from casefile.casework.open_case import OpenCase
from casefile.domain.items import Item
from casefile.domain.ledger import LedgerRow, LedgerState
from casefile.store.case_store import CaseStore


def rows_of_batch(case: OpenCase, batch: int) -> list[LedgerRow]:
    """Every row of a batch, in the order of the drop."""
    return case.answer(lambda store: store.ledger.rows(sorted(store.ledger.listing(batch))))


def dump(case: OpenCase, rows: Sequence[LedgerRow], paths: Sequence[Path], out: Path) -> None:
    """Writes a record for each row to ``out`` (mode 0600). ``paths`` are what was given to be imported."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(out, flags, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        os.fchmod(stream.fileno(), 0o600)
        for row in rows:
            record = {"file": _file(row, paths), **_record(case, row)}
            stream.write(_line(record) + "\n")


def _line(record: dict[str, Any]) -> str:
    """JSON on one line; with half characters in it (a name that is no text), all in ASCII."""
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record)
    return line


def _file(row: LedgerRow, paths: Sequence[Path]) -> str:
    """As it is called on the disk: relative to the folder given, else its name (decision 32)."""
    place = place_from_text(row.place)
    for path in paths:
        folder = as_found(path)
        if folder != place and place.is_relative_to(folder):
            return str(place.relative_to(folder))
    return place.name


def _record(case: OpenCase, row: LedgerRow) -> dict[str, Any]:
    if row.item is None:
        return {"status": "unsupported", "reason": row.reason or row.state.value, "size": row.size}
    n = row.item

    def answer(store: CaseStore) -> tuple[Item | None, str]:
        layer = store.text_layers.current(n)
        return store.items.get(n), layer.text if layer is not None else ""

    item, text = case.answer(answer)
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
        "attachments": [value for name, value in item.facts if name == ATTACHED],
        "size": item.size,
        "sha256": item.sha256,
    }
    yield from ((name, value) for name, value in known.items() if value is not None)
