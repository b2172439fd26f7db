"""To-dos: written from anywhere, with a day they are due, and done."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, new_id
from casefile.domain.tasks import TaskKind, TaskState


@dataclass(frozen=True)
class NewTask:
    """Writes a to-do. ``due`` is a day, YYYY-MM-DD; ``about`` a ref. Raises task_empty, not_a_day."""

    what: str = field(repr=False)
    due: str | None = None
    about: str | None = None
    kind: TaskKind = TaskKind.TODO

    def apply(self, case: Writing) -> Deed | None:
        what = " ".join(self.what.split())
        if not what:
            raise ReporterCanFix("task_empty")
        n = case.new_row(
            Kind.TASK,
            "task",
            {
                "id": new_id(),
                "what": what,
                "due": _day(self.due),
                "about": self.about,
                "kind": self.kind.value,
                "state": TaskState.TODO.value,
            },
        )
        return Deed("task_new", {"ref": f"T{n}"})


@dataclass(frozen=True)
class SetTask:
    """Changes a to-do's state, words or day; fields left None stay, an empty day takes it off."""

    task: int
    state: TaskState | None = None
    what: str | None = field(default=None, repr=False)
    due: str | None = None

    def apply(self, case: Writing) -> Deed | None:
        values: dict[str, object] = {}
        if self.state is not None:
            values["state"] = self.state.value
        if self.what is not None:
            values["what"] = " ".join(self.what.split())
        if self.due is not None:
            values["due"] = _day(self.due)
        case.change(Kind.TASK, "task", self.task, **values)
        code = "task_done" if self.state is TaskState.DONE else "task_changed"
        return Deed(code, {"ref": f"T{self.task}"})


def _day(text: str | None) -> str | None:
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ReporterCanFix("not_a_day") from None
