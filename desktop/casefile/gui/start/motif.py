"""The pine panel: the product's name, one sentence, the drawn columns of claims, passages and origins."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from casefile.gui import icons, paint, theme

# (column, top), at 100 % of the picture's 440 × 346: three columns of cards.
_CARDS: tuple[tuple[int, int], ...] = (
    (0, 30), (0, 110), (0, 190), (0, 270),
    (1, 0), (1, 76), (1, 152), (1, 228), (1, 304),
    (2, 50), (2, 150), (2, 250),
)  # fmt: skip
_LEFT = (0, 174, 348)
_CHOSEN = 1
# (from card, to card, relation): solid supports, dashed contradicts, dotted context (visual.md 2.3).
_LINES: tuple[tuple[int, int, str], ...] = (
    (0, 4, "supports"), (0, 5, "supports"), (1, 5, "supports"), (1, 6, "contradicts"),
    (2, 7, "context"), (3, 7, "supports"), (3, 8, "context"),
    (4, 9, "supports"), (5, 9, "supports"), (6, 10, "contradicts"), (7, 11, "context"), (8, 11, "context"),
)  # fmt: skip
_WIDE, _HIGH = 440, 346
_CARD = (92, 41)
_FACTS = (
    ("wifi-off", "No network connection"),
    ("eye-off", "No recent-files list"),
    ("circle-slash", "No tracking"),
)


class PinePanel(QWidget):
    """632 px at 1440; it disappears below 1000. Painted by hand, said once to a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Casefile. One case, one encrypted file, on this computer only.")
        theme.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("pine"))
        white, pale = QColor("#FFFFFF"), QColor("#D3E2DB")
        margin = max(24.0, min(64.0, self.width() * 0.1))
        room = self.width() - 2 * margin
        name = QRectF(margin, 56, room, look.px(34))
        paint.draw_line(painter, name, "Casefile", look.font("display"), white)
        line = QRectF(margin, name.bottom() + 4, room, look.px(22))
        words = "One case, one encrypted file, on this computer only."
        paint.draw_line(painter, line, words, look.font("body", px=15), pale)
        size = min(1.0, room / _WIDE)
        top = max(line.bottom() + 32, (self.height() - _HIGH * size) / 2)
        foot = self.height() - 56
        if top + _HIGH * size + 24 < foot:
            painter.save()
            painter.translate(margin, top)
            painter.scale(size, size)
            self._motif(painter)
            painter.restore()
        self._facts(painter, QRectF(margin, foot, room, look.px(20)), pale)
        if look.high_contrast:
            painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), look.colour("line"))

    def _motif(self, painter: QPainter) -> None:
        strong = theme.look().high_contrast
        wide, high = _CARD
        for start, end, relation in _LINES:
            here = QPointF(_LEFT[_CARDS[start][0]] + wide, _CARDS[start][1] + high / 2)
            there = QPointF(_LEFT[_CARDS[end][0]], _CARDS[end][1] + high / 2)
            path = QPainterPath(here)
            middle = (here.x() + there.x()) / 2
            path.cubicTo(QPointF(middle, here.y()), QPointF(middle, there.y()), there)
            pen = QPen(QColor(255, 255, 255, 255 if strong else 165), 1.6)
            if relation == "contradicts":
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                pen.setDashPattern([7 / 1.6, 4 / 1.6])
            elif relation == "context":
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setDashPattern([1.5 / 1.6, 4 / 1.6])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawPath(path)
        for number, (column, top) in enumerate(_CARDS):
            chosen = number == _CHOSEN
            card = QRectF(_LEFT[column], top, wide, high)
            pine, glass = theme.look().colour("pine"), 0.19 if chosen else 0.10
            fill = QColor.fromRgbF(
                *(part + (1 - part) * glass for part in (pine.redF(), pine.greenF(), pine.blueF()))
            )
            painter.setBrush(pine if strong else fill)
            painter.setPen(QPen(QColor(255, 255, 255, 255 if chosen or strong else 90), 1.6 if chosen else 1))
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setPen(Qt.PenStyle.NoPen)
            for row, (share, alpha) in enumerate(
                ((0.5 + 0.07 * (number % 4), 170), (0.36 + 0.06 * (number % 3), 90))
            ):
                painter.setBrush(QColor(255, 255, 255, alpha))
                painter.drawRoundedRect(
                    QRectF(card.left() + 12, top + 12 + 11 * row, (wide - 12) * share, 4), 2, 2
                )

    def _facts(self, painter: QPainter, line: QRectF, ink: QColor) -> None:
        look = theme.look()
        left = line.left()
        side = look.px(14)
        for icon, words in _FACTS:
            width = paint.text_width(words, look.font("small"))
            if left + side + 7 + width > line.right() + 8:
                return
            place = QRectF(left, line.center().y() - side / 2, side, side)
            icons.draw_icon(painter, place, icon, colour=ink.name())
            rest = QRectF(left + side + 7, line.top(), width + 2, line.height())
            paint.draw_line(painter, rest, words, look.font("small"), ink)
            left += side + 7 + width + 24
