"""Passages and origins of the claims chosen."""

from __future__ import annotations

from casefile.gui.evidence.centre import EvidenceCentre
from casefile.gui.pane import Pane

PANE = Pane(view="evidence", place="centre", title="Evidence", build=EvidenceCentre)
