"""The lists of an item's inspector: its passages, its links, its history."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casefile.casework.inspecting import LinkLine
from casefile.domain.changes import Step
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.step_labels import said
from casefile.gui.delegates.passage_rows import ListedPassage, PassageRowPainter
from casefile.gui.delegates.two_line_rows import TwoLinePainter, TwoLines
from casefile.gui.library.rows_view import RowPainter, RowsView
from casefile.gui.library.words import say_passage
from casefile.gui.models.numbers_model import NumbersModel
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.session import Session
from casefile.gui.widgets import EmptyState


class ListOrNothing(QStackedWidget):
    """A list, or the sentence that stands where it is empty."""

    def __init__(
        self,
        model: NumbersModel,
        painter: RowPainter,
        name: str,
        nothing: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view = RowsView(model, painter)
        self.view.setProperty("surface", "inspector")
        self.view.setAccessibleName(name)
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.view.setDragEnabled(False)
        self.addWidget(nothing)
        self.addWidget(self.view)
        self.setFocusProxy(self.view)

    def set_numbers(self, numbers: Sequence[int]) -> None:
        self.view.set_numbers(list(numbers))
        self.setCurrentIndex(1 if len(numbers) else 0)


class ItemPassages(QWidget):
    """The item's passages in the order of the text; choosing one shows it in the reader."""

    def __init__(self, session: Session, marks: TagMarks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        look = session.case.look

        def fetch(numbers: Sequence[int]) -> list[ListedPassage]:
            return [ListedPassage(row) for row in look.passages.rows(numbers)]

        model = NumbersModel(Kind.PASSAGE, fetch, lambda row: say_passage(row.row), self)
        nothing = EmptyState("text-quote", "No passages yet.", "Select words and press E.")
        painter = PassageRowPainter(marks.mark, boxes=False, surface="inspector")
        self.list = ListOrNothing(model, painter, "Passages of this item", nothing)
        self.list.view.setDragEnabled(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.view.numbers_selected.connect(self._show_chosen)
        self.list.view.opened.connect(self._show)
        marks.changed.connect(model.forget_all)
        session.closing.connect(model.let_go)

    def show_passages(self, numbers: Sequence[int]) -> None:
        self.list.set_numbers(numbers)

    def forget(self, numbers: frozenset[int]) -> None:
        """These passages changed."""
        self.list.view.rows.forget(numbers)

    def _show_chosen(self) -> None:
        number = self.list.view.current_number()
        if self.list.view.hasFocus() and number is not None and self.list.view.chosen_count() == 1:
            self._show(number)

    def _show(self, number: int) -> None:
        passage = self._session.case.look.passages.get(number)
        if passage is not None:
            self._session.place_wanted.emit(passage.item, passage.start, passage.end)


class ItemLinks(QWidget):
    """The claims the item's passages bear on; Enter goes there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: dict[int, LinkLine] = {}

        def fetch(numbers: Sequence[int]) -> list[TwoLines]:
            return [_link_row(self._lines[n]) for n in numbers if n in self._lines]

        model = NumbersModel(Kind.LINK, fetch, TwoLines.said, self)
        nothing = EmptyState("link-2", "No links yet.", "Select words and press S, X or C.")
        self.list = ListOrNothing(model, TwoLinePainter(), "Links", nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.view.opened.connect(self._open)

    def show_links(self, lines: Sequence[LinkLine]) -> None:
        self._lines = {line.link.n: line for line in lines}
        self.list.set_numbers([line.link.n for line in lines])
        self.list.view.rows.forget_all()

    def _open(self, number: int) -> None:
        line = self._lines.get(number)
        if line is not None:
            self._session.go("evidence", Ref(Kind.CLAIM, line.claim.n))


class ItemHistory(QWidget):
    """The steps that named the item, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: dict[int, Step] = {}

        def fetch(numbers: Sequence[int]) -> list[TwoLines]:
            return [_step_row(self._steps[n]) for n in numbers if n in self._steps]

        model = NumbersModel(Kind.ITEM, fetch, TwoLines.said, self)
        nothing = EmptyState("history", "Nothing was changed yet.")
        self.list = ListOrNothing(model, TwoLinePainter(), "History", nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)

    def show_steps(self, steps: Sequence[Step]) -> None:
        self._steps = {step.n: step for step in steps}
        self.list.set_numbers([step.n for step in steps])
        self.list.view.rows.forget_all()


def _link_row(line: LinkLine) -> TwoLines:
    link = line.link
    suggested = " (suggested)" if link.origin_suggested else ""
    origin = f"{line.origin}{suggested}" if line.origin else "origin unknown"
    return TwoLines(link.n, line.claim.proposition, origin, link.relation, link.weakens, link.strength)


def _step_row(step: Step) -> TwoLines:
    return TwoLines(step.n, said(step.deed), _moment(step.made), icon="history", struck=step.undone)


def _moment(made: str) -> str:
    """A UTC time in the reporter's own time zone, to the minute."""
    moment = datetime.datetime.fromisoformat(made.replace("Z", "+00:00")).astimezone()
    return moment.strftime("%Y-%m-%d %H:%M")
