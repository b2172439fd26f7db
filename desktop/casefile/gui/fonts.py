"""The three bundled families, loaded once, and what stands in for scripts they do not hold."""

from __future__ import annotations

from functools import cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase

from casefile.gui.tokens import Role, type_role
from casefile.resource_files import resource

Family = Literal["ui", "reading", "mono"]

_BUNDLED: dict[Family, str] = {"ui": "Inter", "reading": "Source Serif 4", "mono": "JetBrains Mono"}
_FALLBACKS: dict[Family, tuple[str, ...]] = {
    "ui": ("Noto Sans",),
    "reading": ("Noto Serif", "DejaVu Serif"),
    "mono": ("Noto Sans Mono", "DejaVu Sans Mono"),
}


@cache
def load_bundled() -> tuple[str, ...]:
    """Gives the bundled fonts to Qt (once a process) and returns the family names it knows them by."""
    families: list[str] = []
    for file in sorted(resource("fonts").iterdir()):
        if file.suffix in {".otf", ".ttf"}:
            number = QFontDatabase.addApplicationFont(str(file))
            families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


@cache
def families(family: Family) -> tuple[str, ...]:
    """Ours first, then the system's own for that use; Qt takes the next family per missing letter."""
    load_bundled()
    systems = {
        "ui": QFontDatabase.SystemFont.GeneralFont,
        "reading": QFontDatabase.SystemFont.GeneralFont,
        "mono": QFontDatabase.SystemFont.FixedFont,
    }
    system = QFontDatabase.systemFont(systems[family]).families()
    return tuple(dict.fromkeys((_BUNDLED[family], *_FALLBACKS[family], *system)))


def make(role: Role, scale: float, *, strong: bool, italic: bool, tabular: bool, px: int | None) -> QFont:
    """A font of the type scale; ``px`` replaces the role's size (still at 100 %), ``strong`` is 600."""
    entry = type_role(role)
    font = QFont(list(families(entry.family)))
    font.setPixelSize(max(1, round((px or entry.px) * scale)))
    font.setWeight(QFont.Weight(600 if strong else entry.weight))
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular and hasattr(font, "setFeature"):
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
