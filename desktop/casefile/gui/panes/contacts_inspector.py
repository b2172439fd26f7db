"""What the inspector says of a contact: who sees what of it, and its tags."""

from __future__ import annotations

from casefile.gui.contacts.protection_tab import ProtectionTab
from casefile.gui.contacts.tags_tab import ContactTags
from casefile.gui.pane import Pane

PANES = (
    Pane(view="contacts", place="inspector", title="Protection", build=ProtectionTab, order=1, width=268),
    Pane(view="contacts", place="inspector", title="Tags", build=ContactTags, order=2),
)
