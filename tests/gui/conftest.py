"""Every test of the window starts dressed, in the light theme at 100 %."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from casefile.gui.theme import Look, LookWish, dress
from tests.helpers.evidence_cases import evidence_desk as evidence_desk
from tests.helpers.evidence_cases import harbour_case as harbour_case
from tests.helpers.evidence_cases import harbour_file as harbour_file
from tests.helpers.window_cases import window_case as window_case

AT_START = LookWish(theme="light", reduce_motion=True)


@pytest.fixture
def the_look(qapp: QApplication) -> Iterator[Look]:
    look = dress(qapp, AT_START)
    yield look
    if look.wish != AT_START:
        look.apply(AT_START)


@pytest.fixture(autouse=True)
def _dressed(the_look: Look) -> None:
    """So that no test has to ask for it."""
