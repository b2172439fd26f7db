"""A list of a hundred thousand records costs what is on the screen, and keeps what she chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from casefile.domain.identifiers import Kind
from casefile.gui.library.rows_view import RowsView
from casefile.gui.models.dragged_refs import refs_mime, refs_of
from casefile.gui.models.numbers_model import (
    PAGE,
    NumbersModel,
    RowRole,
    select_numbers,
    selected_numbers,
)

HUNDRED_THOUSAND = 100_000


@dataclass(frozen=True)
class Row:
    n: int
    word: str = "row"


class Case:
    """Answers looks and notes how much was asked."""

    def __init__(self, absent: Sequence[int] = ()) -> None:
        self.asked: list[list[int]] = []
        self.word = "row"
        self.absent = set(absent)

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        self.asked.append(list(numbers))
        return [Row(n, f"{self.word} {n}") for n in numbers if n not in self.absent]

    @property
    def fetched(self) -> int:
        return sum(len(page) for page in self.asked)


class Lines:
    """Rows of two heights, a third of them twice as tall."""

    def usual_height(self) -> int:
        return 20

    def height(self, row: Row | None, width: int) -> int:
        return 40 if row is not None and row.n % 3 == 0 else 20

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, *, boxes: bool) -> None:
        painter.drawText(option.rect.bottomLeft(), row.word)

    def box(self, rect: QRect) -> QRect:
        return QRect(rect.left(), rect.top(), 20, 20)

    def tip(self, row: Row, rect: QRect, place: QPoint) -> str:
        return ""

    def link(self, row: Row, rect: QRect, place: QPoint) -> str:
        return ""


def _model(case: Case, numbers: Sequence[int]) -> NumbersModel:
    model = NumbersModel(Kind.ITEM, case.rows, lambda row: row.word)
    model.set_numbers(numbers)
    return model


@pytest.fixture
def case() -> Case:
    return Case()


def _shown(model: NumbersModel, height: int = 300) -> RowsView:
    view = RowsView(model, Lines())
    view.resize(200, height)
    view.show()
    QApplication.processEvents()
    view.grab()
    return view


def test_the_model_behaves_as_qt_expects(case: Case, qapp: QApplication) -> None:
    model = _model(case, [5, 3, 9])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_numbers(list(range(1, 500)))
    model.forget({3, 400})
    model.set_numbers([])
    model.set_numbers([7])
    assert tester.model() is model
    assert model.data(model.index(0)) == "row 7"


def test_painting_a_hundred_thousand_rows_fetches_what_is_on_the_screen(
    case: Case, qapp: QApplication
) -> None:
    view = _shown(_model(case, list(range(1, HUNDRED_THOUSAND + 1))))
    assert 0 < case.fetched <= 3 * PAGE
    assert all(len(page) <= 64 for page in case.asked)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.grab()
    assert case.fetched <= 8 * PAGE


def test_a_row_that_is_not_fetched_is_not_fetched_by_looking(case: Case, qapp: QApplication) -> None:
    model = _model(case, [1, 2, 3])
    assert model.data(model.index(1), RowRole) is None
    assert case.asked == []
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == "row 2"


def test_numbers_the_case_does_not_have_are_asked_for_once(qapp: QApplication) -> None:
    case = Case(absent=[2])
    model = _model(case, [1, 2, 3])
    while model.want(0, 2):
        pass
    assert case.fetched == 3
    assert model.row(1) is None


def test_selecting_all_is_one_stretch_and_gives_every_number(case: Case, qapp: QApplication) -> None:
    view = _shown(_model(case, list(range(HUNDRED_THOUSAND, 0, -1))))
    fetched = case.fetched
    view.selectAll()
    assert len(view.selectionModel().selection()) == 1
    assert view.chosen() == tuple(range(HUNDRED_THOUSAND, 0, -1))
    assert view.chosen_count() == HUNDRED_THOUSAND
    assert case.fetched == fetched


def test_a_change_fetches_the_changed_row_again_and_keeps_selection_and_place(
    case: Case, qapp: QApplication
) -> None:
    view = _shown(_model(case, list(range(1, 1001))))
    view.choose((300, 301, 305), 305)
    bar = view.verticalScrollBar().value()
    view.grab()
    case.asked.clear()
    case.word = "changed"
    view.rows.forget({301})
    view.grab()
    assert case.asked == [[301]]
    assert view.rows.row(view.rows.place(301) or 0).word == "changed 301"
    assert view.chosen() == (300, 301, 305)
    assert view.verticalScrollBar().value() == bar


def test_another_order_keeps_the_selection_the_cursor_and_the_topmost_row(
    case: Case, qapp: QApplication
) -> None:
    view = _shown(_model(case, list(range(1, 1001))))
    view.choose((400, 401, 402), 402)
    top = view.indexAt(QPoint(5, 2)).row()
    number = view.rows.number(top)
    view.set_numbers([*range(2000, 3000), *range(1, 1001)])
    assert view.chosen() == (400, 401, 402)
    assert view.current_number() == 402
    view.grab()
    assert view.rows.number(view.indexAt(QPoint(5, 2)).row()) == number


def test_what_is_no_longer_listed_is_no_longer_selected(case: Case, qapp: QApplication) -> None:
    view = _shown(_model(case, [1, 2, 3, 4]))
    view.choose((2, 3), 3)
    view.set_numbers([1, 3, 4])
    assert view.chosen() == (3,)
    view.set_numbers([])
    assert view.chosen() == ()


def test_half_of_a_long_list_stays_selected_when_turned_round(case: Case, qapp: QApplication) -> None:
    numbers = list(range(1, HUNDRED_THOUSAND + 1))
    view = _shown(_model(case, numbers))
    view.choose(frozenset(numbers[: HUNDRED_THOUSAND // 2]))
    view.set_numbers(numbers[::-1])
    assert view.chosen_count() == HUNDRED_THOUSAND // 2
    assert set(view.chosen()) == set(numbers[: HUNDRED_THOUSAND // 2])


def test_a_selection_in_far_too_many_pieces_is_let_go_but_for_the_cursor(
    case: Case, qapp: QApplication
) -> None:
    model = _model(case, list(range(20_000)))
    chooser = QItemSelectionModel(model)
    select_numbers(model, chooser, range(0, 20_000, 2), 4)
    assert selected_numbers(model, chooser.selection()) == (4,)


def test_shift_and_arrows_extend_by_rows_of_any_height(case: Case, qapp: QApplication, qtbot: object) -> None:
    from PySide6.QtTest import QTest

    view = _shown(_model(case, list(range(1, 101))))
    view.setFocus()
    view.choose((2,), 2)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen() == (2, 3, 4, 5)
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen() == tuple(range(2, 101))
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen() == (1,)
    assert view.verticalScrollBar().value() == 0


def test_the_last_row_ends_at_the_bottom_of_the_list(case: Case, qapp: QApplication) -> None:
    view = _shown(_model(case, list(range(1, 101))))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    rect = view.visualRect(view.rows.index(99))
    assert abs(rect.bottom() - (view.viewport().height() - 1)) <= 1


def test_the_row_under_the_pointer_is_the_row_painted_there(case: Case, qapp: QApplication) -> None:
    view = _shown(_model(case, list(range(1, 1001))))
    view.verticalScrollBar().setValue(777)
    view.grab()
    for y in range(0, 300, 7):
        index = view.indexAt(QPoint(50, y))
        assert view.visualRect(index).contains(QPoint(50, y))


def test_a_click_on_a_check_box_adds_and_takes_away(case: Case, qapp: QApplication) -> None:
    from PySide6.QtTest import QTest

    view = _shown(_model(case, [1, 2, 4, 5]))
    view.choose((1, 2), 2)
    middle = view.visualRect(view.rows.index(3)).topLeft() + QPoint(8, 8)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert view.chosen() == (1, 2, 5)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert view.chosen() == (1, 2)


def test_dragged_records_are_refs_and_nothing_another_program_could_take(qapp: QApplication) -> None:
    carried = refs_mime(Kind.PASSAGE, [3, 4])
    assert carried.formats() == ["application/x-casefile-refs"]
    assert refs_of(carried) == (Kind.PASSAGE, (3, 4))
    assert not carried.hasText()
    assert not carried.hasUrls()
