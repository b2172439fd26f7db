"""A reporter's hour in the library: selecting, reading, marking, linking, tagging, all by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags, MarkTag, NewTag
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.items import Marking, ReadingState
from casefile.gui.library.library import Library, library_of
from casefile.gui.library.menus import item_menu, passage_menu
from casefile.gui.main_window import MainWindow
from casefile.gui.models.dragged_tags import tags_mime
from casefile.gui.pane import all_panes
from casefile.importers.pdf_sample import sample_pdf
from casefile.sandbox.in_process import InProcessReading
from tests.helpers.window_cases import LETTER, WindowCase


class Hand:
    """A window on a case, with what a hand does there."""

    def __init__(self, case: WindowCase) -> None:
        self.case = case
        self.window = MainWindow(case.session, [p for p in all_panes() if p.view == "library"])
        self.library: Library = library_of(self.window)
        self.window.view_changed.connect(lambda view: setattr(case.session, "view", view))
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        case.settle()

    @property
    def list(self):  # type: ignore[no-untyped-def]
        return self.library.list

    @property
    def reading(self):  # type: ignore[no-untyped-def]
        return self.library.reader.pane.reading

    def select(self, *items: int) -> None:
        """Selects rows of the list, once they are listed."""
        view = self.list.view
        self.case.until(lambda: all(n in view.rows.numbers for n in items))
        view.setFocus()
        self.list.choose(items, items[0])
        self.case.settle()

    def open(self, item: int) -> None:
        """Selects an item and waits for its text in the reader."""
        self.select(item)
        self.case.until(lambda: self.library.reader.item == item and bool(self.reading.text))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key where the keyboard is."""
        QTest.keyClick(self.window.focusWidget(), key, modifier)
        self.case.settle()

    def mark(self, start: int, end: int) -> None:
        """Selects words in the reader, which has the keyboard then."""
        self.library.reader.pane.current_view.setFocus()
        self.reading.select(start, end)

    def passages(self, item: int) -> list[tuple[int, int]]:
        return [(p.start, p.end) for p in self.case.case.look.passages.of_item(item)]


@pytest.fixture
def hand(window_case: WindowCase) -> Iterator[Hand]:
    hand = Hand(window_case)
    yield hand
    hand.library.reader.stop()
    window_case.discard(hand.window)


def _marked(case: WindowCase, *paths: str) -> None:
    """Gives tags the marks 1, 2 … in this order."""
    for number, path in enumerate(paths, 1):
        tag = case.case.look.tags.by_path(path)
        assert tag is not None
        case.do(MarkTag(tag.n, number))


def test_an_empty_case_is_one_place_to_drop_the_first_file(window_case: WindowCase, hand: Hand) -> None:
    window_case.until(lambda: not hand.window.list.isVisible())
    assert hand.library.centre.currentWidget() is not hand.library.reader.pane
    assert not hand.window.inspector.isVisible()
    item = window_case.hold(LETTER)
    window_case.until(lambda: hand.window.list.isVisible())
    assert hand.library.centre.currentWidget() is hand.library.reader.pane
    hand.open(item)


def test_selecting_an_item_shows_its_text_its_passages_and_its_details(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER, title="Minutes")
    passage = window_case.made(NewPassage(item, 28, 71), Kind.PASSAGE)
    hand.open(item)
    assert hand.reading.text.startswith(LETTER)
    window_case.until(lambda: len(hand.reading.marks) == 1)
    assert hand.reading.marks.get(passage).start == 28
    window_case.until(lambda: hand.library.inspector.details.title.text() == "Minutes")


def test_e_makes_a_passage_of_the_selected_words_and_it_is_chosen(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER)
    hand.open(item)
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_E)
    window_case.until(lambda: hand.passages(item) == [(28, 71)])
    window_case.until(lambda: hand.reading.chosen is not None)
    assert window_case.session.selection.kind is Kind.PASSAGE
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_E)
    window_case.until(lambda: bool(window_case.troubles))
    assert getattr(window_case.troubles[-1], "code", "") == "passage_same"


def test_a_digit_on_selected_words_makes_passage_and_tag_in_one_step(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER)
    window_case.do(AddTags(Kind.ITEM, (item,), ("leak",)))
    _marked(window_case, "leak")
    hand.open(item)
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_1)
    window_case.until(lambda: hand.passages(item) == [(28, 71)])
    tags = [tag.path for tag in window_case.case.look.tags.of(Kind.PASSAGE, 1)]
    assert tags == ["leak"]
    window_case.case.undo().result()
    window_case.settle()
    assert hand.passages(item) == []
    assert [tag.path for tag in window_case.case.look.tags.of(Kind.ITEM, item)] == ["leak"]


def test_s_links_to_the_working_claim_at_once_as_weak_with_the_origin_suggested(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER)
    claim = window_case.made(NewClaim("The council paid twice."), Kind.CLAIM)
    other = window_case.made(NewClaim("Nobody answered."), Kind.CLAIM)
    first = window_case.made(NewPassage(item, 0, 27), Kind.PASSAGE)
    window_case.do(LinkPassage(other, Relation.SUPPORTS, passage=first, origin=OriginNamed("Minutes")))
    window_case.session.set_working_claim(claim)
    hand.open(item)
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_S)
    window_case.until(lambda: window_case.case.look.evidence.link(2) is not None)
    link = window_case.case.look.evidence.link(2)
    assert (link.claim, link.relation, link.strength) == (claim, Relation.SUPPORTS, Strength.WEAK)
    assert link.origin_suggested
    assert not hand.library.inspector.form_is_open
    assert hand.library.reader.pane.working_claim.isVisible()


@pytest.mark.parametrize(
    ("key", "relation"),
    [
        (Qt.Key.Key_S, Relation.SUPPORTS),
        (Qt.Key.Key_X, Relation.CONTRADICTS),
        (Qt.Key.Key_C, Relation.CONTEXT),
    ],
)
def test_without_a_working_claim_the_form_opens_with_the_relation_set(
    window_case: WindowCase, hand: Hand, key: Qt.Key, relation: Relation
) -> None:
    item = window_case.hold(LETTER)
    hand.open(item)
    hand.mark(28, 71)
    hand.key(key)
    inspector = hand.library.inspector
    window_case.until(lambda: inspector.form_is_open and inspector.form.start is not None)
    assert inspector.form.relation.value is relation
    assert hand.passages(item) == []
    assert inspector.width() >= 340
    QTest.keyClick(inspector.form, Qt.Key.Key_Escape)
    window_case.until(lambda: not inspector.form_is_open)
    assert inspector.width() < 340


def test_shift_s_opens_the_form_with_the_working_claim_in_it(window_case: WindowCase, hand: Hand) -> None:
    item = window_case.hold(LETTER)
    claim = window_case.made(NewClaim("The council paid twice."), Kind.CLAIM)
    window_case.session.set_working_claim(claim)
    hand.open(item)
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    form = hand.library.inspector.form
    window_case.until(lambda: form.start is not None)
    assert form.claim.edit.text() == "C1  The council paid twice."


def test_n_makes_a_claim_of_the_words_and_pins_it(window_case: WindowCase, hand: Hand) -> None:
    item = window_case.hold(LETTER)
    hand.open(item)
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_N)
    window_case.until(lambda: window_case.session.working_claim == 1)
    claim = window_case.case.look.claims.get(1)
    assert claim.proposition == "It agreed to pay the harbour company twice."
    assert window_case.case.look.claims.said_in(1) == [1]


def test_a_quotation_is_copied_as_an_editor_can_use_it_with_what_is_unknown_said(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER, published="2016-10-07")
    hand.open(item)
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    wanted = "“It agreed to pay the harbour company twice.” (publisher unknown, 7 October 2016, paragraph 1)"
    window_case.until(lambda: QGuiApplication.clipboard().text() == wanted)
    QGuiApplication.clipboard().clear()


def test_t_on_selected_words_asks_which_tag(window_case: WindowCase, hand: Hand) -> None:
    item = window_case.hold(LETTER)
    hand.open(item)
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_T)
    popup = hand.library.deeds.tag
    assert popup.isVisible()
    assert popup.head.text() == "Tag these words"
    QTest.keyClicks(popup.field.edit, "leak")
    QTest.keyClick(popup.field.edit, Qt.Key.Key_Return)
    window_case.until(lambda: hand.passages(item) == [(28, 71)])
    assert [tag.path for tag in window_case.case.look.tags.of(Kind.PASSAGE, 1)] == ["leak"]
    assert not popup.isVisible()


def test_digits_and_zero_tag_and_untag_everything_selected(window_case: WindowCase, hand: Hand) -> None:
    items = window_case.hold_many([(LETTER + str(n), {}) for n in range(4)])
    window_case.do(AddTags(Kind.ITEM, (items[0],), ("leak",)))
    _marked(window_case, "leak")
    hand.select(*items)
    look = window_case.case.look
    hand.key(Qt.Key.Key_1)
    window_case.until(lambda: dict(look.tags.on_selection(Kind.ITEM, items)) == {1: 4})
    hand.key(Qt.Key.Key_1)
    window_case.until(lambda: look.tags.on_selection(Kind.ITEM, items) == [])
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_0)
    window_case.until(lambda: look.tags.on_selection(Kind.ITEM, items) == [])
    assert hand.list.view.chosen_count() == 4


def test_r_takes_a_letter_then_a_digit_as_one_step(window_case: WindowCase, hand: Hand) -> None:
    items = window_case.hold_many([(LETTER + str(n), {}) for n in range(2)])
    hand.select(*items)
    hand.key(Qt.Key.Key_R)
    popup = hand.library.deeds.rating
    assert popup.isVisible()
    QTest.keyClicks(popup, "b")
    QTest.keyClicks(popup, "2")
    window_case.settle()
    held = window_case.case.look.items.several(items)
    assert [(one.reliability, one.credibility) for one in held] == [("B", "2"), ("B", "2")]
    window_case.case.undo().result()
    held = window_case.case.look.items.several(items)
    assert {(one.reliability, one.credibility) for one in held} == {("F", "6")}


def test_f2_asks_for_the_title_over_the_row(window_case: WindowCase, hand: Hand) -> None:
    item = window_case.hold(LETTER)
    hand.select(item)
    hand.key(Qt.Key.Key_F2)
    popup = hand.library.deeds.title
    assert popup.isVisible()
    QTest.keyClicks(popup.edit, "Minutes")
    QTest.keyClick(popup.edit, Qt.Key.Key_Return)
    window_case.until(lambda: window_case.case.look.items.get(item).title == "Minutes")
    assert hand.list.view.hasFocus()


def test_marking_is_chosen_in_words(window_case: WindowCase, hand: Hand) -> None:
    item = window_case.hold(LETTER)
    hand.select(item)
    hand.library.deeds.do("marking.RED")
    window_case.until(lambda: window_case.case.look.items.get(item).marking is Marking.RED)


def test_delete_puts_the_selection_in_the_trash_and_undo_brings_it_back(
    window_case: WindowCase, hand: Hand
) -> None:
    items = window_case.hold_many([(LETTER + str(n), {}) for n in range(3)])
    hand.select(items[0], items[1])
    hand.key(Qt.Key.Key_Delete)
    window_case.until(lambda: list(hand.list.view.rows.numbers) == [items[2]])
    assert window_case.session.selection.numbers == ()
    window_case.case.undo().result()
    window_case.until(lambda: len(hand.list.view.rows.numbers) == 3)


def test_j_goes_to_the_next_unread_item_and_what_was_looked_at_is_read(
    window_case: WindowCase, hand: Hand
) -> None:
    items = window_case.hold_many(
        [(LETTER + str(n), {"reading_state": "read" if n == 1 else "unread"}) for n in range(3)]
    )
    newest_first = items[::-1]
    hand.select(newest_first[0])
    hand.key(Qt.Key.Key_J)
    window_case.until(lambda: window_case.session.selection.numbers == (newest_first[2],))
    window_case.until(lambda: hand.library.reader.item == newest_first[2])
    state = window_case.case.look.items.get(newest_first[2]).reading_state
    assert state is ReadingState.UNREAD
    hand.library.reader.mark_read()
    window_case.until(
        lambda: window_case.case.look.items.get(newest_first[2]).reading_state is ReadingState.READ
    )
    assert window_case.case.next_undo() is None, "having read is no step"


def test_space_looks_without_leaving_the_list_and_follows_the_arrows(
    window_case: WindowCase, hand: Hand
) -> None:
    items = window_case.hold_many([(LETTER + str(n), {"title": f"Item {n}"}) for n in range(2)])
    hand.select(items[1])
    hand.key(Qt.Key.Key_Space)
    peek = hand.library.deeds.peek
    window_case.until(peek.isVisible)
    assert peek.name.words == "Item 1"
    assert hand.list.view.hasFocus()
    hand.key(Qt.Key.Key_Down)
    window_case.until(lambda: peek.name.words == "Item 0")
    hand.key(Qt.Key.Key_Space)
    assert not peek.isVisible()


def test_a_passage_in_the_list_is_shown_at_its_place(window_case: WindowCase, hand: Hand) -> None:
    item = window_case.hold(LETTER)
    passage = window_case.made(NewPassage(item, 28, 71), Kind.PASSAGE)
    hand.list.show_kind(Kind.PASSAGE)
    hand.select(passage)
    window_case.until(lambda: hand.reading.chosen is not None and hand.reading.chosen.n == passage)
    inspector = hand.library.inspector
    window_case.until(lambda: inspector.pages.currentWidget() is inspector.passage)


def test_a_list_that_is_refreshed_does_not_take_the_selection_from_a_passage(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER)
    hand.open(item)
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_E)
    window_case.until(lambda: window_case.session.selection.kind is Kind.PASSAGE)
    window_case.hold(LETTER + "b")
    window_case.until(lambda: len(hand.list.view.rows.numbers) == 2)
    assert window_case.session.selection.kind is Kind.PASSAGE


def test_another_pane_can_send_the_reporter_to_an_item(window_case: WindowCase, hand: Hand) -> None:
    item = window_case.hold(LETTER)
    window_case.session.go("library", Ref(Kind.ITEM, item))
    window_case.until(lambda: hand.library.reader.item == item)
    window_case.until(lambda: hand.list.view.chosen() == (item,))
    window_case.session.place_wanted.emit(item, 73, 155)
    window_case.settle()
    assert hand.library.reader.item == item


def test_the_menus_hold_at_most_twelve_entries_most_used_first_trash_last(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER)
    hand.select(item)
    marks, deeds = hand.library.marks, hand.window.deeds
    for menu, first in (
        (item_menu(hand.list, deeds, marks, lambda _id: None, several=False), "Open"),
        (passage_menu(hand.list, deeds, marks, lambda _id: None, several=False), "Open at passage"),
    ):
        entries = _entries(menu)
        assert len(entries) <= 12
        assert entries[0] == first
        assert entries[-1] == "Move to trash"
        assert menu.actions()[-2].isSeparator()


def _entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_nothing_happens_in_the_library_while_another_view_is_shown(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER)
    hand.select(item)
    hand.window.show_view("claims")
    hand.window.deeds["item.trash"].trigger()
    window_case.settle()
    assert window_case.case.look.items.get(item).trashed is None


def test_a_narrow_window_keeps_list_and_reader_and_slides_the_form_in(
    window_case: WindowCase, hand: Hand
) -> None:
    item = window_case.hold(LETTER)
    hand.window.resize(1024, 700)
    hand.open(item)
    assert not hand.library.inspector.isVisible()
    hand.mark(28, 71)
    hand.key(Qt.Key.Key_X)
    window_case.until(lambda: hand.library.inspector.isVisible())
    assert hand.library.inspector.form_is_open


def test_a_tag_dropped_on_a_selected_row_goes_on_the_whole_selection(
    window_case: WindowCase, hand: Hand
) -> None:
    items = window_case.hold_many([(LETTER + str(n), {}) for n in range(3)])
    window_case.do(NewTag("leak"))
    hand.select(items[0], items[1])
    view, tag = hand.list.view, window_case.case.look.tags.by_path("leak")
    place = view.visualRect(view.rows.index_of(items[0])).center()
    carried, link = tags_mime([tag]), Qt.DropAction.LinkAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(place, link, carried, buttons, keys),
        QDragMoveEvent(place, link, carried, buttons, keys),
        QDropEvent(QPointF(place), link, carried, buttons, keys),
    ):
        QApplication.sendEvent(view.viewport(), event)
    wanted = [(tag.n, 2)]
    window_case.until(lambda: window_case.case.look.tags.on_selection(Kind.ITEM, items) == wanted)


def test_a_pdf_can_be_read_as_its_pages(tmp_path: Path, qapp: QApplication) -> None:
    case = WindowCase(tmp_path / "Larkspur.casefile", InProcessReading())
    hand = Hand(case)
    try:
        original = sample_pdf(("Harbour board minutes", "Second page"))
        item = case.hold("Harbour board minutes", original=original, original_name="minutes.pdf")
        hand.open(item)
        pane = hand.library.reader.pane
        case.until(lambda: pane.page_view.page_count == 2)
        pane.set_mode("original")
        assert pane.mode == "original"
        other = case.hold(LETTER)
        hand.open(other)
        case.until(lambda: pane.mode == "text")
    finally:
        hand.library.reader.stop()
        case.discard(hand.window)
        case.close()
