"""Results stand in groups with their hits marked, and say what was not searched and what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.casework import searching
from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.contacting import NewContact
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags
from casefile.casework.open_case import OpenCase
from casefile.casework.searching import Instead, Narrower
from casefile.domain.identifiers import Kind, Ref
from tests.helpers.cases import case_at, note

TEXT = "The council paid the harbour company twice. The harbour company says nothing of it."


@pytest.fixture
def case(tmp_path: Path) -> Iterator[OpenCase]:
    with case_at(tmp_path / "Larkspur.casefile") as opened:
        yield opened


def made(case: OpenCase, command: object, kind: Kind) -> int:
    change = case.do(command).result()  # type: ignore[arg-type]
    assert change is not None
    return max(change.of(kind))


def test_a_search_finds_passages_claims_items_and_contacts_with_their_hits(case: OpenCase) -> None:
    item = note(case, TEXT)
    passage = made(case, NewPassage(item, 4, 42), Kind.PASSAGE)
    claim = made(case, NewClaim("The harbour company was paid twice", said_in=(passage,)), Kind.CLAIM)
    contact = made(case, NewContact("Harbour office"), Kind.CONTACT)
    found = case.ask(lambda store: searching.results(store, "harb")).result()
    assert [(group.kind, group.ns) for group in found] == [
        (Kind.PASSAGE, (passage,)),
        (Kind.CLAIM, (claim,)),
        (Kind.ITEM, (item,)),
        (Kind.CONTACT, (contact,)),
    ]
    refs = [Ref(group.kind, n) for group in found for n in group.ns]
    rows = case.ask(lambda store: searching.rows(store, "harb", refs)).result()
    shown = rows[Ref(Kind.PASSAGE, passage)]
    assert [shown.snippet.text[start:end] for start, end in shown.snippet.marks] == ["harbour"]
    assert shown.place == (item, TEXT.index("harbour"), TEXT.index("harbour") + 7)
    whole = rows[Ref(Kind.ITEM, item)]
    assert whole.hits == 2 and not whole.more_hits
    assert rows[Ref(Kind.CLAIM, claim)].place == (item, 4, 42)
    assert rows[Ref(Kind.CONTACT, contact)].title is not None
    hits = case.ask(lambda store: searching.hits_in(store, "harbour", item)).result()
    assert [TEXT[start:end] for start, end in hits] == ["harbour", "harbour"]


def test_a_list_by_fields_alone_is_no_search_for_words(case: OpenCase) -> None:
    assert searching.has_words("harbour tag:leak")
    assert not searching.has_words("tag:leak is:unread -harbour")
    assert not searching.has_words("")


def test_a_tag_on_some_of_the_results_narrows_them(case: OpenCase) -> None:
    item = note(case, TEXT)
    first = made(case, NewPassage(item, 0, 42), Kind.PASSAGE)
    made(case, NewPassage(item, 44, 82), Kind.PASSAGE)
    case.do(AddTags(Kind.PASSAGE, (first,), ("theme:leak",))).result()

    def ask(sentence: str) -> searching.Around:
        return case.ask(
            lambda store: searching.around(store, sentence, searching.results(store, sentence))
        ).result()

    assert Narrower("tag", "theme:leak", 1) in ask("harbour").narrowers
    assert not [one for one in ask("harbour tag:theme:leak").narrowers if one.name == "tag"]


def test_a_misspelled_word_is_answered_with_the_one_that_was_meant(case: OpenCase) -> None:
    note(case, TEXT)
    meant = case.ask(lambda store: searching.around(store, "paid by harbuor", [])).result()
    assert meant.instead is None  # "by" stands nowhere and nothing is like it
    meant = case.ask(lambda store: searching.around(store, "twice harbuor", [])).result()
    assert meant.instead == Instead("harbour", "twice harbour", 1)
    assert "harbour" not in repr(meant)


def test_the_case_tells_how_many_items_were_not_searched(case: OpenCase) -> None:
    item = note(case, TEXT)
    other = note(case, "Another text about the harbour")
    case.write(lambda store: store.items.fill(item, status="stored")).result()
    case.write(lambda store: store.items.fill(other, status="corrupt")).result()
    said = case.ask(lambda store: searching.around(store, "harbour", [])).result()
    assert (said.being_read, said.without_text) == (1, 1)
