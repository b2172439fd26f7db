"""Numbered style sheet templates become one style sheet for a theme and a text size.

A template speaks in tokens: ``@accent`` is a colour, ``@13px`` a length that grows with the text
size; a plain ``1px`` stays as it is (hairlines and radii do not grow).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor

from casefile.gui.tokens import ThemeName, colours
from casefile.resource_files import resource

_WORD = re.compile(r"@(\d+)px|@([a-z_0-9]+)")


@cache
def templates() -> tuple[Path, ...]:
    """The template files in their order; the number at the front of the name is the order."""
    return tuple(sorted(resource("styles").glob("*.qss")))


@cache
def _text() -> str:
    return "\n".join(file.read_text("utf-8") for file in templates())


def _css(colour: QColor) -> str:
    if colour.alpha() < 255:
        return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"
    return colour.name()


def style_sheet(theme: ThemeName, scale: float) -> str:
    """The style sheet of one theme at one text size. Raises `KeyError` for an unknown token."""
    named = colours(theme)
    contrast = theme.startswith("contrast")
    handle = QColor(named["line_strong"])
    handle.setAlphaF(1 if contrast else 0.6)
    words = {
        "scrollbar": "14px" if contrast else "10px",
        "handlecolour": _css(handle),
        "popupline": "2px" if contrast else "1px",
        "popupcolour": named["line_strong" if contrast else "line"].name(),
    }

    def value(match: re.Match[str]) -> str:
        if match[1]:
            return f"{round(int(match[1]) * scale)}px"
        if match[2] in words:
            return words[match[2]]
        return _css(named[match[2]])

    return _WORD.sub(value, _text())
