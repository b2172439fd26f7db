"""The list of claims in the Evidence view (picture 06, left): filter, order, rows, a field for new ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QActionGroup, QFocusEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from casefile.casework.listing_claims import CLAIM_ORDERS, ListedClaims
from casefile.domain.changes import CaseChanged
from casefile.domain.claims import ClaimRow
from casefile.domain.identifiers import Kind
from casefile.domain.tags import MARKS
from casefile.gui.evidence.claim_deeds import ORIGIN, ClaimDeeds
from casefile.gui.evidence.claim_list_view import ClaimListView
from casefile.gui.evidence.claim_lister import ClaimLister
from casefile.gui.evidence.claim_rows import ClaimRowPainter
from casefile.gui.evidence.entering import room_of
from casefile.gui.evidence.gap_chips import GapChips
from casefile.gui.evidence.new_claim import NewClaimField
from casefile.gui.evidence.words import SHORT_GAPS, say_claim
from casefile.gui.library import filtering
from casefile.gui.main_window import MainWindow
from casefile.gui.models.numbers_model import NumbersModel
from casefile.gui.session import Selection
from casefile.gui.speaking import announce, set_tip
from casefile.gui.widgets import ChipBar, EmptyState, IconButton, PaneToolbar, Surface


class ClaimList(Surface):
    """What of the claims is listed now. What is selected here stands in the columns."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("pane", "")
        self.room = room_of(window)
        self.session = self.room.session
        self.deeds = ClaimDeeds(self.room, self)
        self.setAccessibleName("Claims")
        self._total: int | None = None
        self._waiting = False
        selection = self.session.selection
        self._choose_next = selection.current if selection.kind is Kind.CLAIM else None
        self.lister = ClaimLister(self.room, "list", "written", self)
        self._build()
        self._connect()
        self._bind()
        self._show_sentence(self.session.sentence)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        look, room = self.session.case.look, self.room

        def fetch(numbers: Sequence[int]) -> list[ClaimRow]:
            return look.claims.rows(numbers)

        painter = ClaimRowPainter(
            lambda claim: room.lit.get(claim, 0), lambda: self.session.working_claim, room.marks.mark
        )
        self.view = ClaimListView(NumbersModel(Kind.CLAIM, fetch, say_claim, self), painter)
        self.view.setAccessibleName("Claims")
        self.toolbar = PaneToolbar("Claims")
        self.order_button = IconButton("arrow-up-narrow-wide", "Order")
        self.toolbar.add_right(self.order_button)
        self.toolbar.add_right(IconButton(action=room.window.deeds["claim.new"]))
        self.sentence = ChipBar()
        self.chips = GapChips()
        self.field = NewClaimField()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._nothing: QWidget = QWidget()
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.toolbar, self.sentence, self.chips, self.field):
            column.addWidget(part)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        view, room, session = self.view, self.room, self.session
        self.order_button.clicked.connect(self._ask_order)
        self._name_order()
        self.chips.chosen.connect(self.lister.set_only)
        self.sentence.removed.connect(self._edit(filtering.without_chip))
        self.sentence.turned.connect(self._edit(filtering.turned_chip))
        self.sentence.match_chosen.connect(self._edit(filtering.matched))
        self.sentence.cleared.connect(lambda: session.set_sentence(""))
        self.field.said.connect(self.deeds.write_down)
        self.field.left.connect(lambda: view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.lister.found.connect(self._found)
        self.lister.waiting.connect(self._wait)
        view.numbers_selected.connect(self._selected)
        view.opened.connect(lambda _claim: self._go_right())
        view.menu_wanted.connect(self._menu)
        view.linked.connect(self.deeds.link_dropped)
        view.tagged.connect(lambda brought, claim: self.deeds.tag_dropped(brought, claim, view.chosen()))
        view.reworded.connect(lambda claim, words: self.deeds.edit(claim, "proposition", words))
        view.moved.connect(room.rows_moved)
        view.installEventFilter(self)
        room.row_place = view.middle_of
        room.lit_changed.connect(view.viewport().update)
        room.marks.changed.connect(view.rows.forget_all)
        room.asked_edit.connect(self._edit_here)
        session.sentence_changed.connect(self._show_sentence)
        session.selection_changed.connect(self._follow)
        session.changed.connect(self._changed)
        session.working_claim_changed.connect(lambda _claim: view.viewport().update())

    def _bind(self) -> None:
        table, view, deeds = self.room.window.deeds, self.view, self.deeds
        table.work_in(view, "evidence")
        table.when("claim.new", self._new_claim)
        table.when("claim.pin", self._pin)
        chosen = view.chosen
        acts = {
            "claim.edit": lambda: self._with_current(self._edit_here),
            "item.trash": lambda: deeds.trash(chosen()),
            "item.open": self._go_right,
            "edit.select_all": view.selectAll,
            "link.new": lambda: self._with_current(deeds.ask_link),
            "tag.clear": lambda: deeds.clear_marks(chosen()),
            "tag.add": self._ask_tag,
        }
        for mark in MARKS:
            acts[f"tag.toggle{mark}"] = partial(self._toggle, mark)
        self.room.when(view, acts)

    # -- deeds -----------------------------------------------------------------------------------

    def _new_claim(self) -> None:
        """N here, Ctrl+Shift+K from anywhere but the library, where the reader takes selected words, and
        the claims table, which has a field of its own.
        """
        window = self.room.window
        if window.view in ("library", "claims"):
            return
        if window.view != "evidence":
            window.show_view("evidence")
        if not self.isVisible():
            window.leave_centre()
        self.field.ask()

    def _ask_tag(self) -> None:
        """T: the tag field of the claim, in its tab."""
        self.room.ask_field("tags")

    def _toggle(self, mark: int) -> None:
        self.deeds.toggle(self.view.chosen(), mark)

    def _with_current(self, do: object) -> None:
        current = self.view.current_number()
        if current is not None and callable(do):
            do(current)

    def _pin(self) -> None:
        claims = self.session.selection.numbers if self.session.selection.kind is Kind.CLAIM else ()
        one = claims[0] if len(claims) == 1 else (self.room.claims or (None,))[0]
        if one is not None:
            self.deeds.pin(one)
            pinned = self.session.working_claim
            announce(self, f"C{one} is the working claim" if pinned == one else f"C{one} is no longer pinned")

    def _edit_here(self, claim: int) -> None:
        if self.isVisible():
            self.view.edit_claim(claim)

    def _go_right(self) -> None:
        self.room.window.enter_centre()

    def _menu(self, place: QPoint) -> None:
        chosen = self.view.chosen()
        if chosen:
            menu = self.deeds.menu(chosen, self)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    # -- what is listed --------------------------------------------------------------------------

    def _found(self, listed: ListedClaims) -> None:
        self._total = listed.total
        self.chips.show_counts(listed.counts)
        self.view.set_numbers(listed.numbers)
        if self._choose_next is not None and self._choose_next in set(listed.numbers):
            self.view.choose((self._choose_next,), self._choose_next)
            self._choose_next = None
        self._show_rows()
        self._say_count()
        self.room.rows_moved.emit()

    def _show_rows(self) -> None:
        if self.view.rows.numbers or self._total is None:
            self._pages.setCurrentWidget(self.view)
            return
        self._pages.removeWidget(self._nothing)
        self._nothing.deleteLater()
        self._nothing = self._empty_state()
        self._pages.addWidget(self._nothing)
        self._pages.setCurrentWidget(self._nothing)

    def _empty_state(self) -> QWidget:
        """Nothing written down yet, or nothing that the filters keep (visual.md 8.5)."""
        if not self._total:
            state = EmptyState(
                "waypoints",
                "Claims appear here.",
                "Select words in an article and press N.",
                (("claim.new", "New claim", "plus"),),
            )
            state.asked.connect(lambda id_: self.room.window.deeds[id_].trigger())
            return state
        if self.chips.only is not None:
            words = SHORT_GAPS[self.chips.only].lower()
            state = EmptyState(
                "circle-check", "No claim here.", f"None of them: {words}.", (("all", "All", ""),)
            )
            state.asked.connect(lambda _id: self.chips.choose(None))
            return state
        said = filtering.nothing_has(self.session.sentence)
        state = EmptyState("search-x", said.line, said.sentence, (("clear", "Clear", ""),))
        state.asked.connect(lambda _id: self.session.set_sentence(""))
        return state

    def _wait(self, waiting: bool) -> None:
        self._waiting = waiting
        self._say_count()

    def _say_count(self) -> None:
        listed, chosen = len(self.view.rows.numbers), self.view.chosen_count()
        if self._waiting or self._total is None:
            words = "…"
        else:
            words = f"{listed:,}" if listed == self._total else f"{listed:,} of {self._total:,}"
        self.toolbar.set_count(f"{words} · {chosen:,} selected" if chosen > 1 else words)

    def _show_sentence(self, sentence: str) -> None:
        chips, match = filtering.chips_of(sentence, self.room.marks.mark)
        self.sentence.show_filter(chips, match)

    def _edit(self, edit: filtering.Edit) -> object:
        return lambda key: self.session.set_sentence(edit(self.session.sentence, key))

    # -- order -----------------------------------------------------------------------------------

    def order_menu(self) -> QMenu:
        """The orders, the one in force ticked."""
        menu = QMenu(self)
        menu.setAccessibleName("Order")
        group = QActionGroup(menu)
        for order, words in CLAIM_ORDERS.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(order == self.lister.order)
            action.triggered.connect(partial(self._order_chosen, order))
            group.addAction(action)
        return menu

    def _order_chosen(self, order: str, _checked: bool = False) -> None:
        self.lister.set_order(order)
        self._name_order()
        announce(self, f"Ordered by {CLAIM_ORDERS[order].lower()}")

    def _name_order(self) -> None:
        words = f"Order: {CLAIM_ORDERS[self.lister.order].lower()}"
        set_tip(self.order_button, words)
        self.order_button.setAccessibleName(words)

    def _ask_order(self) -> None:
        menu = self.order_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.order_button.mapToGlobal(self.order_button.rect().bottomLeft()))

    # -- selection and change --------------------------------------------------------------------

    def _selected(self) -> None:
        self.session.select(Kind.CLAIM, self.view.chosen(), self.view.current_number())
        self._say_count()

    def _follow(self, selection: Selection) -> None:
        if selection.kind is not Kind.CLAIM or selection.numbers == self.view.chosen():
            return
        if selection.current is not None and self.view.rows.place(selection.current) is None:
            self._choose_next = selection.current  # chosen as soon as it is listed
            self.chips.choose(None)
        else:
            self._choose_next = None
            self.view.choose(selection.numbers, selection.current)
        self._say_count()

    def _changed(self, change: CaseChanged) -> None:
        touched = change.of(Kind.CLAIM)
        made_here = change.origin == ORIGIN and change.deed is not None and change.deed.code == "claim_new"
        if made_here and not change.undoing and self.isVisible():
            self._choose_next = max(touched)
        if change.of(Kind.PASSAGE) or change.of(Kind.ITEM) or change.of(Kind.ORIGIN):
            self.view.rows.forget_all()
        elif touched:
            self.view.rows.forget(touched)

    # -- focus -----------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.view.setFocus(event.reason())

    def showEvent(self, event: object) -> None:
        self.lister.set_shown(True)
        self.room.rows_moved.emit()

    def hideEvent(self, event: object) -> None:
        self.lister.set_shown(False)
        self.room.rows_moved.emit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The list that gets the keyboard makes its selection the session's."""
        if event.type() == QEvent.Type.FocusIn and watched is self.view:
            view = self.view
            if view.current_number() is None and view.rows.numbers:
                first = view.rows.numbers[0]
                view.choose((first,), first)
            elif view.chosen_count():
                self.session.select(Kind.CLAIM, view.chosen(), view.current_number())
        return False
