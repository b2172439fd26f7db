"""The parts every pane is built from do what their words say, by hand and by key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import casefile.gui
from casefile.gui.speaking import set_tip, tip_text
from casefile.gui.theme import Look, LookWish
from casefile.gui.widgets import (
    Button,
    ChipBar,
    CommandPalette,
    Drawer,
    DropEffect,
    DropOverlay,
    ElidedLabel,
    EmptyState,
    Entry,
    FilterChip,
    GroupHead,
    IconButton,
    KeyCap,
    Message,
    MessageBar,
    PaneToolbar,
    PlainLabel,
    PopupFrame,
    ProgressBar,
    SearchField,
    SegmentedSwitch,
    Splitter,
    StatusBar,
    Surface,
    Toggle,
)
from casefile.gui.widgets.chip_bar import FilterChipButton
from casefile.gui.widgets.command_palette import find_letters, matching

STRANGER = '<img src="file:///etc/hostname"><b>bold</b>'


@pytest.fixture
def room(qtbot) -> QWidget:  # type: ignore[no-untyped-def]
    """A window of 900 × 600 to put things into."""
    room = QWidget()
    room.resize(900, 600)
    qtbot.addWidget(room)
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    return room


def put(widget: QWidget, room: QWidget) -> None:
    widget.setParent(room)
    widget.show()
    widget.resize(widget.sizeHint())


def test_a_strangers_title_stays_words_on_labels_and_in_tooltips(room: QWidget) -> None:
    label = PlainLabel(STRANGER)
    assert label.textFormat() == Qt.TextFormat.PlainText
    set_tip(label, STRANGER)
    assert "<img" not in label.toolTip() and "&lt;img" in label.toolTip()
    assert tip_text("Rate…  R") == "Rate…  R"
    assert tip_text("a < b\nc") == "<qt>a &lt; b<br>c</qt>"


def test_no_file_of_the_window_can_reach_a_rich_text_setter() -> None:
    """The rule of security.md 4.6: labels only through PlainLabel, no HTML anywhere."""
    forbidden = re.compile(
        r"\bQLabel\(|\.setHtml\(|\.setMarkdown\(|QTextBrowser|QMessageBox|QTextEdit\(|QTextDocument\("
        r"|AutoText|RichText|\.insertHtml\(|QImageReader|loadFromData"
    )
    home = Path(casefile.gui.__file__).parent
    for file in home.rglob("*.py"):
        text = file.read_text("utf-8")
        if file.name == "plain.py":
            text = text.replace("class PlainLabel(QLabel):", "")
        assert not forbidden.search(text), file


def test_every_tooltip_goes_through_plain_words() -> None:
    home = Path(casefile.gui.__file__).parent
    for file in home.rglob("*.py"):
        if file.name == "speaking.py":
            continue
        for line in file.read_text("utf-8").splitlines():
            if ".setToolTip(" in line or "QToolTip.showText" in line:
                assert "tip_text(" in line, f"{file.name}: {line.strip()}"


def test_a_cut_line_shows_the_whole_text_as_its_tooltip(room: QWidget) -> None:
    label = ElidedLabel("Clinton Foundation: Those Hacked Files Aren’t Ours")
    put(label, room)
    label.resize(80, 18)
    label.grab()
    assert label._cut
    label.resize(600, 18)
    label.grab()
    assert not label._cut and label.accessibleName().startswith("Clinton Foundation")


def test_a_button_keeps_room_for_its_words_and_is_named_without_dots(room: QWidget) -> None:
    button = Button("Save R&D…", "primary", "large", "save")
    put(button, room)
    assert button.accessibleName() == "Save R&D" and button.text() == "Save R&&D…"
    assert button.minimumSizeHint().width() >= button.fontMetrics().horizontalAdvance("Save R&D…") + 16


def test_every_target_is_at_least_24_pixels(room: QWidget) -> None:
    for widget in (
        Button("Undo", "link", "small"),
        IconButton("x", "Close", shape="small"),
        IconButton("plus", "New"),
        Toggle("Reduce motion"),
    ):
        put(widget, room)
        assert widget.sizeHint().width() >= 24 and widget.sizeHint().height() >= 24


def test_an_icon_button_follows_its_action(room: QWidget) -> None:
    action = QAction("Lock the case", room)
    button = IconButton(action=action)
    put(button, room)
    action.setEnabled(False)
    assert not button.isEnabled() and button.accessibleName() == "Lock the case"
    button.set_number(2, "2 files need you")
    assert button.accessibleDescription() == "2 files need you"


def test_icons_on_buttons_change_with_the_theme(room: QWidget, the_look: Look) -> None:
    button = IconButton("square", "Square")
    put(button, room)
    before = button.grab().toImage()
    the_look.apply(LookWish(theme="dark"))
    assert button.grab().toImage() != before


def test_the_switch_goes_by_arrow_keys_and_says_what_was_chosen(room: QWidget, qtbot) -> None:  # type: ignore[no-untyped-def]
    switch = SegmentedSwitch((("items", "Items"), ("passages", "Passages")), "Show")
    put(switch, room)
    heard: list[str] = []
    switch.chosen.connect(heard.append)
    first = switch._parts["items"]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert switch.value == "passages" and heard == ["passages"]
    QTest.keyClick(switch._parts["passages"], Qt.Key.Key_Right)
    switch.choose("items")
    assert heard == ["passages"] and switch.value == "items"
    with pytest.raises(KeyError):
        switch.choose("claims")


def test_choosing_a_part_moves_nothing(room: QWidget) -> None:
    switch = SegmentedSwitch((("items", "Items"), ("passages", "Passages")), "Show")
    put(switch, room)
    width = switch.sizeHint().width()
    switch.choose("passages")
    switch.ensurePolished()
    assert switch.sizeHint().width() == width
    assert switch.sizeHint().height() == 28


def test_a_toggle_says_its_state_in_words(room: QWidget) -> None:
    toggle = Toggle("Reduce motion")
    put(toggle, room)
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert toggle.isChecked() and toggle.accessibleName() == "Reduce motion, on"
    QTest.keyClick(toggle, Qt.Key.Key_Space)
    assert toggle.accessibleName() == "Reduce motion, off"


def test_search_words_are_said_when_they_settle_and_at_once_with_enter(room: QWidget, qtbot) -> None:  # type: ignore[no-untyped-def]
    field = SearchField()
    put(field, room)
    heard: list[str] = []
    field.settled.connect(heard.append)
    QTest.keyClicks(field.edit, "peskov")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["peskov"])
    QTest.keyClicks(field.edit, "!")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert heard == ["peskov", "peskov!"]
    field.set_words("tag:leak")
    assert heard == ["peskov", "peskov!"]


def test_escape_empties_the_field_and_then_leaves_it(room: QWidget, qtbot) -> None:  # type: ignore[no-untyped-def]
    field = SearchField()
    put(field, room)
    QTest.keyClicks(field.edit, "leak")
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.words == ""
    with qtbot.waitSignal(field.emptied_again):
        QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    with qtbot.waitSignal(field.left_down):
        QTest.keyClick(field.edit, Qt.Key.Key_Down)


def words_of(bar: ChipBar) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in bar._inside.findChildren(PlainLabel) if label.isVisibleTo(bar)]


def test_the_chip_bar_reads_as_a_sentence(room: QWidget) -> None:
    bar = ChipBar()
    put(bar, room)
    chips = (
        FilterChip("3", "attribution", "leave_out", 1),
        FilterChip("1", "leak", mark=2),
        FilterChip("2", "unsourced", mark=6),
    )
    bar.show_filter(chips, "any")
    assert words_of(bar) == ["or", "but not"] and bar.match.value == "any"
    bar.show_filter(chips, "all")
    assert words_of(bar) == ["and", "but not"]
    bar.show_filter(chips[:1])
    assert words_of(bar) == ["not"]
    bar.show_filter(())
    assert not bar.isVisible()


def test_chips_without_room_are_counted_and_shown_in_turn(room: QWidget) -> None:
    bar = ChipBar()
    put(bar, room)
    bar.resize(420, 36)
    bar.show_filter(tuple(FilterChip(str(n), f"election-interference {n}", mark=5) for n in range(5)))
    QApplication.processEvents()
    bar._count_hidden()
    assert bar._more.isVisible() and bar._more.text().endswith("more")
    bar._more.click()
    assert bar._room.horizontalScrollBar().value() > 0
    bar.resize(2000, 36)
    QApplication.processEvents()
    bar._count_hidden()
    assert not bar._more.isVisible()


def test_a_chip_is_removed_with_its_cross_or_delete_and_turned_by_a_click(room: QWidget) -> None:
    chip = FilterChipButton(FilterChip("1", "leak", mark=2))
    put(chip, room)
    removed, turned = [], []
    chip.removed.connect(lambda: removed.append(1))
    chip.clicked.connect(lambda: turned.append(1))
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, 12))
    assert (len(removed), len(turned)) == (1, 0)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(10, 12))
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert (len(removed), len(turned)) == (2, 1)
    assert chip.accessibleName() == "leak, included"


def test_messages_wait_their_turn_and_are_counted(room: QWidget) -> None:
    bar = MessageBar()
    put(bar, room)
    for code in ("disk_full", "backup_old", "reader_stopped"):
        bar.post(Message(code, f"{code} happened.", "Show", "danger" if code == "disk_full" else "warn"))
    bar.post(Message("disk_full", "The disk is still full.", "Show", "danger"))
    assert bar.shown is not None and bar.shown.words == "The disk is still full."
    assert bar._count.text() == "1 of 3" and bar.height() == 36
    stepped: list[str] = []
    bar.stepped.connect(stepped.append)
    bar._step.click()
    assert stepped == ["disk_full"] and bar.shown.code == "backup_old"
    bar.withdraw("backup_old")
    assert bar.shown.code == "reader_stopped" and bar._count.text() == ""
    bar.findChildren(IconButton)[0].click()
    assert bar.shown is None and not bar.isVisible()


def test_the_status_bar_says_the_deed_and_offers_undo(room: QWidget, qtbot) -> None:  # type: ignore[no-untyped-def]
    bar = StatusBar()
    put(bar, room)
    bar.say_deed("Added *defamation* to 2 passages (2 already had it)", "tag")
    assert bar._undo.isVisible() and bar._undo.accessibleName().startswith("Undo Added")
    with qtbot.waitSignal(bar.undo_asked):
        bar._undo.click()
    assert bar._fade.interval() == 20_000 and bar._fade.isActive()
    bar.forget_deed()
    assert not bar.deed.isVisible() and not bar._undo.isVisible()


def test_the_lock_is_counted_in_the_last_minute(room: QWidget) -> None:
    bar = StatusBar()
    put(bar, room)
    bar.show_lock(12 * 60)
    assert bar._locks.text() == "Locks in 12 min" and bar._locks.property("tone") == "text2"
    bar.show_lock(30)
    assert bar._locks.text() == "Locks in 30 s" and bar._locks.property("tone") == "warn"
    bar.set_room(low=True, narrow=True)
    assert not bar._locks.isVisible()


def test_open_protected_sources_are_plum_and_timed(room: QWidget) -> None:
    bar = StatusBar()
    put(bar, room)
    assert bar._protected.text() == "Protected sources closed"
    bar.show_protected(240)
    assert bar._protected.text() == "Protected sources open, 4 min left"
    assert bar._protected.property("tone") == "protected"


def test_work_in_the_background_is_told_with_a_bar_of_120_by_4(room: QWidget) -> None:
    bar = StatusBar()
    put(bar, room)
    bar.show_work("Reading text, 3 of 12", 0.25)
    assert bar._bar.isVisible() and (bar._bar.sizeHint().width(), bar._bar.sizeHint().height()) == (120, 4)
    bar.show_work(None)
    assert not bar._bar.isVisible()


def test_progress_without_an_end_says_working_and_never_a_number(room: QWidget) -> None:
    bar = ProgressBar()
    put(bar, room)
    bar.set_share(None)
    assert bar.accessibleName() == "working" and not bar._timer.isActive()
    bar.set_share(7.0)
    assert bar.share == 1.0 and bar.accessibleName() == "100 per cent"


def test_a_group_folds_by_key_and_by_click(room: QWidget) -> None:
    head = GroupHead("Held", "7")
    put(head, room)
    assert head.height() == 28 and head.accessibleName() == "Held, 7, open"
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert not head.is_open and head.accessibleName() == "Held, 7, folded"
    QTest.mouseClick(head, Qt.MouseButton.LeftButton)
    assert head.is_open


def test_the_pane_toolbar_is_44_high_and_40_in_low_windows(room: QWidget) -> None:
    bar = PaneToolbar("Claims")
    put(bar, room)
    bar.set_count("28")
    assert bar.height() == 44
    bar.set_low(True)
    assert bar.height() == 40


def test_the_line_between_panes_is_one_pixel_and_grabbed_in_seven(room: QWidget) -> None:
    splitter = Splitter()
    for _ in range(2):
        splitter.addWidget(Surface("pane"))
    put(splitter, room)
    splitter.resize(400, 200)
    QApplication.processEvents()
    handle = splitter.handle(1)
    assert handle.contentsRect().width() == 1 and handle.width() == 7


def test_a_drawer_gives_the_keyboard_back_on_escape(room: QWidget) -> None:
    field, inside = QLineEdit(room), QLineEdit()
    field.show()
    field.setFocus()
    drawer = Drawer(room, "right", 320, "Inspector")
    drawer.take(inside)
    drawer.slide_open()
    assert inside.hasFocus() and drawer.geometry() == QRect(580, 0, 320, 600)
    room.resize(700, 500)
    QApplication.processEvents()
    assert drawer.geometry() == QRect(380, 0, 320, 500)
    QTest.keyClick(inside, Qt.Key.Key_Escape)
    assert not drawer.is_open and field.hasFocus()


def test_a_drawer_slides_only_when_motion_is_wanted(room: QWidget, the_look: Look) -> None:
    the_look.apply(LookWish(theme="light", reduce_motion=False))
    drawer = Drawer(room, "left", 260, "Tags")
    drawer.take(QLineEdit())
    drawer.slide_open()
    assert drawer.geometry().left() < 0 and drawer._slide.duration() == 140
    drawer.close_up()


def test_a_popup_has_a_shadow_except_where_contrast_was_asked_for(room: QWidget, the_look: Look) -> None:
    popup = PopupFrame(room, "Why this is refused")
    popup.open_at(QRect(100, 100, 300, 200))
    assert popup._shadow.graphicsEffect() is not None and popup.graphicsEffect() is None
    the_look.apply(LookWish(theme="contrast"))
    assert popup._shadow.graphicsEffect() is None
    popup.close_up()
    assert not popup._shadow.isVisible()


def test_an_empty_state_has_the_one_build_and_its_button_asks(room: QWidget) -> None:
    empty = EmptyState(
        "library",
        "No claims yet.",
        "A claim is one sentence that can be checked.",
        (("claim.new", "New claim", "plus"),),
    )
    put(empty, room)
    asked: list[str] = []
    empty.asked.connect(asked.append)
    empty.findChildren(Button)[0].click()
    assert asked == ["claim.new"]
    assert empty.accessibleName() == "No claims yet. A claim is one sentence that can be checked."


def test_the_overlay_lets_the_mouse_through_and_names_the_effect(room: QWidget) -> None:
    overlay = DropOverlay(room)
    effect = DropEffect(
        "Import 214 files",
        choices=("Folders become tags", "Without tags"),
        added=("leak", 2),
        because="is added",
        keys=(("Esc", "cancel"),),
    )
    overlay.show_effect(effect, QRect(200, 40, 600, 500))
    assert overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert overlay.effect is effect and overlay.geometry() == QRect(200, 40, 600, 500)
    overlay.grab()
    overlay.show_effect(
        DropEffect("Import 3 files, tag leak"), QRect(200, 40, 600, 500), QRect(200, 100, 200, 25)
    )
    overlay.grab()
    overlay.put_away()
    assert overlay.effect is None


def test_commands_are_found_at_the_beginnings_of_words_in_any_case() -> None:
    assert find_letters("link", "Link to a claim…") == ((0, 4),)
    assert find_letters("rem l", "Remove link") == ((0, 3), (7, 1))
    assert find_letters("ink", "Link to a claim…") is None
    assert find_letters("sources", "Open protected sources") == ((15, 7),)
    assert find_letters("ecole", "École") == ((0, 5),)
    assert find_letters("", "Anything") == ()


def test_a_disabled_command_appears_after_two_more_letters_with_its_reason() -> None:
    entries = (
        Entry("a", "Link to a claim…"),
        Entry("b", "Lift the mark", enabled=False, reason="Choose a tag first."),
    )
    assert [entry.key for entry in matching(entries, "l")] == ["a"]
    assert [entry.key for entry in matching(entries, "lif")] == ["b"]


def test_the_palette_is_640_wide_96_from_the_top_and_closes_on_escape(room: QWidget) -> None:
    palette = CommandPalette(
        room, lambda: [Entry("link.new", "Link to a claim…"), Entry("go", "Linked evidence", "Go to")]
    )
    palette.ask("1 item selected")
    assert (palette.width(), palette.y()) == (640, 96) and palette.edit.hasFocus()
    run: list[str] = []
    palette.run.connect(run.append)
    QTest.keyClicks(palette.edit, "link")
    QTest.keyClick(palette.edit, Qt.Key.Key_Down)
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    assert run == ["go"] and not palette.isVisible()
    palette.ask()
    QTest.keyClicks(palette.edit, "nothing like it")
    assert palette.found == []
    QTest.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_key_caps_are_named_for_ears(room: QWidget) -> None:
    cap = KeyCap("Ctrl+Z")
    put(cap, room)
    assert cap.accessibleName() == "key Ctrl+Z"
