"""What stands before a case: the cases of one folder, a passphrase judged, this computer's login."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import dataclass
from pathlib import Path

from casefile.casework import opening
from casefile.casework.lanes import Deliver
from casefile.casework.open_case import OpenCase
from casefile.domain.errors import ReporterCanFix
from casefile.store import case_file, places
from casefile.vault import remembered_key, strength

SUFFIX = ".casefile"


@dataclass(frozen=True)
class CaseThere:
    """A case file of the chosen folder; ``login`` where this computer's login keeps its key."""

    path: Path
    size: int
    changed: datetime.datetime
    login: bool = False


def cases_in(folder: Path, *, ask_login: bool = False) -> list[CaseThere]:
    """The case files of one folder, the last changed first. Nothing is opened but their first 16 bytes,
    and those only to ask the keyring (``ask_login``)."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.suffix != SUFFIX or path.name.startswith(".") or not path.is_file():
                continue
            status = path.stat()
            changed = datetime.datetime.fromtimestamp(status.st_mtime)
            found.append(CaseThere(path, status.st_size, changed, ask_login and login_keeps(path)))
    return sorted(found, key=lambda case: case.changed, reverse=True)


def login_keeps(path: Path) -> bool:
    """Whether this computer's login keeps the key of the case. Asks the keyring: may take a moment."""
    try:
        return remembered_key.is_kept(case_file.read_salt(path))
    except (ReporterCanFix, OSError):
        return False


def open_with_login(path: Path, deliver: Deliver) -> OpenCase:
    """Opens a case with the key this computer's login keeps. Raises ReporterCanFix (keyring_…)."""
    key = remembered_key.recall(case_file.read_salt(path))
    return opening.open_with_key(path, key, deliver)


def login_offered() -> bool:
    """Whether this computer has a keyring that may be used at all."""
    return remembered_key.available()


def new_phrase() -> str:
    """A generated passphrase: six words of the EFF's long list."""
    return strength.new_phrase()


def judge(passphrase: str, codename: str) -> tuple[str, bool]:
    """How strong a passphrase is in words, and whether a case should have it."""
    judged = strength.strength(passphrase, [codename])
    return judged.words, judged.level >= strength.Level.FAIR


def warning_for(path: Path) -> str | None:
    """The code of what to warn about before a case is kept there (a network or synced folder)."""
    return places.warning_for(path)
