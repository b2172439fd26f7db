"""What the library's keys and menus do to what is selected there. Every deed is one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QListView, QWidget

from casefile.casework.citing import citation_of_passage
from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.rating import RateItems
from casefile.casework.commands.saving_passages import ClearMarkedTags, TagWords
from casefile.casework.commands.tagging import AddTags, ToggleMarkedTag
from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.inspecting import next_unread
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.step_labels import counted
from casefile.gui import clipboard
from casefile.gui.library.item_reader import ItemReader
from casefile.gui.library.list_pane import ListPane
from casefile.gui.library.menus import kind_of_menu, marking_menu
from casefile.gui.library.peek import PeekPopup
from casefile.gui.library.popups import RatingPopup, TagPopup, TitlePopup
from casefile.gui.main_window import MainWindow
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.reader.marks import Stretch
from casefile.gui.reader.reader_keys import READER_ACTIONS
from casefile.gui.session import LinkWanted, Selection, Session

NOT_FOR = "Select an item or a passage first."


class LibraryDeeds(QObject):
    """Hears every action of the window's table and does those of the library while it is shown."""

    tags_asked = Signal()
    """T with a tag field in sight: the inspector takes the keyboard."""
    provenance_asked = Signal()
    check_asked = Signal()

    def __init__(self, window: MainWindow, session: Session, list_pane: ListPane, marks: TagMarks) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._list = list_pane
        self._marks = marks
        self.reader: ItemReader | None = None
        self.tags_in_sight: Callable[[], bool] = lambda: False
        over = self._over = window.centralWidget() or window
        self.title, self.rating = TitlePopup(over), RatingPopup(over)
        self.tag, self.peek = TagPopup(over, session), PeekPopup(over, session)
        self._stretch: Stretch | None = None
        self._about = Selection()
        self.title.said.connect(lambda words: self._edit(self._about.numbers, "title", words))
        self.rating.rated.connect(self._rate)
        self.tag.tags_wanted.connect(self._tag)
        window.deeds.asked.connect(self._asked)
        list_pane.asked.connect(lambda id_: window.deeds[id_].trigger())
        list_pane.opened.connect(self._open)
        list_pane.menu_wanted.connect(lambda place: self.show_menu(place))
        list_pane.link_pressed.connect(self._row_link)
        session.selection_changed.connect(self._selection_changed)

    @property
    def selection(self) -> Selection:
        """What the deeds act on: items or passages, or nothing."""
        selection = self._session.selection
        return selection if selection.kind in (Kind.ITEM, Kind.PASSAGE) else Selection()

    def do(self, id_: str) -> None:
        """Does one of the library's deeds, by its id in the table of actions or in `menus`."""
        deeds: dict[str, Callable[[], object]] = {
            "edit.select_all": self._list.select_all,
            "go.list": self._window.deeds["go.search"].trigger,
            "item.open": lambda: self._open(self.selection.kind, self._current()),
            "item.peek": self._peek,
            "item.next_unread": self._next_unread,
            "item.rename": self._ask_title,
            "item.rate": self._ask_rating,
            "item.mark": self._ask_marking,
            "item.provenance": self.provenance_asked.emit,
            "item.check": self.check_asked.emit,
            "item.trash": self._trash,
            "tag.add": self._ask_tag,
            "tag.clear": lambda: self._on_selection(ClearMarkedTags),
            "link.new": self._link,
            "passage.copy": self._copy,
            "passage.claim": self._claim,
        }
        if id_.startswith("tag.toggle"):
            self._toggle(int(id_.removeprefix("tag.toggle")))
        elif id_.startswith("marking."):
            self._edit(self._items(), "marking", id_.removeprefix("marking."))
        elif id_.startswith("show."):
            self._session.go(id_.removeprefix("show."), self._current_ref())
        elif id_ in deeds:
            deeds[id_]()

    def show_menu(self, place: QPoint) -> None:
        """The context menu of what is selected."""
        kind, several = self.selection.kind, self.selection.several
        if self.selection.numbers:
            menu = kind_of_menu(kind)(self._list, self._window.deeds, self._marks, self.do, several=several)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    def ask_tag_for(self, stretch: Stretch) -> None:
        """Which tag shall go on these words of the reader?"""
        self._stretch, self._about = stretch, Selection()
        anchor = self._words_anchor()
        self.tag.ask(anchor, "Tag this passage" if stretch.passage else "Tag these words")

    # -- hearing ---------------------------------------------------------------------------------

    def _asked(self, id_: str) -> None:
        if self._window.view != "library" or self._is_of_another_kind(id_):
            return
        if self._in_reader() and self.reader is not None and id_ in READER_ACTIONS:
            self.reader.pane.do(id_)
            return
        self.do(id_)

    def _is_of_another_kind(self, id_: str) -> bool:
        """Claims and contacts among search results are tagged by `tags.tagging_keys`."""
        return id_.startswith("tag.") and bool(self._session.selection.numbers) and not self.selection.numbers

    def _in_reader(self) -> bool:
        focus = self._window.focusWidget()
        pane = self.reader.pane if self.reader is not None else None
        return pane is not None and focus is not None and (pane is focus or pane.isAncestorOf(focus))

    def _selection_changed(self, selection: Selection) -> None:
        number = selection.numbers[0] if len(selection.numbers) == 1 else None
        if self.peek.isVisible() and selection.kind is Kind.ITEM and number is not None:
            self.peek.look_at(number, self._list.view)

    # -- deeds -----------------------------------------------------------------------------------

    def _current(self) -> int | None:
        selection = self.selection
        if selection.current in selection.numbers:
            return selection.current
        return selection.numbers[0] if selection.numbers else None

    def _current_ref(self) -> Ref | None:
        current = self._current()
        return None if current is None else Ref(self.selection.kind, current)

    def _some(self) -> bool:
        if not self.selection.numbers:
            self._window.status.say_deed(NOT_FOR, "info", undoable=False)
            return False
        return True

    def _on_selection(self, command: Callable[[Kind, tuple[int, ...]], object]) -> None:
        if self._some():
            self._session.do(command(self.selection.kind, self.selection.numbers))  # type: ignore[arg-type]

    def _items(self) -> tuple[int, ...]:
        """The items selected, or the one a single selected passage stands in."""
        selection = self.selection
        if selection.kind is Kind.ITEM:
            return selection.numbers
        rows = self._session.case.look.passages.rows(selection.numbers) if not selection.several else []
        if not rows:
            self._window.status.say_deed("Select items for that.", "info", undoable=False)
        return tuple(row.item for row in rows)

    def _open(self, kind: Kind, number: int | None) -> None:
        if number is None or self.reader is None:
            return
        if kind is Kind.PASSAGE:
            passage = self._session.case.look.passages.get(number)
            if passage is not None:
                self.reader.show_place(passage.item, passage.start, passage.end)
        else:
            self.reader.show_item(number)
        self.peek.close_up()
        self._window.enter_centre()

    def _peek(self) -> None:
        if self.peek.isVisible():
            self.peek.close_up()
            return
        items = self._items() if self._some() else ()
        if items:
            current = self._current()
            here = current if self.selection.kind is Kind.ITEM and current is not None else items[0]
            self.peek.look_at(here, self._list.view)

    def _next_unread(self) -> None:
        if self._list.kind is not Kind.ITEM:
            self._list.show_kind(Kind.ITEM)
        numbers, after = self._list.view.rows.numbers, self._list.view.current_number()
        self._session.case.ask(
            lambda store: next_unread(store, numbers, after), self._go_unread, instead_of="next unread"
        )

    def _go_unread(self, number: int | None) -> None:
        if number is None:
            self._window.status.say_deed("Everything listed is read.", "check", undoable=False)
        else:
            self._list.choose((number,), number)

    def _ask_title(self) -> None:
        items = self._items() if self._some() else ()
        if len(items) == 1:
            self._about = Selection(Kind.ITEM, items, items[0])
            rows = self._session.case.look.items.rows(items)
            self.title.ask(self._row_anchor(), (rows[0].title if rows else "") or "")

    def _ask_rating(self) -> None:
        items = self._items() if self._some() else ()
        rows = self._session.case.look.items.rows(items[:1])
        if rows:
            self._about = Selection(Kind.ITEM, items, items[0])
            self.rating.ask(self._row_anchor(), rows[0].reliability, rows[0].credibility)

    def _rate(self, reliability: str, credibility: str) -> None:
        self._session.do(RateItems(self._about.numbers, reliability, credibility))

    def _ask_marking(self) -> None:
        if self._some():
            menu = marking_menu(self._list, self.do)
            menu.aboutToHide.connect(menu.deleteLater)
            anchor = self._row_anchor()
            menu.popup(self._over.mapToGlobal(anchor.bottomLeft()))

    def _edit(self, items: tuple[int, ...], name: str, value: str) -> None:
        if items:
            self._session.do(EditItems(items, name, value))

    def _trash(self) -> None:
        self._on_selection(MoveToTrash)

    def _toggle(self, mark: int) -> None:
        self._on_selection(lambda kind, numbers: ToggleMarkedTag(kind, numbers, mark))

    def _ask_tag(self) -> None:
        if not self._some():
            return
        if self.tags_in_sight():
            self.tags_asked.emit()
            return
        self._stretch, self._about = None, self.selection
        things = counted(self.selection.kind, len(self.selection.numbers))
        self.tag.ask(self._row_anchor(), f"Tag {things}")

    def _tag(self, paths: tuple[str, ...]) -> None:
        stretch, reader = self._stretch, self.reader
        if stretch is not None and reader is not None:
            words = reader.words(stretch)
            if stretch.passage is not None:
                self._session.do(AddTags(Kind.PASSAGE, (stretch.passage,), paths))
            elif words is not None:
                self._session.do(TagWords(words, paths))
        elif self._about.numbers:
            self._session.do(AddTags(self._about.kind, self._about.numbers, paths))

    def _link(self) -> None:
        if not self._some():
            return
        if self.selection.kind is Kind.PASSAGE:
            wanted = LinkWanted(passage=self._current(), claim=self._session.working_claim)
            self._session.link_form_wanted.emit(wanted)
        else:
            words = "Select words in the reader first: what is linked is a passage."
            self._window.status.say_deed(words, "info", undoable=False)

    def _copy(self) -> None:
        number = self._current()
        if self.selection.kind is Kind.PASSAGE and number is not None:
            self.copy_passage(number)

    def copy_passage(self, number: int) -> None:
        """A passage with its citation, on the clipboard."""
        self._session.case.ask(lambda store: citation_of_passage(store, number), self._copied)

    def _copied(self, words: str) -> None:
        clipboard.copy(words)
        self._window.status.say_deed("Copied with its citation.", "copy", undoable=False)

    def _claim(self) -> None:
        number = self._current()
        passage = self._session.case.look.passages.get(number) if number is not None else None
        if self.selection.kind is Kind.PASSAGE and passage is not None:
            self._session.do(NewClaim(passage.exact, said_in=(passage.n,)))

    def _row_link(self, number: int, deed: str) -> None:
        if deed == "item.retry" and self.reader is not None:
            self.reader.read_again(number)

    # -- places ----------------------------------------------------------------------------------

    def _row_anchor(self) -> QRect:
        """The current row's rectangle in the window, or the list's top."""
        view = self._window.focusWidget()
        if not isinstance(view, QListView):
            view = self._list.view
        index = view.currentIndex()
        rect = view.visualRect(index) if index.isValid() else QRect(0, 0, view.width(), 1)
        return _in_window(view.viewport(), rect.intersected(view.viewport().rect()), self._over)

    def _words_anchor(self) -> QRect:
        """Where the selected words end in the reader."""
        if self.reader is None:
            return self._row_anchor()
        view = self.reader.pane.current_view
        rect = view.selection_rect()
        if rect.isEmpty():
            rect = QRect(view.viewport().rect().center(), view.viewport().rect().center())
        return _in_window(view.viewport(), rect, self._over)


def _in_window(widget: QWidget, rect: QRect, over: QWidget) -> QRect:
    return QRect(widget.mapTo(over, rect.topLeft()), rect.size())
