"""The library's list: Items | Passages, how many, the order, the filter in force, the rows (picture 02)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QActionGroup, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from casefile.casework.listing import ITEM_ORDERS, PASSAGE_ORDERS, Listed
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.domain.items import ItemRow
from casefile.gui import theme
from casefile.gui.delegates.item_rows import ItemRowPainter
from casefile.gui.delegates.passage_rows import ListedPassage, PassageRowPainter
from casefile.gui.library import filtering
from casefile.gui.library.lister import Lister
from casefile.gui.library.rows_view import RowsView
from casefile.gui.library.words import item_name, say_item, say_passage
from casefile.gui.models.numbers_model import NumbersModel
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.session import Selection, Session
from casefile.gui.speaking import announce, set_tip
from casefile.gui.widgets import (
    Button,
    ChipBar,
    EmptyState,
    GroupHead,
    IconButton,
    PaneToolbar,
    PlainLabel,
    SegmentedSwitch,
    Surface,
)

LIST_KINDS = {"items": Kind.ITEM, "passages": Kind.PASSAGE}
_KEYS = {kind: key for key, kind in LIST_KINDS.items()}
_ORDERS = {Kind.ITEM: ITEM_ORDERS, Kind.PASSAGE: PASSAGE_ORDERS}


class ListPane(Surface):
    """What of the case is listed now. What is selected here is the session's selection."""

    opened = Signal(object, int)
    """A kind and a number: Enter or a double click."""
    menu_wanted = Signal(QPoint)
    link_pressed = Signal(int, str)
    asked = Signal(str)
    """The id of an action, from a button of an empty state."""
    emptiness_changed = Signal(bool)
    """The case holds no item at all, or holds one again."""

    def __init__(self, session: Session, marks: TagMarks, parent: QWidget | None = None) -> None:
        super().__init__("pane", "", parent)
        self.session = session
        self._marks = marks
        self.kind = Kind.ITEM
        self._total: dict[Kind, int] = {}
        self._listed: dict[Kind, Listed] = {}
        self._resting = False
        self._waiting = False
        self._following = False
        self._told: tuple[int, ...] = ()
        self._empty_case: bool | None = None
        self.setAccessibleName("List")
        self.views = {Kind.ITEM: self._items_view(), Kind.PASSAGE: self._passages_view()}
        self.listers = {
            Kind.ITEM: Lister(session, Kind.ITEM, "added", self),
            Kind.PASSAGE: Lister(session, Kind.PASSAGE, "place", self),
        }
        self._build()
        for kind, view in self.views.items():
            view.numbers_selected.connect(partial(self._selected, kind))
            view.opened.connect(partial(self.opened.emit, kind))
            view.menu_wanted.connect(self.menu_wanted)
            view.link_pressed.connect(self.link_pressed)
            view.installEventFilter(self)
            session.closing.connect(view.rows.let_go)
            lister = self.listers[kind]
            lister.found.connect(partial(self._found, kind))
            lister.waiting.connect(partial(self._wait, kind))
            lister.slow.connect(self._slow.show)
        session.changed.connect(self._changed)
        session.sentence_changed.connect(self._show_filter)
        session.selection_changed.connect(self._follow)
        marks.changed.connect(self._marks_changed)
        self._show_filter(session.sentence)
        self.show_kind(Kind.ITEM)

    @property
    def view(self) -> RowsView:
        """The list shown now."""
        return self.views[self.kind]

    @property
    def shown(self) -> QWidget:
        """The list, or what stands in its place."""
        return self._pages.currentWidget() or self._blank

    def show_kind(self, kind: Kind) -> None:
        """Items or passages."""
        self.kind = kind
        self.switch.choose(_KEYS[kind])
        self._ask_what_is_shown()
        self._fill_orders()
        self._show_rows()
        self._say_count()
        self._tell_listing()

    def rest(self, resting: bool) -> None:
        """While search results stand in its place the list asks nothing."""
        self._resting = resting
        self._ask_what_is_shown()

    def _ask_what_is_shown(self) -> None:
        for each, lister in self.listers.items():
            lister.set_shown(each is self.kind and not self._resting)

    def _tell_listing(self) -> None:
        listed = self._listed.get(self.kind)
        if listed is not None and not self._resting:
            self.session.show_listing(self.kind, listed.sentence, listed.numbers)

    def set_order(self, order: str) -> None:
        """One of the orders of the list shown; the choice is shown in the icon's tooltip."""
        self.listers[self.kind].set_order(order)
        self._fill_orders()

    def select_all(self) -> None:
        if not self._resting:
            self.view.selectAll()

    def choose(self, numbers: Sequence[int], current: int | None = None) -> None:
        """Selects rows of the list shown."""
        self.view.choose(tuple(numbers), current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.view.setFocus(event.reason())

    # -- building --------------------------------------------------------------------------------

    def _items_view(self) -> RowsView:
        look = self.session.case.look

        def fetch(numbers: Sequence[int]) -> list[ItemRow]:
            return look.items.rows(numbers)

        view = RowsView(NumbersModel(Kind.ITEM, fetch, say_item, self), ItemRowPainter())
        view.setAccessibleName("Items")
        return view

    def _passages_view(self) -> RowsView:
        look = self.session.case.look

        def fetch(numbers: Sequence[int]) -> list[ListedPassage]:
            rows = look.passages.rows(numbers)
            names = {row.n: item_name(row) for row in look.items.rows(sorted({row.item for row in rows}))}
            return [ListedPassage(row, *names.get(row.item, ("", False))) for row in rows]

        model = NumbersModel(Kind.PASSAGE, fetch, lambda listed: say_passage(listed.row), self)
        view = RowsView(model, PassageRowPainter(self._marks.mark))
        view.setAccessibleName("Passages")
        return view

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.toolbar = PaneToolbar()
        self.switch = SegmentedSwitch((("items", "Items"), ("passages", "Passages")), "List of")
        self.switch.chosen.connect(lambda key: self.show_kind(LIST_KINDS[key]))
        self.toolbar.add_left(self.switch)
        self._order_menu = QMenu(self)
        self._order_menu.setAccessibleName("Order")
        self.order_button = IconButton("arrow-up-narrow-wide", "Order")
        self.order_button.clicked.connect(self._ask_order)
        self.filter_button = IconButton("list-filter", "Filter by tags")
        self.filter_button.clicked.connect(lambda: self.asked.emit("go.tags"))
        self.toolbar.add_right(self.order_button)
        self.toolbar.add_right(self.filter_button)
        self.chips = ChipBar()
        self.chips.removed.connect(self._edit(filtering.without_chip))
        self.chips.turned.connect(self._edit(filtering.turned_chip))
        self.chips.match_chosen.connect(self._edit(filtering.matched))
        self.chips.cleared.connect(lambda: self.session.set_sentence(""))
        self._slow = _SlowLine()
        self._slow.stopped.connect(self._stop)
        self.held = GroupHead("Held")
        self.held.folded.connect(lambda _folded: self._show_rows())
        self._pages = QStackedWidget()
        for view in self.views.values():
            self._pages.addWidget(view)
        self._blank = QWidget()
        self._pages.addWidget(self._blank)
        self._nothing: QWidget = self._blank
        column.addWidget(self.toolbar)
        column.addWidget(self.chips)
        column.addWidget(self._slow)
        column.addWidget(self.held)
        column.addWidget(self._pages, 1)

    def _edit(self, edit: filtering.Edit) -> object:
        return lambda key: self.session.set_sentence(edit(self.session.sentence, key))

    # -- what is listed --------------------------------------------------------------------------

    def _found(self, kind: Kind, listed: Listed) -> None:
        self._total[kind] = listed.total
        self._listed[kind] = listed
        self.views[kind].set_numbers(listed.numbers, listed.places)
        if kind is Kind.ITEM and self._empty_case != (listed.total == 0):
            self._empty_case = listed.total == 0
            self.emptiness_changed.emit(self._empty_case)
        if kind is self.kind:
            self._follow(self.session.selection)
            self._show_rows()
            self._say_count()
            self._tell_listing()

    def _show_rows(self) -> None:
        view = self.view
        some = bool(view.rows.numbers)
        self.held.setVisible(self.kind is Kind.ITEM and some)
        self.held.set_count(f"{len(view.rows.numbers):,}")
        if some:
            folded = self.kind is Kind.ITEM and not self.held.is_open
            self._pages.setCurrentWidget(self._blank if folded else view)
            return
        if self.kind not in self._total:
            self._pages.setCurrentWidget(view)
            return
        if self._nothing is not self._blank:
            self._pages.removeWidget(self._nothing)
            self._nothing.deleteLater()
        self._nothing = self._empty_state()
        self._pages.addWidget(self._nothing)
        self._pages.setCurrentWidget(self._nothing)

    def _empty_state(self) -> QWidget:
        """Nothing at all, or nothing that answers the sentence (visual.md 8.14)."""
        if self._total[self.kind]:
            said = filtering.nothing_has(self.session.sentence)
            state = EmptyState("search-x", said.line, said.sentence, said.buttons)
            state.asked.connect(self._from_nothing)
            return state
        if self.kind is Kind.PASSAGE:
            return EmptyState("text-quote", "No passages yet.", "Select words in the reader and press E.")
        return EmptyState("library", "Nothing here yet.", "Drop files anywhere.")

    def _from_nothing(self, deed: str) -> None:
        if deed == "any":
            self.session.set_sentence(filtering.matched(self.session.sentence, "any"))
        else:
            self.session.set_sentence("")

    def _wait(self, kind: Kind, waiting: bool) -> None:
        if kind is self.kind:
            self._waiting = waiting
            if not waiting:
                self._slow.hide()
            self._say_count()

    def _stop(self) -> None:
        self.listers[self.kind].stop()

    def _say_count(self) -> None:
        listed, total = len(self.view.rows.numbers), self._total.get(self.kind)
        chosen = self.view.chosen_count()
        if self._waiting or total is None:
            words = "…"
        elif listed != total:
            words = f"{listed:,} of {total:,}"
        else:
            words = f"{total:,} held" if self.kind is Kind.ITEM else f"{total:,}"
        self.toolbar.set_count(f"{words} · {chosen:,} selected" if chosen > 1 else words)

    def _show_filter(self, sentence: str) -> None:
        chips, match = filtering.chips_of(sentence, self._marks.mark)
        self.chips.show_filter(chips, match)

    # -- order -----------------------------------------------------------------------------------

    def _fill_orders(self) -> None:
        self._order_menu.clear()
        group = QActionGroup(self._order_menu)
        orders, now = _ORDERS[self.kind], self.listers[self.kind].order
        for order, words in orders.items():
            action = self._order_menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(order == now)
            action.triggered.connect(partial(self._order_chosen, order))
            group.addAction(action)
        set_tip(self.order_button, f"Order: {orders[now].lower()}")
        self.order_button.setAccessibleName(f"Order: {orders[now].lower()}")

    def _order_chosen(self, order: str, _checked: bool = False) -> None:
        self.set_order(order)
        announce(self, f"Ordered by {_ORDERS[self.kind][order].lower()}")

    def _ask_order(self) -> None:
        self._order_menu.popup(self.order_button.mapToGlobal(self.order_button.rect().bottomLeft()))

    # -- selection and change --------------------------------------------------------------------

    def _selected(self, kind: Kind) -> None:
        if kind is not self.kind or self._following:
            return
        chosen = self.views[kind].chosen()
        if chosen or self.session.selection.kind is kind:
            self._told = chosen
            self._following = True  # what is selected here need not be selected here again
            self.session.select(kind, chosen, self.views[kind].current_number())
            self._following = False
        self._say_count()

    def _follow(self, selection: Selection) -> None:
        """Something else selected records: the list shows them selected if it lists their kind."""
        view = self.views.get(selection.kind)
        if self._resting or self._following or view is None or selection.kind is not self.kind:
            return
        if selection.numbers is self._told and view.chosen_count() == len(self._told):
            return
        if selection.numbers != view.chosen():
            self._following = True
            view.choose(selection.numbers, selection.current)
            self._following = False
            self._say_count()

    def _changed(self, change: CaseChanged) -> None:
        for kind, view in self.views.items():
            touched = change.of(kind)
            if kind is Kind.PASSAGE and change.of(Kind.ITEM):
                view.rows.forget_all()  # a row shows the name of its item
            elif touched:
                view.rows.forget(touched)

    def _marks_changed(self) -> None:
        for view in self.views.values():
            view.rows.forget_all()
        self._show_filter(self.session.sentence)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """A list that gets the keyboard makes its selection the session's."""
        if event.type() == QEvent.Type.FocusIn and watched is self.view:
            view = self.view
            if view.current_number() is None and view.rows.numbers:
                view.choose((), view.rows.numbers[0])
            if view.chosen_count():
                self.session.select(self.kind, view.chosen(), view.current_number())
        return False


class _SlowLine(Surface):
    """ "Still searching" with its way out."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__("none", "bottom_soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 8, 2)
        row.addWidget(PlainLabel("Still searching.", "small", "text2"))
        row.addStretch(1)
        stop = Button("Stop", "link", "small")
        stop.clicked.connect(self.stopped)
        row.addWidget(stop)
        self.setFixedHeight(theme.look().px(28))
        self.hide()
