"""The library's right pane: follows the selection, and gives its place to the link form while it is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from casefile.casework.inspecting import (
    ItemSheet,
    PassageSheet,
    TagsOnMany,
    history_of,
    item_links,
    item_sheet,
    passage_sheet,
    tags_on_many,
)
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.gui import theme
from casefile.gui.inspector.details import Details
from casefile.gui.inspector.item_lists import ItemHistory, ItemLinks, ItemPassages
from casefile.gui.inspector.link_form import LinkForm
from casefile.gui.inspector.many import Many
from casefile.gui.inspector.passage_details import PassageDetails
from casefile.gui.library.settling import settling
from casefile.gui.library.words import counted
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.session import LinkWanted, Selection, Session
from casefile.gui.widgets import PlainLabel, Surface

TABS = ("Details", "Passages", "Links", "History")
SETTLE_MS = 30
"""A held arrow key passes over rows without asking for each."""


class LibraryInspector(Surface):
    """What is selected in the library, and what can be said of it."""

    copied = Signal(str)
    """Words for the clipboard, such as a SHA-256."""
    citation_wanted = Signal(int)
    """Copy with citation, of a passage."""
    selection_cleared = Signal()
    read_as_wanted = Signal(int, str)
    form_opened = Signal(bool)

    def __init__(self, session: Session, marks: TagMarks, parent: QWidget | None = None) -> None:
        super().__init__("inspector", "", parent)
        self.setAccessibleName("Inspector")
        self._session = session
        self._form_open = False
        self.details = Details(session, marks)
        self.passages = ItemPassages(session, marks)
        self.links = ItemLinks(session)
        self.history = ItemHistory()
        self.passage = PassageDetails(session)
        self.many = Many(session)
        self.form = LinkForm(session, marks)
        self._nothing = PlainLabel("Select something to see its details.", "body", "text3", wrap=True)
        self._nothing.setContentsMargins(14, 14, 14, 14)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.item_page = self._tabbed()
        self.pages = QStackedWidget()
        for page in (self._nothing, self.item_page, self.passage, self.many, self.form):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._settle = settling(session, self, SETTLE_MS, self._ask)
        session.selection_changed.connect(lambda _selection: self._settle.start())
        session.changed.connect(self._changed)
        session.link_form_wanted.connect(self.open_form)
        marks.changed.connect(self._settle.start)
        self.form.done.connect(self.close_form)
        self.details.copied.connect(self.copied)
        self.details.original.read_as_wanted.connect(self.read_as_wanted)
        self.passage.copy_wanted.connect(self.citation_wanted)
        self.many.cleared.connect(self.selection_cleared)
        self._ask()

    @property
    def form_is_open(self) -> bool:
        return self._form_open

    def open_form(self, wanted: LinkWanted) -> None:
        """The form takes the pane; the selection goes on behind it. Other views have their own place."""
        if self._session.view != "library":
            return
        self._form_open = True
        self.form.begin(wanted)
        self.pages.setCurrentWidget(self.form)
        self.form_opened.emit(True)

    def close_form(self) -> None:
        """The form gives its place back."""
        if self._form_open:
            self._form_open = False
            self._show_page(self._session.selection)
            self.form_opened.emit(False)
            self._settle.start()

    def show_tab(self, title: str) -> None:
        """Turns to a tab of the item shown."""
        self.tabs.setCurrentIndex(TABS.index(title))

    def go_to_tags(self) -> bool:
        """T: the keyboard goes to the tag field of what is shown; False where there is none."""
        page = self.pages.currentWidget()
        if page is self.many:
            self.many.go_to_field()
        elif page is self.passage:
            self.passage.go_to_tags()
        elif page is self.form:
            self.form.tags.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif page is self.item_page:
            self.show_tab("Details")
            self.details.open_tag_field()
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        target: QWidget | None = self.pages.currentWidget()
        if target is self.item_page:
            target = self.tabs
        if target is not None:
            target.setFocus(event.reason())

    # -- building --------------------------------------------------------------------------------

    def _tabbed(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Surface("none", "bottom")
        head.setFixedHeight(theme.look().px(44))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 4, 0)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName("Inspector of the item")
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._tab_pages = QStackedWidget()
        for title, widget in zip(TABS, (self.details, self.passages, self.links, self.history), strict=True):
            self.tabs.addTab(title)
            self._tab_pages.addWidget(widget)
        self.tabs.currentChanged.connect(self._tab_turned)
        column.addWidget(head)
        column.addWidget(self._tab_pages, 1)
        return page

    def _tab_turned(self, number: int) -> None:
        self._tab_pages.setCurrentIndex(number)
        self._ask_tab(self._session.selection)

    # -- following the selection -----------------------------------------------------------------

    def _changed(self, change: CaseChanged) -> None:
        selection = self._session.selection
        bearing = [selection.kind, Kind.PASSAGE, Kind.TAG, Kind.LINK, Kind.CLAIM]
        if any(change.of(kind) for kind in bearing):
            self.passages.forget(change.of(Kind.PASSAGE))
            self._settle.start()

    def _ask(self) -> None:
        selection, case = self._session.selection, self._session.case
        if not selection.numbers or selection.kind not in (Kind.ITEM, Kind.PASSAGE):
            self._show_page(selection)
            return
        if selection.several:
            self.many.show_selection(selection.kind, selection.numbers)
            case.ask(
                lambda store: tags_on_many(store, selection.kind, selection.numbers),
                lambda union: self._show_many(selection, union),
                instead_of="inspector",
            )
        elif selection.kind is Kind.ITEM:
            case.ask(
                lambda store: item_sheet(store, selection.numbers[0]),
                lambda sheet: self._show_item(selection, sheet),
                instead_of="inspector",
            )
        else:
            case.ask(
                lambda store: passage_sheet(store, selection.numbers[0]),
                lambda sheet: self._show_passage(selection, sheet),
                instead_of="inspector",
            )

    def _show_many(self, selection: Selection, union: TagsOnMany) -> None:
        if selection.numbers == self._session.selection.numbers:
            self.many.show_tags(union)
            self._show_page(selection)

    def _show_item(self, selection: Selection, sheet: ItemSheet | None) -> None:
        if sheet is not None and selection.numbers == self._session.selection.numbers:
            self.details.show_sheet(sheet)
            self.passages.show_passages(sheet.passages)
            self.tabs.setAccessibleDescription(counted(len(sheet.passages), "passage", "passages"))
            self._show_page(selection)
            self._ask_tab(selection)

    def _show_passage(self, selection: Selection, sheet: PassageSheet | None) -> None:
        if sheet is not None and selection.numbers == self._session.selection.numbers:
            self.passage.show_sheet(sheet)
            self._show_page(selection)

    def _show_page(self, selection: Selection) -> None:
        """Turns to what fits the selection, unless the form holds the pane."""
        if self._form_open:
            return
        page: QWidget = self._nothing
        if selection.several:
            page = self.many
        elif selection.numbers:
            page = {Kind.ITEM: self.item_page, Kind.PASSAGE: self.passage}.get(selection.kind, self._nothing)
        self.pages.setCurrentWidget(page)

    def _ask_tab(self, selection: Selection) -> None:
        """Links and history are asked for only while their tab is looked at."""
        if selection.kind is not Kind.ITEM or len(selection.numbers) != 1:
            return
        item = selection.numbers[0]
        title = TABS[self.tabs.currentIndex()]
        if title == "Links":
            self._session.case.ask(
                lambda store: item_links(store, item), self.links.show_links, instead_of="inspector links"
            )
        elif title == "History":
            self._session.case.ask(
                lambda store: history_of(store, item),
                self.history.show_steps,
                instead_of="inspector history",
            )
