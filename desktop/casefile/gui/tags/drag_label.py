"""What follows the pointer while something of ours is dragged: the effect in words (visual.md 7)."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from casefile.gui import icons, paint, theme
from casefile.gui.speaking import announce


@dataclass(frozen=True)
class DragEffect:
    """``words`` name what letting go does, or why it does nothing (``refused``); ``takes`` is red, −.

    ``count`` is how many things are dragged.
    """

    words: str = field(repr=False)
    hint: str = ""
    count: int = 1
    takes: bool = False
    refused: bool = False


class DragLabel(QWidget):
    """A child of the window beside the pointer; transparent for the mouse."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._effect: DragEffect | None = None
        self.hide()

    @property
    def effect(self) -> DragEffect | None:
        """What is said now; None while nothing is."""
        return self._effect if self.isVisible() else None

    def show_at(self, place: QPoint, effect: DragEffect) -> None:
        """Says an effect beside a place of the window."""
        look = theme.look()
        if effect != self._effect or not self.isVisible():
            announce(self, effect.words)
        self._effect = effect
        widest = max(
            paint.text_width(effect.words, look.font("body", strong=True)) + look.px(18),
            paint.text_width(effect.hint, look.font("small")),
        )
        self.setAccessibleName(effect.words)
        self.resize(round(widest) + look.px(62), look.px(46 if effect.hint else 36))
        window = self.parentWidget()
        assert window is not None
        left = min(place.x() + look.px(18), window.width() - self.width() - 4)
        below = place.y() + look.px(18)
        top = below if below + self.height() < window.height() else place.y() - self.height() - look.px(8)
        self.move(max(4, left), max(4, top))
        self.show()
        self.raise_()
        self.update()

    def put_away(self) -> None:
        self.hide()
        self._effect = None

    def paintEvent(self, event: QPaintEvent) -> None:
        effect = self._effect
        if effect is None:
            return
        look, painter = theme.look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = "danger" if effect.takes else "line_strong" if effect.refused else "accent"
        painter.setPen(QPen(look.colour(token), 2 if look.high_contrast else 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        middle = self.height() / 2
        badge = QRectF(look.px(11), middle - look.px(12), look.px(24), look.px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(token))
        painter.drawRoundedRect(badge, 5, 5)
        number = f"{effect.count:,}" if effect.count < 1000 else "999+"
        font = look.font("micro" if effect.count > 99 else "small", strong=True, tabular=True)
        ink = look.colour("surface" if effect.takes or effect.refused else "text_on_accent")
        paint.draw_line(painter, badge, number, font, ink, "centre")
        left = badge.right() + look.px(10)
        top = look.px(5) if effect.hint else 0.0
        line = QRectF(left, top, self.width() - left - look.px(10), look.px(20 if effect.hint else 36))
        if not effect.refused:
            side = look.px(13)
            sign = QRectF(left, line.center().y() - side / 2, side, side)
            icons.draw_icon(painter, sign, "minus" if effect.takes else "plus", token, pen=2.5)
            line.setLeft(left + look.px(18))
        strong = look.font("body", strong=not effect.refused)
        paint.draw_line(painter, line, effect.words, strong, look.colour("text"))
        if effect.hint:
            line = QRectF(left, look.px(24), self.width() - left - look.px(8), look.px(16))
            paint.draw_line(painter, line, effect.hint, look.font("small"), look.colour("text2"))
