"""The word no test ever wants to meet outside a case.

Every builder puts `CANARY` into the titles, names and texts it makes. Whatever then turns up in a log
record, on the error stream or in a file below the tests' home has leaked out of a case.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CANARY = "Zinnobervogel"
"""In no dictionary, no corpus and no dependency; plain letters, so that no encoding changes it."""

_SPELLINGS = tuple(
    spelling
    for word in (CANARY, CANARY.lower(), CANARY.upper())
    for spelling in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
)


def holds_canary(text: str | bytes) -> bool:
    """Whether the canary stands in the text, in any case; in bytes also as UTF-16."""
    if isinstance(text, str):
        return CANARY.lower() in text.lower()
    return any(spelling in text for spelling in _SPELLINGS)


def files_with_canary(*folders: Path) -> Iterator[Path]:
    """The files below the folders whose bytes or whose own names hold the canary."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if holds_canary(path.name) or (_is_plain_file(path) and holds_canary(path.read_bytes())):
                yield path


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
