"""The contacts list."""

from __future__ import annotations

from casefile.gui.contacts.list_pane import ContactsList
from casefile.gui.pane import Pane

PANE = Pane(view="contacts", place="list", title="Contacts", build=ContactsList)
