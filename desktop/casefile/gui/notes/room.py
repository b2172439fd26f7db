"""Notes, to-dos and calls of one window: the three popups, their keys, and what is due when a case opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from casefile.gui.contacts.room import NOTHING, ContactsRoom
from casefile.gui.notes.call_form import CallPopup
from casefile.gui.notes.drafts import KINDS, draft_of
from casefile.gui.notes.due_strip import DueStrip
from casefile.gui.notes.note_form import NotePopup
from casefile.gui.notes.popup import WritingPopup
from casefile.gui.notes.task_form import TaskPopup


class NotesRoom(QObject):
    """Made with the window, because its keys act from anywhere."""

    def __init__(self, room: ContactsRoom) -> None:
        super().__init__(room.window)
        self.room = room
        self.note, self.task, self.call = NotePopup(room), TaskPopup(room), CallPopup(room)
        self.popups: tuple[WritingPopup, ...] = (self.note, self.task, self.call)
        self.due = DueStrip(room, self)
        window = room.window
        window.deeds.when("note.new", lambda: self.show(self.note))
        window.deeds.when("task.new", lambda: self.show(self.task))
        room.call_wanted.connect(self.log_call)
        room.draft_wanted.connect(self.go_on_with_sealed)
        self.note.move_button.clicked.connect(self.log_note_as_call)
        window.closing.connect(self.flush)
        window.curtain.installEventFilter(self)

    def show(self, popup: WritingPopup) -> None:
        """Opens one popup and puts the others away; what stands in them is kept."""
        for other in self.popups:
            if other is not popup:
                other.close_up()
        popup.open_up()

    def log_call(self) -> None:
        """F9 or Shift+N: with whoever stands on the sheet, where the Contacts view is shown."""
        for other in (self.note, self.task):
            other.close_up()
        self.call.ask(self.room.chosen if self.room.window.view == "contacts" else NOTHING)

    def log_note_as_call(self) -> None:
        """A note that names a protected source goes where it may stand."""
        words = self.note.text.words
        self.note.throw_away()
        self.call.put_in({"text": words, "with": ["source", "", 0]})
        self.call.open_up()
        self.call.keep()

    def go_on_with_sealed(self) -> None:
        """A call that was kept with protected sources, now that they are open."""
        sources = self.room.sources
        for draft in sources.kept_drafts[:1]:
            if self.call.holds_words(self.call.draft()):
                self.call.open_up()
                return
            sources.take_draft_up(draft, KINDS.index(self.call.kind))
            self.call.take_up(draft_of(draft.words))

    def flush(self) -> None:
        """Keeps what no pause has kept yet."""
        for popup in self.popups:
            popup.flush()

    def stop(self) -> None:
        """Before the case closes: what is half typed is kept, and a draft is told of when it opens again."""
        self.flush()
        for popup in self.popups:
            popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.flush()
            for popup in self.popups:
                popup.hide_sealed()
        return False
