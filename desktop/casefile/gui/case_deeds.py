"""What the File, Edit and Help menus do with an open case. Panes bring their own deeds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from casefile import __version__
from casefile.casework import sheet
from casefile.casework.commands.noting import NewNote
from casefile.casework.lanes import Lane, deliver_result
from casefile.casework.sheet import SetSheet
from casefile.gui import file_dialogs
from casefile.gui.dialogs.history import HistoryDialog
from casefile.gui.dialogs.keys import KeysDialog
from casefile.gui.dialogs.settings import SettingsDialog
from casefile.gui.drop import dragged
from casefile.gui.main_window import MainWindow
from casefile.gui.messages import message_for
from casefile.gui.session import Session
from casefile.gui.widgets import Message


class CaseDeeds(QObject):
    """Wires the window's own actions; copies and backups wait on a lane of their own."""

    def __init__(self, session: Session, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._window = session, window
        self._copying: Lane | None = None
        deeds: dict[str, Callable[[], object]] = {
            "item.import": self._import,
            "item.paste": self._paste,
            "case.copy": self._save_copy,
            "case.backup": self._back_up,
            "case.history": lambda: self._open(HistoryDialog(session, window)),
            "app.settings": lambda: self._open(SettingsDialog(session, window)),
            "help.keys": lambda: self._open(KeysDialog(window.deeds, window)),
            "app.about": self._about,
        }
        for id_, do in deeds.items():
            window.deeds.when(id_, do)

    def stop(self) -> None:
        """Waits for a copy that is being written."""
        if self._copying is not None:
            self._copying.stop()
            self._copying = None

    def _import(self) -> None:
        paths = file_dialogs.choose_files(self._window, Path.home())
        if paths:
            self._session.importing.start(paths)

    def _paste(self) -> None:
        """Text becomes a note, files are imported; nothing else on the clipboard is read."""
        carried: QMimeData = QGuiApplication.clipboard().mimeData()
        offer = dragged(carried)
        if offer is None:
            self._window.messages.post(Message("nothing_to_paste", "There is no text on the clipboard."))
        elif offer.paths:
            self._session.importing.start(offer.paths)
        else:
            self._session.do(NewNote(offer.words, source="pasted", url=offer.address))

    def _save_copy(self) -> None:
        here = self._session.case.path
        proposed = here.with_name(f"{here.stem} copy{here.suffix}")
        place = file_dialogs.choose_new_file(self._window, proposed, "Save a copy", "casefile")
        if place is not None:
            copied = f"Saved {place.name}, a full copy, still encrypted."
            self._wait(lambda: self._session.case.save_copy(place), copied)

    def _back_up(self) -> None:
        kept = self._session.case.look.case_sheet.get(sheet.BACKUPS)
        folder = (
            Path(kept)
            if kept
            else file_dialogs.choose_folder(self._window, Path.home(), "Folder for backup copies")
        )
        if folder is None:
            return
        place = folder
        if not kept:
            self._session.do(SetSheet(sheet.BACKUPS, str(place)))
        self._wait(
            lambda: self._session.case.back_up(place),
            "Backed up, and the copy was verified.",
            self._backed_up,
        )

    def _backed_up(self) -> None:
        self._window.messages.withdraw("backup_old")
        self._session.backed_up.emit()

    def _wait(self, work: Callable[[], object], said: str, then: Callable[[], None] | None = None) -> None:
        self._copying = self._copying or Lane("copying")
        self._window.status.show_work("Writing a copy", None)

        def done(_: object) -> None:
            self._window.status.show_work(None)
            self._window.status.say_deed(said, "archive", undoable=False)
            if then is not None:
                then()

        def failed(problem: BaseException) -> None:
            self._window.status.show_work(None)
            self._window.messages.post(message_for(problem))

        deliver_result(self._copying.submit(work), self._session.case.deliver, done, failed)

    def _about(self) -> None:
        words = f"Casefile {__version__}. GPL-3.0-or-later. It makes no network connection."
        self._window.messages.post(Message("about", words, weight="ok"))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
