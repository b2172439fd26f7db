"""Opening a PDF with PDFium, and showing its pages."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import Any, BinaryIO

from casefile.domain.limits import Limits
from casefile.importers.importer import CannotShowPages, PageCharacters, RenderedPage
from casefile.importers.parsed_item import ReadStatus, Reason
from casefile.importers.pdf_characters import NO_BOX, PageGeometry, page_text

_IN_MEMORY = 64 * 1024**2
"""Up to this size a file is read whole, which is faster; a larger one is read where PDFium asks."""


class DocumentRefused(Exception):
    """PDFium cannot open the document; ``status`` and ``reason`` say why."""

    def __init__(self, status: ReadStatus, reason: Reason) -> None:
        super().__init__(reason.value)
        self.status = status
        self.reason = reason


def open_document(untrusted_stream: BinaryIO, wish: Mapping[str, str]) -> Any:
    """The open pypdfium2 document. Raises `DocumentRefused`."""
    import logging

    import pypdfium2
    from pypdfium2 import raw as pdfium

    logging.getLogger("pypdfium2").setLevel(logging.CRITICAL + 1)
    size = untrusted_stream.seek(0, os.SEEK_END)
    untrusted_stream.seek(0)
    if size == 0:
        raise DocumentRefused(ReadStatus.EMPTY, Reason.EMPTY_FILE)
    source = untrusted_stream.read() if size <= _IN_MEMORY else untrusted_stream
    try:
        return pypdfium2.PdfDocument(source, password=wish.get("password"))  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as problem:
        if problem.err_code == pdfium.FPDF_ERR_PASSWORD and _names_encryption(untrusted_stream):
            raise DocumentRefused(ReadStatus.LOCKED, Reason.PASSWORD_NEEDED) from None
        if problem.err_code == pdfium.FPDF_ERR_SECURITY:
            raise DocumentRefused(ReadStatus.UNSUPPORTED, Reason.UNKNOWN_LOCK) from None
        raise DocumentRefused(ReadStatus.CORRUPT, Reason.DAMAGED) from None


def _names_encryption(untrusted_stream: BinaryIO) -> bool:
    """Whether the file has an encryption entry at all (it always stands uncompressed in a trailer).

    PDFium also asks for a password when it fails to rebuild a damaged file.
    """
    untrusted_stream.seek(0)
    tail = b""
    while chunk := untrusted_stream.read(1024**2):
        if b"/Encrypt" in tail + chunk:
            return True
        tail = chunk[-8:]
    return False


def open_pages(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> PdfPages:
    """The document's pages, to be shown. Raises `CannotShowPages`."""
    try:
        document = open_document(untrusted_stream, wish)
    except DocumentRefused as refused:
        raise CannotShowPages(refused.reason) from None
    document.init_forms()
    return PdfPages(document, limits)


class PdfPages:
    """A `PageSource` over an open PDF."""

    def __init__(self, document: Any, limits: Limits) -> None:
        self._document = document
        self._limits = limits
        self.page_count: int = min(len(document), limits.max_pages)

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height in points as shown. Raises `CannotShowPages` for a damaged page."""
        import pypdfium2

        try:
            width, height = self._document.get_page_size(self._checked(index))
        except pypdfium2.PdfiumError:
            raise CannotShowPages(Reason.DAMAGED) from None
        return (round(width, 2), round(height, 2))

    def render(self, index: int, scale: float) -> RenderedPage:
        """The page with its annotations and form fields, on white."""
        page = self._page(index)
        try:
            bitmap = page.render(scale=self._allowed(page.get_size(), scale), prefer_bgrx=True)
            return RenderedPage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            page.close()

    def characters(self, index: int) -> PageCharacters:
        """The page's slice of the text layer, and its boxes."""
        page = self._page(index)
        try:
            textpage = page.get_textpage()
            found = page_text(textpage, self._limits.max_page_characters)
            geometry = PageGeometry(page, textpage)
            boxes = tuple(geometry.box(owner) if owner >= 0 else NO_BOX for owner in found.owners)
            textpage.close()
            return PageCharacters(found.text, boxes)
        finally:
            page.close()

    def close(self) -> None:
        """Gives the document's memory back."""
        self._document.close()

    def _checked(self, index: int) -> int:
        if not 0 <= index < self.page_count:
            raise IndexError(index)
        return index

    def _page(self, index: int) -> Any:
        import pypdfium2

        try:
            return self._document[self._checked(index)]
        except pypdfium2.PdfiumError:
            raise CannotShowPages(Reason.DAMAGED) from None

    def _allowed(self, size: tuple[float, float], scale: float) -> float:
        """The largest scale up to the one wished that keeps the picture within the limits."""
        width, height = max(size[0], 1.0), max(size[1], 1.0)
        within_side = (self._limits.max_page_side - 1) / max(width, height)
        # The largest s with (width·s + 1)·(height·s + 1) <= pixels, as each side is rounded up.
        both, area = width + height, width * height
        pixels = self._limits.max_page_pixels - 1
        within_area = (math.sqrt(both * both + 4 * area * pixels) - both) / (2 * area)
        return max(min(scale, within_side, within_area), 1.0 / max(width, height))
