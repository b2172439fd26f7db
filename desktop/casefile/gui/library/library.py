"""The library of one window: list, reader and inspector, made once and following one another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casefile.domain.identifiers import Kind, Ref
from casefile.gui import clipboard, theme
from casefile.gui.inspector.library_inspector import LibraryInspector
from casefile.gui.library.deeds import LibraryDeeds
from casefile.gui.library.item_reader import ItemReader
from casefile.gui.library.list_pane import ListPane
from casefile.gui.main_window import MainWindow
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.reader.reader_pane import ReaderPane
from casefile.gui.session import Session
from casefile.gui.widgets import EmptyState, NextKey
from casefile.search.hits import find_hits
from casefile.search.parse import parse

VIEW = "library"
FORM_WIDTH = 340


class Library(QObject):
    """Made by whichever of its panes is built first; the others find it by `library_of`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        session = window.case
        assert isinstance(session, Session)
        self.window, self.session = window, session
        self.marks = TagMarks(session, self)
        self.list = ListPane(session, self.marks)
        pane = ReaderPane(_find, own_keys=False)
        self.reader = ItemReader(session, pane, self)
        self.inspector = LibraryInspector(session, self.marks)
        self.deeds = LibraryDeeds(window, session, self.list, self.marks)
        self.deeds.reader = self.reader
        self.centre = _Centre(pane)
        self._alone: _Alone | None = None
        self._width_before = 0
        window.deeds.work_in(self.list, "list")
        window.deeds.work_in(pane, "reader")
        self._connect()

    def _connect(self) -> None:
        window, session = self.window, self.session
        self.deeds.tags_in_sight = self.inspector.isVisible
        self.deeds.tags_asked.connect(self.inspector.go_to_tags)
        self.deeds.provenance_asked.connect(self._ask_way)
        self.deeds.check_asked.connect(self._check_original)
        self.reader.tag_wanted.connect(self.deeds.ask_tag_for)
        self.reader.said.connect(lambda words: window.status.say_deed(words, "info", undoable=False))
        self.reader.pane.menu_wanted.connect(self._reader_menu)
        self.reader.pane.asked.connect(self._from_reader)
        self.inspector.copied.connect(self._copy)
        self.inspector.read_as_wanted.connect(session.read_as_wanted)
        self.inspector.citation_wanted.connect(self.deeds.copy_passage)
        self.inspector.selection_cleared.connect(self.list.view.clearSelection)
        self.inspector.form_opened.connect(self._form_opened)
        self.list.emptiness_changed.connect(self._emptied)
        self.centre.empty.asked.connect(lambda id_: window.deeds[id_].trigger())
        session.go_wanted.connect(self._go)
        session.closing.connect(self.reader.stop)
        window.deeds["view.inspector"].toggled.connect(self.reader.pane.set_inspector_shown)
        self.reader.pane.set_inspector_shown(window.deeds["view.inspector"].isChecked())
        window.view_changed.connect(lambda _view: self._keep_inspector_head())
        self._keep_inspector_head()

    # -- following -------------------------------------------------------------------------------

    def _go(self, view: str, ref: Ref | None) -> None:
        if view != VIEW or ref is None:
            return
        if ref.kind is Kind.ITEM:
            if self.list.kind is not Kind.ITEM:
                self.list.show_kind(Kind.ITEM)
            self.session.select(Kind.ITEM, (ref.n,), ref.n)
            self.reader.show_item(ref.n)
        elif ref.kind is Kind.PASSAGE:
            self.session.select(Kind.PASSAGE, (ref.n,), ref.n)

    def _ask_way(self) -> None:
        if self._show_inspector():
            self.inspector.show_tab("Details")
            self.inspector.details.ask_way()

    def _check_original(self) -> None:
        if self._show_inspector():
            self.inspector.show_tab("Details")
            self.inspector.details.original.open_up()
            self.inspector.details.original.check()

    def _show_inspector(self) -> bool:
        if not self.inspector.isVisible():
            self.window.deeds["view.inspector"].trigger()
        return bool(self.session.selection.numbers)

    def _copy(self, words: str) -> None:
        clipboard.copy(words)
        self.window.status.say_deed("Copied.", "copy", undoable=False)

    def _reader_menu(self, place: QPoint, _stretch: object) -> None:
        if self.session.selection.numbers:
            self.deeds.show_menu(place)

    def _from_reader(self, id_: str) -> None:
        if id_ == "view.inspector":
            self.window.deeds[id_].trigger()

    def _form_opened(self, opened: bool) -> None:
        """The form has 340; where the inspector is a drawer or closed, it slides open."""
        if opened and not self.inspector.isVisible():
            self.window.deeds["view.inspector"].trigger()
        splitter = self.window.folding.outer
        place = splitter.indexOf(self.window.inspector)
        if opened and place >= 0:
            sizes = splitter.sizes()
            more = theme.look().px(FORM_WIDTH) - sizes[place]
            if more > 0:
                self._width_before = sizes[place]
                sizes[place] += more
                sizes[place - 1] -= more
                splitter.setSizes(sizes)
        if not opened:
            self._narrow_again()
            self.reader.pane.current_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow_again(self) -> None:
        """The inspector takes the width it had before the form."""
        before, self._width_before = self._width_before, 0
        splitter = self.window.folding.outer
        place = splitter.indexOf(self.window.inspector)
        if before and place >= 0:
            sizes = splitter.sizes()
            sizes[place - 1] += sizes[place] - before
            sizes[place] = before
            splitter.setSizes(sizes)

    def _keep_inspector_head(self) -> None:
        """Our inspector has tabs of its own, so that a host with one pane shows none above them."""
        head = self.window.inspector.tabs.parentWidget()
        if head is not None and self.window.view == VIEW:
            head.hide()

    def _emptied(self, empty: bool) -> None:
        """A case without items is one large place to drop the first file (picture 16)."""
        at_rest = self._keyboard_rests()
        self.centre.show_empty(empty)
        if self._alone is not None:
            self.window.removeEventFilter(self._alone)
            self._alone.deleteLater()
        self._alone = _Alone(self.window) if empty else None
        if not empty:
            self.window.inspector.show()  # in its drawer too, which shows no hidden child
            self.window.folding.settle()
        if at_rest:
            QTimer.singleShot(0, self, self._go_in)

    def _keyboard_rests(self) -> bool:
        """Whether nobody would miss the keyboard where it is: nowhere, hidden, or before an empty case."""
        now, search = self.window.focusWidget(), self.window.search
        if now is None or not now.isVisible():
            return True
        if self.centre.shows_empty and self.centre.isAncestorOf(now):
            return True
        return self.window.list.isAncestorOf(now) or (now is search.edit and not search.words)

    def _go_in(self) -> None:
        """To the first row, or to what an empty case offers first."""
        if self.window.view == VIEW:
            (self.centre.empty if self.centre.shows_empty else self.list).setFocus(
                Qt.FocusReason.OtherFocusReason
            )


class _Alone(QObject):
    """Keeps list and inspector away while the case is empty, whatever size the window takes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        QTimer.singleShot(0, self, self._hide)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            QTimer.singleShot(0, self, self._hide)
        return False

    def _hide(self) -> None:
        if self._window.view == VIEW:
            self._window.list.hide()
            self._window.inspector.hide()
            self._window.centre.show()


class _Centre(QStackedWidget):
    """The reader, or the first run's invitation."""

    def __init__(self, pane: ReaderPane) -> None:
        super().__init__()
        self._pane = pane
        self.empty = EmptyState(
            "file-down",
            "Drop your first file anywhere",
            "Articles, PDFs, e-mails, office files and images. They are copied and encrypted here.",
            (("item.import", "Import files…", "file-plus"), ("item.paste", "Paste text", "clipboard-paste")),
            (
                NextKey("text-quote", "Then mark the words that matter", _SELECT, "E"),
                NextKey("tag", "Tag them", "Passages, items, claims and contacts share one set of tags", "T"),
                NextKey("link-2", "Link them to a claim", "Supports, contradicts or context", "L"),
            ),
            ("wifi-off", "Casefile makes no network connection. Nothing you import is opened or run."),
            framed=True,
            large=True,
        )
        self._framed = QWidget()
        column = QVBoxLayout(self._framed)
        column.setContentsMargins(26, 26, 26, 26)
        column.addWidget(self.empty)
        self.addWidget(pane)
        self.addWidget(self._framed)
        self.setFocusProxy(pane)

    @property
    def shows_empty(self) -> bool:
        return self.currentWidget() is self._framed

    def show_empty(self, empty: bool) -> None:
        self.setCurrentWidget(self._framed if empty else self._pane)


_SELECT = "Select text in the reader and press one key"


def _find(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words of a find bar stand in a stretch of text."""
    tree = parse(words).tree
    return [] if tree is None else [(hit.start, hit.end) for hit in find_hits(tree, text)]


def library_of(window: MainWindow) -> Library:
    """The library of a window, made when it is first asked for."""
    found = window.findChild(Library)
    return found if isinstance(found, Library) else Library(window)
