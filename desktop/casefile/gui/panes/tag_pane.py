"""The tag pane under the navigation of every view."""

from __future__ import annotations

from casefile.gui.pane import Pane
from casefile.gui.tags.tag_pane import TagPane

PANE = Pane(view="", place="tags", title="Tags", build=TagPane)
