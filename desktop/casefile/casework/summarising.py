"""The one place that decides what may leave a case: a summary built up from a profile's allow-list.

Nothing is cut down from a whole; a field not copied here does not exist for the exporters (exports.md, M1).
Notes, ratings, record ids, file names and whatever lies in protected sources beyond the fields below are
copied nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.casework.history import utc_now
from casefile.casework.masking import Tokens
from casefile.casework.may_leave import is_confidential, is_published, words_may_leave
from casefile.casework.summarising_sources import Sources
from casefile.domain.citations import CitedPlace
from casefile.domain.claims import Claim
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import EvidencePicture, LinkedPassage, Origin
from casefile.domain.gap_words import GAP_WORDS, say_gap
from casefile.domain.gaps import ORDER, independent_origins
from casefile.domain.identifiers import Kind
from casefile.domain.items import Item, Marking
from casefile.domain.profiles import EDITOR, TITLES, Scope
from casefile.domain.protected import ProtectedContents
from casefile.domain.summary import (
    CaseSummary,
    CitedItem,
    CitedPassage,
    ClaimSummary,
    EvidenceCount,
    Header,
    HypothesisSummary,
    OpenTask,
)
from casefile.store.case_store import CaseStore

STRICTNESS = (Marking.CLEAR, Marking.GREEN, Marking.AMBER, Marking.AMBER_STRICT, Marking.RED)
"""A summary takes the strictest marking of what it contains (domain.md 2.12)."""


@dataclass(frozen=True)
class Collected:
    """A summary, and what the reporter is told about it: never the document.

    ``left_out`` are refs of what may not be in it; ``terms_missing`` names those who would stand in it but
    have no ground rules ("K3", "a protected source"); ``alone`` pairs a masked source's token with the
    claim only it supports. ``open_texts`` are the summary's texts that come from open material, each as
    often as it stands there. ``withheld`` are refs of items shown without anything to tell them apart.
    """

    summary: CaseSummary
    left_out: tuple[str, ...] = field(default=(), repr=False)
    terms_missing: tuple[str, ...] = ()
    alone: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    withheld: tuple[str, ...] = ()
    open_texts: tuple[str, ...] = field(default=(), repr=False)


def collect(
    store: CaseStore,
    profile: str = EDITOR,
    scope: Scope | None = None,
    contents: ProtectedContents | None = None,
    tokens: Tokens | None = None,
) -> Collected:
    """Builds the summary of a profile over a scope. ``contents`` are open protected sources, None while
    they are closed; nothing of them is then collected.

    Raises ReporterCanFix("export_empty") where no claim is in the scope.
    """
    if profile != EDITOR:
        raise ValueError(f"no profile {profile!r}")
    return _Collecting(store, scope or Scope(), contents, tokens or Tokens()).whole()


class _Collecting:
    """One pass over the case. Items are met through the passages that quote them."""

    def __init__(
        self, store: CaseStore, scope: Scope, contents: ProtectedContents | None, tokens: Tokens
    ) -> None:
        self.store = store
        self.scope = scope
        self.claims = self._in_scope()
        if not self.claims:
            raise ReporterCanFix("export_empty")
        self.sources = Sources(store, scope, self.claims, contents, tokens)
        self.items: dict[int, Item] = {}
        self.left_out: list[str] = []
        self.open_texts: list[str] = []
        self.gaps: dict[str, list[str]] = {}
        self.alone: list[tuple[str, str]] = []

    def whole(self) -> Collected:
        claims = tuple(self._claim(claim) for claim in self.claims)
        shown = sorted(
            (item for item in self.items.values() if item.marking is not Marking.RED), key=lambda one: one.n
        )
        items = tuple(self._item(item) for item in shown)
        sources = self.sources.shown()
        self.open_texts += [source.token for source in sources if not source.masked]
        sheet = self.store.case_sheet.all()
        summary = CaseSummary(
            header=Header(
                codename=sheet.get("codename", ""),
                profile=EDITOR,
                title=TITLES[EDITOR],
                marking=_strictest(shown),
                made_on=utc_now()[:10],
                masked_sources=sum(source.masked for source in sources),
                page_note=self._note(),
            ),
            question=sheet.get("question", ""),
            minimum_story=sheet.get("minimum_story", ""),
            maximum_story=sheet.get("maximum_story", ""),
            hypotheses=tuple(
                HypothesisSummary(line.strip(), "hypothesis", "open")
                for line in sheet.get("hypotheses", "").splitlines()
                if line.strip()
            ),
            claims=claims,
            sources=sources,
            items=items,
            questions=tuple(line for line in sheet.get("questions", "").splitlines() if line.strip()),
            tasks=self._tasks(),
            missing=self._missing(),
        )
        return Collected(
            summary,
            tuple(dict.fromkeys((*self.left_out, *self.sources.left_out))),
            self.sources.terms_missing,
            tuple(self.alone),
            tuple(item.ref for item in items if item.withheld),
            tuple(text for text in self.open_texts if text),
        )

    def _in_scope(self) -> list[Claim]:
        numbers = self.store.claims.all()
        if self.scope.claims:
            wanted = set(self.scope.claims)
            numbers = [n for n in numbers if n in wanted]
        elif self.scope.tag:
            tagged = {
                n
                for tag in self.store.tags.all()
                if self.scope.covers(tag.path)
                for n in self.store.tags.targets(tag.n).get(Kind.CLAIM, ())
            }
            numbers = [n for n in numbers if n in tagged]
        return self.store.claims.several([n for n in numbers if n not in self.scope.without])

    def _note(self) -> str:
        if self.scope.tag:
            return f"Only claims tagged {self.scope.tag}."
        return "Only chosen claims." if self.scope.claims or self.scope.without else ""

    def _claim(self, claim: Claim) -> ClaimSummary:
        picture = self.store.evidence.picture(claim.n)
        origins = {origin.n: origin for origin in picture.origins}
        linked = [*picture.supports, *picture.contradicts, *picture.context]
        self._meet({one.item for one in (*linked, *picture.where_said)})
        passages = []
        for one in linked:
            item = self.items.get(one.item)
            if one.passage_trashed or item is None or item.marking is Marking.RED:
                self.left_out.append(f"P{one.passage}")
                continue
            passages.append(self._passage(one, item, origins))
        rests_on = self.sources.behind(claim.ref)
        counts = _counts(picture, origins)
        if len(rests_on) == 1 and not any(count.relation == "supports" for count in counts):
            self.alone.append((rests_on[0], claim.ref))
        for gap in picture.gaps:
            self.gaps.setdefault(gap.code, []).append(claim.ref)
        said_by = (claim.speaker,) if claim.speaker else ()
        self.open_texts += [speaker for speaker in said_by if speaker in self.sources.named_openly]
        return ClaimSummary(
            ref=claim.ref,
            proposition=claim.proposition,
            kind=claim.kind.value,
            verification=claim.verification.value,
            publish=claim.publish.value,
            said_by=said_by,
            as_of=claim.as_of or "",
            counts=counts,
            passages=tuple(passages),
            missing=tuple(say_gap(gap) for gap in picture.gaps),
            rests_on=rests_on,
        )

    def _meet(self, numbers: set[int]) -> None:
        new = sorted(numbers - self.items.keys())
        self.items.update({item.n: item for item in self.store.items.several(new)})

    def _passage(self, one: LinkedPassage, item: Item, origins: dict[int, Origin]) -> CitedPassage:
        assert one.link is not None
        origin = origins.get(one.link.origin) if one.link.origin is not None else None
        origin_name = origin.name if origin is not None and origin.named else ""
        withheld = is_confidential(item, self.sources.linked)
        place = CitedPlace(
            publisher="" if withheld else item.publisher or "",
            published="" if withheld else item.published or "",
            page=one.page_label or "",
            paragraph=one.paragraph or 0,
        )
        exact = one.exact if words_may_leave(item, self.sources.linked) else ""
        if is_published(item, self.sources.linked):
            self.open_texts += [exact, place.publisher]
        if origin_name in self.sources.named_openly:
            self.open_texts.append(origin_name)
        return CitedPassage(
            ref=f"P{one.passage}",
            relation=one.link.relation.value,
            exact=exact,
            place=place,
            strength=one.link.strength.value,
            origin=origin_name,
            reason=one.link.reason,
            weakens=one.link.weakens,
            withheld=withheld,
        )

    def _item(self, item: Item) -> CitedItem:
        if is_confidential(item, self.sources.linked):
            return CitedItem(
                ref=item.ref, title="", kind=item.kind.value, marking=item.marking.value, withheld=True
            )
        if is_published(item, self.sources.linked):
            self.open_texts += [item.title or "", item.publisher or "", item.byline or ""]
        return CitedItem(
            ref=item.ref,
            title=item.title or "",
            kind=item.kind.value,
            publisher=item.publisher or "",
            author=item.byline or "",
            published=item.published or "",
            marking=item.marking.value,
            sha256=item.sha256 or "",
        )

    def _tasks(self) -> tuple[OpenTask, ...]:
        about = {claim.ref for claim in self.claims}
        return tuple(
            OpenTask(
                ref=task.ref, what=task.what, kind=task.kind.value, state=task.state.value, due=task.due or ""
            )
            for task in self.store.tasks.rows(self.store.tasks.open())
            if self.scope.is_whole or task.about in about
        )

    def _missing(self) -> tuple[str, ...]:
        """What is missing, by kind, the worst first, with the claims it is missing for."""
        codes = sorted(self.gaps, key=lambda code: ORDER[code])
        return tuple(f"{GAP_WORDS[code].line}: {', '.join(self.gaps[code])}." for code in codes)


def _counts(picture: EvidencePicture, origins: dict[int, Origin]) -> tuple[EvidenceCount, ...]:
    counts = []
    for relation, those in (
        ("supports", picture.supports),
        ("contradicts", picture.contradicts),
        ("context", picture.context),
    ):
        links = [one.link for one in those if one.link is not None and not one.passage_trashed]
        if not links:
            continue
        unnamed = sum(link.origin is None or not origins[link.origin].named for link in links)
        counts.append(
            EvidenceCount(relation, len(links), independent_origins(link.origin for link in links), unnamed)
        )
    return tuple(counts)


def _strictest(items: list[Item]) -> str:
    strictest = max((STRICTNESS.index(item.marking) for item in items), default=3)
    return STRICTNESS[strictest].value
