"""Every deed has one name, one key in a place, and no key ever acts while words are typed."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QMainWindow, QVBoxLayout, QWidget

from casefile.gui import icons
from casefile.gui.action_binding import ActionTable
from casefile.gui.actions import ACTIONS, BY_ID, MENUS, PLACES, VIEWS, Place, is_single, tooltip


class Desk(QMainWindow):
    """A window with a list, a second list and a text field."""

    def __init__(self) -> None:
        super().__init__()
        middle = QWidget()
        column = QVBoxLayout(middle)
        self.list, self.tags, self.field = QListWidget(), QListWidget(), QLineEdit()
        self.list.addItems(["one", "two", "three"])
        self.inner = QLineEdit(self.list)
        for widget in (self.list, self.tags, self.field):
            column.addWidget(widget)
        self.setCentralWidget(middle)
        self.actions_table = ActionTable(self)
        self.actions_table.work_in(self.list, "list")
        self.actions_table.work_in(self.tags, "tags")
        self.asked: list[str] = []
        self.actions_table.asked.connect(self.asked.append)

    def go_to(self, widget: QWidget) -> None:
        widget.setFocus()
        QTest.qWait(0)
        assert widget.hasFocus()


@pytest.fixture
def desk(qtbot) -> Desk:  # type: ignore[no-untyped-def]
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    return desk


@pytest.mark.parametrize("place", PLACES)
def test_no_key_is_used_twice_in_one_place(place: Place) -> None:
    keys: list[str] = []
    for action in ACTIONS:
        if not action.places or place in action.places:
            keys += action.keys
        keys += action.far_keys
    named = [QKeySequence(key).toString() for key in keys]
    assert "" not in named
    assert [key for key, times in Counter(named).items() if times > 1] == []


def test_a_key_words_are_typed_with_always_needs_a_place() -> None:
    for action in ACTIONS:
        assert not [key for key in action.far_keys if is_single(key)], action.id
        if any(is_single(key) for key in action.keys):
            assert action.places, action.id


def test_the_table_holds_every_deed_once_and_only_icons_we_ship() -> None:
    assert len(BY_ID) == len(ACTIONS) >= 80
    for action in ACTIONS:
        assert action.text and not action.text.endswith("...")
        if action.icon:
            assert not icons.pixmap(action.icon).isNull()
    assert all(f"view.{view}" in BY_ID for view in VIEWS)


def test_every_menu_of_the_menu_bar_has_something_in_it() -> None:
    for menu in MENUS:
        assert [action for action in ACTIONS if action.menu == menu]


def test_labels_use_the_words_of_the_word_table() -> None:
    never = (
        "project",
        "vault",
        "database",
        "attachment",
        "excerpt",
        "snippet",
        "label",
        "keyword",
        "statement",
        "edge",
        "connection",
        "report",
        "dump",
        "canvas",
        "chronology",
        "queue",
    )
    for action in ACTIONS:
        spoken = f"{action.text} {action.hint} {action.undo}".lower()
        assert not [word for word in never if word in spoken.split()], action.id


def test_a_tooltip_says_text_key_and_hint() -> None:
    assert tooltip(BY_ID["item.rate"]) == "Rate…  R\nLetter, then digit: B 2"
    assert tooltip(BY_ID["case.open"]) == "Open a case…  Ctrl+O"
    assert tooltip(BY_ID["tag.split"]) == "Split…"


def test_a_letter_acts_in_the_list_and_is_typed_in_the_field(desk: Desk) -> None:
    desk.go_to(desk.list)
    QTest.keyClick(desk.list, Qt.Key.Key_R)
    assert desk.asked == ["item.rate"]
    desk.go_to(desk.field)
    QTest.keyClicks(desk.field, "r2t")
    assert desk.field.text() == "r2t" and desk.asked == ["item.rate"]


def test_a_letter_does_nothing_where_its_place_is_not(desk: Desk) -> None:
    desk.go_to(desk.tags)
    QTest.keyClick(desk.tags, Qt.Key.Key_R)
    assert desk.asked == []


def test_renaming_inside_a_list_types_letters_and_enter_stays_in_the_field(desk: Desk) -> None:
    desk.inner.show()
    desk.go_to(desk.inner)
    QTest.keyClicks(desk.inner, "tmr1]/")
    QTest.keyClick(desk.inner, Qt.Key.Key_Return)
    QTest.keyClick(desk.inner, Qt.Key.Key_Delete)
    assert desk.inner.text() == "tmr1]/" and desk.asked == []


def test_the_same_key_means_the_deed_of_the_place(desk: Desk) -> None:
    desk.go_to(desk.list)
    QTest.keyClick(desk.list, Qt.Key.Key_Delete)
    desk.go_to(desk.tags)
    QTest.keyClick(desk.tags, Qt.Key.Key_Delete)
    assert desk.asked == ["item.trash", "tag.delete"]


def test_keys_with_ctrl_act_from_everywhere_even_from_a_field(desk: Desk) -> None:
    desk.go_to(desk.field)
    QTest.keyClick(desk.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(desk.field, Qt.Key.Key_F9)
    assert desk.asked == ["go.palette", "contact.log"]


def test_single_letters_can_be_switched_off_and_on(desk: Desk) -> None:
    desk.actions_table.set_single_letters(False)
    desk.go_to(desk.list)
    QTest.keyClick(desk.list, Qt.Key.Key_R)
    QTest.keyClick(desk.list, Qt.Key.Key_F2)
    assert desk.asked == ["item.rename"]
    desk.actions_table.set_single_letters(True)
    QTest.keyClick(desk.list, Qt.Key.Key_R)
    assert desk.asked == ["item.rename", "item.rate"]


def test_a_key_can_be_given_to_another_letter(desk: Desk) -> None:
    desk.actions_table.rebind({"item.rate": ("Q",)})
    desk.go_to(desk.list)
    QTest.keyClick(desk.list, Qt.Key.Key_R)
    QTest.keyClick(desk.list, Qt.Key.Key_Q)
    assert desk.asked == ["item.rate"]
    assert desk.actions_table["item.rate"].toolTip().startswith("Rate…  Q")


def test_a_disabled_deed_says_what_would_enable_it(desk: Desk) -> None:
    desk.actions_table.allow("passage.new", False, "Select some words first.")
    assert not desk.actions_table["passage.new"].isEnabled()
    assert desk.actions_table["passage.new"].toolTip().endswith("Select some words first.")
    desk.actions_table.allow("passage.new", True)
    assert "Select" not in desk.actions_table["passage.new"].toolTip()


def test_undo_names_the_step(desk: Desk) -> None:
    desk.actions_table.name_step("Tag *R&D* on 4 passages", None)
    assert desk.actions_table["edit.undo"].text() == "Undo Tag *R&&D* on 4 passages"
    assert not desk.actions_table["edit.redo"].isEnabled()
    assert desk.actions_table["edit.redo"].toolTip() == "Nothing to redo."
