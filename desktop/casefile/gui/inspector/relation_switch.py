"""Supports · Contradicts · Context: three segments with their drawn glyphs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from casefile.domain.evidence import Relation
from casefile.gui import paint, theme

_KEYS = {Qt.Key.Key_S: Relation.SUPPORTS, Qt.Key.Key_X: Relation.CONTRADICTS, Qt.Key.Key_C: Relation.CONTEXT}


class RelationSwitch(QFrame):
    """One relation is chosen; arrows, or S, X and C while it has the keyboard, choose another."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("shape", "switch")
        self.setAccessibleName("Relation")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        group = QButtonGroup(self)
        self._parts: dict[Relation, _Segment] = {}
        relations = list(Relation)
        for relation in relations:
            edge = {relations[0]: "first", relations[-1]: "last"}.get(relation, "")
            part = _Segment(relation, edge)
            part.clicked.connect(lambda _checked=False, relation=relation: self.chosen.emit(relation))
            group.addButton(part)
            self._parts[relation] = part
            row.addWidget(part)
        self.choose(Relation.SUPPORTS)

    @property
    def value(self) -> Relation:
        return next(relation for relation, part in self._parts.items() if part.isChecked())

    def choose(self, relation: Relation) -> None:
        """Chooses without saying so."""
        self._parts[relation].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        relations = list(self._parts)
        wanted = _KEYS.get(Qt.Key(event.key()))
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            wanted = relations[min(max(relations.index(self.value) + step, 0), len(relations) - 1)]
        if wanted is None or event.modifiers():
            super().keyPressEvent(event)
            return
        self.choose(wanted)
        self._parts[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(wanted)


class _Segment(QToolButton):
    """A segment that paints its glyph before its word."""

    def __init__(self, relation: Relation, edge: str) -> None:
        super().__init__()
        self._relation = relation
        word = relation.value.capitalize()
        self.setText(f"    {word}")
        self.setCheckable(True)
        self.setProperty("shape", "segment")
        self.setProperty("edge", edge)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"Relation: {relation.value}")

    def sizeHint(self) -> QSize:
        look = theme.look()
        word = paint.text_width(self._relation.value.capitalize(), look.font("small", strong=True))
        return QSize(round(word) + look.px(32), look.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.look()
        side = look.px(13)
        place = QRectF(look.px(7), (self.height() - side) / 2, side, side)
        paint.draw_relation(QPainter(self), place, self._relation.value)
