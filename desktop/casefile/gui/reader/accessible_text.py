"""The reader for those who listen: its text, caret and selection as assistive technology reads them.

Given to Qt by a factory (decision 23). Offsets are UTF-16 units of the whole text, as Qt wants them.

Two things PySide 6.11 leaves out, found by trying: ``interface_cast`` must answer with an object or
a `VoidPtr` (any other value, None too, ends the program), and ``selection()`` cannot be overridden,
so that a screen reader asking for a selection's ends would be given whatever lay in memory. Until it
can, no selection is reported; what becomes selected is said aloud instead.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, isValid

from casefile.gui.reader.places import CodePlaces
from casefile.gui.reader.text_view import TextView
from casefile.gui.speaking import announce

TELLS_SELECTIONS = hasattr(QAccessibleTextInterface, "selection")
_LONGEST_SAID = 300


class ReaderText(QAccessibleTextInterface):
    """The text of a `TextView`. Every offset is held inside the text, whatever is asked."""

    def __init__(self, view: TextView) -> None:
        super().__init__()
        self._view = view
        self._places = CodePlaces("")
        self._of = ""

    @property
    def _converter(self) -> CodePlaces:
        text = self._view.reading.text
        if text is not self._of:
            self._of, self._places = text, CodePlaces(text)
        return self._places

    def characterCount(self) -> int:
        return self._converter.unit_length

    def text(self, startOffset: int, endOffset: int) -> str:
        places = self._converter
        return self._view.reading.text[places.to_points(startOffset) : places.to_points(endOffset)]

    def cursorPosition(self) -> int:
        return self._converter.to_units(self._view.reading.caret)

    def setCursorPosition(self, position: int) -> None:
        self._view.put_caret(self._converter.to_points(position))

    def selectionCount(self) -> int:
        start, end = self._view.reading.selection
        return int(TELLS_SELECTIONS and start < end)

    def selection(self, selectionIndex: int) -> tuple[int, int]:
        """Start and end of the selected words; called once PySide can pass it on."""
        start, end = self._view.reading.selection
        return self._converter.to_units(start), self._converter.to_units(end)

    def addSelection(self, startOffset: int, endOffset: int) -> None:
        places = self._converter
        self._view.select(places.to_points(startOffset), places.to_points(endOffset))

    def setSelection(self, selectionIndex: int, startOffset: int, endOffset: int) -> None:
        self.addSelection(startOffset, endOffset)

    def removeSelection(self, selectionIndex: int) -> None:
        self._view.put_caret(self._view.reading.caret)

    def offsetAtPoint(self, point: QPoint) -> int:
        inside = self._view.viewport().mapFromGlobal(point)
        return self._converter.to_units(self._view.place_under(QPointF(inside)))

    def characterRect(self, offset: int) -> QRect:
        view, at = self._view, self._converter.to_points(offset)
        found = view.flow.rectangles(at, at + 1)
        inside = view.in_viewport(found[0] if found else view.flow.caret(at)).toRect()
        return QRect(view.viewport().mapToGlobal(inside.topLeft()), inside.size())

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        places = self._converter
        self._view.scroll_to_place(places.to_points(startIndex), end=places.to_points(endIndex))


class ReaderAccess(QAccessibleWidget):
    """A `TextView` as assistive technology meets it: a text that can be read and selected, not written."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view, QAccessible.Role.EditableText)
        self._text = ReaderText(view)

    def interface_cast(self, t: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        if t == QAccessible.InterfaceType.TextInterface:
            return self._text
        return Shiboken.VoidPtr(super().interface_cast(t) or 0)

    def state(self) -> QAccessible.State:
        state = super().state()
        for trait in ("readOnly", "multiLine", "selectableText"):
            setattr(state, trait, True)
        return state


class Speaker(QObject):
    """Says what the caret does: to screen readers as events, for selections as words."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self._view = view
        self._before = (0, 0)
        view.reading.selection_changed.connect(self._moved)
        view.reading.text_changed.connect(self._loaded)

    def _moved(self) -> None:
        before, self._before = self._before, self._view.reading.selection
        if not QAccessible.isActive() or not self._view.hasFocus():
            return
        unit = CodePlaces(self._view.reading.text).to_units(self._view.reading.caret)
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self._view, unit))
        if not TELLS_SELECTIONS and (words := self.selection_words(before, self._before)):
            announce(self._view, words)

    def selection_words(self, before: tuple[int, int], after: tuple[int, int]) -> str:
        """What to say when the selection goes from one stretch to another: what came in or went out."""
        text = self._view.reading.text
        if after[0] >= after[1]:
            return "nothing selected" if before[0] < before[1] else ""
        if before[0] < before[1] and before[0] == after[0]:
            low, high = sorted((before[1], after[1]))
            deed = "selected" if after[1] > before[1] else "not selected"
        elif before[0] < before[1] and before[1] == after[1]:
            low, high = sorted((before[0], after[0]))
            deed = "selected" if after[0] < before[0] else "not selected"
        else:
            (low, high), deed = after, "selected"
        if high - low > _LONGEST_SAID:
            return f"{high - low:,} characters {deed}"
        return f"{text[low:high]} {deed}" if low < high else ""

    def _loaded(self) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(
                QAccessibleEvent(self._view, QAccessible.Event.DocumentLoadComplete)
            )


_given: list[ReaderAccess] = []
_installed = False


def _factory(_name: str, of: QObject) -> QAccessibleInterface | None:
    if not isinstance(of, TextView):
        return None
    # Qt deletes the interface with its widget; until then Python must not.
    _given[:] = [access for access in _given if isValid(access)]
    access = ReaderAccess(of)
    _given.append(access)
    return access


def install() -> None:
    """Lets Qt know of the reader's text. Once a process; again does nothing."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_factory)
