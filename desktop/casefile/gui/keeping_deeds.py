"""What keeps a case: its sheet, its trash, erasing, and what the message bar's steps do about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from casefile.casework.lanes import Lane, deliver_result
from casefile.domain.identifiers import Kind
from casefile.gui.dialogs.case_sheet import CaseSheetDialog
from casefile.gui.dialogs.erasing import EraseDialog
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
        deeds: dict[str, Callable[[], object]] = {
            "case.sheet": self.show_sheet,
            "case.trash": self.show_trash,
            "item.erase": self.erase_selected,
        }
        for id_, do in deeds.items():
            window.deeds.when(id_, do)
        window.navigation.case.clicked.connect(self.show_sheet)
        window.messages.stepped.connect(self._step)

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

    def _erased(self, said: str) -> None:
        self._session.select(self._session.selection.kind, ())
        self._window.status.say_deed(said, "shredder", undoable=False)

    def _step(self, code: str) -> None:
        """What a message's one step does."""
        steps: dict[str, Callable[[], object]] = {"legal_hold": self.show_sheet}
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
