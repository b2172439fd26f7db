"""A note from anywhere (Ctrl+N): words, and ``@`` for whom they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from casefile.casework.commands.noting import NewNote
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.gui.contacts.room import Chosen, ContactsRoom
from casefile.gui.inspector.choices import Choice
from casefile.gui.notes.mentioning import MentioningText
from casefile.gui.notes.offering import offer_contacts
from casefile.gui.notes.popup import WritingPopup
from casefile.gui.widgets import Button


class NotePopup(WritingPopup):
    """Becomes an item of the case. Words that name a protected source never do."""

    kind = "note"

    def __init__(self, room: ContactsRoom) -> None:
        super().__init__(room, "Note", "file-pen-line")
        self._about = ""
        self.text = MentioningText("Note", "Write. @ names a contact.", self._offer)
        self.text.typed.connect(self.typed)
        self.text.mentioned.connect(self._mention)
        self.watch_keys(self.text.edit)
        self.body.addWidget(self.text, 1)
        self.move_button = Button("Log it with a protected source instead", "link", "small", "shield")
        self.move_button.hide()
        self.body.addWidget(self.move_button)

    def draft(self) -> dict[str, Any]:
        return {"text": self.text.words, "about": self._about}

    def fill(self, draft: dict[str, Any]) -> None:
        self.text.set_words(str(draft.get("text", "")))
        self._about = str(draft.get("about", ""))
        self.move_button.hide()

    def first_field(self) -> QWidget:
        return self.text.edit

    def typed(self) -> None:
        super().typed()
        self.move_button.hide()

    def save(self, _checked: bool = False) -> None:
        words = self.text.words
        if not words.strip():
            self.below.say(say(ReporterCanFix("note_empty")), "warn", "triangle-alert", aloud=True)
        elif self._sealed or self.session.protected.named_in(words):
            self.below.say(say(ReporterCanFix("protected_named")), "warn", "triangle-alert", aloud=True)
            self.move_button.show()
            self.grow()
        else:
            self.session.do(NewNote(words, about=self._about or None))
            self.finish()

    def _mention(self, chosen: Chosen) -> None:
        self._about = self._about or f"K{chosen.n}"

    def _offer(self, typed: str, answer: Any) -> None:
        """Open contacts only: a protected name has no place in an open note."""

        def open_ones(choices: Sequence[Choice]) -> None:
            answer([one for one in choices if one.key.kind == "contact"])

        offer_contacts(self.session, typed, open_ones)
