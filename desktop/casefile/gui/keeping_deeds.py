"""What keeps a case: its sheet, its trash, erasing, and what the message bar's steps do about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from casefile.casework.lanes import Lane, deliver_result
from casefile.casework.reading_again import ReadAnew
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.dialogs.case_sheet import CaseSheetDialog
from casefile.gui.dialogs.erasing import EraseDialog
from casefile.gui.dialogs.password import PasswordDialog
from casefile.gui.dialogs.trash import TrashDialog
from casefile.gui.main_window import MainWindow
from casefile.gui.messages import message_for
from casefile.gui.session import Session

D = TypeVar("D", bound=QDialog)
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

    def stop(self) -> None:
        """Before the case closes: waits for what is being written."""
        if self._lane is not None:
            self._lane.stop()
            self._lane = None

    def show_sheet(self) -> CaseSheetDialog:
        """*About this case*."""
        dialog = CaseSheetDialog(self._session, self._window)
        dialog.critical_chosen.connect(self._forget_login)
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

    def _erased(self, said: str) -> None:
        self._session.select(self._session.selection.kind, ())
        self._window.status.say_deed(said, "shredder", undoable=False)

    def _step(self, code: str) -> None:
        """What a message's one step does."""
        steps: dict[str, Callable[[], object]] = {
            "legal_hold": self.show_sheet,
            "passage_lost": self._show_lost,
        }
        if code in steps:
            steps[code]()

    def _forget_login(self) -> None:
        self._wait(self._session.case.forget_login)

    def _wait(self, work: Callable[[], object]) -> None:
        self._lane = self._lane or Lane("keeping")
        deliver_result(
            self._lane.submit(work),
            self._session.case.deliver,
            None,
            lambda problem: self._window.messages.post(message_for(problem)),
        )

    def _open(self, dialog: D) -> D:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog
