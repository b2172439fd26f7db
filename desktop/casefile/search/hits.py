"""Where a sentence's words stand in a text: exact places in the original, and a snippet to show them.

Places are Unicode code points of the original text, 0-based, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from casefile.search.folding import fold, fold_with_places, needs_parts, words_in
from casefile.search.names import is_capitalised, same_name
from casefile.search.query import And, Field, Not, Or, Parts, Phrase, Query, Words, word_rows
from casefile.search.transliterate import script_of

_NAME_LENGTH = 3
_TOKEN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Hit:
    """One stretch of the original text that answers a word, phrase or part."""

    start: int
    end: int


@dataclass(frozen=True)
class Snippet:
    """A stretch of a text around its first hits.

    ``text`` is one line (line ends are spaces, one for one); ``offset`` its place in the original;
    ``marks`` are (start, end) inside ``text``; ``whole`` is False where the original goes on.
    """

    text: str = field(repr=False)
    offset: int
    marks: tuple[tuple[int, int], ...]
    whole: bool


def sought(tree: Query | None) -> tuple[Words | Phrase | Parts, ...]:
    """The words, phrases and parts a tree wants to stand in a text; what it leaves out is not among them."""
    return tuple(dict.fromkeys(_sought(tree)))


def _sought(tree: Query | None) -> Iterator[Words | Phrase | Parts]:
    match tree:
        case Words() | Phrase() | Parts():
            yield tree
        case And(parts) | Or(parts):
            for part in parts:
                yield from _sought(part)
        case Field() | Not() | None:
            return


def find_hits(tree: Query | None, text: str, limit: int = 10_000) -> tuple[Hit, ...]:
    """Where the words of a tree stand in ``text``, first to last; overlapping ones become one.

    At most ``limit``. Names are found across alphabets (Peskov in "Песковым"), as `names.same_name` says.
    """
    wanted = sought(tree)
    pattern = _pattern(wanted)
    if pattern is None:
        return ()
    folded, places = fold_with_places(text)
    spans: list[tuple[int, int]] = []
    for match in pattern.finditer(folded):
        spans.append((places[match.start()], _end_in_original(text, places[match.end() - 1] + 1)))
        if len(spans) >= limit:
            break
    spans.extend(_names_across_alphabets(wanted, text))
    return tuple(Hit(start, end) for start, end in _merged(spans)[:limit])


def make_snippet(text: str, hits: Sequence[Hit], width: int = 160) -> Snippet:
    """About ``width`` code points around the first hit, cut between words, never through a hit."""
    if len(text) <= width:
        start, end = 0, len(text)
    else:
        first = hits[0] if hits else Hit(0, 0)
        start = _word_start(text, max(0, min(first.start - width // 4, len(text) - width)), first.start)
        end = _word_end(text, max(start + width, first.end), first.end)
    marks = tuple(
        (hit.start - start, hit.end - start) for hit in hits if start <= hit.start and hit.end <= end
    )
    shown = _CONTROL.sub(" ", text[start:end])
    return Snippet(shown, start, marks, start == 0 and end == len(text))


def _pattern(wanted: Sequence[Words | Phrase | Parts]) -> re.Pattern[str] | None:
    """One pattern over folded text; longer rows first, so that a phrase is one hit."""
    found: list[str] = []
    for one in wanted:
        match one:
            case Words(term, prefix):
                found.extend(_row_pattern(row, prefix) for row in word_rows(term))
            case Phrase(text):
                found.append(_row_pattern(words_in(fold(text)), False))
            case Parts(text):
                found.append(re.escape(fold(text)))
    patterns = sorted((one for one in found if one), key=len, reverse=True)
    return re.compile("|".join(patterns)) if patterns else None


def _row_pattern(words: Sequence[str], prefix: bool) -> str:
    if not words:
        return ""
    pieces = [re.escape(words[0])]
    for before, word in pairwise(words):
        between = r"[\W_]*" if needs_parts(before) or needs_parts(word) else r"[\W_]+"
        pieces.append(between + re.escape(word))
    starts = "" if needs_parts(words[0]) else r"(?<![^\W_])"
    if needs_parts(words[-1]):
        ends = ""
    else:
        ends = r"[^\W_]*" if prefix else r"(?![^\W_])"
    return starts + "".join(pieces) + ends


def _names_across_alphabets(wanted: Sequence[Words | Phrase | Parts], text: str) -> Iterator[tuple[int, int]]:
    names = [one.term for one in wanted if isinstance(one, Words) and len(one.term) >= _NAME_LENGTH]
    names = [name for name in names if script_of(name) != "other"]
    if not names or (text.isascii() and not any(_may_meet_latin(name) for name in names)):
        return
    answers: dict[str, bool] = {}
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token not in answers:
            answers[token] = len(token) >= _NAME_LENGTH and any(_answers(name, token) for name in names)
        if answers[token]:
            yield match.span()


def _answers(name: str, token: str) -> bool:
    """As the index does: a Latin word of the text is a name only with a capital letter."""
    latin_word = script_of(token) == "latin" and not is_capitalised(token)
    return not (latin_word and script_of(name) != "latin") and same_name(name, token)


def _may_meet_latin(name: str) -> bool:
    return script_of(name) != "latin" or is_capitalised(name)


def _end_in_original(text: str, end: int) -> int:
    """The end of a hit with the accents that follow its last letter."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _word_start(text: str, start: int, before: int) -> int:
    """A place after a space, at or after ``start``, and not after ``before``."""
    if start == 0:
        return 0
    for at in range(start, min(start + 24, before)):
        if text[at - 1].isspace():
            return at
    return min(start, before)


def _word_end(text: str, end: int, after: int) -> int:
    """A place before a space, at or before ``end``, and not before ``after``."""
    if end >= len(text):
        return len(text)
    for at in range(end, max(end - 24, after), -1):
        if text[at].isspace():
            return at
    return max(end, after)
