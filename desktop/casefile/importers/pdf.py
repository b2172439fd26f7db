"""PDF documents: PDFium gives the text page by page and shows the pages, pypdf reads the structure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from casefile.domain.limits import Limits
from casefile.importers import pdf_metadata, pdf_pages, pdf_structure
from casefile.importers.importer import Importer, most_characters
from casefile.importers.language import guess_language
from casefile.importers.one_line import one_line
from casefile.importers.parsed_item import (
    Attachment,
    Block,
    Fact,
    ItemKind,
    Page,
    ParsedItem,
    ReadingMethod,
    ReadStatus,
    Reason,
)
from casefile.importers.pdf_characters import UNKNOWN_LETTER, PageGeometry, page_text
from casefile.importers.pdf_paragraphs import page_blocks
from casefile.importers.pdf_sample import sample_pdf
from casefile.importers.sniffing import OLE_START, ZIP_STARTS

MIME = "application/pdf"
FORMAT_NAME = "PDF document"
PAGE_GAP = "\n\n"
"""What stands between two pages' texts in the text layer; it belongs to no page."""
_LEAST_LETTERS = 2
"""A document with a single letter in it has no text worth the name; the letter is kept all the same."""
_HEADER_WITHIN = 1024
"""The header may be preceded by other bytes; readers look for it in the first KiB (Acrobat's own note)."""


def sniff(head: bytes, size: int, suffix: str) -> int:
    """Certain with a header at the start, likely with one in the first KiB or a PDF's remains without one."""
    if head.startswith(b"%PDF-"):
        return 100
    if head.startswith((*ZIP_STARTS, OLE_START)):
        return 0
    if b"%PDF-" in head[:_HEADER_WITHIN]:
        return 70
    remains = b"trailer" in head or b"startxref" in head or head.startswith(b"%PDF")
    return 60 if remains and b" obj" in head and not head.startswith(b"%FDF-") else 0


def warm() -> None:
    """Reads, shows and takes apart our own sample, locked and unlocked."""
    import io

    limits = Limits()
    for sample in (sample_pdf(), sample_pdf(damaged=True), b"%PDF-1.4 nothing follows"):
        read(io.BytesIO(sample), limits, {})
        pdf_structure.read_structure(io.BytesIO(sample), limits, {})
    read(io.BytesIO(sample_pdf()), limits, {"password": "not needed"})
    source = pdf_pages.open_pages(io.BytesIO(sample_pdf()), limits, {})
    source.render(0, 1.0)
    source.characters(0)
    source.close()
    pdf_structure.warm()


def read(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> ParsedItem:
    """The text of every page, honest about pages that failed or hold none."""
    try:
        document = pdf_pages.open_document(untrusted_stream, wish)
    except pdf_pages.DocumentRefused as refused:
        return _unread(refused.status, refused.reason)
    try:
        return _Reading(document, limits).item()
    finally:
        document.close()


def _unread(status: ReadStatus, reason: Reason) -> ParsedItem:
    return ParsedItem(
        importer="pdf",
        status=status,
        reason=reason,
        mime=MIME,
        format_name=FORMAT_NAME,
        kind=ItemKind.DOCUMENT,
        method=ReadingMethod.PDF_TEXT,
    )


class _Reading:
    """One pass over the pages of an open document."""

    def __init__(self, document: Any, limits: Limits) -> None:
        self.document = document
        self.limits = limits
        self.most = most_characters(limits)
        self.texts: list[str] = []
        self.pages: list[Page] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.failed: list[int] = []
        self.wordless: list[int] = []
        self.unclear: list[int] = []
        self.cut = False

    def item(self) -> ParsedItem:
        """Everything read, as one item."""
        count = len(self.document)
        for index in range(min(count, self.limits.max_pages)):
            self._read_page(index)
        text = "".join(self.texts)
        status, reason = self._state(count, text)
        metadata = pdf_metadata.read_metadata(self.document.get_metadata_dict())
        return ParsedItem(
            importer="pdf",
            status=status,
            reason=reason,
            mime=MIME,
            format_name=FORMAT_NAME,
            kind=ItemKind.DOCUMENT,
            text=text,
            method=ReadingMethod.PDF_TEXT,
            pages=tuple(self.pages),
            blocks=tuple(self.blocks),
            language=guess_language(text),
            title=metadata.title,
            byline=metadata.byline,
            attachments=tuple(self._attachments()),
            facts=(*self._facts(count), *metadata.facts),
        )

    def _read_page(self, index: int) -> None:
        from pypdfium2 import PdfiumError

        if index:
            self._add(PAGE_GAP)
        start = self.length
        room = min(self.limits.max_page_characters, self.most - start)
        try:
            page = self.document[index]
            textpage = page.get_textpage()
        except PdfiumError:
            self.failed.append(index + 1)
        else:
            found = page_text(textpage, max(0, room))
            self.blocks.extend(page_blocks(found, PageGeometry(page, textpage), start))
            self._add(found.text)
            self.cut = self.cut or found.cut
            self._judge(index + 1, found.text)
            textpage.close()
            page.close()
        label = self.document.get_page_label(index) or str(index + 1)
        self.pages.append(Page(start, self.length, one_line(label, 100)))

    def _add(self, text: str) -> None:
        text = text[: max(0, self.most - self.length)]
        self.texts.append(text)
        self.length += len(text)

    def _judge(self, number: int, text: str) -> None:
        visible = len(text) - sum(map(text.count, " \n\t\xa0"))
        if not text.strip():
            self.wordless.append(number)
        elif text.count(UNKNOWN_LETTER) * 2 > visible:
            self.unclear.append(number)

    def _state(self, count: int, text: str) -> tuple[ReadStatus, Reason]:
        if self.failed and len(self.failed) == count:
            return ReadStatus.CORRUPT, Reason.DAMAGED
        if self.failed:
            return ReadStatus.PARTIAL, Reason.SOME_PAGES_FAILED
        if count > self.limits.max_pages:
            return ReadStatus.PARTIAL, Reason.TOO_MANY_PAGES
        if self.cut:
            return ReadStatus.PARTIAL, Reason.TOO_MUCH_TEXT
        if not text.strip():
            return ReadStatus.NO_TEXT, Reason.PICTURES_ONLY
        if sum(map(str.isalnum, text[:1000])) < _LEAST_LETTERS and len(text) < 1000:
            return ReadStatus.NO_TEXT, Reason.NO_WORDS
        if self.unclear:
            return ReadStatus.PARTIAL, Reason.LETTERS_UNKNOWN
        return ReadStatus.OK, Reason.NONE

    def _attachments(self) -> list[Attachment]:
        from pypdfium2 import PdfiumError

        found = []
        for index in range(min(self.document.count_attachments(), 1000)):
            try:
                name = self.document.get_attachment(index).get_name()
            except PdfiumError:
                name = ""
            found.append(Attachment(one_line(name, 1000), None))
        return found

    def _facts(self, count: int) -> list[Fact]:
        facts = [Fact("Pages", str(count))]
        for name, numbers in (
            ("Pages that could not be read", self.failed),
            ("Pages without words", self.wordless),
            ("Pages whose letters are unknown", self.unclear),
        ):
            if numbers:
                facts.append(Fact(name, pdf_metadata.number_ranges(numbers)))
        return facts


IMPORTER = Importer(
    name="pdf",
    kind=ItemKind.DOCUMENT,
    sniff=sniff,
    warm=warm,
    read=read,
    open_pages=pdf_pages.open_pages,
    read_structure=pdf_structure.read_structure,
)
