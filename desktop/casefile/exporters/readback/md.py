"""Markdown of ours as text: each line as it is shown, and whatever a renderer would hide."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from casefile.exporters.readback.place import Place

# One walk from the left: an escaped mark is itself, an entity is its character, emphasis is nothing.
_MARKUP = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#\w+|\w+);)|[*_`]+")
_TABLE_BORDER = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_LINK_TARGET = re.compile(r"(?<!\\)\]\(([^)]*)\)|^\s*\[[^\]]*\]:\s*(.*)$", re.MULTILINE)


def read_md(written: bytes) -> tuple[Place, ...]:
    """Lines in order; table cells one by one."""
    text = written.decode("utf-8")
    hidden = [Place("a comment in the text", found, hidden=True) for found in _COMMENT.findall(text)]
    targets = ("".join(found) for found in _LINK_TARGET.findall(text))
    hidden.extend(Place("a link in the text", target, hidden=True) for target in targets)
    return (*_lines(text), *hidden)


def _lines(text: str) -> Iterator[Place]:
    for number, line in enumerate(text.splitlines(), start=1):
        for cell in _TABLE_BORDER.split(line):
            shown = _MARKUP.sub(lambda mark: mark[1] or html.unescape(mark[2] or ""), cell)
            if shown.strip():
                yield Place(f"line {number}", shown)
