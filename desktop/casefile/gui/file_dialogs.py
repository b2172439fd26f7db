"""Choosing files and folders without leaving a trace of them (security.md 4.9).

Qt's own dialog writes the last folder and a history of them to ``QtProject.conf``; a desktop's own
dialog goes through a portal or GTK, which may keep a list of recent files that is not ours to clear.
So ours is Qt's, with no history, no side list of recent places, and the two keys taken out of the
settings after every use, however it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QDir, QSettings, QStandardPaths, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

CASES = "Cases (*.casefile)"
EVERYTHING = "All files (*)"
_TRACES = ("lastVisited", "history", "shortcuts", "qtVersion", "sidebarWidth", "treeViewHeader", "viewMode")

Shown = Callable[[QFileDialog], bool]


def _show(dialog: QFileDialog) -> bool:
    return bool(dialog.exec())


def choose_files(
    parent: QWidget | None, start: Path, title: str = "Import files", *, show: Shown = _show
) -> list[Path]:
    """Files to import; [] when she changed her mind. ``start`` is where the dialog opens."""
    with _dialog(parent, title, start) as dialog:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([EVERYTHING])
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Import")
        return [Path(name) for name in dialog.selectedFiles()] if show(dialog) else []


def choose_case(
    parent: QWidget | None, start: Path, title: str = "Open a case", *, show: Shown = _show
) -> Path | None:
    """One existing ``.casefile``."""
    with _dialog(parent, title, start) as dialog:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([CASES, EVERYTHING])
        return _one(dialog, show)


def choose_folder(
    parent: QWidget | None, start: Path, title: str = "Choose a folder", *, show: Shown = _show
) -> Path | None:
    """One existing folder."""
    with _dialog(parent, title, start) as dialog:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Choose")
        return _one(dialog, show)


def choose_new_file(
    parent: QWidget | None, proposed: Path, title: str, suffix: str, *, show: Shown = _show
) -> Path | None:
    """A place for a file that is to be written; ``suffix`` without its dot. Qt asks before replacing."""
    with _dialog(parent, title, proposed.parent) as dialog:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilters([f"*.{suffix}", EVERYTHING])
        dialog.selectFile(proposed.name)
        return _one(dialog, show)


def forget_places() -> None:
    """Takes every place a file dialog may have remembered out of Qt's own settings."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    for key in _TRACES:
        settings.remove(key)
    settings.endGroup()
    settings.remove("Qt/filedialog")
    settings.sync()
    file = Path(settings.fileName())
    if not settings.allKeys() and file.is_file() and file.stat().st_size == 0:
        file.unlink()


def _one(dialog: QFileDialog, show: Shown) -> Path | None:
    chosen = dialog.selectedFiles() if show(dialog) else []
    return Path(chosen[0]) if chosen else None


@contextmanager
def _dialog(parent: QWidget | None, title: str, start: Path) -> Iterator[QFileDialog]:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("files")
    dialog.setAccessibleName(title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setOption(QFileDialog.Option.DontResolveSymlinks)
    dialog.setHistory([])
    home = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.HomeLocation)
    dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in dict.fromkeys([*home, QDir.rootPath()])])
    dialog.setDirectory(str(start if start.is_dir() else Path.home()))
    try:
        yield dialog
    finally:
        dialog.setHistory([])
        dialog.deleteLater()
        # Its destructor writes the settings: let it run now, then take out what it wrote.
        _finish(dialog)
        forget_places()


def _finish(dialog: QFileDialog) -> None:
    import shiboken6

    if shiboken6.isValid(dialog):
        shiboken6.delete(dialog)
