"""What every journey through the real window begins and ends with."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.screens import Screen, a_screen, until

PASSPHRASE = "amber tide correct horse battery staple"
START = "^(Casefile|Unlock.*)$"
"""The title of the start window."""
CASE = "^Larkspur"



@pytest.fixture
def screen() -> Iterator[Screen]:
    """A desk of 1440 × 900. Its folder's path is short: a Unix socket's name has room for 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="cf", dir="/tmp") as folder, a_screen(Path(folder)) as made:
        yield made


@pytest.fixture
def passphrase_file(screen: Screen) -> Path:
    place = screen.folder / "passphrase"
    place.write_text(f"{PASSPHRASE}\n", "utf-8")
    return place


@pytest.fixture
def case(screen: Screen, passphrase_file: Path) -> Path:
    """A new, empty case called Larkspur, alone in its folder."""
    place = screen.folder / "cases" / "Larkspur.casefile"
    place.parent.mkdir()
    made = ("new", str(place), "--title", "Larkspur", "--passphrase-file", str(passphrase_file))
    screen.command_line(*made)
    return place


def asked(screen: Screen, command: str, case: Path, *further: str) -> Any:
    """What a command prints as JSON, of a case that is closed."""
    passphrase = ("--passphrase-file", str(screen.folder / "passphrase"))
    return json.loads(screen.command_line(command, str(case), *further, "--json", *passphrase))


def unlock(screen: Screen) -> str:
    """Types the passphrase into the start window; the case's window."""
    screen.activate(screen.window(START))
    screen.type(PASSPHRASE)
    screen.press("Return")
    window = screen.window(CASE)
    screen.activate(window)
    return window


def first_life_of(process: subprocess.Popen[bytes]) -> bytes:
    """What tells one program image of a process from the next after `execv`: the kernel's note of where it
    was put, chosen anew each time."""
    return Path(f"/proc/{process.pid}/auxv").read_bytes()


def readers_of(process: subprocess.Popen[bytes]) -> set[int]:
    """The process ids of the children: the nursery of one life of the program."""
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
    return {int(number) for number in told.split()}


def ends(process: subprocess.Popen[bytes]) -> int:
    """Waits until the program has ended, and gives its exit code."""
    until(lambda: process.poll() is not None, "the end of the program")
    return process.returncode


def stands_alone(case: Path) -> bool:
    """Whether nothing but the one file remains in the case's folder."""
    return [one.name for one in case.parent.iterdir()] == [case.name]


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except OSError:
        return False
    return True
