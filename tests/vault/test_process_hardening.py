"""What keeps a key inside the process is really switched on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.vault.process_hardening import wipe


def test_a_wiped_key_is_all_zeros_and_as_long_as_before() -> None:
    key = bytearray(range(32))
    same = memoryview(key)
    wipe(key)
    assert bytes(same) == bytes(32)
    wipe(bytearray())


@pytest.mark.skipif(sys.platform != "linux", reason="speaks of Linux")
def test_a_hardened_process_leaves_no_core_and_cannot_be_read() -> None:
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "import ctypes, resource; from casefile.vault.process_hardening import harden; print(*harden());"
            "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert asked.stdout.splitlines() == ["core dumpable", "(0, 0) 0"]


def test_this_room_never_meets_the_store() -> None:
    room = Path(__file__).parents[2] / "desktop" / "casefile" / "vault"
    assert not [path for path in room.glob("*.py") if "casefile.store" in path.read_text("utf-8")]
