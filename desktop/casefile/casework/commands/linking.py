"""Evidence links: passage → claim, with relation, strength, origin and a reason."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.casework.commands.marking import NewPassage, new_passage
from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import EvidenceLink, Relation, Strength
from casefile.domain.identifiers import Kind, new_id


@dataclass(frozen=True)
class OriginNamed:
    """An origin given by its name: the one the case holds, or a new one. Empty names nobody."""

    name: str
    named: bool = True


@dataclass(frozen=True)
class LinkPassage:
    """Links a passage (or the words that become one) to a claim.

    Without an origin the neighbours' origin is proposed and marked as suggested (decision 19 of the
    ten deeds: ``S`` links at once as weak). Raises link_same, link_conflict.
    """

    claim: int
    relation: Relation
    passage: int | None = None
    words: NewPassage | None = None
    strength: Strength = Strength.WEAK
    weakens: bool = False
    origin: int | OriginNamed | None = None
    reason: str = ""
    suggest_origin: bool = True

    def apply(self, case: Writing) -> Deed | None:
        passage = self.passage
        if passage is None:
            if self.words is None:
                raise ValueError("a link needs a passage or words")
            held = case.store.passages.at(self.words.item, self.words.start, self.words.end)
            passage = held if held is not None else new_passage(case, self.words)
        if case.store.claims.get(self.claim) is None:
            raise ReporterCanFix("claim_gone")
        standing = case.store.evidence.between(passage, self.claim)
        refs: dict[str, str | int] = {"ref": f"P{passage}", "claim": f"C{self.claim}"}
        if standing is not None:
            code = "link_same" if standing.relation is self.relation else "link_conflict"
            raise ReporterCanFix(code, **refs, relation=standing.relation.value, wanted=self.relation.value)
        origin, suggested = self._origin(case, passage)
        case.new_row(
            Kind.LINK,
            "evidence_link",
            {
                "id": new_id(),
                "passage": passage,
                "claim": self.claim,
                "relation": self.relation.value,
                "strength": self.strength.value,
                "weakens": int(self.weakens and self.relation is Relation.CONTEXT),
                "origin": origin,
                "origin_suggested": int(suggested),
                "reason": self.reason.strip(),
            },
        )
        case.recorder.touch(Kind.PASSAGE, [passage])
        fields = {**refs, "relation": self.relation.value, "strength": self.strength.value}
        return Deed("link_new", fields)

    def _origin(self, case: Writing, passage: int) -> tuple[int | None, bool]:
        if self.origin is not None:
            return origin_number(case, self.origin), False
        if not self.suggest_origin:
            return None, False
        proposed = case.store.evidence.suggested_origin(passage)
        return proposed, proposed is not None


@dataclass(frozen=True)
class LinkPassages:
    """Links several passages to one claim in one step; those linked to it already are left as they are.

    One passage alone is `LinkPassage`, with its refusals.
    """

    claim: int
    relation: Relation
    passages: tuple[int, ...]
    weakens: bool = False

    def apply(self, case: Writing) -> Deed | None:
        wanted = tuple(dict.fromkeys(self.passages))
        if len(wanted) == 1:
            return LinkPassage(self.claim, self.relation, wanted[0], weakens=self.weakens).apply(case)
        free = [n for n in wanted if case.store.evidence.between(n, self.claim) is None]
        for n in free:
            LinkPassage(self.claim, self.relation, n, weakens=self.weakens).apply(case)
        if not free:
            return None
        fields: dict[str, str | int] = {"count": len(free), "kind": Kind.PASSAGE.value}
        return Deed("links_new", {**fields, "claim": f"C{self.claim}", "relation": self.relation.value})


@dataclass(frozen=True)
class ChangeLink:
    """Changes what a link says; fields left None stay. An origin chosen by hand is no suggestion.

    ``confirms_origin`` makes a suggested origin the reporter's own.
    """

    link: int
    relation: Relation | None = None
    strength: Strength | None = None
    weakens: bool | None = None
    origin: int | OriginNamed | None = None
    reason: str | None = None
    confirms_origin: bool = False

    def apply(self, case: Writing) -> Deed | None:
        held = _held(case, self.link)
        relation = self.relation or held.relation
        values: dict[str, object] = {"relation": relation.value}
        if self.strength is not None:
            values["strength"] = self.strength.value
        weakens = held.weakens if self.weakens is None else self.weakens
        values["weakens"] = int(weakens and relation is Relation.CONTEXT)
        if self.origin is not None:
            values["origin"] = origin_number(case, self.origin)
            values["origin_suggested"] = 0
        if self.confirms_origin:
            values["origin_suggested"] = 0
        if self.reason is not None:
            values["reason"] = self.reason.strip()
        if not case.change(Kind.LINK, "evidence_link", self.link, **values):
            return None
        case.recorder.touch(Kind.PASSAGE, [held.passage])
        return Deed("link_changed", {"ref": f"P{held.passage}", "claim": f"C{held.claim}"})


@dataclass(frozen=True)
class RemoveLink:
    """Takes a link away; passage and claim stay."""

    link: int

    def apply(self, case: Writing) -> Deed | None:
        held = _held(case, self.link)
        case.recorder.delete("evidence_link", self.link)
        case.recorder.touch(Kind.PASSAGE, [held.passage])
        return Deed("link_removed", {"ref": f"P{held.passage}", "claim": f"C{held.claim}"})


def origin_number(case: Writing, origin: int | OriginNamed) -> int | None:
    """The number of an origin given by number or name, made where it is new; None for no name."""
    if isinstance(origin, int):
        return origin
    name = " ".join(origin.name.split())
    if not name:
        return None
    held = case.store.evidence.origin_named(name)
    if held is not None:
        return held.n
    return case.new_row(Kind.ORIGIN, "origin", {"id": new_id(), "name": name, "named": int(origin.named)})


def _held(case: Writing, link: int) -> EvidenceLink:
    held = case.store.evidence.link(link)
    if held is None:
        raise ReporterCanFix("link_gone")
    return held
