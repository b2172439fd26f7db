"""The one place that decides what may leave a case: a summary built up from a profile's allow-list.

Nothing is cut down from a whole; a field not copied here does not exist for the exporters. Sources are
masked by fresh random tokens, the same within one summary and in no order (exports.md, M1 to M5).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.casework.history import utc_now
from casefile.domain.citations import CitedPlace
from casefile.domain.claims import Claim
from casefile.domain.contacts import Contact, GroundRules
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import EvidencePicture, LinkedPassage, Origin
from casefile.domain.gap_words import say_gap
from casefile.domain.gaps import independent_origins
from casefile.domain.items import Item, Marking
from casefile.domain.summary import (
    CaseSummary,
    CitedItem,
    CitedPassage,
    ClaimSummary,
    EvidenceCount,
    Header,
    OpenTask,
    SourceSummary,
)
from casefile.store.case_store import CaseStore

EDITOR = "editor"
TITLES = {EDITOR: "Editor memo"}
STRICTNESS = (Marking.CLEAR, Marking.GREEN, Marking.AMBER, Marking.AMBER_STRICT, Marking.RED)
"""A summary takes the strictest marking of what it contains (domain.md 2.12)."""
_NEVER_SHOWN = (GroundRules.OFF_THE_RECORD, GroundRules.NOT_SET)
"""Terms that are not set count as off the record (decision 9)."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Collected:
    """A summary, and what the reporter is told about it: never the document."""

    summary: CaseSummary
    left_out: tuple[str, ...] = field(default=(), repr=False)
    terms_missing: tuple[str, ...] = ()
    """Refs of contacts that would stand in it but have no ground rules; they block saving."""


def collect(store: CaseStore, profile: str, protected: Sequence[Contact] | None) -> Collected:
    """Builds the summary of a profile. ``protected`` are the open protected contacts, None while closed.

    Raises ReporterCanFix("export_empty") where there is no claim to speak of.
    """
    if profile != EDITOR:
        raise ValueError(f"no profile {profile!r}")
    numbers = store.claims.all()
    if not numbers:
        raise ReporterCanFix("export_empty")
    items: dict[int, Item] = {}
    left_out: list[str] = []
    claims = [_claim(store, claim, items, left_out) for claim in store.claims.several(numbers)]
    shown = [item for item in items.values() if item.marking is not Marking.RED]
    sources, missing_terms = _sources(store, protected, left_out)
    sheet = store.case_sheet.all()
    header = Header(
        codename=sheet.get("codename", ""),
        profile=profile,
        title=TITLES[profile],
        marking=_strictest(shown),
        made_on=utc_now()[:10],
        masked_sources=sum(source.masked for source in sources),
    )
    summary = CaseSummary(
        header=header,
        question=sheet.get("question", ""),
        minimum_story=sheet.get("minimum_story", ""),
        maximum_story=sheet.get("maximum_story", ""),
        claims=tuple(claims),
        sources=tuple(sources),
        items=tuple(_item(item) for item in sorted(shown, key=lambda one: one.n)),
        tasks=tuple(_tasks(store)),
    )
    return Collected(summary, tuple(dict.fromkeys(left_out)), tuple(missing_terms))


def _claim(store: CaseStore, claim: Claim, items: dict[int, Item], left_out: list[str]) -> ClaimSummary:
    picture = store.evidence.picture(claim.n)
    origins = {origin.n: origin for origin in picture.origins}
    linked = [*picture.supports, *picture.contradicts, *picture.context]
    held = store.items.several(list({one.item for one in [*linked, *picture.where_said]} - items.keys()))
    items.update({item.n: item for item in held})
    passages = []
    for one in linked:
        item = items.get(one.item)
        if item is None or item.marking is Marking.RED:
            left_out.append(f"P{one.link.passage}" if one.link else f"I{one.item}")
            continue
        passages.append(_passage(one, item, origins))
    return ClaimSummary(
        ref=claim.ref,
        proposition=claim.proposition,
        kind=claim.kind.value,
        verification=claim.verification.value,
        publish=claim.publish.value,
        said_by=(claim.speaker,) if claim.speaker else (),
        as_of=claim.as_of or "",
        counts=_counts(picture, origins),
        passages=tuple(passages),
        missing=tuple(say_gap(gap) for gap in picture.gaps),
    )


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


def _passage(one: LinkedPassage, item: Item, origins: dict[int, Origin]) -> CitedPassage:
    assert one.link is not None
    origin = origins.get(one.link.origin) if one.link.origin is not None else None
    return CitedPassage(
        ref=f"P{one.link.passage}",
        relation=one.link.relation.value,
        exact=one.exact,
        place=CitedPlace(
            publisher=item.publisher or "",
            published=item.published or "",
            page=one.page_label or "",
            paragraph=one.paragraph or 0,
        ),
        strength=one.link.strength.value,
        origin=origin.name if origin is not None and origin.named else "",
        reason=one.link.reason,
        weakens=one.link.weakens,
    )


def _item(item: Item) -> CitedItem:
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


def _sources(
    store: CaseStore, protected: Sequence[Contact] | None, left_out: list[str]
) -> tuple[list[SourceSummary], list[str]]:
    """Open contacts spoken to, by their terms; protected ones always masked, in no order."""
    sources: list[SourceSummary] = []
    masked: list[Contact] = list(protected or ())
    terms_missing: list[str] = []
    for contact in store.contacts.rows(store.contacts.all()):
        if all(entry.about_terms for entry in store.contacts.conversations_of(contact.n)):
            continue
        if contact.ground_rules is GroundRules.ON_THE_RECORD:
            sources.append(_source(contact, contact.name, masked=False))
        elif contact.ground_rules is GroundRules.NOT_SET:
            terms_missing.append(contact.ref)
        elif contact.ground_rules is GroundRules.OFF_THE_RECORD:
            left_out.append(contact.ref)
        else:
            masked.append(contact)
    if any(one.ground_rules is GroundRules.NOT_SET for one in masked):
        left_out.append("protected sources whose terms are not set")
    masked = [one for one in masked if one.ground_rules not in _NEVER_SHOWN]
    tokens = secrets.SystemRandom().sample(_LETTERS, min(len(masked), len(_LETTERS)))
    tokens += [f"{letter}{letter}" for letter in _LETTERS][: len(masked) - len(tokens)]
    hidden = [_source(one, f"Source {token}", masked=True) for one, token in zip(masked, tokens, strict=True)]
    return sources + sorted(hidden, key=lambda source: source.token), terms_missing


def _source(contact: Contact, token: str, *, masked: bool) -> SourceSummary:
    rules = contact.ground_rules
    return SourceSummary(
        token=token,
        masked=masked,
        description=contact.agreed_description or ("" if not masked else "a source"),
        ground_rules=rules.value,
        basis=contact.basis.value,
        motive=contact.motive or "",
        reliability=contact.reliability,
    )


def _tasks(store: CaseStore) -> list[OpenTask]:
    return [
        OpenTask(
            ref=task.ref, what=task.what, kind=task.kind.value, state=task.state.value, due=task.due or ""
        )
        for task in store.tasks.rows(store.tasks.open())
    ]


def _strictest(items: Sequence[Item]) -> str:
    strictest = max((STRICTNESS.index(item.marking) for item in items), default=3)
    return STRICTNESS[strictest].value
