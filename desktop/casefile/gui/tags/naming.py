"""Names typed in place: a tag renamed in its row, a new one below it, and the question where it is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.domain.tags import Tag, clean_path
from casefile.gui import theme
from casefile.gui.speaking import announce
from casefile.gui.tags.tag_view import TagView
from casefile.gui.widgets import Button, PlainLabel, Surface

Named = Callable[[str], bool]
"""Takes the whole path that was typed; False keeps the field open (the name is taken)."""


class InlineName(QObject):
    """The line edit over a row of the tree. Enter keeps the name, Esc lets it be."""

    def __init__(self, view: TagView) -> None:
        super().__init__(view)
        self._view = view
        self._above = ""
        self._before = ""
        self._named: Named | None = None
        self.edit = QLineEdit(view.viewport())
        self.edit.setProperty("shape", "fact")
        self.edit.installEventFilter(self)
        self.edit.hide()
        view.verticalScrollBar().valueChanged.connect(lambda _value: self.close_up())

    def rename(self, tag: Tag, named: Named) -> None:
        """Opens the field over a tag's name; a typed path with ``:`` moves the tag as well."""
        self._view.scrollTo(self._view.tags.index_of(tag.n))
        self._open(self._view.name_rect(tag.n), tag.above, tag.name, f"New name of {tag.name}", named)

    def new_below(self, level: Tag | None, near: QRect, named: Named) -> None:
        """Opens an empty field under a row, for a tag below ``level`` (None: at the top)."""
        look = theme.look()
        above = level.path if level is not None else ""
        height = near.height() or look.px(25)
        left = look.px(32)
        row = QRect(left, near.bottom() + 1, self._view.viewport().width() - left - look.px(8), height)
        if row.bottom() > self._view.viewport().height():
            row.moveBottom(self._view.viewport().height() - 2)
        name = f"New tag below {level.name}" if level is not None else "New tag"
        self.edit.setPlaceholderText(name)
        self._open(row, above, "", name, named)

    def close_up(self) -> None:
        """Lets the name be; the keyboard goes back to the tree."""
        if self.edit.isHidden():
            return
        self._named = None
        had_focus = self.edit.hasFocus()
        self.edit.hide()
        if had_focus:
            self._view.setFocus()

    def _open(self, row: QRect, above: str, words: str, name: str, named: Named) -> None:
        self._above, self._before, self._named = above, words, named
        self.edit.setAccessibleName(name)
        self.edit.setText(words)
        self.edit.selectAll()
        self.edit.setGeometry(row)
        self.edit.show()
        self.edit.raise_()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.close_up()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._keep()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                return True
        if event.type() == QEvent.Type.FocusOut and self.edit.text().strip() in ("", self._before):
            self.close_up()
        return False

    def _keep(self) -> None:
        named, typed = self._named, self.edit.text()
        if typed.strip() == self._before or not typed.strip():
            self.close_up()
            return
        try:
            path = clean_path(typed if ":" in typed or not self._above else f"{self._above}:{typed}")
        except ValueError:
            announce(self.edit, "A tag needs a name of at most 200 letters.", at_once=True)
            return
        if named is not None and named(path):
            self.close_up()


class InlineQuestion(Surface):
    """One question right where it arises, with what Yes is called and Cancel."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__("warn_soft", "warn", pane)
        self._do: Callable[[], None] | None = None
        self._back: QWidget | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.setSpacing(4)
        self.words = PlainLabel("", "small", wrap=True)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.yes = Button("Merge", "link", "small")
        self.no = Button("Cancel", "link", "small")
        self.yes.clicked.connect(self._answered)
        self.no.clicked.connect(self.close_up)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def ask(self, below: QRect, words: str, yes: str, do: Callable[[], None]) -> None:
        """Asks under a rectangle of the pane (over it where there is no room)."""
        pane = self.parentWidget()
        assert pane is not None
        self._do, self._back = do, self.window().focusWidget()
        self.words.setText(words)
        self.yes.set_words(yes)
        self.setAccessibleName(words)
        width = pane.width() - 16
        height = self._column.totalHeightForWidth(width)
        top = below.bottom() + 2
        if top + height > pane.height():
            top = max(0, below.top() - height - 2)
        self.setGeometry(8, top, width, height)
        self.show()
        self.raise_()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words, at_once=True)

    def close_up(self) -> None:
        """Lets it be."""
        self._do = None
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    def _answered(self) -> None:
        do = self._do
        self.close_up()
        if do is not None:
            do()
