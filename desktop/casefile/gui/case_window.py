"""An open case in its window: what the menus do, what the bars say, when it hides and locks.

Panes bring their own deeds; this holds what belongs to the window as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from casefile.casework import standing
from casefile.casework.history import Command
from casefile.casework.importing.progress import ImportProgress
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Ref
from casefile.domain.ledger import LedgerGroup
from casefile.domain.step_labels import label, said
from casefile.gui.case_deeds import CaseDeeds
from casefile.gui.contacts.room import contacts_room_of
from casefile.gui.export.exports import Exports
from casefile.gui.guarding import Guard
from casefile.gui.main_window import MainWindow
from casefile.gui.messages import message_for
from casefile.gui.notes.room import NotesRoom
from casefile.gui.search.search_desk import SearchDesk
from casefile.gui.session import Session
from casefile.gui.tags.tagging_keys import TaggingKeys

STATE = "window"
SETTLE_MS = 200
"""Counts are asked for once, this long after the last change of many."""


class CaseWindow(QObject):
    """Wires a session to its main window. `lock_wanted` asks the application to lock."""

    lock_wanted = Signal()
    new_case_wanted = Signal()
    open_case_wanted = Signal()

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self.session = session
        self.window = window
        self._stopped = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask_counts)
        self.guard = Guard(session, window, self)
        self.guard.lock_wanted.connect(self.lock_wanted)
        self.deeds = CaseDeeds(session, window, self)
        self.contacts = contacts_room_of(window)
        self.notes = NotesRoom(self.contacts)
        self.exports = Exports(session, window, self)
        self.search = SearchDesk(window, session)
        self.tagging = TaggingKeys(window, session)
        self._connect()
        window.restore_state(session.case.look.window_state.get(STATE) or {})
        self._name_steps()
        self._name_case("")
        self._ask_counts()

    def keep_state(self) -> None:
        """Writes sizes, open panes and view into the case, while it is open."""
        if self._stopped:
            return
        state = self.window.save_state()
        self.session.case.write(lambda store: store.window_state.put(STATE, state))

    def stop(self) -> None:
        """Before the case closes."""
        self._stopped = True
        self._settle.stop()
        self.guard.stop()
        self.notes.stop()
        self.contacts.stop()
        self.exports.stop()
        self.deeds.stop()

    def do(self, command: Command) -> None:
        """Does a deed from a menu."""
        self.session.do(command)

    def _connect(self) -> None:
        session, window = self.session, self.window
        deeds: dict[str, Callable[[], object]] = {
            "edit.undo": session.undo,
            "edit.redo": session.redo,
            "case.lock": self.lock_wanted.emit,
            "case.new": self.new_case_wanted.emit,
            "case.open": self.open_case_wanted.emit,
            "app.quit": window.close,
        }
        for id_, do in deeds.items():
            window.deeds.when(id_, do)
        session.changed.connect(self._changed)
        session.protected_changed.connect(self._name_steps)
        session.trouble.connect(self._trouble)
        session.go_wanted.connect(self._go)
        session.importing.listen(self._imports_moved)
        window.view_changed.connect(partial(setattr, session, "view"))
        window.search.settled.connect(session.set_sentence)
        session.sentence_changed.connect(self._show_sentence)
        window.closing.connect(self.keep_state)

    def _changed(self, change: CaseChanged) -> None:
        self._name_steps()
        self._settle.start()
        self.window.status.show_saved("saved")
        if change.deed is None:
            return
        if change.undoing:
            word = "Undone" if change.undoing == "undo" else "Made again"
            self.window.status.say_deed(f"{word}: {label(change.deed)}", "undo-2", undoable=False)
        else:
            self.window.status.say_deed(said(change.deed), "check")

    def _trouble(self, problem: BaseException) -> None:
        self.window.messages.post(message_for(problem))

    def _go(self, view: str, ref: Ref | None) -> None:
        self.window.show_view(view)

    def _show_sentence(self, sentence: str) -> None:
        if self.window.search.words != sentence:
            self.window.search.set_words(sentence)

    def _name_steps(self) -> None:
        self.window.deeds.name_step(*self.session.next_steps())

    def _ask_counts(self) -> None:
        self.session.case.ask(standing.numbers, self._show_counts, instead_of="window counts")

    def _show_counts(self, numbers: standing.Numbers) -> None:
        self._name_case(numbers.line)
        self.window.set_counts(dict(numbers.by_view))

    def _name_case(self, line: str) -> None:
        """The codename in the navigation; in the window's title at *Ordinary* only (decision 6)."""
        state = self.session.case.look.case_sheet.get("state") or "active"
        in_title = self.guard.level == "ordinary"
        self.window.set_case(self.session.case.codename, state, line, in_title=in_title)

    def _imports_moved(self, progress: ImportProgress) -> None:
        self.window.set_tray_number(progress.among(LedgerGroup.NEEDS_YOU))
        if progress.to_go:
            done = progress.total - progress.to_go
            words = "Import paused" if progress.paused else "Reading text"
            self.window.status.show_work(f"{words}, {done} of {progress.total}", done / progress.total)
        else:
            self.window.status.show_work(None)
