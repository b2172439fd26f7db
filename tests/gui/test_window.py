"""The window folds as it grows narrow, takes its panes from files, and hides everything at once."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QVBoxLayout, QWidget

from casefile.gui.focus_ring import FocusRing
from casefile.gui.main_window import MainWindow
from casefile.gui.pane import Pane, all_panes
from casefile.gui.theme import TEXT_SIZES, Look, LookWish
from casefile.gui.widgets import DropEffect, Message, SearchField
from casefile.gui.window.arrangement import SMALLEST, arrange
from casefile.gui.window.walking import panes_in_order

Opener = Callable[..., MainWindow]


class Rows(QListWidget):
    """A list whose keys are those of the place *list*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.addItems(["one", "two", "three"])
        self.setCurrentRow(0)
        window.deeds.work_in(self, "list")


def tag_pane(window: MainWindow) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    field = SearchField("Filter tags", "Ctrl+G", width=None)
    column.addWidget(field)
    box.setFocusProxy(field)
    return box


def the_panes() -> list[Pane]:
    return [
        Pane("library", "list", "Items", Rows),
        Pane("library", "centre", "Reader", Rows),
        Pane("library", "inspector", "Details", Rows),
        Pane("library", "inspector", "History", Rows, order=3),
        Pane("evidence", "centre", "Evidence", Rows),
        Pane("", "tags", "Tags", tag_pane),
        Pane("", "tray", "Import tray", Rows),
    ]


@pytest.fixture
def open_window(qtbot) -> Opener:  # type: ignore[no-untyped-def]
    def opened(width: int = 1440, height: int = 900) -> MainWindow:
        window = MainWindow(None, the_panes())
        qtbot.addWidget(window)
        window.set_case("Larkspur", "active", "7 items · 30 passages · 28 claims")
        window.resize(width, height)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()
        return window

    return opened


@pytest.mark.parametrize(
    ("width", "navigation", "listed", "one", "inspector", "menus", "search"),
    [
        (1440, "pane", 392, False, "docked", "bar", "field"),
        (1360, "pane", 392, False, "docked", "bar", "field"),
        (1359, "pane", 340, False, "docked", "bar", "field"),
        (1200, "pane", 340, False, "docked", "bar", "field"),
        (1199, "rail", 316, False, "drawer", "button", "field"),
        (1024, "rail", 316, False, "drawer", "button", "field"),
        (1023, "rail", 316, True, "drawer", "button", "icon"),
        (800, "rail", 316, True, "drawer", "button", "icon"),
    ],
)
def test_the_window_folds_at_the_designs_widths(
    width: int, navigation: str, listed: int, one: bool, inspector: str, menus: str, search: str
) -> None:
    here = arrange(width, 900)
    assert (here.navigation, here.list_width, here.list_or_centre) == (navigation, listed, one)
    assert (here.inspector, here.menus, here.search, here.low) == (inspector, menus, search, False)


def test_low_windows_are_low_and_large_text_needs_more_room() -> None:
    assert arrange(1440, 719).low and arrange(1440, 719).tray_rows == 4
    assert not arrange(1440, 720).low and arrange(1440, 720).tray_rows == 6
    assert arrange(1280, 800, 1.5).navigation == "rail"


def test_a_wide_window_has_everything_where_the_design_puts_it(open_window: Opener) -> None:
    window = open_window()
    assert window.header.height() == 44 and window.status.height() == 26
    assert abs(window.navigation.width() - 236) <= 1
    assert abs(window.list.width() - 392) <= 1
    assert abs(window.inspector.width() - 300) <= 1
    assert window.search.width() == 468
    assert abs(window.search.geometry().center().x() - 720) <= 1
    assert window.header.bar.isVisible() and not window.header.button.isVisible()
    assert not window.rail.isVisible()


def test_at_1024_the_navigation_is_a_rail_and_the_inspector_a_drawer(open_window: Opener) -> None:
    window = open_window(1024, 700)
    assert window.rail.isVisible() and window.rail.width() == 48
    assert not window.navigation.isVisible() and not window.inspector.isVisible()
    assert abs(window.list.width() - 316) <= 1
    assert window.header.button.isVisible() and not window.header.bar.isVisible()
    window.deeds["view.inspector"].trigger()
    assert window.inspector.isVisible() and window.inspector.width() in (319, 320)
    assert window.deeds["view.inspector"].isChecked()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not window.inspector.isVisible()


def test_the_tag_drawer_opens_with_its_key_and_gives_the_keyboard_back(open_window: Opener) -> None:
    window = open_window(1100, 800)
    rows = window.list.widget_of("library")
    assert rows is not None
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.folding.tag_drawer.is_open
    field = window.focusWidget()
    assert field is not None and field.accessibleName() == "Filter tags"
    window.folding.tag_drawer.close_up()
    assert window.focusWidget() is rows


def test_tags_return_to_the_navigation_when_the_window_grows(open_window: Opener) -> None:
    window = open_window(1100, 800)
    assert window.folding.tags is not None
    assert window.folding.tag_drawer.isAncestorOf(window.folding.tags)
    window.resize(1440, 900)
    QApplication.processEvents()
    assert window.navigation.isAncestorOf(window.folding.tags) and window.folding.tags.isVisible()
    assert window.inspector.isVisible()


def test_the_smallest_window_shows_list_or_reader_and_esc_goes_back(open_window: Opener) -> None:
    window = open_window(*SMALLEST)
    assert window.list.isVisible() and not window.centre.isVisible()
    assert not window.search.isVisible() and window.header.search_button.isVisible()
    window.enter_centre()
    assert window.centre.isVisible() and not window.list.isVisible()
    centre = window.centre.widget_of("library")
    assert centre is not None
    QTest.keyClick(centre, Qt.Key.Key_Escape)
    assert window.list.isVisible() and not window.centre.isVisible()
    window.deeds["go.search"].trigger()
    assert window.search.isVisible() and window.search.edit.hasFocus()
    QTest.keyClick(window.search.edit, Qt.Key.Key_Escape)
    assert not window.search.isVisible()


def test_the_window_never_becomes_smaller_than_the_smallest(open_window: Opener) -> None:
    window = open_window(400, 300)
    assert (window.width(), window.height()) == SMALLEST


@pytest.mark.parametrize("per_cent", TEXT_SIZES)
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 800), (1024, 700), SMALLEST])
def test_nothing_in_the_header_or_status_bar_overlaps(
    the_look: Look, open_window: Opener, per_cent: int, width: int, height: int
) -> None:
    the_look.apply(LookWish(theme="light", text_size=per_cent))
    window = open_window(width, height)
    assert (window.width(), window.height()) == (width, height)
    window.status.say_deed("Linked X20 to C26 · contradicts, weak", "link-2")
    window.status.show_lock(720)
    QApplication.processEvents()
    for bar in (window.header, window.status):
        shown = [
            child
            for child in bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if child.isVisible() and child.inherits("QWidget")
        ]
        places = [QRect(child.pos(), child.size()) for child in shown]
        for number, one in enumerate(places):
            assert bar.rect().contains(one), shown[number]
            for other in places[number + 1 :]:
                assert not one.intersects(other)


def test_a_view_is_built_when_it_is_first_shown(open_window: Opener) -> None:
    window = open_window()
    assert window.centre.widget_of("evidence") is None
    heard: list[str] = []
    window.view_changed.connect(heard.append)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["evidence"] and window.view == "evidence"
    assert window.centre.widget_of("evidence") is not None
    assert not window.list.isVisible() and not window.inspector.isVisible()
    assert window.navigation.rows["evidence"].isChecked()


def test_the_inspector_turns_its_tabs_and_remembers_the_view(open_window: Opener) -> None:
    window = open_window()
    window.inspector.show_tab("History")
    window.show_view("evidence")
    window.show_view("library")
    assert window.inspector.tabs.tabText(window.inspector.tabs.currentIndex()) == "History"


def test_the_windows_state_is_plain_and_comes_back(open_window: Opener) -> None:
    first = open_window()
    first.folding.across.setSizes([450, 500])
    first.folding.remember()
    first.deeds["view.inspector"].trigger()
    first.show_tray(True)
    state = json.loads(json.dumps(first.save_state()))
    second = open_window(1440, 900)
    second.restore_state(state)
    QApplication.processEvents()
    assert not second.inspector.isVisible() and second.tray.isVisible()
    assert abs(second.list.width() - first.list.width()) <= 1


def test_a_state_from_elsewhere_does_no_harm(open_window: Opener) -> None:
    window = open_window()
    window.restore_state({"version": 99, "view": "board"})
    window.restore_state({"version": 1, "view": "nowhere", "open": {"nav": "yes"}, "sizes": {"nav_236": -4}})
    assert window.view == "library" and window.navigation.isVisible()


def test_f6_goes_round_every_pane_and_back(open_window: Opener) -> None:
    window = open_window()
    window.show_tray(True)
    names = [name for name, _ in panes_in_order(window)]
    assert names == ["Search", "Navigation", "Tags", "List", "Reader", "Inspector", "Import tray", "Status"]
    window.search.edit.setFocus()
    seen = []
    for _ in range(7):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert len(set(seen)) == 7
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is seen[-2]


def test_the_curtain_hides_everything_even_the_title(open_window: Opener) -> None:
    window = open_window()
    assert window.windowTitle() == "Larkspur – Casefile"
    asked: list[str] = []
    window.deeds.asked.connect(asked.append)
    window.draw_curtain("Hidden after 5 minutes without a key press.")
    assert window.windowTitle() == "Casefile"
    assert not window.list.isVisible() and not window.header.isVisible()
    assert window.curtain.field.hasFocus()
    QTest.keyClick(window.curtain.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.curtain.field, Qt.Key.Key_F9)
    assert asked == []
    QTest.keyClick(window.curtain.field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["case.lock"]


def test_the_pin_is_asked_and_the_window_comes_back_as_it_was(open_window: Opener, qtbot) -> None:  # type: ignore[no-untyped-def]
    window = open_window()
    window.deeds.allow("passage.new", False, "Select some words first.")
    window.draw_curtain()
    QTest.keyClicks(window.curtain.field, "2468")
    with qtbot.waitSignal(window.curtain.pin_entered) as heard:
        QTest.keyClick(window.curtain.field, Qt.Key.Key_Return)
    assert heard.args == ["2468"]
    window.curtain.refuse(2)
    window.lift_curtain()
    assert window.list.isVisible() and window.windowTitle() == "Larkspur – Casefile"
    assert window.deeds["go.palette"].isEnabled() and not window.deeds["passage.new"].isEnabled()


def test_a_sensitive_case_is_not_named_in_the_title(open_window: Opener) -> None:
    window = open_window()
    window.set_case("Larkspur", "active", "", in_title=False)
    assert window.windowTitle() == "Casefile"


class Drops:
    def __init__(self) -> None:
        self.dropped: list[QPoint] = []

    def effect(self, event: QDropEvent, place: QPoint) -> tuple[DropEffect, QRect | None] | None:
        return (DropEffect("Drop to import 1 file"), None) if event.mimeData().hasUrls() else None

    def drop(self, event: QDropEvent, place: QPoint) -> None:
        self.dropped.append(place)


def test_files_over_the_window_show_their_effect_in_words(open_window: Opener) -> None:
    window = open_window()
    window.drops = drops = Drops()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/nowhere/report.pdf")])
    over = QDragEnterEvent(
        QPoint(700, 400),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dragEnterEvent(over)
    assert over.isAccepted() and window.overlay.isVisible()
    assert window.overlay.accessibleName() == "Drop to import 1 file"
    words = QMimeData()
    words.setText("just words")
    refused = QDragEnterEvent(
        QPoint(700, 400),
        Qt.DropAction.CopyAction,
        words,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dragEnterEvent(refused)
    assert not refused.isAccepted() and not window.overlay.isVisible()
    let_go = QDropEvent(
        QPointF(700, 400),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(let_go)
    assert drops.dropped == [QPoint(700, 400)]


def test_the_palette_runs_what_enter_chooses(open_window: Opener) -> None:
    window = open_window()
    asked: list[str] = []
    window.deeds.asked.connect(asked.append)
    window.deeds["go.palette"].trigger()
    QTest.keyClicks(window.commands.edit, "link to")
    QTest.keyClick(window.commands.edit, Qt.Key.Key_Return)
    assert asked[-1] == "link.new" and not window.commands.isVisible()


def test_a_message_stands_above_the_status_bar_and_takes_no_room_when_gone(open_window: Opener) -> None:
    window = open_window()
    window.messages.post(Message("disk_full", "The disk is full.", "Save a copy elsewhere…", "danger"))
    QApplication.processEvents()
    assert window.messages.height() == 36
    assert window.messages.geometry().bottom() + 1 == window.status.geometry().top()
    window.messages.withdraw("disk_full")
    assert not window.messages.isVisible()


def test_panes_are_found_in_their_folder_and_two_in_one_place_are_refused(open_window: Opener) -> None:
    assert all(isinstance(pane, Pane) for pane in all_panes())
    with pytest.raises(ValueError):
        Pane("nowhere", "list", "Rows", Rows)
    with pytest.raises(ValueError):
        Pane("library", "tags", "Rows", Rows)
    with pytest.raises(ValueError):
        open_window().add_pane(Pane("library", "list", "Items again", Rows))


def test_the_ring_is_worn_only_after_the_keyboard_was_used(open_window: Opener) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    ring = FocusRing(application)
    window = open_window()
    window.search.edit.setFocus()
    assert ring.around is None
    for _ in range(12):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        if ring.around is not None:
            break
    assert ring.around is not None and ring.around is window.focusWidget()
    window.search.edit.setFocus()
    assert ring.around is None


def test_everything_that_takes_the_keyboard_has_a_name(open_window: Opener) -> None:
    window = open_window()
    window.show_tray(True)
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or widget.inherits("QAbstractScrollArea"), widget
