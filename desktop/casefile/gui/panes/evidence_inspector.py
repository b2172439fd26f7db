"""What is missing for the claim chosen, beside the columns and beside the claims table."""

from __future__ import annotations

from casefile.gui.evidence.checks import Checks
from casefile.gui.evidence.claim_sheet import ClaimSheet
from casefile.gui.evidence.missing import Missing
from casefile.gui.pane import Pane

PANES = tuple(
    Pane(view=view, place="inspector", title=title, build=build, order=order, width=268)
    for view in ("evidence",)
    for order, (title, build) in enumerate((("Missing", Missing), ("Claim", ClaimSheet), ("Checks", Checks)))
)
