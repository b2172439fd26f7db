"""The three columns in one view: claims' bars at the left edge, passages, origins (pictures 06, 07, 19)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QWidget

from casefile.domain.identifiers import Kind
from casefile.gui import theme
from casefile.gui.dragging import drag
from casefile.gui.evidence.card_items import CardItem, OriginItem, PassageCardItem
from casefile.gui.evidence.column_items import DIMMED, HeadItem
from casefile.gui.evidence.columns import Card, Columns, GroupKey
from casefile.gui.evidence.drawing import Drawn, draw_columns, places, run_lines
from casefile.gui.evidence.origin_drops import TakesPassages
from casefile.gui.evidence.walking import Stop, first_in, next_stop, stops_of
from casefile.gui.evidence.words import say_card
from casefile.gui.models.dragged_refs import refs_mime
from casefile.gui.speaking import announce

BarPlace = Callable[[int], float | None]
"""How far below the view's top a claim's row has its middle; None where it is not on the screen."""

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class EvidenceCanvas(TakesPassages):
    """Shows `Columns`. One card, origin or head is chosen at most; the lines of the others are dimmed."""

    chosen = Signal()
    """Another card, origin or head is chosen, or none."""
    opened = Signal(object)
    """A double click on a `Card`."""
    pressed = Signal(object, str)
    """A button inside a `Card`, by its words."""
    menu_wanted = Signal(QPoint)
    went_left = Signal()
    """Left from the passages: to the claims list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Passages and origins")
        self.columns = Columns()
        self.bar_place: BarPlace = lambda claim: None
        self.wants_origins: Callable[[], bool] = lambda: True
        self._drawn = Drawn()
        self._folded: set[GroupKey] = set()
        self._fold_known: set[int] = set()
        self._stop: Stop | None = None
        self._hovered: CardItem | None = None
        self._press: tuple[QPoint, Card] | None = None
        self._size_drawn = QSize()
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.follow_rows())
        theme.look().changed.connect(self._draw)

    # -- what is shown ---------------------------------------------------------------------------

    def show_columns(self, columns: Columns) -> None:
        """Shows other columns; what is chosen stays chosen while it is still there."""
        before = stops_of(self.columns, self._folded)
        at = before.index(self._stop) if self._stop in before else 0
        other = [claim.n for claim in columns.claims] != [claim.n for claim in self.columns.claims]
        self.columns = columns
        self._fold_new()
        after = stops_of(columns, self._folded)
        if other:
            self._stop = None
        elif self._stop is not None and self._stop not in after:
            same = [stop for stop in after if stop.column == self._stop.column] or after
            self._stop = same[min(at, len(same) - 1)] if same else None
        self._draw()
        if other:
            self.verticalScrollBar().setValue(0)

    def follow_rows(self) -> None:
        """The rows of the claims stand elsewhere: the lines leave from there."""
        run_lines(self._drawn, self._bar_in_scene, self._px_scale)

    @property
    def drawn(self) -> Drawn:
        """The items drawn, for whoever describes or measures them."""
        return self._drawn

    @property
    def card(self) -> Card | None:
        """The chosen card."""
        item = self._item(self._stop)
        return item.card if isinstance(item, PassageCardItem) else None

    @property
    def origin(self) -> OriginItem | None:
        """The chosen origin's card."""
        item = self._item(self._stop)
        return item if isinstance(item, OriginItem) else None

    @property
    def head(self) -> GroupKey | None:
        """The chosen head of a group that folds."""
        item = self._item(self._stop)
        return item.heads_group.key if isinstance(item, HeadItem) and item.heads_group is not None else None

    def choose_passage(self, passage: int, claim: int | None = None) -> None:
        """Chooses a passage's card, if it is shown."""
        for card in self.columns.cards:
            if card.linked.passage == passage and claim in (None, card.claim):
                self._folded.discard((card.claim, card.group))
                self._draw()
                self._choose(Stop("passages", card.key))
                return

    def toggle_fold(self, key: GroupKey) -> None:
        """Folds or opens a group."""
        self._folded ^= {key}
        self._draw()
        self._say()

    def said(self) -> str:
        """What is chosen, as a screen reader says it."""
        item = self._item(self._stop)
        if isinstance(item, PassageCardItem):
            return say_card(item.card.linked, item.card.claim, item.card.origin)
        if isinstance(item, OriginItem):
            return item.said()
        return item.said() if isinstance(item, HeadItem) else ""

    # -- drawing ---------------------------------------------------------------------------------

    @property
    def _px_scale(self) -> float:
        return theme.look().scale

    def _draw(self) -> None:
        self._hovered = None
        self.setBackgroundBrush(QBrush(theme.look().colour("pane")))
        bars, with_origins = Qt.ScrollBarPolicy, self.wants_origins()
        width = float(self.width())
        tall = places(self.columns, width, self._folded, with_origins=with_origins).height > self.height()
        self.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOn if tall else bars.ScrollBarAlwaysOff)
        if tall:
            width -= self.verticalScrollBar().sizeHint().width()
        self._drawn = draw_columns(self.scene(), self.columns, width, self._folded, with_origins=with_origins)
        placed = self._drawn.arranged
        fits = placed.width <= width
        self.setHorizontalScrollBarPolicy(bars.ScrollBarAlwaysOff if fits else bars.ScrollBarAlwaysOn)
        self.scene().setSceneRect(0, 0, placed.width, max(placed.height, 1.0))
        self.follow_rows()
        self._mark_chosen()

    def _fold_new(self) -> None:
        """Groups of claims that were not shown before begin folded where there are many cards."""
        shown = {claim.n for claim in self.columns.claims}
        if not self.columns.folds:
            self._folded.clear()
            self._fold_known = set()
            return
        self._folded |= {group.key for group in self.columns.groups if group.claim not in self._fold_known}
        self._fold_known = shown

    def _bar_in_scene(self, claim: int) -> float:
        """The middle of a claim's bar: beside its row, kept inside what is seen."""
        seen, top = self.viewport().height(), self.verticalScrollBar().value()
        place = self.bar_place(claim)
        reach = 20 * self._px_scale
        inside = min(
            max(place if place is not None else 90 * self._px_scale, reach), max(reach, seen - reach)
        )
        return top + inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.size() != self._size_drawn:
            self._size_drawn = self.size()
            self._draw()
        else:
            self.follow_rows()

    # -- choosing --------------------------------------------------------------------------------

    def _item(self, stop: Stop | None) -> PassageCardItem | OriginItem | HeadItem | None:
        if stop is None:
            return None
        if stop.column == "heads":
            return self._drawn.heads.get(stop.key)
        if stop.column == "origins":
            return self._drawn.origins.get(stop.key)
        return self._drawn.cards.get(stop.key)

    def _choose(self, stop: Stop | None, *, said: bool = True) -> None:
        self._stop = stop
        self._mark_chosen()
        item = self._item(stop)
        if item is not None:
            self.ensureVisible(item.place, 12, 36)
        if said:
            self._say()
        self.chosen.emit()

    def _mark_chosen(self) -> None:
        for item in self._drawn.all_stops():
            item.choose(item is self._item(self._stop))
        self._relight()

    def _say(self) -> None:
        words = self.said()
        self.setAccessibleDescription(words)
        if words:
            announce(self, words)

    def _relight(self) -> None:
        """The whole chain of what is hovered or chosen stays; other lines are dimmed."""
        lit = self._chain(self._hovered) or self._chain(self._item(self._stop))
        for line in self._drawn.lines:
            line.setOpacity(1.0 if lit is None or line.card.key in lit else DIMMED)

    def _chain(self, item: object) -> set[object] | None:
        if isinstance(item, PassageCardItem):
            return {item.card.key}
        if isinstance(item, OriginItem):
            return {card.key for card in item.held.cards}
        return None

    # -- keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        if key == Qt.Key.Key_Escape and self._stop is not None:
            self._choose(None)
            return
        if key == Qt.Key.Key_Space and self.head is not None:
            self.toggle_fold(self.head)
            return
        if key == Qt.Key.Key_Left and (self._stop is None or self._stop.column != "origins"):
            self.went_left.emit()
            return
        if not self.step(key) and key not in _ARROWS:
            super().keyPressEvent(event)

    def step(self, key: Qt.Key) -> bool:
        """Goes where a key goes from what is chosen; False where that is nowhere."""
        with_origins = self._drawn.arranged.with_origins
        moved = next_stop(self.columns, self._folded, self._stop, key, origins=with_origins)
        if moved is not None:
            self._choose(moved)
        return moved is not None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._stop is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._choose(first_in(self.columns, self._folded))
        else:
            self.chosen.emit()

    # -- hands -----------------------------------------------------------------------------------

    def origins(self) -> list[OriginItem]:
        return list(self._drawn.origins.values())

    def origin_at(self, place: QPoint) -> OriginItem | None:
        item = self._card_at(place)
        return item if isinstance(item, OriginItem) else None

    def _card_at(self, place: QPoint) -> PassageCardItem | OriginItem | HeadItem | None:
        for item in self.items(place):
            if isinstance(item, PassageCardItem | OriginItem):
                return item
            if isinstance(item, HeadItem) and self.columns.folds and item.heads_group is not None:
                return item
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        item = self._card_at(place)
        self._press = None
        if isinstance(item, HeadItem) and item.heads_group is not None:
            self.toggle_fold(item.heads_group.key)
            return
        if isinstance(item, PassageCardItem):
            words = item.button_at(self.mapToScene(place))  # before choosing, which may scroll
            self._choose(Stop("passages", item.card.key))
            if event.button() == Qt.MouseButton.LeftButton:
                if words:
                    self.pressed.emit(item.card, words)
                    return
                self._press = (place, item.card)
        elif isinstance(item, OriginItem):
            self._choose(Stop("origins", item.origin.n))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._choose(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self._card_at(event.position().toPoint())
        if isinstance(item, PassageCardItem):
            self.opened.emit(item.card)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._press is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if (place - self._press[0]).manhattanLength() >= QApplication.startDragDistance():
                card, self._press = self._press[1], None
                self._drag(card)
            return
        item = self._card_at(place)
        hovered = item if isinstance(item, CardItem) else None
        if hovered is not self._hovered:
            self._hovered = hovered
            self._relight()
        over_button = isinstance(item, PassageCardItem) and item.button_at(self.mapToScene(place))
        hand = Qt.CursorShape.PointingHandCursor if over_button else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._press = None

    def leaveEvent(self, event: object) -> None:
        self._hovered = None
        self._relight()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        item = self._item(self._stop)
        if event.reason() == QContextMenuEvent.Reason.Keyboard and item is not None:
            middle = self.mapFromScene(item.place.center())
            place = self.viewport().mapToGlobal(middle)
        if item is not None:
            self.menu_wanted.emit(place)

    def _drag(self, card: Card) -> None:
        drag(self, refs_mime(Kind.PASSAGE, [card.linked.passage]))
