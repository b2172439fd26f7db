"""Looking for words in one text a little at a time, so that a long text never holds up the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from casefile.gui.reader.paragraphs import Pieces

FindHits = Callable[[str, str], Sequence[tuple[int, int]]]
"""``find_hits(text, words)``: where the words stand, as (start, end) in code points of ``text``."""

_PORTION = 20_000
_SLICE = 8  # milliseconds of work between two turns of the event loop
MOST = 10_000
"""Hits counted at most; beyond it the count says so."""


class Finding(QObject):
    """One search at a time; a new one ends the one before. Portions end between paragraphs."""

    found = Signal(object, bool)  # the (start, end) so far in order, and whether that is all

    def __init__(self, find_hits: FindHits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._find = find_hits
        self._pieces = Pieces("")
        self._words = ""
        self._piece = 0
        self._hits: list[tuple[int, int]] = []
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._work)

    @property
    def is_working(self) -> bool:
        return self._turn.isActive()

    def look_for(self, pieces: Pieces, words: str) -> None:
        """Starts looking; nothing to look for is answered at once."""
        self._turn.stop()
        self._pieces, self._words = pieces, words.strip()
        self._piece, self._hits = 0, []
        if not self._words or not len(pieces):
            self.found.emit([], True)
            return
        self._work()

    def stop(self) -> None:
        self._turn.stop()

    def _work(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._piece < len(self._pieces) and len(self._hits) < MOST:
            self._one_portion()
            if clock.elapsed() >= _SLICE:
                break
        done = self._piece >= len(self._pieces) or len(self._hits) >= MOST
        if done:
            self._turn.stop()
        elif not self._turn.isActive():
            self._turn.start()
        self.found.emit(self._hits[:MOST], done)

    def _one_portion(self) -> None:
        """Whole paragraphs of about `_PORTION` code points; a hit over a seam of a cut one is kept."""
        pieces, first = self._pieces, self._piece
        start = pieces.starts[first]
        seam = first > 0 and not pieces.ends_paragraph(first - 1)
        if seam:
            start = max(pieces.starts[first - 1], start - 4 * len(self._words) - 40)
        last = max(first, min(pieces.at(start + _PORTION), len(pieces) - 1))
        end = pieces.ends[last]
        for low, high in self._find(pieces.text[start:end], self._words):
            hit = (start + low, start + high)
            if low < high and (not self._hits or hit[0] >= self._hits[-1][1]):
                self._hits.append(hit)
        self._piece = last + 1
