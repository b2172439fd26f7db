"""Naming a file's type by its first bytes, and only then by the ending of its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from casefile.importers.parsed_item import ItemKind


class FileType(NamedTuple):
    """A format: its MIME type, its name in the reporter's words, and the kind of item it makes."""

    mime: str
    words: str
    kind: ItemKind = ItemKind.DOCUMENT


UNKNOWN = FileType("application/octet-stream", "Unknown file")
ZIP = FileType("application/zip", "ZIP archive")
OLE = FileType("application/x-ole-storage", "Office file of an older kind")
EMAIL = FileType("message/rfc822", "E-mail message", ItemKind.EMAIL)
PLAIN_TEXT = FileType("text/plain", "Plain text")
MHTML = FileType("multipart/related", "Saved web page (MHTML)", ItemKind.WEB_PAGE)

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_D, _I, _A, _V, _S = ItemKind.DOCUMENT, ItemKind.IMAGE, ItemKind.AUDIO, ItemKind.VIDEO, ItemKind.DATASET
_MAGIC: tuple[tuple[int, bytes, FileType], ...] = (
    (0, b"%PDF-", FileType("application/pdf", "PDF document")),
    (0, b"\xff\xd8\xff", FileType("image/jpeg", "JPEG picture", _I)),
    (0, b"\x89PNG\r\n\x1a\n", FileType("image/png", "PNG picture", _I)),
    (0, b"GIF87a", FileType("image/gif", "GIF picture", _I)),
    (0, b"GIF89a", FileType("image/gif", "GIF picture", _I)),
    (0, b"II*\0", FileType("image/tiff", "TIFF picture", _I)),
    (0, b"MM\0*", FileType("image/tiff", "TIFF picture", _I)),
    (0, b"8BPS\0\x01", FileType("image/vnd.adobe.photoshop", "Photoshop picture (.psd)", _I)),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", FileType("image/jp2", "JPEG 2000 picture", _I)),
    (8, b"WEBPVP8", FileType("image/webp", "WebP picture", _I)),
    (4, b"ftypheic", FileType("image/heic", "HEIC picture", _I)),
    (4, b"ftypheix", FileType("image/heic", "HEIC picture", _I)),
    (4, b"ftypmif1", FileType("image/heif", "HEIF picture", _I)),
    (4, b"ftypavif", FileType("image/avif", "AVIF picture", _I)),
    (4, b"ftypM4A", FileType("audio/mp4", "MPEG-4 sound recording", _A)),
    (4, b"ftypqt", FileType("video/quicktime", "QuickTime film", _V)),
    (4, b"ftyp", FileType("video/mp4", "MPEG-4 film", _V)),
    (8, b"WAVE", FileType("audio/wav", "WAV sound recording", _A)),
    (8, b"AVI ", FileType("video/x-msvideo", "AVI film", _V)),
    (0, b"ID3", FileType("audio/mpeg", "MP3 sound recording", _A)),
    (0, b"\xff\xfb", FileType("audio/mpeg", "MP3 sound recording", _A)),
    (0, b"OggS", FileType("audio/ogg", "Ogg sound recording", _A)),
    (0, b"fLaC", FileType("audio/flac", "FLAC sound recording", _A)),
    (0, b"#!AMR", FileType("audio/amr", "AMR sound recording", _A)),
    (0, b"\x1a\x45\xdf\xa3", FileType("video/x-matroska", "Matroska film", _V)),
    (0, b"7z\xbc\xaf\x27\x1c", FileType("application/x-7z-compressed", "7-Zip archive")),
    (0, b"Rar!\x1a\x07", FileType("application/vnd.rar", "RAR archive")),
    (0, b"\x1f\x8b\x08", FileType("application/gzip", "Gzip-compressed file")),
    (0, b"BZh", FileType("application/x-bzip2", "Bzip2-compressed file")),
    (0, b"\xfd7zXZ\0", FileType("application/x-xz", "XZ-compressed file")),
    (0, b"\x28\xb5\x2f\xfd", FileType("application/zstd", "Zstandard-compressed file")),
    (0, b"\x04\x22\x4d\x18", FileType("application/x-lz4", "LZ4-compressed file")),
    (0, b"\x1f\x9d", FileType("application/x-compress", "Compressed file (.Z)")),
    (0, b"]\0\0", FileType("application/x-lzma", "LZMA-compressed file")),
    (257, b"ustar", FileType("application/x-tar", "TAR archive")),
    (0, b"MSCF\0\0\0\0", FileType("application/vnd.ms-cab-compressed", "Cabinet archive")),
    (0, b"SQLite format 3\0", FileType("application/vnd.sqlite3", "SQLite database", _S)),
    (0, b"!BDN", FileType("application/vnd.ms-outlook-pst", "Outlook mailbox (.pst)", ItemKind.EMAIL)),
    (0, b"\x7fELF", FileType("application/x-executable", "Program (Linux)")),
    (0, b"MZ", FileType("application/vnd.microsoft.portable-executable", "Program (Windows)")),
    (0, b"{\\rtf", FileType("application/rtf", "Rich text document (.rtf)")),
    (0, b"%!PS", FileType("application/postscript", "PostScript document")),
    (0, b"AT&TFORM", FileType("image/vnd.djvu", "DjVu document")),
    (0, b"BM", FileType("image/bmp", "BMP picture", _I)),
    (0, b"wOF", FileType("font/woff", "Font")),
    (0, b"\0\x01\0\0\0", FileType("font/ttf", "Font")),
    (0, b"OTTO", FileType("font/otf", "Font")),
)
_BY_SUFFIX: dict[str, FileType] = {
    ".br": FileType("application/x-brotli", "Brotli-compressed file"),
    ".csv": FileType("text/csv", "Table (CSV)", _S),
    ".tsv": FileType("text/tab-separated-values", "Table (TSV)", _S),
    ".json": FileType("application/json", "JSON file", _S),
    ".jsonl": FileType("application/jsonl", "JSON lines file", _S),
    ".ijson": FileType("application/jsonl", "JSON lines file", _S),
    ".xml": FileType("application/xml", "XML file"),
    ".gexf": FileType("application/xml", "Graph file (GEXF)", _S),
    ".ics": FileType("text/calendar", "Calendar file"),
    ".vcf": FileType("text/vcard", "Contact card"),
    ".md": FileType("text/markdown", "Markdown text"),
    ".zlib": FileType("application/zlib", "Zlib-compressed file"),
    ".sgi": FileType("image/sgi", "SGI picture", _I),
}
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "text/html": (".html", ".htm", ".xhtml", ".xht", ".shtml"),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/tiff": (".tif", ".tiff"),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
    "message/rfc822": (".eml", ".mht", ".mhtml"),
    "application/rtf": (".rtf",),
    "application/msword": (".doc", ".dot"),
    "application/vnd.ms-excel": (".xls", ".xlt"),
    "application/vnd.ms-outlook": (".msg",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx", ".docm", ".dotx"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx", ".xlsm", ".xltx"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx", ".pptm", ".ppsx"),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/x-7z-compressed": (".7z",),
    "application/vnd.rar": (".rar",),
    "video/mp4": (".mp4", ".m4v"),
    "audio/mpeg": (".mp3",),
    "application/vnd.microsoft.portable-executable": (".exe", ".dll", ".scr", ".msi"),
}
_BELONGS = {suffix: mime for mime, suffixes in _SUFFIXES.items() for suffix in suffixes}
_WRITTEN = ("application/json", "application/jsonl", "application/xml")
_MAIL_HEADER = re.compile(
    rb"(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type"
    rb"|x-[\w-]+|reply-to|cc|sender|envelope-to|dkim-signature|authentication-results|status):",
    re.IGNORECASE,
)
_MAILBOX_START = re.compile(
    rb"From \S+ .{0,8}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d"
)
_SAYS_MAIL = re.compile(
    rb"^(?:from|subject|received|return-path|message-id|delivered-to|to|mime-version):", re.I | re.M
)
_ZLIB_STARTS = (b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")


def name_type(head: bytes, suffix: str) -> FileType:
    """The type by content; by the name's ending where the content says nothing; else `UNKNOWN`.

    ZIP and OLE containers are only called that; `containers` looks inside.
    """
    return type_by_content(head) or _BY_SUFFIX.get(suffix, UNKNOWN)


def textual_type(suffix: str) -> FileType:
    """What to call a text whose name ends so: a table, a calendar, or plain text."""
    found = _BY_SUFFIX.get(suffix, PLAIN_TEXT)
    return found if found.mime.startswith("text/") or found.mime in _WRITTEN else PLAIN_TEXT


def suffix_misleads(suffix: str, mime: str) -> bool:
    """Whether a name's ending says another format than the content (``report.pdf`` that is a program).

    Endings we have no format for, and formats without an ending of their own, never do.
    """
    promised = _BELONGS.get(suffix)
    if promised is None and mime in _SUFFIXES:
        return suffix in _BY_SUFFIX or suffix == ".txt"
    return promised is not None and promised != mime


def type_by_content(head: bytes) -> FileType | None:
    """The type the first bytes show, or None."""
    if head.startswith(ZIP_STARTS):
        return ZIP
    if head.startswith(OLE_START):
        return OLE
    for place, magic, found in _MAGIC:
        if head[place : place + len(magic)] == magic and _convincing(head, magic):
            return found
    mail = _mail_type(head)
    if mail is not None:
        return mail
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in head[:4096]):
        return FileType("image/svg+xml", "SVG drawing", _I)
    if head.startswith(_ZLIB_STARTS) and head[:1] and int.from_bytes(head[:2], "big") % 31 == 0:
        return _BY_SUFFIX[".zlib"] if not _printable(head) else None
    return None


def _convincing(head: bytes, magic: bytes) -> bool:
    """Two- and three-letter marks that could begin a text count only when what follows is no text."""
    if len(magic) <= 3 and magic.isalnum():
        return not _printable(head)
    return True


def _printable(head: bytes) -> bool:
    sample = head[:512]
    return bool(sample) and not any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in sample)


def _mail_type(head: bytes) -> FileType | None:
    """E-mail, mailbox or MHTML, by at least two header lines before anything else."""
    start = head.lstrip(b"\xef\xbb\xbf\r\n \t")
    if _MAILBOX_START.match(start):
        return FileType("application/mbox", "Mailbox (mbox)", ItemKind.EMAIL)
    first, _, rest = start.partition(b"\n")
    if first.strip().isdigit() and _MAIL_HEADER.match(rest):
        return FileType("message/x-emlx", "E-mail message (Apple Mail)", ItemKind.EMAIL)
    header = re.split(rb"\r?\n\r?\n", start[:16384], maxsplit=1)[0]
    lines = [line for line in header.splitlines() if line[:1] not in (b" ", b"\t")]
    if not lines or not _MAIL_HEADER.match(lines[0]):
        return None
    named = sum(1 for line in lines if _MAIL_HEADER.match(line))
    shaped = sum(1 for line in lines if re.match(rb"[!-9;-~]+:", line))
    if named < 2 or shaped < len(lines) - 1:
        return None
    if re.search(rb"^content-type:\s*multipart/related", header, re.I | re.M) and (
        b"Saved by" in header
        or b"Snapshot-Content-Location" in header
        or b"MozBackup" in header
        or not re.search(rb"^(?:to|received|return-path|message-id):", header, re.I | re.M)
    ):
        return MHTML
    return EMAIL if _SAYS_MAIL.search(header) else None
