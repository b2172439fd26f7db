"""The sheet of a contact, and where protected sources are opened."""

from __future__ import annotations

from casefile.gui.contacts.sheet_pane import ContactsSheet
from casefile.gui.pane import Pane

PANE = Pane(view="contacts", place="centre", title="Contact", build=ContactsSheet)
