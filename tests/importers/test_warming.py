"""After confinement nothing can be opened: whatever an importer needs must be loaded by then."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.importers.samples_of_every_kind import SAMPLES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on open files is set as Linux has it")
def test_a_confined_child_reads_every_kind_of_file_without_opening_anything() -> None:
    program = Path(__file__).with_name("reading_while_confined.py")
    finished = subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}",
            "PYTHONIOENCODING": "utf-8",
        },
        timeout=100,
        check=False,
    )
    assert finished.stderr == ""
    assert finished.returncode == 0
    assert [line.split(" ", 2)[2] for line in finished.stdout.splitlines()] == [name for name, *_ in SAMPLES]
