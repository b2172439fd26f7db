"""Every file no other importer reads: kept as it is, its type named in words."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import BinaryIO

from casefile.domain.limits import Limits
from casefile.importers.containers import Container, look_into_ole, look_into_zip
from casefile.importers.importer import HEAD_BYTES, Importer
from casefile.importers.parsed_item import Fact, ItemKind, ParsedItem, ReadStatus, Reason
from casefile.importers.picture_size import picture_size
from casefile.importers.sniffing import OLE, ZIP, FileType, name_type

_TAIL_BYTES = 65_536
_SEVEN_ZIP_AES = b"\x06\xf1\x07\x01"
_EMPTY = FileType("application/x-empty", "Empty file")


def sniff(head: bytes, size: int, suffix: str) -> int:
    """Anything at all, but only when nobody else wants it; an empty file is certainly ours."""
    return 100 if size == 0 else 1


def warm() -> None:
    """Looks into a ZIP and an OLE sample, so that zlib and the codecs are loaded."""
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest/>" * 20)
        archive.writestr("word/ž.xml", "")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
    for sample in (packed.getvalue(), packed.getvalue()[:60], ole, b"", "Žluť".encode("cp437", "replace")):
        read(io.BytesIO(sample), Limits(), {})


def read(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> ParsedItem:
    """The file's type in words, and no text. ``wish["suffix"]`` names a type its content does not show."""
    untrusted_stream.seek(0)
    head = untrusted_stream.read(HEAD_BYTES)
    found = _look(untrusted_stream, head, wish.get("suffix", ""))
    size = picture_size(head, found.type.mime)
    return ParsedItem(
        importer="anything",
        status=found.status,
        reason=found.reason,
        mime=found.type.mime,
        format_name=found.type.words,
        kind=found.type.kind,
        attachments=found.members,
        facts=(Fact("Picture size", f"{size[0]} × {size[1]}"),) if size else (),
    )


def _look(untrusted_stream: BinaryIO, head: bytes, suffix: str) -> Container:
    if not head:
        return Container(_EMPTY, ReadStatus.EMPTY, Reason.EMPTY_FILE)
    found = name_type(head, suffix)
    if found == ZIP:
        return look_into_zip(untrusted_stream)
    if found == OLE:
        return look_into_ole(untrusted_stream)
    tail = _tail(untrusted_stream)
    if found.mime == "image/png" and b"IEND" not in tail:
        return Container(found, ReadStatus.CORRUPT, Reason.CUT_SHORT)
    if found.mime == "application/x-7z-compressed":
        return _seven_zip(head, tail, untrusted_stream.seek(0, os.SEEK_END), found)
    if found.mime == "application/vnd.rar" and _rar_locked(head):
        return Container(found, ReadStatus.LOCKED, Reason.PASSWORD_NEEDED)
    return Container(found)


def _tail(untrusted_stream: BinaryIO) -> bytes:
    size = untrusted_stream.seek(0, os.SEEK_END)
    untrusted_stream.seek(max(0, size - _TAIL_BYTES))
    return untrusted_stream.read(_TAIL_BYTES)


def _seven_zip(head: bytes, tail: bytes, size: int, found: FileType) -> Container:
    """The start header says where the archive's table lies; AES in it means a password."""
    offset = int.from_bytes(head[12:20], "little")
    length = int.from_bytes(head[20:28], "little")
    if 32 + offset + length > size:
        return Container(found, ReadStatus.CORRUPT, Reason.CUT_SHORT)
    if _SEVEN_ZIP_AES in tail[-length:]:
        return Container(found, ReadStatus.LOCKED, Reason.PASSWORD_NEEDED)
    return Container(found)


def _rar_locked(head: bytes) -> bool:
    """The password bit of a RAR 4 main header, or RAR 5's encryption header standing first."""
    if head.startswith(b"Rar!\x1a\x07\0"):
        return len(head) > 11 and bool(int.from_bytes(head[10:12], "little") & 0x80)
    return len(head) > 13 and head[13] == 4


IMPORTER = Importer(name="anything", kind=ItemKind.DOCUMENT, sniff=sniff, warm=warm, read=read)
