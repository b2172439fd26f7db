"""The second, slower look at a PDF: pypdf reads what stands around the text.

Everything here is a claim of the file: who made it and when, its contents list, files inside it, notes on its
pages, form fields, locks and signatures. Signatures are counted, never verified.
"""

from __future__ import annotations

import contextlib
import logging
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from casefile.domain.limits import Limits
from casefile.importers.one_line import one_line
from casefile.importers.parsed_item import MAX_COUNT, Attachment, Fact, OutlineEntry
from casefile.importers.pdf_metadata import PdfMetadata, believable_title, read_metadata
from casefile.importers.structure import Annotation, Structure

_MOST_LISTED = 5_000
_DEEPEST_OUTLINE = 20
_NOT_NOTES = frozenset({"/Link", "/Widget", "/Popup"})
_WAYS = {1: "RC4, 40 bits", 2: "RC4", 3: "unpublished", 4: "RC4 or AES, 128 bits", 5: "AES, 256 bits"}
_XMP_FACTS = (
    ("xmp_creator_tool", "XMP: made with"),
    ("pdf_producer", "XMP: producer"),
    ("xmp_create_date", "XMP: created"),
    ("xmp_modify_date", "XMP: changed"),
    ("xmpmm_document_id", "XMP: document id"),
    ("xmpmm_instance_id", "XMP: instance id"),
)


def warm() -> None:
    """Loads pypdf with its cryptography, XMP and filters on a sample made with pypdf itself."""
    import io

    import pypdf

    _silence()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_outline_item(title="Sample", page_number=0)
    writer.add_attachment("note.txt", b"sample")
    writer.add_metadata({"/Title": "Sample of our own", "/Author": "Casefile Sample"})
    for way in ("AES-256", "RC4-128"):
        packed = io.BytesIO()
        writer.encrypt("", "owner", algorithm=way)
        writer.write(packed)
        read_structure(packed, Limits(), {})


def read_structure(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> Structure:
    """Everything pypdf can read; ``readable`` is False where it cannot open the file or has no password."""
    import pypdf

    _silence()
    untrusted_stream.seek(0)
    try:
        reader = pypdf.PdfReader(untrusted_stream, strict=False)
        encryption = _encryption(reader)
        if reader.is_encrypted and not reader.decrypt(wish.get("password", "")):
            return Structure(readable=False, encryption=encryption)
        pages = len(reader.pages)
    except _broken():
        return Structure(readable=False)
    return _Look(reader, min(pages, limits.max_pages), encryption).structure()


def _silence() -> None:
    """pypdf writes a line for every oddity of a file, with the file's own words in it."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


def _broken() -> tuple[type[Exception], ...]:
    """What pypdf raises over damaged files: its own errors, and those of the places it trips over."""
    from pypdf.errors import PyPdfError

    return (PyPdfError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError,
            RecursionError, NotImplementedError, OSError, EOFError, struct.error, zlib.error)  # fmt: skip


def _encryption(reader: Any) -> str:
    """The lock's kind in words, from the encryption dictionary (ISO 32000-2, table 20)."""
    if not reader.is_encrypted:
        return ""
    entry = reader.trailer["/Encrypt"].get_object()
    version, revision = int(entry.get("/V", 0)), int(entry.get("/R", 0))
    bits = int(entry.get("/Length", 40)) if version == 2 else 0
    way = _WAYS.get(version, "unknown way") + (f", {bits} bits" if bits else "")
    handler = one_line(str(entry.get("/Filter", "")), 60).lstrip("/")
    return f"{way} ({handler}, revision {revision})"


class _Look:
    """One pass over an open reader; a part that cannot be read is left out and named."""

    def __init__(self, reader: Any, pages: int, encryption: str) -> None:
        self.reader = reader
        self.pages = pages
        self.encryption = encryption
        self.unread: list[str] = []

    def structure(self) -> Structure:
        """All parts together."""
        metadata = PdfMetadata(None, None, ())
        xmp_title, xmp_facts = None, list[Fact]()
        outline, attachments = list[OutlineEntry](), list[Attachment]()
        annotations, form, labels = list[Annotation](), list[Fact](), list[str]()
        signatures = 0
        with self._part("metadata"):
            metadata = read_metadata(self._information())
        with self._part("XMP"):
            xmp_title, xmp_facts = self._xmp()
        with self._part("outline"):
            outline.extend(self._outline(self.reader.outline, 0))
        with self._part("attachments"):
            attachments.extend(self._attachments())
        with self._part("annotations"):
            for entry in self._annotations():
                annotations.append(entry)
        with self._part("form fields"):
            form, signatures = self._form()
        with self._part("page labels"):
            labels = [one_line(str(label), 100) for label in self.reader.page_labels[: self.pages]]
        facts = [*metadata.facts, *xmp_facts]
        if self.unread:
            facts.append(Fact("Parts that could not be read", ", ".join(self.unread)))
        return Structure(
            readable=True,
            title=metadata.title or (believable_title(xmp_title, "XMP title") if xmp_title else None),
            byline=metadata.byline,
            facts=tuple(facts),
            outline=tuple(outline),
            attachments=tuple(attachments),
            annotations=tuple(annotations),
            form_fields=tuple(form),
            page_labels=tuple(labels),
            encryption=self.encryption,
            signatures=signatures,
        )

    @contextlib.contextmanager
    def _part(self, name: str) -> Iterator[None]:
        try:
            yield
        except _broken():
            self.unread.append(name)

    def _information(self) -> dict[str, str]:
        entries = self.reader.metadata or {}
        return {str(name).lstrip("/"): str(value) for name, value in entries.items() if value is not None}

    def _xmp(self) -> tuple[str | None, list[Fact]]:
        xmp = self.reader.xmp_metadata
        if xmp is None:
            return None, []
        facts = []
        for name, words in _XMP_FACTS:
            value = getattr(xmp, name)
            shown = value.isoformat() if hasattr(value, "isoformat") else str(value or "")
            if shown.strip():
                facts.append(Fact(words, one_line(shown)))
        creators = [one_line(str(each), 200) for each in (xmp.dc_creator or [])[:50]]
        if any(creators):
            facts.append(Fact("XMP: author", one_line(", ".join(filter(None, creators)))))
        titles = xmp.dc_title or {}
        title = titles.get("x-default") or next(iter(titles.values()), None)
        return (one_line(str(title)) if title else None), facts

    def _outline(self, entries: Any, level: int) -> Iterator[OutlineEntry]:
        for count, entry in enumerate(entries):
            if count >= _MOST_LISTED:
                return
            if isinstance(entry, list):
                if level < _DEEPEST_OUTLINE:
                    yield from self._outline(entry, level + 1)
                continue
            page = None
            with contextlib.suppress(*_broken()):
                page = self.reader.get_destination_page_number(entry)
            known = page if isinstance(page, int) and 0 <= page < self.pages else None
            yield OutlineEntry(one_line(str(entry.title)), level, known)

    def _attachments(self) -> Iterator[Attachment]:
        for count, embedded in enumerate(self.reader.attachment_list):
            if count >= _MOST_LISTED:
                return
            size = None
            with contextlib.suppress(*_broken()):
                size = embedded.size
            name = embedded.alternative_name or embedded.name
            known = int(size) if isinstance(size, int) and 0 <= size < MAX_COUNT else None
            yield Attachment(one_line(str(name)), known)

    def _annotations(self) -> Iterator[Annotation]:
        count = 0
        for index in range(self.pages):
            for reference in self.reader.pages[index].get("/Annots") or ():
                entry = reference.get_object()
                kind = str(entry.get("/Subtype", ""))
                if kind in _NOT_NOTES or count >= _MOST_LISTED:
                    continue
                count += 1
                yield Annotation(
                    index,
                    one_line(kind.lstrip("/"), 60),
                    one_line(str(entry.get("/Contents", "") or "")),
                    one_line(str(entry.get("/T", "") or ""), 200),
                )

    def _form(self) -> tuple[list[Fact], int]:
        """Named fields with their values, and how many signature fields are filled."""
        form, signatures = list[Fact](), 0
        for name, entry in list((self.reader.get_fields() or {}).items())[:_MOST_LISTED]:
            value = entry.get("/V")
            if entry.get("/FT") == "/Sig":
                signatures += value is not None
            elif value is not None:
                form.append(Fact(one_line(str(name), 200), one_line(str(value))))
        return form, signatures
