"""The left side: the case, its six views with their counts, and the tag pane's place; or the rail."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from casefile.gui import icons, paint, theme
from casefile.gui.action_binding import ActionTable
from casefile.gui.actions import VIEWS
from casefile.gui.speaking import set_tip
from casefile.gui.widgets.buttons import IconButton
from casefile.gui.widgets.plain import Hairline, Surface


class CaseBlock(QAbstractButton):
    """Codename, state, and one line of numbers; a click opens the case's own sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codename, self._state, self._line = "", "", ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.look().changed.connect(self.updateGeometry)

    def show_case(self, codename: str, state: str, line: str) -> None:
        self._codename, self._state, self._line = codename, state, line
        self.setAccessibleName(f"Case {codename}, {state}. {line}")
        set_tip(self, f"{codename}: question, hypotheses, state")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(200), theme.look().px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), look.colour("hover"))
        font = QFont(look.font("section"))
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.5)
        left, right, top = 14.0, self.width() - 14.0, look.px(11)
        side = look.px(14)
        icons.draw_icon(
            painter, QRectF(right - side, top + look.px(3), side, side), "chevrons-up-down", "text2"
        )
        badge = paint.badge_size(self._state) if self._state else None
        room = right - side - 8 - left - (badge.width() + 8 if badge else 0)
        line = QRectF(left, top, room, look.px(20))
        width = min(room, paint.text_width(self._codename, font))
        paint.draw_line(painter, line, self._codename, font, look.colour("text"))
        if badge is not None:
            place = QRectF(
                left + width + 8, top + (look.px(20) - badge.height()) / 2, badge.width(), badge.height()
            )
            paint.draw_badge(painter, place, self._state)
        rest = QRectF(left, top + look.px(23), right - left, look.px(16))
        paint.draw_line(painter, rest, self._line, look.font("micro"), look.colour("text2"))


class ViewRow(QAbstractButton):
    """One of the six views: icon, name, count; 28 high."""

    def __init__(self, action: QAction, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action, self._icon, self._count = action, icon, ""
        self.setCheckable(True)
        self.setText(action.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: action.trigger())
        self.set_count(None)
        action.changed.connect(self._follow)
        theme.look().changed.connect(self.updateGeometry)

    def set_count(self, count: int | None) -> None:
        """The number at the right, spoken after the name; None shows nothing."""
        self._count = "" if count is None else f"{count:,}"
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._count)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(180), theme.look().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(rect, 5, 5)
        if chosen and look.high_contrast:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.colour("line_strong"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        side = look.px(16)
        place = QRectF(8, rect.center().y() - side / 2, side, side)
        icons.draw_icon(painter, place, self._icon, "accent" if chosen else "text2")
        count = paint.count_width(self._count)
        words = QRectF(8 + side + 9, 0, rect.width() - side - 17 - count - 16, rect.height())
        paint.draw_line(painter, words, self.text(), look.font("body", strong=chosen), look.colour("text"))
        paint.draw_count(painter, rect.adjusted(0, 0, -8, 0), self._count, quiet=False)

    def _follow(self) -> None:
        self.setChecked(self._action.isChecked())


class Navigation(Surface):
    """236 px: the case block, six views, a hairline, and the tag pane, which takes the rest."""

    def __init__(self, deeds: ActionTable, view_icons: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__("side", "", parent)
        self.setAccessibleName("Navigation")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.case = CaseBlock()
        self.case.clicked.connect(deeds["case.sheet"].trigger)
        column.addWidget(self.case)
        self.rows: dict[str, ViewRow] = {}
        rows = QVBoxLayout()
        rows.setContentsMargins(8, 0, 8, 0)
        rows.setSpacing(0)
        for view in VIEWS:
            row = ViewRow(deeds[f"view.{view}"], view_icons[view])
            self.rows[view] = row
            rows.addWidget(row)
        column.addLayout(rows)
        rule = QVBoxLayout()
        rule.setContentsMargins(14, 10, 14, 0)
        rule.addWidget(Hairline("line"))
        column.addLayout(rule)
        self.tags = QVBoxLayout()
        self.tags.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.tags, 1)
        self._filler = QWidget()
        self.tags.addWidget(self._filler)

    def hold_tags(self, widget: QWidget | None) -> None:
        """Takes the tag pane, or lets it go to a drawer (None)."""
        self._filler.setVisible(widget is None)
        if widget is not None:
            self.tags.addWidget(widget)
            widget.show()


class Rail(Surface):
    """48 px: the views as icons, a hairline, and the button of the tag drawer."""

    tags_asked = Signal()

    def __init__(self, deeds: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__("side", "right", parent)
        self.setAccessibleName("Navigation")
        self.setFixedWidth(theme.look().px(48))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(4)
        for view in VIEWS:
            button = IconButton(action=deeds[f"view.{view}"], shape="rail", size=18)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addWidget(Hairline("line"))
        column.addSpacing(6)
        tags = IconButton("tags", "Tags  Ctrl+G", shape="rail", size=18)
        tags.clicked.connect(self.tags_asked)
        column.addWidget(tags, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        theme.look().changed.connect(self._keep_width)

    def _keep_width(self) -> None:
        self.setFixedWidth(theme.look().px(48))
