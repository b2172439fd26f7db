"""The reader as a whole: its states, its toolbar, its bar for selected words, its keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from casefile.domain.evidence import Relation
from casefile.gui.action_binding import ActionTable
from casefile.gui.actions import BY_ID
from casefile.gui.reader.marks import Stretch
from casefile.gui.reader.reader_keys import READER_ACTIONS
from casefile.gui.reader.reader_pane import SWITCHED_OFF, ReaderPane
from casefile.gui.widgets import EmptyState
from tests.helpers.reading_matter import DrawnPages, find_plainly, layer_of, passage, plain_layer, stretch_of

LAYER = layer_of(pages=(0, 2, 4, 5))


@pytest.fixture
def pane(qtbot: QtBot) -> ReaderPane:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    pane = ReaderPane(find_plainly)
    window.setCentralWidget(pane)
    window.show()
    pane.window_kept = window  # type: ignore[attr-defined]
    return pane


def read(pane: ReaderPane) -> None:
    pane.show_item("The missing cranes")
    pane.set_layer(LAYER)
    pane.text_view.setFocus()


def said(pane: ReaderPane) -> str:
    """What the state page says, when it is what is seen."""
    state = pane._empty.currentWidget()
    assert isinstance(state, EmptyState)
    return state.accessibleName() if state.isVisible() else ""


def test_without_an_item_the_reader_says_choose_an_item(pane: ReaderPane) -> None:
    assert said(pane).startswith("Choose an item.")
    assert not pane.toolbar.isEnabled()


def test_the_states_of_an_item_are_told_and_offer_their_next_step(pane: ReaderPane, qtbot: QtBot) -> None:
    asked: list[str] = []
    pane.asked.connect(asked.append)
    pane.show_item("a.txt")
    assert said(pane).startswith("Reading text…")
    pane.show_item("b.png", state="no_text", kind="image")
    assert said(pane).startswith("This image has no text layer.")
    _press(pane, "Type what it says")
    pane.show_item("c.pdf", state="not_read", reason="The file ends too early.")
    assert said(pane) == "The file ends too early. The original was kept."
    _press(pane, "Try again")
    assert asked == ["item.type_text", "item.read_again"]
    pane.show_item("d.txt")
    pane.set_layer(plain_layer(" \n"))
    assert said(pane).startswith("This item has no text layer.")


def _press(pane: ReaderPane, words: str) -> None:
    button = next(b for b in pane._empty.findChildren(QPushButton) if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_pages_are_seen_while_the_text_is_still_being_read(pane: ReaderPane) -> None:
    pane.show_item("report.pdf")
    pane.set_pages(DrawnPages(LAYER))
    assert pane.mode == "original"
    assert pane.waiting.isVisible()
    pane.set_layer(LAYER)
    assert not pane.waiting.isVisible()
    assert pane.mode == "original"
    assert pane.toolbar.place.text() == "page 1 of 4"
    pane.set_mode("text")
    assert pane.text_view.isVisible()


def test_what_is_switched_off_in_a_file_is_said_until_it_is_dismissed(pane: ReaderPane) -> None:
    read(pane)
    assert not pane.switched_off.isVisible()
    pane.show_item("page.html", switched_off=True)
    assert pane.switched_off.isVisible()
    assert pane.switched_off.accessibleName() == SWITCHED_OFF


def test_a_derived_title_stands_in_quotation_marks(pane: ReaderPane) -> None:
    pane.show_item("The board of Port Ellery", derived=True)
    assert pane.toolbar.name.words == "“The board of Port Ellery”"
    pane.show_item("The missing cranes")
    assert pane.toolbar.name.words == "The missing cranes"


def test_the_toolbar_says_which_paragraphs_are_in_sight(pane: ReaderPane) -> None:
    read(pane)
    assert pane.toolbar.place.text() == "¶1–7 of 7"
    pane.window().resize(700, 260)
    pane.jump_to(*stretch_of(LAYER, "sans lire"))
    assert pane.toolbar.place.text().endswith("–7 of 7")
    assert not pane.toolbar.place.text().startswith("¶1")


def test_a_narrow_reader_gives_its_title_the_room(pane: ReaderPane) -> None:
    read(pane)
    pane.set_passages([passage(LAYER, 1, "three old cranes"), passage(LAYER, 2, "sans lire")])
    assert pane.toolbar.count.words == "· 2 passages"
    parts = (pane.toolbar.count, pane.toolbar.place, pane.toolbar.size_button)
    assert [part.isVisible() for part in parts] == [True, True, True]
    pane.window().resize(460, 500)
    assert [part.isVisible() for part in parts] == [False, False, False]
    pane.set_passages([passage(LAYER, 1, "three old cranes")])
    assert not pane.toolbar.count.isVisible()
    assert pane.minimumSizeHint().width() <= 440


def test_what_a_drop_would_fall_on_is_told(pane: ReaderPane) -> None:
    read(pane)
    pane.set_passages([passage(LAYER, 1, "sold three old cranes"), passage(LAYER, 2, "three old")])
    view = pane.text_view
    start, end = stretch_of(LAYER, "three old")
    middle = view.in_viewport(view.flow.rectangles(start, start + 1)[0]).center().toPoint()
    assert pane.stretch_at(view.viewport().mapToGlobal(middle)) == Stretch(start, end, 2)
    view.select(*stretch_of(LAYER, "quietly sold three"))
    chosen = Stretch(*stretch_of(LAYER, "quietly sold three"))
    assert pane.stretch_at(view.viewport().mapToGlobal(middle)) == chosen
    assert pane.stretch_at(view.viewport().mapToGlobal(view.viewport().rect().topLeft())) is None


def test_original_is_offered_only_where_there_are_pages(pane: ReaderPane) -> None:
    read(pane)
    pane.set_mode("original")
    assert pane.mode == "text"
    assert pane.toolbar.mode.value == "text"
    pane.set_pages(DrawnPages(LAYER))
    pane.set_mode("original")
    assert pane.mode == "original"
    pane.set_pages(None)
    assert pane.mode == "text"


def test_the_place_is_kept_between_text_and_original(pane: ReaderPane) -> None:
    read(pane)
    pages = DrawnPages(LAYER)
    pane.set_pages(pages)
    pane.window().resize(800, 300)
    pane.jump_to(*stretch_of(LAYER, "Il a signé"))
    pane.text_view.select(*stretch_of(LAYER, "procès-verbal"))
    pane.set_mode("original")
    pages.answer()
    assert pane.page_view.page == 3
    assert pane.reading.selected_words == "procès-verbal"
    pane.page_view.go_to_page(1)
    pane.reading.select(0, 0)
    pane.set_mode("text")
    first, _ = stretch_of(LAYER, '"It was')
    assert pane.text_view.flow.pieces.at(first) in dict(pane.text_view.in_sight())


def test_a_jump_to_a_passage_chooses_it(pane: ReaderPane) -> None:
    read(pane)
    pane.set_passages([passage(LAYER, 12, "sans lire"), passage(LAYER, 13, "lire")])
    pane.jump_to(*stretch_of(LAYER, "lire"))
    assert pane.reading.chosen is not None
    assert pane.reading.chosen.n == 13


@pytest.mark.parametrize(
    ("key", "keys", "signal", "what"),
    [
        (Qt.Key.Key_E, "", "passage_wanted", stretch_of(LAYER, "three old cranes")),
        (Qt.Key.Key_S, "", "link_wanted", ("supports", Stretch(*stretch_of(LAYER, "three old cranes")))),
        (Qt.Key.Key_X, "", "link_wanted", ("contradicts", Stretch(*stretch_of(LAYER, "three old cranes")))),
        (Qt.Key.Key_C, "", "link_wanted", ("context", Stretch(*stretch_of(LAYER, "three old cranes")))),
        (Qt.Key.Key_S, "Shift", "link_form_wanted", (Stretch(*stretch_of(LAYER, "three old cranes")),)),
        (Qt.Key.Key_T, "", "tag_wanted", (Stretch(*stretch_of(LAYER, "three old cranes")),)),
        (Qt.Key.Key_9, "", "mark_wanted", (9, Stretch(*stretch_of(LAYER, "three old cranes")))),
        (
            Qt.Key.Key_N,
            "",
            "claim_wanted",
            ("three old cranes", Stretch(*stretch_of(LAYER, "three old cranes"))),
        ),
        (
            Qt.Key.Key_C,
            "Ctrl+Shift",
            "copy_with_citation_wanted",
            (Stretch(*stretch_of(LAYER, "three old cranes")),),
        ),
    ],
)
def test_the_keys_of_the_table_act_on_selected_words(
    pane: ReaderPane, key: Qt.Key, keys: str, signal: str, what: tuple[Any, ...]
) -> None:
    read(pane)
    pane.text_view.select(*stretch_of(LAYER, "three old cranes"))
    got: list[tuple[Any, ...]] = []
    getattr(pane.reading, signal).connect(lambda *args: got.append(args))
    held = Qt.KeyboardModifier.NoModifier
    if "Ctrl" in keys:
        held |= Qt.KeyboardModifier.ControlModifier
    if "Shift" in keys:
        held |= Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(pane.text_view, key, held)
    assert got == [tuple(what)]


def test_a_window_with_its_own_table_of_keys_is_not_served_twice(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    table = ActionTable(window)
    pane = ReaderPane(find_plainly, own_keys=False)
    window.setCentralWidget(pane)
    table.work_in(pane, "reader")
    for action in READER_ACTIONS:
        table.when(action, lambda action=action: pane.do(action))
    window.resize(900, 600)
    window.show()
    read(pane)
    qtbot.waitUntil(lambda: pane.text_view.hasFocus())
    pane.text_view.select(*stretch_of(LAYER, "three old cranes"))
    got: list[object] = []
    pane.reading.passage_wanted.connect(lambda *place: got.append(place))
    QTest.keyClick(pane.text_view, Qt.Key.Key_E)
    assert got == [stretch_of(LAYER, "three old cranes")]


def test_every_action_of_the_reader_stands_in_the_table() -> None:
    assert set(READER_ACTIONS) <= set(BY_ID)


def test_the_bar_appears_below_selected_words_and_never_takes_the_keyboard(
    pane: ReaderPane, qtbot: QtBot
) -> None:
    read(pane)
    pane.text_view.select(*stretch_of(LAYER, "three old cranes"))
    pane.text_view.select_ended.emit()
    bar = pane.selection_bar
    assert bar is not None
    assert bar.isVisible()
    words = pane.text_view.selection_rect().translated(
        pane.text_view.viewport().mapTo(pane.window(), pane.text_view.viewport().rect().topLeft())
    )
    assert bar.geometry().top() > words.bottom()
    assert not bar.isAncestorOf(pane.window().focusWidget() or pane)
    got: list[object] = []
    pane.reading.link_wanted.connect(lambda relation, _stretch: got.append(relation))
    contradicts = next(part for part in bar._parts if part.accessibleName() == "Contradicts, X")
    QTest.mouseClick(contradicts, Qt.MouseButton.LeftButton)
    assert got == ["contradicts"]
    assert not bar.isVisible()


def test_the_bar_flips_above_near_the_bottom_and_keeps_to_a_narrow_window(pane: ReaderPane) -> None:
    read(pane)
    pane.text_view.select(*stretch_of(LAYER, "three old cranes"))
    pane.text_view.select_ended.emit()
    bar = pane.selection_bar
    assert bar is not None
    within = pane.window().rect()
    low = QRect(100, within.bottom() - 30, 200, 27)
    bar.show_for(low, within)
    assert bar.geometry().bottom() < low.top()
    wide = bar.width()
    pane.window().resize(480, 500)
    bar.show_for(QRect(400, 100, 60, 27), pane.window().rect())
    assert bar.width() < wide
    assert pane.window().rect().contains(bar.geometry())


def test_the_bar_goes_when_nothing_is_selected_or_the_reader_is_hidden(pane: ReaderPane) -> None:
    read(pane)
    for leave in (lambda: pane.reading.select(3, 3), pane.hide):
        pane.show()
        pane.text_view.select(*stretch_of(LAYER, "three old cranes"))
        pane.text_view.select_ended.emit()
        assert pane.selection_bar is not None
        assert pane.selection_bar.isVisible()
        leave()
        assert not pane.selection_bar.isVisible()


def test_text_size_and_zoom_follow_what_is_shown(pane: ReaderPane) -> None:
    read(pane)
    sizes: list[int] = []
    pane.reading_px_changed.connect(sizes.append)
    QTest.keyClick(pane.text_view, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    pane.do("zoom.out")
    pane.do("zoom.out")
    assert sizes == [18, 17, 16]
    pane.set_pages(DrawnPages(LAYER))
    pane.set_mode("original")
    before = pane.page_view._column
    assert before is not None
    pane.do("zoom.in")
    assert pane.page_view._column is not None
    assert pane.page_view._column.scale > before.scale
    assert sizes == [18, 17, 16]


def test_ctrl_shift_f_opens_the_find_bar_and_f3_walks_from_the_text(pane: ReaderPane, qtbot: QtBot) -> None:
    read(pane)
    pane.text_view.select(*stretch_of(LAYER, "cranes"))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(pane.text_view, Qt.Key.Key_F, held)
    assert pane.find_bar.isVisible()
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "1 of 3")
    pane.text_view.setFocus()
    QTest.keyClick(pane.text_view, Qt.Key.Key_F3)
    assert pane.find_bar.count.text() == "2 of 3"
    pane.find_bar.close_up()
    assert pane.text_view.hasFocus()


def test_a_made_passage_is_chosen_and_the_words_are_let_go(pane: ReaderPane) -> None:
    read(pane)
    pane.text_view.select(*stretch_of(LAYER, "three old cranes"))
    pane.set_passages([passage(LAYER, 31, "three old cranes", Relation.SUPPORTS)])
    pane.passage_made(31)
    assert pane.reading.selected_words == ""
    assert pane.reading.chosen is not None
    assert pane.reading.chosen.n == 31


def test_the_working_claim_stands_at_the_foot(pane: ReaderPane) -> None:
    read(pane)
    assert not pane.working_claim.isVisible()
    pane.set_working_claim("C2 The sale was never put out to tender")
    assert pane.working_claim.isVisible()
    assert pane.working_claim.accessibleName().endswith("put out to tender")
    asked: list[str] = []
    pane.asked.connect(asked.append)
    pane.working_claim.unpinned.emit()
    assert asked == ["claim.unpin"]
    pane.set_working_claim(None)
    assert not pane.working_claim.isVisible()


def test_nothing_of_the_item_before_is_left(pane: ReaderPane) -> None:
    read(pane)
    pane.set_passages([passage(LAYER, 1, "three old cranes")])
    pane.text_view.select(*stretch_of(LAYER, "two members"))
    pane.reading.choose(1)
    pane.show_item("another")
    assert pane.reading.text == ""
    assert pane.reading.selection == (0, 0)
    assert pane.reading.chosen is None
    assert len(pane.reading.marks) == 0
    assert pane.page_view.page_count == 0
