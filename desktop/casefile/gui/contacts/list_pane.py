"""The contacts list (pictures 10 and 11, left): protected sources first, then offices, then the logins."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QMenu, QVBoxLayout, QWidget

from casefile.casework.commands.tagging import RemoveTags, ToggleMarkedTag
from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.contact_sheets import ContactsListed, contacts_listed
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.domain.tags import MARKS
from casefile.gui import theme
from casefile.gui.contacts.new_contact import NewContactPopup
from casefile.gui.contacts.room import Chosen, contacts_room_of
from casefile.gui.contacts.row_painting import ContactRowPainter
from casefile.gui.contacts.rows import OFFICES, ContactsModel, rows_of
from casefile.gui.contacts.tags_tab import ContactTags
from casefile.gui.evidence.room import has_keyboard
from casefile.gui.library import filtering
from casefile.gui.main_window import MainWindow
from casefile.gui.session import Selection
from casefile.gui.widgets import ChipBar, IconButton, PaneToolbar, Surface

SETTLE_MS = 40
_BEARING = (Kind.CONTACT, Kind.TAG)


class ContactsList(Surface):
    """Whom one can call. What is chosen here stands on the sheet."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("pane", "")
        self.room = contacts_room_of(window)
        self.setAccessibleName("Contacts")
        self._listed = ContactsListed((), 0)
        self._following = self._folded = False
        self.model = ContactsModel(self)
        self.view = ContactsView(self.model)
        self.new = NewContactPopup(self.room, self)
        self._build()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._connect()
        self._bind()
        self._show_rows()
        self._show_filter(self.room.session.sentence)
        self._ask()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.view.setFocus(event.reason())

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        deeds = self.room.window.deeds
        self.toolbar = PaneToolbar("Contacts")
        self.toolbar.add_right(IconButton(action=deeds["contact.log"]))
        self.toolbar.add_right(IconButton(action=deeds["go.tags"]))
        self.toolbar.add_right(IconButton(action=deeds["contact.new"]))
        self.chips = ChipBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.chips)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        room, session = self.room, self.room.session
        selection = self.view.selectionModel()
        selection.selectionChanged.connect(lambda _on, _off: self._selected())
        self.view.entered_row.connect(self._enter)
        self.view.close_pressed.connect(room.close_sources)
        self.view.fold_pressed.connect(self._fold)
        self.view.customContextMenuRequested.connect(self._menu)
        room.chosen_changed.connect(lambda _chosen: self._follow())
        room.new_contact_wanted.connect(self.new.ask)
        room.clock.watch(self)
        session.protected_changed.connect(self._show_rows)
        session.changed.connect(self._changed)
        session.sentence_changed.connect(lambda _sentence: self._settle.start())
        session.sentence_changed.connect(self._show_filter)
        session.selection_changed.connect(self._selection_elsewhere)
        self.chips.removed.connect(self._edit(filtering.without_chip))
        self.chips.turned.connect(self._edit(filtering.turned_chip))
        self.chips.match_chosen.connect(self._edit(filtering.matched))
        self.chips.cleared.connect(lambda: session.set_sentence(""))

    def _bind(self) -> None:
        deeds = self.room.window.deeds
        deeds.work_in(self.view, "contacts")
        here = {
            "item.open": self._enter,
            "item.trash": self.trash,
            "edit.select_all": self.view.selectAll,
            "tag.clear": self._clear_marks,
        }
        for mark in MARKS:
            here[f"tag.toggle{mark}"] = partial(self._toggle, mark)
        for id_, do in here.items():
            deeds.when(id_, partial(self._if_here, do))
        deeds.when("tag.add", self._go_to_tags)

    def _if_here(self, do: object) -> None:
        if has_keyboard(self.view) and callable(do):
            do()

    def _go_to_tags(self) -> None:
        """T, with an open contact on the sheet: to the field of its Tags tab."""
        window = self.room.window
        if window.view != "contacts" or self.room.chosen.kind != "contact":
            return
        if not window.inspector.isVisible():
            window.folding.toggle("inspector")
        window.inspector.show_tab("Tags")
        tab = window.inspector.widget_of("contacts", "Tags")
        if isinstance(tab, ContactTags):
            tab.go_to_field()

    def _edit(self, edit: filtering.Edit) -> object:
        return lambda key: self.room.session.set_sentence(edit(self.room.session.sentence, key))

    # -- what is listed --------------------------------------------------------------------------

    def _changed(self, change: CaseChanged) -> None:
        if any(change.of(kind) for kind in _BEARING):
            self._settle.start()

    def _ask(self) -> None:
        sentence = self.room.session.sentence
        self.room.session.case.ask(
            lambda store: contacts_listed(store, sentence), self._found, instead_of="contacts listed"
        )

    def _found(self, listed: ContactsListed) -> None:
        self._listed = listed
        self._show_rows()

    def _show_rows(self) -> None:
        """The count beside the title is that of the open contacts, whatever is open."""
        session = self.room.session
        self._following = True
        rows = rows_of(self._listed, session.protected, session.sentence, folded=self._folded)
        changed = self.model.set_rows(rows)
        self._following = False
        self.toolbar.set_count(f"{self._listed.total:,}")
        if changed:
            self._follow()

    def _fold(self) -> None:
        self._folded = not self._folded
        self._show_rows()

    def _show_filter(self, sentence: str) -> None:
        chips, match = filtering.chips_of(sentence, self.room.marks.mark)
        self.chips.show_filter(chips, match)

    # -- choosing --------------------------------------------------------------------------------

    def chosen(self) -> tuple[Chosen, ...]:
        """What is selected, in list order."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return tuple(row.chosen for at in rows if (row := self.model.rows[at]).chosen is not None)

    def _selected(self) -> None:
        if self._following:
            return
        chosen = self.chosen()
        current = self.model.row(self.view.currentIndex())
        numbers = [one.n for one in chosen if one.kind == "contact"]
        first = current.chosen if current is not None and current.chosen in chosen else None
        shown = first or (chosen[0] if chosen else None)
        self._following = True
        if shown is not None:
            self.room.choose(shown)
        at = shown.n if shown is not None and shown.kind == "contact" else None
        self.room.session.select(Kind.CONTACT, numbers, at)
        self._following = False

    def _follow(self) -> None:
        """Something else chose, or the rows are others: the list stands where the sheet is."""
        if self._following:
            return
        index = self.model.index_of(self.room.chosen)
        selection = self.view.selectionModel()
        self._following = True
        if index.isValid():
            if not selection.isSelected(index) or len(selection.selectedIndexes()) == 1:
                selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
            chosen = self.room.chosen
            if chosen.kind == "contact":
                self.room.session.select(Kind.CONTACT, (chosen.n,), chosen.n)
        else:
            selection.clear()
        self._following = False

    def _selection_elsewhere(self, selection: Selection) -> None:
        if selection.kind is Kind.CONTACT and selection.current is not None and not self._following:
            self.room.choose(Chosen("contact", n=selection.current))

    def _enter(self) -> None:
        """Enter: to the sheet, or to the passphrase field where they are closed."""
        row = self.model.row(self.view.currentIndex())
        if row is None or row.chosen is None:
            return
        self.room.choose(row.chosen)
        if row.chosen.kind == "closed":
            self.room.ask_to_open()
        else:
            self.room.window.enter_centre()

    # -- deeds -----------------------------------------------------------------------------------

    def trash(self) -> None:
        """Open contacts go to the trash; a protected source is taken away, and undo brings it back."""
        chosen, session = self.chosen(), self.room.session
        numbers = tuple(one.n for one in chosen if one.kind == "contact")
        if numbers:
            session.do(MoveToTrash(Kind.CONTACT, numbers))
        for one in chosen:
            if one.kind == "source" and session.protected.is_open:
                session.protected.remove_contact(one.id)
                self.room.window.status.say_deed("Took a protected source away", "shield")

    def _toggle(self, mark: int) -> None:
        numbers = tuple(one.n for one in self.chosen() if one.kind == "contact")
        if numbers:
            self.room.session.do(ToggleMarkedTag(Kind.CONTACT, numbers, mark))

    def _clear_marks(self) -> None:
        numbers = tuple(one.n for one in self.chosen() if one.kind == "contact")
        tags = self.room.session.case.look.tags
        marked = tuple(tag.n for mark in MARKS if (tag := tags.by_mark(mark)) is not None)
        if numbers and marked:
            self.room.session.do(RemoveTags(Kind.CONTACT, numbers, marked))

    def _menu(self, place: QPoint) -> None:
        row = self.model.row(self.view.indexAt(place))
        if row is None or row.chosen is None:
            return
        menu = contact_menu(row.chosen, self.room.window, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(place))


def contact_menu(chosen: Chosen, window: MainWindow, parent: QWidget) -> QMenu:
    """The menu of a contact (visual.md 7, Menus on the parts)."""
    menu, deeds = QMenu(parent), window.deeds
    menu.setAccessibleName("Contact")
    if chosen.kind in ("closed", "logins"):
        menu.addAction(deeds["protected.toggle"])
        return menu
    for id_ in ("contact.log", "contact.terms"):
        menu.addAction(deeds[id_])
    if chosen.kind == "contact":
        menu.addAction(deeds["tag.add"])
        menu.addSeparator()
        move = menu.addAction("Move to protected sources…")
        room = contacts_room_of(window)
        move.triggered.connect(lambda _checked=False: room.ask_to_move(chosen))
    menu.addSeparator()
    menu.addAction(deeds["item.trash"])
    return menu


class ContactsView(QListView):
    """Rows to choose from. Heads are passed over by the arrow keys."""

    entered_row = Signal()
    close_pressed = Signal()
    """*close* at the right of the protected group's head."""
    fold_pressed = Signal()
    """The head of the open contacts."""

    def __init__(self, model: ContactsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._rows = model
        self.setItemDelegate(ContactRowPainter(self))
        self.setAccessibleName("Contacts")
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.look().changed.connect(self.doItemsLayout)

    def moveCursor(self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        down = action in (QListView.CursorAction.MoveDown, QListView.CursorAction.MoveNext)
        up = action in (QListView.CursorAction.MoveUp, QListView.CursorAction.MovePrevious)
        if not down and not up:
            found = super().moveCursor(action, modifiers)
            return found if self._is_thing(found.row()) else self.currentIndex()
        at, step = self.currentIndex().row(), 1 if down else -1
        at += step
        while 0 <= at < len(self._rows.rows) and not self._is_thing(at):
            at += step
        return self._rows.index(at) if self._is_thing(at) else self.currentIndex()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._rows.row(self.indexAt(event.position().toPoint()))
        if row is not None and row.chosen is None:
            if row.right and event.position().x() > self.viewport().width() - theme.look().px(60):
                self.close_pressed.emit()
            elif row.title == OFFICES:
                self.fold_pressed.emit()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.entered_row.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_row.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            first = next((at for at in range(len(self._rows.rows)) if self._is_thing(at)), None)
            if first is not None:
                self.setCurrentIndex(self._rows.index(first))

    def _is_thing(self, at: int) -> bool:
        return 0 <= at < len(self._rows.rows) and self._rows.rows[at].chosen is not None
