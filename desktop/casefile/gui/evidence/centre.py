"""The centre of the Evidence view: passages and origins of the claims chosen, as columns or as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casefile.casework.picturing import claims_of_origin
from casefile.domain.evidence import Origin, Relation
from casefile.domain.identifiers import Kind
from casefile.domain.tags import MARKS
from casefile.gui import theme
from casefile.gui.evidence.canvas import EvidenceCanvas
from casefile.gui.evidence.card_items import PUT_BACK
from casefile.gui.evidence.columns import Card, Columns
from casefile.gui.evidence.entering import room_of
from casefile.gui.evidence.legend import RelationLegend
from casefile.gui.evidence.link_deeds import LinkDeeds
from casefile.gui.evidence.link_table import LinkTable
from casefile.gui.evidence.origin_popup import OriginPopup
from casefile.gui.main_window import MainWindow
from casefile.gui.session import LinkWanted
from casefile.gui.speaking import announce
from casefile.gui.widgets import EmptyState, PaneToolbar, PlainLabel, SegmentedSwitch, Surface

ORIGINS_NEED = 560
"""A canvas narrower than this (at 100 %) names the origins in the passages' cards instead."""
LEGEND_NEEDS = 520


class EvidenceCentre(Surface):
    """Follows the claims chosen; its deeds act on the link of the card or row chosen in it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("pane", "")
        self.room = room_of(window)
        self.session = self.room.session
        self.deeds = LinkDeeds(self.room, self)
        self.setAccessibleName("Evidence")
        self.columns = Columns()
        self._build()
        self._connect()
        self._bind()
        self._show()

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.toolbar = PaneToolbar()
        self._title = PlainLabel("Passages", "section")
        self.legend = RelationLegend()
        self.switch = SegmentedSwitch((("columns", "Columns"), ("table", "Table")), "Show as")
        self.toolbar.add_left(self._title)
        self.toolbar.add_right(self.legend)
        self.toolbar.add_right(self.switch)
        self.canvas = EvidenceCanvas()
        self.canvas.bar_place = self._bar_place
        self.canvas.wants_origins = self._wants_origins
        self.table = LinkTable(self.deeds, self._origins)
        self._popup: OriginPopup | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.canvas)
        self._pages.addWidget(self.table)
        self._nothing: QWidget = QWidget()
        self._pages.addWidget(self._nothing)
        self._note = PlainLabel("", "small", "text2")
        self._note.setContentsMargins(14, 4, 14, 6)
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self._pages, 1)
        column.addWidget(self._note)
        self._keep_indent()
        theme.look().changed.connect(self._keep_indent)

    def _connect(self) -> None:
        canvas, table = self.canvas, self.table
        self.switch.chosen.connect(self.show_as)
        canvas.chosen.connect(self._chosen)
        canvas.opened.connect(self.deeds.open)
        canvas.pressed.connect(self._pressed)
        canvas.menu_wanted.connect(self._menu)
        canvas.went_left.connect(self._go_left)
        canvas.origin_given.connect(
            lambda numbers, origin: self.deeds.give_origin(self.columns.cards, numbers, origin)
        )
        table.chosen.connect(self._chosen)
        table.menu_wanted.connect(self._menu)
        self.room.pictured.connect(self._show)
        self.room.passage_shown.connect(self._show_passage)
        self.room.origin_asked.connect(self._ask_origin_of)
        self.room.rows_moved.connect(canvas.follow_rows)

    def _bind(self) -> None:
        deeds, with_card = self.deeds, self._with_card
        window = self.room.window
        for part in (self.canvas, self.table):
            window.deeds.work_in(part, "evidence")
        acts: dict[str, Callable[[], object]] = {
            "link.supports": lambda: with_card(lambda card: deeds.relate(card, Relation.SUPPORTS)),
            "link.contradicts": lambda: with_card(lambda card: deeds.relate(card, Relation.CONTRADICTS)),
            "link.context": lambda: with_card(lambda card: deeds.relate(card, Relation.CONTEXT)),
            "link.weakens": lambda: with_card(deeds.weaken),
            "link.weaker": lambda: with_card(lambda card: deeds.strengthen(card, -1)),
            "link.stronger": lambda: with_card(lambda card: deeds.strengthen(card, 1)),
            "link.origin": self.ask_origin,
            "link.remove": lambda: with_card(deeds.remove),
            "link.new": self._link,
            "link.form": self._link,
            "item.open": self._open,
            "item.trash": lambda: with_card(deeds.trash),
            "passage.copy": lambda: with_card(deeds.copy),
            "tag.clear": lambda: with_card(deeds.clear_marks),
            "passage.next": lambda: self._step(Qt.Key.Key_Down),
            "passage.previous": lambda: self._step(Qt.Key.Key_Up),
        }
        for mark in MARKS:
            acts[f"tag.toggle{mark}"] = partial(self._toggle, mark)
        self.room.when(self, acts)
        window.deeds.when("view.table", self._turn)

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def card(self) -> Card | None:
        """The card or row chosen."""
        return self.table.card if self.shown_as == "table" else self.canvas.card

    @property
    def popup(self) -> OriginPopup:
        """The popup that sets an origin, made when it is first asked for."""
        if self._popup is None:
            self._popup = OriginPopup(self.session, self.room.window)
            self._popup.picked.connect(self._origin_picked)
        return self._popup

    @property
    def shown_as(self) -> Literal["columns", "table"]:
        return "table" if self.switch.value == "table" else "columns"

    def show_as(self, how: str) -> None:
        """Columns or table; what is chosen stays chosen."""
        card = self.canvas.card if how == "table" else self.table.card
        self.switch.choose(how)
        self.room.window.deeds["view.table"].setChecked(how == "table")
        self._show_page()
        part = self.table if how == "table" else self.canvas
        if card is not None:
            part.choose_passage(card.linked.passage, card.claim)
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, "Table" if how == "table" else "Columns")

    def _show(self) -> None:
        columns = self.columns = self.room.columns
        self.canvas.show_columns(columns)
        self.table.show_columns(columns)
        if self.room.passage_wanted is not None and columns.claims:
            wanted, self.room.passage_wanted = self.room.passage_wanted, None
            self.canvas.choose_passage(wanted)
        self._note.setText(f"{columns.left_out} more claims are chosen than can be drawn together.")
        self._note.setVisible(columns.left_out > 0)
        self._show_page()

    def _show_page(self) -> None:
        linked = any(card.linked.link is not None for card in self.columns.cards)
        if linked:
            self._pages.setCurrentWidget(self.table if self.shown_as == "table" else self.canvas)
            return
        focused = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._pages.removeWidget(self._nothing)
        self._nothing.deleteLater()
        self._nothing = self._empty_state()
        self._pages.addWidget(self._nothing)
        self._pages.setCurrentWidget(self._nothing)
        if focused:
            self._nothing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _empty_state(self) -> QWidget:
        """No claim chosen, or no passage linked to it (visual.md 8.5)."""
        claims = self.columns.claims
        if not claims:
            line = "Choose a claim." if self.room.book.has_claims else "Claims appear here."
            sentence = (
                "What supports it and what contradicts it stands here."
                if self.room.book.has_claims
                else "Select words in an article and press N."
            )
            return EmptyState("waypoints", line, sentence)
        said = [card for card in self.columns.cards if card.linked.link is None]
        refs = ", ".join(dict.fromkeys(f"P{card.linked.passage}" for card in said))
        names = ", ".join(claim.ref for claim in claims[:4])
        rests = f"It rests on its own words, {refs}." if refs else "It rests on nothing yet."
        if len(claims) > 1:
            rests = ""
        buttons: tuple[tuple[str, str, str], ...] = (("find", "Find passages  L", "link-2"),)
        if len(claims) == 1 and said:
            buttons += (("show", f"Show P{said[0].linked.passage}", ""),)
        state = EmptyState("circle-dashed", f"No passage is linked to {names}.", rests, buttons)
        state.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.room.window.deeds.work_in(state, "evidence")
        state.asked.connect(lambda id_: self.deeds.open(said[0]) if id_ == "show" else self._link())
        return state

    # -- where things stand ----------------------------------------------------------------------

    def _bar_place(self, claim: int) -> float | None:
        found = self.room.row_place(claim)
        if found is None:
            return None
        return float(self.canvas.viewport().mapFromGlobal(found[0]).y())

    def _origins(self) -> list[Origin]:
        return self.session.case.look.evidence.origins()

    def _wants_origins(self) -> bool:
        docked = self.room.window.folding.here.inspector == "docked"
        return docked and self.canvas.width() >= theme.look().px(ORIGINS_NEED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.setVisible(self.width() >= theme.look().px(LEGEND_NEEDS))

    def _keep_indent(self) -> None:
        """The title stands above the passages."""
        self._title.setContentsMargins(theme.look().px(48), 0, 0, 0)

    # -- deeds -----------------------------------------------------------------------------------

    def ask_origin(self) -> None:
        """G: the popup beside the card or row chosen."""
        card = self.card
        if card is None or card.linked.link is None:
            return
        window = self.room.window
        place = QPoint(self.width() // 3, self.height() // 4)
        item = self.canvas.drawn.cards.get(card.key)
        if self.shown_as == "columns" and item is not None:
            below = self.canvas.mapFromScene(item.place.bottomLeft())
            place = self.canvas.mapTo(self, below) + QPoint(0, 4)
        now = card.origin.name if card.origin is not None else ""
        self.popup.ask(self.mapTo(window, place), card.linked.passage, now)

    def _show_passage(self, passage: int) -> None:
        """Something in the inspector shows a passage: it is chosen here."""
        claim = self.columns.claims[0].n if self.columns.claims else None
        if self.shown_as == "table" and claim is not None:
            self.table.choose_passage(passage, claim)
        else:
            self.canvas.choose_passage(passage)

    def _ask_origin_of(self, passage: int) -> None:
        self._show_passage(passage)
        self.ask_origin()

    def _origin_picked(self, key: object) -> None:
        card = self.card
        if card is not None and card.linked.link is not None and isinstance(key, int | str):
            self.deeds.set_origin(card.linked.link, key)

    def _toggle(self, mark: int) -> None:
        self._with_card(lambda card: self.deeds.toggle(card, mark))

    def _with_card(self, do: Callable[[Card], object]) -> None:
        card = self.card
        if card is not None:
            do(card)

    def _link(self) -> None:
        """L: the chosen passage to another claim; without one, a passage for the claim shown."""
        card, claims = self.card, self.columns.claims
        if card is not None and self._pages.currentWidget() is not self._nothing:
            self.deeds.link_elsewhere(card)
        elif claims:
            self.session.link_form_wanted.emit(LinkWanted(claim=claims[0].n))

    def _open(self) -> None:
        head = self.canvas.head if self.shown_as == "columns" else None
        if head is not None:
            self.canvas.toggle_fold(head)
            return
        self._with_card(self.deeds.open)

    def _step(self, key: Qt.Key) -> None:
        self.canvas.step(key)

    def _pressed(self, card: Card, words: str) -> None:
        (self.deeds.put_back if words == PUT_BACK else self.deeds.remove)(card)

    def _menu(self, place: QPoint) -> None:
        card = self.card
        if card is not None:
            menu = self.deeds.menu(card, self.ask_origin, self)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    def _chosen(self) -> None:
        """What is chosen here is the session's selection; an origin lights the claims it touches."""
        card = self.card
        if card is not None:
            self.session.select(Kind.PASSAGE, (card.linked.passage,), card.linked.passage)
        origin = self.canvas.origin if self.shown_as == "columns" else None
        if origin is None:
            self.room.light({})
            return
        n = origin.origin.n
        self.session.case.ask(
            lambda store: claims_of_origin(store, n), self.room.light, instead_of="claims of an origin"
        )

    def _turn(self) -> None:
        if self.room.window.view == "evidence":
            self.show_as("columns" if self.shown_as == "table" else "table")

    def _go_left(self) -> None:
        window = self.room.window
        if not window.leave_centre():
            window.list.go_in()

    def focusInEvent(self, event: QFocusEvent) -> None:
        shown = self._pages.currentWidget()
        if shown is not None:
            shown.setFocus(event.reason())
