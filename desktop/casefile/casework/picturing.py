"""What the evidence columns show of one claim or several, gathered in one question on the reader lane."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from casefile.domain.claims import Claim
from casefile.domain.evidence import EvidencePicture, Origin
from casefile.domain.identifiers import Kind
from casefile.store.case_store import CaseStore

MOST_CLAIMS = 24
"""Claims whose columns are drawn together; more are for the table."""


@dataclass(frozen=True)
class ClaimPicture:
    """A claim with its picture. ``said_origins`` tells whose knowledge a passage is where it says the
    claim: the origin somebody chose for that passage in one of its links. ``aside`` are the reporter's
    reasons for the gaps put aside, by code.
    """

    claim: Claim
    picture: EvidencePicture
    said_origins: Mapping[int, int]
    aside: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Pictures:
    """The pictures of the claims chosen, and every origin met in them; ``left_out`` were too many."""

    claims: tuple[ClaimPicture, ...]
    origins: Mapping[int, Origin]
    left_out: int = 0


def pictures_of(store: CaseStore, numbers: Sequence[int]) -> Pictures:
    """The pictures of these claims, in their order; numbers the case does not have are left out."""
    held = store.claims.several(numbers[:MOST_CLAIMS])
    made = []
    for claim in held:
        picture = store.evidence.picture(claim.n)
        said = store.evidence.chosen_origins([one.passage for one in picture.where_said])
        aside = store.claims.gaps_aside(claim.n) if picture.gaps_aside else {}
        made.append(ClaimPicture(claim, picture, said, aside))
    known = {origin.n: origin for one in made for origin in one.picture.origins}
    for n in {n for one in made for n in one.said_origins.values()} - set(known):
        origin = store.evidence.origin(n)
        if origin is not None:
            known[n] = origin
    return Pictures(tuple(made), known, max(0, len(numbers) - MOST_CLAIMS))


def claims_of_origin(store: CaseStore, origin: int) -> dict[int, int]:
    """The claims an origin touches, each with how many of its passages go back to it."""
    found: dict[int, int] = {}
    for link in store.evidence.links_of_origin(origin):
        found[link.claim] = found.get(link.claim, 0) + 1
    return found


BEARING = (Kind.CLAIM, Kind.LINK, Kind.ORIGIN, Kind.PASSAGE, Kind.ITEM)
"""Kinds whose change may change a picture."""


def shown_records(pictures: Iterable[ClaimPicture]) -> dict[Kind, frozenset[int]]:
    """The records that pictures show: a change of none of them changes nothing there."""
    claims: set[int] = set()
    passages: set[int] = set()
    items: set[int] = set()
    origins: set[int] = set()
    for one in pictures:
        picture = one.picture
        claims.add(one.claim.n)
        for linked in (*picture.where_said, *picture.supports, *picture.contradicts, *picture.context):
            passages.add(linked.passage)
            items.add(linked.item)
        origins.update(origin.n for origin in picture.origins)
        origins.update(one.said_origins.values())
    return {
        Kind.CLAIM: frozenset(claims),
        Kind.PASSAGE: frozenset(passages),
        Kind.ITEM: frozenset(items),
        Kind.ORIGIN: frozenset(origins),
    }
