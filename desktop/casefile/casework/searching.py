"""The results of a search with words in it: groups, snippets, what narrows it, what was not searched.

Runs on the reader lane. The window asks for the groups first, for what stands around them next, and for
the rows last, a screenful at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.domain.claims import ClaimRow
from casefile.domain.contacts import Contact
from casefile.domain.found import Found
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.items import ItemRow
from casefile.domain.passages import PassageRow
from casefile.domain.tags import path_key
from casefile.domain.tasks import Task
from casefile.search.editing import tag_filter
from casefile.search.hits import Hit, Snippet, find_hits, make_snippet, sought
from casefile.search.parse import parse, with_last_word_unfinished
from casefile.search.query import And, Field, Query, Words
from casefile.store import finding
from casefile.store.case_store import CaseStore

MOST_OF_A_KIND = 200
"""Results of one kind that are listed; the list of items or passages holds all."""
MOST_TAGS_OFFERED = 3
MOST_TEXT = 400_000
"""Code points of one text that are looked through for hits (about 60 ms); beyond it a count says "+"."""
MOST_HITS = 2_000
SNIPPET = 140

Record = PassageRow | ClaimRow | ItemRow | Contact | Task


@dataclass(frozen=True)
class Narrower:
    """A field that narrows what was found, and how many results carry it."""

    name: str
    value: str = field(repr=False)
    count: int


@dataclass(frozen=True)
class Instead:
    """What may have been meant where nothing was found: the words, the whole sentence, its results."""

    words: str = field(repr=False)
    sentence: str = field(repr=False)
    count: int


@dataclass(frozen=True)
class Around:
    """What stands around the results: how to narrow them, what was meant, what was not searched.

    ``being_read`` items wait for their text; ``without_text`` have none to search.
    """

    narrowers: tuple[Narrower, ...] = ()
    instead: Instead | None = None
    being_read: int = 0
    without_text: int = 0


@dataclass(frozen=True)
class ResultRow:
    """One result as it is painted. ``title`` is an item's or contact's name with its hits.

    ``hits`` are counted in an item's text (None for other kinds), ``more_hits`` says that the count
    stopped; ``place`` is (item, start, end) of the first hit in a text, for the reader.
    """

    ref: Ref
    record: Record = field(repr=False)
    snippet: Snippet = field(repr=False)
    title: Snippet | None = field(default=None, repr=False)
    hits: int | None = None
    more_hits: bool = False
    place: tuple[int, int, int] | None = None


def has_words(sentence: str) -> bool:
    """Whether a sentence asks for words, so that its answer is results and not only a list."""
    return bool(sought(parse(sentence).tree))


def results(store: CaseStore, sentence: str) -> list[Found]:
    """What a sentence finds, by kind, newest first; the word being typed counts as a beginning."""
    return finding.search(store, _tree(sentence), MOST_OF_A_KIND)


def around(store: CaseStore, sentence: str, found: Sequence[Found]) -> Around:
    """What stands around these results."""
    waiting = len(finding.being_read(store))
    without = finding.count_without_text(store) - waiting
    if not found:
        return Around((), _meant(store, sentence), waiting, without)
    return Around(_narrowers(store, sentence, found), None, waiting, without)


def rows(store: CaseStore, sentence: str, refs: Sequence[Ref]) -> dict[Ref, ResultRow]:
    """The rows of a screenful of results; records that are gone are left out."""
    tree = _tree(sentence)
    made: dict[Ref, ResultRow] = {}
    for kind in dict.fromkeys(ref.kind for ref in refs):
        numbers = [ref.n for ref in refs if ref.kind is kind]
        for row in _rows(store, tree, kind, numbers):
            made[row.ref] = row
    return made


def hits_in(store: CaseStore, sentence: str, item: int) -> list[tuple[int, int]]:
    """Where the words of a sentence stand in an item's text, for going from hit to hit."""
    layer = store.text_layers.current(item)
    if layer is None:
        return []
    found = find_hits(_tree(sentence), layer.text[:MOST_TEXT], MOST_HITS)
    return [(hit.start, hit.end) for hit in found]


def _tree(sentence: str) -> Query | None:
    return with_last_word_unfinished(parse(sentence))


def _rows(store: CaseStore, tree: Query | None, kind: Kind, numbers: Sequence[int]) -> list[ResultRow]:
    match kind:
        case Kind.PASSAGE:
            return [_passage(tree, row) for row in store.passages.rows(numbers)]
        case Kind.CLAIM:
            return [_claim(store, tree, row) for row in store.claims.rows(numbers)]
        case Kind.ITEM:
            return [_item(store, tree, row) for row in store.items.rows(numbers)]
        case Kind.CONTACT:
            return [_contact(tree, row) for row in store.contacts.rows(numbers)]
        case Kind.TASK:
            return [
                ResultRow(Ref(kind, task.n), task, _snippet(tree, task.what))
                for task in store.tasks.rows(numbers)
            ]
        case _:
            return []


def _snippet(tree: Query | None, text: str) -> Snippet:
    return make_snippet(text, find_hits(tree, text, 20), SNIPPET)


def _passage(tree: Query | None, row: PassageRow) -> ResultRow:
    found = find_hits(tree, row.exact, 20)
    first = found[0] if found else Hit(0, len(row.exact))
    place = (row.item, row.start + first.start, row.start + first.end)
    return ResultRow(Ref(Kind.PASSAGE, row.n), row, make_snippet(row.exact, found, SNIPPET), place=place)


def _claim(store: CaseStore, tree: Query | None, row: ClaimRow) -> ResultRow:
    place = None
    for n in store.claims.said_in(row.n)[:1]:
        passage = store.passages.get(n)
        if passage is not None:
            place = (passage.item, passage.start, passage.end)
    return ResultRow(Ref(Kind.CLAIM, row.n), row, _snippet(tree, row.proposition), place=place)


def _item(store: CaseStore, tree: Query | None, row: ItemRow) -> ResultRow:
    title = _snippet(tree, row.title or row.original_name)
    layer = store.text_layers.current(row.n)
    if layer is None:
        return ResultRow(Ref(Kind.ITEM, row.n), row, make_snippet("", ()), title, hits=0)
    cut = len(layer.text) > MOST_TEXT
    text = layer.text[:MOST_TEXT]
    found = find_hits(tree, text, MOST_HITS)
    place = (row.n, found[0].start, found[0].end) if found else (row.n, 0, 0)
    return ResultRow(
        Ref(Kind.ITEM, row.n),
        row,
        make_snippet(text, found, SNIPPET) if found else make_snippet("", ()),
        title,
        hits=len(found),
        more_hits=cut or len(found) >= MOST_HITS,
        place=place,
    )


def _contact(tree: Query | None, row: Contact) -> ResultRow:
    about = " · ".join(part for part in (row.role, row.organisation, row.note) if part)
    return ResultRow(Ref(Kind.CONTACT, row.n), row, _snippet(tree, about), _snippet(tree, row.name))


def _narrowers(store: CaseStore, sentence: str, found: Sequence[Found]) -> tuple[Narrower, ...]:
    """Tags that stand on a part of the results, and states that only a part of them has."""
    total = sum(len(group.ns) for group in found)
    counts: Counter[int] = Counter()
    for group in found:
        if group.kind in (Kind.PASSAGE, Kind.ITEM, Kind.CLAIM, Kind.CONTACT):
            counts.update(dict(store.tags.on_selection(group.kind, group.ns)))
    asked = tag_filter(sentence)
    there = {path_key(path) for path in (*asked.include, *asked.leave_out)}
    offered: list[Narrower] = []
    for n, count in counts.most_common():
        tag = store.tags.get(n)
        if tag is None or count >= total or path_key(tag.path) in there:
            continue
        offered.append(Narrower("tag", tag.path, count))
        if len(offered) == MOST_TAGS_OFFERED:
            break
    tree = _tree(sentence)
    for name, value in (("is", "contradicted"), ("is", "unread")):
        if tree is None or Field(name, value) in getattr(tree, "parts", ()):
            continue
        narrowed = finding.search(store, And((tree, Field(name, value))), MOST_OF_A_KIND)
        count = sum(len(group.ns) for group in narrowed)
        if 0 < count < total:
            offered.append(Narrower(name, value, count))
    return tuple(offered)


def _meant(store: CaseStore, sentence: str) -> Instead | None:
    """The sentence with each word nobody wrote replaced by the one most like it, if that finds something."""
    parsed = parse(sentence)
    instead = sentence
    words: list[str] = []
    for part in reversed(parsed.parts):
        term = sentence[part.start : part.end]
        if part.kind != "word" or finding.search(store, Words(term), 1):
            continue
        near = finding.nearest_word(store, term)
        if near is None:
            return None
        words.insert(0, near)
        instead = instead[: part.start] + near + instead[part.end :]
    if not words:
        return None
    count = sum(len(group.ns) for group in results(store, instead))
    return Instead(" ".join(words), instead, count) if count else None
