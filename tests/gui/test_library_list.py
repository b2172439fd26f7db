"""The list of the library: what stands in a row, what is listed, what a key does to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags, MarkTag, RemoveTags
from casefile.domain.identifiers import Kind
from casefile.domain.items import ItemKind, ItemRow, ItemStatus, ReadingState
from casefile.gui.library.filtering import chips_of, nothing_has, turned_chip, without_chip
from casefile.gui.library.list_pane import ListPane
from casefile.gui.library.words import rating_words, say_item, size_words
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.widgets import EmptyState
from tests.helpers.window_cases import LETTER, WindowCase

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def pane(window_case: WindowCase) -> Iterator[ListPane]:
    pane = ListPane(window_case.session, TagMarks(window_case.session))
    pane.resize(392, 600)
    pane.show()
    window_case.settle()
    yield pane
    window_case.discard(pane)


def _said(pane: ListPane, place: int = 0) -> str:
    return str(pane.view.rows.data(pane.view.rows.index(place), ACCESSIBLE))


def _wait(case: WindowCase, pane: ListPane, numbers: list[int]) -> None:
    case.until(lambda: list(pane.view.rows.numbers) == numbers)


def test_a_row_says_everything_that_is_known_and_what_is_not() -> None:
    row = ItemRow(
        n=1, kind=ItemKind.ARTICLE, status=ItemStatus.OK, reason=None, title=None, title_basis=None,
        first_words="The council met", original_name="a.txt", publisher=None, published=None,
        reading_state=ReadingState.READ, reliability="F", credibility="6", passages=30, marks=(1,),
        tags=("theme:attribution", "leak"),
    )  # fmt: skip
    assert say_item(row) == (
        "Article, title unknown, first words The council met, publisher unknown, date unknown, 30 passages,"
        " rating F 6, not judged, tags attribution, leak"
    )


def test_what_is_held_is_listed_newest_first_and_counted(window_case: WindowCase, pane: ListPane) -> None:
    first = window_case.hold(LETTER, title="Minutes")
    second = window_case.hold(LETTER + "b", title="Letter")
    _wait(window_case, pane, [second, first])
    assert pane.toolbar.count.words == "2 held"
    assert _said(pane).startswith("Document, Letter, publisher unknown, date unknown, unread, 0 passages")


def test_a_new_item_leaves_selection_and_rows_where_they_are(window_case: WindowCase, pane: ListPane) -> None:
    first = window_case.hold(LETTER)
    _wait(window_case, pane, [first])
    pane.choose((first,), first)
    second = window_case.hold(LETTER + "b")
    _wait(window_case, pane, [second, first])
    assert pane.view.chosen() == (first,)
    assert window_case.session.selection.numbers == (first,)


def test_a_changed_item_reads_anew_in_its_row(window_case: WindowCase, pane: ListPane) -> None:
    item = window_case.hold(LETTER)
    _wait(window_case, pane, [item])
    assert "title unknown" in _said(pane)
    window_case.do(EditItems((item,), "title", "Minutes of the harbour committee"))
    assert "Minutes of the harbour committee" in _said(pane)


@pytest.mark.parametrize(
    ("order", "place"), [("title", 0), ("date", 0), ("rating", 0), ("passages", 0), ("kind", 0), ("added", 1)]
)
def test_the_reporter_chooses_the_order(
    window_case: WindowCase, pane: ListPane, order: str, place: int
) -> None:
    wanted = window_case.hold(
        LETTER, title="Alpha", published="2020-01-01", reliability="A", credibility="1", kind="article"
    )
    other = window_case.hold(LETTER + "b", title="Beta", kind="email")
    window_case.do(NewPassage(wanted, 0, 11))
    pane.set_order(order)
    numbers = [other]
    numbers.insert(place, wanted)
    _wait(window_case, pane, numbers)
    assert order == "added" or pane.order_button.accessibleName() != "Order: date added"


def test_a_filter_that_leaves_nothing_offers_a_way_on(window_case: WindowCase, pane: ListPane) -> None:
    item = window_case.hold(LETTER)
    window_case.do(AddTags(Kind.ITEM, (item,), ("leak",)))
    window_case.session.set_sentence("tag:leak tag:denial")
    window_case.until(lambda: pane.shown.accessibleName().startswith("Nothing has both leak and denial."))
    shown = pane.shown
    assert isinstance(shown, EmptyState)
    shown.asked.emit("any")
    _wait(window_case, pane, [item])
    assert pane.toolbar.count.words == "1 held"


def test_the_chips_show_the_sentence_and_change_it(window_case: WindowCase, pane: ListPane) -> None:
    chips, match = chips_of("tag:leak -tag:theme:denial harbour", lambda path: None)
    assert [(chip.name, chip.state) for chip in chips] == [
        ("leak", "include"), ("denial", "leave_out"), ("harbour", "include"),
    ]  # fmt: skip
    assert match == "all"
    assert without_chip("tag:leak harbour", "words:") == "tag:leak"
    assert without_chip("tag:leak harbour", "leak") == "harbour"
    assert turned_chip("tag:leak", "leak") == "-tag:leak"
    pane.chips.removed.emit("leak")
    assert window_case.session.sentence == ""


def test_a_long_sentence_is_not_repeated_whole_where_nothing_was_found() -> None:
    assert nothing_has("a" * 300).line == "Nothing found for “" + "a" * 27 + "…”."
    assert nothing_has("tag:leak").line == "Nothing has leak."


def test_two_chosen_rows_show_check_boxes_and_are_counted(window_case: WindowCase, pane: ListPane) -> None:
    items = window_case.hold_many([(LETTER + str(n), {}) for n in range(5)])
    window_case.until(lambda: len(pane.view.rows.numbers) == 5)
    pane.choose(tuple(items[:2]), items[0])
    assert pane.toolbar.count.words == "5 held · 2 selected"
    box = pane.view.visualRect(pane.view.rows.index_of(items[4])).topLeft() + QPoint(16, 16)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert set(window_case.session.selection.numbers) == {items[0], items[1], items[4]}
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert window_case.session.selection.numbers == ()


def test_try_again_is_offered_where_the_text_could_not_be_read(
    window_case: WindowCase, pane: ListPane
) -> None:
    item = window_case.hold(None, status="corrupt", title="Annex")
    _wait(window_case, pane, [item])
    pane.grab()
    asked: list[tuple[int, str]] = []
    pane.link_pressed.connect(lambda number, deed: asked.append((number, deed)))
    rect = pane.view.visualRect(pane.view.rows.index(0))
    place = QPoint(rect.right() - 20, rect.top() + 40)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [(item, "item.retry")]
    assert "Text could not be read" in _said(pane)


def test_passages_are_listed_with_their_item_and_their_marks(window_case: WindowCase, pane: ListPane) -> None:
    item = window_case.hold(LETTER, title="Minutes")
    passage = window_case.made(NewPassage(item, 28, 71, paths=("leak",)), Kind.PASSAGE)
    tag = window_case.case.look.tags.by_path("leak")
    assert tag is not None
    window_case.do(MarkTag(tag.n, 2))
    pane.show_kind(Kind.PASSAGE)
    _wait(window_case, pane, [passage])
    assert _said(pane) == (
        "Passage 1, It agreed to pay the harbour company twice., paragraph 1, item 1, not linked, tags leak"
    )
    pane.grab()
    row = pane.view.rows.row(0)
    assert row is not None
    assert row.item_name == "Minutes"
    assert pane._marks.mark("leak") == 2
    tall = pane.view.visualRect(pane.view.rows.index(0)).height()
    window_case.do(RemoveTags(Kind.PASSAGE, (passage,), (tag.n,)))
    pane.grab()
    assert pane.view.visualRect(pane.view.rows.index(0)).height() < tall


def test_a_case_without_items_says_so_and_later_that_it_has_one(window_case: WindowCase) -> None:
    pane = ListPane(window_case.session, TagMarks(window_case.session))
    told: list[bool] = []
    pane.emptiness_changed.connect(told.append)
    window_case.until(lambda: told == [True])
    window_case.hold(LETTER)
    window_case.until(lambda: told == [True, False])
    window_case.discard(pane)


def test_selecting_all_of_five_thousand_is_one_selection(window_case: WindowCase, pane: ListPane) -> None:
    window_case.hold_many([(None, {"title": f"Item {n}"}) for n in range(5_000)])
    window_case.until(lambda: len(pane.view.rows.numbers) == 5_000)
    pane.select_all()
    assert len(window_case.session.selection.numbers) == 5_000
    assert pane.toolbar.count.words == "5,000 held · 5,000 selected"


def test_sizes_and_ratings_are_said_in_plain_words() -> None:
    assert size_words(2_765) == "2,765 bytes"
    assert size_words(3_500_000) == "3.5 MB (3,500,000 bytes)"
    assert rating_words("F", "6") == "F and 6 mean: cannot be judged"
    assert rating_words("B", "2") == "Source: usually reliable. Content: probably true."
