"""A sentence becomes a tree. Nothing a reporter can type is refused.

Words and fields beside each other must all hold; ``or`` binds less than that, ``not`` and a leading ``-``
bind most, parentheses group. A mistake is told at its place and left out; the rest still searches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from casefile.search.folding import fold, words_in
from casefile.search.mistakes import Mistake
from casefile.search.query import And, Not, Or, Query, tidy
from casefile.search.reading import Part, Token, tokens_of

__all__ = ["Mistake", "Parsed", "Part", "parse", "with_last_word_unfinished"]

_MOST_NESTED = 40


@dataclass(frozen=True)
class Parsed:
    """What a sentence means, what in it was not understood, and what to paint.

    ``tree`` is None where nothing is asked (every item is then the answer). ``mistakes`` and ``parts``
    stand in the order of the sentence; their places are code points of ``sentence``.
    """

    tree: Query | None
    mistakes: tuple[Mistake, ...] = ()
    parts: tuple[Part, ...] = ()
    sentence: str = field(default="", repr=False)


def parse(sentence: str) -> Parsed:
    """The meaning of any text at all; never raises. The tree is `query.tidy`."""
    tokens, mistakes = tokens_of(sentence)
    reader = _Reader(tokens, mistakes)
    tree = tidy(reader.whole())
    parts = tuple(token.part for token in tokens if token.part is not None)
    ordered = sorted(reader.mistakes, key=lambda mistake: (mistake.start, mistake.end))
    return Parsed(tree, tuple(ordered), parts, sentence)


def with_last_word_unfinished(parsed: Parsed) -> Query | None:
    """The tree for searching while she types: the word at the sentence's very end is a beginning.

    "peskov gucc" then finds Guccifer. A quoted, negated or finished word (a space follows) stays exact.
    """
    last = parsed.parts[-1] if parsed.parts else None
    if last is None or last.kind != "word" or last.end != len(parsed.sentence):
        return parsed.tree
    opened = parse(parsed.sentence + "*")
    if len(opened.parts) != len(parsed.parts) or not words_in(fold(parsed.sentence[last.start :])):
        return parsed.tree
    if re.search(r"(?:^|[\s(])(?:-|not\s+)$", parsed.sentence[: last.start], re.IGNORECASE):
        return parsed.tree
    return opened.tree


@dataclass
class _Reader:
    """One walk over the tokens, left to right, with the open parentheses on a stack."""

    tokens: list[Token]
    mistakes: list[Mistake]

    def whole(self) -> Query | None:
        """The tree of all tokens."""
        groups = [_Group(start=-1)]
        for at, token in enumerate(self.tokens):
            group = groups[-1]
            match token.kind:
                case "open" if len(groups) > _MOST_NESTED:
                    self.mistakes.append(Mistake(token.start, token.end, "too_deep"))
                case "open":
                    groups.append(_Group(start=token.start))
                case "close" if len(groups) == 1:
                    self.mistakes.append(Mistake(token.start, token.end, "extra_parenthesis", ""))
                case "close":
                    self._finish(group)
                    groups.pop()
                    groups[-1].take(group.tree())
                case "not":
                    group.negated = not group.negated
                    group.pending = token
                case "or" | "and":
                    self._finish(group)
                    last = at + 1 == len(self.tokens) or self.tokens[at + 1].kind == "close"
                    if last or not group.has_something():
                        self.mistakes.append(Mistake(token.start, token.end, "nothing_to_join"))
                    elif token.kind == "or":
                        group.alternatives.append([])
                case _:
                    group.take(token.tree)
        while len(groups) > 1:
            group = groups.pop()
            self._finish(group)
            self.mistakes.append(Mistake(group.start, group.start + 1, "unclosed_parenthesis"))
            groups[-1].take(group.tree())
        self._finish(groups[0])
        return groups[0].tree()

    def _finish(self, group: _Group) -> None:
        if group.pending is not None and group.pending.end - group.pending.start > 1:
            self.mistakes.append(Mistake(group.pending.start, group.pending.end, "nothing_to_join"))
        group.take(None)


@dataclass
class _Group:
    """What stands between two parentheses: alternatives, each a row of parts that must all hold."""

    start: int
    alternatives: list[list[Query]] = field(default_factory=lambda: [[]])
    negated: bool = False
    pending: Token | None = None

    def take(self, tree: Query | None) -> None:
        """Add a part, turned round if a `not` or `-` stands before it."""
        if tree is not None:
            self.alternatives[-1].append(Not(tree) if self.negated else tree)
        self.negated = False
        self.pending = None

    def has_something(self) -> bool:
        """True when a joiner has a left side."""
        return bool(self.alternatives[-1])

    def tree(self) -> Query | None:
        """The group as one tree, or None when it is empty."""
        rows = tuple(And(tuple(row)) for row in self.alternatives if row)
        return Or(rows) if rows else None
