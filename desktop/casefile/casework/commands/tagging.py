"""Tags: put on, taken off, made, renamed, merged, marked, deleted. Each is one step."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, new_id
from casefile.domain.tags import Tag, clean_path, path_key


def tag_named(case: Writing, path: str) -> int:
    """The tag with that path, made (with the levels above it) where there is none yet.

    Raises ReporterCanFix("tag_name_unusable").
    """
    path = _clean(path)
    levels = path.split(":")
    n = 0
    for depth in range(1, len(levels) + 1):
        here = ":".join(levels[:depth])
        held = case.store.tags.by_path(here)
        n = (
            held.n
            if held is not None
            else case.new_row(Kind.TAG, "tag", {"id": new_id(), "path": here, "key": path_key(here)})
        )
    return n


@dataclass(frozen=True)
class AddTags:
    """Puts tags on records of one kind; tags that do not exist yet are made."""

    kind: Kind
    targets: tuple[int, ...]
    paths: tuple[str, ...]

    def apply(self, case: Writing) -> Deed | None:
        changed: set[int] = set()
        for path in self.paths:
            changed.update(case.recorder.tag(tag_named(case, path), self.kind, self.targets))
        if not case.recorder.changes:
            return None
        return Deed(
            "tag_added",
            {
                "tag": ", ".join(clean_path(path) for path in self.paths),
                "count": len(changed),
                "had": len(set(self.targets)) - len(changed),
                "kind": self.kind.value,
            },
        )


@dataclass(frozen=True)
class RemoveTags:
    """Takes tags off records of one kind."""

    kind: Kind
    targets: tuple[int, ...]
    tags: tuple[int, ...]

    def apply(self, case: Writing) -> Deed | None:
        changed: set[int] = set()
        names = []
        for tag in self.tags:
            held = _held(case, tag)
            names.append(held.path)
            changed.update(case.recorder.untag(tag, self.kind, self.targets))
        if not changed:
            return None
        return Deed("tag_removed", {"tag": ", ".join(names), "count": len(changed), "kind": self.kind.value})


@dataclass(frozen=True)
class ToggleMarkedTag:
    """A digit key: on all selected → taken off; else put on those without it (interaction.md)."""

    kind: Kind
    targets: tuple[int, ...]
    mark: int

    def apply(self, case: Writing) -> Deed | None:
        tag = case.store.tags.by_mark(self.mark)
        if tag is None:
            raise ReporterCanFix("mark_unused", mark=self.mark)
        have = dict(case.store.tags.on_selection(self.kind, self.targets)).get(tag.n, 0)
        if have == len(set(self.targets)):
            return RemoveTags(self.kind, self.targets, (tag.n,)).apply(case)
        return AddTags(self.kind, self.targets, (tag.path,)).apply(case)


@dataclass(frozen=True)
class NewTag:
    """Makes a tag with nothing on it yet. Raises tag_exists where the name is taken."""

    path: str
    mark: int | None = None

    def apply(self, case: Writing) -> Deed | None:
        path = _clean(self.path)
        if case.store.tags.by_path(path) is not None:
            raise ReporterCanFix("tag_exists", tag=path)
        n = tag_named(case, path)
        if self.mark is not None:
            _mark(case, n, self.mark)
        return Deed("tag_new", {"tag": path})


@dataclass(frozen=True)
class RenameTag:
    """Gives a tag another path; the tags below it move along. Raises tag_exists."""

    tag: int
    path: str

    def apply(self, case: Writing) -> Deed | None:
        held = _held(case, self.tag)
        path = _clean(self.path)
        if path == held.path:
            return None
        if path.startswith(f"{held.path}:"):
            raise ReporterCanFix("tag_below_itself", tag=held.path)
        family = [held, *case.store.tags.below(held.path)]
        for member in family:
            moved = path + member.path[len(held.path) :]
            other = case.store.tags.by_path(moved)
            if other is not None and other.n not in {one.n for one in family}:
                raise ReporterCanFix("tag_exists", tag=moved)
        above = path.rpartition(":")[0]
        if above:
            tag_named(case, above)
        for member in family:
            moved = path + member.path[len(held.path) :]
            case.change(Kind.TAG, "tag", member.n, path=moved, key=path_key(moved))
        return Deed("tag_renamed", {"tag": held.path, "name": path})


@dataclass(frozen=True)
class PutTagsBelow:
    """Puts tags, each with those below it, below another one; below None, at the top.

    Raises tag_exists, tag_below_itself.
    """

    tags: tuple[int, ...]
    level: int | None

    def apply(self, case: Writing) -> Deed | None:
        level = None if self.level is None else _held(case, self.level)
        moved = []
        for tag in self.tags:
            held = _held(case, tag)
            path = held.name if level is None else f"{level.path}:{held.name}"
            deed = RenameTag(tag, path).apply(case)
            if deed is not None:
                moved.append(held.path)
        if not moved:
            return None
        where = "the top" if level is None else level.path
        return Deed("tags_put_below", {"tag": ", ".join(moved), "level": where})


@dataclass(frozen=True)
class MergeTags:
    """Everything under one tag goes under another, and the first one goes."""

    tag: int
    into: int

    def apply(self, case: Writing) -> Deed | None:
        if self.tag == self.into:
            return None
        held, into = _held(case, self.tag), _held(case, self.into)
        if into.path.startswith(f"{held.path}:"):
            raise ReporterCanFix("tag_below_itself", tag=held.path)
        count = 0
        for member in [held, *case.store.tags.below(held.path)]:
            moved = into.path + member.path[len(held.path) :]
            target = self.into if member.n == held.n else tag_named(case, moved)
            for kind, targets in case.store.tags.targets(member.n).items():
                count += len(case.recorder.tag(target, kind, targets))
                case.recorder.untag(member.n, kind, targets)
            case.recorder.delete("tag", member.n)
        return Deed("tag_merged", {"tag": held.path, "into": into.path, "count": count})


@dataclass(frozen=True)
class MarkTag:
    """Gives a tag one of the nine marks (taking it from whoever had it), or takes its mark away."""

    tag: int
    mark: int | None

    def apply(self, case: Writing) -> Deed | None:
        held = _held(case, self.tag)
        _mark(case, self.tag, self.mark)
        return Deed("tag_marked", {"tag": held.path})


@dataclass(frozen=True)
class DeleteTag:
    """Takes a tag, and those below it, off everything and away."""

    tag: int

    def apply(self, case: Writing) -> Deed | None:
        held = _held(case, self.tag)
        count = 0
        for member in [held, *case.store.tags.below(held.path)]:
            for kind, targets in case.store.tags.targets(member.n).items():
                count += len(case.recorder.untag(member.n, kind, targets))
            case.recorder.delete("tag", member.n)
        return Deed("tag_deleted", {"tag": held.path, "count": count})


def _mark(case: Writing, tag: int, mark: int | None) -> None:
    if mark is not None:
        owner = case.store.tags.by_mark(mark)
        if owner is not None and owner.n != tag:
            case.change(Kind.TAG, "tag", owner.n, mark=None)
    case.change(Kind.TAG, "tag", tag, mark=mark)


def _held(case: Writing, tag: int) -> Tag:
    held = case.store.tags.get(tag)
    if held is None:
        raise ReporterCanFix("tag_gone")
    return held


def _clean(path: str) -> str:
    try:
        return clean_path(path)
    except ValueError:
        raise ReporterCanFix("tag_name_unusable") from None
