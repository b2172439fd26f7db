"""Page pictures: asked for, waited for, kept. Only raw pixels ever become an image here.

The pictures come from the confined child that reads the original; this module never opens a file and
never decodes an image format (security.md 3e).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap
from shiboken6 import isValid

Box = tuple[float, float, float, float]
Pixels = tuple[int, int, int, bytes]
"""Width, height, bytes a row, and the pixels: blue, green, red, unused; rows from the top."""

_KEPT_BYTES = 160 * 1024**2
_AT_ONCE = 2
LARGEST_SIDE = 8192
_LARGEST_PICTURE = 24_000_000  # pixels


class PagePictures(Protocol):
    """An original that can be shown page by page. Answers come later, on the window's thread.

    ``want`` and ``want_characters`` answer with None where a page cannot be shown. Boxes are (x0, y0,
    x1, y1) in points from the page's top left, one a code point; four zeros where nothing is drawn.
    """

    @property
    def page_count(self) -> int: ...

    def page_size(self, i: int) -> tuple[float, float]:
        """Width and height in points, already known: this never waits."""

    def want(self, i: int, scale: float, then: Callable[[int, Pixels | None], None]) -> None:
        """Asks for a page's picture; ``scale`` 1.0 is 72 pixels an inch."""

    def want_characters(self, i: int, then: Callable[[int, str, Sequence[Box]], None]) -> None:
        """Asks for a page's words and where each of its code points stands."""


def image_from(untrusted_pixels: Pixels) -> QImage | None:
    """The image of raw pixels, with memory of its own; None where the numbers do not agree."""
    width, height, stride, pixels = untrusted_pixels
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        return None
    if stride < 4 * width or stride % 4 or len(pixels) < stride * (height - 1) + 4 * width:
        return None
    if len(pixels) < stride * height:
        pixels = pixels.ljust(stride * height, b"\0")
    return QImage(pixels, width, height, stride, QImage.Format.Format_RGB32).copy()


class KeptPictures(QObject):
    """The pictures of one original: what is wished for is asked, two at a time, the first wish first.

    A wish that is not repeated is dropped, so pages scrolled past in a hurry are never drawn.
    """

    arrived = Signal(int)

    def __init__(self, pages: PagePictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._kept: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._kept_bytes = 0
        self._wishes: list[tuple[int, int]] = []
        self._asked: set[tuple[int, int]] = set()
        self._failed: set[int] = set()

    def wish(self, wishes: Sequence[tuple[int, float]]) -> None:
        """What is wanted now, most wanted first: pages and scales. Replaces every earlier wish."""
        self._wishes = list(dict.fromkeys((i, self._step(i, scale)) for i, scale in wishes))
        self._ask()

    def picture(self, i: int, scale: float) -> QPixmap | None:
        """The page at a scale; while that is waited for, the nearest other scale; None before any."""
        exact = (i, self._step(i, scale))
        if exact in self._kept:
            self._kept.move_to_end(exact)
            return self._kept[exact]
        others = [key for key in self._kept if key[0] == i]
        return self._kept[min(others, key=lambda key: abs(key[1] - exact[1]))] if others else None

    def failed(self, i: int) -> bool:
        """Whether a page turned out not to be showable."""
        return i in self._failed

    def is_exact(self, i: int, scale: float) -> bool:
        """Whether the page is here at this very scale."""
        return (i, self._step(i, scale)) in self._kept

    def _step(self, i: int, scale: float) -> int:
        """The scale in hundredths, held to what one picture may weigh."""
        width, height = self._pages.page_size(i)
        most = min(
            LARGEST_SIDE / max(width, height, 1.0), (_LARGEST_PICTURE / max(width * height, 1.0)) ** 0.5
        )
        return max(1, int(min(scale, most) * 100))

    def _ask(self) -> None:
        for key in self._wishes:
            if len(self._asked) >= _AT_ONCE:
                return
            if key not in self._kept and key not in self._asked and key[0] not in self._failed:
                self._asked.add(key)
                self._pages.want(key[0], key[1] / 100, partial(self._take, key))

    def _take(self, key: tuple[int, int], _page: int, pixels: Pixels | None) -> None:
        if not isValid(self):
            return
        self._asked.discard(key)
        image = image_from(pixels) if pixels is not None else None
        if image is None:
            self._failed.add(key[0])
        else:
            self._keep(key, QPixmap.fromImage(image))
        self.arrived.emit(key[0])
        self._ask()

    def _keep(self, key: tuple[int, int], picture: QPixmap) -> None:
        self._kept[key] = picture
        self._kept_bytes += picture.width() * picture.height() * 4
        while self._kept_bytes > _KEPT_BYTES and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._kept_bytes -= old.width() * old.height() * 4
