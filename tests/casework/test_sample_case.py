"""The sample case is made from real files by real deeds, and nothing in it belongs to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from casefile.casework import sample
from casefile.casework.commands.editing import EditItems
from casefile.casework.exporting import Wish, check_summary, write_summary
from casefile.casework.lanes import at_once
from casefile.casework.open_case import OpenCase
from casefile.casework.protecting import ProtectedSources
from casefile.casework.reading_files import ReadingFiles, start_reading_files
from casefile.domain.identifiers import Kind
from casefile.domain.items import UNREAD_STATES
from casefile.domain.protected import ProtectedContents
from casefile.resource_files import resource
from casefile.store.case_store import CaseStore
from tests.helpers.cheap_keys import CHEAP_SETS


@pytest.fixture(scope="module")
def files() -> Iterator[ReadingFiles]:
    readers = start_reading_files()
    yield readers
    readers.close()


@pytest.fixture(scope="module")
def case(files: ReadingFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenCase]:
    path = tmp_path_factory.mktemp("sample") / "Larkspur.casefile"
    made = sample.make_sample_case(path, sample.sample_passphrase(), at_once, files, sets=CHEAP_SETS)
    yield made
    made.close()


def test_it_is_rich_enough_to_look_around_in(case: OpenCase) -> None:
    store = case.look
    assert store.items.count() >= 12
    assert store.passages.count() >= 25
    assert store.claims.count() >= 12
    assert store.evidence.count() >= 18
    assert store.contacts.count() >= 6
    assert [store.tags.by_mark(mark) is not None for mark in range(1, 10)] == [True] * 9
    relations = {link.relation.value for link in store.evidence.links()}
    assert relations == {"supports", "contradicts", "context"}
    assert any(not origin.named for origin in store.evidence.origins())


def test_every_paper_was_read_but_the_two_no_reader_knows(case: OpenCase) -> None:
    items = case.look.items.several(range(1, case.look.items.count() + 1))
    unread = {item.original_name for item in items if item.status in UNREAD_STATES}
    assert unread == {"sketch-of-the-lagoon.png", "re-your-questions-tervane.eml"}
    assert {item.language for item in items} >= {"en", "ar", "zh"}


def test_its_protected_source_is_closed_and_stops_a_memo_once_opened(case: OpenCase) -> None:
    protected = ProtectedSources(case, CHEAP_SETS)
    assert not protected.is_open
    protected.open(sample.protected_passphrase())
    contents: ProtectedContents = protected.contents
    protected.close()

    def prepare(store: CaseStore) -> set[str]:
        prepared = check_summary(store, write_summary(store, Wish(format="md"), contents), contents)
        return {one.whose for one in prepared.stops}

    assert case.ask(prepare).result() == {"Signal of a protected source"}


def test_its_addresses_lead_nowhere() -> None:
    texts = [resource("sample_case", "story.json").read_text(encoding="utf-8")]
    texts += [path.read_text("utf-8") for path in sample.papers() if path.suffix not in (".pdf", ".png")]
    hosts = [host for text in texts for host in re.findall(r"(?:https?://|@)([\w.-]+\.[a-z]+)", text)]
    assert hosts
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_the_kind_of_an_item_can_be_changed(case: OpenCase) -> None:
    change = case.do(EditItems((1,), "kind", "web_page")).result()
    assert change is not None
    assert change.of(Kind.ITEM) == {1}
    case.undo().result()
