"""Journeys read with the real readers, in confined children of one nursery."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.sandbox.client import Nursery
from tests.helpers.command_line import Terminal


@pytest.fixture(scope="package")
def nursery() -> Iterator[Nursery]:
    """The real readers, started once."""
    with Nursery.start() as started:
        yield started


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal with a passphrase file, and a place for a case."""
    return Terminal(tmp_path, capsys)
