"""What stands in the columns, before it has a place: claims, groups of cards, origins. No pixels here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from casefile.casework.picturing import ClaimPicture, Pictures
from casefile.domain.claims import Claim
from casefile.domain.evidence import LinkedPassage, Origin
from casefile.domain.gaps import independent_origins
from casefile.gui.evidence.words import passages_and_origins
from casefile.gui.library.words import counted

GroupName = Literal["said", "supports", "contradicts", "context"]
GROUP_TITLES: dict[GroupName, str] = {
    "said": "Where it is said",
    "supports": "Supports",
    "contradicts": "Contradicts",
    "context": "Context",
}
FOLDS_ABOVE = 40
"""With more cards than this every group can be folded, and begins folded (visual.md 8.5)."""

CardKey = tuple[int, int]
"""A claim and a passage: a passage has at most one card beside a claim for each of these."""
GroupKey = tuple[int, GroupName]


@dataclass(frozen=True)
class Card:
    """A passage beside a claim."""

    claim: int
    group: GroupName
    linked: LinkedPassage
    origin: Origin | None

    @property
    def key(self) -> tuple[int, GroupName, int]:
        """What the card is, whatever its place."""
        return (self.claim, self.group, self.linked.passage)

    @property
    def tall(self) -> bool:
        """Two lines of words and the reason; anchors and context have one line."""
        return self.group in ("supports", "contradicts") or self.linked.passage_trashed


@dataclass(frozen=True)
class Group:
    """Cards of one relation to one claim."""

    claim: int
    name: GroupName
    cards: tuple[Card, ...]

    @property
    def key(self) -> GroupKey:
        return (self.claim, self.name)

    @property
    def title(self) -> str:
        return GROUP_TITLES[self.name]

    @property
    def count(self) -> str:
        """ "3 passages, 2 origins"; what is in the trash is not counted."""
        held = [card for card in self.cards if not card.linked.passage_trashed]
        if self.name == "said":
            return f"{counted(len(held), 'passage', 'passages')}, not counted as evidence"
        origins = independent_origins(
            card.linked.link.origin for card in held if card.linked.link is not None
        )
        return passages_and_origins((len({card.linked.passage for card in held}), origins))


@dataclass(frozen=True)
class OriginCard:
    """An origin with what it does here: how many of the cards shown go back to it, by group."""

    origin: Origin
    does: Mapping[GroupName, int]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Columns:
    """Everything the columns show."""

    claims: tuple[Claim, ...] = ()
    groups: tuple[Group, ...] = ()
    origins: tuple[OriginCard, ...] = ()
    left_out: int = 0
    picture_of: Mapping[int, ClaimPicture] = field(default_factory=dict)

    @property
    def cards(self) -> list[Card]:
        """All cards, in the order drawn."""
        return [card for group in self.groups for card in group.cards]

    @property
    def folds(self) -> bool:
        """Whether groups can be folded."""
        return len(self.cards) > FOLDS_ABOVE

    @property
    def several(self) -> bool:
        """Whether the groups stand under the sentences of their claims."""
        return len(self.claims) > 1


def columns_of(pictures: Pictures) -> Columns:
    """The columns of these pictures."""
    groups = [group for one in pictures.claims for group in _groups(one, pictures.origins)]
    cards = [card for group in groups for card in group.cards]
    return Columns(
        claims=tuple(one.claim for one in pictures.claims),
        groups=tuple(groups),
        origins=tuple(_origins(cards)),
        left_out=pictures.left_out,
        picture_of={one.claim.n: one for one in pictures.claims},
    )


def _groups(one: ClaimPicture, origins: Mapping[int, Origin]) -> Iterable[Group]:
    picture, claim = one.picture, one.claim.n
    rows: tuple[tuple[GroupName, Sequence[LinkedPassage]], ...] = (
        ("said", picture.where_said),
        ("supports", picture.supports),
        ("contradicts", picture.contradicts),
        ("context", picture.context),
    )
    for name, those in rows:
        cards = []
        for linked in those:
            n = one.said_origins.get(linked.passage) if linked.link is None else linked.link.origin
            cards.append(Card(claim, name, linked, origins.get(n) if n is not None else None))
        if cards:
            yield Group(claim, name, tuple(cards))


def _origins(cards: Sequence[Card]) -> Iterable[OriginCard]:
    """Origins of what is linked, in the order met; one that only says it here stands too."""
    by_origin: dict[int, list[Card]] = {}
    known: dict[int, Origin] = {}
    for card in cards:
        if card.origin is not None:
            known[card.origin.n] = card.origin
            by_origin.setdefault(card.origin.n, []).append(card)
    for n, those in by_origin.items():
        does: dict[GroupName, int] = {}
        for card in those:
            does[card.group] = does.get(card.group, 0) + 1
        yield OriginCard(known[n], does, tuple(those))
