"""A document kept open to be shown: its pages drawn, and its characters placed, by a confined child."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TypeVar

from casefile.domain.limits import MAX_SCALE, MIN_SCALE, Limits
from casefile.importers import PageCharacters, RenderedPage
from casefile.sandbox import answers
from casefile.sandbox.child import Child
from casefile.sandbox.wire import Frame

_BYTES_A_PIXEL = 4
_BYTES_OF_A_BOX = 16

Checked = TypeVar("Checked")


class PageChild:
    """One open document. Safe to use from several threads, which take turns.

    A page that ends its reader is told like any failure (see `Nursery`), and the next request opens the
    document anew: one bad page does not close the others.
    """

    def __init__(self, new_child: Callable[[int], Child], source: int, limits: Limits) -> None:
        self._new_child = new_child
        self._limits = limits
        self._lock = threading.Lock()
        self._source = os.dup(source)
        try:
            self._child, self._count = self._open()
        except BaseException:
            os.close(self._source)
            raise

    @property
    def page_count(self) -> int:
        """How many pages there are to show, never more than ``limits.max_pages``."""
        return self._count

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points, as it is shown. `CannotShowPages` for a damaged page."""
        return self._ask("size", index, 1.0, 0, answers.page_size)

    def render(self, index: int, scale: float) -> RenderedPage:
        """A page's pixels; scale 1.0 is 72 pixels an inch. Smaller than asked for where limits want it.

        `CannotShowPages` for a damaged page.
        """
        most = (self._limits.max_page_pixels + self._limits.max_page_side) * _BYTES_A_PIXEL * 2
        within = min(max(float(scale), MIN_SCALE), MAX_SCALE)
        return self._ask("picture", index, within, most, lambda frame: answers.picture(frame, self._limits))

    def characters(self, index: int) -> PageCharacters:
        """A page's text and the box of each of its code points. `CannotShowPages` for a damaged page."""
        most = self._limits.max_page_bytes + self._limits.max_page_characters * _BYTES_OF_A_BOX
        return self._ask(
            "characters", index, 1.0, most, lambda frame: answers.characters(frame, self._limits)
        )

    def close(self) -> None:
        """End the child. May be called more than once."""
        with self._lock:
            self._child.end()
            if self._source >= 0:
                os.close(self._source)
                self._source = -1

    def _open(self) -> tuple[Child, int]:
        child = self._new_child(self._source)
        try:
            return child, child.hear(0, lambda frame: answers.page_count(frame, self._limits))
        except BaseException:
            child.end()
            raise

    def _ask(
        self, deed: str, index: int, scale: float, most: int, check: Callable[[Frame], Checked]
    ) -> Checked:
        if not 0 <= index < self._count:
            raise IndexError(f"there is no page {index}")
        with self._lock:
            if self._source < 0:
                raise ValueError("the document is closed")
            request = {"ask": deed, "page": index, "scale": scale}
            if self._child.ended or not self._child.tell(request):
                self._child.end()
                self._child, _ = self._open()
                self._child.tell(request)
            return self._child.hear(most, check)
