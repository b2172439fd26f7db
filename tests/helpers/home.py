"""A home of the tests' own, so that no test reads or writes the one of whoever runs them."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

_FOLDERS_BY_VARIABLE = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "runtime",
    "TMPDIR": "temp",
}


@dataclass(frozen=True)
class TestsHome:
    """The folder that holds home, settings and temp files meanwhile, and what to put back."""

    root: Path
    before: dict[str, str | None]


def move_in() -> TestsHome:
    """Points home, XDG folders and TMPDIR into a new folder; programs the tests start inherit it.

    pytest's own `tmp_path` stays where it was: strangers' files for the tests lie there, readable.
    """
    pytest_root = tempfile.gettempdir()
    root = Path(tempfile.mkdtemp(prefix="casefile-tests-"))
    changes = {name: str(root / folder) for name, folder in _FOLDERS_BY_VARIABLE.items()}
    for folder in changes.values():
        Path(folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    # A test run by root hands temp folders to a user without rights, who has to get there.
    root.chmod(0o711)
    (root / "temp").chmod(0o711)
    changes["PYTEST_DEBUG_TEMPROOT"] = os.environ.get("PYTEST_DEBUG_TEMPROOT", pytest_root)
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    tempfile.tempdir = None  # makes tempfile read TMPDIR again
    return TestsHome(root, before)


def move_out(home: TestsHome) -> None:
    """Undoes `move_in` and removes the folder."""
    for name, value in home.before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    tempfile.tempdir = None
    shutil.rmtree(home.root, ignore_errors=True)
