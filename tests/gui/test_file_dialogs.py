"""Choosing files leaves no place behind in the reporter's home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHOOSE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QFileDialog
application = QApplication([])
from casefile.gui import file_dialogs
from casefile.gui.theme import dress
dress(application)
home, secret, what = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def accept(dialog):
    dialog.show()
    dialog.setDirectory(str(secret))
    saving = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.selectFile(str(secret / ("memo.pdf" if saving else "names.txt")))
    application.processEvents()
    dialog.accept()
    return True

def reject(dialog):
    dialog.show()
    dialog.setDirectory(str(secret))
    application.processEvents()
    dialog.reject()
    return False

if what == "careless":
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    accept(dialog)
    import shiboken6
    shiboken6.delete(dialog)
elif what == "files":
    assert file_dialogs.choose_files(None, home, show=accept) == [secret / "names.txt"]
    assert file_dialogs.choose_files(None, secret, show=reject) == []
elif what == "rest":
    file_dialogs.choose_case(None, secret, show=accept)
    file_dialogs.choose_folder(None, secret, show=accept)
    place = file_dialogs.choose_new_file(None, secret / "memo.pdf", "Save the memo", "pdf", show=accept)
    assert place == secret / "memo.pdf", place
    try:
        file_dialogs.choose_files(None, secret, show=lambda dialog: 1 / 0)
    except ZeroDivisionError:
        pass
"""


def traces(home: Path, secret: Path) -> list[Path]:
    """Files outside the chosen folder that name it, by content or by name."""
    found = []
    for file in home.rglob("*"):
        if file.is_file() and secret not in file.parents:
            held = file.read_bytes()
            if b"larkspur-sources" in held or "larkspur-sources" in file.name:
                found.append(file)
    return found


def choose(tmp_path: Path, what: str) -> tuple[Path, Path]:
    home, secret = tmp_path / "home", tmp_path / "home" / "larkspur-sources"
    secret.mkdir(parents=True)
    (secret / "names.txt").write_text("names")
    surroundings = {
        **os.environ,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-c", CHOOSE, str(home), str(secret), what]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return home, secret


def test_qts_own_dialog_would_remember_the_folder(tmp_path: Path) -> None:
    """The control: without our care the folder's name is found, so the other tests can fail."""
    home, secret = choose(tmp_path, "careless")
    assert traces(home, secret)


@pytest.mark.parametrize("what", ["files", "rest"])
def test_no_folder_is_remembered_however_the_dialog_ended(tmp_path: Path, what: str) -> None:
    home, secret = choose(tmp_path, what)
    assert traces(home, secret) == []
