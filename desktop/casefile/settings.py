"""Settings of the program, none of a case: how it looks, and the one folder it may list cases of.

Kept in one small JSON file in the reporter's own configuration folder (mode 0600). Nothing about a
case is ever written here (promise P2); unknown names and odd values are left out, never an obstacle.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Everything that can be set, with what holds until it is."""

    theme: str = "system"
    text_size: int = 100
    reduce_motion: bool = False
    single_letter_keys: bool = True
    cases_folder: str = ""
    reading_size: int = 17


def settings_file() -> Path:
    """Where the settings lie on this platform."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "casefile" / "settings.json"


def load(file: Path | None = None) -> Settings:
    """The settings as they were kept; defaults where there is no file or a value has another type."""
    try:
        kept = json.loads((file or settings_file()).read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    default = Settings()
    known = {
        one.name: kept[one.name]
        for one in fields(Settings)
        if type(kept.get(one.name)) is type(getattr(default, one.name))
    }
    return replace(default, **known)


def keep(settings: Settings, file: Path | None = None) -> bool:
    """Writes the settings, whole or not at all; False where that place cannot be written."""
    place = file or settings_file()
    part = place.with_name(f".{place.name}.part")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(asdict(settings), stream, indent=1)
        part.replace(place)
        return True
    return False


def replaced(settings: Settings, **changes: object) -> Settings:
    """The settings with some of them changed."""
    return replace(settings, **changes)  # type: ignore[arg-type]  # names and types are the caller's own
