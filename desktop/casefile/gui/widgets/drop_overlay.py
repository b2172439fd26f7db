"""What lies over the panes while something is dragged: a dashed frame and the effect in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from casefile.gui import icons, paint, theme
from casefile.gui.speaking import announce


@dataclass(frozen=True)
class DropEffect:
    """The effect of letting go here, in words.

    ``added`` is (tag's name, mark or 0) when the tag filter adds one, with ``because`` after it;
    ``choices`` are radio lines (folders become tags, or not) with ``chosen`` set; ``keys`` are
    (key, words) at the foot. ``row`` limits it to one lit row and a card beside it.
    """

    title: str
    sentence: str = ""
    icon: str = "file-down"
    added: tuple[str, int] | None = None
    because: str = ""
    choices: tuple[str, ...] = ()
    chosen: int = 0
    keys: tuple[tuple[str, str], ...] = (("Esc", "cancel"),)


class DropOverlay(QWidget):
    """A child of the window, transparent for the mouse, shown over the panes' rectangle."""

    CARD = 484  # pixels wide at 100 %

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._effect: DropEffect | None = None
        self._row: QRectF | None = None
        self.hide()

    @property
    def effect(self) -> DropEffect | None:
        return self._effect if self.isVisible() else None

    def show_effect(self, effect: DropEffect, place: QRect, row: QRect | None = None) -> None:
        """Names the effect over ``place`` (window coordinates). With ``row`` (inside ``place``) only
        that row is lit, and the card stands beside it.
        """
        new = self._effect is None or not self.isVisible() or effect.title != self._effect.title
        self._effect = effect
        self._row = QRectF(row.translated(-place.topLeft())) if row is not None else None
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.update()
        self.setAccessibleName(effect.title)
        if new:
            announce(self, effect.title)

    def put_away(self) -> None:
        self.hide()
        self._effect = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._effect is None:
            return
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._row is not None:
            paint.draw_drop_target(painter, self._row, under_pointer=True)
            self._card(painter, self._beside(self._row))
            return
        wash = look.colour("accent_soft")
        wash.setAlphaF(0.72)
        painter.fillRect(self.rect(), wash)
        pen = QPen(look.colour("accent"), 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(11, 11, -11, -11), 9, 9)
        height = self._height()
        width = min(look.px(self.CARD), self.width() - 48)
        top = max(24.0, (self.height() - height) / 2.2)
        self._card(painter, QRectF((self.width() - width) / 2, top, width, height))

    def _beside(self, row: QRectF) -> QRectF:
        look = theme.look()
        width = min(look.px(self.CARD), self.width() - 24)
        left = min(max(12.0, row.left() + 24), self.width() - width - 12)
        height = self._height()
        below = row.bottom() + 8
        top = below if below + height < self.height() else max(8.0, row.top() - height - 8)
        return QRectF(left, top, width, height)

    def _height(self) -> float:
        look, effect = theme.look(), self._effect
        assert effect is not None
        height = 28 + 34 + 10 + 28 + 28
        height += 28 if effect.sentence else 0
        height += 34 if effect.added else 0
        height += 26 * len(effect.choices)
        height += 40 if effect.keys else 0
        return look.px(height)

    def _card(self, painter: QPainter, card: QRectF) -> None:
        look, effect = theme.look(), self._effect
        assert effect is not None
        painter.setPen(QPen(look.colour("accent"), 2 if look.high_contrast else 1))
        painter.setBrush(QBrush(look.colour("surface")))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        inside = card.adjusted(24, look.px(28), -24, 0)
        side = look.px(34)
        icons.draw_icon(
            painter,
            QRectF(card.center().x() - side / 2, inside.top(), side, side),
            effect.icon,
            "accent",
            pen=1.5,
        )
        top = inside.top() + side + look.px(10)
        line = QRectF(inside.left(), top, inside.width(), look.px(28))
        paint.draw_line(painter, line, effect.title, look.font("title", px=20), look.colour("text"), "centre")
        top += look.px(28)
        if effect.sentence:
            line = QRectF(inside.left(), top, inside.width(), look.px(28))
            paint.draw_line(painter, line, effect.sentence, look.font("body"), look.colour("text2"), "centre")
            top += look.px(28)
        if effect.added:
            self._tag(painter, QRectF(inside.left(), top + look.px(6), inside.width(), look.px(24)))
            top += look.px(34)
        for number, words in enumerate(effect.choices):
            self._choice(painter, QRectF(inside.left(), top, inside.width(), look.px(26)), number, words)
            top += look.px(26)
        if effect.keys:
            self._keys(painter, QRectF(inside.left(), top + look.px(12), inside.width(), look.px(24)))

    def _tag(self, painter: QPainter, line: QRectF) -> None:
        look, effect = theme.look(), self._effect
        assert effect is not None and effect.added is not None
        name, mark = effect.added
        size = paint.chip_size(name)
        words = paint.text_width(effect.because, look.font("small"))
        left = line.center().x() - (size.width() + 8 + words) / 2
        chip = QRectF(left, line.center().y() - size.height() / 2, size.width(), size.height())
        paint.draw_chip(painter, chip, name, mark)
        rest = QRectF(chip.right() + 8, line.top(), words + 2, line.height())
        paint.draw_line(painter, rest, effect.because, look.font("small"), look.colour("text2"))

    def _choice(self, painter: QPainter, line: QRectF, number: int, words: str) -> None:
        look, effect = theme.look(), self._effect
        assert effect is not None
        chosen = number == effect.chosen
        width = paint.text_width(words, look.font("body")) + 24
        left = line.center().x() - width / 2
        ring = QRectF(left, line.center().y() - 7, 14, 14)
        painter.setPen(QPen(look.colour("accent" if chosen else "line_strong"), 1.4))
        painter.setBrush(QBrush(look.colour("field")))
        painter.drawEllipse(ring)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(look.colour("accent")))
            painter.drawEllipse(ring.center(), 3.5, 3.5)
        rest = QRectF(left + 24, line.top(), width, line.height())
        paint.draw_line(painter, rest, words, look.font("body"), look.colour("text"))

    def _keys(self, painter: QPainter, line: QRectF) -> None:
        look, effect = theme.look(), self._effect
        assert effect is not None
        font = look.font("small")
        widths = [
            paint.key_cap_size(key).width() + 6 + paint.text_width(words, font) for key, words in effect.keys
        ]
        left = line.center().x() - (sum(widths) + 16 * (len(widths) - 1)) / 2
        for (key, words), width in zip(effect.keys, widths, strict=True):
            size = paint.key_cap_size(key)
            cap = QRectF(left, line.center().y() - size.height() / 2, size.width(), size.height())
            paint.draw_key_cap(painter, cap, key)
            rest = QRectF(cap.right() + 6, line.top(), width, line.height())
            paint.draw_line(painter, rest, words, font, look.colour("text2"))
            left += width + 16
