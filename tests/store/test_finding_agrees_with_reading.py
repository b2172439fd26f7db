"""Whatever a sentence says, the index answers as somebody would who reads every text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.identifiers import Kind
from casefile.search.query import And, Field, Not, Or, Parts, Phrase, Query, Words, tag_matches, tidy
from casefile.search.write import write
from casefile.store import finding
from casefile.store.case_store import CaseStore
from casefile.store.connection import connect
from casefile.store.migrations.m0001_first_case import make_first_case
from tests.helpers.records import WHEN, make_item, make_tag, put_tag

WORDS = ("leak", "leaks", "lea", "bank", "banker", "ferry", "fe", "a")
TEXTS = (
    "leak bank a", "leaks banker", "bank leak leak ferry", "fe lea", "a bank a leak a ferry",
    "banker leak bank", "ferry", "", "lea bank leaks", "fe fe leak bank",
)  # fmt: skip
TAGS = ("theme:leak", "denial", "theme", "denial:late")
HELD = {
    n: (text.split(), {tag for at, tag in enumerate(TAGS) if n % (at + 2) == 0}, n % 3 == 0)
    for n, text in enumerate(TEXTS, 1)
}
"""Item → its words, its tags, whether it is in the trash."""


def reads(tree: Query | None, words: list[str], tags: set[str]) -> bool:
    match tree:
        case None:
            return True
        case Words(term, prefix):
            return any(word.startswith(term) if prefix and len(term) > 1 else word == term for word in words)
        case Phrase(text):
            row = text.split()
            return any(words[at : at + len(row)] == row for at in range(len(words)))
        case Parts(text):
            return any(text in word for word in words if len(word) > 1)
        case Field(_, path):
            return any(tag_matches(path, tag) for tag in tags)
        case And(parts):
            return all(reads(part, words, tags) for part in parts)
        case Or(parts):
            return any(reads(part, words, tags) for part in parts)
        case Not(part):
            return not reads(part, words, tags)


LEAVES = st.one_of(
    st.builds(Words, st.sampled_from(WORDS), st.booleans()),
    st.builds(lambda row: Phrase(" ".join(row)), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)),
    st.builds(Parts, st.sampled_from(["ea", "eak", "ank", "an", "rry", "eaks"])),
    st.builds(Field, st.just("tag"), st.sampled_from(["leak", "theme", "denial", "late", "none"])),
)
TREES: st.SearchStrategy[Query] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(lambda parts: And(tuple(parts)), st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda parts: Or(tuple(parts)), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseStore]:
    path = tmp_path_factory.mktemp("library") / "case.casefile"
    store = CaseStore(connect(path, bytes(32), salt=bytes(16), writing=True))
    with store.atomic():
        make_first_case(store.db)
        numbers = {tag: make_tag(store, tag) for tag in TAGS}
        for n, (words, tags, trashed) in HELD.items():
            text, when = " ".join(words), WHEN if trashed else None
            item = make_item(store, text, original_name="", first_words=text, trashed=when)
            assert item == n
            for tag in tags:
                put_tag(store, numbers[tag], Kind.ITEM, item)
    yield store
    store.close()


@given(tree=TREES)
def test_the_index_answers_as_a_reader_would(library: CaseStore, tree: Query) -> None:
    asked = tidy(tree)
    expected = [n for n, (words, tags, trashed) in HELD.items() if not trashed and reads(asked, words, tags)]
    found = finding.items(library, asked)
    assert found == expected[::-1], write(asked)
    assert finding.items(library, asked, limit=2) == found[:2]
    assert finding.items(library, asked, "title") == sorted(found, key=lambda n: (TEXTS[n - 1], n))
    groups = {group.kind: (group.ns, group.more) for group in finding.search(library, asked, limit=3)}
    assert groups.get(Kind.ITEM, ((), False)) == (tuple(found[:3]), len(found) > 3)
