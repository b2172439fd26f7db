"""The same promises against a real Secret Service, started for the test in a home of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.keyring,
    pytest.mark.skipif(
        not all(map(shutil.which, ("dbus-run-session", "gnome-keyring-daemon"))),
        reason="dbus-run-session or gnome-keyring-daemon is not installed",
    ),
]

OPENING = """
from contextlib import closing
from casefile.domain.errors import ReporterCanFix
from casefile.vault.remembered_key import *
KEY, SALT = bytes(range(32)), bytes([1]) + bytes(15)
def told(deed, *given):
    try:
        answer = deed(*given)
    except ReporterCanFix as problem:
        answer = problem.code
    print(answer.hex() if isinstance(answer, bytearray) else answer, flush=True)
"""

LOCK = """
import secretstorage
with closing(secretstorage.dbus_init()) as bus:
    secretstorage.get_default_collection(bus).lock()
"""

COLLECTIONS = """
import secretstorage
with closing(secretstorage.dbus_init()) as bus:
    print(sum(one.collection_path.rpartition("/")[2] != "session"
              for one in secretstorage.get_all_collections(bus)))
"""


@pytest.fixture
def home() -> Iterator[Path]:
    # A short path: the name of a Unix socket has room for 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="kr", dir="/tmp"))
    (folder / "run").mkdir(mode=0o700)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def answers(home: Path, program: str, *, unlocked: bool) -> list[str]:
    """Runs a program in a session of its own, with the login's keyring unlocked or never made."""
    start = "--unlock" if unlocked else "--start"
    asked = subprocess.run(
        [
            *("dbus-run-session", "--", "sh", "-c"),
            f"printf 'login-password\\n' | gnome-keyring-daemon {start} --components=secrets --daemonize"
            ' >/dev/null 2>&1; exec "$0" -c "$1"',
            *(sys.executable, OPENING + program),
        ],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "share"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_RUNTIME_DIR": str(home / "run"),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.splitlines()


def test_a_key_is_kept_recalled_and_forgotten_by_the_login(home: Path) -> None:
    program = """
told(available)
told(recall, SALT)
told(remember, SALT, KEY)
told(recall, SALT)
told(is_kept, SALT)
told(forget, SALT)
told(recall, SALT)
told(forget, SALT)
"""
    key = bytes(range(32)).hex()
    expected = ["True", "keyring_no_entry", "None", key, "True", "None", "keyring_no_entry", "None"]
    assert answers(home, program, unlocked=True) == expected
    written = b"".join(path.read_bytes() for path in (home / "share").rglob("*") if path.is_file())
    assert written
    assert key.encode() not in written


def test_a_locked_login_is_told_and_not_taken_for_an_empty_one(home: Path) -> None:
    program = f"told(remember, SALT, KEY)\n{LOCK}\ntold(recall, SALT)\ntold(remember, SALT, KEY)\n"
    assert answers(home, program, unlocked=True) == ["None", "keyring_locked", "keyring_locked"]


def test_a_question_nobody_answers_is_told_as_dismissed(home: Path) -> None:
    assert answers(home, "told(remember, SALT, KEY)\n", unlocked=False) == ["keyring_dismissed"]


def test_a_key_is_there_again_after_the_next_login(home: Path) -> None:
    assert answers(home, "told(remember, SALT, KEY)\n", unlocked=True) == ["None"]
    assert answers(home, "told(recall, SALT)\n", unlocked=True) == [bytes(range(32)).hex()]


def test_looking_for_a_kept_key_puts_no_question(home: Path) -> None:
    """Before a keyring was ever made, and while it is locked; nothing is made or opened by looking."""
    assert answers(home, f"told(is_kept, SALT)\n{COLLECTIONS}", unlocked=False) == ["False", "0"]
    program = f"told(remember, SALT, KEY)\n{LOCK}\ntold(is_kept, SALT)\ntold(recall, SALT)\n"
    assert answers(home, program, unlocked=True) == ["None", "True", "keyring_locked"]
