"""The bar to find words in this item: every hit is marked and counted, F3 goes from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.reader.finding import MOST, FindHits, Finding
from casefile.gui.reader.reading import Reading
from casefile.gui.speaking import announce
from casefile.gui.widgets import IconButton, PlainLabel, SearchField, Surface


class FindBar(Surface):
    """Above the words while open. Esc closes it and gives the keyboard back (`closed`)."""

    closed = Signal()

    def __init__(self, reading: Reading, find_hits: FindHits, parent: QWidget | None = None) -> None:
        super().__init__("window", "bottom_soft", parent)
        self._reading = reading
        self._finding = Finding(find_hits, self)
        self._finding.found.connect(self._take)
        self._from = 0
        self._done = True
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        self.field = SearchField("Find in this item", "", width=320, height=28)
        self.field.settled.connect(self._look)
        self.field.entered.connect(lambda _words: self.go(1))
        self.field.emptied_again.connect(self.close_up)
        self.count = PlainLabel("", "small", "text2")
        self.count.setContentsMargins(8, 0, 8, 0)
        self._before = IconButton("chevron-up", "Hit before  Shift+F3")
        self._after = IconButton("chevron-down", "Next hit  F3")
        self._close = IconButton("x", "Close  Esc")
        self._before.clicked.connect(lambda: self.go(-1))
        self._after.clicked.connect(lambda: self.go(1))
        self._close.clicked.connect(self.close_up)
        row.addWidget(self.field, 100)
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self._before, self._after, self._close):
            row.addWidget(button)
        reading.text_changed.connect(self._text_changed)
        self._keep_height()
        theme.look().changed.connect(self._keep_height)
        self.hide()

    def open_up(self) -> None:
        """Shows the bar; a few selected words are looked for at once."""
        self.show()
        words = self._reading.selected_words
        if words and len(words) <= 80 and "\n" not in words:
            self.look_for(words)
        elif self.field.words:
            self._look(self.field.words)
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    def look_for(self, words: str) -> None:
        """Looks for words as if they had been typed."""
        self.field.set_words(words)
        self._look(words)

    @property
    def is_working(self) -> bool:
        """Whether some of the text is still to be searched."""
        return self._finding.is_working

    def close_up(self) -> None:
        """Hides the bar and takes the marks of the hits away."""
        if self.isVisible():
            self._finding.stop()
            self.hide()
            self._reading.set_hits(())
            self.count.setText("")
            self.closed.emit()

    def go(self, step: int) -> None:
        """To the next hit (1) or the one before (-1), round the end of the text."""
        dressing = self._reading.dressing
        if len(dressing.hits):
            current = dressing.hit
            if current is None:
                current = dressing.hits.from_place(self._reading.caret) - (step > 0)
            self._show(dressing.hits.found, (current + step) % len(dressing.hits))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        elif event.key() == Qt.Key.Key_F3:
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _text_changed(self) -> None:
        if self.isVisible() and self.field.words:
            self._look(self.field.words)
        else:
            self._finding.stop()

    def _look(self, words: str) -> None:
        self._from = self._reading.selection[0]
        self._reading.dressing.hit = None
        self._finding.look_for(self._reading.pieces, words)

    def _take(self, found: list[tuple[int, int]], done: bool) -> None:
        self._done = done
        current = self._reading.dressing.hit
        if current is None and found and (done or found[-1][0] >= self._from):
            at = next((n for n, (start, _) in enumerate(found) if start >= self._from), 0)
            self._show(found, at)
            return
        self._reading.set_hits(found, current)
        self._say()
        if done and self.field.words:
            announce(self, self.count.text())

    def _show(self, found: list[tuple[int, int]], number: int) -> None:
        self._reading.set_hits(found, number)
        self._say()
        self._reading.sought.emit(*found[number])
        if self._done:
            announce(self, self.count.text())

    def _say(self) -> None:
        hits, current = self._reading.dressing.hits, self._reading.dressing.hit
        more = "+" if len(hits) >= MOST else "" if self._done else "…"
        if not self.field.words.strip():
            self.count.setText("")
        elif not len(hits):
            self.count.setText("Not found" if self._done else "…")
        elif current is None:
            self.count.setText(f"{len(hits):,}{more}")
        else:
            self.count.setText(f"{current + 1:,} of {len(hits):,}{more}")
        for button in (self._before, self._after):
            button.setEnabled(bool(len(hits)))

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(40))
