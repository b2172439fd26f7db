"""Inspector › Tags: of open contacts only. A tag's name and count would tell of a protected one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from casefile.casework.commands.tagging import AddTags, RemoveTags
from casefile.casework.contact_sheets import ContactSheet, contact_sheet
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.domain.tags import Tag
from casefile.gui.contacts.room import Chosen, contacts_room_of
from casefile.gui.inspector.scrolled import ScrolledSections
from casefile.gui.inspector.tag_chips import Chip, TagChips
from casefile.gui.inspector.tag_field import TagField
from casefile.gui.main_window import MainWindow
from casefile.gui.widgets import PlainLabel, Section

_CLOSED = "Protected sources carry no tags: a tag's count would tell of them."


class ContactTags(ScrolledSections):
    """Follows the contact on the sheet."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Tags", window)
        self.room = contacts_room_of(window)
        self._tags: tuple[Tag, ...] = ()
        self._n = 0
        self._words = PlainLabel("", "body", "text3", wrap=True)
        self._words.setContentsMargins(14, 14, 14, 14)
        self.add(self._words)
        self._section = Section("Tags on this contact")
        self.chips = TagChips("Tags on this contact", removable=True)
        self.chips.removed.connect(self._remove)
        self._none = PlainLabel("No tags yet.", "small", "text3")
        self.field = TagField(
            self.room.session, "Type a tag, Enter adds it", "Add a tag to this contact", self._paths
        )
        self.field.tags_wanted.connect(self._add)
        for widget in (self.chips, self._none, self.field):
            self._section.add(widget)
        self.add(self._section)
        self.end()
        self.room.chosen_changed.connect(self._follow)
        self.room.session.changed.connect(self._changed)
        self.room.marks.changed.connect(lambda: self._follow(self.room.chosen))
        self._follow(self.room.chosen)

    def go_to_field(self) -> None:
        """T: the keyboard goes to where a tag is typed."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _changed(self, change: CaseChanged) -> None:
        if change.of(Kind.CONTACT) or change.of(Kind.TAG):
            self._follow(self.room.chosen)

    def _follow(self, chosen: Chosen) -> None:
        is_open = chosen.kind == "contact"
        self._section.setVisible(is_open)
        self._words.setVisible(not is_open)
        self._words.setText(_CLOSED if chosen.kind in ("source", "closed") else "Choose a contact.")
        self._n = chosen.n if is_open else 0
        if is_open:
            self.room.session.case.ask(
                lambda store: contact_sheet(store, chosen.n), self._show, instead_of="contact tags"
            )

    def _show(self, sheet: ContactSheet | None) -> None:
        if sheet is None or sheet.contact.n != self._n:
            return
        self._tags = sheet.tags
        self.chips.set_chips([Chip(tag.path, tag.mark) for tag in sheet.tags])
        self._none.setVisible(not sheet.tags)

    def _paths(self) -> tuple[str, ...]:
        return tuple(tag.path for tag in self._tags)

    def _add(self, paths: tuple[str, ...], stay: bool) -> None:
        self.room.session.do(AddTags(Kind.CONTACT, (self._n,), tuple(paths)))
        if not stay:
            self.chips.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, path: str) -> None:
        numbers = tuple(tag.n for tag in self._tags if tag.path == path)
        self.room.session.do(RemoveTags(Kind.CONTACT, (self._n,), numbers))
