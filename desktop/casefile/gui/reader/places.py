"""Places in a text: the one module that turns code points into Qt's UTF-16 units and back.

Everywhere else in the reader a place is a code point, 0-based, as the case keeps it (domain.md 2.5).
Here are also the bounds of what a reader selects: grapheme, word, sentence. Boundaries are those of
Unicode's UAX 29 as Qt finds them; each search looks at a small window, never at a whole long text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QTextBoundaryFinder

_STEP = 4096
"""Code points between two known places of the index: a conversion encodes at most so many."""
_WINDOW = 1500
_FIELD = "utf-16-le"

_SHORTENED = (
    r"Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Pres|Hon|St|Jr|Sr|Inc|Ltd|Co|Corp|Nos?|Nr|Art|vs|cf|ca"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|e\.g|i\.e|a\.m|p\.m|z\.B|bzw|approx"
)
_NOT_AN_END = re.compile(rf"(?:^|[\s(\"'“‘])(?:{_SHORTENED}|[A-ZÀ-Þ])\.\s*\Z")
"""A full stop after a title, a month's short name or an initial does not end a sentence."""


class CodePlaces:
    """Converts between the code points and the UTF-16 units of one text.

    A text without characters beyond U+FFFF costs one pass when made and nothing afterwards; any other
    keeps the unit of every 4,096th code point, so a conversion is a short search and a short encoding.
    """

    __slots__ = ("_length", "_text", "_units")

    def __init__(self, text: str) -> None:
        self._text = text
        self._units: list[int] | None = None
        self._length = len(text)
        if text.isascii():
            return
        lengths = [_unit_count(text[at : at + _STEP]) for at in range(0, len(text), _STEP)]
        self._length = sum(lengths)
        if self._length != len(text):
            self._units = list(accumulate(lengths, initial=0))

    @property
    def unit_length(self) -> int:
        """The text's length in UTF-16 units."""
        return self._length

    def to_units(self, at: int) -> int:
        """The UTF-16 place of a code point; places outside the text go to its ends."""
        at = min(max(at, 0), len(self._text))
        if self._units is None:
            return at
        step = at // _STEP
        return self._units[step] + _unit_count(self._text[step * _STEP : at])

    def to_points(self, unit: int) -> int:
        """The code point that holds a UTF-16 unit: inside a surrogate pair, the pair's beginning."""
        unit = min(max(unit, 0), self._length)
        if self._units is None:
            return unit
        step = min(bisect_right(self._units, unit) - 1, len(self._units) - 2)
        start = step * _STEP
        inside = unit - self._units[step]
        units = self._text[start : start + _STEP].encode(_FIELD, "surrogatepass")
        before = units[: 2 * inside].decode(_FIELD, "surrogatepass")
        cut = bool(before) and "\ud800" <= before[-1] <= "\udbff" and _low_half(units, inside)
        return start + len(before) - cut


def _unit_count(text: str) -> int:
    return len(text.encode(_FIELD, "surrogatepass")) // 2


def _low_half(units: bytes, at: int) -> bool:
    return 2 * at < len(units) and 0xDC <= units[2 * at + 1] <= 0xDF


class _Window:
    """A stretch of a text around a place, with a boundary finder on it; places stay those of the text."""

    def __init__(self, text: str, at: int, kind: QTextBoundaryFinder.BoundaryType, low: int, high: int):
        self.start = _quiet_place(text, max(low, at - _WINDOW), low)
        self.end = min(high, at + _WINDOW)
        piece = text[self.start : self.end]
        self._places = CodePlaces(piece)
        self._finder = QTextBoundaryFinder(kind, piece)
        self.at = at

    def _set(self, at: int) -> None:
        self._finder.setPosition(self._places.to_units(at - self.start))

    def is_boundary(self, at: int) -> bool:
        self._set(at)
        return self._finder.isAtBoundary()

    def before(self, at: int) -> int:
        """The last boundary before ``at``; the window's start where there is none."""
        self._set(at)
        unit = self._finder.toPreviousBoundary()
        return self.start if unit < 0 else self.start + self._places.to_points(unit)

    def after(self, at: int) -> int:
        """The first boundary after ``at``; the window's end where there is none."""
        self._set(at)
        unit = self._finder.toNextBoundary()
        return self.end if unit < 0 else self.start + self._places.to_points(unit)


def _quiet_place(text: str, at: int, low: int) -> int:
    """A place at or before ``at`` where a boundary certainly is: after a blank followed by a letter."""
    for place in range(at, max(low, at - 200), -1):
        if text[place - 1 : place] in (" ", "\n") and text[place : place + 1].isalnum():
            return place
    return at


def is_grapheme_edge(text: str, at: int) -> bool:
    """Whether a caret may stand at ``at``: not inside a CRLF, an emoji or a letter with its accents."""
    if at <= 0 or at >= len(text):
        return True
    around = text[at - 1 : at + 1]
    if around.isascii():
        return around != "\r\n"
    return _Window(text, at, QTextBoundaryFinder.BoundaryType.Grapheme, 0, len(text)).is_boundary(at)


def snapped(text: str, at: int, *, forward: bool = False) -> int:
    """The nearest place where a caret may stand, at or before ``at`` (at or after it if ``forward``)."""
    at = min(max(at, 0), len(text))
    if is_grapheme_edge(text, at):
        return at
    window = _Window(text, at, QTextBoundaryFinder.BoundaryType.Grapheme, 0, len(text))
    return window.after(at) if forward else window.before(at)


def snapped_stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch widened so that it splits no grapheme; ends in any order are put in order."""
    start, end = min(start, end), max(start, end)
    return snapped(text, start), snapped(text, end, forward=True)


def next_grapheme(text: str, at: int) -> int:
    """The next place a caret may stand."""
    return min(len(text), snapped(text, at + 1, forward=True))


def previous_grapheme(text: str, at: int) -> int:
    """The last place before ``at`` a caret may stand."""
    return max(0, snapped(text, at - 1))


def word_bounds(text: str, at: int, low: int = 0, high: int | None = None) -> tuple[int, int]:
    """The word, number, sign or run of blanks at ``at``, between ``low`` and ``high``.

    At the end of a word the word before is taken, so that a double click just behind it still works.
    """
    high = len(text) if high is None else high
    if low >= high:
        return low, low
    at = min(max(at, low), high)
    if at == high or (not _is_word(text[at]) and at > low and _is_word(text[at - 1])):
        at = max(low, at - 1)
    window = _Window(text, at, QTextBoundaryFinder.BoundaryType.Word, low, high)
    start = at if window.is_boundary(at) else window.before(at)
    return max(low, start), min(high, window.after(start))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def next_word_end(text: str, at: int) -> int:
    """The end of the word at or after ``at``."""
    while at < len(text):
        window = _Window(text, at, QTextBoundaryFinder.BoundaryType.Word, 0, len(text))
        after = window.after(at)
        if any(map(_is_word, text[at:after])):
            return after
        at = max(after, at + 1)
    return len(text)


def previous_word_start(text: str, at: int) -> int:
    """The beginning of the word at or before ``at``."""
    while at > 0:
        window = _Window(text, at, QTextBoundaryFinder.BoundaryType.Word, 0, len(text))
        before = window.before(at)
        if any(map(_is_word, text[before:at])):
            return before
        at = min(before, at - 1)
    return 0


def sentence_bounds(text: str, at: int, low: int, high: int) -> tuple[int, int]:
    """The sentence at ``at`` inside the paragraph ``low``–``high``, without blanks at its ends."""
    at = min(max(at, low), max(low, high - 1))
    window = _Window(text, at, QTextBoundaryFinder.BoundaryType.Sentence, low, high)
    start = at if window.is_boundary(at) else window.before(at)
    while start > window.start and _NOT_AN_END.search(text[max(low, start - 24) : start]):
        start = window.before(start)
    end = window.after(at)
    while end < window.end and _NOT_AN_END.search(text[max(low, end - 24) : end]):
        end = window.after(end)
    return trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends; an all-blank stretch becomes empty at its start."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    if left == len(words):
        return start, start
    return start + left, end - (len(words) - len(words.rstrip()))
