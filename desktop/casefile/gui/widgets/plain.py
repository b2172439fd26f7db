"""The smallest parts: plain labels, elided labels, key caps, surfaces and hairlines."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from casefile.gui import paint, theme
from casefile.gui.icons import draw_icon
from casefile.gui.speaking import set_tip
from casefile.gui.tokens import Role

Tone = Literal["text", "text2", "text3", "accent", "warn", "danger", "ok", "protected", "on_pine", "on_pine2"]
Edge = Literal["", "top", "bottom", "left", "right", "bottom_soft", "card", "popup", "warn", "round"]


class PlainLabel(QLabel):
    """A label that can only ever show plain text. The one way words get onto a label here.

    ``role`` and ``tone`` are read by the style sheet; beside the type scale the roles *medium* and
    *headline* exist. ``badge`` makes it a badge.
    """

    def __init__(
        self,
        words: str = "",
        role: Role | Literal["medium", "headline", "key", "display24", "phrase"] = "body",
        tone: Tone = "text",
        *,
        wrap: bool = False,
        badge: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        if badge:
            self.setProperty("badge", badge)
        self.setWordWrap(wrap)
        self.setText(words)

    def set_tone(self, tone: Tone) -> None:
        """Another colour for the same words."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class ElidedLabel(QWidget):
    """One line that is cut with "…" when it does not fit, with the whole text as its tooltip then."""

    def __init__(
        self,
        words: str = "",
        role: Role = "body",
        tone: str = "text",
        *,
        strong: bool = False,
        italic: bool = False,
        middle: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._role: Role = role
        self._tone = tone
        self._strong, self._italic, self._middle = strong, italic, middle
        self._cut = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        theme.look().changed.connect(self._looks_changed)

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, words: str, *, italic: bool | None = None, tone: str | None = None) -> None:
        """Shows other words; italic for a title that is only derived."""
        self._words = words
        self._italic = self._italic if italic is None else italic
        self._tone = tone or self._tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.text_width(self._words, self._font())
        return QSize(round(width) + 2, theme.look().line(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().px(24), theme.look().line(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme.look().colour(self._tone if self.isEnabled() else "text_disabled")
        words = self._words
        if self._middle:
            metrics = self.fontMetrics()
            words = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, self.width())
        cut = paint.draw_line(painter, QRectF(self.rect()), words, self._font(), colour)
        self._cut = cut or words != self._words

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            set_tip(self, self._words if self._cut else "")
        return super().event(event)

    def _font(self) -> QFont:
        return theme.look().font(self._role, strong=self._strong, italic=self._italic)

    def _looks_changed(self) -> None:
        self.setFont(self._font())
        self.updateGeometry()
        self.update()


class KeyCap(QWidget):
    """Keys as printed on their caps, beside what they do."""

    def __init__(self, *keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()
        theme.look().changed.connect(self.updateGeometry)

    def set_keys(self, *keys: str) -> None:
        self._keys = keys
        self._name()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = paint.key_cap_size("X").height()
        return QSize(round(paint.keys_width(self._keys) + 0.5), round(height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.draw_keys(QPainter(self), QRectF(self.rect()), self._keys)

    def _name(self) -> None:
        self.setAccessibleName("key " + ", ".join(self._keys) if self._keys else "")


class Surface(QFrame):
    """A frame in one of the surface colours, with a line at one edge if wanted."""

    def __init__(self, surface: str, edge: Edge = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)
        if edge:
            self.setProperty("edge", edge)

    def set_surface(self, surface: str) -> None:
        self.setProperty("surface", surface)
        restyle(self)


class Hairline(QFrame):
    """A 1 px rule, lying or standing."""

    def __init__(
        self, rule: Literal["soft", "line"] = "soft", *, upright: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("rule", rule)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class IconSign(QWidget):
    """An icon that only shows something; what it shows is said by the words beside it."""

    def __init__(
        self,
        name: str,
        token: str = "text2",
        size: int = 16,
        *,
        pen: float = 1.75,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._token, self._size, self._pen = name, token, size, pen
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.look().changed.connect(self.updateGeometry)

    def set_icon(self, name: str, token: str | None = None) -> None:
        self._name = name
        self._token = token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.look().px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            token = self._token if self.isEnabled() else "text_disabled"
            colour = "#FFFFFF" if token == "on_pine" else ""
            draw_icon(QPainter(self), QRectF(self.rect()), self._name, token, pen=self._pen, colour=colour)


def restyle(widget: QWidget) -> None:
    """Makes the style sheet read a widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
