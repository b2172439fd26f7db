"""An original is shown page by page from the bytes in the case; what has no pages says so."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.casework.open_case import OpenCase
from casefile.casework.showing_pages import ShowingPages, ShownPages
from casefile.domain.items import Item
from casefile.importers.pdf_sample import sample_pdf
from casefile.sandbox.in_process import InProcessReading
from casefile.store.case_store import CaseStore, utc_now
from tests.helpers.cases import case_at


@pytest.fixture
def case(tmp_path: Path) -> Iterator[OpenCase]:
    with case_at(tmp_path / "Larkspur.casefile") as case:
        yield case


@pytest.fixture
def showing(case: OpenCase) -> Iterator[ShowingPages]:
    showing = ShowingPages(case, InProcessReading())
    yield showing
    showing.stop()


def _held(case: OpenCase, original: bytes, name: str) -> Item:
    sha256 = hashlib.sha256(original).hexdigest()
    now = utc_now()

    def write(store: CaseStore) -> int:
        with store.atomic():
            store.originals.store(sha256, len(original), [original], now)
            row = {"id": str(uuid.uuid4()), "kind": "document", "status": "ok", "original_name": name}
            more = {"size": len(original), "sha256": sha256, "mime": "application/pdf"}
            return store.items.add(row | more | {"created": now, "modified": now})

    item = case.look.items.get(case.write(write).result())
    assert item is not None
    return item


def _shown(case: OpenCase, showing: ShowingPages, item: Item) -> ShownPages | None:
    told: list[ShownPages | None] = []
    showing.show(item, told.append)
    showing.settle()
    assert len(told) == 1
    return told[0]


def test_a_pdf_is_drawn_page_by_page_with_the_places_of_its_letters(
    case: OpenCase, showing: ShowingPages
) -> None:
    shown = _shown(case, showing, _held(case, sample_pdf(), "minutes.pdf"))
    assert shown is not None
    assert shown.page_count == 2
    assert shown.page_size(0) == (300.0, 200.0)
    pictures: list[tuple[int, object]] = []
    shown.want(1, 1.0, lambda i, pixels: pictures.append((i, pixels)))
    letters: list[tuple[int, str, int]] = []
    shown.want_characters(0, lambda i, text, boxes: letters.append((i, text.strip(), len(boxes))))
    showing.settle()
    (page, pixels), *_ = pictures
    assert page == 1
    assert isinstance(pixels, tuple)
    assert pixels[:2] == (300, 200)
    assert len(pixels[3]) == pixels[2] * 200
    assert letters[0][:2] == (0, "Harbour board minutes")


def test_what_has_no_pages_says_so(case: OpenCase, showing: ShowingPages) -> None:
    assert _shown(case, showing, _held(case, b"only words", "note.txt")) is None
    assert _shown(case, showing, _held(case, b"%PDF-1.7 and nothing", "broken.pdf")) is None


def test_another_item_closes_what_was_shown_before(case: OpenCase, showing: ShowingPages) -> None:
    first = _shown(case, showing, _held(case, sample_pdf(), "minutes.pdf"))
    assert first is not None
    second = _shown(case, showing, _held(case, sample_pdf(("One page",)), "letter.pdf"))
    assert second is not None
    assert second.page_count == 1
    told: list[object] = []
    first.want(0, 1.0, lambda i, pixels: told.append(pixels))
    showing.settle()
    assert told == [], "nothing is drawn of a document that was put away"


def test_only_the_item_asked_for_last_is_told(case: OpenCase, showing: ShowingPages) -> None:
    first, second = _held(case, sample_pdf(), "a.pdf"), _held(case, sample_pdf(("One",)), "b.pdf")
    told: list[int] = []
    for item in (first, second):
        showing.show(item, lambda shown: told.append(shown.page_count if shown else 0))
    showing.settle()
    assert told == [1]


def test_after_the_end_nothing_is_shown_and_nothing_runs(case: OpenCase) -> None:
    showing = ShowingPages(case, InProcessReading())
    item = _held(case, sample_pdf(), "minutes.pdf")
    showing.stop()
    showing.stop()
    told: list[object] = []
    showing.show(item, told.append)
    assert told == [None]
