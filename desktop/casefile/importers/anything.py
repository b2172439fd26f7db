"""Every file no other importer reads: kept as it is, its type named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from casefile.domain.limits import Limits
from casefile.importers.importer import Importer
from casefile.importers.parsed_item import ItemKind, ParsedItem, ReadStatus, Reason


def sniff(head: bytes, size: int, suffix: str) -> int:
    """Anything at all, but only when nobody else wants it."""
    return 1


def warm() -> None:
    """Nothing is loaded later."""


def read(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> ParsedItem:
    """The file's type in words; no text."""
    empty = not untrusted_stream.read(1)
    return ParsedItem(
        importer="anything",
        status=ReadStatus.EMPTY if empty else ReadStatus.UNSUPPORTED,
        reason=Reason.EMPTY_FILE if empty else Reason.NO_READER,
        mime="application/octet-stream",
        format_name="Empty file" if empty else "Unknown file",
        kind=ItemKind.DOCUMENT,
    )


IMPORTER = Importer(name="anything", kind=ItemKind.DOCUMENT, sniff=sniff, warm=warm, read=read)
