"""The words of the case, for searching: written from the records, never from anywhere else.

``search_words`` holds the words of every open record, one row a record. Texts go in folded
(`search.folding.fold`), and characters of scripts without spaces one by one, each a word of its own: a
phrase of two then finds a name of two Han characters, which a trigram index never can. ``names`` are
titles and names, ``makers`` who wrote, published or said it, ``body`` the rest, ``also`` the keys that
let a name be found in other alphabets.

Parts of words (``*soft*``) are not looked for in the texts. ``search_word`` holds each word of the case
once, with a trigram index over these words alone: a part leads to the words it stands in, and these to
the records. Measured on 8,000 texts of 400 words against a trigram index of each text's set of words:
2.1 instead of 5.7 ms and 1.4 instead of 10.5 kB a text. ``search_parts`` (trigrams of names and makers as
they stand) finds parts that run across several words of a file's name.

Protected records are never here. Records in the trash are, and are left out by the query.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from casefile.domain.identifiers import Kind
from casefile.search.folding import fold, spaced, words_in
from casefile.search.names import name_index_words
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, column, every, value

KINDS = {Kind.ITEM: 1, Kind.PASSAGE: 2, Kind.CLAIM: 3, Kind.CONTACT: 4, Kind.TASK: 5}
"""The kinds that are searched, each with its place in the row numbers; never to be renumbered."""
_SPAN = 1 << 40
SHORTEST_PART = 3
"""Letters a trigram index needs."""
LONGEST_WORD = 64
"""Longer runs of letters and digits (keys, hashes, base64) are whole words only, not parts."""

_TEXTS = {
    Kind.ITEM: (
        "SELECT i.n, coalesce(i.title, '') || char(10) || i.original_name AS names,"
        " coalesce(i.byline, '') || char(10) || coalesce(i.publisher, '') AS makers, i.note AS body,"
        " (SELECT max(t.n) FROM text_layer t WHERE t.item = i.n) AS layer"
        " FROM json_each(?) w JOIN item i ON i.n = w.value"
    ),
    Kind.PASSAGE: (
        "SELECT p.n, '' AS names, '' AS makers, p.exact || char(10) || p.note AS body, NULL AS layer"
        " FROM json_each(?) w JOIN passage p ON p.n = w.value"
    ),
    Kind.CLAIM: (
        "SELECT c.n, c.proposition AS names, coalesce(c.speaker, '') AS makers, c.note AS body,"
        " NULL AS layer FROM json_each(?) w JOIN claim c ON c.n = w.value"
    ),
    Kind.CONTACT: (
        "SELECT c.n, c.name || char(10) || coalesce(c.organisation, '') || char(10) || coalesce(c.role, '')"
        " AS names, '' AS makers, c.agreed_description || char(10) || coalesce(c.motive, '') || char(10)"
        " || coalesce(c.risk, '') || char(10) || c.note || char(10) || c.channels || char(10) || coalesce("
        "(SELECT group_concat(summary || char(10) || next_step, char(10)) FROM conversation t"
        " WHERE t.contact = c.n), '') AS body, NULL AS layer"
        " FROM json_each(?) w JOIN contact c ON c.n = w.value"
    ),
    Kind.TASK: (
        "SELECT t.n, t.what AS names, '' AS makers, '' AS body, NULL AS layer"
        " FROM json_each(?) w JOIN task t ON t.n = w.value"
    ),
}


@dataclass(frozen=True, slots=True)
class _Words:
    names: str = field(repr=False)
    makers: str = field(repr=False)
    body: str = field(repr=False)
    also: str = field(repr=False)


def row_number(kind: Kind, n: int) -> int:
    """The number of a record's row in the indexes: all of one kind stand together, in their order."""
    return KINDS[kind] * _SPAN + n


def row_bounds(kind: Kind) -> tuple[int, int]:
    """The first and last row number of a kind."""
    return KINDS[kind] * _SPAN, (KINDS[kind] + 1) * _SPAN - 1


class SearchIndex:
    """Keeps the indexes beside the records. Runs in the transaction that changed them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def refresh(self, kind: Kind, ns: Iterable[int]) -> None:
        """Reads these records again and writes their rows anew, where their words have changed.

        What is no longer there leaves the index. A kind that is not searched is passed over.
        """
        if kind not in KINDS:
            return
        wanted = sorted(set(ns))
        stamps = self._stamps(kind, wanted)
        seen: set[int] = set()
        for row in every(self._db, _TEXTS[kind] + " ORDER BY 1", [as_json(wanted)]):
            seen.add(row["n"])
            stamp = _stamp(row)
            if stamps.get(row["n"]) != stamp:
                self._write(row_number(kind, row["n"]), self._words_of(row), stamp, row["n"] in stamps)
        for n in stamps.keys() - seen:
            self._delete(row_number(kind, n))

    def erase(self, kind: Kind, ns: Iterable[int]) -> None:
        """Takes records of one kind out for good; see `erase_several`."""
        self.erase_several({kind: ns})

    def erase_several(self, records: Mapping[Kind, Iterable[int]]) -> None:
        """Takes records out so that nothing of their words is left on the disk (decision 4).

        Rewrites the whole index once, since a deleted row otherwise stays in it until its neighbours
        happen to be merged: seconds in a large case. Words that now stand nowhere are forgotten, also
        those that only an earlier version of a record had.
        """
        for kind, ns in records.items():
            for n in sorted(set(ns)):
                self._delete(row_number(kind, n))
        for table in ("search_words", "search_parts"):
            self._db.conn.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        self._forget_words()

    def rebuild(self) -> None:
        """Writes the indexes anew from all records (after a repair, or a change of the folding)."""
        for table in ("search_words", "search_parts", "search_word_parts"):
            self._db.conn.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        self._db.conn.execute("DELETE FROM search_row")
        self._db.conn.execute("DELETE FROM search_word")
        tables = {"item": Kind.ITEM, "passage": Kind.PASSAGE, "claim": Kind.CLAIM, "contact": Kind.CONTACT}
        for table, kind in {**tables, "task": Kind.TASK}.items():
            self.refresh(kind, column(self._db, f"SELECT n FROM {table} ORDER BY n"))

    def words_with(self, part: str, limit: int) -> list[str]:
        """Words of the case that contain a folded part, at most ``limit``, in no order."""
        if len(part) >= SHORTEST_PART:
            sql = (
                "SELECT word FROM search_word WHERE n IN"
                " (SELECT rowid FROM search_word_parts WHERE search_word_parts MATCH ?) LIMIT ?"
            )
            return column(self._db, sql, [f'"{part}"', limit])
        return column(self._db, "SELECT word FROM search_word WHERE instr(word, ?) LIMIT ?", [part, limit])

    def words_like(self, word: str, limit: int) -> list[str]:
        """Words of the case that share runs of three letters with a folded word, the most like first."""
        if len(word) < SHORTEST_PART:
            return column(
                self._db, "SELECT word FROM search_word WHERE word LIKE ? LIMIT ?", [f"{word}%", limit]
            )
        runs = {word[at : at + SHORTEST_PART] for at in range(len(word) - SHORTEST_PART + 1)}
        sql = (
            "SELECT w.word FROM search_word_parts p JOIN search_word w ON w.n = p.rowid"
            " WHERE search_word_parts MATCH ? ORDER BY rank LIMIT ?"
        )
        return column(self._db, sql, [" OR ".join(f'"{run}"' for run in sorted(runs)), limit])

    def _words_of(self, row: Row) -> _Words:
        body = row["body"]
        if row["layer"] is not None:
            layer = value(self._db, "SELECT text FROM text_layer WHERE n = ?", [row["layer"]])
            body = f"{layer}\n{body}" if body else layer
        names, makers = row["names"], row["makers"]
        also = name_index_words(f"{names}\n{makers}\n{body}")
        return _Words(spaced(fold(names)), spaced(fold(makers)), spaced(fold(body)), also)

    def _write(self, rowid: int, words: _Words, stamp: bytes, replacing: bool) -> None:
        connection = self._db.conn
        if replacing:
            self._delete(rowid)
        connection.execute(
            "INSERT INTO search_words (rowid, names, makers, body, also) VALUES (?, ?, ?, ?, ?)",
            [rowid, words.names, words.makers, words.body, words.also],
        )
        if words.names or words.makers:
            connection.execute(
                "INSERT INTO search_parts (rowid, names) VALUES (?, ?)",
                [rowid, f"{words.names}\n{words.makers}"],
            )
        connection.execute("INSERT INTO search_row (n, stamp) VALUES (?, ?)", [rowid, stamp])
        self._learn(_distinct(words))

    def _delete(self, rowid: int) -> None:
        for table in ("search_words", "search_parts"):
            self._db.conn.execute(f"DELETE FROM {table} WHERE rowid = ?", [rowid])
        self._db.conn.execute("DELETE FROM search_row WHERE n = ?", [rowid])

    def _learn(self, words: Iterable[str]) -> None:
        sql = "INSERT OR IGNORE INTO search_word (word) SELECT value FROM json_each(?) RETURNING n"
        new = column(self._db, sql, [json.dumps(sorted(words), ensure_ascii=False)])
        if new:
            self._db.conn.execute(
                "INSERT INTO search_word_parts (rowid, word)"
                " SELECT n, word FROM search_word WHERE n >= ? ORDER BY n",
                [min(new)],
            )

    def _forget_words(self) -> None:
        """Forgets every word that stands in no record any more.

        The index's own list of terms tells most of them at once; what it cuts differently is asked for.
        """
        self._db.conn.execute(
            "CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab('main', 'search_words', 'col')"
        )
        try:
            doubtful = self._db.conn.execute(
                "SELECT n, word FROM search_word WHERE word NOT IN"
                " (SELECT term FROM temp.search_terms WHERE col <> 'also') ORDER BY n"
            ).fetchall()
        finally:
            self._db.conn.execute("DROP TABLE temp.search_terms")
        for n in [n for n, word in doubtful if not self._stands_somewhere(word)]:
            self._db.conn.execute("DELETE FROM search_word_parts WHERE rowid = ?", [n])
            self._db.conn.execute("DELETE FROM search_word WHERE n = ?", [n])
        self._db.conn.execute("INSERT INTO search_word_parts (search_word_parts) VALUES ('optimize')")

    def _stands_somewhere(self, word: str) -> bool:
        sql = "SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT 1"
        return value(self._db, sql, [f'{{names makers body}} : "{word}"']) is not None

    def _stamps(self, kind: Kind, ns: Sequence[int]) -> dict[int, bytes]:
        """What was indexed of these records when last they were written."""
        first, last = row_bounds(kind)
        if not ns:
            return {}
        sql = (
            "SELECT s.n - ?, s.stamp FROM json_each(?) w JOIN search_row s ON s.n = w.value + ?"
            " WHERE s.n BETWEEN ? AND ?"
        )
        found = self._db.conn.execute(sql, [first, as_json(ns), first, first, last])
        return {n: bytes(stamp) for n, stamp in found}


def _stamp(row: Row) -> bytes:
    said = "\0".join([row["names"], row["makers"], row["body"], str(row["layer"])])
    return hashlib.blake2b(said.encode(), digest_size=12).digest()


def _distinct(words: _Words) -> set[str]:
    return (
        set(_parts_of_words(words.names))
        | set(_parts_of_words(words.makers))
        | set(_parts_of_words(words.body))
    )


def _parts_of_words(folded: str) -> Iterator[str]:
    return (word for word in words_in(folded) if 1 < len(word) <= LONGEST_WORD)
