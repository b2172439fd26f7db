"""What keeps a case: its sheet, its trash, erasing, and what the message bar's steps do about them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from casefile.casework.keeping import backup_reminder
from casefile.casework.lanes import Lane, deliver_result
from casefile.casework.reading_again import ReadAnew
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.dialogs.backups import BackupsDialog
from casefile.gui.dialogs.case_sheet import CaseSheetDialog
from casefile.gui.dialogs.erasing import EraseDialog
from casefile.gui.dialogs.password import PasswordDialog
from casefile.gui.dialogs.trash import TrashDialog
from casefile.gui.main_window import MainWindow
from casefile.gui.messages import message_for
from casefile.gui.session import Session

D = TypeVar("D", bound=QDialog)
T = TypeVar("T")
ERASABLE = (Kind.ITEM, Kind.PASSAGE, Kind.CLAIM, Kind.CONTACT, Kind.TASK)


class KeepingDeeds(QObject):
    """Wires these deeds into the window's table. Waiting is done on a lane of its own."""

    def __init__(self, session: Session, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._window = session, window
        self._lane: Lane | None = None
        self._lost: ReadAnew | None = None
        deeds: dict[str, Callable[[], object]] = {
            "case.sheet": self.show_sheet,
            "case.trash": self.show_trash,
            "item.erase": self.erase_selected,
        }
        for id_, do in deeds.items():
            window.deeds.when(id_, do)
        window.navigation.case.clicked.connect(self.show_sheet)
        window.messages.stepped.connect(self._step)
        session.read_as_wanted.connect(self._read_as)
        session.password_wanted.connect(self.ask_password)
        self._look_at_backups()

    def stop(self) -> None:
        """Before the case closes: waits for what is being written."""
        if self._lane is not None:
            self._lane.stop()
            self._lane = None

    def show_sheet(self) -> CaseSheetDialog:
        """*About this case*."""
        dialog = CaseSheetDialog(self._session, self._window)
        dialog.critical_chosen.connect(self._forget_login)
        dialog.backups_wanted.connect(self.show_backups)
        return self._open(dialog)

    def show_backups(self) -> BackupsDialog:
        """The list of backups."""
        dialog = BackupsDialog(self._session, self._waiting_lane(), self._window)
        dialog.back_up_wanted.connect(self._window.deeds["case.backup"].trigger)
        self._session.backed_up.connect(dialog.ask)
        return self._open(dialog)

    def show_trash(self) -> TrashDialog:
        """The trash; from it, things are erased."""
        dialog = TrashDialog(self._session, self._window)
        dialog.erase_wanted.connect(self.ask_to_erase)
        return self._open(dialog)

    def erase_selected(self) -> None:
        """Shift+Delete: what is selected, in or out of the trash."""
        selection = self._session.selection
        if selection.numbers and selection.kind in ERASABLE:
            self.ask_to_erase({selection.kind: selection.numbers})

    def ask_to_erase(self, chosen: Mapping[Kind, Sequence[int]]) -> EraseDialog:
        """Asks once, and says in the status bar what was done."""
        dialog = EraseDialog(self._session, chosen, self._window)
        dialog.erased.connect(self._erased)
        return self._open(dialog)

    def ask_password(self, items: Sequence[int]) -> PasswordDialog:
        """One prompt for the locked files of an import."""
        dialog = PasswordDialog(self._session, items, self._window)
        dialog.unlocked.connect(lambda said: self._window.status.say_deed(said, "lock-open", undoable=False))
        return self._open(dialog)

    def _read_as(self, item: int, encoding: str) -> None:
        self._window.status.show_work("Reading the text again")
        self._session.again.read_as(item, encoding, self._was_read, self._was_not_read)

    def _was_read(self, read: ReadAnew) -> None:
        self._window.status.show_work(None)
        self._lost = read
        if read.lost:
            self._window.messages.post(message_for(ReporterCanFix("passage_lost")))
        elif not read.fits:
            self._window.messages.post(message_for(ReporterCanFix("reason_wrong_encoding")))

    def _was_not_read(self, problem: BaseException) -> None:
        self._window.status.show_work(None)
        self._window.messages.post(message_for(problem))

    def _show_lost(self) -> None:
        """Where the lost words were: the passages themselves, which keep their quotes."""
        if self._lost is not None and self._lost.lost:
            self._session.go("library", Ref(Kind.PASSAGE, self._lost.lost[0]))

    def _try_again(self) -> None:
        """The disk is there again, or not: the case is asked, and the imports go on where it is."""
        self._session.case.write(lambda store: store.checkpoint(), self._is_there)

    def _is_there(self, _: object) -> None:
        self._window.status.show_saved("saved")
        self._session.importing.resume()

    def _erased(self, said: str) -> None:
        self._session.select(self._session.selection.kind, ())
        self._window.status.say_deed(said, "shredder", undoable=False)

    def _step(self, code: str) -> None:
        """What a message's one step does."""
        steps: dict[str, Callable[[], object]] = {
            "legal_hold": self.show_sheet,
            "passage_lost": self._show_lost,
            "backup_old": self._window.deeds["case.backup"].trigger,
            "original_changed": self.show_backups,
            "disk_full": self._window.deeds["case.copy"].trigger,
            "disk_gone": self._try_again,
        }
        if code in steps:
            steps[code]()

    def _forget_login(self) -> None:
        self._wait(self._session.case.forget_login)

    def _look_at_backups(self) -> None:
        """On opening: whether it is time to say how old the last backup is."""
        now = datetime.datetime.now()
        self._wait(lambda: backup_reminder(self._session.case, now), self._remind)

    def _remind(self, reminder: ReporterCanFix | None) -> None:
        if reminder is not None:
            self._window.messages.post(message_for(reminder))

    def _wait(self, work: Callable[[], T], then: Callable[[T], None] | None = None) -> None:
        deliver_result(self._waiting_lane().submit(work), self._session.case.deliver, then, self._hindered)

    def _hindered(self, problem: BaseException) -> None:
        self._window.messages.post(message_for(problem))

    def _waiting_lane(self) -> Lane:
        self._lane = self._lane or Lane("keeping")
        return self._lane

    def _open(self, dialog: D) -> D:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog
