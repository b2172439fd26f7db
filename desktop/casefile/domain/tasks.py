"""Tasks: what is still to do, and when it is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class TaskKind(StrEnum):
    TODO = "todo"
    CALL = "call"
    OBTAIN_DOCUMENT = "obtain_document"
    VERIFY = "verify"
    LETTER = "letter"


class TaskState(StrEnum):
    TODO = "todo"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Task:
    """One task; ``due`` is a day (YYYY-MM-DD) or None; ``about`` is a ref's spelling or None."""

    n: int
    id: str
    what: str = field(repr=False)
    created: str
    modified: str
    due: str | None = None
    about: str | None = None
    kind: TaskKind = TaskKind.TODO
    state: TaskState = TaskState.TODO
    trashed: str | None = None

    @property
    def ref(self) -> str:
        return f"T{self.n}"
