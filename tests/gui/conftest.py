"""Every test of the window starts dressed, in the light theme at 100 %."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from casefile.gui.theme import Look, LookWish, dress


@pytest.fixture
def the_look(qapp: QApplication) -> Iterator[Look]:
    look = dress(qapp, LookWish(theme="light"))
    yield look
    if look.wish != LookWish(theme="light"):
        look.apply(LookWish(theme="light"))


@pytest.fixture(autouse=True)
def _dressed(the_look: Look) -> None:
    """So that no test has to ask for it."""
