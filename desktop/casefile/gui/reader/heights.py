"""How high every piece is: measured for those laid out, estimated for the rest.

Sums are kept for groups of pieces, so that a long text costs a few hundred additions, not a million;
a group's own estimates are made when something in it is first asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

_GROUP = 128


class Heights:
    """Heights in whole pixels of ``count`` pieces.

    ``estimate`` gives the probable heights of the pieces from one number up to another, and
    ``estimate_sum`` their sum, more roughly and much faster.
    """

    def __init__(
        self,
        count: int,
        estimate: Callable[[int, int], list[int]],
        estimate_sum: Callable[[int, int], int],
    ) -> None:
        self._count = count
        self._estimate = estimate
        groups = range(0, count, _GROUP)
        self._sums = [estimate_sum(first, min(count, first + _GROUP)) for first in groups]
        self._opened: dict[int, list[int]] = {}
        self._known: set[int] = set()
        self._tops: list[int] | None = None

    @property
    def total(self) -> int:
        """The height of everything."""
        return self._group_tops()[-1]

    def top(self, piece: int) -> int:
        """Where a piece begins; for the number after the last one, where everything ends."""
        if piece >= self._count:
            return self.total
        group, place = divmod(piece, _GROUP)
        heights = self._open(group)
        return self._group_tops()[group] + sum(heights[:place])

    def height(self, piece: int) -> int:
        """The height of one piece."""
        group, place = divmod(piece, _GROUP)
        return self._open(group)[place]

    def at(self, y: int) -> tuple[int, int]:
        """The piece at a height, and how far below its top; the ends for heights outside."""
        if not self._count:
            return 0, 0
        y = max(0, y)
        while True:
            group = min(bisect_right(self._group_tops(), y) - 1, len(self._sums) - 1)
            was_open = group in self._opened
            heights = self._open(group)
            if was_open:
                break
        below = y - self._group_tops()[group]
        last = len(heights) - 1
        for place, height in enumerate(heights):
            if below < height or place == last:
                return group * _GROUP + place, min(below, height)
            below -= height
        raise AssertionError("a group is never empty")

    def measured(self, piece: int, height: int) -> None:
        """Takes note of a piece's true height."""
        group, place = divmod(piece, _GROUP)
        heights = self._open(group)
        self._known.add(piece)
        if heights[place] != height:
            self._sums[group] += height - heights[place]
            heights[place] = height
            self._tops = None

    def is_measured(self, piece: int) -> bool:
        return piece in self._known

    def _open(self, group: int) -> list[int]:
        if group not in self._opened:
            first = group * _GROUP
            heights = self._estimate(first, min(self._count, first + _GROUP))
            self._opened[group] = heights
            if self._sums[group] != sum(heights):
                self._sums[group] = sum(heights)
                self._tops = None
        return self._opened[group]

    def _group_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._sums, initial=0))
        return self._tops
