"""T and the digits tag claims and contacts too, and say what to do where nothing is selected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.tagging import NewTag
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.gui.main_window import MainWindow
from casefile.gui.pane import Pane
from casefile.gui.tags.tagging_keys import TaggingKeys
from tests.helpers.window_cases import WindowCase


class Claims(QListWidget):
    """A list where the keys of the claims act."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.addItems(["one", "two"])
        window.deeds.work_in(self, "claims")


@pytest.fixture
def window(window_case: WindowCase, qtbot) -> Iterator[MainWindow]:  # type: ignore[no-untyped-def]
    made = MainWindow(window_case.session, [Pane("claims", "centre", "Claims", Claims)])
    made.keys = TaggingKeys(made, window_case.session)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_view("claims")
    rows = made.centre.widget_of("claims")
    assert rows is not None
    rows.setFocus()
    QApplication.processEvents()
    yield made


def tags_on(window_case: WindowCase, claim: int) -> list[str]:
    window_case.settle()
    return [tag.path for tag in window_case.case.look.tags.of(Kind.CLAIM, claim)]


def press(window: MainWindow, key: Qt.Key) -> None:
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_a_digit_puts_its_tag_on_every_selected_claim_and_takes_it_off_again(
    window: MainWindow, window_case: WindowCase
) -> None:
    window_case.do(NewTag("theme:leak", 2))
    claims = [window_case.made(NewClaim(words), Kind.CLAIM) for words in ("It was paid", "It was not")]
    window_case.session.select(Kind.CLAIM, claims, claims[0])
    press(window, Qt.Key.Key_2)
    assert [tags_on(window_case, claim) for claim in claims] == [["theme:leak"], ["theme:leak"]]
    press(window, Qt.Key.Key_0)
    assert tags_on(window_case, claims[1]) == []
    press(window, Qt.Key.Key_2)
    press(window, Qt.Key.Key_2)
    assert tags_on(window_case, claims[0]) == []


def test_t_asks_for_a_tag_and_shift_enter_keeps_asking(window: MainWindow, window_case: WindowCase) -> None:
    claim = window_case.made(NewClaim("It was paid"), Kind.CLAIM)
    window_case.session.select(Kind.CLAIM, (claim,), claim)
    press(window, Qt.Key.Key_T)
    keys: TaggingKeys = window.keys  # type: ignore[attr-defined]
    assert keys.popup.isVisible() and keys.popup.head.text() == "Tag 1 claim"
    edit = keys.popup.field.edit
    assert edit.hasFocus()
    QTest.keyClicks(edit, "risk:libel; money")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tags_on(window_case, claim) == ["money", "risk:libel"]
    assert keys.popup.isVisible()
    QTest.keyClicks(edit, "leak")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert "leak" in tags_on(window_case, claim)
    assert not keys.popup.isVisible()
    rows = window.centre.widget_of("claims")
    assert rows is not None and rows.hasFocus()


def test_a_digit_without_a_tag_and_a_key_without_a_selection_are_told(
    window: MainWindow, window_case: WindowCase
) -> None:
    press(window, Qt.Key.Key_3)
    assert not window_case.troubles
    claim = window_case.made(NewClaim("It was paid"), Kind.CLAIM)
    window_case.session.select(Kind.CLAIM, (claim,), claim)
    press(window, Qt.Key.Key_3)
    window_case.settle()
    assert [problem.code for problem in window_case.troubles if isinstance(problem, ReporterCanFix)] == [
        "mark_unused"
    ]
