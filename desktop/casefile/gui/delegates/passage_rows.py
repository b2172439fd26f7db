"""A row of the passage list: where it stands, its words in serif, its tags as chips (picture 05)."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from casefile.domain.passages import PassageRow, PassageState
from casefile.gui import paint, theme
from casefile.gui.delegates.chip_rows import Marks, draw_chip_line
from casefile.gui.library.words import passage_place

_LEFT, _TEXT, _RIGHT = 14, 40, 14
_PLACE, _WORDS, _LINE, _CHIPS, _BELOW = 9, 27, 20, 26, 11
MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class ListedPassage:
    """A passage with the name of the item it stands in, which the row shows beside its place.

    ``derived`` names are set in italics; ``item_name`` is "" where every row is of one item.
    """

    row: PassageRow
    item_name: str = field(default="", repr=False)
    derived: bool = False

    @property
    def n(self) -> int:
        return self.row.n


class PassageRowPainter:
    """Paints `ListedPassage`s, 64 to 108 high; ``marks`` tells which tags carry one of the nine marks."""

    def __init__(self, marks: Marks, *, boxes: bool = True, surface: str = "pane") -> None:
        self._marks = marks
        self._surface = surface
        self._boxes = boxes

    def usual_height(self) -> int:
        return theme.look().px(84)

    def height(self, row: ListedPassage | None, width: int) -> int:
        if row is None:
            return self.usual_height()
        look = theme.look()
        lines, _ = paint.split_lines(row.row.exact, self._words_width(width), look.font("quote"), MOST_LINES)
        height = look.px(_WORDS) + max(1, len(lines)) * look.px(_LINE) + look.px(_BELOW)
        return max(height + (look.px(_CHIPS) if row.row.tags else 0), look.px(64))

    def box(self, rect: QRect) -> QRect:
        look = theme.look()
        return QRect(rect.left() + look.px(10), rect.top() + look.px(4), look.px(24), look.px(24))

    def tip(self, row: ListedPassage, rect: QRect, place: QPoint) -> str:
        """The whole words where they are cut, and the tags in full."""
        font = theme.look().font("quote")
        _, cut = paint.split_lines(row.row.exact, self._words_width(rect.width()), font, MOST_LINES)
        said = [" ".join(row.row.exact.split())] if cut else []
        return "\n".join([*said, ", ".join(row.row.tags)]).strip()

    def link(self, row: ListedPassage, rect: QRect, place: QPoint) -> str:
        return ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ListedPassage, *, boxes: bool
    ) -> None:
        look, rect = theme.look(), QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint.draw_row(painter, option, surface=self._surface, line=not selected)
        left = rect.left() + look.px(self._text)
        right = rect.right() - look.px(_RIGHT)
        if self._boxes and boxes:
            box = QRectF(rect.left() + look.px(_LEFT), rect.top() + look.px(8), look.px(16), look.px(16))
            paint.draw_state_box(painter, box, "checked" if selected else "off")
        self._place_line(painter, QRectF(left, rect.top() + look.px(_PLACE), right - left, look.px(14)), row)
        top = rect.top() + look.px(_WORDS)
        words = QRectF(left, top, self._words_width(rect.width()), look.px(_LINE) * MOST_LINES)
        font, ink = look.font("quote"), look.colour("text")
        paint.draw_lines(
            painter, words, row.row.exact, font, ink, line_height=look.px(_LINE), most=MOST_LINES
        )
        if row.row.tags:
            bottom = rect.bottom() + 1 - look.px(_BELOW)
            chips = QRectF(left, bottom - look.px(20), right - left, look.px(20))
            draw_chip_line(painter, chips, row.row.tags, self._marks)

    def _place_line(self, painter: QPainter, line: QRectF, row: ListedPassage) -> None:
        look = theme.look()
        right = line.right()
        for relation in reversed(row.row.relations):
            glyph = QRectF(right - look.px(13), line.center().y() - look.px(13) / 2, look.px(13), look.px(13))
            paint.draw_relation(painter, glyph, relation)  # type: ignore[arg-type]
            right -= look.px(17)
        if row.row.state is PassageState.ORPHANED:
            size = paint.badge_size("not found again")
            place = QRectF(right - size.width(), line.center().y() - size.height() / 2, *size.toTuple())
            paint.draw_badge(painter, place, "not found again", "warn")
            right = place.left() - look.px(8)
        font = look.font("micro", tabular=True)
        where = passage_place(row.row)
        left = line.left()
        if where:
            width = paint.text_width(where, font) + 1
            paint.draw_line(
                painter, QRectF(left, line.top(), width, line.height()), where, font, look.colour("text2")
            )
            left += width
        if row.item_name:
            name = f"· {row.item_name}" if where else row.item_name
            left += look.px(4) if where else 0
            rest = QRectF(left, line.top(), max(0.0, right - look.px(6) - left), line.height())
            italic = look.font("micro", italic=row.derived)
            paint.draw_line(painter, rest, name, italic, look.colour("text3"))

    @property
    def _text(self) -> int:
        return _TEXT if self._boxes else _LEFT

    def _words_width(self, width: int) -> float:
        return float(width - theme.look().px(self._text) - theme.look().px(_RIGHT))
