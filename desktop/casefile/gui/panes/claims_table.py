"""The claims as a table."""

from __future__ import annotations

from casefile.gui.evidence.claims_view import ClaimsView
from casefile.gui.pane import Pane

PANE = Pane(view="claims", place="centre", title="Claims", build=ClaimsView)
