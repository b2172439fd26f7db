"""The parts every pane and dialog is built from."""

from casefile.gui.widgets.buttons import Button, IconButton, SegmentedSwitch, Toggle
from casefile.gui.widgets.chip_bar import ChipBar, FilterChip
from casefile.gui.widgets.command_palette import CommandPalette, Entry
from casefile.gui.widgets.drawer import Drawer
from casefile.gui.widgets.drop_overlay import DropEffect, DropOverlay
from casefile.gui.widgets.empty_state import EmptyState, NextKey
from casefile.gui.widgets.message_bar import Message, MessageBar
from casefile.gui.widgets.plain import (
    ElidedLabel,
    Hairline,
    IconSign,
    KeyCap,
    PlainLabel,
    Surface,
    restyle,
)
from casefile.gui.widgets.popup import PopupFrame
from casefile.gui.widgets.progress import ProgressBar
from casefile.gui.widgets.search_field import SearchField
from casefile.gui.widgets.sections import GroupHead, PaneToolbar, Section, SectionHead, Splitter
from casefile.gui.widgets.status_bar import StatusBar

__all__ = [
    "Button",
    "ChipBar",
    "CommandPalette",
    "Drawer",
    "DropEffect",
    "DropOverlay",
    "ElidedLabel",
    "EmptyState",
    "Entry",
    "FilterChip",
    "GroupHead",
    "Hairline",
    "IconButton",
    "IconSign",
    "KeyCap",
    "Message",
    "MessageBar",
    "NextKey",
    "PaneToolbar",
    "PlainLabel",
    "PopupFrame",
    "ProgressBar",
    "SearchField",
    "Section",
    "SectionHead",
    "SegmentedSwitch",
    "Splitter",
    "StatusBar",
    "Surface",
    "Toggle",
    "restyle",
]
