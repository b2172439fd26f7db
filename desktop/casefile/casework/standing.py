"""How a case stands: the numbers beside the views, and who to call and what is due when it opens."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from casefile.domain.identifiers import Kind
from casefile.domain.step_labels import counted
from casefile.domain.tasks import Task
from casefile.store.case_store import CaseStore


@dataclass(frozen=True)
class Numbers:
    """Counts by view (None: not counted), and the one line under the codename."""

    by_view: Mapping[str, int | None]
    line: str


def numbers(store: CaseStore) -> Numbers:
    """The numbers as they are now. Protected sources are never among them."""
    items, passages, claims = store.items.count(), store.passages.count(), store.claims.count()
    by_view = {
        "library": items,
        "evidence": store.evidence.count(),
        "claims": claims,
        "board": None,
        "timeline": None,
        "contacts": store.contacts.count(),
    }
    parts = (counted(Kind.ITEM, items), counted(Kind.PASSAGE, passages), counted(Kind.CLAIM, claims))
    return Numbers(by_view, " · ".join(parts))


@dataclass(frozen=True)
class Due:
    """What stands there when the case opens: calls to make, and what else is due."""

    calls: tuple[Task, ...] = field(default=(), repr=False)
    others: tuple[Task, ...] = field(default=(), repr=False)

    @property
    def total(self) -> int:
        return len(self.calls) + len(self.others)


def due(store: CaseStore, today: datetime.date | None = None) -> Due:
    """Open to-dos due today or before, calls first."""
    day = (today or datetime.date.today()).isoformat()
    tasks = store.tasks.due(day)
    calls = tuple(task for task in tasks if task.kind.value == "call")
    return Due(calls, tuple(task for task in tasks if task.kind.value != "call"))


@dataclass(frozen=True)
class ToDos:
    """Every open to-do by its day, and which of them are due; contacts they are about, by ref."""

    due: Due = Due()
    later: tuple[Task, ...] = field(default=(), repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)


def to_dos(store: CaseStore, today: datetime.date | None = None) -> ToDos:
    """What is due, and what comes later or has no day."""
    now = due(store, today)
    there = {task.n for task in (*now.calls, *now.others)}
    later = tuple(task for task in store.tasks.rows(store.tasks.open()) if task.n not in there)
    names: dict[str, str] = {}
    for task in (*now.calls, *now.others, *later):
        number = store.contacts.number_of(task.about) if task.about else None
        contact = store.contacts.get(number) if number is not None else None
        if contact is not None and task.about:
            names[task.about] = contact.name
    return ToDos(now, later, names)
