"""The states of a row in a list: hovered, selected here or elsewhere, focused, a place to drop."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from casefile.gui import theme

BAR = 3  # pixels, the bar at a selected row's left edge


def draw_row(
    painter: QPainter,
    option: QStyleOptionViewItem,
    *,
    surface: str = "pane",
    line: bool = True,
    pane_focused: bool | None = None,
) -> None:
    """Fill, selected bar, hairline and focus ring of a row, before anything is written on it.

    ``pane_focused`` None takes it from the option (a list with the keyboard is *active*).
    """
    look = theme.look()
    rect = QRectF(option.rect)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if pane_focused is None:
        pane_focused = bool(option.state & QStyle.StateFlag.State_Active) and (
            option.widget is None or option.widget.hasFocus()
        )
    if selected:
        painter.fillRect(rect, look.colour("selected" if pane_focused else "selected_inactive"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, look.colour("hover"))
    else:
        painter.fillRect(rect, look.colour(surface))
    if line:
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line_soft"))
    if selected:
        bar = QRectF(rect.left(), rect.top(), BAR, rect.height())
        painter.fillRect(bar, look.colour("accent" if pane_focused else "line_strong"))
        if look.high_contrast:
            _frame(painter, rect, "line_strong")
    if option.state & QStyle.StateFlag.State_HasFocus and _by_keyboard(option):
        _frame(painter, rect.adjusted(1, 1, -1, -1), "focus")


def draw_drop_target(painter: QPainter, rect: QRectF, *, under_pointer: bool) -> None:
    """A row that would take what is being dragged: 1 px pine, 2 px ring and fill under the pointer."""
    look = theme.look()
    if under_pointer:
        painter.fillRect(rect, look.colour("selected"))
        _frame(painter, rect, "focus")
        return
    painter.save()
    painter.setPen(QPen(look.colour("accent"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def draw_drop_frame(painter: QPainter, rect: QRectF) -> None:
    """The 2 px ring alone, over a row that is painted by somebody else."""
    _frame(painter, rect, "focus")


def draw_unread_dot(painter: QPainter, rect: QRectF) -> None:
    """The 7 px dot before the word *unread*."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(theme.look().colour("accent")))
    radius = theme.look().px(7) / 2
    painter.drawEllipse(QPointF(rect.center()), radius, radius)
    painter.restore()


def _frame(painter: QPainter, rect: QRectF, token: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.look().colour(token), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
    painter.restore()


def _by_keyboard(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_KeyboardFocusChange)
