"""Finding one guarded word in many pieces of text, whatever way it is written there.

Each piece is folded once; the words of all pieces are gathered in one vocabulary, so that a guarded word is
compared with each different word once and not with every place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from casefile.search.consonants import consonant_keys
from casefile.search.folding import fold, fold_with_places, needs_parts, word_spans, words_in
from casefile.search.names import is_capitalised, same_name
from casefile.search.transliterate import name_keys, script_of

_FEWEST_LETTERS = 8
_FEWEST_DIGITS = 6
_SHORTEST_BY_SOUND = 6
# Between the digits of one number: spaces, brackets and the marks people write between them.
_DIGIT_RUN = re.compile(r"\d(?:[\s().+/\-·•:_,*'|]{0,4}\d)*")
# Cyrillic and Greek letters that look Latin, for words that mix them with Latin ones.
_LOOKALIKES = {
    **str.maketrans("авсенікмортух", "abcehikmoptyx"),
    **str.maketrans("јѕѵ", "jsv"),
    **str.maketrans("αβεικμνορτυχ", "abeikmvoptux"),
}
_LATIN_LETTER = re.compile("[a-z]")
_OTHER_LETTER = re.compile("[\u0370-\u03ff\u0400-\u052f]")


@dataclass(frozen=True)
class Spot:
    """A hit: the number of its unit, and its place in that unit's `TextUnit.tight`."""

    unit: int
    start: int
    end: int
    way: str


class TextUnit:
    """One piece of text, folded, with its words and with its letters and digits alone (``tight``)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded, self._places = fold_with_places(text)
        spans = word_spans(self._folded)
        self.words = [_unmixed(self._folded[start:end]) for start, end in spans]
        self.tight = "".join(self.words)
        self._word_at: list[int] = []
        self._tight_places: list[int] = []
        for start, end in spans:
            self._word_at.append(len(self._tight_places))
            self._tight_places.extend(range(start, end))
        self._word_at.append(len(self._tight_places))
        self._word_ends = frozenset(self._word_at)

    def as_printed(self, word: int) -> str:
        """A word as it stands in the original, with its capitals."""
        start, end = self._tight_places[self._word_at[word]], self._tight_places[self._word_at[word + 1] - 1]
        return self.text[self._places[start] : self._places[end] + 1]

    def may_be_one_name(self, start: int, end: int) -> bool:
        """True for a stretch of ``tight`` inside one word, or over whole words."""
        first = bisect_right(self._word_at, start) - 1
        if end <= self._word_at[first + 1]:
            return True
        before = self.tight[self._word_at[first] : start]
        return (not before or before.isdigit()) and end in self._word_ends

    def spot(self, unit: int, first: int, last: int, way: str) -> Spot:
        """The hit from word ``first`` to word ``last``."""
        return Spot(unit, self._word_at[first], self._word_at[last + 1], way)

    def in_original(self, spot: Spot) -> tuple[int, int]:
        """A hit's start and end in the original text, in code points."""
        start, end = self._tight_places[spot.start], self._tight_places[spot.end - 1]
        return self._places[start], self._places[end] + 1

    @cached_property
    def digit_runs(self) -> tuple[DigitRun, ...]:
        """Every stretch of digits that may be one number."""
        at_of = {place: at for at, place in enumerate(self._tight_places)}
        runs = []
        for run in _DIGIT_RUN.finditer(self._folded):
            places = [place for place in range(*run.span()) if self._folded[place].isdigit()]
            starts = {at for at, place in enumerate(places) if at == 0 or places[at - 1] != place - 1}
            before = self._folded[run.start() - 1 : run.start()]
            digits = "".join(self._folded[place] for place in places)
            runs.append(DigitRun(digits, [at_of[place] for place in places], starts, before == "+"))
        return tuple(runs)


@dataclass(frozen=True)
class DigitRun:
    """Digits with only marks between them; ``places`` are theirs in `TextUnit.tight`.

    ``starts`` are the digits that begin a group; ``is_abroad`` says that a "+" stands before the first.
    """

    digits: str
    places: list[int]
    starts: set[int]
    is_abroad: bool

    def holds(self, wanted: str) -> tuple[int, int] | None:
        """Where a number stands: inside one group, or over whole groups (the first may carry a code)."""
        at = self.digits.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            inside_one = not any(at < start < end for start in self.starts)
            group = max(start for start in self.starts if start <= at)
            begins = self.digits[group:at] in ("", "0", "00") or (self.is_abroad and group == 0)
            if inside_one or (begins and (end == len(self.digits) or end in self.starts)):
                return self.places[at], self.places[end - 1] + 1
            at = self.digits.find(wanted, at + 1)
        return None


class Vocabulary:
    """Every different word of some units: where it stands, and which names it may be."""

    def __init__(self, units: Sequence[TextUnit]) -> None:
        self.places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._printed: dict[str, str] = {}
        self.units = units
        self.starts = list(accumulate((len(unit.tight) + 1 for unit in units), initial=0))
        self.joined = "\n".join(unit.tight for unit in units)
        for number, unit in enumerate(units):
            for index, word in enumerate(unit.words):
                known = self.places[word]
                known.append((number, index))
                if len(known) == 1 or not is_capitalised(self._printed[word]):
                    self._printed[word] = unit.as_printed(index)
        for word, printed in self._printed.items():
            for key in (*name_keys(printed), *(f"={key}" for key in consonant_keys(printed))):
                self._by_key[key].add(word)

    def spaceless(self, wanted: str) -> Iterator[Spot]:
        """Where letters and digits stand without regard to spaces.

        Inside one word anywhere; over several words only from a word's start to a word's end, so that
        "joined Norton" is not Ed Norton. A number before the first word (a footnote's) is no part of it.
        """
        at = self.joined.find(wanted)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            start = at - self.starts[number]
            if self.units[number].may_be_one_name(start, start + len(wanted)):
                yield Spot(number, start, start + len(wanted), "spaceless")
            at = self.joined.find(wanted, at + 1)

    def same_names(self, word: str, by_sound: bool) -> set[str]:
        """Words that may be the same name as ``word`` in another alphabet, or, ``by_sound``, in its own."""
        asked = (*name_keys(word), *(f"={key}" for key in consonant_keys(word)))
        candidates = set[str]().union(*(self._by_key.get(key, ()) for key in asked))
        return {
            candidate
            for candidate in candidates
            if (by_sound or script_of(candidate) != script_of(word))
            and same_name(word[:1].upper() + word[1:], self._printed[candidate])
        }


def tight(text: str) -> str:
    """A text's letters and digits alone, folded: how spaceless matching sees it."""
    return "".join(_unmixed(word) for word in words_in(fold(text)))


def spots_of(guarded: str, units: Sequence[TextUnit], vocabulary: Vocabulary) -> list[Spot]:
    """Every hit of one guarded word, each place once, in the order of the units."""
    words = [_unmixed(word) for word in words_in(fold(guarded))]
    found: dict[int, list[Spot]] = defaultdict(list)
    for spot in (
        *_as_words(words, units, vocabulary),
        *_as_names(guarded, words, units, vocabulary),
        *_without_spaces(words, vocabulary),
        *_as_digits(guarded, units),
    ):
        if not any(_overlap(spot, other) for other in found[spot.unit]):
            found[spot.unit].append(spot)
    return [spot for number in sorted(found) for spot in sorted(found[number], key=lambda one: one.start)]


def _overlap(one: Spot, other: Spot) -> bool:
    return one.start < other.end and other.start < one.end


def _orders(count: int) -> Iterator[tuple[int, ...]]:
    """The orders a name's words are written in: as given, "Last, First Middle", and backwards."""
    given = tuple(range(count))
    yield from dict.fromkeys((given, given[-1:] + given[:-1], given[1:] + given[:1], given[::-1]))


def _as_words(words: list[str], units: Sequence[TextUnit], vocabulary: Vocabulary) -> Iterator[Spot]:
    for order in _orders(len(words)):
        row = [{words[place]} for place in order]
        way = "word" if order == tuple(range(len(words))) else "order"
        yield from _rows(row, units, vocabulary, way)


def _as_names(
    guarded: str, words: list[str], units: Sequence[TextUnit], vocabulary: Vocabulary
) -> Iterator[Spot]:
    if not words or any(not word.isalpha() for word in words):
        return
    by_sound = len(words) > 1 or len(words[0]) >= _SHORTEST_BY_SOUND
    printed = TextUnit(guarded)
    alike = [
        vocabulary.same_names(printed.as_printed(at), by_sound) | {word} for at, word in enumerate(words)
    ]
    if all(one == {word} for one, word in zip(alike, words, strict=True)):
        return
    for order in _orders(len(words)):
        yield from _rows([alike[place] for place in order], units, vocabulary, "alphabet")


def _rows(row: list[set[str]], units: Sequence[TextUnit], vocabulary: Vocabulary, way: str) -> Iterator[Spot]:
    """Where words stand in a row, each one of a set; a single letter ("Anna M. Kowalska") may intervene."""
    if not row or any(len(word) == 1 and not needs_parts(word) and len(row) == 1 for word in row[0]):
        return
    for first in row[0]:
        for number, index in vocabulary.places.get(first, ()):
            unit = units[number]
            at = index
            for wanted in row[1:]:
                at += 1
                if at + 1 < len(unit.words) and _may_be_initial(unit.words[at], wanted):
                    at += 1
                if at >= len(unit.words) or unit.words[at] not in wanted:
                    break
            else:
                yield unit.spot(number, index, at, way)


def _may_be_initial(word: str, wanted: set[str]) -> bool:
    return len(word) == 1 and word not in wanted and word.isalpha() and not needs_parts(word)


def _without_spaces(words: list[str], vocabulary: Vocabulary) -> Iterator[Spot]:
    joined = "".join(words)
    letters = sum(letter.isalpha() for letter in joined)
    if letters < _FEWEST_LETTERS and not (letters and len(joined) >= _FEWEST_LETTERS):
        return
    for order in _orders(len(words)):
        yield from vocabulary.spaceless("".join(words[place] for place in order))


def _as_digits(guarded: str, units: Sequence[TextUnit]) -> Iterator[Spot]:
    digits = "".join(character for character in fold(guarded) if character.isdigit())
    letters = sum(character.isalpha() for character in guarded)
    if len(digits) < _FEWEST_DIGITS or letters > len(digits):
        return
    wanted = [digits]
    if guarded.strip().startswith(("+", "00")):
        abroad = digits.removeprefix("00")  # as dialled at home: country codes have one to three digits
        wanted.extend(abroad[code:] for code in (0, 1, 2, 3) if len(abroad) - code > _FEWEST_DIGITS)
    for number, unit in enumerate(units):
        for run in unit.digit_runs:
            place = next((place for one in wanted if (place := run.holds(one))), None)
            if place:
                yield Spot(number, *place, "digits")


def _unmixed(word: str) -> str:
    """A folded word with Cyrillic and Greek look-alikes made Latin, if it mixes them with Latin letters."""
    if word.isascii() or not (_LATIN_LETTER.search(word) and _OTHER_LETTER.search(word)):
        return word
    return word.translate(_LOOKALIKES)
