"""The case sheet: what the case is called, asks and stands at, and how it is kept.

Each change is one step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.store.case_store import CaseStore

CODENAME, QUESTION, STATE, LEVEL = "codename", "question", "state", "level"
MINIMUM_STORY, MAXIMUM_STORY = "minimum_story", "maximum_story"
LEGAL_HOLD, BACKUPS = "legal_hold", "backups"
EDITABLE = (CODENAME, QUESTION, MINIMUM_STORY, MAXIMUM_STORY, STATE, LEVEL, LEGAL_HOLD, BACKUPS)
"""What the reporter may set; the sheet holds other names of the program's own."""

STATES: Mapping[str, str] = {
    "tip": "tip",
    "feasibility": "is there a story?",
    "active": "active",
    "paused": "paused",
    "writing": "writing",
    "checking": "being checked",
    "published": "published",
    "killed": "dropped",
    "archived": "archived",
}
"""Where a case stands (domain.md 2.1, ``status``), with the words on screen."""

LEVELS: Mapping[str, str] = {"ordinary": "Ordinary", "sensitive": "Sensitive", "critical": "Critical"}
"""How a case guards itself (decision 6)."""

LONGEST = 4_000
"""Characters of a field of the sheet: it is one page, not a document."""
SHEET_CHANGED = "sheet_changed"
"""The code of the step; whoever shows something of the sheet listens for it."""


@dataclass(frozen=True)
class SetSheet:
    """Sets one of `EDITABLE`; an empty text takes it away. The codename cannot be taken away.

    Raises codename_empty, sheet_too_long. ValueError for a name, state or level there is none of.
    """

    name: str
    value: str = field(default="", repr=False)

    @property
    def merge_key(self) -> str:
        return f"sheet {self.name}"

    def apply(self, case: Writing) -> Deed | None:
        if self.name not in EDITABLE:
            raise ValueError(f"the sheet has no {self.name!r} to edit")
        value = self.value.strip()
        allowed = {STATE: STATES, LEVEL: LEVELS, LEGAL_HOLD: {"": "", "on": ""}}.get(self.name)
        if allowed is not None and value not in allowed:
            raise ValueError(f"{self.name} cannot be that")
        if self.name == CODENAME and not value:
            raise ReporterCanFix("codename_empty")
        if len(value) > LONGEST:
            raise ReporterCanFix("sheet_too_long", letters=LONGEST)
        if not case.recorder.set_sheet(self.name, value or None):
            return None
        return Deed(SHEET_CHANGED, {"field": self.name})


def sheet_of(store: CaseStore) -> dict[str, str]:
    """Every editable field with its value, "" where nothing stands."""
    held = store.case_sheet.all()
    return {name: held.get(name, "") for name in EDITABLE}


def under_legal_hold(store: CaseStore) -> bool:
    """Whether the case must be kept whole: nothing is erased, trimmed or thinned out."""
    return bool(store.case_sheet.get(LEGAL_HOLD))


def refuse_under_legal_hold(store: CaseStore) -> None:
    """Raises ReporterCanFix("legal_hold") where the case must be kept whole."""
    if under_legal_hold(store):
        raise ReporterCanFix("legal_hold")


def backup_folder(store: CaseStore) -> Path | None:
    """Where backups of the case are kept, or None where no folder was chosen yet."""
    kept = store.case_sheet.get(BACKUPS)
    return Path(kept) if kept else None
