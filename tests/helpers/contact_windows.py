"""A window on a small case with its Contacts view, its notes and its popups, and everything it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from casefile.casework.importing.run import Importing
from casefile.casework.opening import open_with_passphrase
from casefile.gui.bridge import Bridge
from casefile.gui.case_window import CaseWindow
from casefile.gui.contacts.list_pane import ContactsList
from casefile.gui.contacts.room import Chosen, ContactsRoom
from casefile.gui.contacts.sheet import ContactSheetView
from casefile.gui.contacts.sheet_pane import ContactsSheet
from casefile.gui.main_window import MainWindow
from casefile.gui.notes.room import NotesRoom
from casefile.gui.pane import Pane, all_panes
from casefile.gui.session import Session
from casefile.gui.widgets import Surface
from tests.helpers.cases import PASSPHRASE
from tests.helpers.cheap_keys import CHEAP_SETS
from tests.helpers.window_cases import NoReaders, WindowCase

SOURCES_WORDS = "moth lantern gravel seven owls tide"

Kind = TypeVar("Kind", bound=QWidget)


class ReopenedCase(WindowCase):
    """A case that is there already, in a session of its own."""

    def __init__(self, path: Path) -> None:
        self.bridge = Bridge()
        self.case = open_with_passphrase(path, PASSPHRASE, self.bridge.deliver, sets=CHEAP_SETS)
        readers = NoReaders()
        self.session = Session(self.case, readers, Importing(self.case, readers))
        self.troubles: list[BaseException] = []
        self.session.trouble.connect(self.troubles.append)


class ContactsWindow:
    """The window, its rooms, and gestures as short as a test can say them."""

    def __init__(self, held: WindowCase) -> None:
        self.held = held
        stub = Pane("library", "list", "Items", lambda window: Surface("pane"))
        self.window = MainWindow(held.session, [stub, *(p for p in all_panes() if p.view == "contacts")])
        self.parts = CaseWindow(held.session, self.window)
        self.window.show()
        self.held.settle()

    @property
    def session(self) -> Session:
        return self.held.session

    @property
    def room(self) -> ContactsRoom:
        return self.parts.contacts

    @property
    def notes(self) -> NotesRoom:
        return self.parts.notes

    @property
    def list(self) -> ContactsList:
        return self._built(self.window.list.widget_of("contacts"), ContactsList)

    @property
    def pane(self) -> ContactsSheet:
        return self._built(self.window.centre.widget_of("contacts"), ContactsSheet)

    @property
    def sheet(self) -> ContactSheetView:
        return self.pane.sheet

    def show_contacts(self) -> None:
        self.window.show_view("contacts")
        self.held.settle()

    def set_up(self) -> None:
        """Sets protected sources up; they are open then."""
        self.session.protected.set_up(SOURCES_WORDS)
        self.held.settle()

    def source(self, name: str = "MAGPIE") -> str:
        """A protected source, shown on the sheet where the view is shown."""
        id_ = self.session.protected.new_contact(name)
        self.room.choose(Chosen("source", id_))
        self.held.settle()
        return id_

    def unlock(self, words: str = SOURCES_WORDS) -> None:
        """Types a passphrase into the locked form and presses its button."""
        self.room.ask_to_open()
        self.held.settle()
        locked = self.pane.locked
        locked.field.set_words(words)
        locked.open_button.click()
        self.held.until(lambda: self.session.protected.is_open or not locked._busy)
        self.held.settle()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier, on: QWidget | None = None) -> None:
        """A key, to whatever has the keyboard."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(on or self.window.focusWidget() or self.window, key, held)
        self.held.settle()

    def stop(self) -> None:
        """As a lock does it: what is half typed is kept, then everything closes."""
        self.window.hide()
        self.parts.stop()
        self.held.settle()

    def drop(self) -> None:
        """Takes the window apart."""
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @staticmethod
    def _built(widget: QWidget | None, kind: type[Kind]) -> Kind:
        assert isinstance(widget, kind)
        return widget


def everything_said(window: QWidget) -> list[str]:
    """Every word a window holds, shown or hidden: texts, names, tooltips, models, the accessible tree."""
    said = [window.windowTitle()]
    for widget in [window, *window.findChildren(QWidget)]:
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            said.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            said.append(widget.toPlainText())
        for name in ("words", "_words"):
            held = getattr(widget, name, None)
            said += [held] if isinstance(held, str) else []
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            said += _of_model(widget.model())
    said += [
        action.text() for action in window.findChildren(QObject) if hasattr(action, "text") and _plain(action)
    ]
    said += _of_tree(QAccessible.queryAccessibleInterface(window))
    return [words for words in said if words]


def _plain(action: QObject) -> bool:
    return action.metaObject().className() == "QAction"


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    for row in range(model.rowCount()):
        for role in (*roles, Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1):
            yield str(model.index(row, 0).data(role) or "")


def _of_tree(interface: QAccessibleInterface | None) -> Iterator[str]:
    if interface is None or not interface.isValid():
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description):
        yield interface.text(kind)
    for number in range(interface.childCount()):
        yield from _of_tree(interface.child(number))
