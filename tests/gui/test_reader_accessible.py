"""The reader for those who listen: a real text with a caret, asked as a screen reader asks."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casefile.domain.evidence import Relation
from casefile.gui.reader import accessible_text, text_view
from casefile.gui.reader.reader_pane import ReaderPane
from tests.helpers.reading_matter import find_plainly, layer_of, passage, stretch_of

LAYER = layer_of()


@pytest.fixture
def pane(qtbot: QtBot) -> ReaderPane:
    pane = ReaderPane(find_plainly)
    qtbot.addWidget(pane)
    pane.resize(900, 800)
    pane.show()
    pane.show_item("The missing cranes")
    pane.set_layer(LAYER)
    pane.text_view.setFocus()
    return pane


def text_of(pane: ReaderPane) -> QAccessibleTextInterface:
    found = QAccessible.queryAccessibleInterface(pane.text_view).textInterface()
    assert found is not None
    return found


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def test_the_reader_is_a_text_that_can_be_read_and_not_written(pane: ReaderPane) -> None:
    access = QAccessible.queryAccessibleInterface(pane.text_view)
    assert access.role() == QAccessible.Role.EditableText
    assert access.text(QAccessible.Text.Name) == "Text"
    assert access.tableCellInterface() is None
    assert access.valueInterface() is None
    state = access.state()
    assert (state.readOnly, state.multiLine, state.selectableText, state.focusable) == (1, 1, 1, 1)


def test_the_whole_text_is_there_to_the_letter_in_qts_units(pane: ReaderPane) -> None:
    text = text_of(pane)
    assert text.characterCount() == units(LAYER.text)
    assert text.text(0, text.characterCount()) == LAYER.text
    start = units(LAYER.text[: LAYER.text.index("👩")])
    assert text.text(start, start + 8) == "👩‍👩‍👧"
    assert text.text(start + 8, start + 15) == ", and t"


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (10**9, 10**9 + 4), (5, 2), (2**31 - 1, -(2**31))])
def test_senseless_offsets_are_answered_without_harm(pane: ReaderPane, start: int, end: int) -> None:
    text = text_of(pane)
    assert text.text(start, end) == LAYER.text[max(0, start) : max(0, end)]
    text.characterRect(start)
    text.scrollToSubstring(start, end)
    text.setCursorPosition(start)
    assert 0 <= text.cursorPosition() <= text.characterCount()


def test_the_caret_is_told_and_can_be_moved(pane: ReaderPane) -> None:
    text = text_of(pane)
    place = LAYER.text.index("The treasurer")
    text.setCursorPosition(units(LAYER.text[:place]))
    assert pane.reading.caret == place
    QTest.keyClick(pane.text_view, Qt.Key.Key_Right)
    assert text.cursorPosition() == units(LAYER.text[: place + 1])


def test_words_are_selected_from_outside(pane: ReaderPane) -> None:
    text = text_of(pane)
    start, end = stretch_of(LAYER, "three old cranes")
    text.addSelection(start, end)
    assert pane.reading.selected_words == "three old cranes"
    text.setSelection(0, start, end - 7)
    assert pane.reading.selected_words == "three old"
    assert cast(accessible_text.ReaderText, text).selection(0) == (start, end - 7)
    assert text.selectionCount() == int(accessible_text.TELLS_SELECTIONS)
    text.removeSelection(0)
    assert pane.reading.selected_words == ""


def test_a_letter_is_found_where_it_stands_on_the_screen(pane: ReaderPane) -> None:
    text = text_of(pane)
    start, _ = stretch_of(LAYER, "cranes to")
    rect = text.characterRect(start)
    assert rect.width() > 2
    assert text.offsetAtPoint(QPoint(rect.left() + 1, rect.center().y())) == start


def test_entering_a_passage_is_said_once_with_its_links(
    pane: ReaderPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(text_view, "announce", lambda widget, words, **_: spoken.append(words))
    pane.set_passages([passage(LAYER, 25, "three old cranes", Relation.SUPPORTS, claim="C27")])
    start, end = stretch_of(LAYER, "three old cranes")
    pane.text_view.put_caret(start - 1)
    for _ in range(4):
        QTest.keyClick(pane.text_view, Qt.Key.Key_Right)
    assert spoken == ["passage P25, supports C27, contradicts nothing"]
    pane.text_view.put_caret(end + 2)
    pane.text_view.put_caret(end - 1)
    assert len(spoken) == 2


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((4, 4), (0, 3), "The selected"),
        ((0, 3), (0, 11), " harbour selected"),
        ((0, 11), (0, 3), " harbour not selected"),
        ((4, 11), (0, 11), "The  selected"),
        ((0, 11), (2, 2), "nothing selected"),
        ((2, 2), (5, 5), ""),
        ((0, 1), (0, 400), "399 characters selected"),
    ],
)
def test_what_becomes_selected_is_said(
    pane: ReaderPane, before: tuple[int, int], after: tuple[int, int], words: str
) -> None:
    speaker = pane.text_view.findChild(accessible_text.Speaker)
    assert speaker is not None
    assert speaker.selection_words(before, after) == words


def test_the_access_outlives_its_python_and_goes_with_its_reader(qtbot: QtBot) -> None:
    import gc

    from PySide6.QtCore import QCoreApplication, QEvent
    from shiboken6 import isValid

    pane = ReaderPane(find_plainly)
    QAccessible.queryAccessibleInterface(pane.text_view)
    gc.collect()
    access = accessible_text._given[-1]
    assert isValid(access)
    pane.deleteLater()
    del pane
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(access)
