"""Where everything in the columns stands, in pixels: cards below one another, origins beside their cards.

Plain arithmetic over `Columns`; heights that depend on words are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF

from casefile.gui.evidence.columns import Card, Columns, GroupKey, OriginCard

GUTTER_LEFT, GUTTER_MIDDLE, MARGIN = 60, 66, 15
ORIGIN_WIDTH, CARD_LEAST = 165, 250
GAP = 5
FIRST_HEAD, HEAD, CLAIM_HEAD = 29, 32, 40
ORIGINS_APART = 12
GLYPH = 14
BAR_WIDTH, BAR_HEIGHT, BAR_STEP = 3, 34, 3.2
ARRIVE_STEP = 25.0
"""Lines arrive at an origin this far apart, where it is tall enough."""

OriginHeight = Callable[[OriginCard, float], float]
CardHeight = Callable[[Card, float], float]
"""How tall a card is at a width, by the lines its words take."""


@dataclass(frozen=True)
class Arranged:
    """Rectangles of everything, in the scene. ``heads`` are one line high; ``claims`` stand above groups."""

    width: float
    height: float
    with_origins: bool
    heads: dict[GroupKey, QRectF] = field(default_factory=dict)
    claims: dict[int, QRectF] = field(default_factory=dict)
    cards: dict[tuple[int, str, int], QRectF] = field(default_factory=dict)
    origins: dict[int, QRectF] = field(default_factory=dict)
    origins_head: QRectF | None = None


def arrange(
    columns: Columns,
    width: float,
    folded: Collection[GroupKey],
    card_height: CardHeight,
    origin_height: OriginHeight,
    *,
    with_origins: bool,
    scale: float = 1.0,
) -> Arranged:
    """Places for everything at a width. ``scale`` is the text size, which grows heights and widths alike."""
    left = GUTTER_LEFT * scale
    right_room = (GUTTER_MIDDLE + ORIGIN_WIDTH + MARGIN) * scale if with_origins else MARGIN * scale
    card_width = max(CARD_LEAST * scale, width - left - right_room)
    arranged = Arranged(max(width, left + card_width + right_room), 0.0, with_origins)
    bottom = _place_cards(arranged, columns, left, card_width, folded, card_height, scale)
    if with_origins and columns.origins:
        x = left + card_width + GUTTER_MIDDLE * scale
        arranged = replace(arranged, origins_head=QRectF(x, 0, ORIGIN_WIDTH * scale, FIRST_HEAD * scale))
        shown = [origin for origin in columns.origins if _middles(arranged, origin.cards)]
        heights = [origin_height(origin, ORIGIN_WIDTH * scale) for origin in shown]
        wishes = [
            sum(middles) / len(middles) - height / 2
            for origin, height in zip(shown, heights, strict=True)
            for middles in [_middles(arranged, origin.cards)]
        ]
        tops = pushed_apart(wishes, heights, ORIGINS_APART * scale, FIRST_HEAD * scale)
        for origin, top, height in zip(shown, tops, heights, strict=True):
            arranged.origins[origin.origin.n] = QRectF(x, top, ORIGIN_WIDTH * scale, height)
            bottom = max(bottom, top + height)
    return replace(arranged, height=bottom + ORIGINS_APART * scale)


def _place_cards(
    arranged: Arranged,
    columns: Columns,
    left: float,
    width: float,
    folded: Collection[GroupKey],
    card_height: CardHeight,
    scale: float,
) -> float:
    y, first, claim = 0.0, True, None
    for group in columns.groups:
        if columns.several and group.claim != claim:
            claim = group.claim
            y += 0 if first else 14 * scale
            arranged.claims[claim] = QRectF(left, y, width, CLAIM_HEAD * scale)
            y += CLAIM_HEAD * scale
        height = (FIRST_HEAD if first or y == 0 else HEAD) * scale
        arranged.heads[group.key] = QRectF(left, y, width, height)
        y, first = y + height, False
        if group.key not in folded:
            for card in group.cards:
                tall = card_height(card, width)
                arranged.cards[card.key] = QRectF(left, y, width, tall)
                y += tall + GAP * scale
            y -= GAP * scale
    return y


def _middles(arranged: Arranged, cards: Sequence[Card]) -> list[float]:
    return [arranged.cards[card.key].center().y() for card in cards if card.key in arranged.cards]


def pushed_apart(
    wishes: Sequence[float], heights: Sequence[float], apart: float, least: float
) -> list[float]:
    """Tops as near to their wishes as they can be without touching, in the order of the wishes' middles.

    Neighbours that would touch are moved together as one block to the mean of what its members wish
    (pooling of adjacent violators, the least sum of squares); none stands above ``least``.
    """
    order = sorted(range(len(wishes)), key=lambda i: wishes[i] + heights[i] / 2)
    blocks: list[tuple[float, int, float, list[int]]] = []  # sum of wishes at the block's top, count, height
    for i in order:
        total, count, height, members = wishes[i], 1, heights[i], [i]
        while blocks and _top(blocks[-1], least) + blocks[-1][2] + apart > max(total / count, least):
            before_total, before_count, before_height, before = blocks.pop()
            total = before_total + total - count * (before_height + apart)
            count, height, members = before_count + count, before_height + apart + height, before + members
        blocks.append((total, count, height, members))
    tops = [0.0] * len(wishes)
    for block in blocks:
        y = _top(block, least)
        for i in block[3]:
            tops[i] = y
            y += heights[i] + apart
    return tops


def _top(block: tuple[float, int, float, list[int]], least: float) -> float:
    return max(block[0] / block[1], least)


def leaving(middle: float, count: int, scale: float) -> list[float]:
    """The heights at which ``count`` lines leave a claim's bar, 3.2 px apart, closer where they are many."""
    step = min(BAR_STEP, (BAR_HEIGHT - 4) / max(1, count - 1)) * scale
    return [middle + (number - (count - 1) / 2) * step for number in range(count)]


def arriving(rect: QRectF, count: int, scale: float) -> list[float]:
    """The heights at which ``count`` lines arrive at an origin's card."""
    room = max(0.0, rect.height() - 24 * scale)
    step = min(ARRIVE_STEP * scale, room / max(1, count - 1))
    return [rect.center().y() + (number - (count - 1) / 2) * step for number in range(count)]


def from_card(card: QRectF) -> QPointF:
    """Where the line to an origin leaves a card."""
    return QPointF(card.right(), card.center().y())
