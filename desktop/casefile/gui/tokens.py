"""The design tokens: every colour, size and type role, read once from ``resources/themes/tokens.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from PySide6.QtGui import QColor

from casefile.resource_files import resource

ThemeName = Literal["light", "dark", "contrast", "contrast_light"]
Role = Literal["micro", "small", "body", "strong", "section", "title", "display", "quote", "reading", "hash"]
THEME_NAMES: tuple[ThemeName, ...] = get_args(ThemeName)
ROLES: tuple[Role, ...] = get_args(Role)

# The pine panel of the start screen (visual.md 8.1); white words on it pass 9 : 1 in every theme.
_PINE: dict[ThemeName, str] = {
    "light": "#124C3A",
    "dark": "#10281F",
    "contrast": "#000000",
    "contrast_light": "#000000",
}


@dataclass(frozen=True)
class TypeRole:
    """One line of the type scale: pixels and line height at 100 %, weight, and family key."""

    px: int
    line: int
    weight: int
    family: Literal["ui", "reading", "mono"]


@cache
def all_tokens() -> dict[str, Any]:
    """The whole token file, as read."""
    tokens: dict[str, Any] = json.loads(resource("themes", "tokens.json").read_text("utf-8"))
    return tokens


def colour_from(text: str) -> QColor:
    """``#RRGGBB`` or ``#RRGGBBAA`` (the design's order; Qt's own parser expects the alpha first)."""
    if len(text) == 9:
        colour = QColor(text[:7])
        colour.setAlpha(int(text[7:], 16))
        return colour
    return QColor(text)


@cache
def colours(theme: ThemeName) -> dict[str, QColor]:
    """Every colour token of a theme, by name; ``pine`` is the start screen's panel."""
    named = {name: colour_from(text) for name, text in all_tokens()["color"][theme].items()}
    named["pine"] = colour_from(_PINE[theme])
    return named


@cache
def type_role(role: Role) -> TypeRole:
    """The type scale's entry for a role."""
    entry = all_tokens()["type"]["scale"][role]
    return TypeRole(entry["px"], entry["line"], entry["weight"], entry.get("family", "ui"))


def size(name: str) -> int:
    """A size token in pixels at 100 %, such as ``size("header")`` = 44."""
    return int(all_tokens()["size"][name])


def duration(name: Literal["fast", "normal", "slow"]) -> int:
    """A motion duration in milliseconds, before *Reduce motion* is asked."""
    return int(all_tokens()["motion"][f"{name}_ms"])
