"""The results of a search with words, in the place of the list (visual.md 8.10, picture 14)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casefile.casework.searching import Around, Narrower, ResultRow
from casefile.domain.changes import CaseChanged
from casefile.domain.found import Found
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.delegates.chip_rows import Marks
from casefile.gui.search.asking import Asking
from casefile.gui.search.group_switch import GroupSwitch
from casefile.gui.search.result_list import ResultList, count_words
from casefile.gui.search.result_words import GROUP_WORDS
from casefile.gui.search.results_view import ResultsView
from casefile.gui.search.strips import NarrowStrip, NotSearchedStrip, SlowStrip
from casefile.gui.session import Session
from casefile.gui.speaking import announce
from casefile.gui.widgets import EmptyState, IconButton, PaneToolbar, Surface
from casefile.search.editing import with_field
from casefile.search.parse import parse

PREVIEW_MS = 110
"""After the reader has followed the selection (60 ms), it is taken to the first hit."""
MOST_WORDS = 20
"""Letters of a sentence that an empty state repeats."""


class ResultsPane(Surface):
    """Groups of results, what narrows them, and how much of the case was searched."""

    opened = Signal(object)
    """A `Ref`: Enter or a double click."""
    menu_wanted = Signal(QPoint)
    list_wanted = Signal()
    """All items and passages with these words, as the list shows them."""
    left_up = Signal()

    def __init__(self, session: Session, marks: Marks, parent: QWidget | None = None) -> None:
        super().__init__("pane", "", parent)
        self._session = session
        self._instead = ""
        self.results = ResultList(self)
        self.view = ResultsView(self.results, marks)
        self.asking = Asking(session, self)
        self._preview = QTimer(self)
        self._preview.setSingleShot(True)
        self._preview.setInterval(PREVIEW_MS)
        self._preview.timeout.connect(self._show_place)
        self._build()
        self._connect()
        self.setAccessibleName("Results")
        self.setFocusProxy(self.view)

    def go_in(self) -> None:
        """The keyboard goes to the chosen or first result."""
        if self._pages.currentWidget() is self.view:
            self.view.go_first()

    def current_row(self) -> ResultRow | None:
        """The result the keyboard stands on, as far as it is read."""
        ref = self.view.current_ref()
        return None if ref is None else self.results.row(ref)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.toolbar = PaneToolbar()
        self.groups = GroupSwitch()
        self.toolbar.add_left(self.groups, 1)
        self.as_list = IconButton("library", "List all items and passages with these words")
        self.toolbar.add_right(self.as_list)
        self.narrow = NarrowStrip()
        self.slow = SlowStrip()
        self.not_searched = NotSearchedStrip()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._nothing: QWidget | None = None
        column.addWidget(self.toolbar)
        column.addWidget(self.narrow)
        column.addWidget(self.slow)
        column.addWidget(self._pages, 1)
        column.addWidget(self.not_searched)

    def _connect(self) -> None:
        self.groups.chosen.connect(lambda key: self.results.show_only(Kind(key) if key else None))
        self.as_list.clicked.connect(self.list_wanted)
        self.narrow.chosen.connect(self._narrow_to)
        self.slow.stopped.connect(self.asking.stop)
        self.not_searched.shown.connect(lambda state: self._session.set_sentence(f"is:{state}"))
        self.view.rows_wanted.connect(self.asking.ask_rows)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(self.opened)
        self.view.menu_wanted.connect(self.menu_wanted)
        self.view.left_up.connect(self.left_up)
        asking = self.asking
        asking.found.connect(self._found)
        asking.around.connect(self._show_around)
        asking.rows.connect(self._rows_came)
        asking.waiting.connect(self._wait)
        asking.slow.connect(self.slow.show)
        self._session.changed.connect(self._changed)

    # -- what is found ---------------------------------------------------------------------------

    def _found(self, found: Sequence[Found], sentence: str) -> None:
        self.results.set_found(found)
        total = sum(len(group.ns) for group in found)
        more = "+" if any(group.more for group in found) else ""
        self._show_groups(f"{total:,}{more}")
        if found:
            self._pages.setCurrentWidget(self.view)
        else:
            self.narrow.show_narrowers(())
            self._show_nothing(sentence, None)
        self.view.viewport().update()

    def _show_groups(self, total: str) -> None:
        found = self.results.found
        parts = [("", f"All {total}")]
        parts += [(group.kind.value, f"{GROUP_WORDS[group.kind]} {count_words(group)}") for group in found]
        only = self.results.only
        self.groups.show_parts(parts, "" if only is None else only.value)

    def _show_around(self, around: Around) -> None:
        self.narrow.show_narrowers(around.narrowers)
        self.not_searched.say(around.being_read, around.without_text)
        if not self.results.found:
            self._show_nothing(self._session.sentence, around)
        total = sum(len(group.ns) for group in self.results.found)
        announce(self, f"{total:,} results" if total != 1 else "1 result")

    def _show_nothing(self, sentence: str, around: Around | None) -> None:
        words = words_alone(sentence)
        shown = words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"
        said = ""
        buttons: tuple[tuple[str, str, str], ...] = (("clear", "Clear", ""),)
        if words != " ".join(sentence.split()):
            said = "The fields of the search leave things out."
            buttons = (("words", "The words alone", ""), *buttons)
        instead = around.instead if around is not None else None
        if instead is not None:
            self._instead = instead.sentence
            said = f"Did you mean {instead.words} ({instead.count:,})?"
            buttons = (("instead", f"Search for {instead.words}", ""), *buttons)
        state = EmptyState("search-x", f"Nothing found for “{shown}”.", said, buttons)
        state.asked.connect(self._from_nothing)
        before, self._nothing = self._nothing, state
        self._pages.addWidget(state)
        self._pages.setCurrentWidget(state)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()

    def _from_nothing(self, deed: str) -> None:
        sentence = {"instead": self._instead, "words": words_alone(self._session.sentence)}
        self._session.set_sentence(sentence.get(deed, ""))

    def _wait(self, waiting: bool) -> None:
        if waiting:
            self.groups.show_parts([("", "All …"), *self.groups.parts[1:]], self.groups.value)
            return
        self.slow.hide()

    def _narrow_to(self, narrower: Narrower) -> None:
        self._session.set_sentence(with_field(self._session.sentence, narrower.name, narrower.value))

    def _rows_came(self, refs: Sequence[Ref], rows: Any) -> None:
        self.results.take_rows(refs, rows)
        current = self.view.current_ref()
        if current in refs and self.view.hasFocus():
            self._preview.start()

    def _changed(self, change: CaseChanged) -> None:
        for kind, numbers in change.touched.items():
            self.results.forget(Ref(kind, n) for n in numbers)

    # -- what is chosen --------------------------------------------------------------------------

    def _chosen(self, refs: Sequence[Ref], current: Ref | None) -> None:
        if refs:
            numbers = tuple(ref.n for ref in refs)
            kind = refs[0].kind
            self._session.select(kind, numbers, current.n if current in refs and current else numbers[0])
        if len(refs) == 1:
            self._preview.start()

    def _show_place(self) -> None:
        """The reader shows the chosen result's first hit."""
        row = self.current_row()
        if row is not None and row.place is not None and len(self.view.chosen_refs()) == 1:
            self._session.place_wanted.emit(*row.place)


def words_alone(sentence: str) -> str:
    """The words, phrases and parts of a sentence without its fields."""
    parts = [part for part in parse(sentence).parts if part.kind in ("word", "phrase", "part")]
    return " ".join(sentence[part.start : part.end] for part in parts)
