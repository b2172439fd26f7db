"""A PDF of ours as text: each page, and every string and described stream inside the file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from casefile.exporters.readback.place import Place

_XML_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""=\s*["']([^"']*)["']""")
# Text a content stream carries beside glyph numbers: for screen readers and for copying.
_MARKED_TEXT = re.compile(
    rb"/(?:ActualText|Alt|E|T|Contents)\s*(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)", re.DOTALL
)
# Streams of numbers and shapes, by the name under which they are referred to.
_NOT_TEXT = frozenset(
    {"/FontFile", "/FontFile2", "/FontFile3", "/CIDSet", "/CIDToGIDMap", "/ToUnicode", "/DestOutputProfile"}
)


def read_pdf(written: bytes) -> tuple[Place, ...]:
    """Pages first, then what a reader does not see."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(written))
    pages = [
        Place(f"page {number}", page.extract_text(), page=number)
        for number, page in enumerate(reader.pages, start=1)
    ]
    hidden: dict[str, Place] = {}
    for place in _inside(reader):
        if place.text.strip():
            hidden.setdefault(place.text, place)
    return (*pages, *hidden.values())


def _inside(reader: Any) -> Iterator[Place]:
    for name, value in (reader.metadata or {}).items():
        yield Place(f"the PDF's property {name.strip('/')}", str(value), hidden=True)
    numbers = sorted({number for table in reader.xref.values() for number in table} | set(reader.xref_objStm))
    objects = {number: reader.get_object(number) for number in numbers}
    not_text = {number for found in objects.values() for number in _referred_as_not_text(found)}
    for number, found in objects.items():
        yield from _strings(found, number not in not_text)
    yield from _strings(reader.trailer)


def _referred_as_not_text(part: Any) -> Iterator[int]:
    """Numbers of the objects a dictionary calls a font file, a glyph map or a colour profile."""
    from pypdf.generic import DictionaryObject, IndirectObject

    if isinstance(part, DictionaryObject):
        for name, value in dict.items(part):
            if name in _NOT_TEXT and isinstance(value, IndirectObject):
                yield value.idnum
            else:
                yield from _referred_as_not_text(value)
    elif isinstance(part, list):
        values = list(list.__iter__(part))
        if values[:1] == ["/ICCBased"] and isinstance(values[1], IndirectObject):
            yield values[1].idnum
        for value in values:
            yield from _referred_as_not_text(value)


def _strings(part: Any, is_text: bool = True) -> Iterator[Place]:
    """Every string below an object; references are not followed, each object is visited by its number."""
    from pypdf.generic import ByteStringObject, DictionaryObject, StreamObject, TextStringObject

    if isinstance(part, StreamObject) and is_text:
        yield from _stream(part)
    if isinstance(part, DictionaryObject):
        for name, value in dict.items(part):
            yield Place("a name inside the PDF", str(name).strip("/"), hidden=True)
            yield from _strings(value)
    elif isinstance(part, list):
        for value in list.__iter__(part):
            yield from _strings(value)
    elif isinstance(part, ByteStringObject):
        yield from _decoded(bytes(part), "a string inside the PDF")
    elif isinstance(part, TextStringObject):
        yield Place("a string inside the PDF", str(part), hidden=True)


def _stream(stream: Any) -> Iterator[Place]:
    kind, subtype = stream.get("/Type"), stream.get("/Subtype")
    if subtype == "/Image" or kind in ("/XRef", "/ObjStm"):
        return
    content = stream.get_data()
    if subtype == "/XML" or content.lstrip()[:5] in (b"<?xml", b"<?xpa"):
        described = content.decode("utf-8", "replace")
        yield Place("the PDF's description", _XML_TAG.sub(" ", described), hidden=True)
        for value in _ATTRIBUTE.findall(described):
            yield Place("the PDF's description", value, hidden=True)
    elif kind == "/EmbeddedFile":
        yield from _decoded(content, "a file inside the PDF")
    else:
        for found in _MARKED_TEXT.findall(content):
            yield from _decoded(_string_bytes(found), "marked text inside the PDF")


def _string_bytes(written: bytes) -> bytes:
    if written[:1] == b"<":
        digits = re.sub(rb"\s", b"", written[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return re.sub(rb"\\([()\\])", rb"\1", written[1:-1])


def _decoded(content: bytes, where: str) -> Iterator[Place]:
    if content[:2] in (b"\xfe\xff", b"\xff\xfe"):
        yield Place(where, content.decode("utf-16", "replace"), hidden=True)
        return
    for encoding in ("utf-8", "latin-1"):
        try:
            yield Place(where, content.decode(encoding), hidden=True)
        except UnicodeDecodeError:
            continue
        return
