"""Tags: names put on items, passages, claims and contacts alike.

A tag is a path with ``:`` between its levels (``theme:leak``); a level above is a tag too.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

MARKS = range(1, 10)
"""The nine marked tags, on the keys 1 to 9."""
MAX_PATH = 200
"""Longest path, in characters: more is a sentence and no tag."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; ``mark`` is its key and painted mark (1 to 9), or None for the plain ring."""

    n: int
    id: str
    path: str
    mark: int | None = None
    description: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The last level, which is what a row shows."""
        return self.path.rpartition(":")[2]

    @property
    def above(self) -> str:
        """The path of the level above, empty at the top."""
        return self.path.rpartition(":")[0]


@dataclass(frozen=True, slots=True)
class TagCount:
    """How many of the things now listed carry a tag, and how many there are in all."""

    tag: int
    shown: int
    total: int


def clean_path(untrusted_path: str) -> str:
    """A path as it is kept: NFC, blanks folded, no empty level.

    Raises ValueError where nothing is left or the path is longer than `MAX_PATH`.
    """
    levels = [" ".join(level.split()) for level in unicodedata.normalize("NFC", untrusted_path).split(":")]
    path = ":".join(level for level in levels if level)
    if not path or len(path) > MAX_PATH or any(unicodedata.category(c) == "Cc" for c in path):
        raise ValueError("not the path of a tag")
    return path


def path_key(path: str) -> str:
    """What makes two paths the same tag: case does not."""
    return unicodedata.normalize("NFC", path.casefold())
