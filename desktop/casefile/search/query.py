"""What a search sentence means: a frozen tree that the store turns into SQL and the panes read back.

Matching is on folded words (`folding.fold`); a `Field` names a property of the thing searched. A tree is
*tidy* when there is one way to say it: no And inside And, no doubled Not, no word that would have to be
quoted. `parse` gives tidy trees only, and `parse(write(tree)).tree == tidy(tree)` for every tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from casefile.domain.claims import Verification
from casefile.domain.items import ItemKind, ItemStatus, ReadingState
from casefile.search.dates import search_date
from casefile.search.folding import fold, words_in

# The fields of a sentence, in the order they are offered. What they ask:
# tag, kind, from (publisher, author or sender), origin (who first had the knowledge), said (who says
# it), before and after (a date, see `dates`), is and has (a state, see IS and HAS).
FIELDS = ("tag", "kind", "from", "origin", "said", "before", "after", "is", "has")
DATE_FIELDS = frozenset({"before", "after"})
IS = (
    *(state.value for state in ReadingState),
    *(state.value for state in Verification),
    *(state.value for state in ItemStatus),
    "contradicted", "supported", "linked", "unlinked", "held", "wanted", "due", "done", "trashed",
)  # fmt: skip
HAS = ("reply", "passage", "link", "tag", "note", "text", "date", "author", "publisher", "attachment")
KINDS = (*(kind.value for kind in ItemKind), "item", "passage", "claim", "event", "entity", "contact", "task")
JOINERS = ("and", "or", "not")
THIS_LEVEL = "="
"""Stands before a tag's path where the tags below it are not meant (``tag:=theme``)."""
STATES = {"is": IS, "has": HAS, "kind": KINDS}

_BARE = re.compile(r"[^\s()\"“”„‟«»＂*-][^\s()\"“”„‟«»＂*]*")
_FIELD_START = re.compile(r"[A-Za-z]+:")


@dataclass(frozen=True)
class Words:
    """One word as it was typed; with ``prefix``, every word that begins so (``leak*``).

    A word the index sees as several ("e-mail", "O'Brien") means them in a row: see `word_rows`.
    """

    term: str
    prefix: bool = False


@dataclass(frozen=True)
class Phrase:
    """These words in a row, whatever stands between them but letters and digits."""

    text: str


@dataclass(frozen=True)
class Parts:
    """A part of a word or of a text without spaces (``*soft*``), found anywhere."""

    text: str


@dataclass(frozen=True)
class Field:
    """``name:value``. Left out by `Not`. A tag's value matches at any level of its path:

    ``leak`` is met by ``leak``, ``theme:leak`` and ``leak:mail``; ``theme:leak`` by ``x:theme:leak``;
    ``=theme`` by ``theme`` alone and by nothing below or above it.
    """

    name: str
    value: str


@dataclass(frozen=True)
class And:
    """Every part holds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True)
class Or:
    """At least one part holds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Query


Query: TypeAlias = Words | Phrase | Parts | Field | And | Or | Not


def tag_matches(asked: str, path: str) -> bool:
    """True when the tag ``path`` answers ``tag:asked``: at any level, without case and accents.

    With ``=`` before it (`THIS_LEVEL`) only the tag of that whole path does.
    """
    if asked.startswith(THIS_LEVEL):
        return fold(asked[len(THIS_LEVEL) :]).strip(":") == fold(path)
    wanted = fold(asked).strip(":").split(":")
    levels = fold(path).split(":")
    return any(levels[at : at + len(wanted)] == wanted for at in range(len(levels) - len(wanted) + 1))


def word_rows(term: str) -> tuple[tuple[str, ...], ...]:
    """The rows of index words that answer one typed word: "well-known" → (well, known), (wellknown).

    A compound is found in parts, and in one piece where a line's end had broken it or a writer joins it.
    """
    folded = fold(term)
    words = tuple(words_in(folded))
    if len(words) > 1 and all(mark in "-'" or mark.isalnum() for mark in folded) and "-" in folded:
        return (words, ("".join(words),))
    return (words,) if words else ()


def bare(term: str) -> bool:
    """True if a word can stand in a sentence without quotation marks and mean itself."""
    if _BARE.fullmatch(term) is None or fold(term) in JOINERS or not words_in(fold(term)):
        return False
    start = _FIELD_START.match(term)
    return start is None or is_address(term)


def is_address(term: str) -> bool:
    """True for a web address (``https://…``), whose colon does not name a field."""
    scheme, colon, rest = term.partition(":")
    return bool(colon) and rest.startswith("/") and scheme.lower() not in FIELDS


def tidy(tree: Query | None) -> Query | None:
    """The same meaning in its one canonical form; None where nothing can be asked for."""
    match tree:
        case None:
            return None
        case Words(term, prefix):
            return _tidy_word(term, prefix)
        case Phrase(text):
            return Phrase(_plain(text)) if words_in(fold(text)) else None
        case Parts(text):
            plain = "".join(_plain(text).replace("*", " ").replace("(", " ").replace(")", " ").split())
            return Parts(plain) if words_in(fold(plain)) else None
        case Field(name, value):
            return _tidy_field(name, value)
        case Not(part):
            return _tidy_not(part)
        case And(parts) | Or(parts):
            return _tidy_joined(type(tree), parts)


def _plain(text: str) -> str:
    """Text without quotation marks, with single spaces: what can stand between two quotes."""
    return " ".join(re.sub(r"[\"“”„‟«»＂\\]", " ", text).split())


def _tidy_word(term: str, prefix: bool) -> Query | None:
    if bare(term) or (prefix and _BARE.fullmatch(term) and words_in(fold(term)) and not _names_field(term)):
        return Words(term, prefix)
    return tidy(Phrase(term))


def _names_field(term: str) -> bool:
    return _FIELD_START.match(term) is not None and not is_address(term)


def _tidy_field(name: str, value: str) -> Query | None:
    value = " ".join(value.split())
    if name not in FIELDS or not value:
        return None
    if name in DATE_FIELDS:
        read = search_date(value)
        return Field(name, read) if read else None
    if name in STATES:
        value = re.sub(r"[ -]", "_", value.casefold())
        return Field(name, value) if value in STATES[name] else None
    return Field(name, value)


def _tidy_not(part: Query) -> Query | None:
    inner = tidy(part)
    if inner is None:
        return None
    return inner.part if isinstance(inner, Not) else Not(inner)


def _tidy_joined(kind: type[And] | type[Or], parts: tuple[Query, ...]) -> Query | None:
    flat: list[Query] = []
    for part in parts:
        inner = tidy(part)
        if isinstance(inner, kind):
            flat.extend(inner.parts)
        elif inner is not None:
            flat.append(inner)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat))
