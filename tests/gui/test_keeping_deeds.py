"""About this case, the trash and Erase for good, from the window's own menus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from casefile.casework import sheet
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.sheet import SetSheet, sheet_of
from casefile.domain.identifiers import Kind
from casefile.gui import file_dialogs
from casefile.gui.case_window import CaseWindow
from casefile.gui.dialogs.case_sheet import CaseSheetDialog
from casefile.gui.dialogs.erasing import EraseDialog
from casefile.gui.main_window import MainWindow
from tests.helpers.canary import CANARY
from tests.helpers.window_cases import WindowCase


@pytest.fixture
def shown(window_case: WindowCase) -> Iterator[CaseWindow]:
    """A case in its window, without panes."""
    window = MainWindow(window_case.session, panes=())
    made = CaseWindow(window_case.session, window)
    window.show()
    window_case.settle()
    yield made
    made.stop()
    window_case.discard(window)


def _sheet(window_case: WindowCase) -> dict[str, str]:
    return window_case.case.answer(sheet_of)


def _opened(shown: CaseWindow, window_case: WindowCase) -> CaseSheetDialog:
    dialog = shown.keeping.show_sheet()
    window_case.settle()
    return dialog


def test_the_sheet_keeps_each_field_as_it_is_left(shown: CaseWindow, window_case: WindowCase) -> None:
    dialog = _opened(shown, window_case)
    dialog.codename.setFocus()
    dialog.codename.selectAll()
    QTest.keyClicks(dialog.codename, "Heron")
    QTest.keyClick(dialog.codename, Qt.Key.Key_Return)
    dialog.question.setPlainText(f"Who signed for {CANARY}?")
    dialog.question.commit()
    dialog.state.setCurrentIndex(dialog.state.findData("writing"))
    dialog.state.activated.emit(dialog.state.currentIndex())
    QTest.mouseClick(dialog.hold, Qt.MouseButton.LeftButton)
    window_case.settle()
    held = _sheet(window_case)
    assert held[sheet.CODENAME] == "Heron"
    assert held[sheet.QUESTION] == f"Who signed for {CANARY}?"
    assert (held[sheet.STATE], held[sheet.LEGAL_HOLD]) == ("writing", "on")
    window_case.until(lambda: shown.window.windowTitle() == "Heron – Casefile")
    window_case.case.undo().result()
    window_case.until(lambda: not dialog.hold.isChecked())


def test_a_codename_taken_away_comes_back_with_a_sentence(shown: CaseWindow, window_case: WindowCase) -> None:
    dialog = _opened(shown, window_case)
    dialog.codename.setFocus()
    dialog.codename.selectAll()
    QTest.keyClick(dialog.codename, Qt.Key.Key_Backspace)
    QTest.keyClick(dialog.codename, Qt.Key.Key_Return)
    window_case.until(lambda: dialog.codename.text() == "Larkspur")
    assert dialog._said.text() == "A case needs a codename. Nothing was changed."


def test_the_level_changes_the_times_and_the_title_at_once(
    shown: CaseWindow, window_case: WindowCase
) -> None:
    before = shown.guard.times
    window_case.do(SetSheet(sheet.LEVEL, "critical"))
    assert shown.guard.times.lock < before.lock
    window_case.until(lambda: shown.window.windowTitle() == "Casefile")
    window_case.case.undo().result()
    window_case.settle()
    assert shown.guard.times == before


def test_the_folder_of_backups_is_chosen_and_kept(
    shown: CaseWindow, window_case: WindowCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialogs, "choose_folder", lambda *_given: tmp_path)
    dialog = _opened(shown, window_case)
    dialog.backups.asked.emit()
    window_case.settle()
    assert _sheet(window_case)[sheet.BACKUPS] == dialog.backups.place == str(tmp_path)


def test_shift_delete_asks_says_what_goes_along_and_erases(
    shown: CaseWindow, window_case: WindowCase
) -> None:
    letter, kept = window_case.hold(), window_case.hold("Kept.")
    window_case.do(EditItems((letter,), "title", f"Letter {CANARY}"))
    window_case.session.select(Kind.ITEM, (letter,), letter)
    shown.window.deeds["item.erase"].trigger()
    (asked,) = shown.window.findChildren(EraseDialog)
    window_case.settle()
    assert asked.question.text() == ("Erase 1 item for good? Copies may survive in backups and on the disk.")
    assert asked.keep_button.isDefault()
    assert window_case.case.look.items.get(letter) is not None
    asked.erase_button.click()
    window_case.until(lambda: window_case.case.look.items.get(letter) is None)
    window_case.settle()
    assert window_case.case.look.items.get(kept) is not None
    assert shown.window.status.deed.words == "Erased 1 item. 1 earlier step can no longer be undone."
    assert window_case.session.selection.numbers == ()


def test_keep_keeps_everything(shown: CaseWindow, window_case: WindowCase) -> None:
    letter = window_case.hold()
    asked = shown.keeping.ask_to_erase({Kind.ITEM: (letter,)})
    window_case.settle()
    asked.keep_button.click()
    window_case.settle()
    assert window_case.case.look.items.get(letter) is not None


def test_the_trash_erases_what_is_chosen_there_and_nothing_else(
    shown: CaseWindow, window_case: WindowCase
) -> None:
    letters = [window_case.hold(f"Letter {number}.") for number in range(3)]
    window_case.do(MoveToTrash(Kind.ITEM, tuple(letters)))
    trash = shown.keeping.show_trash()
    window_case.settle()
    trash.rows.item(0).setSelected(True)
    assert trash.chosen() == {Kind.ITEM: [letters[-1]]}
    asked = shown.keeping.ask_to_erase(trash.chosen())
    window_case.settle()
    asked.erase_button.click()
    window_case.until(lambda: trash.rows.count() == 2)
    assert window_case.case.look.items.get(letters[0]) is not None


def test_under_a_legal_hold_the_question_is_a_refusal(shown: CaseWindow, window_case: WindowCase) -> None:
    letter = window_case.hold()
    window_case.do(SetSheet(sheet.LEGAL_HOLD, "on"))
    asked = shown.keeping.ask_to_erase({Kind.ITEM: (letter,)})
    window_case.settle()
    assert asked.question.text() == ("This case is under a legal hold: nothing in it is erased or trimmed.")
    assert not asked.erase_button.isEnabled()
