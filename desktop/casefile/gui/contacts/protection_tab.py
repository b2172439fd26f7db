"""Inspector › Protection: what each of the five summaries shows of the contact, and what to watch out for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy

from casefile.casework.who_sees import NOTHING, who_sees
from casefile.domain.changes import CaseChanged
from casefile.domain.contacts import Contact
from casefile.domain.identifiers import Kind
from casefile.domain.profiles import PROFILES
from casefile.gui.contacts.room import Chosen, contacts_room_of
from casefile.gui.inspector.scrolled import ScrolledSections
from casefile.gui.main_window import MainWindow
from casefile.gui.widgets import IconSign, PlainLabel, Section

_ICONS = {
    "editor": "file-pen-line",
    "legal": "scale",
    "checker": "list-checks",
    "partner": "handshake",
    "public": "globe",
}
_NEVER = (
    "Name, employer, phone, codename, days of calls. Every export is searched for names and numbers before"
    " it is saved."
)


class ProtectionTab(ScrolledSections):
    """Follows the contact on the sheet."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Protection", window)
        self.room = contacts_room_of(window)
        self._contact: Contact | None = None
        self._nothing = PlainLabel("Choose a contact.", "body", "text3", wrap=True)
        self._nothing.setContentsMargins(14, 14, 14, 14)
        self.add(self._nothing)
        self._seen = Section("Who sees what")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._words: list[PlainLabel] = []
        for number, profile in enumerate(PROFILES):
            icon = IconSign(_ICONS[profile.id], "text2", 16)
            self._grid.addWidget(icon, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(PlainLabel(profile.title, "body"), number, 1, Qt.AlignmentFlag.AlignTop)
            words = PlainLabel("", "body", "text2", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._words.append(words)
            self._grid.addWidget(words, number, 2)
        self._seen.column.addLayout(self._grid)
        self.add(self._seen)
        self._watch = Section("Watch out")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconSign("triangle-alert", "warn", 16), 0, Qt.AlignmentFlag.AlignTop)
        self._warning = PlainLabel("", "body", "text2", wrap=True)
        row.addWidget(self._warning, 1)
        self._watch.column.addLayout(row)
        self.add(self._watch)
        self._never = Section("Never leaves the case")
        self._never.add(PlainLabel(_NEVER, "body", "text2", wrap=True))
        self.add(self._never)
        for part in (self._seen, self._watch, self._never):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.end()
        self.room.clock.watch(self)
        self.room.chosen_changed.connect(self._follow)
        self.room.session.protected_changed.connect(lambda: self._follow(self.room.chosen))
        self.room.session.changed.connect(self._changed)
        self._follow(self.room.chosen)

    def _changed(self, change: CaseChanged) -> None:
        if change.of(Kind.CONTACT):
            self._follow(self.room.chosen)

    def _follow(self, chosen: Chosen) -> None:
        contact = self.room.source()
        if chosen.kind == "contact":
            contact = self.room.session.case.look.contacts.get(chosen.n)
        self._show(contact, protected=chosen.kind == "source")

    def _show(self, contact: Contact | None, *, protected: bool) -> None:
        for part in (self._seen, self._watch, self._never):
            part.setVisible(contact is not None)
        self._nothing.setVisible(contact is None)
        if contact is None:
            self._warning.setText("")
            for words in self._words:
                words.setText("")
                words.setAccessibleName("")
            return
        for label, seen in zip(self._words, who_sees(contact, protected=protected), strict=True):
            label.setText(seen.words)
            masked = seen.words not in ("name", NOTHING)
            tone = "warn" if seen.stops else "protected" if masked else "text2"
            label.set_tone("text3" if seen.words == NOTHING else tone)  # type: ignore[arg-type]
            label.setAccessibleName(f"{seen.summary}: {seen.words}")
        warning = self._to_watch(contact, protected)
        self._watch.setVisible(bool(warning))
        self._warning.setText(warning)
        self._never.setVisible(protected)

    def _to_watch(self, contact: Contact, protected: bool) -> str:
        if contact.hostile:
            return "Hostile contact. Never open files from it on this computer."
        if not protected:
            return ""
        links = self.room.sources.contents.links_of(contact.id)
        everyone = self.room.sources.contents.links
        alone = [link.ref for link in links if sum(one.ref == link.ref for one in everyone) == 1]
        if alone:
            rest = ", ".join(alone[:4])
            return (
                f"The only protected source for {rest}. If few people could know it, the claim itself points"
                " to the source."
            )
        if not contact.agreed_description:
            return "No description is agreed yet: a summary says “a source”."
        return ""
