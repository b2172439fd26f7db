"""The links as rows: the same things as in the columns, equal for a screen reader and for printing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from casefile.domain.evidence import Origin, Relation, Strength
from casefile.gui import paint, theme
from casefile.gui.evidence.claim_cells import draw_cell
from casefile.gui.evidence.columns import Card, Columns
from casefile.gui.evidence.link_deeds import LinkDeeds
from casefile.gui.evidence.words import place_of, say_card
from casefile.gui.speaking import tip_text
from casefile.gui.style import draw_ring

PASSAGE, RELATION, CLAIM, STRENGTH, ORIGIN, REASON = range(6)
HEADS = ("Passage", "Relation", "Claim", "Strength", "Origin", "Reason")
Index = QModelIndex | QPersistentModelIndex
CardRole = Qt.ItemDataRole.UserRole
_SAID_HERE = "says it"


class LinkTableModel(QAbstractTableModel):
    """One row per link, then one per passage that only says the claim."""

    def __init__(self, deeds: LinkDeeds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._cards: list[Card] = []

    def show_columns(self, columns: Columns) -> None:
        """Shows the links of these columns; the same rows with other words keep their place."""
        cards = sorted(columns.cards, key=lambda card: card.linked.link is None)
        if [card.key for card in cards] == [card.key for card in self._cards]:
            self._cards = cards
            if cards:
                self.dataChanged.emit(self.index(0, 0), self.index(len(cards) - 1, len(HEADS) - 1))
            return
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()

    def card(self, row: int) -> Card | None:
        """The card of a row."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, passage: int, claim: int) -> int:
        """The row of a passage beside a claim, −1 where there is none."""
        for row, card in enumerate(self._cards):
            if (card.linked.passage, card.claim) == (passage, claim):
                return row
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cards)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        card = self.card(index.row())
        can_edit = index.column() in (RELATION, STRENGTH, ORIGIN, REASON)
        if card is not None and can_edit and (card.linked.link is not None or index.column() == RELATION):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.card(index.row())
        if card is None:
            return None
        if role == CardRole:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return cell(card, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[index.column()]}: {cell(card, index.column())}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return say_card(card.linked, card.claim, card.origin)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(" ".join(card.linked.exact.split()) if index.column() == PASSAGE else "")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        card = self.card(index.row())
        if card is None or role != Qt.ItemDataRole.EditRole:
            return False
        words, link = " ".join(str(value).split()), card.linked.link
        if index.column() == RELATION and words in set(Relation):
            self._deeds.relate(card, Relation(words))
        elif link is None:
            return False
        elif index.column() == STRENGTH and words in set(Strength):
            self._deeds.set_strength(link, Strength(words))
        elif index.column() == ORIGIN:
            self._deeds.set_origin(link, words)
        elif index.column() == REASON:
            self._deeds.set_reason(link, words)
        return True


def cell(card: Card, column: int) -> str:
    """What a cell says."""
    link = card.linked.link
    if column == PASSAGE:
        where = place_of(card.linked)
        words = " ".join(card.linked.exact.split())
        return f"P{card.linked.passage}{' ' + where if where else ''}  {words}"
    if column == CLAIM:
        return f"C{card.claim}"
    if column == ORIGIN:
        suggested = " (suggested)" if link is not None and link.origin_suggested else ""
        return f"{card.origin.name}{suggested}" if card.origin is not None else ("unknown" if link else "–")
    if link is None:
        return _SAID_HERE if column == RELATION else "–"
    if column == RELATION:
        return "context, weakens" if link.weakens else link.relation.value
    if column == STRENGTH:
        return link.strength.value
    return link.reason or "unknown"


class LinkCells(QStyledItemDelegate):
    """Paints the cells and gives each the field it is edited with."""

    def __init__(self, origins: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._origins = origins

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.look()
        draw_cell(painter, option, index)
        rect = QRectF(option.rect).adjusted(look.px(8), 0, -look.px(6), 0)
        card, words = index.data(CardRole), str(index.data())
        if not isinstance(card, Card):
            return
        link = card.linked.link
        italic = words == "unknown"
        token = "text3" if italic or words == "–" else "text2" if card.linked.passage_trashed else "text"
        if index.column() == RELATION:
            side = look.px(13)
            glyph = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
            if link is None:
                paint.draw_quotation(painter, glyph)
            else:
                paint.draw_relation(painter, glyph, link.relation.value, weakens=link.weakens)
            rect.setLeft(glyph.right() + look.px(6))
        font = look.font("quote" if index.column() == PASSAGE else "body", italic=italic)
        paint.draw_line(painter, rect, words, font, look.colour(token), struck=False)
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, option.rect.adjusted(0, 0, -1, -2), radius=3)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() in (RELATION, STRENGTH, ORIGIN):
            choice = QComboBox(parent)
            choice.setAccessibleName(HEADS[index.column()])
            if index.column() == RELATION:
                choice.addItems([relation.value for relation in Relation])
            elif index.column() == STRENGTH:
                choice.addItems([strength.value for strength in Strength])
            else:
                choice.setEditable(True)
                held: list[Origin] = self._origins()
                choice.addItems([origin.name for origin in held])
            return choice
        return super().createEditor(parent, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        card = index.data(CardRole)
        if not isinstance(card, Card):
            return
        link = card.linked.link
        if isinstance(editor, QComboBox):
            if index.column() == ORIGIN:
                editor.setEditText(card.origin.name if card.origin is not None else "")
            elif link is not None:
                held = link.relation if index.column() == RELATION else link.strength
                editor.setCurrentText(held.value)
        elif link is not None:
            editor.setProperty("text", link.reason)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


class LinkTable(QTableView):
    """Rows of links, 26 high; every cell that can be changed is changed in place."""

    menu_wanted = Signal(object)
    chosen = Signal()

    def __init__(self, deeds: LinkDeeds, origins: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links = LinkTableModel(deeds, self)
        self.setModel(self.links)
        self.setItemDelegate(LinkCells(origins, self))
        self.setAccessibleName("Links")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.EditKeyPressed | QTableView.EditTrigger.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(40)
        for column in (PASSAGE, REASON):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.chosen.emit())
        self._keep_sizes()
        theme.look().changed.connect(self._keep_sizes)

    def show_columns(self, columns: Columns) -> None:
        """Shows the links of these columns; the claim is named where there are several."""
        self.links.show_columns(columns)
        self.setColumnHidden(CLAIM, not columns.several)

    @property
    def card(self) -> Card | None:
        """The card of the current row."""
        return self.links.card(self.currentIndex().row())

    def choose_passage(self, passage: int, claim: int) -> None:
        """Goes to the row of a passage beside a claim."""
        row = self.links.row_of(passage, claim)
        if row >= 0:
            self.setCurrentIndex(self.links.index(row, PASSAGE))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.card is not None:
            self.menu_wanted.emit(event.globalPos())

    def _keep_sizes(self) -> None:
        px = theme.look().px
        self.verticalHeader().setDefaultSectionSize(px(26))
        for column, width in ((RELATION, 116), (CLAIM, 48), (STRENGTH, 78), (ORIGIN, 132)):
            self.horizontalHeader().resizeSection(column, px(width))
