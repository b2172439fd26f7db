"""A Word document of ours as text: every paragraph with its runs joined, and everything else in the ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from casefile.exporters.readback.place import Place

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"})
_SHOWN = (
    "word/document.xml",
    "word/header",
    "word/footer",
    "word/footnotes",
    "word/endnotes",
    "word/comments",
)


def read_docx(written: bytes) -> tuple[Place, ...]:
    """Paragraphs in order, then properties, attributes, comments and the members' names."""
    shown: list[Place] = []
    hidden: dict[str, Place] = {}
    with zipfile.ZipFile(io.BytesIO(written)) as members:
        notes = [members.comment.decode("latin-1"), *members.namelist()]
        for member in members.infolist():
            notes.extend((member.comment.decode("latin-1"), member.extra.decode("latin-1")))
            content = members.read(member)
            if member.filename.endswith((".xml", ".rels")):
                found = _xml_places(member.filename, content)
            else:
                found = iter([Place(f"the member {member.filename}", content.decode("latin-1"), hidden=True)])
            for place in found:
                if place.hidden:
                    hidden.setdefault(place.text, place)
                else:
                    shown.append(place)
    for note in notes:
        hidden.setdefault(note, Place("the names inside the file", note, hidden=True))
    return (*shown, *(place for text, place in hidden.items() if text.strip()))


def _xml_places(name: str, content: bytes) -> Iterator[Place]:
    builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
    root = ElementTree.fromstring(content, ElementTree.XMLParser(target=builder))
    is_shown = name.startswith(_SHOWN)
    for number, paragraph in enumerate(root.iter(f"{_W}p"), start=1):
        said = "".join(_run_texts(paragraph))
        if said.strip():
            yield Place(f"{_part_name(name)} {number}", said, hidden=not is_shown)
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Place("a comment inside the document", element.text or "", hidden=True)
            continue
        for text in (element.text, element.tail):
            if text and text.strip() and element.tag != f"{_W}t":
                yield Place(f"the part {name}", text, hidden=True)
        for value in element.attrib.values():
            yield Place(f"an attribute in {name}", value, hidden=True)


def _part_name(name: str) -> str:
    if name.startswith("word/header"):
        return "header, paragraph"
    return "footer, paragraph" if name.startswith("word/footer") else "paragraph"


def _run_texts(paragraph: ElementTree.Element) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag in _BREAKS:
            yield " "
        elif isinstance(element.tag, str) and element.text and element.tag.startswith(_W):
            yield element.text
