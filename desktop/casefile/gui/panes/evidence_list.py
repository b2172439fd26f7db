"""The claims of the Evidence view."""

from __future__ import annotations

from casefile.gui.evidence.claim_list import ClaimList
from casefile.gui.pane import Pane

PANE = Pane(view="evidence", place="list", title="Claims", build=ClaimList, width=316)
