"""A row of the claims list: ref, the sentence on two lines, what was counted, in words (picture 06)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from casefile.domain.claims import ClaimRow
from casefile.gui import paint, theme
from casefile.gui.evidence.words import has_evidence
from casefile.gui.icons import draw_icon
from casefile.gui.paint.relations import Relation

_LEFT, _TEXT, _RIGHT = 14, 47, 14
_FIRST, _LINE, _COUNTS = 9, 19, 50
MOST_MARKS = 4


class ClaimRowPainter:
    """Paints `ClaimRow`s, 78 high.

    ``lit`` tells how many of a claim's passages go back to the origin chosen in the columns (0 for
    none), ``pinned`` which claim is the working claim, ``mark`` which tags carry one of the nine marks.
    """

    def __init__(
        self,
        lit: Callable[[int], int],
        pinned: Callable[[], int | None],
        mark: Callable[[str], int | None],
    ) -> None:
        self._lit = lit
        self._pinned = pinned
        self._mark = mark

    def usual_height(self) -> int:
        return theme.look().px(78)

    def height(self, row: ClaimRow | None, width: int) -> int:
        return self.usual_height()

    def box(self, rect: QRect) -> QRect:
        """The check box stands below the ref, with a target of 24."""
        look = theme.look()
        return QRect(rect.left() + look.px(11), rect.top() + look.px(28), look.px(24), look.px(24))

    def tip(self, row: ClaimRow, rect: QRect, place: QPoint) -> str:
        """The whole sentence where it is cut, and the tags in full."""
        font = theme.look().font("body")
        _, cut = paint.split_lines(row.proposition, self.words(rect).width(), font, 2)
        return "\n".join([*([row.proposition] if cut else []), ", ".join(row.tags)]).strip()

    def link(self, row: ClaimRow, rect: QRect, place: QPoint) -> str:
        return ""

    def words(self, rect: QRect) -> QRectF:
        """Where the sentence stands in a row, for painting and for the field that edits it."""
        look = theme.look()
        left, right = rect.left() + look.px(_TEXT), rect.right() - look.px(_RIGHT)
        return QRectF(left, rect.top() + look.px(_FIRST), right - left, 2 * look.px(_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, row: ClaimRow, *, boxes: bool) -> None:
        look, rect = theme.look(), QRect(option.rect)
        paint.draw_row(painter, option)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        left, top = rect.left() + look.px(_LEFT), rect.top()
        ref = QRectF(left, top + look.px(_FIRST), look.px(_TEXT - _LEFT), look.px(_LINE))
        font = _ref_font(f"C{row.n}", ref.width() - look.px(3))
        paint.draw_line(painter, ref, f"C{row.n}", font, look.colour("text2" if selected else "text3"))
        if boxes:
            box = QRectF(0, 0, look.px(16), look.px(16))
            box.moveCenter(QRectF(self.box(rect)).center())
            paint.draw_state_box(painter, box, "checked" if selected else "off")
        words = look.font("body", strong=selected)
        paint.draw_lines(
            painter,
            self.words(rect),
            row.proposition,
            words,
            look.colour("text"),
            line_height=look.px(_LINE),
        )
        right = self._signs(painter, rect, row)
        line = QRectF(rect.left() + look.px(_TEXT), top + look.px(_COUNTS), 0, look.px(18))
        line.setRight(right)
        self._counts(painter, line, row)

    def _counts(self, painter: QPainter, line: QRectF, row: ClaimRow) -> None:
        if not has_evidence(row):
            _signed(painter, line, "circle-dashed", "no evidence linked", "warn")
            return
        left = line.left()
        passages, origins = row.supports
        if passages:
            pieces = (
                (f"{passages}", True),
                ("passage," if passages == 1 else "passages,", False),
                (f"{origins}", True),
                ("origin" if origins == 1 else "origins", False),
            )
            left = _counted(painter, line, left, "supports", pieces)
        if row.contradicts[0]:
            left = _counted(painter, line, left, "contradicts", ((f"{row.contradicts[0]}", True),))
        if row.context[0]:
            _counted(painter, line, left, "context", ((f"{row.context[0]}", True),))

    def _signs(self, painter: QPainter, rect: QRect, row: ClaimRow) -> float:
        """Pin, marks and the origin's badge at the right of the counts; where they begin."""
        look = theme.look()
        right, middle = float(rect.right() - look.px(_RIGHT)), rect.top() + look.px(_COUNTS + 9)
        lit = self._lit(row.n)
        if lit:
            size = paint.badge_size(f"{lit}")
            place = QRectF(right - size.width(), middle - size.height() / 2, size.width(), size.height())
            paint.draw_badge(painter, place, f"{lit}", "accent")
            right = place.left() - look.px(6)
        if self._pinned() == row.n:
            side = look.px(14)
            draw_icon(painter, QRectF(right - side, middle - side / 2, side, side), "pin", "accent")
            right -= look.px(20)
        marks = sorted(mark for path in row.tags if (mark := self._mark(path)) is not None)
        for mark in reversed(marks[:MOST_MARKS]):
            side = look.px(10)
            paint.draw_mark(painter, QRectF(right - side, middle - side / 2, side, side), mark)
            right -= look.px(15)
        return right


def _ref_font(ref: str, width: float) -> QFont:
    """The ref's font, made smaller where a five-figure ref would not fit."""
    look = theme.look()
    font = look.font("micro", strong=True, tabular=True)
    if paint.text_width(ref, font) <= width:
        return font
    return look.font("micro", tabular=True, px=9)


def _signed(painter: QPainter, line: QRectF, icon: str, words: str, token: str) -> None:
    look = theme.look()
    side = look.px(14)
    draw_icon(painter, QRectF(line.left(), line.center().y() - side / 2, side, side), icon, token)
    rest = line.adjusted(side + look.px(5), 0, 0, 0)
    paint.draw_line(painter, rest, words, look.font("small"), look.colour(token))


def _counted(
    painter: QPainter, line: QRectF, left: float, relation: Relation, pieces: tuple[tuple[str, bool], ...]
) -> float:
    """A relation's glyph and its count, the figures strong; where the next one begins."""
    look = theme.look()
    side = look.px(13)
    paint.draw_relation(painter, QRectF(left, line.center().y() - side / 2, side, side), relation)
    left += side + look.px(5)
    for words, strong in pieces:
        font = look.font("small", strong=strong)
        ink = look.colour("text" if strong else "text2")
        width = paint.text_width(words, font)
        room = min(width + 1, line.right() - left)
        if room <= 0:
            break
        paint.draw_line(painter, QRectF(left, line.top(), room, line.height()), words, font, ink)
        left += width + look.px(4)
    return left + look.px(10)
