"""What a ZIP or OLE container really is, and whether it is locked or cut short, without unpacking it."""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO, NamedTuple

from casefile.importers.parsed_item import Attachment, ItemKind, ReadStatus, Reason
from casefile.importers.sniffing import OLE, ZIP, FileType

_MANIFEST_AT_MOST = 1_000_000
_LISTED = 10_000
_OPEN_DOCUMENT = {
    "text": "OpenDocument text (.odt)",
    "spreadsheet": "OpenDocument spreadsheet (.ods)",
    "presentation": "OpenDocument presentation (.odp)",
    "graphics": "OpenDocument drawing (.odg)",
}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_BY_MEMBER: tuple[tuple[str, FileType], ...] = (
    ("word/", FileType(_OFFICE + "wordprocessingml.document", "Word document (.docx)")),
    ("xl/", FileType(_OFFICE + "spreadsheetml.sheet", "Excel workbook (.xlsx)", ItemKind.DATASET)),
    ("ppt/", FileType(_OFFICE + "presentationml.presentation", "PowerPoint presentation (.pptx)")),
    ("visio/", FileType("application/vnd.ms-visio.drawing", "Visio drawing (.vsdx)")),
    ("index/document.iwa", FileType("application/vnd.apple.iwork", "Apple iWork document")),
    ("index.apxl", FileType("application/vnd.apple.keynote", "Apple Keynote presentation")),
    ("index.xml", FileType("application/vnd.apple.pages", "Apple Pages document")),
    ("index.zip", FileType("application/vnd.apple.pages", "Apple Pages document")),
    ("meta-inf/container.xml", FileType("application/epub+zip", "E-book (EPUB)")),
    ("androidmanifest.xml", FileType("application/vnd.android.package-archive", "Android program")),
    ("meta-inf/manifest.mf", FileType("application/java-archive", "Java archive")),
    ("doc.kml", FileType("application/vnd.google-earth.kmz", "Google Earth map (.kmz)")),
    ("datapackage.json", FileType("application/wacz", "Web archive (WACZ)", ItemKind.WEB_PAGE)),
)
_BY_STREAM: tuple[tuple[str, FileType], ...] = (
    ("EncryptedPackage", FileType("application/encrypted", "Office document locked with a password")),
    (
        "__properties_version1.0",
        FileType("application/vnd.ms-outlook", "Outlook message (.msg)", ItemKind.EMAIL),
    ),
    ("WordDocument", FileType("application/msword", "Word document (.doc)")),
    ("Workbook", FileType("application/vnd.ms-excel", "Excel workbook (.xls)", ItemKind.DATASET)),
    ("Book", FileType("application/vnd.ms-excel", "Excel workbook (.xls)", ItemKind.DATASET)),
    ("WORKBOOK", FileType("application/vnd.ms-excel", "Excel workbook (.xls)", ItemKind.DATASET)),
    ("PowerPoint Document", FileType("application/vnd.ms-powerpoint", "PowerPoint presentation (.ppt)")),
    ("VisioDocument", FileType("application/vnd.visio", "Visio drawing (.vsd)")),
    ("Quill", FileType("application/vnd.ms-publisher", "Publisher document (.pub)")),
)


class Container(NamedTuple):
    """What was found: the type, how readable it is, and the files inside by name and size."""

    type: FileType
    status: ReadStatus = ReadStatus.UNSUPPORTED
    reason: Reason = Reason.NO_READER
    members: tuple[Attachment, ...] = ()


def look_into_zip(untrusted_stream: BinaryIO) -> Container:
    """A ZIP file's true type; *locked* with an encrypted member, *corrupt* without its table."""
    try:
        with zipfile.ZipFile(untrusted_stream) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            locked = any(entry.flag_bits & 1 for entry in entries) or _manifest_says_locked(archive, names)
            found = _zip_type(archive, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, struct.error):
        return Container(ZIP, ReadStatus.CORRUPT, Reason.CUT_SHORT)
    except (zipfile.LargeZipFile, RuntimeError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return Container(ZIP, ReadStatus.CORRUPT, Reason.DAMAGED)
    files = tuple(
        Attachment(entry.filename.encode("utf-8", "replace").decode()[:1000], entry.file_size)
        for entry in entries[:_LISTED]
        if not entry.is_dir()
    )
    members = files if found.words in (ZIP.words, "Web archive (WACZ)", "Google Earth map (.kmz)") else ()
    if locked:
        return Container(found, ReadStatus.LOCKED, Reason.PASSWORD_NEEDED, members)
    return Container(found, members=members)


def _zip_type(archive: zipfile.ZipFile, names: list[str]) -> FileType:
    if "mimetype" in names:
        mime = _member(archive, "mimetype").strip().decode("ascii", "replace")
        kind = mime.rpartition(".")[2].removesuffix("-template")
        if mime.startswith("application/vnd.oasis.opendocument.") and kind in _OPEN_DOCUMENT:
            return FileType(mime[:100], _OPEN_DOCUMENT[kind])
    lowered = [name.lower() for name in names]
    for part, found in _BY_MEMBER:
        if any(name.startswith(part) for name in lowered):
            return found
    return ZIP


def _manifest_says_locked(archive: zipfile.ZipFile, names: list[str]) -> bool:
    """OpenDocument keeps the word in its manifest (ODF 1.2 part 3, 3.4)."""
    place = "META-INF/manifest.xml"
    return place in names and b"encryption-data" in _member(archive, place)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as untrusted_member:
        return untrusted_member.read(_MANIFEST_AT_MOST)


def look_into_ole(untrusted_stream: BinaryIO) -> Container:
    """An OLE file's true type by the names of its streams; *locked* where its own header says so."""
    try:
        streams = _ole_streams(untrusted_stream)
    except (struct.error, ValueError, OverflowError):
        return Container(OLE, ReadStatus.CORRUPT, Reason.DAMAGED)
    names = [stream.name for stream in streams]
    for name, found in _BY_STREAM:
        if name not in names:
            continue
        start = _stream_start(untrusted_stream, streams[names.index(name)])
        if _ole_locked(name, start, names):
            return Container(found, ReadStatus.LOCKED, Reason.PASSWORD_NEEDED)
        return Container(found)
    return Container(OLE)


class _Stream(NamedTuple):
    name: str
    offset: int
    """Of its first sector in the file, or -1 for a small stream kept elsewhere."""


def _ole_streams(untrusted_stream: BinaryIO) -> list[_Stream]:
    """The directory of a compound file ([MS-CFB] 2.2 to 2.6)."""
    untrusted_stream.seek(0)
    header = untrusted_stream.read(512)
    (shift,) = struct.unpack_from("<H", header, 30)
    directory, cutoff = struct.unpack_from("<I4xI", header, 48)
    if shift not in (9, 12):
        raise ValueError("sector size")
    size = 1 << shift
    table_sectors = [each for each in struct.unpack_from("<109I", header, 76) if each < 0xFFFFFFF0]
    streams: list[_Stream] = []
    sector, seen = directory, set[int]()
    while sector < 0xFFFFFFF0 and sector not in seen and len(seen) < 1000:
        seen.add(sector)
        untrusted_stream.seek((sector + 1) * size)
        entries = untrusted_stream.read(size)
        if len(entries) < 128:
            raise ValueError("directory cut short")
        for place in range(0, len(entries) - 127, 128):
            (length,) = struct.unpack_from("<H", entries, place + 64)
            first, whole = struct.unpack_from("<II", entries, place + 116)
            if entries[place + 66] == 2 and 2 <= length <= 64:
                name = entries[place : place + length - 2].decode("utf-16-le", "replace")
                streams.append(_Stream(name, (first + 1) * size if whole >= cutoff else -1))
        sector = _next_sector(untrusted_stream, table_sectors, sector, size)
    return streams


def _next_sector(untrusted_stream: BinaryIO, table_sectors: list[int], sector: int, size: int) -> int:
    index, place = divmod(sector, size // 4)
    if index >= len(table_sectors):
        return 0xFFFFFFFE
    untrusted_stream.seek((table_sectors[index] + 1) * size + place * 4)
    found: int = struct.unpack("<I", untrusted_stream.read(4))[0]
    return found


def _stream_start(untrusted_stream: BinaryIO, stream: _Stream) -> bytes:
    if stream.offset < 0:
        return b""
    untrusted_stream.seek(stream.offset)
    return untrusted_stream.read(512)


def _ole_locked(name: str, start: bytes, names: list[str]) -> bool:
    """The formats' own marks of encryption: the FIB's bit, the FilePass record, a stream's name."""
    if name == "EncryptedPackage":
        return True
    if name == "WordDocument" and len(start) > 12:
        return bool(start[11] & 0x01)
    if name in ("Workbook", "Book", "WORKBOOK"):
        return _has_file_pass(start)
    return name == "PowerPoint Document" and "EncryptedSummary" in names


def _has_file_pass(start: bytes) -> bool:
    """Whether a FilePass record (47) stands among the workbook's first records ([MS-XLS] 2.4.117)."""
    place = 0
    while place + 4 <= len(start):
        record, length = struct.unpack_from("<HH", start, place)
        if record == 47:
            return True
        place += 4 + length
    return False
