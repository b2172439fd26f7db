"""Buttons: with words, with an icon, with a number on them; a toggle; the segmented switch."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QBrush, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from casefile.gui import icons, paint, theme
from casefile.gui.speaking import set_tip

Kind = Literal["", "primary", "link", "danger", "protected", "step_warn", "step_danger"]
Bulk = Literal["", "small", "large"]
_INK: dict[str, str] = {
    "primary": "text_on_accent",
    "protected": "surface",
    "danger": "danger",
    "link": "accent",
    "": "text",
}


class Button(QPushButton):
    """A button with words. Never of fixed width: words may grow 40 % in another language."""

    def __init__(
        self, words: str, kind: Kind = "", bulk: Bulk = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._icon, self._kind = icon, kind
        self.setProperty("kind", kind)
        self.setProperty("bulk", bulk)
        self.setAccessibleName(words.rstrip("…"))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._refresh()
        theme.look().changed.connect(self._refresh)

    def set_words(self, words: str) -> None:
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words.rstrip("…"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _refresh(self) -> None:
        if self._icon:
            small = self.property("bulk") == "small"
            size, gap = (14, 3) if small else (16, 4)
            self.setIcon(icons.icon(self._icon, token=_INK.get(self._kind, "text"), size=size, gap=gap))
            self.setIconSize(icons.icon_size(size, gap))


class IconButton(QToolButton):
    """An icon 30 × 28 with a name, a tooltip, and, if wanted, a number at its corner.

    Made from an action of the table (``action=…``) it follows that action's state, tooltip and icon;
    or from an icon and words; a key after two spaces is printed in the tooltip and no part of the name.
    """

    def __init__(
        self,
        icon: str = "",
        words: str = "",
        *,
        action: QAction | None = None,
        shape: Literal["icon", "rail", "small"] = "icon",
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._size = icon, size
        self._number = 0
        self.setProperty("shape", shape)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action is not None:
            self.setDefaultAction(action)
            self.setAccessibleName(action.text().rstrip("…"))
        else:
            self.setAccessibleName(words.partition("  ")[0].rstrip("…"))
            set_tip(self, words)
        self._refresh()
        theme.look().changed.connect(self._refresh)

    def set_number(self, number: int, meaning: str = "") -> None:
        """The pine badge at the corner; 0 takes it away. ``meaning`` is said: "2 files need you"."""
        self._number = number
        self.setAccessibleDescription(meaning)
        self.update()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._number:
            return
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = str(self._number) if self._number < 100 else "99+"
        font = look.font("micro", strong=True, tabular=True, px=10)
        height = look.px(14)
        width = max(height, paint.text_width(words, font) + look.px(7))
        badge = QRectF(self.width() - width, 0, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(look.colour("accent")))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        paint.draw_line(painter, badge, words, font, look.colour("text_on_accent"), "centre")

    def _refresh(self) -> None:
        self.setIconSize(icons.icon_size(self._size))
        if self._icon:
            self.setIcon(icons.icon(self._icon, size=self._size))


class Toggle(QCheckBox):
    """On or off at once, 34 × 20; its state is also said in words."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._say)
        self._say(self.isChecked())
        theme.look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        look = theme.look()
        return QSize(look.px(34), look.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = look.px(20)
        track = QRectF(0.5, (self.height() - height) / 2 + 0.5, self.width() - 1, height - 1)
        on = self.isChecked()
        if not self.isEnabled():
            fill, line, knob = "pane", "line", "text_disabled"
        elif on:
            fill, line, knob = "accent", "accent", "text_on_accent"
        else:
            fill, line, knob = "field", "line_strong", "line_strong"
        painter.setPen(QPen(look.colour(line), 1))
        painter.setBrush(QBrush(look.colour(fill)))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        radius = look.px(7)
        middle = track.right() - track.height() / 2 if on else track.left() + track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(look.colour(knob)))
        painter.drawEllipse(QPointF(middle, track.center().y()), radius, radius)

    def _say(self, on: bool) -> None:
        self.setAccessibleName(f"{self._words}, {'on' if on else 'off'}")


class SegmentedSwitch(QFrame):
    """Two or more words of which one is chosen; the arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, parts: tuple[tuple[str, str], ...], name: str, parent: QWidget | None = None) -> None:
        """``parts`` are (key, words); ``name`` is said by a screen reader before the chosen word."""
        super().__init__(parent)
        self.setProperty("shape", "switch")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._parts: dict[str, QToolButton] = {}
        for number, (key, words) in enumerate(parts):
            part = QToolButton(self)
            part.setText(words.replace("&", "&&"))
            part.setCheckable(True)
            part.setAccessibleName(f"{name}: {words}")
            part.setProperty("shape", "segment")
            last = number == len(parts) - 1
            part.setProperty(
                "edge", "only" if len(parts) == 1 else ("first" if not number else "last" if last else "")
            )
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            part.setChecked(number == 0)
            self._group.addButton(part)
            self._parts[key] = part
            row.addWidget(part)
            part.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self._keep_widths()
        theme.look().changed.connect(self._keep_widths)

    @property
    def value(self) -> str:
        """The key of the chosen part; "" where none is."""
        return next((key for key, part in self._parts.items() if part.isChecked()), "")

    def choose(self, key: str) -> None:
        """Chooses without saying so (`chosen` is for the reporter's hand). `KeyError` if unknown."""
        self._parts[key].setChecked(True)

    def choose_none(self) -> None:
        """No part is chosen: nothing was decided yet."""
        self._group.setExclusive(False)
        for part in self._parts.values():
            part.setChecked(False)
        self._group.setExclusive(True)

    def name_part(self, key: str, name: str, tip: str = "") -> None:
        """What a screen reader says of a part whose word is short, and its tooltip."""
        self._parts[key].setAccessibleName(f"{self.accessibleName()}: {name}")
        set_tip(self._parts[key], tip or name)

    def set_part(
        self, key: str, *, words: str | None = None, enabled: bool = True, why_not: str = ""
    ) -> None:
        """Changes a part's words or whether it can be chosen, and says why it cannot."""
        part = self._parts[key]
        if words is not None:
            part.setText(words.replace("&", "&&"))
        part.setEnabled(enabled)
        set_tip(part, "" if enabled else why_not)
        self._keep_widths()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [key for key, part in self._parts.items() if part.isEnabled()]
        position = keys.index(self.value) + step if self.value in keys else 0
        if 0 <= position < len(keys):
            self.choose(keys[position])
            self._parts[keys[position]].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(keys[position])

    def _keep_widths(self) -> None:
        """The chosen part is bold: each keeps the width of its bold words, so that nothing moves."""
        look = theme.look()
        bold = look.font("small", strong=True)
        for part in self._parts.values():
            part.setMinimumWidth(round(paint.text_width(part.text(), bold)) + 2 * look.px(8) + 2)
