"""The strip above the reader: what is read, where in it, and how it is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from casefile.gui import theme
from casefile.gui.reader.marks import MARKS_SHOWN, MarksShown
from casefile.gui.widgets import ElidedLabel, IconButton, PaneToolbar, PlainLabel, SegmentedSwitch

_MARK_WORDS: dict[MarksShown, str] = {
    "all": "Marks: all passages",
    "linked": "Marks: linked passages",
    "none": "Marks: none",
}
_NARROW = 600  # pixels at 100 %; below it the place and the size give way


class ReaderToolbar(PaneToolbar):
    """`asked` carries an action's id; `mode_chosen` is "text" or "original"."""

    asked = Signal(str)
    mode_chosen = Signal(str)
    marks_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("Reader tools")
        self.name = ElidedLabel("", "body", "text")
        self.add_left(self.name)
        self.place = PlainLabel("", "small", "text2")
        self.place.setContentsMargins(8, 0, 8, 0)
        self.mode = SegmentedSwitch((("text", "Text"), ("original", "Original")), "Shown")
        self.mode.chosen.connect(self.mode_chosen)
        self.size_button = IconButton("a-large-small", "Text size and marks")
        self.size_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.size_button.setMenu(self._make_menu())
        self.find_button = IconButton("search", "Find in this item  Ctrl+Shift+F")
        self.find_button.clicked.connect(lambda: self.asked.emit("go.find_here"))
        self.inspector = IconButton("panel-right", "Show inspector  Ctrl+J")
        self.inspector.setCheckable(True)
        self.inspector.clicked.connect(lambda: self.asked.emit("view.inspector"))
        for widget in (self.place, self.mode, self.size_button, self.find_button, self.inspector):
            self.add_right(widget)

    def show_name(self, title: str, *, derived: bool) -> None:
        """The item's title; in italics and quotation marks where it is only its first words."""
        self.name.set_words(f"“{title}”" if derived and title else title, italic=derived)

    def show_passages(self, number: int) -> None:
        """How many passages the item has, beside its title."""
        self.set_count(f"· {number:,} passages" if number > 1 else "· 1 passage" if number else "")
        self._give_way()

    def show_place(self, words: str) -> None:
        """Where in the item: "¶7–11 of 11", "page 3 of 80"."""
        self.place.setText(words)

    def show_marks(self, shown: MarksShown) -> None:
        self._marks[shown].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """In a narrow pane the title keeps its room; place, count and size go."""
        wide = self.width() >= theme.look().px(_NARROW)
        self.place.setVisible(wide)
        self.count.setVisible(wide and bool(self.count.words))
        self.size_button.setVisible(wide)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName("Text size and marks")
        for words, action in (("Larger text\tCtrl+=", "zoom.in"), ("Smaller text\tCtrl+-", "zoom.out")):
            entry = menu.addAction(words)
            entry.triggered.connect(lambda _checked=False, action=action: self.asked.emit(action))
        fit = menu.addAction("Fit pages to the width")
        fit.triggered.connect(lambda _checked=False: self.asked.emit("reader.fit_width"))
        menu.addSeparator()
        group = QActionGroup(menu)
        self._marks: dict[MarksShown, QAction] = {}
        for shown in MARKS_SHOWN:
            entry = menu.addAction(_MARK_WORDS[shown])
            entry.setCheckable(True)
            group.addAction(entry)
            entry.triggered.connect(lambda _checked=False, shown=shown: self.marks_chosen.emit(shown))
            self._marks[shown] = entry
        self._marks["all"].setChecked(True)
        return menu
