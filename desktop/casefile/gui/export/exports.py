"""Opens the export dialog from its key, and says in the window what was saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from casefile.casework.exporting import Saved
from casefile.gui.export import words
from casefile.gui.export.dialog import ExportDialog
from casefile.gui.main_window import MainWindow
from casefile.gui.session import Session
from casefile.gui.widgets import Message

DONE = "export_done"


class Exports(QObject):
    """Ctrl+E, and the message bar after it."""

    def __init__(self, session: Session, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._window = session, window
        self._folder: Path | None = None
        self.dialog: ExportDialog | None = None
        window.deeds.when("export.open", self.open)
        window.messages.stepped.connect(self._step)

    def open(self) -> ExportDialog:
        """Shows the dialog, or the one that is open."""
        if self.dialog is None:
            self.dialog = ExportDialog(self._session, self._window)
            self.dialog.saved.connect(self._saved)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()
        return self.dialog

    def stop(self) -> None:
        """Before the window goes."""
        if self.dialog is not None:
            self.dialog.reject()

    def _closed(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _saved(self, saved: Saved, pages: int, masked: int) -> None:
        self._folder = saved.path.parent
        line = words.saved(saved.path.name, pages, masked)
        self._window.messages.post(Message(DONE, line, "Show in folder", "ok"))

    def _step(self, code: str) -> None:
        if code == DONE and self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
