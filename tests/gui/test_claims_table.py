"""All claims as rows: sorted by any head, edited in the cell, fetched only where she looks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from casefile.domain.claims import ClaimRow, Publish, Verification
from casefile.domain.identifiers import Kind
from casefile.gui.evidence.claim_table import (
    CHECK,
    CLAIM,
    FOR,
    HEADS,
    KIND,
    MISSING,
    PUBLISH,
    SAID_AS,
    SPEAKER,
    ClaimTableModel,
)
from casefile.gui.evidence.claims_view import ClaimsView
from casefile.gui.widgets import EmptyState
from tests.helpers.evidence_cases import EvidenceDesk


def _view(desk: EvidenceDesk) -> ClaimsView:
    desk.show("claims")
    view = desk.window.centre.widget_of("claims")
    assert isinstance(view, ClaimsView)
    return view


def _cells(view: ClaimsView, row: int) -> list[str]:
    model = view.table.claims
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def test_a_row_says_everything_that_is_known_of_a_claim(evidence_desk: EvidenceDesk) -> None:
    view = _view(evidence_desk)
    assert _cells(view, 0) == [
        "C1", "The harbour board paid Nordkiel twice for dredging the inner basin", "allegation",
        "paraphrase", "Minutes of the board", "4, 3 origins", "1", "3", "unchecked", "hold",
        "no answer noted",
    ]  # fmt: skip
    third = _cells(view, 2)
    assert third[SAID_AS] == "unknown" and third[SPEAKER] == "nobody named"
    assert _cells(view, 7)[FOR] == "–" and _cells(view, 7)[SPEAKER] == "the reporter"
    view.grab()


def test_a_head_sorts_and_a_second_press_turns_it_round(evidence_desk: EvidenceDesk) -> None:
    desk, view = evidence_desk, _view(evidence_desk)
    head, numbers = view.table.horizontalHeader(), view.table.claims.numbers
    place = QTest.mouseClick
    for column, backwards in ((CLAIM, False), (CLAIM, True), (MISSING, False)):
        middle = head.sectionViewportPosition(column) + 20
        place(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, 10))
        desk.held.settle()
        rows = desk.look.claims.rows(list(numbers.numbers))
        if column == CLAIM:
            words = [row.proposition.casefold() for row in rows]
            assert words == sorted(words, reverse=backwards)
        else:
            assert rows[0].gaps[0] == "contradicted_unanswered"


def test_cells_are_edited_in_place_and_enter_goes_down(evidence_desk: EvidenceDesk) -> None:
    desk, view = evidence_desk, _view(evidence_desk)
    table, model = view.table, view.table.claims
    table.setFocus()
    table.choose((desk.made.claims["vote"],), desk.made.claims["vote"])
    desk.press(table, Qt.Key.Key_F2)
    edit = table.findChild(QLineEdit)
    assert edit is not None and edit.text() == "The second payment was approved without a vote"
    edit.selectAll()
    QTest.keyClicks(edit, "Nobody voted on it")
    desk.press(edit, Qt.Key.Key_Return)
    claim = desk.look.claims.get(desk.made.claims["vote"])
    assert claim is not None and claim.proposition == "Nobody voted on it"
    assert table.currentIndex().row() == 2
    assert model.setData(model.index(1, CHECK), "verified") and model.setData(model.index(1, PUBLISH), "cut")
    assert not model.setData(model.index(1, KIND), "fact"), "the same again is no deed"
    desk.held.settle()
    claim = desk.look.claims.get(desk.made.claims["vote"])
    assert claim is not None
    assert (claim.verification, claim.publish) == (Verification.VERIFIED, Publish.CUT)
    assert not model.flags(model.index(0, FOR)) & Qt.ItemFlag.ItemIsEditable


def test_the_keys_of_claims_work_in_the_table_too(evidence_desk: EvidenceDesk) -> None:
    desk, view = evidence_desk, _view(evidence_desk)
    table = view.table
    table.setFocus()
    table.choose((desk.made.claims["lisk"],), desk.made.claims["lisk"])
    desk.press(table, "1")
    assert [tag.path for tag in desk.look.tags.of(Kind.CLAIM, desk.made.claims["lisk"])] == ["theme:money"]
    desk.press(table, Qt.Key.Key_Delete)
    desk.held.until(lambda: desk.made.claims["lisk"] not in table.claims.numbers.numbers)
    desk.press(table, "n")
    QTest.keyClicks(view.field.edit, "A new one")
    desk.press(view.field.edit, Qt.Key.Key_Return)
    desk.held.until(lambda: table.chosen() == (max(desk.look.claims.all()),))
    table.choose((desk.made.claims["contract"],), desk.made.claims["contract"])
    desk.press(table, Qt.Key.Key_Return)
    assert desk.window.view == "evidence"
    assert desk.list.view.chosen() == (desk.made.claims["contract"],)


def test_a_hundred_thousand_claims_cost_what_is_looked_at() -> None:
    asked: list[int] = []

    def fetch(numbers: object) -> list[ClaimRow]:
        rows = [
            ClaimRow(n, f"Sentence {n}", "fact", "unchecked", "hold", None, (0, 0), (0, 0), (0, 0), ())  # type: ignore[arg-type]
            for n in numbers  # type: ignore[attr-defined]
        ]
        asked.extend(row.n for row in rows)
        return rows

    model = ClaimTableModel(fetch, lambda claim, field, value: None)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.numbers.set_numbers(range(1, 41))
    model.numbers.forget({3})
    assert tester.model() is model and model.rowCount() == 40
    del tester
    model.numbers.set_numbers(range(1, 100_001))
    asked.clear()
    assert model.data(model.index(70_000, CLAIM)) == "Sentence 70001"
    assert len(asked) <= 64
    assert [head.title for head in HEADS][CLAIM] == "Claim"


def test_board_and_timeline_say_that_they_come_later(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    for view, line in (("board", "The board comes later"), ("timeline", "The timeline comes later")):
        desk.show(view)
        states = [state for state in desk.window.findChildren(EmptyState) if state.isVisible()]
        assert [state.accessibleName().partition(".")[0] for state in states] == [line]
    states[0].asked.emit("view.library")
    assert desk.window.view == "library"
