"""The inspector says what is known, what is not, and keeps what she writes there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags, MarkTag
from casefile.domain.evidence import Relation
from casefile.domain.identifiers import Kind
from casefile.domain.items import Item, Marking
from casefile.gui.inspector.details import NOT_A_DATE
from casefile.gui.inspector.fitting_words import FittingWords
from casefile.gui.inspector.library_inspector import LibraryInspector
from casefile.gui.models.tag_marks import TagMarks
from tests.helpers.canary import CANARY
from tests.helpers.window_cases import LETTER, WindowCase


@pytest.fixture
def inspector(window_case: WindowCase) -> Iterator[LibraryInspector]:
    inspector = LibraryInspector(window_case.session, TagMarks(window_case.session))
    inspector.resize(300, 800)
    inspector.show()
    window_case.settle()
    yield inspector
    window_case.discard(inspector)


def _item(case: WindowCase, n: int) -> Item:
    item = case.case.look.items.get(n)
    assert item is not None
    return item


def _show(case: WindowCase, inspector: LibraryInspector, kind: Kind, *numbers: int) -> None:
    case.session.select(kind, numbers, numbers[0])
    pages = inspector.pages
    wanted = inspector.many if len(numbers) > 1 else None
    wanted = wanted or (inspector.passage if kind is Kind.PASSAGE else inspector.item_page)
    case.until(lambda: pages.currentWidget() is wanted)
    case.settle()


def _type(field: object, words: str) -> None:
    field.setFocus()  # type: ignore[attr-defined]
    field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(field, words)  # type: ignore[call-overload]
    QTest.keyClick(field, Qt.Key.Key_Return)  # type: ignore[call-overload]


def test_nothing_selected_says_what_to_do(inspector: LibraryInspector) -> None:
    assert inspector.pages.currentWidget().text() == "Select something to see its details."  # type: ignore[attr-defined]


def test_unknown_is_said_in_italics_and_never_left_empty(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold(LETTER)
    _show(window_case, inspector, Kind.ITEM, item)
    details = inspector.details
    for field in (details.publisher, details.byline, details.published, details.url):
        assert field.text() == ""
        assert field.placeholderText() == "unknown"
        assert field.property("unknown") is True
    assert details.title.placeholderText() == "Unknown – type it when you know it"
    assert details.language.text() == "English"
    assert details.way_strip.isVisibleTo(details)


def test_a_title_typed_is_a_named_step_and_stays_when_undone(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold(LETTER)
    _show(window_case, inspector, Kind.ITEM, item)
    _type(inspector.details.title, "Minutes of Tuesday")
    window_case.settle()
    assert (_item(window_case, item).title, _item(window_case, item).title_basis) == (
        "Minutes of Tuesday",
        "typed",
    )
    window_case.case.undo().result()
    window_case.until(lambda: inspector.details.title.text() == "")


def test_enter_keeps_a_title_that_was_only_worked_out(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold(LETTER, title="Minutes", title_basis="guess")
    _show(window_case, inspector, Kind.ITEM, item)
    inspector.details.title.setFocus()
    QTest.keyClick(inspector.details.title, Qt.Key.Key_Return)
    window_case.settle()
    assert _item(window_case, item).title_basis == "typed"


def test_what_she_is_typing_is_not_overwritten_by_news_of_the_item(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold(LETTER)
    _show(window_case, inspector, Kind.ITEM, item)
    field = inspector.details.publisher
    field.setFocus()
    QTest.keyClicks(field, "City cou")
    window_case.do(EditItems((item,), "byline", "A. Clerk"))
    window_case.until(lambda: inspector.details.byline.text() == "A. Clerk")
    assert field.text() == "City cou"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_date_is_kept_as_it_was_typed_and_no_date_is_refused_in_place(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold(LETTER)
    _show(window_case, inspector, Kind.ITEM, item)
    field = inspector.details.published
    _type(field, "before 7 Oct 2016")
    window_case.settle()
    assert _item(window_case, item).published == "../2016-10-07"
    window_case.until(lambda: field.text() == "before 7 October 2016")
    _type(field, "03/04/2016")
    window_case.settle()
    assert _item(window_case, item).published == "../2016-10-07"
    assert field.accessibleDescription() == NOT_A_DATE
    assert field.text() == "03/04/2016"


def test_rating_marking_kind_and_the_way_it_came_are_chosen_in_words(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold(LETTER)
    _show(window_case, inspector, Kind.ITEM, item)
    details = inspector.details
    details.rating.reliability.chosen.emit("B")
    details.rating.credibility.chosen.emit("2")
    details.marking.chosen.emit(Marking.RED.value)
    details.kind.chosen.emit("email")
    details.way.chosen.emit("press_office")
    window_case.until(lambda: details.way.text() == "From a press office")
    held = _item(window_case, item)
    assert (held.reliability, held.credibility, held.marking.value) == ("B", "2", "RED")
    assert (held.kind.value, held.provenance) == ("email", "press_office")
    assert details.marking.text() == "Only me"
    assert details.rating.judged.text() == "B2"
    assert not details.way_strip.isVisibleTo(details)


def test_a_tag_is_completed_by_the_beginning_of_any_word_and_enter_puts_it_on(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item, other = window_case.hold(LETTER), window_case.hold(LETTER + "b")
    window_case.do(AddTags(Kind.ITEM, (other,), ("risk:needs a lawyer",)))
    _show(window_case, inspector, Kind.ITEM, item)
    assert inspector.go_to_tags()
    field = inspector.details.tag_field
    QTest.keyClicks(field.edit, "law")
    window_case.until(lambda: bool(field.list.choices))
    assert [(choice.words, choice.note, choice.right) for choice in field.list.choices] == [
        ("needs a lawyer", "risk", "1"),
        ("Create “law”", "", ""),
    ]
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    window_case.until(lambda: [chip.path for chip in inspector.details.tags.chips] == ["risk:needs a lawyer"])
    assert not field.isVisible()


def test_several_tags_are_pasted_at_once_and_shift_enter_keeps_the_field(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    items = [window_case.hold(LETTER), window_case.hold(LETTER + "b")]
    _show(window_case, inspector, Kind.ITEM, *items)
    field = inspector.many.field
    field.setFocus()
    field.edit.setText("leak; status:needs-primary")
    QTest.keyClick(field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    window_case.until(lambda: len(inspector.many.rows.rows) == 3 or len(inspector.many.rows.rows) == 2)
    assert {row.tag.path for row in inspector.many.rows.rows} == {"leak", "status:needs-primary"}
    assert field.edit.hasFocus() or field.isVisible()


def test_a_mixed_tag_goes_on_the_rest_and_backspace_takes_it_off_all(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    items = [window_case.hold(LETTER + str(n)) for n in range(4)]
    window_case.do(AddTags(Kind.ITEM, tuple(items[:2]), ("leak",)))
    _show(window_case, inspector, Kind.ITEM, *items)
    rows = inspector.many.rows
    window_case.until(lambda: len(rows.rows) == 1)
    assert rows.rows[0].said() == "leak, on 2 of 4, Enter adds it to 2 more"
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    window_case.until(lambda: rows.rows[0].on_all)
    step = window_case.case.next_undo()
    assert step is not None
    assert dict(step.fields) == {"tag": "leak", "count": 2, "had": 2, "kind": "I"}
    QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=QPoint(120, 10))
    window_case.settle()
    assert rows.rows[0].on_all, "a click on a full tag's name takes nothing off"
    QTest.keyClick(rows, Qt.Key.Key_Backspace)
    window_case.until(lambda: not rows.rows)


def test_the_original_is_checked_again_by_its_bytes(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    good, bad = window_case.hold(LETTER), window_case.hold(LETTER + "b")
    sha256 = _item(window_case, bad).sha256

    def spoil(store: object) -> None:
        store.db.conn.execute(  # type: ignore[attr-defined]
            "UPDATE original_chunk SET bytes = x'00' WHERE original = ?", [sha256]
        )

    window_case.case.write(spoil).result()
    original = inspector.details.original
    _show(window_case, inspector, Kind.ITEM, good)
    assert original.state == "not checked today"
    original.check()
    window_case.until(lambda: original.state == "unchanged")
    _show(window_case, inspector, Kind.ITEM, bad)
    window_case.until(lambda: original.state == "not checked today")
    original.check()
    window_case.until(lambda: original.state == "changed")


def test_the_whole_fingerprint_is_copied(window_case: WindowCase, inspector: LibraryInspector) -> None:
    item = window_case.hold(LETTER)
    copied: list[str] = []
    inspector.copied.connect(copied.append)
    _show(window_case, inspector, Kind.ITEM, item)
    inspector.details.original.copy_fingerprint()
    assert copied == [_item(window_case, item).sha256]


def test_claims_of_the_file_about_itself_stand_apart_as_such(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold(LETTER, facts='[["author", "<b>A</b>"]]')
    _show(window_case, inspector, Kind.ITEM, item)
    inspector.details.original.open_up()
    said = [label.text() for label in inspector.findChildren(type(inspector.details.rating.judged))]
    assert "What the file says of itself" in said
    assert "<b>A</b>" in [shown.words for shown in inspector.findChildren(FittingWords)]


def test_tabs_show_passages_links_and_history(window_case: WindowCase, inspector: LibraryInspector) -> None:
    item = window_case.hold(LETTER)
    passage = window_case.made(NewPassage(item, 28, 71), Kind.PASSAGE)
    claim = window_case.made(NewClaim("The council paid twice."), Kind.CLAIM)
    window_case.do(LinkPassage(claim, Relation.CONTRADICTS, passage=passage, origin=OriginNamed("The clerk")))
    _show(window_case, inspector, Kind.ITEM, item)
    window_case.until(lambda: list(inspector.passages.list.view.rows.numbers) == [passage])
    inspector.show_tab("Links")
    window_case.until(lambda: len(inspector.links.list.view.rows.numbers) == 1)
    view = inspector.links.list.view
    said = view.rows.data(view.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "contradicts, The council paid twice., The clerk, weak"
    inspector.show_tab("History")
    window_case.until(lambda: len(inspector.history.list.view.rows.numbers) == 2)
    view = inspector.history.list.view
    said = view.rows.data(view.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Linked P1 to C1 · contradicts, weak, ")


def test_a_passage_shows_its_words_its_tags_and_keeps_a_note(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold(LETTER, title="Minutes")
    passage = window_case.made(NewPassage(item, 28, 71, paths=("leak",)), Kind.PASSAGE)
    tag = window_case.case.look.tags.by_path("leak")
    assert tag is not None
    window_case.do(MarkTag(tag.n, 2))
    _show(window_case, inspector, Kind.PASSAGE, passage)
    page = inspector.passage
    assert page.words.accessibleName() == "Exact words: It agreed to pay the harbour company twice."
    assert [(chip.path, chip.mark) for chip in page.chips.chips] == [("leak", 2)]
    page.note.setFocus()
    QTest.keyClicks(page.note, f"Ask the clerk {CANARY}")
    inspector.setFocus()
    page.note.clearFocus()
    window_case.settle()
    held = window_case.case.look.passages.get(passage)
    assert held is not None
    assert held.note == f"Ask the clerk {CANARY}"
    page.chips.removed.emit("leak")
    window_case.until(lambda: not page.chips.chips)


def test_words_of_a_stranger_never_widen_the_pane(
    window_case: WindowCase, inspector: LibraryInspector
) -> None:
    item = window_case.hold("word " * 3, title="W" * 500, publisher="P" * 400, original_name="n" * 250)
    window_case.do(AddTags(Kind.ITEM, (item,), ("t" * 190,)))
    _show(window_case, inspector, Kind.ITEM, item)
    inspector.details.original.open_up()
    QApplication.processEvents()
    inspector.resize(300, 800)
    QApplication.processEvents()
    assert inspector.width() == 300
    assert inspector.details.widget().width() <= 300
