"""A summary as PDF, set by Typst from our own template.

The outline reaches the template as one JSON string and is text there, whatever it contains. Typst sees an
empty folder as its root, so the template can read nothing; packages are never asked for. The file is tagged
for screen readers (PDF/UA-1) and carries no author, no date and no name of a program; its id is Typst's
digest of what it shows.
"""

from __future__ import annotations

import dataclasses
import json
import re
import tempfile
from typing import Any

from casefile.domain.summary import CaseSummary
from casefile.exporters.exporter import Exporter
from casefile.exporters.laying_out import lay_out
from casefile.exporters.outline import Outline
from casefile.resource_files import resource

# Typst asks for a moment of making; this one says nothing about the reporter.
_NO_TIME = 0
# What names the program and its ids, in the Info dictionary and in the XMP packet, both of which stand
# uncompressed in the file. Blanked to the same length, so that every offset still holds.
_TRACES = re.compile(
    rb"/(?:Creator|Producer)\s?\([^)]*\)"
    rb"|<xmp:CreatorTool>[^<]*</xmp:CreatorTool>"
    rb"|<xmpMM:(InstanceID|DocumentID|RenditionClass)>[^<]*</xmpMM:\1>"
    rb'|\s?x:xmptk="[^"]*"'
)


def write(summary: CaseSummary) -> bytes:
    """The finished PDF. Characters our fonts lack are set from the computer's; without any, as a box."""
    outline = lay_out(summary)
    return _without_traces(_typeset(outline))


def outline_as_json(outline: Outline) -> str:
    """The outline for the template: each block with its ``kind``."""
    said = dataclasses.asdict(outline)
    for block, described in zip(outline.blocks, said["blocks"], strict=True):
        described["kind"] = type(block).__name__.lower()
    return json.dumps(said, ensure_ascii=False)


def _typeset(outline: Outline) -> bytes:
    import typst

    template: Any = resource("templates", "memo.typ").read_bytes()
    fonts = [str(resource("fonts"))]
    inputs = {"outline": outline_as_json(outline)}
    # Our fonts alone; then with the computer's; then without the promise that every character shows.
    attempts: tuple[tuple[bool, Any], ...] = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))
    with tempfile.TemporaryDirectory(prefix="typst-") as empty_root:
        for ignore_system_fonts, standards in attempts:
            compiler = typst.Compiler(
                template,
                root=empty_root,
                font_paths=fonts,
                ignore_system_fonts=ignore_system_fonts,
                sys_inputs=inputs,
                package_path=empty_root,
                package_cache_path=empty_root,
            )
            try:
                made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=_NO_TIME)
            except typst.TypstError as problem:
                if not standards or not str(problem).startswith("PDF/UA-1 error"):
                    raise
                continue  # a character that no font at hand can show
            assert isinstance(made, bytes)
            return made
    raise AssertionError("the last attempt either returns or raises")


def _without_traces(made: bytes) -> bytes:
    """The same file without the names of programs; it never had a date, an author or a path."""
    return _TRACES.sub(lambda trace: b" " * len(trace[0]), made)


EXPORTER = Exporter(
    name="pdf", title="PDF", suffix=".pdf", media_type="application/pdf", order=1, write=write
)
