"""The search field shows how it understands a sentence, mends it, completes it, and leads out and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from casefile.casework.commands.tagging import NewTag
from casefile.gui.main_window import MainWindow
from casefile.gui.pane import Pane
from casefile.gui.search.completing_sentence import completed, typed_at
from casefile.gui.search.search_desk import SearchDesk
from casefile.gui.search.sentence_edit import SentenceEdit
from casefile.gui.search.sentence_help import SentenceHelp, mended
from casefile.gui.theme import Look
from tests.helpers.window_cases import WindowCase


class Rows(QListWidget):
    """A list to come from."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.addItems(["one", "two"])


@pytest.fixture
def window(window_case: WindowCase, qtbot) -> Iterator[MainWindow]:  # type: ignore[no-untyped-def]
    for path in ("theme:leak", "theme:denial", "theme:left out"):
        window_case.do(NewTag(path))
    made = MainWindow(window_case.session, [Pane("library", "list", "Items", Rows)])
    made.search.settled.connect(window_case.session.set_sentence)
    made.desk = SearchDesk(made, window_case.session)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    rows = made.list.widget_of("library")
    assert rows is not None
    rows.setFocus()
    yield made


@pytest.fixture
def edit(window: MainWindow) -> SentenceEdit:
    edit = window.search.edit
    assert isinstance(edit, SentenceEdit)
    window.deeds["go.search"].trigger()
    return edit


@pytest.fixture
def helping(window: MainWindow) -> SentenceHelp:
    desk: SearchDesk = window.desk  # type: ignore[attr-defined]
    assert desk.help is not None
    return desk.help


def pause(window: MainWindow) -> None:
    """The pause after the last letter is over."""
    window.search._say()


def test_a_known_field_stands_on_a_chip_and_a_word_on_none(edit: SentenceEdit, the_look: Look) -> None:
    edit.setText("harbour")
    without = edit.grab().toImage()
    edit.setText("tag:leak")
    chip = the_look.colour("accent_soft").rgb()
    picture = edit.grab().toImage()

    def pixels(image) -> int:  # type: ignore[no-untyped-def]
        return sum(image.pixel(x, image.height() // 2 - 6) == chip for x in range(0, min(image.width(), 120)))

    assert pixels(without) == 0
    assert pixels(picture) > 20


def test_a_mistake_is_said_with_what_was_meant_and_a_click_mends_it(
    window: MainWindow, edit: SentenceEdit, helping: SentenceHelp, window_case: WindowCase
) -> None:
    QTest.keyClicks(edit, "harbour befor:2016")
    pause(window)
    assert helping.popup.isVisible()
    (choice,) = helping.list.choices
    assert choice.words == "`befor:` is not known." and choice.right == "Use before:"
    assert edit.accessibleDescription() == "`befor:` is not known."
    assert window_case.session.sentence == "harbour befor:2016"
    helping.list.picked.emit(choice)
    pause(window)
    assert edit.text() == "harbour before:2016"
    assert window_case.session.sentence == "harbour before:2016"
    assert not helping.popup.isVisible() and edit.hasFocus()


def test_what_is_only_half_typed_is_no_mistake_yet(
    window: MainWindow, edit: SentenceEdit, helping: SentenceHelp
) -> None:
    QTest.keyClicks(edit, "harbour or")
    assert edit.mistakes == ()
    QTest.keyClicks(edit, " before:")
    assert edit.mistakes == ()
    edit.setText("before: harbour")
    assert [mistake.code for mistake in edit.mistakes] == ["missing_value"]


def test_tags_are_completed_after_their_field_by_arrows_and_enter(
    window: MainWindow, edit: SentenceEdit, helping: SentenceHelp, window_case: WindowCase
) -> None:
    QTest.keyClicks(edit, "harbour tag:le")
    window_case.until(helping.popup.isVisible)
    assert [choice.words for choice in helping.list.choices] == ["leak", "left out"]
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == 'harbour tag:"theme:left out" '
    assert not helping.popup.isVisible() and edit.hasFocus()


def test_names_of_fields_are_offered_and_taken_with_tab(
    window: MainWindow, edit: SentenceEdit, helping: SentenceHelp, window_case: WindowCase
) -> None:
    QTest.keyClicks(edit, "-ki")
    assert [choice.key for choice in helping.list.choices] == ["kind:"]
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.text() == "-kind:" and edit.hasFocus()
    assert "article" in [choice.words for choice in helping.list.choices]
    QTest.keyClicks(edit, "em")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.text() == "-kind:email "


def test_esc_closes_the_help_then_empties_then_goes_back(
    window: MainWindow, edit: SentenceEdit, helping: SentenceHelp, window_case: WindowCase
) -> None:
    QTest.keyClicks(edit, "is:un")
    assert helping.popup.isVisible()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert not helping.popup.isVisible() and edit.text() == "is:un"
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "" and window_case.session.sentence == "" and edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    rows = window.list.widget_of("library")
    assert rows is not None and rows.hasFocus()


def test_the_help_goes_when_the_keyboard_leaves_the_field(
    window: MainWindow, edit: SentenceEdit, helping: SentenceHelp
) -> None:
    QTest.keyClicks(edit, "kind:")
    assert helping.popup.isVisible()
    rows = window.list.widget_of("library")
    assert rows is not None
    rows.setFocus()
    assert not helping.popup.isVisible()


def test_what_is_typed_is_read_at_the_cursor_in_letters_of_any_plane(edit: SentenceEdit) -> None:
    sentence = "𝔥𝔞𝔯𝔟𝔬𝔲𝔯 (-tag:le) more"
    at = sentence.index(")")
    typed = typed_at(sentence, at)
    assert (typed.name, typed.value, sentence[typed.start :].startswith("tag:")) == ("tag", "le", True)
    assert completed(sentence, at, "tag:leak")[0] == "𝔥𝔞𝔯𝔟𝔬𝔲𝔯 (-tag:leak) more"
    edit.setText(sentence)
    edit.setCursorPosition(len(sentence[:at].encode("utf-16-le")) // 2)
    assert edit.points(edit.cursorPosition()) == at


def test_mending_takes_away_what_is_too_much(edit: SentenceEdit) -> None:
    edit.setText("leak) harbour")
    (mistake,) = edit.mistakes
    assert mended(edit.text(), mistake) == "leak harbour"
