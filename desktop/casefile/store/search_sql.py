"""A search tree as SQL with bound values, for the records of one kind.

What asks for words becomes one FTS5 expression wherever it can, so that the index itself joins the
words and hands over the newest hits first without finding them all; what asks for fields becomes
sub-selects (never a giant ``IN`` list, never a correlated ``NOT EXISTS``). Words of a sentence reach SQL
as bound values only; in an FTS5 expression they stand in quotation marks and hold letters and digits
alone, as `search.query.word_rows` gives them.

In the SQL the record is ``r``; a field that a kind does not have is met by none of its records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.domain.identifiers import Kind
from casefile.search.folding import fold, needs_parts, words_in
from casefile.search.names import name_query_words
from casefile.search.query import And, Field, Not, Or, Parts, Phrase, Query, Words, word_rows
from casefile.store.connection import Database
from casefile.store.search_fields import EVERYBODY, NOBODY, Clause, field_clause
from casefile.store.search_index import SHORTEST_PART, SearchIndex, row_bounds

MOST_WORDS_IN_EXPRESSION = 400
"""Words with one part that are asked for in one FTS5 expression; more are looked up by a sub-select."""
_TEXT = "{names makers body}"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold: an FTS5 expression over the record's own words (or None), and SQL clauses."""

    words: str | None = field(default=None, repr=False)
    clauses: tuple[Clause, ...] = field(default=(), repr=False)


def condition(db: Database, tree: Query | None, kind: Kind) -> Condition:
    """The condition a tree puts on the records of a kind; nothing for no tree."""
    if tree is None:
        return Condition()
    return _Compiler(db, kind).compiled(tree)


def as_clause(wanted: Condition, kind: Kind) -> Clause:
    """The whole of a condition as one SQL clause on ``r.n``."""
    clauses = list(wanted.clauses)
    if wanted.words is not None:
        clauses.insert(0, words_clause(wanted.words, kind))
    if not clauses:
        return EVERYBODY
    if len(clauses) == 1:
        return clauses[0]
    return Clause(
        "(" + " AND ".join(clause.sql for clause in clauses) + ")",
        tuple(value for clause in clauses for value in clause.values),
    )


def words_clause(expression: str, kind: Kind, column: str = "r.n") -> Clause:
    """Records of a kind whose row in the index answers an FTS5 expression."""
    first, last = row_bounds(kind)
    sql = (
        f"{column} IN (SELECT rowid - {first} FROM search_words WHERE search_words MATCH ?"
        f" AND rowid BETWEEN {first} AND {last})"
    )
    return Clause(sql, (expression,))


class _Compiler:
    def __init__(self, db: Database, kind: Kind) -> None:
        self._db = db
        self._kind = kind

    def compiled(self, tree: Query) -> Condition:
        match tree:
            case Words(term, prefix):
                return Condition(_word(term, prefix))
            case Phrase(text):
                return Condition(_row(words_in(fold(text)), prefix=False))
            case Parts(text):
                return self._part(fold(text))
            case Field("from" | "said" as name, value):
                return self._made_by(name, value)
            case Field():
                return Condition(None, (field_clause(self._db, tree, self._kind),))
            case Not(part):
                return Condition(None, (self._left_out(self.compiled(part)),))
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(parts)

    def _all(self, parts: Sequence[Query]) -> Condition:
        """Words joined by the index itself, also those to be left out where there are others."""
        wanted = [self.compiled(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self.compiled(part.part) for part in parts if isinstance(part, Not)]
        clauses = [clause for one in wanted for clause in one.clauses]
        expressions = [one.words for one in wanted if one.words is not None]
        words = " AND ".join(f"({one})" for one in expressions) if expressions else None
        for one in unwanted:
            if words is not None and one.words is not None and not one.clauses:
                words = f"({words}) NOT ({one.words})"
            else:
                clauses.append(self._left_out(one))
        return Condition(words, tuple(clauses))

    def _any(self, parts: Sequence[Query]) -> Condition:
        conditions = [self.compiled(part) for part in parts]
        pure = [one.words for one in conditions if one.words is not None and not one.clauses]
        rest = [as_clause(one, self._kind) for one in conditions if one.words is None or one.clauses]
        words = " OR ".join(f"({one})" for one in pure) if pure else None
        if not rest:
            return Condition(words)
        if words is not None:
            rest.insert(0, words_clause(words, self._kind))
        sql = "(" + " OR ".join(clause.sql for clause in rest) + ")"
        return Condition(None, (Clause(sql, tuple(value for clause in rest for value in clause.values)),))

    def _made_by(self, name: str, value: str) -> Condition:
        """``from:`` asks items (and passages through them), ``said:`` asks claims."""
        if self._kind is (Kind.ITEM if name == "from" else Kind.CLAIM):
            return Condition(_makers(value))
        if name == "from" and self._kind is Kind.PASSAGE:
            return Condition(None, (words_clause(_makers(value), Kind.ITEM, "r.item"),))
        return Condition(None, (NOBODY,))

    def _left_out(self, unwanted: Condition) -> Clause:
        inner = as_clause(unwanted, self._kind)
        return Clause(f"NOT ({inner.sql})", inner.values)

    def _part(self, part: str) -> Condition:
        """A part of a word. One that runs across several words is found in names and makers as they
        stand, and in a text where it starts with a whole word; with a script without spaces, anywhere."""
        words = words_in(part)
        if not words:
            return Condition(None, (NOBODY,))
        if needs_parts(part):
            return Condition(_row(words, prefix=False))
        if len(words) > 1 or words[0] != part:
            return self._part_of_names(part, words)
        standing = SearchIndex(self._db).words_with(part, MOST_WORDS_IN_EXPRESSION + 1)
        if len(standing) <= MOST_WORDS_IN_EXPRESSION:
            rows = " OR ".join(f'"{word}"' for word in standing)
            return Condition(f"{_TEXT} : ({rows})") if rows else Condition(None, (NOBODY,))
        return Condition(None, (self._many_words(part),))

    def _many_words(self, part: str) -> Clause:
        first, last = row_bounds(self._kind)
        among, asked = "instr(word, ?)", part
        if len(part) >= SHORTEST_PART:
            among = "n IN (SELECT rowid FROM search_word_parts WHERE search_word_parts MATCH ?)"
            asked = f'"{part}"'
        sql = (
            f"r.n IN (SELECT doc - {first} FROM search_places WHERE term IN (SELECT word FROM search_word"
            f" WHERE {among}) AND col <> 'also' AND doc BETWEEN {first} AND {last})"
        )
        return Clause(sql, (asked,))

    def _part_of_names(self, part: str, words: Sequence[str]) -> Condition:
        first, last = row_bounds(self._kind)
        in_text = words_clause(_row(words, prefix=True), self._kind)
        quoted = part.replace('"', '""')
        if len(part) < SHORTEST_PART:
            return Condition(None, (in_text,))
        sql = (
            f"({in_text.sql} OR r.n IN (SELECT rowid - {first} FROM search_parts"
            f" WHERE search_parts MATCH ? AND rowid BETWEEN {first} AND {last}))"
        )
        return Condition(None, (Clause(sql, (*in_text.values, f'"{quoted}"')),))


def _word(term: str, prefix: bool) -> str:
    """A typed word: its own letters, or a name of the same sound in another alphabet.

    One letter is searched as a word, also while it is being typed: half the case would begin with it.
    """
    rows = word_rows(term)
    beginning = prefix and len(rows[0][-1]) > 1
    expression = f"{_TEXT} : (" + " OR ".join(_words(row, beginning) for row in rows) + ")"
    names = name_query_words(term)
    if names:
        expression += " OR also : (" + " OR ".join(f'"{name}"' for name in names) + ")"
    return expression


def _row(words: Sequence[str], *, prefix: bool) -> str:
    return f"{_TEXT} : {_words(words, prefix)}"


def _makers(value: str) -> str:
    """Who wrote, published or said it; the last word may be unfinished."""
    words = words_in(fold(value))
    return f"makers : {_words(words, prefix=True)}" if words else 'makers : ""'


def _words(words: Sequence[str], prefix: bool) -> str:
    return '"' + " ".join(words) + '"' + (" *" if prefix else "")
