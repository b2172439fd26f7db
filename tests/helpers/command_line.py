"""A reporter at the terminal: commands run in this process, with what they said and how they ended."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from casefile.command_line.running import run
from tests.helpers.cases import PASSPHRASE
from tests.helpers.cheap_keys import CHEAP_SETS

ROOT = Path(__file__).parents[2]


@dataclass
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str = field(repr=True)
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


class Terminal:
    """Runs commands on one case with its passphrase file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.case = folder / "case" / "larkspur.casefile"
        self.secrets = folder / "secrets"
        self.case.parent.mkdir()
        self.secrets.mkdir()
        self.passphrase = self.secret("passphrase", PASSPHRASE)
        self._capsys = capsys

    def secret(self, name: str, words: str) -> Path:
        """A file that holds a secret on its first line."""
        path = self.secrets / name
        path.write_text(f"{words}\n", encoding="utf-8")
        return path

    def run(self, *words: object) -> Said:
        """``casefile WORDS``, nothing added."""
        self._capsys.readouterr()
        try:
            code = run(
                [os.fspath(word) if isinstance(word, Path) else str(word) for word in words], CHEAP_SETS
            )
        except SystemExit as ended:  # argparse's own way
            code = int(ended.code or 0)
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return Said(code, said.out, said.err)

    def __call__(self, command: str, *words: object) -> Said:
        """``casefile COMMAND CASE --passphrase-file FILE WORDS``."""
        return self.run(command, self.case, "--passphrase-file", self.passphrase, *words)

    def made(self) -> Terminal:
        """Makes the case."""
        assert self("new").code == 0
        return self


def as_process(*words: object) -> list[str]:
    """The command line of the program in a process of its own (`cheap_casefile`)."""
    return [sys.executable, "-m", "tests.helpers.cheap_casefile", *map(str, words)]


def process_surroundings() -> dict[str, str]:
    """The environment in which `as_process` finds this checkout."""
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
