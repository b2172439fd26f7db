"""The middle of the Contacts view: the locked form, setting up, a contact's sheet, or the logins."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from casefile.casework.contact_sheets import ContactSheet, contact_sheet
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.gui import theme
from casefile.gui.contacts.list_pane import contact_menu
from casefile.gui.contacts.locked import LockedForm
from casefile.gui.contacts.logins import LoginsPage
from casefile.gui.contacts.moving import MoveQuestion
from casefile.gui.contacts.room import CLOSED, NOTHING, Chosen, contacts_room_of
from casefile.gui.contacts.setting_up import ProtectedKeyPage, SetUpForm
from casefile.gui.contacts.sheet import ContactSheetView
from casefile.gui.contacts.strip import OpenStrip
from casefile.gui.main_window import MainWindow
from casefile.gui.widgets import EmptyState, PaneToolbar, Surface


class ContactsSheet(Surface):
    """Follows what is chosen in the list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("pane", "")
        self.room = contacts_room_of(window)
        self.setAccessibleName("Contact sheet")
        self.strip = OpenStrip(self.room)
        self.toolbar = PaneToolbar()
        self.toolbar.title.set_tone("text2")
        self.toolbar.title.setProperty("role", "body")
        self.locked = LockedForm(self.room)
        self.set_up = SetUpForm(self.room)
        self.key_page = ProtectedKeyPage()
        self.sheet = ContactSheetView(self.room)
        self.logins = LoginsPage(self.room)
        self.moving = MoveQuestion(self.room)
        self._nothing = EmptyState(
            "book-user",
            "Who should you call?",
            "Choose a contact, or write one down.",
            (("contact.new", "New contact", "user-round-plus"),),
        )
        self._nothing.asked.connect(lambda id: window.deeds[id].trigger())
        self._scrolled = {page: _scrolling(page) for page in (self.locked, self.set_up, self.key_page)}
        self.pages = QStackedWidget()
        for page in (self._nothing, *self._scrolled.values(), self.sheet, self.logins):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.toolbar)
        column.addWidget(self.moving)
        column.addWidget(self.pages, 1)
        self._setting_up = False
        self._connect(window)
        self._show(self.room.chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        page = self.pages.currentWidget()
        inner = next((inner for inner, outer in self._scrolled.items() if outer is page), page)
        target = self.sheet.log_button if inner is self.sheet else inner
        if target is not None:
            target.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.set_narrow(self.width() < theme.look().px(570))

    def _connect(self, window: MainWindow) -> None:
        room = self.room
        window.deeds.work_in(self.sheet, "contacts")
        room.clock.watch(self)
        room.chosen_changed.connect(self._show)
        room.closing.connect(self.sheet.commit)
        room.terms_wanted.connect(self._go_to_terms)
        room.session.protected_changed.connect(self._protected_changed)
        room.session.changed.connect(self._changed)
        self.locked.set_up_wanted.connect(self._begin_set_up)
        self.set_up.left.connect(self._leave_set_up)
        self.set_up.made.connect(self._show_key)
        self.key_page.done.connect(self._leave_set_up)
        self.sheet.menu_wanted.connect(self._menu)

    # -- what is shown ---------------------------------------------------------------------------

    def _show(self, chosen: Chosen) -> None:
        if self._setting_up and (chosen.kind in ("closed", "nothing") or self._shows_key):
            return  # a recovery key stays until it was written down or given up
        if self._setting_up:
            self._setting_up = False
            self.set_up.forget()
            self.key_page.forget()
        if chosen.kind != "closed":
            self.locked.forget()
        if chosen.kind != "source":
            self.sheet.forget()
        if chosen.kind == "closed":
            self._turn(self._scrolled[self.locked], "Protected sources")
        elif chosen.kind == "logins":
            self.logins.refresh()
            self._turn(self.logins, "Logins")
        elif chosen.kind == "source":
            self._show_source()
        elif chosen.kind == "contact":
            self._ask(chosen.n)
        else:
            self._turn(self._nothing, "")

    @property
    def _shows_key(self) -> bool:
        return self.pages.currentWidget() is self._scrolled[self.key_page]

    def _turn(self, page: QWidget, title: str) -> None:
        self.pages.setCurrentWidget(page)
        self.toolbar.title.setText(title)
        self.toolbar.title.setVisible(bool(title))
        self.toolbar.setVisible(not self.room.sources.is_open)

    def _show_source(self) -> None:
        contact = self.room.source()
        if contact is None:
            self.sheet.forget()
            self._turn(self._nothing, "")
            return
        self.sheet.show_source(contact, self.room.sources.contents)
        self._turn(self.sheet, "Protected source")

    def _ask(self, n: int) -> None:
        self.room.session.case.ask(
            lambda store: contact_sheet(store, n), self._show_open, instead_of="contact sheet"
        )

    def _show_open(self, sheet: ContactSheet | None) -> None:
        chosen = self.room.chosen
        if sheet is None:
            if chosen.kind == "contact":
                self.room.choose(NOTHING)
            return
        if chosen == Chosen("contact", n=sheet.contact.n):
            self.sheet.show_open(sheet.contact, sheet.log)
            self._turn(self.sheet, "Contact")

    def _changed(self, change: CaseChanged) -> None:
        chosen = self.room.chosen
        talked = change.deed is not None and change.deed.code == "call_logged"
        if chosen.kind == "contact" and (talked or chosen.n in change.of(Kind.CONTACT)):
            self._ask(chosen.n)
        if change.of(Kind.CREDENTIAL):
            self.logins.refresh()

    def _protected_changed(self) -> None:
        chosen = self.room.chosen
        if not self.room.sources.is_open:
            self.sheet.forget()
            self.key_page.forget()
            if self._setting_up and self._shows_key:
                self._setting_up = False
        if not self._setting_up:
            self._show(chosen)
        self.toolbar.setVisible(not self.room.sources.is_open)

    # -- setting up ------------------------------------------------------------------------------

    def _begin_set_up(self) -> None:
        self._setting_up = True
        self._turn(self._scrolled[self.set_up], "Protected sources")
        self.set_up.begin()

    def _show_key(self, groups: tuple[str, ...]) -> None:
        self._turn(self._scrolled[self.key_page], "")
        self.key_page.show_groups(groups)

    def _leave_set_up(self) -> None:
        self._setting_up = False
        chosen = self.room.chosen
        self._show(CLOSED if chosen.kind == "nothing" and not self.room.sources.is_open else chosen)

    # -- deeds -----------------------------------------------------------------------------------

    def _go_to_terms(self) -> None:
        if self.pages.currentWidget() is self.sheet:
            self.room.window.enter_centre()
            self.sheet.go_to_terms()

    def _menu(self) -> None:
        menu = contact_menu(self.room.chosen, self.room.window, self)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.sheet.menu_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def _scrolling(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(page.accessibleName())
    surface = Surface("pane")
    column = QVBoxLayout(surface)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    area.setWidget(surface)
    return area
