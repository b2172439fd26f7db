"""Where the arrow keys go in the columns: up and down in a column, across between passages and origins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import Qt

from casefile.gui.evidence.columns import Card, Columns, GroupKey

Column = Literal["passages", "origins", "heads"]


@dataclass(frozen=True)
class Stop:
    """Something that can be chosen: a card's key, an origin's number, a group's key."""

    column: Column
    key: Any


def stops_of(columns: Columns, folded: Collection[GroupKey]) -> list[Stop]:
    """Everything that can be chosen: heads (where groups fold) and cards from above, then the origins."""
    return [*_passages(columns, folded), *(Stop("origins", one.origin.n) for one in columns.origins)]


def first_in(columns: Columns, folded: Collection[GroupKey]) -> Stop | None:
    """The first card that is evidence, else the first thing there is."""
    stops = _passages(columns, folded)
    for stop in stops:
        if stop.column == "passages" and stop.key[1] != "said":
            return stop
    return stops[0] if stops else None


def next_stop(
    columns: Columns, folded: Collection[GroupKey], now: Stop | None, key: Qt.Key, *, origins: bool
) -> Stop | None:
    """Where a key goes from here; None where it goes nowhere."""
    passages = _passages(columns, folded)
    others = [Stop("origins", one.origin.n) for one in columns.origins] if origins else []
    if now is None:
        down = key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Home)
        return first_in(columns, folded) if down else None
    here = others if now.column == "origins" else passages
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
        return _along(here, now, key)
    if key == Qt.Key.Key_Right and now.column == "passages":
        card = _card(columns, now)
        wanted = Stop("origins", card.origin.n) if card is not None and card.origin is not None else None
        return wanted if wanted in others else None
    if key == Qt.Key.Key_Left and now.column == "origins":
        cards = next((one.cards for one in columns.origins if one.origin.n == now.key), ())
        return next((stop for card in cards if (stop := Stop("passages", card.key)) in passages), None)
    return None


def _passages(columns: Columns, folded: Collection[GroupKey]) -> list[Stop]:
    stops = []
    for group in columns.groups:
        if columns.folds:
            stops.append(Stop("heads", group.key))
        if group.key not in folded:
            stops += [Stop("passages", card.key) for card in group.cards]
    return stops


def _along(stops: list[Stop], now: Stop, key: Qt.Key) -> Stop | None:
    if now not in stops:
        return stops[0] if stops else None
    at = stops.index(now)
    wanted = {
        Qt.Key.Key_Up: at - 1,
        Qt.Key.Key_Down: at + 1,
        Qt.Key.Key_Home: 0,
        Qt.Key.Key_End: len(stops) - 1,
    }[key]
    return stops[wanted] if 0 <= wanted < len(stops) and wanted != at else None


def _card(columns: Columns, stop: Stop) -> Card | None:
    return next((card for card in columns.cards if card.key == stop.key), None)
