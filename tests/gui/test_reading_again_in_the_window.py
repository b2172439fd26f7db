"""From the inspector and the tray: another encoding, a password, an original that changed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casefile.casework.commands.marking import NewPassage
from casefile.casework.importing.run import Importing
from casefile.casework.reading_again import ReadingAgain
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import LedgerState
from casefile.gui.case_window import CaseWindow
from casefile.gui.inspector.library_inspector import LibraryInspector
from casefile.gui.inspector.original import OriginalSection
from casefile.gui.main_window import MainWindow
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.panes import import_tray
from casefile.importers.pdf_sample import sample_pdf
from tests.helpers.canary import CANARY
from tests.helpers.imports import DeskReading
from tests.helpers.window_cases import WindowCase

CZECH = f"Zpráva o {CANARY}: příliš žluťoučký kůň úpěl ďábelské ódy. Smlouva o koni chybí.\r\n" * 3


@pytest.fixture
def reading(window_case: WindowCase) -> DeskReading:
    """A session that reads in this process."""
    session, made = window_case.session, DeskReading()
    session.importing.stop()
    session.again.stop()
    session.importing = Importing(session.case, made)
    session.again = ReadingAgain(session.case, made, session.passwords)
    return made


@pytest.fixture
def shown(reading: DeskReading, window_case: WindowCase) -> Iterator[CaseWindow]:
    window = MainWindow(window_case.session, panes=(import_tray.PANE,))
    made = CaseWindow(window_case.session, window)
    window.show()
    window_case.settle()
    yield made
    made.stop()
    window_case.discard(window)


def _take_in(window_case: WindowCase, *paths: Path) -> None:
    window_case.session.importing.start(paths).result(20)
    window_case.session.importing.wait()
    window_case.settle()


def _locked(path: Path, password: str) -> Path:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sample_pdf()))
    writer.encrypt(password, algorithm="AES-256")
    packed = io.BytesIO()
    writer.write(packed)
    path.write_bytes(packed.getvalue())
    return path


def test_read_as_from_the_inspector_makes_a_new_text_and_tells_what_was_lost(
    shown: CaseWindow, window_case: WindowCase, tmp_path: Path
) -> None:
    path = tmp_path / "zprava.txt"
    path.write_bytes(CZECH.encode("cp1250"))
    _take_in(window_case, path)
    special = CZECH.index("žluťoučký")
    window_case.do(NewPassage(1, special, special + 9))
    inspector = LibraryInspector(window_case.session, TagMarks(window_case.session))
    inspector.read_as_wanted.connect(window_case.session.read_as_wanted)
    window_case.session.select(Kind.ITEM, (1,), 1)
    inspector.show()
    window_case.settle()
    section: OriginalSection = inspector.details.original
    window_case.until(lambda: section._item == 1)
    section._wish("windows-1251")
    messages = shown.window.messages
    window_case.until(lambda: messages.shown is not None)
    assert messages.shown is not None
    assert messages.shown.words == "These words were not found again in the new text."
    gone: list[object] = []
    window_case.session.go_wanted.connect(lambda _view, ref: gone.append(str(ref)))
    messages._take_step()
    assert gone == ["P1"]
    layer = window_case.case.look.text_layers.current(1)
    assert layer is not None and layer.encoding == "cp1251"
    window_case.discard(inspector)


def test_the_encodings_that_fit_stand_first_in_the_menu(
    shown: CaseWindow, window_case: WindowCase, tmp_path: Path
) -> None:
    path = tmp_path / "zprava.txt"
    path.write_bytes(CZECH.encode("cp1250"))
    _take_in(window_case, path)
    section = OriginalSection(window_case.session)
    section._item = 1
    menu = section._read_as.menu()
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == "UTF-8 (utf-8)"
    window_case.until(lambda: menu.actions()[0].text() == "Central European (windows-1250)")
    wished: list[tuple[int, str]] = []
    section.read_as_wanted.connect(lambda item, encoding: wished.append((item, encoding)))
    menu.actions()[0].trigger()
    assert wished == [(1, "windows-1250")]
    window_case.discard(section)


def test_one_password_for_all_and_another_for_the_rest(
    shown: CaseWindow, window_case: WindowCase, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    for name, password in (("a.pdf", "sesame"), ("b.pdf", "sesame"), ("c.pdf", "other")):
        _locked(folder / name, password)
    _take_in(window_case, folder)
    asked: list[list[int]] = []
    window_case.session.password_wanted.connect(asked.append)
    tray = shown.window.tray.findChild(import_tray.ImportTray)
    tray._act(1)
    assert [sorted(items) for items in asked] == [[1, 2, 3]]
    dialog = shown.keeping.ask_password(asked[0])
    assert dialog.about.text() == "It is tried on all 3 items still locked in this import."
    dialog.field.set_words("wrong")
    dialog._try()
    window_case.until(lambda: "opens none" in dialog.below.words)
    dialog.field.edit.clear()
    QTest.keyClicks(dialog.field.edit, "sesame")
    dialog._try()
    window_case.until(lambda: "another password" in dialog.below.words)
    assert dialog.field.words == ""
    assert dialog.about.text() == "It is tried on 1 item still locked in this import."
    dialog.keep.setChecked(True)
    dialog.field.set_words("other")
    with qtbot.waitSignal(dialog.accepted):
        dialog._try()
    window_case.settle()
    counts = window_case.case.look.ledger.counts()
    assert counts == {LedgerState.IMPORTED: 3}
    (kept,) = window_case.case.look.credentials.all()
    assert window_case.case.unseal_credential(kept.n).place == "I3"


def test_an_original_that_changed_says_so_and_names_the_item(
    shown: CaseWindow, window_case: WindowCase
) -> None:
    item = window_case.hold()
    inspector = LibraryInspector(window_case.session, TagMarks(window_case.session))
    window_case.session.select(Kind.ITEM, (item,), item)
    inspector.show()
    window_case.settle()
    section = inspector.details.original
    window_case.until(lambda: section._item == item)
    section.check()
    window_case.until(lambda: section.state == "unchanged")
    window_case.case.write(
        lambda store: store.db.conn.execute("UPDATE original_chunk SET bytes = ?", [b"other"])
    ).result()
    section.check()
    window_case.until(lambda: section.state == "changed")
    shown_message = shown.window.messages.shown
    assert shown_message is not None
    assert shown_message.words == f"The original of I{item} no longer matches its fingerprint."
    assert shown_message.step == "Compare with backup…"
    window_case.discard(inspector)
