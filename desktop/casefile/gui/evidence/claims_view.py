"""The Claims view: every claim a row, sorted by any head, edited in its cells (picture 12)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from casefile.casework.listing_claims import ListedClaims
from casefile.domain.changes import CaseChanged
from casefile.domain.claims import ClaimRow
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.tags import MARKS
from casefile.gui import theme
from casefile.gui.evidence.claim_cells import ClaimCells
from casefile.gui.evidence.claim_deeds import ORIGIN, ClaimDeeds
from casefile.gui.evidence.claim_lister import ClaimLister
from casefile.gui.evidence.claim_table import CLAIM, HEADS, ClaimTableModel
from casefile.gui.evidence.entering import room_of
from casefile.gui.evidence.gap_chips import GapChips
from casefile.gui.evidence.new_claim import NewClaimField
from casefile.gui.evidence.words import SHORT_GAPS
from casefile.gui.library import filtering
from casefile.gui.main_window import MainWindow
from casefile.gui.models.numbers_model import parts_of
from casefile.gui.session import Selection
from casefile.gui.speaking import announce
from casefile.gui.widgets import Button, ChipBar, EmptyState, PaneToolbar, Surface


class ClaimTable(QTableView):
    """Rows 26 high. Enter in a cell keeps it and goes down; letters are deeds, F2 edits."""

    menu_wanted = Signal(QPoint)
    opened = Signal()

    def __init__(self, model: ClaimTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.claims = model
        self.setModel(model)
        self.setItemDelegate(ClaimCells(self))
        self.setAccessibleName("Claims")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.DoubleClicked)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setMinimumSectionSize(40)
        self._keep_sizes()
        theme.look().changed.connect(self._keep_sizes)

    def chosen(self) -> tuple[int, ...]:
        """The claims selected, in list order; by stretches, whatever their length."""
        stretches = sorted(
            (part.top(), part.bottom()) for part in parts_of(self.selectionModel().selection())
        )
        numbers = self.claims.numbers.numbers
        return tuple(n for top, bottom in stretches for n in numbers[top : bottom + 1])

    def current(self) -> int | None:
        """The claim under the cursor."""
        return self.claims.numbers.number(self.currentIndex().row())

    def choose(self, numbers: Sequence[int], current: int | None) -> None:
        """Selects these claims where they are listed."""
        selection, last = QItemSelection(), len(HEADS) - 1
        for n in numbers:
            place = self.claims.numbers.place(n)
            if place is not None:
                selection.select(self.claims.index(place, 0), self.claims.index(place, last))
        place = None if current is None else self.claims.numbers.place(current)
        flags = QItemSelectionModel.SelectionFlag
        if place is not None:
            self.selectionModel().setCurrentIndex(self.claims.index(place, CLAIM), flags.NoUpdate)
            self.scrollTo(self.claims.index(place, CLAIM))
        self.selectionModel().select(selection, flags.ClearAndSelect)

    def edit_here(self, column: int | None = None) -> None:
        """Opens the field of the current cell, or of the sentence where the cell has none."""
        index = self.currentIndex()
        if index.isValid():
            at = index.column() if column is None else column
            self.edit(self.claims.index(index.row(), at if HEADS[at].field else CLAIM))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            index = self.currentIndex()
            below = self.claims.index(index.row() + 1, index.column())
            if below.isValid():
                self.setCurrentIndex(below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
            return
        if event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.chosen():
            self.menu_wanted.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def sizeHintForRow(self, row: int) -> int:
        return theme.look().px(26)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().px(300), theme.look().px(120))

    def _keep_sizes(self) -> None:
        px = theme.look().px
        self.verticalHeader().setDefaultSectionSize(px(26))
        for column, head in enumerate(HEADS):
            if head.width:
                self.horizontalHeader().resizeSection(column, px(head.width))
        self._fill()

    def _fill(self) -> None:
        """The sentence takes what is left, and at least 220; narrower tables scroll sideways."""
        px, head = theme.look().px, self.horizontalHeader()
        others = sum(head.sectionSize(column) for column in range(len(HEADS)) if column != CLAIM)
        head.resizeSection(CLAIM, max(px(220), self.viewport().width() - others))


class ClaimsView(Surface):
    """The centre of the Claims view."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("pane", "")
        self.room = room_of(window)
        self.session = self.room.session
        self.deeds = ClaimDeeds(self.room, self)
        self.setAccessibleName("Claims")
        self._total: int | None = None
        self._waiting = False
        self._choose_next: int | None = None
        self.lister = ClaimLister(self.room, "table", "written", self)
        self._build()
        self._connect()
        self._bind()

    def _build(self) -> None:
        look = self.session.case.look

        def fetch(numbers: Sequence[int]) -> list[ClaimRow]:
            return look.claims.rows(numbers)

        self.table = ClaimTable(ClaimTableModel(fetch, self.deeds.edit, self))
        self.toolbar = PaneToolbar("Claims")
        self.new = Button("New claim", "", "small", "plus")
        self.toolbar.add_right(self.new)
        self.sentence, self.chips, self.field = ChipBar(), GapChips(), NewClaimField()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._nothing: QWidget = QWidget()
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.toolbar, self.sentence, self.chips, self.field):
            column.addWidget(part)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        session, table = self.session, self.table
        self.new.clicked.connect(self.field.ask)
        self.field.said.connect(self.deeds.write_down)
        self.field.left.connect(lambda: table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.chips.chosen.connect(self.lister.set_only)
        self.sentence.removed.connect(self._edit_sentence(filtering.without_chip))
        self.sentence.turned.connect(self._edit_sentence(filtering.turned_chip))
        self.sentence.match_chosen.connect(self._edit_sentence(filtering.matched))
        self.sentence.cleared.connect(lambda: session.set_sentence(""))
        self.lister.found.connect(self._found)
        self.lister.waiting.connect(self._wait)
        table.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        table.selectionModel().selectionChanged.connect(lambda _now, _before: self._selected())
        table.selectionModel().currentRowChanged.connect(self._say_row)
        table.menu_wanted.connect(self._menu)
        table.opened.connect(self._open)
        session.changed.connect(self._changed)
        session.selection_changed.connect(self._follow)
        session.sentence_changed.connect(self._show_sentence)
        self._show_sentence(session.sentence)

    def _bind(self) -> None:
        window, table, deeds = self.room.window, self.table, self.deeds
        window.deeds.work_in(table, "claims")
        window.deeds.when("claim.new", lambda: self.field.ask() if window.view == "claims" else None)
        acts = {
            "claim.edit": table.edit_here,
            "item.trash": lambda: deeds.trash(table.chosen()),
            "item.open": self._open,
            "edit.select_all": table.selectAll,
            "link.new": lambda: self._with_current(deeds.ask_link),
            "tag.clear": lambda: deeds.clear_marks(table.chosen()),
        }
        for mark in MARKS:
            acts[f"tag.toggle{mark}"] = partial(self._toggle, mark)
        self.room.when(table, acts)

    # -- deeds -----------------------------------------------------------------------------------

    def _toggle(self, mark: int) -> None:
        self.deeds.toggle(self.table.chosen(), mark)

    def _with_current(self, do: object) -> None:
        current = self.table.current()
        if current is not None and callable(do):
            do(current)

    def _open(self) -> None:
        """Enter: the Evidence view at this claim."""
        current = self.table.current()
        if current is not None:
            self.session.go("evidence", Ref(Kind.CLAIM, current))

    def _menu(self, place: QPoint) -> None:
        menu = self.deeds.menu(self.table.chosen(), self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _edit_sentence(self, edit: filtering.Edit) -> object:
        return lambda key: self.session.set_sentence(edit(self.session.sentence, key))

    # -- what is listed --------------------------------------------------------------------------

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if column < 0:
            self.lister.set_order("written")
            return
        self.lister.set_order(HEADS[column].order, backwards=order == Qt.SortOrder.DescendingOrder)
        announce(self, f"Ordered by {HEADS[column].title}")

    def _found(self, listed: ListedClaims) -> None:
        self._total = listed.total
        self.chips.show_counts(listed.counts)
        chosen, current = self.table.chosen(), self.table.current()
        if self._choose_next is not None:
            chosen, current, self._choose_next = (self._choose_next,), self._choose_next, None
        if list(self.table.claims.numbers.numbers) != listed.numbers:
            self.table.claims.numbers.set_numbers(listed.numbers)
            self.table.choose(chosen, current)
        self._show_page()
        self._say_count()

    def _show_page(self) -> None:
        if self.table.claims.numbers.numbers or self._total is None:
            self._pages.setCurrentWidget(self.table)
            return
        self._pages.removeWidget(self._nothing)
        self._nothing.deleteLater()
        self._nothing = self._empty_state()
        self._pages.addWidget(self._nothing)
        self._pages.setCurrentWidget(self._nothing)

    def _empty_state(self) -> QWidget:
        if not self._total:
            sentence = "A claim is one sentence that can be checked."
            state = EmptyState("table-2", "No claims yet.", sentence, (("new", "New claim", "plus"),))
            state.asked.connect(lambda _id: self.field.ask())
        elif self.chips.only is not None:
            words = f"None of them: {SHORT_GAPS[self.chips.only].lower()}."
            state = EmptyState("circle-check", "No claim here.", words, (("all", "All", ""),))
            state.asked.connect(lambda _id: self.chips.choose(None))
        else:
            said = filtering.nothing_has(self.session.sentence)
            state = EmptyState("search-x", said.line, said.sentence, (("clear", "Clear", ""),))
            state.asked.connect(lambda _id: self.session.set_sentence(""))
        return state

    def _wait(self, waiting: bool) -> None:
        self._waiting = waiting
        self._say_count()

    def _say_count(self) -> None:
        listed, chosen = len(self.table.claims.numbers.numbers), len(self.table.chosen())
        words = "…" if self._waiting or self._total is None else f"{listed:,}"
        if self._total is not None and listed != self._total and not self._waiting:
            words = f"{listed:,} of {self._total:,}"
        self.toolbar.set_count(f"{words} · {chosen:,} selected" if chosen > 1 else words)

    def _show_sentence(self, sentence: str) -> None:
        chips, match = filtering.chips_of(sentence, self.room.marks.mark)
        self.sentence.show_filter(chips, match)

    # -- selection and change --------------------------------------------------------------------

    def _selected(self) -> None:
        if self.isVisible():
            self.session.select(Kind.CLAIM, self.table.chosen(), self.table.current())
            self._say_count()

    def _say_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.table.claims.claim(now.row()) if now.isValid() else None
        self.table.setAccessibleDescription("" if row is None else f"Claim {row.n}, {row.proposition}")

    def _follow(self, selection: Selection) -> None:
        if selection.kind is Kind.CLAIM and selection.numbers != self.table.chosen():
            self.table.choose(selection.numbers, selection.current)

    def _changed(self, change: CaseChanged) -> None:
        made_here = change.origin == ORIGIN and change.deed is not None and change.deed.code == "claim_new"
        if made_here and not change.undoing and self.isVisible():
            self._choose_next = max(change.of(Kind.CLAIM))
        if change.of(Kind.PASSAGE) or change.of(Kind.ITEM) or change.of(Kind.ORIGIN):
            self.table.claims.numbers.forget_all()
        elif change.of(Kind.CLAIM):
            self.table.claims.numbers.forget(change.of(Kind.CLAIM))

    def focusInEvent(self, event: QFocusEvent) -> None:
        shown = self._pages.currentWidget()
        if shown is not None:
            shown.setFocus(event.reason())
        if self.table.current() is None and self.table.claims.numbers.numbers:
            first = self.table.claims.numbers.numbers[0]
            self.table.choose((first,), first)

    def showEvent(self, event: object) -> None:
        self.lister.set_shown(True)

    def hideEvent(self, event: object) -> None:
        self.lister.set_shown(False)
