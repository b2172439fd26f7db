"""How the window folds as it grows narrow or low: visual.md 6, as plain figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SMALLEST = (800, 560)


@dataclass(frozen=True)
class Arrangement:
    """What stands where at one size. Widths are at 100 % text size."""

    navigation: Literal["pane", "rail"]
    navigation_width: int
    list_width: int
    list_or_centre: bool
    inspector: Literal["docked", "drawer"]
    inspector_width: int
    menus: Literal["bar", "button"]
    search: Literal["field", "icon"]
    low: bool

    @property
    def tray_rows(self) -> int:
        """The import tray opens with six rows, in low windows with four."""
        return 4 if self.low else 6


def arrange(width: int, height: int, scale: float = 1.0) -> Arrangement:
    """The arrangement for a window of ``width`` × ``height`` pixels at a text size of ``scale``.

    Larger text needs more room, so the steps are taken at the width the text leaves.
    """
    room, low = width / scale, height / scale < 720
    if room >= 1360:
        return Arrangement("pane", 236, 392, False, "docked", 300, "bar", "field", low)
    if room >= 1200:
        return Arrangement("pane", 208, 340, False, "docked", 272, "bar", "field", low)
    if room >= 1024:
        return Arrangement("rail", 48, 316, False, "drawer", 320, "button", "field", low)
    return Arrangement("rail", 48, 316, True, "drawer", 320, "button", "icon", low)
