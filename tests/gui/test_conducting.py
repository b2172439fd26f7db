"""From the start window to an open case and back, with real readers and a real case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casefile.casework.sample import sample_passphrase
from casefile.gui.app import make_application, make_start_window
from casefile.gui.case_window import CaseWindow
from casefile.gui.conducting import Conductor
from casefile.gui.start.new_case import NewCaseWish
from tests.helpers.canary import CANARY
from tests.helpers.cases import PASSPHRASE

SLOW_MS = 15_000


@pytest.fixture
def conductor(qtbot: QtBot) -> Iterator[Conductor]:
    """A conductor with its start window shown."""
    make_application()
    start = make_start_window()
    qtbot.addWidget(start)
    start.show()
    made = Conductor(start)
    yield made
    made.end()
    for window in QApplication.topLevelWidgets():
        if window is not start:
            window.close()
            window.deleteLater()


def _made(conductor: Conductor, qtbot: QtBot, path: Path) -> CaseWindow:
    """A case made as on the two pages of New case, its recovery key confirmed."""
    shown = conductor.start.recovery_key
    conductor._create(NewCaseWish(str(path), "Larkspur", PASSPHRASE))
    qtbot.waitUntil(shown.isVisible, timeout=SLOW_MS)
    with qtbot.waitSignal(conductor.opened, timeout=SLOW_MS) as opened:
        shown.confirmed.emit(False)
    assert opened.args is not None
    window: CaseWindow = opened.args[0]
    return window


def _drop(window: CaseWindow, carried: QMimeData) -> None:
    event = QDropEvent(
        QPointF(700, 400),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drops = window.window.drops
    assert drops is not None
    drops.drop(event, QPoint(700, 400))


def test_a_new_case_is_made_its_key_confirmed_and_opens(
    conductor: Conductor, qtbot: QtBot, tmp_path: Path
) -> None:
    window = _made(conductor, qtbot, tmp_path / "Larkspur.casefile")
    assert window.window.isVisible()
    assert not conductor.start.isVisible()
    assert window.window.windowTitle() == "Larkspur – Casefile"


@pytest.mark.slow
def test_a_wrong_passphrase_is_told_and_the_field_keeps_the_keyboard(
    conductor: Conductor, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "Larkspur.casefile"
    _made(conductor, qtbot, path)
    conductor.lock()
    other = Conductor(conductor.start, path)
    try:
        conductor.start.show()
        other._unlock(str(path), "not the passphrase")
        told = conductor.start.unlock
        qtbot.waitUntil(lambda: "does not open" in told._below.words, timeout=SLOW_MS)
        with qtbot.waitSignal(other.opened, timeout=SLOW_MS):
            other._unlock(str(path), PASSPHRASE)
    finally:
        other.end()


def test_dropped_files_are_imported_and_undone_as_one_step(
    conductor: Conductor, qtbot: QtBot, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for number in range(3):
        (files / f"{CANARY} {number}.txt").write_text(f"{CANARY}: the council met {number} times.")
    window = _made(conductor, qtbot, tmp_path / "Larkspur.casefile")
    case = window.session.case
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in sorted(files.iterdir())])
    _drop(window, carried)
    qtbot.waitUntil(
        lambda: [row.status for row in case.look.items.rows([1, 2, 3])] == ["ok"] * 3, timeout=SLOW_MS
    )
    case.undo().result()
    qtbot.waitUntil(lambda: case.look.items.count() == 0, timeout=SLOW_MS)
    case.redo().result()
    assert case.look.items.count() == 3
    for path in files.iterdir():
        path.unlink()


@pytest.mark.slow
def test_an_address_from_a_browser_becomes_a_note_that_was_not_fetched(
    conductor: Conductor, qtbot: QtBot, tmp_path: Path
) -> None:
    window = _made(conductor, qtbot, tmp_path / "Larkspur.casefile")
    carried = QMimeData()
    carried.setUrls([QUrl("https://example.org/report")])
    _drop(window, carried)
    case = window.session.case
    qtbot.waitUntil(lambda: case.look.items.count() == 1, timeout=SLOW_MS)
    layer = case.look.text_layers.current(1)
    assert layer is not None
    assert "not fetched" in layer.text


@pytest.mark.slow
def test_locking_closes_the_case_and_asks_for_a_fresh_process(
    conductor: Conductor, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "Larkspur.casefile"
    _made(conductor, qtbot, path)
    with qtbot.waitSignal(conductor.locked, timeout=SLOW_MS) as locked:
        conductor.lock()
    assert locked.args == [path]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["Larkspur.casefile"]


@pytest.mark.slow
def test_the_window_opens_as_it_was_left(conductor: Conductor, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Larkspur.casefile"
    window = _made(conductor, qtbot, path)
    window.window.show_view("contacts")
    conductor.lock()
    again = Conductor(conductor.start, path)
    try:
        with qtbot.waitSignal(again.opened, timeout=SLOW_MS):
            again._unlock(str(path), PASSPHRASE)
        assert again.case_window is not None
        assert again.case_window.window.view == "contacts"
    finally:
        again.end()


def test_the_sample_case_is_made_from_the_start_window_and_says_its_passphrase(
    conductor: Conductor, qtbot: QtBot, tmp_path: Path
) -> None:
    place = tmp_path / "Sample case.casefile"
    with qtbot.waitSignal(conductor.opened, timeout=4 * SLOW_MS) as opened:
        conductor.make_sample(place)
    assert opened.args is not None
    window: CaseWindow = opened.args[0]
    shown = window.window.messages.shown
    assert shown is not None
    assert sample_passphrase() in shown.words
    assert window.session.case.look.items.count() >= 12
    assert not conductor.start.isVisible()
