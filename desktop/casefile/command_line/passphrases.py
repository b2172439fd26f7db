"""Where the command line gets a passphrase from: a file, the file the environment names, the terminal."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from casefile.domain.errors import ReporterCanFix

VARIABLE = "CASEFILE_PASSPHRASE_FILE"
MAX_BYTES = 4096


def passphrase_from(file: Path | None, *, twice: bool = False) -> str:
    """The passphrase. ``twice`` asks for it again on the terminal (a new one).

    Raises ReporterCanFix("passphrase_file_unreadable", …) or ("passphrase_missing").
    """
    if file is None and os.environ.get(VARIABLE):
        file = Path(os.environ[VARIABLE])
    if file is not None:
        return secret_in(file)
    if not sys.stdin.isatty():
        raise ReporterCanFix("passphrase_missing")
    first = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("The same again: ") != first:
        raise ReporterCanFix("passphrases_differ")
    return first


def secret_in(file: Path) -> str:
    """The first line of a file that holds a secret, without its line end."""
    line = page_in(file).partition("\n")[0].removesuffix("\r")
    if not line:
        raise ReporterCanFix("passphrase_file_unreadable")
    return line


def page_in(file: Path) -> str:
    """A small text file whole, such as the page with a recovery key."""
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ReporterCanFix("passphrase_file_unreadable") from None
