"""Reading back what we wrote, down to what no reader sees, for the check before a summary leaves.

Only our own files are read here; strangers' files go to the sandbox.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from casefile.domain.summary import CaseSummary
from casefile.exporters.laying_out import lay_out
from casefile.exporters.outline import Claim, Heading, Outline, block_facts, facts
from casefile.exporters.readback.docx import read_docx
from casefile.exporters.readback.html import read_html
from casefile.exporters.readback.md import read_md
from casefile.exporters.readback.pdf import read_pdf
from casefile.exporters.readback.place import Place

_READERS: dict[str, Callable[[bytes], tuple[Place, ...]]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "html": read_html,
    "md": read_md,
}


def read_back(format_name: str, written: bytes) -> tuple[Place, ...]:
    """Every text in a file one of our exporters wrote. Raises KeyError for a format without a reader."""
    return _READERS[format_name](written)


def planned(summary: CaseSummary) -> tuple[Place, ...]:
    """What was to be written, section by section: checked beside the file itself.

    It names the place in the reporter's words, and holds characters that no font could draw.
    """
    outline = lay_out(summary)
    places = [Place("the head of the summary", text) for text in _head(outline)]
    section = ""
    for block in outline.blocks:
        if isinstance(block, Heading):
            section = block.text
        where = f"{section}, {block.ref}" if isinstance(block, Claim) else section
        places.extend(Place(where, text) for text in block_facts(block) if text)
    return tuple(places)


def _head(outline: Outline) -> tuple[str, ...]:
    texts = (outline.codename, outline.marking, outline.title, outline.subtitle, outline.note)
    return tuple(text for text in texts if text)


def characters_lost(summary: CaseSummary, places: tuple[Place, ...]) -> str:
    """Characters of the summary that the written file does not hold, each once, sorted.

    Not empty only where no font at hand could show them (a PDF draws boxes then): tell the reporter.
    """
    asked = {character for fact in facts(lay_out(summary)) for character in _letters(fact)}
    held = {character for place in places if not place.hidden for character in _letters(place.text)}
    return "".join(sorted(asked - held))


def _letters(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in composed if unicodedata.category(letter)[0] in "LNS")
