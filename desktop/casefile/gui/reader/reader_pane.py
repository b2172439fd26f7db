"""The reader: toolbar, text or original, the bar for selected words, and the states between.

It is given values and says what is wanted; it knows neither the case nor the core. Signals of reading
(passages, links, tags, claims, copies) are those of `Reading`, under `ReaderPane.reading`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMoveEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casefile.domain.items import TextLayer
from casefile.gui.reader import accessible_text
from casefile.gui.reader.find_bar import FindBar
from casefile.gui.reader.finding import FindHits
from casefile.gui.reader.marks import MarkedPassage, Stretch
from casefile.gui.reader.page_pictures import PagePictures
from casefile.gui.reader.page_strip import PageStrip
from casefile.gui.reader.page_view import PageView
from casefile.gui.reader.reader_keys import actions_of
from casefile.gui.reader.reader_states import ReaderState, empty_state
from casefile.gui.reader.reader_strips import Strip, WorkingClaim
from casefile.gui.reader.reader_toolbar import ReaderToolbar
from casefile.gui.reader.reading import Reading
from casefile.gui.reader.selection_bar import BarBelowWords, SelectionBar
from casefile.gui.reader.text_view import TextView
from casefile.gui.speaking import announce

Mode = Literal["text", "original"]
SWITCHED_OFF = "Links, scripts and remote images in this file are switched off."


class ReaderPane(QWidget):
    """One item to read. `asked` is an action for the window (`view.inspector`, `item.read_again`,
    `item.type_text`, `claim.show_working`, `claim.unpin`); `menu_wanted` where a menu is wanted on the
    screen and the `Stretch` it is for, or None.
    """

    asked = Signal(str)
    menu_wanted = Signal(QPoint, object)
    hinted = Signal(str)
    reading_px_changed = Signal(int)
    mode_changed = Signal(str)

    def __init__(self, find_hits: FindHits, parent: QWidget | None = None, *, own_keys: bool = True) -> None:
        """``own_keys`` lets the pane act on the table's keys itself; a window whose `ActionTable`
        already works in the pane switches that off and calls `do`.
        """
        super().__init__(parent)
        self.setAccessibleName("Reader")
        self._own_keys = own_keys
        self._mode: Mode = "text"
        self._state: ReaderState = "nothing"
        self._pages: PagePictures | None = None
        self.reading = Reading(self)
        self.toolbar = ReaderToolbar()
        self.find_bar = FindBar(self.reading, find_hits)
        accessible_text.install()  # before: with a screen reader on, Qt asks while the view is made
        self.text_view = TextView(self.reading)
        self.page_view = PageView(self.reading)
        self.page_strip = PageStrip()
        self.switched_off = Strip("shield-check", SWITCHED_OFF, closable=True)
        self.waiting = Strip("loader-circle", "Reading text…")
        self.working_claim = WorkingClaim()
        self._bar = BarBelowWords(self)
        self._bar.asked.connect(self.do)
        accessible_text.Speaker(self.text_view)
        self._build()
        self._connect()
        self.show_nothing()

    # Values

    def show_nothing(self) -> None:
        """No item is chosen."""
        self.show_item("", state="nothing")

    def show_item(
        self,
        title: str,
        *,
        derived: bool = False,
        state: ReaderState = "reading",
        kind: str = "item",
        reason: str = "",
        switched_off: bool = False,
    ) -> None:
        """Another item, still without text and pages. ``derived`` titles are first words; ``kind`` and
        ``reason`` are for the states (`reader_states.empty_state`).
        """
        self._state = state
        self.toolbar.show_name(title, derived=derived)
        self.toolbar.setEnabled(state != "nothing")
        self.switched_off.setVisible(switched_off)
        self.toolbar.show_passages(0)
        self._replace_empty(state, kind, reason)
        self.reading.set_layer(None)
        self.set_pages(None)
        self._arrange("text")

    def set_layer(self, layer: TextLayer) -> None:
        """The item's text. Without a single letter it is shown as having none."""
        if layer.text.strip():
            self._state = "text"
            self.waiting.hide()
        else:
            self._state = "no_text"
            self._replace_empty("no_text", "item", "")
        self.reading.set_layer(layer)
        self.page_strip.set_pages(self._pages, tuple(label for _, _, label in layer.pages))
        self._arrange(self._mode if self._pages is not None else "text")

    def set_pages(self, pages: PagePictures | None) -> None:
        """The item's pages, for *Original*; None where it has none. May come before the text."""
        self._pages = pages if pages is not None and pages.page_count else None
        layer = self.reading.layer
        self.page_view.set_pages(self._pages)
        self.page_strip.set_pages(self._pages, tuple(p[2] for p in layer.pages) if layer else ())
        self.toolbar.mode.set_part(
            "original", enabled=self._pages is not None, why_not="This original has no pages to show."
        )
        if self._pages is not None and self._state in ("reading", "no_text"):
            self._arrange("original")
        elif self._pages is None and self._mode == "original":
            self._arrange("text")

    def set_passages(self, passages: Iterable[MarkedPassage]) -> None:
        """The item's passages, with their links; they may come any time after the text."""
        self.reading.set_passages(passages)
        self.toolbar.show_passages(len(self.reading.marks))

    def set_working_claim(self, words: str | None) -> None:
        """The claim pinned at the foot, as "C2 The sale was never put out to tender"."""
        self.working_claim.set_claim(words)

    def set_inspector_shown(self, shown: bool) -> None:
        self.toolbar.inspector.setChecked(shown)

    def set_refs_shown(self, shown: bool) -> None:
        """Settings › Evidence: show ids (decision 14: off until wanted)."""
        self.text_view.set_refs_shown(shown)

    def set_reading_px(self, px: int) -> None:
        """The size of the reading type at 100 %, 13 to 26."""
        self.text_view.set_reading_px(px)

    def passage_made(self, n: int) -> None:
        """After a passage came of the selected words: it is chosen, and nothing is selected any more."""
        self.reading.select(self.reading.caret, self.reading.caret)
        self.reading.choose(n)

    def jump_to(self, start: int, end: int) -> None:
        """Shows a place, in the text or on its page; a passage that stands exactly there is chosen."""
        self.text_view.jump_to(start, end)
        exact = [p for p in self.reading.marks.at(start) if (p.start, p.end) == (start, end)]
        if exact:
            self.reading.choose(exact[0].n)
        if self._mode == "original":
            self.page_view.seek(start, end)

    def set_mode(self, mode: Mode) -> None:
        """Text or Original; the place being read is kept."""
        if mode == self._mode or (mode == "original" and self._pages is None):
            self.toolbar.mode.choose(self._mode)
            return
        place = self._place_read()
        focused = self.current_view.hasFocus()
        self._arrange(mode)
        if place is not None and self._state == "text":
            if mode == "original":
                self.page_view.seek(*place)
            else:
                self.text_view.scroll_to_place(place[0], end=place[1])
        if focused:
            self.current_view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.mode_changed.emit(mode)

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def state(self) -> ReaderState:
        return self._state

    @property
    def current_view(self) -> TextView | PageView:
        """The view that has the keyboard when the reader has it."""
        return self.page_view if self._mode == "original" else self.text_view

    def stretch_at(self, screen: QPoint) -> Stretch | None:
        """What something dropped at a point of the screen would fall on: the selected words, or the
        shortest passage there; None beside both.
        """
        view = self.current_view
        point = QPointF(view.viewport().mapFromGlobal(screen))
        place = view.letter_under(point)
        if place is None:
            return None
        start, end = self.reading.selection
        if start <= place < end:
            return Stretch(start, end)
        found = self.reading.marks.at(place)
        return Stretch(found[0].start, found[0].end, found[0].n) if found else None

    def do(self, action: str) -> bool:
        """Does an action of the table, or one of the toolbar's; True when it was the reader's."""
        if action == "go.find_here":
            self.find_bar.open_up()
        elif action in ("zoom.in", "zoom.out"):
            self._zoom(1 if action == "zoom.in" else -1)
        elif action == "reader.fit_width":
            self.page_view.fit_width()
        elif self.reading.do(action):
            if action == "passage.marks":
                self.toolbar.show_marks(self.reading.dressing.shown)
                self._hint(f"Marks: {self.reading.dressing.shown}")
        else:
            return False
        self._bar.hide()
        return True

    # Inside

    def _build(self) -> None:
        self._empty = QStackedWidget()
        original = QWidget()
        row = QHBoxLayout(original)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.page_strip)
        row.addWidget(self.page_view, 1)
        self._stack = QStackedWidget()
        self._original = original
        for widget in (self._empty, self.text_view, original):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, self.switched_off, self.waiting, self.find_bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.working_claim)

    def _connect(self) -> None:
        reading = self.reading
        reading.hinted.connect(self._hint)
        reading.selection_changed.connect(self._bar.selection_changed)
        reading.passage_chosen.connect(self._say_chosen)
        self.toolbar.asked.connect(self._do_or_ask)
        self.toolbar.mode_chosen.connect(self.set_mode)
        self.toolbar.marks_chosen.connect(reading.set_marks_shown)
        self.find_bar.closed.connect(lambda: self.current_view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.page_strip.page_wanted.connect(self.page_view.go_to_page)
        self.page_view.page_changed.connect(lambda _page: self._say_place())
        self.text_view.sight_changed.connect(lambda _first, _last: self._say_place())
        self.working_claim.open_wanted.connect(lambda: self.asked.emit("claim.show_working"))
        self.working_claim.unpinned.connect(lambda: self.asked.emit("claim.unpin"))
        views: tuple[TextView | PageView, ...] = (self.text_view, self.page_view)
        for view in views:
            view.menu_wanted.connect(self.menu_wanted)
            view.zoom_wanted.connect(self._zoom)
            view.select_ended.connect(self._bar.show)
            view.verticalScrollBar().valueChanged.connect(self._bar.follow)

    def _replace_empty(self, state: ReaderState, kind: str, reason: str) -> None:
        while (old := self._empty.currentWidget()) is not None:
            self._empty.removeWidget(old)
            old.deleteLater()
        made = empty_state(state, kind=kind, reason=reason)
        made.asked.connect(self.asked)
        self._empty.addWidget(made)

    def _arrange(self, mode: Mode) -> None:
        self._mode = mode
        if mode == "original":
            self._stack.setCurrentWidget(self._original)
        else:
            self._stack.setCurrentWidget(self.text_view if self._state == "text" else self._empty)
        self.toolbar.mode.choose(mode)
        self.waiting.setVisible(self._state == "reading" and mode == "original")
        self.setFocusProxy(self.current_view)
        self._bar.hide()
        self._say_place()

    def _place_read(self) -> tuple[int, int] | None:
        """What should still be seen after Text and Original changed places."""
        start, end = self.reading.selection
        if start < end:
            return start, end
        layer = self.reading.layer
        if self._mode == "original":
            page = self.page_view.page
            return layer.pages[page][:2] if layer is not None and page < len(layer.pages) else None
        place = self.text_view.first_place()
        return place, place + 1

    def _say_place(self) -> None:
        if self._mode == "original" and self._pages is not None:
            self.toolbar.show_place(f"page {self.page_view.page + 1} of {self.page_view.page_count}")
            self.page_strip.set_current(self.page_view.page)
            return
        first, last = self.text_view.sight
        count = self.reading.pieces.paragraphs
        if not first or self._state != "text":
            self.toolbar.show_place("")
        else:
            span = f"¶{first}–{last}" if last > first else f"¶{first}"
            self.toolbar.show_place(f"{span} of {count:,}")

    def _say_chosen(self, n: int | None) -> None:
        passage = self.reading.marks.get(n)
        if passage is not None and self.current_view.hasFocus():
            announce(self.current_view, passage.sentence())

    def _do_or_ask(self, action: str) -> None:
        if not self.do(action):
            self.asked.emit(action)

    def _zoom(self, steps: int) -> None:
        if self._mode == "original":
            self.page_view.zoom_by(steps)
            return
        before = self.text_view.reading_px
        self.text_view.set_reading_px(before + steps)
        if self.text_view.reading_px != before:
            self.reading_px_changed.emit(self.text_view.reading_px)

    def _hint(self, words: str) -> None:
        announce(self.current_view, words)
        self.hinted.emit(words)

    @property
    def selection_bar(self) -> SelectionBar | None:
        """The bar, once words were selected."""
        return self._bar.bar

    def hideEvent(self, event: object) -> None:
        self._bar.hide()

    def moveEvent(self, event: QMoveEvent) -> None:
        self._bar.follow()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._bar.hide()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F3:
            if not self.find_bar.isVisible():
                self.find_bar.open_up()
            self.find_bar.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return
        if self._own_keys and any(self.do(action) for action in actions_of(event)):
            return
        super().keyPressEvent(event)
