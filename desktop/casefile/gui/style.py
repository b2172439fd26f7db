"""Fusion with our focus ring, toggles, check boxes and wait before a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from casefile.gui import theme
from casefile.gui.paint.marks import BoxState, draw_state_box

TOOLTIP_WAIT = 600  # milliseconds, visual.md 11
RING = 2  # pixels, outside a control and inside a row


_INDICATORS = (
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
)


class CasefileStyle(QProxyStyle):
    """The base under the style sheet."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_ToolTip_WakeUpDelay:
            return TOOLTIP_WAIT
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint in (
            QStyle.StyleHint.SH_Widget_Animation_Duration,
            QStyle.StyleHint.SH_EtchDisabledText,
            QStyle.StyleHint.SH_DitherDisabledText,
        ):
            return 0
        if hint == QStyle.StyleHint.SH_UnderlineShortcut:
            return 1
        return super().styleHint(hint, option, widget, returnData)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return 2 * RING
        if metric == QStyle.PixelMetric.PM_SmallIconSize:
            return theme.look().px(16)
        if metric in _INDICATORS:
            return theme.look().px(16)
        return super().pixelMetric(metric, option, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.ControlElement.CE_FocusFrame:
            draw_ring(painter, option.rect, radius=5 + RING)
            return
        super().drawControl(element, option, painter, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            if not isinstance(widget, QAbstractButton):  # those wear the ring outside, see focus_ring
                draw_ring(painter, option.rect, radius=5)
            return
        if element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            draw_check(painter, option)
            return
        if element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            draw_radio(painter, option)
            return
        super().drawPrimitive(element, option, painter, widget)


def draw_ring(painter: QPainter, rect: QRect, *, radius: float) -> None:
    """The 2 px focus ring just inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.look().colour("focus"), RING))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def draw_check(painter: QPainter, option: QStyleOption) -> None:
    """A check box: pine with its tick, or an outline; greyed when it cannot be used."""
    state: BoxState = "off"
    if option.state & QStyle.StateFlag.State_On:
        state = "checked"
    elif option.state & QStyle.StateFlag.State_NoChange:
        state = "some"
    painter.save()
    if not option.state & QStyle.StateFlag.State_Enabled:
        painter.setOpacity(0.45)
    draw_state_box(painter, QRectF(option.rect), state)
    painter.restore()


def draw_radio(painter: QPainter, option: QStyleOption) -> None:
    """A radio button: a ring, with a pine disc in it when chosen."""
    look = theme.look()
    on = bool(option.state & QStyle.StateFlag.State_On)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not option.state & QStyle.StateFlag.State_Enabled:
        painter.setOpacity(0.45)
    box = QRectF(option.rect)
    painter.setPen(QPen(look.colour("accent" if on else "line_strong"), 1.6 if on else 1))
    painter.setBrush(look.colour("field"))
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        radius = box.width() / 4
        painter.drawEllipse(box.center(), radius, radius)
    painter.restore()
