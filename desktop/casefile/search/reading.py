"""The words of a search sentence, one by one, with their places: what `parse` puts together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casefile.search.dates import search_date, suggested_date
from casefile.search.folding import fold, words_in
from casefile.search.mistakes import Mistake, nearest, nearest_field
from casefile.search.query import (
    DATE_FIELDS,
    FIELDS,
    JOINERS,
    STATES,
    Field,
    Parts,
    Phrase,
    Query,
    Words,
    is_address,
)

_QUOTES = '"“”„‟«»＂'
_RUN = re.compile(f"[^\\s(){_QUOTES}]+")
_FIELD = re.compile(r"([A-Za-z]+):")
_ESCAPED = re.compile(r"\\([\"\\])")


@dataclass(frozen=True)
class Part:
    """A recognised part of the sentence, for painting a chip or a mark under the text.

    ``kind`` is word, phrase, part, field, joiner, not, open or close. A field gives its ``name`` and its
    ``value`` without quotes, and whether a ``-`` or ``not`` stands before it (``negated``).
    """

    start: int
    end: int
    kind: str
    name: str = ""
    value: str = ""
    negated: bool = False


@dataclass(frozen=True)
class Token:
    """One part with its tree; kinds as in `Part`, or "mistake" with no tree."""

    kind: str
    start: int
    end: int
    tree: Query | None = None
    part: Part | None = None


def tokens_of(sentence: str) -> tuple[list[Token], list[Mistake]]:
    """All parts of the sentence in order, and the mistakes found in single parts."""
    tokens: list[Token] = []
    mistakes: list[Mistake] = []
    at = 0
    while at < len(sentence):
        character = sentence[at]
        if character.isspace():
            at += 1
            continue
        negated = bool(tokens) and tokens[-1].kind == "not"
        if character in "()":
            token = _plain("open" if character == "(" else "close", at, at + 1)
        elif character in _QUOTES:
            text, end = _quoted(sentence, at)
            token = _plain("phrase", at, end, Phrase(text) if words_in(fold(text)) else None)
        elif character == "-" and _begins_something(sentence, at + 1):
            token = _plain("not", at, at + 1)
        else:
            token = _run(sentence, at, negated, mistakes)
        tokens.append(token)
        at = token.end
    return tokens, mistakes


def _plain(kind: str, start: int, end: int, tree: Query | None = None) -> Token:
    return Token(kind, start, end, tree, Part(start, end, kind))


def _begins_something(sentence: str, at: int) -> bool:
    return at < len(sentence) and not sentence[at].isspace() and sentence[at] != ")"


def _quoted(sentence: str, start: int) -> tuple[str, int]:
    """The text between quotes that open at ``start``, and where it ends; an open quote runs to the end."""
    straight = sentence[start] == '"'
    at = start + 1
    while at < len(sentence):
        if sentence[at] == "\\" and sentence[at + 1 : at + 2] in ('"', "\\"):
            at += 2
            continue
        if sentence[at] == '"' or (not straight and sentence[at] in _QUOTES):
            return _ESCAPED.sub(r"\1", sentence[start + 1 : at]), at + 1
        at += 1
    return _ESCAPED.sub(r"\1", sentence[start + 1 :]), len(sentence)


def _run(sentence: str, start: int, negated: bool, mistakes: list[Mistake]) -> Token:
    """A word, a joiner or a field that begins at ``start``."""
    found = _RUN.match(sentence, start)
    assert found is not None
    run, end = found[0], found.end()
    named = _FIELD.match(run)
    if named is not None and not is_address(run):
        return _field(sentence, start, named, run, negated, mistakes)
    if run.lower() in JOINERS and run.isascii():
        kind = run.lower()
        return Token(kind, start, end, None, Part(start, end, "not" if kind == "not" else "joiner"))
    return _word(run, start, end)


def _word(run: str, start: int, end: int) -> Token:
    if run.startswith("*") and words_in(fold(run)):
        return _plain("part", start, end, Parts(run.strip("*")))
    beginning, star, _ = run.partition("*")
    if not words_in(fold(beginning)):
        return Token("word", start, end)
    return _plain("word", start, end, Words(beginning, prefix=bool(star)))


def _field(
    sentence: str, start: int, named: re.Match[str], run: str, negated: bool, mistakes: list[Mistake]
) -> Token:
    end = start + len(run)
    name, value = named[1].lower(), run[named.end() :]
    value_start = start + named.end()
    if (not value or value.endswith(":")) and end < len(sentence) and sentence[end] in _QUOTES:
        quoted, end = _quoted(sentence, end)
        value += quoted
    value = " ".join(value.split())
    mistake = _field_mistake(sentence, start, value_start, end, name, value)
    if mistake is not None:
        mistakes.append(mistake)
        return Token("mistake", start, end)
    if name in STATES:
        value = re.sub(r"[ -]", "_", value.casefold())
    part = Part(start, end, "field", name, value, negated)
    return Token("field", start, end, Field(name, value), part)


def _field_mistake(
    sentence: str, start: int, value_start: int, end: int, name: str, value: str
) -> Mistake | None:
    whole = (start - (sentence[start - 1 : start] == "-"), end)
    if name not in FIELDS:
        meant = nearest_field(name)
        return Mistake(start, value_start, "unknown_field", f"{meant}:" if meant else None, whole)
    if not value:
        return Mistake(start, end, "missing_value", None, whole)
    if name in DATE_FIELDS and search_date(value) is None:
        return Mistake(value_start, end, "not_a_date", suggested_date(value), whole)
    if name in STATES:
        known = STATES[name]
        state = re.sub(r"[ -]", "_", value.casefold())
        if state not in known:
            return Mistake(value_start, end, "unknown_value", nearest(state, known), whole)
    return None
