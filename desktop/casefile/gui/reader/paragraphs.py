"""A text layer divided into the pieces that are laid out: one a paragraph, several for a very long one.

Made in one pass of fast built-in functions, since it stands between a click and the first words seen.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress, count
from operator import itemgetter
from typing import TypeAlias

from casefile.gui.reader.places import snapped

LONGEST_PIECE = 3000
"""Code points in one layout: about 4 ms of work. A longer paragraph is laid out in several pieces."""

KINDS = ("paragraph", "heading1", "heading2", "heading3", "list_item", "quote", "table_row")
_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


class Pieces:
    """The pieces of one text, in order. All places are code points of the whole text.

    ``numbers`` holds each piece's paragraph, counted from 1 over all blocks as the case counts them;
    0 for a piece that begins none (the rest of a long paragraph, or words outside every block).
    """

    def __init__(self, text: str, blocks: Sequence[tuple[int, int, str]] = ()) -> None:
        self.text = text
        if blocks:
            starts = array("q", map(itemgetter(0), blocks))
            ends = array("q", map(itemgetter(1), blocks))
            kinds = bytearray(map(_KIND_NUMBERS.get, map(itemgetter(2), blocks), _zeros()))
            numbers = array("q", range(1, len(blocks) + 1))
            if _words_outside(text, starts, ends):
                starts, ends, kinds, numbers = _with_words_outside(text, blocks)
            self.paragraphs = len(blocks)
        else:
            starts, ends = _lines(text)
            kinds = bytearray(len(starts))
            numbers = array("q", range(1, len(starts) + 1))
            self.paragraphs = len(starts)
        if any(map(LONGEST_PIECE.__lt__, map(int.__sub__, ends, starts))):
            starts, ends, kinds, numbers = _cut_long(text, starts, ends, kinds, numbers)
        self.starts: array[int] = starts
        self.ends: array[int] = ends
        self.numbers: array[int] = numbers
        self._kinds = kinds

    def __len__(self) -> int:
        return len(self.starts)

    def kind(self, piece: int) -> str:
        """One of `KINDS`."""
        return KINDS[self._kinds[piece]]

    def at(self, place: int) -> int:
        """The piece that holds a code point; between two pieces the one before, 0 before the first."""
        return max(0, bisect_right(self.starts, place) - 1)

    def paragraph(self, piece: int) -> tuple[int, int]:
        """The first and last piece of the paragraph that ``piece`` belongs to."""
        first = last = piece
        while first > 0 and self._continues(first):
            first -= 1
        while last + 1 < len(self) and self._continues(last + 1):
            last += 1
        return first, last

    def paragraph_bounds(self, place: int) -> tuple[int, int]:
        """Start and end of the paragraph at a code point."""
        if not len(self):
            return 0, len(self.text)
        first, last = self.paragraph(self.at(place))
        return self.starts[first], self.ends[last]

    def number(self, piece: int) -> int:
        """The paragraph a piece stands in, counted from 1; 0 for words outside every block."""
        return self.numbers[self.paragraph(piece)[0]]

    def ends_paragraph(self, piece: int) -> bool:
        """Whether a gap follows: not where a long paragraph goes on in the next piece."""
        return piece + 1 >= len(self) or not self._continues(piece + 1)

    def _continues(self, piece: int) -> bool:
        return self.numbers[piece] == 0 and piece > 0 and self.starts[piece] == self.ends[piece - 1]


def _zeros() -> Iterable[int]:
    return count(0, 0)


def _lines(text: str) -> tuple[array[int], array[int]]:
    """Where the lines that are not blank begin and end."""
    feed = "\r" if "\r" in text and "\n" not in text else "\n"
    lines = text.split(feed)
    begins = accumulate(map((1).__add__, map(len, lines)), initial=0)
    stripped = list(map(str.rstrip, lines))
    lengths = list(map(len, stripped))
    starts = array("q", compress(begins, lengths))
    return starts, array("q", map(int.__add__, starts, filter(None, lengths)))


def _words_outside(text: str, starts: array[int], ends: array[int]) -> bool:
    """Whether anything but white space stands between, before or after the blocks."""
    befores = [0, *ends]
    afters = [*starts, len(text)]
    return any(not gap.isspace() for gap in map(text.__getitem__, map(slice, befores, afters)) if gap)


_Columns: TypeAlias = "tuple[array[int], array[int], bytearray, array[int]]"


def _with_words_outside(text: str, blocks: Sequence[tuple[int, int, str]]) -> _Columns:
    """The blocks, and unnumbered paragraphs for words outside them: nothing of a text is ever hidden."""
    starts, ends, kinds, numbers = array("q"), array("q"), bytearray(), array("q")

    def outside(start: int, end: int) -> None:
        if start < end and not text[start:end].isspace():
            some, others = _lines(text[start:end])
            for a, b in zip(some, others, strict=True):
                starts.append(start + a)
                ends.append(start + b)
                kinds.append(0)
                numbers.append(0)

    before = 0
    for number, (start, end, kind) in enumerate(blocks, 1):
        outside(before, start)
        starts.append(start)
        ends.append(end)
        kinds.append(_KIND_NUMBERS.get(kind, 0))
        numbers.append(number)
        before = end
    outside(before, len(text))
    return starts, ends, kinds, numbers


def _cut_long(
    text: str, starts: array[int], ends: array[int], kinds: bytearray, numbers: array[int]
) -> _Columns:
    """Paragraphs longer than `LONGEST_PIECE` cut at a sentence's end, else at a blank, else anywhere."""
    new = array("q"), array("q"), bytearray(), array("q")
    for start, end, kind, number in zip(starts, ends, kinds, numbers, strict=True):
        at = start
        while True:
            cut = end if end - at <= LONGEST_PIECE else _cut(text, at, at + LONGEST_PIECE)
            new[0].append(at)
            new[1].append(cut)
            new[2].append(kind)
            new[3].append(number if at == start else 0)
            at = cut
            if at >= end:
                break
    return new


def _cut(text: str, start: int, end: int) -> int:
    middle = (start + end) // 2
    for stop in ("\n", ". ", "。", " ", "\t"):
        at = text.rfind(stop, middle, end)
        if at >= 0:
            return at + len(stop)
    at = snapped(text, end)
    return at if at > start else end
