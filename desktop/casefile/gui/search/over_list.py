"""The library's list with the search results over it: whichever answers the sentence is shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget, QWidget

from casefile.casework.searching import has_words
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.library.library import Library
from casefile.gui.main_window import MainWindow
from casefile.gui.models.numbers_model import NumberRole
from casefile.gui.search.reader_hits import ReaderHits
from casefile.gui.search.results_pane import ResultsPane
from casefile.gui.session import Session
from casefile.gui.tags.tags_on_rows import TagsOnRows

_VIEWS = {Kind.CLAIM: "evidence", Kind.CONTACT: "contacts"}


class ListOrResults(QStackedWidget):
    """Two pages in the list's place. A sentence with words shows results; without, the list."""

    def __init__(self, window: MainWindow, library: Library) -> None:
        super().__init__()
        self._window, self._library = window, library
        self._session: Session = library.session
        self.list = library.list
        self.results = ResultsPane(self._session, library.marks.mark)
        self.hits = ReaderHits(window, self._session, library.reader)
        self._as_list = ""
        self.addWidget(self.list)
        self.addWidget(self.results)
        for kind, view in self.list.views.items():
            TagsOnRows(view, self._session, partial(_numbered, kind))
        TagsOnRows(self.results.view, self._session, self._result_at)
        window.deeds.work_in(self.results.view, "list")
        window.deeds.asked.connect(self._asked)
        self.results.opened.connect(self._open)
        self.results.menu_wanted.connect(library.deeds.show_menu)
        self.results.list_wanted.connect(self._show_list)
        self.results.left_up.connect(window.search.edit.setFocus)
        library.marks.changed.connect(self.results.view.viewport().update)
        window.search.entered.connect(lambda _words: self._into_results())
        window.search.left_down.connect(self._into_results)
        self._session.sentence_changed.connect(self._follow)
        self._follow(self._session.sentence)

    def _follow(self, sentence: str) -> None:
        """The sentence changed: results where it asks for words, unless the list was asked for."""
        self._as_list = self._as_list if sentence == self._as_list else ""
        shown = has_words(sentence) and sentence != self._as_list
        had_focus = self.isAncestorOf(self._window.focusWidget() or self._window)
        self._library.list.rest(shown)
        self.results.asking.set_shown(shown)
        page = self.results if shown else self.list
        self.setCurrentWidget(page)
        self.setFocusProxy(page)
        if shown:
            self.results.asking.ask()
        if had_focus:
            page.setFocus()

    def _show_list(self) -> None:
        self._as_list = self._session.sentence
        self._follow(self._session.sentence)

    def _into_results(self) -> None:
        """↓ or Enter in the search field."""
        if self._window.view != "library":
            self._window.show_view("library")
        if self.currentWidget() is self.results:
            self.results.go_in()
        else:
            self._window.list.go_in()

    def _open(self, ref: Ref) -> None:
        row = self.results.current_row()
        if row is not None and row.place is not None and ref.kind in (Kind.ITEM, Kind.PASSAGE):
            self._session.place_wanted.emit(*row.place)
            self._window.enter_centre()
        elif ref.kind in _VIEWS:
            self._session.go(_VIEWS[ref.kind], ref)

    def _asked(self, id_: str) -> None:
        view = self.results.view
        if not view.hasFocus():
            return
        if id_ == "edit.select_all":
            view.selectAll()
        elif id_ == "item.open" and (ref := view.current_ref()) is not None:
            self._open(ref)

    def _result_at(self, index: QModelIndex) -> tuple[Kind, int] | None:
        line = self.results.results.line(index)
        return (line.kind, line.n) if isinstance(line, Ref) else None


def _numbered(kind: Kind, index: QModelIndex) -> tuple[Kind, int] | None:
    number = index.data(NumberRole)
    return None if number is None else (kind, int(number))


def with_results(window: MainWindow, library: Library) -> QWidget:
    """The list pane of the library, with results over it while the sentence holds words."""
    return ListOrResults(window, library)
