"""The import tray below list and reader."""

from __future__ import annotations

from casefile.gui.pane import Pane
from casefile.gui.tray.pane import ImportTray

PANE = Pane(view="", place="tray", title="Import tray", build=ImportTray)
