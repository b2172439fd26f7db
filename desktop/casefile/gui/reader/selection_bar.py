"""The bar below selected words: what can be made of them, each with its key. It never takes the keyboard."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget
from shiboken6 import isValid

from casefile.gui import icons, paint, theme
from casefile.gui.actions import BY_ID
from casefile.gui.reader.reading import Reading
from casefile.gui.speaking import set_tip
from casefile.gui.widgets import Hairline, PopupFrame

_PARTS: tuple[tuple[str, str, bool], ...] = (
    ("passage.new", "text-quote", True),
    ("link.supports", "supports", True),
    ("link.contradicts", "contradicts", True),
    ("link.context", "context", True),
    ("tag.add", "tag", True),
    ("passage.copy", "copy", False),
)
"""Action, sign, and whether its key is printed."""
_HEIGHT, _SIDE, _GAP = 32, 10, 8


class _Part(QAbstractButton):
    """One deed: a sign, its word and its key."""

    def __init__(self, action: str, sign: str, keyed: bool, parent: QWidget) -> None:
        super().__init__(parent)
        entry = BY_ID[action]
        self._sign = sign
        self._words = entry.text.rstrip("…")
        self._key = entry.keys[0] if keyed else ""
        self.brief = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        key = entry.keys[0] if entry.keys else ""
        self.setAccessibleName(f"{self._words}, {key}" if key else self._words)
        set_tip(self, f"{self._words}  {key}")

    def sizeHint(self) -> QSize:
        look = theme.look()
        width = 2 * look.px(_SIDE) + look.px(14)
        if not self.brief:
            width += look.px(7) + round(paint.text_width(self._words, look.font("small")) + 1)
        if self._key:
            width += look.px(_GAP) + round(paint.key_cap_size(self._key).width())
        return QSize(width, look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), look.colour("pressed" if self.isDown() else "hover"))
        side = look.px(14)
        middle = self.height() / 2
        place = QRectF(look.px(_SIDE), middle - side / 2, side, side)
        if self._sign in ("supports", "contradicts", "context"):
            paint.draw_relation(painter, place, self._sign)  # type: ignore[arg-type]
        else:
            icons.draw_icon(painter, place, self._sign, "text")
        x = place.right() + look.px(7)
        if not self.brief:
            width = paint.text_width(self._words, look.font("small"))
            room = QRectF(x, 0, width + 1, self.height())
            paint.draw_line(painter, room, self._words, look.font("small"), look.colour("text"))
        if self._key:
            cap = paint.key_cap_size(self._key)
            right = self.width() - look.px(_SIDE) - cap.width()
            paint.draw_key_cap(
                painter, QRectF(right, middle - cap.height() / 2, cap.width(), cap.height()), self._key
            )


class SelectionBar(PopupFrame):
    """`asked` carries the action's id. In a narrow window the words give way to signs and keys."""

    asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Selected words")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.column.addLayout(row)
        self._parts: list[_Part] = []
        for number, (action, sign, keyed) in enumerate(_PARTS):
            if number:
                row.addWidget(Hairline("soft", upright=True))
            part = _Part(action, sign, keyed, self)
            part.clicked.connect(lambda _checked=False, action=action: self.asked.emit(action))
            row.addWidget(part)
            self._parts.append(part)

    def show_for(self, words: QRect, within: QRect) -> None:
        """Shows the bar for selected ``words`` inside ``within`` (both in the window): below the last
        line, above the first one where there is no room below.
        """
        look = theme.look()
        inside = self.window().rect().adjusted(8, 8, -8, -8)
        size = self._size(brief=False)
        if size.width() > inside.width():
            size = self._size(brief=True)
        gap = look.px(6)
        y = words.bottom() + gap
        if y + size.height() > within.bottom():
            y = words.top() - gap - size.height()
        y = min(max(y, within.top() + gap), within.bottom() - gap - size.height())
        x = min(max(words.left(), inside.left()), inside.right() - size.width())
        self.open_at(QRect(QPoint(x, y), size))

    def _size(self, *, brief: bool) -> QSize:
        """The bar's size with or without its words, worked out here: a hidden layout does not follow."""
        width = len(self._parts) - 1 + 2
        for part in self._parts:
            part.brief = brief
            part.setFixedSize(part.sizeHint())
            width += part.width()
        return QSize(width, self._parts[0].height() + 2)


class WordsView(Protocol):
    """A view with selected words in it."""

    def selection_rect(self) -> QRect: ...
    def viewport(self) -> QWidget: ...
    def isVisible(self) -> bool: ...


class BarOwner(Protocol):
    """The pane whose words the bar belongs to."""

    @property
    def reading(self) -> Reading: ...
    @property
    def current_view(self) -> WordsView: ...
    def window(self) -> QWidget: ...


class BarBelowWords(QObject):
    """Shows the bar of a pane below its selected words, follows them, and hides it in time."""

    asked = Signal(str)

    def __init__(self, pane: BarOwner) -> None:
        super().__init__()
        self._pane = pane
        self.bar: SelectionBar | None = None

    def show(self) -> None:
        """The words are selected and the hands at rest."""
        view = self._pane.current_view
        words = view.selection_rect()
        if words.isEmpty() or not view.isVisible() or not words.intersects(view.viewport().rect()):
            self.hide()
            return
        window = self._pane.window()
        if self.bar is None or not isValid(self.bar) or self.bar.parentWidget() is not window:
            self.bar = SelectionBar(window)
            self.bar.asked.connect(self.asked)
        corner = view.viewport().mapTo(window, QPoint(0, 0))
        self.bar.show_for(words.translated(corner), QRect(corner, view.viewport().size()))

    def follow(self) -> None:
        """The words moved: the bar goes with them."""
        if self.bar is not None and isValid(self.bar) and self.bar.isVisible():
            self.show()

    def selection_changed(self) -> None:
        start, end = self._pane.reading.selection
        if start == end:
            self.hide()

    def hide(self) -> None:
        if self.bar is not None and isValid(self.bar):
            self.bar.hide()
