"""The trash: records put in and put back. Nothing is lost until it is erased by hand."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.identifiers import Kind

TABLE_OF = {
    Kind.ITEM: "item",
    Kind.PASSAGE: "passage",
    Kind.CLAIM: "claim",
    Kind.CONTACT: "contact",
    Kind.TASK: "task",
    Kind.CREDENTIAL: "credential",
}
"""Kinds that go to the trash; links, origins and tags are removed at once (and undone at once)."""


@dataclass(frozen=True)
class MoveToTrash:
    """Puts records of one kind in the trash."""

    kind: Kind
    targets: tuple[int, ...]

    def apply(self, case: Writing) -> Deed | None:
        return _set_trashed(case, self.kind, self.targets, case.now, "trashed")


@dataclass(frozen=True)
class PutBack:
    """Takes records out of the trash."""

    kind: Kind
    targets: tuple[int, ...]

    def apply(self, case: Writing) -> Deed | None:
        return _set_trashed(case, self.kind, self.targets, None, "put_back")


def _set_trashed(
    case: Writing, kind: Kind, targets: tuple[int, ...], when: str | None, code: str
) -> Deed | None:
    table = TABLE_OF[kind]
    moved = sum(case.change(kind, table, n, trashed=when) for n in targets)
    return Deed(code, {"count": moved, "kind": kind.value}) if moved else None
