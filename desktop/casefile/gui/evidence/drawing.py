"""Columns made into items of a scene, and the lines between them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from casefile.gui import theme
from casefile.gui.evidence.arranging import (
    BAR_WIDTH,
    Arranged,
    arrange,
    arriving,
    from_card,
    leaving,
)
from casefile.gui.evidence.card_items import OriginItem, PassageCardItem, card_height, origin_height
from casefile.gui.evidence.column_items import BarItem, ClaimHeadItem, HeadItem, LineItem
from casefile.gui.evidence.columns import Card, Columns, GroupKey


@dataclass
class Drawn:
    """The items of the scene, by what they show."""

    arranged: Arranged = field(default_factory=lambda: Arranged(1.0, 1.0, True))
    cards: dict[tuple[int, str, int], PassageCardItem] = field(default_factory=dict)
    origins: dict[int, OriginItem] = field(default_factory=dict)
    heads: dict[GroupKey, HeadItem] = field(default_factory=dict)
    bars: dict[int, BarItem] = field(default_factory=dict)
    coming: dict[int, list[LineItem]] = field(default_factory=dict)
    """Lines from a claim to its cards, in the order of the cards."""
    going: dict[int, list[LineItem]] = field(default_factory=dict)
    """Lines from cards to an origin, in the order of the cards."""

    @property
    def lines(self) -> Iterator[LineItem]:
        for lines in (*self.coming.values(), *self.going.values()):
            yield from lines

    def all_stops(self) -> Iterator[PassageCardItem | OriginItem | HeadItem]:
        """Everything that can be chosen."""
        yield from self.cards.values()
        yield from self.origins.values()
        yield from self.heads.values()


def places(columns: Columns, width: float, folded: Collection[GroupKey], *, with_origins: bool) -> Arranged:
    """Where everything stands at a width, in the type of the look in force."""
    scale = theme.look().scale
    return arrange(columns, width, folded, card_height, origin_height, with_origins=with_origins, scale=scale)


def draw_columns(
    scene: QGraphicsScene,
    columns: Columns,
    width: float,
    folded: Collection[GroupKey],
    *,
    with_origins: bool,
) -> Drawn:
    """Empties the scene and draws the columns at a width. Lines are run by `run_lines`."""
    scene.clear()
    scale = theme.look().scale
    placed = places(columns, width, folded, with_origins=with_origins)
    drawn = Drawn(placed)
    for claim in columns.claims:
        if claim.n in placed.claims:
            scene.addItem(ClaimHeadItem(claim, placed.claims[claim.n]))
    for group in columns.groups:
        head = HeadItem(group.title, group.count, placed.heads[group.key], group)
        if columns.folds:
            head.show_fold(group.key in folded)
        drawn.heads[group.key] = head
        scene.addItem(head)
    for card in columns.cards:
        rect = placed.cards.get(card.key)
        if rect is not None:
            item = PassageCardItem(card, rect, with_origin=with_origins)
            drawn.cards[card.key] = item
            scene.addItem(item)
            _add_line(scene, drawn.coming, card.claim, card, glyph=True)
    for held in columns.origins:
        rect = placed.origins.get(held.origin.n)
        if rect is not None:
            origin = OriginItem(held, rect)
            drawn.origins[held.origin.n] = origin
            scene.addItem(origin)
            for card in held.cards:
                if card.key in drawn.cards:
                    _add_line(scene, drawn.going, held.origin.n, card, glyph=False)
    if placed.origins_head is not None:
        scene.addItem(HeadItem("Origins", "who first knew it", placed.origins_head))
    for claim in columns.claims:
        bar = drawn.bars[claim.n] = BarItem()
        scene.addItem(bar)
    _run_to_origins(drawn, scale)
    return drawn


def _add_line(
    scene: QGraphicsScene, lines: dict[int, list[LineItem]], key: int, card: Card, *, glyph: bool
) -> None:
    line = LineItem(card, glyph=glyph)
    lines.setdefault(key, []).append(line)
    scene.addItem(line)


def run_lines(drawn: Drawn, bar_middle: Callable[[int], float], scale: float) -> None:
    """Moves the bars and runs the lines from them to the cards."""
    for claim, bar in drawn.bars.items():
        middle = bar_middle(claim)
        bar.setPos(0, middle)
        lines = drawn.coming.get(claim, [])
        starts = leaving(middle, len(lines), scale)
        for line, start in zip(lines, starts, strict=True):
            card = drawn.cards[line.card.key].place
            line.run(QPointF(BAR_WIDTH, start), QPointF(card.left(), card.center().y()))


def _run_to_origins(drawn: Drawn, scale: float) -> None:
    for origin, lines in drawn.going.items():
        place = drawn.origins[origin].place
        for line, end in zip(lines, arriving(place, len(lines), scale), strict=True):
            line.run(from_card(drawn.cards[line.card.key].place), QPointF(place.left(), end))
