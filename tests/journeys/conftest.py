"""Journeys: the real readers in confined children, and the real program on a screen of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.sandbox.client import Nursery
from tests.helpers.command_line import Terminal
from tests.helpers.window_days import case as case
from tests.helpers.window_days import passphrase_file as passphrase_file
from tests.helpers.window_days import screen as screen


@pytest.fixture(scope="package")
def nursery() -> Iterator[Nursery]:
    """The real readers, started once."""
    with Nursery.start() as started:
        yield started


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal with a passphrase file, and a place for a case."""
    return Terminal(tmp_path, capsys)
