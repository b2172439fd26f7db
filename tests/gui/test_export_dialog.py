"""A summary leaves the case in three gestures, after it was seen and checked, and never before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from casefile.casework.commands.claiming import EditClaim, NewClaim
from casefile.casework.commands.tagging import AddTags
from casefile.casework.protecting import ProtectedSources
from casefile.domain.contacts import GroundRules
from casefile.domain.identifiers import Kind
from casefile.domain.limits import Limits
from casefile.gui.export.dialog import STATE, ExportDialog
from casefile.gui.export.exports import DONE, Exports
from casefile.gui.export.preview import rectangles_of
from casefile.gui.main_window import MainWindow
from casefile.gui.widgets import Button
from casefile.importers import PageCharacters, RenderedPage
from tests.helpers.cheap_keys import CHEAP_SETS
from tests.helpers.window_cases import NoReaders, WindowCase

PASSPHRASE = "a quiet harbour at low tide"


class DrawnPages:
    """Two white pages, in the place of a confined child."""

    page_count = 2

    def page_size(self, index: int) -> tuple[float, float]:
        return 595.0, 842.0

    def render(self, index: int, scale: float) -> RenderedPage:
        width, height = round(595 * scale), round(842 * scale)
        return RenderedPage(width, height, width * 4, b"\xff" * width * height * 4)

    def characters(self, index: int) -> PageCharacters:
        return PageCharacters("HERON", tuple((10.0 * at, 50.0, 10.0 * at + 8, 60.0) for at in range(5)))

    def close(self) -> None:
        """Nothing was opened."""


class DrawingReaders(NoReaders):
    def open_pages(self, source: int, importer: str, limits: Limits, wish: dict[str, str]) -> DrawnPages:
        assert importer == "pdf"
        return DrawnPages()


class Opened:
    """A window with one claim, and its export dialog."""

    def __init__(self, held: WindowCase, folder: Path) -> None:
        self.held = held
        self.folder = folder
        self.asked: list[Path] = []
        held.session.files = DrawingReaders()
        held.session.protected.shut()
        held.session.protected = ProtectedSources(held.case, CHEAP_SETS)
        held.session.protected.listen(held.session.protected_changed.emit)
        self.window = MainWindow(held.session, panes=[])
        self.window.resize(1440, 900)
        self.window.show()
        self.exports = Exports(held.session, self.window, self.window)

    def open(self) -> ExportDialog:
        self.window.deeds["export.open"].trigger()
        dialog = self.exports.dialog
        assert dialog is not None
        dialog._ask_place = self._place
        self.settle(dialog)
        return dialog

    def settle(self, dialog: ExportDialog) -> None:
        self.held.until(lambda: dialog._prepared is not None and not dialog.preview.pages.is_greyed)

    def _place(self, parent: QWidget, proposed: Path, suffix: str) -> Path:
        self.asked.append(proposed)
        return self.folder / proposed.name

    def close(self) -> None:
        self.exports.stop()
        self.held.settle()
        self.window.close()


@pytest.fixture
def opened(window_case: WindowCase, tmp_path: Path) -> Iterator[Opened]:
    window_case.do(NewClaim("The board paid the ferry line before the tender closed."))
    out = tmp_path / "out"
    out.mkdir()
    made = Opened(window_case, out)
    yield made
    made.close()


def open_protected(opened: Opened) -> str:
    """Opens protected sources with one source in them, called HERON."""
    protected = opened.held.session.protected
    protected.set_up(PASSPHRASE)
    source = protected.new_contact("HERON")
    protected.change_contact(source, ground_rules=GroundRules.BACKGROUND)
    opened.held.settle()
    return source


def button(dialog: ExportDialog, words: str) -> Button:
    (found,) = [one for one in dialog.findChildren(Button) if one.text() == words and not one.isHidden()]
    return found


def press(dialog: ExportDialog, keys: str) -> None:
    QTest.keySequence(dialog, QKeySequence(keys))


def test_a_checked_memo_is_saved_in_three_gestures_and_remembered(opened: Opened) -> None:
    open_protected(opened)
    dialog = opened.open()
    assert dialog.save_button.text() == "Save PDF"
    press(dialog, "Ctrl+S")
    opened.held.until(lambda: opened.exports.dialog is None)
    saved = opened.folder / "editor-memo.pdf"
    assert saved.read_bytes().startswith(b"%PDF")
    shown = opened.window.messages.shown
    assert shown is not None
    assert (shown.code, shown.words) == (DONE, "Saved editor-memo.pdf, 2 pages.")
    opened.held.settle()
    kept = opened.held.case.look.window_state.get(STATE)
    assert (kept["folder"], kept["format"]) == (str(opened.folder), "pdf")
    dialog = opened.open()
    press(dialog, "Ctrl+S")
    opened.held.until(lambda: opened.exports.dialog is None)
    assert opened.asked[-1] == saved


def test_a_protected_name_keeps_it_from_being_saved_until_it_is_masked(opened: Opened) -> None:
    open_protected(opened)
    opened.held.do(EditClaim(1, "proposition", "HERON says the board paid."))
    dialog = opened.open()
    assert not dialog.save_button.isEnabled()
    assert dialog.save_button.text() == "Save PDF – fix 1 thing first"
    press(dialog, "Ctrl+S")
    assert opened.asked == []
    press(dialog, "F8")
    opened.held.until(lambda: bool(dialog.preview.pages._found[1]))
    button(dialog, "Mask it").click()
    assert dialog.preview.pages.is_greyed
    opened.settle(dialog)
    assert dialog.save_button.text() == "Save PDF"
    assert dialog._prepared is not None
    assert "HERON" not in repr(dialog._prepared.written.collected.summary)


def test_with_protected_sources_closed_it_is_saved_only_by_typing_the_word(opened: Opened) -> None:
    dialog = opened.open()
    assert dialog.save_button.text() == "Save PDF – open protected sources first"
    dialog.check._closed.typed.setText("unchecke")
    assert not dialog.save_button.isEnabled()
    dialog.check._closed.typed.setText("Unchecked")
    assert dialog.save_button.isEnabled()
    press(dialog, "Ctrl+S")
    opened.held.until(lambda: opened.exports.dialog is None)
    assert [path.name for path in opened.folder.iterdir()] == ["editor-memo unchecked.pdf"]


def test_protected_sources_are_opened_from_the_check_itself(opened: Opened) -> None:
    open_protected(opened)
    opened.held.session.protected.close()
    dialog = opened.open()
    open_button = button(dialog, "Open…")
    open_button.click()
    dialog.check._closed.field.set_words("not this one")
    open_button.click()
    opened.held.until(lambda: bool(dialog.check._closed._below.words))
    assert dialog.check._closed._below.words == "That passphrase does not open protected sources."
    dialog.check._closed.field.set_words(PASSPHRASE)
    open_button.click()
    opened.held.until(lambda: dialog._prepared is not None and dialog._prepared.checked_names)
    assert dialog.save_button.text() == "Save PDF"


def test_an_empty_scope_says_that_there_is_nothing_to_export(opened: Opened) -> None:
    dialog = opened.open()
    dialog.preparing.change(scope=type(dialog.preparing.wish.scope)(without=(1,)))
    opened.held.until(lambda: dialog.preview.pages._said != "")
    assert dialog.preview.pages._said == "Nothing to export: no claim is in this scope."
    assert not dialog.save_button.isEnabled()


def test_a_tag_narrows_what_is_exported(opened: Opened) -> None:
    opened.held.do(NewClaim("The lamp was lit."))
    opened.held.do(AddTags(Kind.CLAIM, (2,), ("theme:lamp",)))
    dialog = opened.open()
    opened.held.until(lambda: dialog.choices._tags.count() > 0)
    dialog.choices._tagged.setChecked(True)
    dialog.choices._tags.setCurrentIndex(dialog.choices._tags.findData("theme:lamp"))
    dialog.choices._tag_chosen()
    opened.held.until(
        lambda: dialog._prepared is not None and dialog.preparing.wish.scope.tag == "theme:lamp"
    )
    assert dialog._prepared is not None
    assert [one.ref for one in dialog._prepared.written.collected.summary.claims] == ["C2"]


def test_another_format_is_shown_as_pdf_and_saved_as_itself(opened: Opened) -> None:
    open_protected(opened)
    dialog = opened.open()
    dialog.choices.formats.choose("docx")
    dialog.choices.formats.chosen.emit("docx")
    opened.settle(dialog)
    assert dialog.preview.note.text() == "Drawn as PDF; the DOCX says the same."
    press(dialog, "Ctrl+S")
    opened.held.until(lambda: opened.exports.dialog is None)
    assert (opened.folder / "editor-memo.docx").read_bytes().startswith(b"PK")


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(opened: Opened) -> None:
    open_protected(opened)
    dialog = opened.open()
    dialog._ask_place = lambda _parent, proposed, _suffix: opened.folder / "gone" / proposed.name
    press(dialog, "Ctrl+S")
    opened.held.until(lambda: dialog.messages.shown is not None)
    assert dialog.messages.shown is not None
    assert dialog.messages.shown.words == "Could not write to that folder. Nothing was saved."
    assert dialog.save_button.isEnabled()


def test_summaries_that_are_not_there_yet_say_so(opened: Opened) -> None:
    dialog = opened.open()
    rows = dialog.choices._rows
    assert [name for name, row in rows.items() if row.isEnabled()] == ["editor"]
    assert "still to come" in rows["legal"].toolTip()
    press(dialog, "Alt+2")
    assert dialog.choices.profile == "editor"


def test_esc_closes_it_and_nothing_goes_on(opened: Opened) -> None:
    dialog = opened.open()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert opened.exports.dialog is None


def test_words_are_framed_where_they_stand_on_the_page() -> None:
    text = "Ring +48 601\n234 567 now"
    boxes = [
        (float(at), 0.0 if at < 12 else 20.0, at + 1.0, 10.0 if at < 12 else 30.0) for at in range(len(text))
    ]
    first, second = rectangles_of("48 601 234 567", text, boxes)
    assert (first.left(), first.right(), first.top()) == (6.0, 12.0, 0.0)
    assert second.top() == 20.0
    assert rectangles_of("nobody", text, boxes) == []
