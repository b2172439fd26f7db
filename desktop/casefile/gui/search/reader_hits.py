"""The words of the search marked in the reader, and going from hit to hit with Alt+↓."""

from __future__ import annotations

from PySide6.QtCore import QObject

from casefile.casework.searching import has_words, hits_in
from casefile.gui.library.item_reader import ItemReader
from casefile.gui.main_window import MainWindow
from casefile.gui.session import Session
from casefile.gui.speaking import announce

NO_HITS = "Search for words first, and choose a result."


class ReaderHits(QObject):
    """Follows the reader and the sentence; leaves the marks of the reader's own find bar alone."""

    def __init__(self, window: MainWindow, session: Session, reader: ItemReader) -> None:
        super().__init__(window)
        self._window, self._session, self._reader = window, session, reader
        self._found: list[tuple[int, int]] = []
        self._marked = False
        reader.pane.reading.text_changed.connect(self._ask)
        session.sentence_changed.connect(lambda _sentence: self._ask())
        window.deeds.when("go.next_hit", lambda: self.step(1))
        window.deeds.when("go.previous_hit", lambda: self.step(-1))
        window.deeds.allow("go.next_hit", False, NO_HITS)
        window.deeds.allow("go.previous_hit", False, NO_HITS)

    def step(self, by: int) -> None:
        """To the next hit of the item shown (1) or the one before (-1), round its end."""
        item, found = self._reader.item, self._found
        if item is None or not found:
            return
        current = self._reader.pane.reading.dressing.hit
        if current is None:
            caret = self._reader.pane.reading.caret
            after = next((n for n, (start, _) in enumerate(found) if start >= caret), 0)
            current = after - 1 if by > 0 else after
        number = (current + by) % len(found)
        self._session.place_wanted.emit(item, *found[number])
        self._reader.pane.reading.set_hits(found, number)
        announce(self._window, f"Hit {number + 1} of {len(found)}")

    def _ask(self) -> None:
        item, sentence = self._reader.item, self._session.sentence
        if item is None or not has_words(sentence):
            self._show([])
            return

        def answered(found: list[tuple[int, int]]) -> None:
            if item == self._reader.item and sentence == self._session.sentence:
                self._show(found)

        self._session.case.ask(
            lambda store: hits_in(store, sentence, item), answered, instead_of="reader hits"
        )

    def _show(self, found: list[tuple[int, int]]) -> None:
        self._found = found
        for id_ in ("go.next_hit", "go.previous_hit"):
            self._window.deeds.allow(id_, bool(found), NO_HITS)
        if self._reader.pane.find_bar.isVisible() or not (found or self._marked):
            return
        self._marked = bool(found)
        self._reader.pane.reading.set_hits(found)
