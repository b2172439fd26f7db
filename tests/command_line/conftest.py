"""The reporter's terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.command_line import Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal with a passphrase file, and a place for a case."""
    return Terminal(tmp_path, capsys)
