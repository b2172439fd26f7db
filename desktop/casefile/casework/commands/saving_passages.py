"""What the reader's gestures and its form do at once: words, tags, claim and link are one step."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage, new_passage
from casefile.casework.commands.tagging import AddTags, ToggleMarkedTag, tag_named
from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind


@dataclass(frozen=True)
class TagWords:
    """Puts tags on words: on the passage they are, else on a new one (a digit on selected words)."""

    words: NewPassage
    paths: tuple[str, ...] = field(repr=False)

    def apply(self, case: Writing) -> Deed | None:
        held = case.store.passages.at(self.words.item, self.words.start, self.words.end)
        if held is not None:
            return AddTags(Kind.PASSAGE, (held,), self.paths).apply(case)
        n = new_passage(case, self.words)
        for path in self.paths:
            case.recorder.tag(tag_named(case, path), Kind.PASSAGE, [n])
        return Deed("passage_new", {"ref": f"P{n}"})


@dataclass(frozen=True)
class ToggleMarkOnWords:
    """A digit on selected words: a new passage with that tag, or the tag toggled on the passage there.

    Raises mark_unused where no tag has the mark.
    """

    words: NewPassage
    mark: int

    def apply(self, case: Writing) -> Deed | None:
        tag = case.store.tags.by_mark(self.mark)
        if tag is None:
            raise ReporterCanFix("mark_unused", mark=self.mark)
        held = case.store.passages.at(self.words.item, self.words.start, self.words.end)
        if held is not None:
            return ToggleMarkedTag(Kind.PASSAGE, (held,), self.mark).apply(case)
        return TagWords(self.words, (tag.path,)).apply(case)


@dataclass(frozen=True)
class ClearMarkedTags:
    """Takes every tag that has one of the nine marks off records (the key 0)."""

    kind: Kind
    targets: tuple[int, ...]

    def apply(self, case: Writing) -> Deed | None:
        changed: set[int] = set()
        names = []
        for tag in case.store.tags.all():
            if tag.mark is not None:
                removed = case.recorder.untag(tag.n, self.kind, self.targets)
                changed.update(removed)
                names += [tag.path] if removed else []
        if not changed:
            return None
        fields: dict[str, str | int] = {"tag": ", ".join(names), "count": len(changed)}
        return Deed("tag_removed", {**fields, "kind": self.kind.value})


@dataclass(frozen=True)
class SavePassage:
    """The form beside the reader: a passage (held, or made of words) with its tags and one link.

    ``tags`` are all the paths the passage shall carry; ``claim`` is the number of a claim, or the
    sentence of a new one, or None for no link. An origin None stays unknown: the form shows what is
    suggested, and only what she takes is set. Raises link_same, link_conflict, no_text_layer.
    """

    passage: int | None = None
    words: NewPassage | None = None
    tags: tuple[str, ...] = field(default=(), repr=False)
    claim: int | str | None = field(default=None, repr=False)
    relation: Relation = Relation.SUPPORTS
    strength: Strength = Strength.WEAK
    weakens: bool = False
    origin: int | OriginNamed | None = None
    reason: str = field(default="", repr=False)

    def apply(self, case: Writing) -> Deed | None:
        n, made = self._passage(case)
        tagged = self._set_tags(case, n)
        linked = self._link(case, n, self.claim) if self.claim is not None else None
        return linked or (Deed("passage_new", {"ref": f"P{n}"}) if made else tagged)

    def _passage(self, case: Writing) -> tuple[int, bool]:
        if self.passage is not None:
            return self.passage, False
        if self.words is None:
            raise ValueError("a form without a passage needs words")
        held = case.store.passages.at(self.words.item, self.words.start, self.words.end)
        return (held, False) if held is not None else (new_passage(case, self.words), True)

    def _set_tags(self, case: Writing, n: int) -> Deed | None:
        held = {tag.path: tag.n for tag in case.store.tags.of(Kind.PASSAGE, n)}
        for path, tag in held.items():
            if path not in self.tags:
                case.recorder.untag(tag, Kind.PASSAGE, [n])
        new = [path for path in self.tags if path not in held]
        for path in new:
            case.recorder.tag(tag_named(case, path), Kind.PASSAGE, [n])
        gone = [path for path in held if path not in self.tags]
        if not new and not gone:
            return None
        code, names = ("tag_added", new) if new else ("tag_removed", gone)
        return Deed(code, {"tag": ", ".join(names), "count": 1, "had": 0, "kind": Kind.PASSAGE.value})

    def _link(self, case: Writing, n: int, claim: int | str) -> Deed | None:
        if isinstance(claim, str):
            NewClaim(claim).apply(case)
            claim = case.made[Kind.CLAIM][-1]
        return LinkPassage(
            claim,
            self.relation,
            passage=n,
            strength=self.strength,
            weakens=self.weakens,
            origin=self.origin,
            reason=self.reason,
            suggest_origin=False,
        ).apply(case)
