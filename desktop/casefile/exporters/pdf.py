"""A summary as PDF, set by Typst from our own template.

The outline reaches the template as one JSON string and is text there, whatever it contains. Typst sees an
empty folder as its root, so the template can read nothing; packages are never asked for. The file is tagged
for screen readers (PDF/UA-1) and carries no author, no date and no name of a program; its id is a digest
of what it shows.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import tempfile
from typing import Any
from xml.sax.saxutils import escape

from casefile.domain.summary import CaseSummary
from casefile.exporters.exporter import Exporter
from casefile.exporters.laying_out import lay_out
from casefile.exporters.outline import Outline
from casefile.resource_files import resource

# Typst asks for a moment of making; this one says nothing about the reporter.
_NO_TIME = 0
_UA = "<pdfuaid:part>1</pdfuaid:part>"
_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>{ua}"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)


def write(summary: CaseSummary) -> bytes:
    """The finished PDF. Characters our fonts lack are set from the computer's; without any, as a box."""
    outline = lay_out(summary)
    made, accessible = _typeset(outline)
    return _without_traces(made, outline.title, accessible)


def outline_as_json(outline: Outline) -> str:
    """The outline for the template: each block with its ``kind``."""
    said = dataclasses.asdict(outline)
    for block, described in zip(outline.blocks, said["blocks"], strict=True):
        described["kind"] = type(block).__name__.lower()
    return json.dumps(said, ensure_ascii=False)


def _typeset(outline: Outline) -> tuple[bytes, bool]:
    """The PDF as Typst makes it, and whether it keeps PDF/UA-1."""
    import typst

    template = resource("templates", "memo.typ").read_bytes()
    fonts = [str(resource("fonts"))]
    inputs = {"outline": outline_as_json(outline)}
    attempts = ((True, ["ua-1"]), (False, ["ua-1"]), (False, []))
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
                made: Any = compiler.compile(format="pdf", pdf_standards=standards, timestamp=_NO_TIME)
            except typst.TypstError as problem:
                if not standards or not str(problem).startswith("PDF/UA-1 error"):
                    raise
                continue  # a character that no font at hand can show
            assert isinstance(made, bytes)
            return made, bool(standards)
    raise AssertionError("the last attempt either returns or raises")


def _without_traces(made: bytes, title: str, accessible: bool) -> bytes:
    """The same pages without program names and dates; what PDF/UA-1 asks for in the metadata stays."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, ByteStringObject, StreamObject

    writer = PdfWriter(clone_from=io.BytesIO(made))
    writer.metadata = None
    described = writer.root_object["/Metadata"].get_object()
    assert isinstance(described, StreamObject)
    described.set_data(_XMP.format(title=escape(title), ua=_UA if accessible else "").encode())
    writer.pdf_header = "%PDF-1.7"
    digest = hashlib.sha256(made).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


EXPORTER = Exporter(
    name="pdf", title="PDF", suffix=".pdf", media_type="application/pdf", order=1, write=write
)
