"""What a row of the tray says, and its one action (visual.md §8.11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casefile.casework.importing.progress import ImportProgress
from casefile.domain.ledger import LedgerGroup, LedgerRow, LedgerState
from casefile.domain.sentences import reason_said

RowAction = Literal["", "show", "retry", "password", "cancel", "remove", "add_tags", "compare", "reason"]
KEPT = "The original was kept."


@dataclass(frozen=True)
class RowWords:
    """One row: icon and its colour, the sentence and its colour, the action and its words."""

    icon: str
    tone: str
    sentence: str
    sentence_tone: str = "text2"
    action: RowAction = ""
    step: str = ""


def words_of(row: LedgerRow) -> RowWords:
    """What a row says. A row that failed always ends with "The original was kept." where it was."""
    state, ref = row.state, f"I{row.item}"
    if row.item is not None and not row.name:
        return RowWords("shredder", "text3", "Erased.")
    if state is LedgerState.IMPORTED:
        if row.same_name is not None:
            sentence = f"A different file with this name is here (I{row.same_name}). Imported as {ref}."
            return RowWords("file-warning", "warn", sentence, action="compare", step="Compare")
        return RowWords("circle-check", "ok", f"Imported as {ref}.{_reason(row)}", action="show", step="Show")
    if state is LedgerState.DUPLICATE:
        sentence = f"Already in the case as {ref}. Same bytes."
        return RowWords("copy-check", "text2", sentence, action="add_tags", step=f"Add tags to {ref}")
    if state is LedgerState.UNKNOWN_KIND:
        return RowWords(
            "file-question-mark", "text2", _kept(row, "No reader for it."), action="show", step="Show"
        )
    if state is LedgerState.NEEDS_PASSWORD:
        sentence = _kept(row, "Needs a password to open.")
        return RowWords("key-round", "warn", sentence, "warn", "password", "Enter password")
    if state is LedgerState.TOO_LARGE:
        return RowWords("circle-x", "danger", "Larger than the limit of 2 GB. Its place was kept.", "danger")
    if state is LedgerState.FAILED:
        return RowWords("circle-x", "danger", _kept(row, "Could not be read."), "danger", "retry", "Retry")
    if state is LedgerState.CANCELLED:
        said = _reason(row).strip() or "Cancelled. Nothing was kept."
        return RowWords("circle-slash", "text3", said, action="retry", step="Retry")
    if state is LedgerState.COPYING:
        return RowWords("loader-circle", "accent", "Copying", action="cancel", step="Cancel")
    if state in (LedgerState.READING, LedgerState.STORED):
        return RowWords("loader-circle", "accent", "Reading text", action="cancel", step="Cancel")
    return RowWords("clock", "text3", "Waiting", action="remove", step="Remove")


def head_words(progress: ImportProgress) -> str:
    """ "6 files · 1 imported, 1 already here, 2 need you, 2 to go"."""
    if not progress.total:
        return "Nothing waiting. Drop files anywhere."
    needs = progress.among(LedgerGroup.NEEDS_YOU)
    parts = [
        (progress.counts.get(LedgerState.IMPORTED, 0), "imported", "imported"),
        (progress.counts.get(LedgerState.DUPLICATE, 0), "already here", "already here"),
        (progress.counts.get(LedgerState.UNKNOWN_KIND, 0), "kept unread", "kept unread"),
        (needs, "needs you", "need you"),
        (progress.to_go, "to go", "to go"),
    ]
    said = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)
    files = "1 file" if progress.total == 1 else f"{progress.total:,} files"
    return f"{files} · {said}" if said else files


def spoken_size(size: int) -> str:
    """A size as people say it: "2.8 KB", "184 KB", "1.2 MB"."""
    if size < 1000:
        return f"{size} bytes"
    for unit, weight in (("KB", 1000), ("MB", 1000**2), ("GB", 1000**3)):
        value = size / weight
        if value < 1000 or unit == "GB":
            return f"{value:.1f} {unit}" if value < 10 else f"{value:.0f} {unit}"
    raise AssertionError


def _reason(row: LedgerRow) -> str:
    sentence = reason_said(row.reason)
    return f" {sentence}" if sentence is not None else ""


def _kept(row: LedgerRow, otherwise: str) -> str:
    said = _reason(row).strip() or otherwise
    if row.sha256 is None or said.endswith(KEPT):
        return said
    return f"{said} {KEPT}"
