"""A reporter's hands on the tag pane: clicks, keys, names typed in place, things dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags, NewTag, RenameTag
from casefile.domain.identifiers import Kind
from casefile.domain.step_labels import said
from casefile.gui.drop import CaseDrops
from casefile.gui.main_window import MainWindow
from casefile.gui.models.dragged_refs import refs_mime
from casefile.gui.models.dragged_tags import tags_of
from casefile.gui.pane import Pane
from casefile.gui.tags.tag_pane import TagPane
from tests.helpers.window_cases import WindowCase

PATHS = ("theme", "theme:leak", "theme:denial", "risk:unsourced")


@pytest.fixture
def window(window_case: WindowCase, qtbot) -> Iterator[MainWindow]:  # type: ignore[no-untyped-def]
    for path in PATHS:
        window_case.do(NewTag(path, 2 if path == "theme:leak" else None))
    made = MainWindow(window_case.session, [Pane("", "tags", "Tags", TagPane)])
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    window_case.settle()
    yield made


@pytest.fixture
def pane(window: MainWindow) -> TagPane:
    pane = window.folding.tags
    assert isinstance(pane, TagPane)
    return pane


def tag(window_case: WindowCase, path: str) -> int:
    held = window_case.case.look.tags.by_path(path)
    assert held is not None
    return held.n


def spot(pane: TagPane, number: int) -> QPoint:
    """The middle of a tag's row in the viewport."""
    row = pane.view.row_rect(number)
    assert not row.isEmpty()
    return QPoint(row.left() + 100, row.center().y())


def click(pane: TagPane, number: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, modifier, spot(pane, number))


def drop(
    pane: TagPane,
    carried: QMimeData,
    place: QPoint,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> tuple[str, bool]:
    """Drags over a place and lets go; the words of the label, and whether it was taken."""
    actions, left = Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    viewport = pane.view.viewport()
    enter = QDragEnterEvent(place, actions, carried, left, modifiers)
    QApplication.sendEvent(viewport, enter)
    move = QDragMoveEvent(place, actions, carried, left, modifiers)
    QApplication.sendEvent(viewport, move)
    effect = pane.drops.label.effect
    words = effect.words if effect is not None else ""
    let_go = QDropEvent(QPointF(place), actions, carried, left, modifiers)
    QApplication.sendEvent(viewport, let_go)
    return words, let_go.isAccepted()


def last_deed(window_case: WindowCase) -> str:
    window_case.settle()
    deed = window_case.case.next_undo()
    assert deed is not None
    return said(deed)


def test_the_model_behaves_as_qt_expects(pane: TagPane) -> None:
    tester = QAbstractItemModelTester(pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    pane.model.set_words("leak")
    pane.model.set_words("")
    assert tester.model() is pane.model
    assert pane.model.rowCount() == 2


def test_clicks_turn_a_tag_and_the_sentence_says_it(pane: TagPane, window_case: WindowCase) -> None:
    leak, denial = tag(window_case, "theme:leak"), tag(window_case, "theme:denial")
    click(pane, leak)
    assert window_case.session.sentence == "tag:theme:leak"
    click(pane, denial)
    assert window_case.session.sentence == "tag:theme:leak tag:theme:denial"
    click(pane, leak)
    assert window_case.session.sentence == "tag:theme:denial -tag:theme:leak"
    click(pane, leak)
    assert window_case.session.sentence == "tag:theme:denial"
    click(pane, denial, Qt.KeyboardModifier.AltModifier)
    assert window_case.session.sentence == "-tag:theme:denial"
    click(pane, leak, Qt.KeyboardModifier.ControlModifier)
    click(pane, leak, Qt.KeyboardModifier.ControlModifier)
    assert window_case.session.sentence == "tag:theme:leak -tag:theme:denial"


def test_match_any_is_kept_in_the_case(pane: TagPane, window_case: WindowCase) -> None:
    pane._match_entries["any"].trigger()
    assert pane.match_button.text() == "Match any"
    click(pane, tag(window_case, "theme:leak"))
    click(pane, tag(window_case, "risk:unsourced"))
    assert window_case.session.sentence == "tag:theme:leak or tag:risk:unsourced"
    window_case.settle()
    assert window_case.case.look.window_state.get("tags")["match"] == "any"
    window_case.session.set_sentence("tag:theme:leak tag:theme:denial")
    assert pane.match_button.text() == "Match all"


def test_keys_turn_and_show_only_the_tag_under_them(pane: TagPane, window_case: WindowCase) -> None:
    view = pane.view
    view.go_to(tag(window_case, "theme:leak"))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert window_case.session.sentence == "tag:theme:leak"
    view.go_to(tag(window_case, "theme:denial"))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window_case.session.sentence == "tag:theme:denial"
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert window_case.session.sentence == "-tag:theme:denial"


def test_the_filter_field_narrows_the_tree_and_esc_goes_back(
    window: MainWindow, pane: TagPane, window_case: WindowCase
) -> None:
    window.search.edit.setFocus()
    window.deeds["go.tags"].trigger()
    assert pane.field.edit.hasFocus()
    QTest.keyClicks(pane.field.edit, "LEAK")
    QTest.keyClick(pane.field.edit, Qt.Key.Key_Down)
    pane.field._say()
    assert pane.model.shown_count == 2
    assert pane.view.hasFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.field.edit.hasFocus()
    QTest.keyClick(pane.field.edit, Qt.Key.Key_Escape)
    assert pane.model.shown_count == 5
    QTest.keyClick(pane.field.edit, Qt.Key.Key_Escape)
    assert window.search.edit.hasFocus()


def test_a_name_no_tag_has_is_offered_to_be_made(pane: TagPane, window_case: WindowCase) -> None:
    pane.field.edit.setText("harbour")
    pane.field._say()
    assert pane.empty.isVisible() and "harbour" in pane.empty.line.text()
    pane.empty.make.click()
    window_case.settle()
    assert window_case.case.look.tags.by_path("harbour") is not None


def test_counts_are_of_what_is_listed(pane: TagPane, window_case: WindowCase) -> None:
    first, second = window_case.hold_many([("one text", {}), ("two texts", {})])
    window_case.do(AddTags(Kind.ITEM, (first, second), ("theme:leak",)))
    window_case.do(AddTags(Kind.ITEM, (second,), ("theme:denial",)))
    leak = pane.model.levels.by_path("theme:leak")
    theme = pane.model.levels.by_path("theme")
    assert leak is not None and theme is not None
    window_case.until(lambda: pane.model.count_words(leak) == "2")
    window_case.session.set_sentence("tag:theme:denial")
    window_case.until(lambda: pane.model.count_words(leak) == "1 of 2")
    window_case.until(lambda: pane.model.count_words(theme) == "1 of 2")
    assert pane.model.say(leak) == "leak, theme, 1 of 2 items, mark 2"
    window_case.session.set_sentence("tag:theme:leak")
    assert pane.model.say(leak).endswith("included, mark 2")
    window_case.session.show_listing(Kind.PASSAGE, "tag:theme:leak", [])
    window_case.until(lambda: pane.model.say(leak) == "leak, theme, 0 of 0 passages, included, mark 2")


def test_a_tag_is_renamed_in_its_row_and_the_sentence_follows(pane: TagPane, window_case: WindowCase) -> None:
    leak = tag(window_case, "theme:leak")
    window_case.session.set_sentence("harbour tag:theme:leak")
    pane.view.go_to(leak)
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_F2)
    edit = pane.deeds.name.edit
    assert edit.isVisible() and edit.text() == "leak"
    QTest.keyClicks(edit, "leaks")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    window_case.settle()
    assert window_case.case.look.tags.get(leak).path == "theme:leaks"  # type: ignore[union-attr]
    assert window_case.session.sentence == "harbour tag:theme:leaks"
    window_case.case.undo().result()
    window_case.settle()
    assert window_case.session.sentence == "harbour tag:theme:leak"


def test_a_name_that_is_taken_is_asked_about_right_there(pane: TagPane, window_case: WindowCase) -> None:
    item = window_case.hold("some text")
    window_case.do(AddTags(Kind.ITEM, (item,), ("theme:denial",)))
    denial = tag(window_case, "theme:denial")
    window_case.settle()
    node = pane.model.levels.by_path("theme:denial")
    assert node is not None
    pane.deeds.rename(node.tag)
    pane.deeds.name.edit.setText("LEAK")
    QTest.keyClick(pane.deeds.name.edit, Qt.Key.Key_Return)
    question = pane.deeds.question
    assert question.isVisible() and question.words.text() == "There is already leak. Merge into it?"
    question.no.click()
    window_case.settle()
    assert window_case.case.look.tags.get(denial) is not None
    pane.deeds.rename(node.tag)
    pane.deeds.name.edit.setText("leak")
    QTest.keyClick(pane.deeds.name.edit, Qt.Key.Key_Return)
    question.yes.click()
    window_case.settle()
    assert window_case.case.look.tags.get(denial) is None
    assert [held.path for held in window_case.case.look.tags.of(Kind.ITEM, item)] == ["theme:leak"]


def test_insert_makes_a_tag_below_the_level_and_goes_to_it(pane: TagPane, window_case: WindowCase) -> None:
    pane.view.go_to(tag(window_case, "theme"))
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Insert)
    QTest.keyClicks(pane.deeds.name.edit, "money")
    QTest.keyClick(pane.deeds.name.edit, Qt.Key.Key_Return)
    window_case.settle()
    made = window_case.case.look.tags.by_path("theme:money")
    assert made is not None
    current = pane.view.current_tag()
    assert current is not None and current.path == "theme:money"


def test_delete_takes_the_tag_away_and_undo_brings_it_back(pane: TagPane, window_case: WindowCase) -> None:
    pane.view.go_to(tag(window_case, "theme:leak"))
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Delete)
    window_case.settle()
    assert window_case.case.look.tags.by_path("theme:leak") is None
    assert pane.model.levels.by_path("theme:leak") is None
    window_case.case.undo().result()
    window_case.settle()
    assert pane.model.levels.by_path("theme:leak") is not None


def test_passages_dropped_on_a_tag_get_it_and_with_shift_lose_it(
    pane: TagPane, window_case: WindowCase
) -> None:
    item = window_case.hold("The council met on Tuesday and again on Friday.")
    passages = [
        window_case.made(NewPassage(item, start, start + 5), Kind.PASSAGE) for start in (0, 10, 20, 30)
    ]
    leak = tag(window_case, "theme:leak")
    carried = refs_mime(Kind.PASSAGE, passages)
    words, taken = drop(pane, carried, spot(pane, leak))
    assert taken and words == "Add leak to 4 passages"
    assert last_deed(window_case) == "Added theme:leak to 4 passages"
    words, taken = drop(pane, carried, spot(pane, leak), Qt.KeyboardModifier.ShiftModifier)
    assert taken and words == "Remove leak from 4 passages"
    assert last_deed(window_case) == "Removed theme:leak from 4 passages"
    assert not window_case.troubles


def test_a_tag_dropped_on_a_tag_goes_below_it_and_never_below_itself(
    pane: TagPane, window_case: WindowCase
) -> None:
    unsourced, theme = tag(window_case, "risk:unsourced"), tag(window_case, "theme")
    node = pane.model.levels.by_path("risk:unsourced")
    assert node is not None
    carried = pane.model.mimeData([pane.model.index_of(unsourced)])
    assert [(one.n, one.path) for one in tags_of(carried)] == [(unsourced, "risk:unsourced")]
    words, taken = drop(pane, carried, spot(pane, theme))
    assert taken and words == "Put unsourced below theme"
    window_case.settle()
    assert window_case.case.look.tags.get(unsourced).path == "theme:unsourced"  # type: ignore[union-attr]
    carried = pane.model.mimeData([pane.model.index_of(theme)])
    words, taken = drop(pane, carried, spot(pane, tag(window_case, "theme:leak")))
    assert not taken and words == "A tag cannot be put below itself"


def test_a_tag_dropped_with_shift_is_merged_after_a_question(pane: TagPane, window_case: WindowCase) -> None:
    leak, denial = tag(window_case, "theme:leak"), tag(window_case, "theme:denial")
    carried = pane.model.mimeData([pane.model.index_of(denial)])
    words, taken = drop(pane, carried, spot(pane, leak), Qt.KeyboardModifier.ShiftModifier)
    assert taken and words == "Merge denial into leak"
    assert window_case.case.look.tags.get(denial) is not None
    pane.deeds.question.yes.click()
    window_case.settle()
    assert window_case.case.look.tags.get(denial) is None


def test_what_is_no_drag_of_ours_is_left_to_the_window(pane: TagPane, window_case: WindowCase) -> None:
    carried = QMimeData()
    carried.setText("words from elsewhere")
    place = spot(pane, tag(window_case, "theme:leak"))
    enter = QDragEnterEvent(
        place, Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(pane.view.viewport(), enter)
    assert not enter.isAccepted() or pane.drops.label.effect is None
    broken = QMimeData()
    broken.setData("application/x-casefile-tags", b'{"not": "tags"}')
    assert tags_of(broken) == ()


def test_files_over_a_tag_name_its_row_in_the_window(
    window: MainWindow, pane: TagPane, window_case: WindowCase
) -> None:
    leak = tag(window_case, "theme:leak")
    place = pane.view.viewport().mapTo(window, spot(pane, leak))
    found = pane.tag_at(place)
    assert found is not None
    assert found[0].path == "theme:leak" and found[1].contains(place)
    assert pane.tag_at(QPoint(window.width() - 5, 200)) is None
    pane.drops.leave()


def test_folded_levels_stay_folded_when_tags_change(pane: TagPane, window_case: WindowCase) -> None:
    theme = tag(window_case, "theme")
    row = pane.view.row_rect(theme)
    chevron = QPoint(row.left() + 16, row.center().y())
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, chevron)
    assert window_case.session.sentence == ""
    assert not pane.view.isExpanded(pane.model.index_of(theme))
    window_case.do(RenameTag(tag(window_case, "theme:leak"), "theme:leaks"))
    assert not pane.view.isExpanded(pane.model.index_of(theme))
    window_case.settle()
    assert window_case.case.look.window_state.get("tags")["folded"] == [theme]


def test_ctrl_held_lights_the_tags_of_the_selection(
    window: MainWindow, pane: TagPane, window_case: WindowCase
) -> None:
    item = window_case.hold("some text")
    window_case.do(AddTags(Kind.ITEM, (item,), ("theme:leak",)))
    window_case.session.select(Kind.ITEM, (item,), item)
    pane.held._ask()
    leak = tag(window_case, "theme:leak")
    window_case.until(lambda: pane.model.on_selection == frozenset({leak}))
    node = pane.model.levels.by_path("theme:leak")
    assert node is not None and pane.model.say(node).endswith("on the selection")
    pane.held._let_go()
    assert pane.model.on_selection == frozenset()


def test_a_case_without_tags_says_how_to_make_one(window_case: WindowCase, qtbot) -> None:  # type: ignore[no-untyped-def]
    made = MainWindow(window_case.session, [Pane("", "tags", "Tags", TagPane)])
    qtbot.addWidget(made)
    made.show()
    window_case.settle()
    pane = made.folding.tags
    assert isinstance(pane, TagPane)
    pane._show_empty()
    assert pane.empty.accessibleName() == "No tags yet. Tag an item with T and it appears here."
    pane.new_button.click()
    assert pane.deeds.name.edit.isVisible()
    QTest.keyClicks(pane.deeds.name.edit, "leak")
    QTest.keyClick(pane.deeds.name.edit, Qt.Key.Key_Return)
    window_case.settle()
    assert pane.model.shown_count == 1 and pane.view.isVisible()


def test_ten_thousand_tags_are_painted_a_screenful_at_a_time(pane: TagPane) -> None:
    from casefile.domain.tags import Tag
    from casefile.gui.tags.tag_levels import levels_of

    many = [Tag(n, f"id {n}", f"level {n // 100:03d}:tag {n:05d}") for n in range(1, 10_001)]
    many += [Tag(20_000 + n, f"level {n}", f"level {n:03d}") for n in range(101)]
    pane.model.set_levels(levels_of(many))
    pane.view.open_levels(frozenset())
    asked = []
    say = pane.model.count_words
    pane.model.count_words = lambda node: (asked.append(node), say(node))[1]  # type: ignore[method-assign,func-returns-value]
    pane.view.verticalScrollBar().setValue(pane.view.verticalScrollBar().maximum() // 2)
    asked.clear()
    pane.view.viewport().grab()
    assert 0 < len(asked) < 200
    assert pane.model.shown_count == 10_101


def test_many_tags_begin_folded_and_stay_as_they_were_opened(
    pane: TagPane, window_case: WindowCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casefile.gui.tags.tag_pane.MANY", 3)
    theme = tag(window_case, "theme")
    window_case.do(NewTag("theme:money"))
    assert not pane.view.isExpanded(pane.model.index_of(theme))
    pane.view.expand(pane.model.index_of(theme))
    window_case.do(NewTag("theme:more money"))
    assert pane.view.isExpanded(pane.model.index_of(theme))
    assert not pane.view.isExpanded(pane.model.index_of(tag(window_case, "risk")))
    window_case.settle()
    assert window_case.case.look.window_state.get("tags")["opened"] == [theme]


def test_files_dropped_on_a_tag_are_imported_with_it(
    window: MainWindow, pane: TagPane, window_case: WindowCase, tmp_path: Path
) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("The council met.")
    window.drops = drops = CaseDrops(window_case.session, lambda path: None)
    drops.tag_at = pane.tag_at
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    place = pane.view.viewport().mapTo(window, spot(pane, tag(window_case, "theme:leak")))
    move = QDragMoveEvent(
        place, Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dragMoveEvent(move)
    effect = window.overlay.effect
    assert effect is not None and effect.title == "Import 1 file, tag theme:leak"
    assert window.overlay.geometry().contains(place)
    window.overlay.put_away()
    pane.drops.leave()
