"""Files nobody reads yet: kept, named by their content, honest about locks and damage."""

from __future__ import annotations

import io
import struct

import pytest

from casefile.importers import Limits, ParsedItem
from casefile.importers.anything import read
from casefile.importers.parsed_item import ItemKind, ReadStatus, Reason
from tests.importers.samples_of_every_kind import EMAIL, locked_zip, ole_of, png, zip_of

MANIFEST = b'<manifest><file-entry><encryption-data checksum="x"/></file-entry></manifest>'
ODT = b"application/vnd.oasis.opendocument.text"


def read_bytes(content: bytes, **wish: str) -> ParsedItem:
    item = read(io.BytesIO(content), Limits(), wish)
    assert ParsedItem.from_wire(item.to_wire()) == item
    assert item.text == ""
    return item


@pytest.mark.parametrize(
    ("content", "words", "kind"),
    [
        (zip_of(("_rels/.rels", b""), ("word/document.xml", b"")), "Word document (.docx)", "document"),
        (zip_of(("xl/workbook.xml", b"")), "Excel workbook (.xlsx)", "dataset"),
        (zip_of(("ppt/presentation.xml", b"")), "PowerPoint presentation (.pptx)", "document"),
        (zip_of(("mimetype", ODT)), "OpenDocument text (.odt)", "document"),
        (zip_of(("META-INF/container.xml", b"")), "E-book (EPUB)", "document"),
        (zip_of(("a.txt", b"words")), "ZIP archive", "document"),
        (ole_of("WordDocument"), "Word document (.doc)", "document"),
        (ole_of("Workbook"), "Excel workbook (.xls)", "dataset"),
        (ole_of("__properties_version1.0"), "Outlook message (.msg)", "email"),
        (ole_of("Something else"), "Office file of an older kind", "document"),
        (EMAIL, "E-mail message", "email"),
        (b"From ada@example.org Fri Jan 02 03:04:05 2026\nSubject: x\n\nwords", "Mailbox (mbox)", "email"),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nMIME-Version: 1.0\r\n"
         b"Content-Type: multipart/related; boundary=x\r\n\r\n--x", "Saved web page (MHTML)", "web_page"),
        (png(7, 5), "PNG picture", "image"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "JPEG picture", "image"),
        (b"{\\rtf1 words}", "Rich text document (.rtf)", "document"),
        (b"Rar!\x1a\x07\x00" + bytes(20), "RAR archive", "document"),
        (b"SQLite format 3\0" + bytes(20), "SQLite database", "dataset"),
        (b"MZ" + bytes(100), "Program (Windows)", "document"),
        (b"ID3\x04" + bytes(20), "MP3 sound recording", "audio"),
        (bytes(4) + b"ftypisom" + bytes(20), "MPEG-4 film", "video"),
        (bytes(range(256)), "Unknown file", "document"),
    ],
)  # fmt: skip
def test_a_file_is_named_by_its_content(content: bytes, words: str, kind: str) -> None:
    item = read_bytes(content, suffix=".pdf")
    assert (item.format_name, item.kind) == (words, kind)
    assert (item.status, item.reason) == (ReadStatus.UNSUPPORTED, Reason.NO_READER)


def test_an_ending_names_what_content_does_not_show() -> None:
    assert read_bytes(b"\x1b\x13\x00\x00\xa4\xb0", suffix=".br").format_name == "Brotli-compressed file"


@pytest.mark.parametrize(
    "content",
    [
        locked_zip(),
        zip_of(("mimetype", ODT), ("META-INF/manifest.xml", MANIFEST)),
        ole_of("EncryptedPackage"),
        ole_of("WordDocument", bytes(11) + b"\x01"),
        ole_of("Workbook", struct.pack("<HH4xHH", 0x809, 4, 47, 0)),
        b"7z\xbc\xaf\x27\x1c" + bytes(6) + struct.pack("<QQ", 0, 4) + bytes(4) + b"\x06\xf1\x07\x01",
        b"Rar!\x1a\x07\x00" + bytes(2) + b"\x73\x80\x00" + bytes(10),
    ],
)
def test_a_locked_file_says_so(content: bytes) -> None:
    item = read_bytes(content)
    assert (item.status, item.reason) == (ReadStatus.LOCKED, Reason.PASSWORD_NEEDED)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zip_of(("a.txt", b"x" * 5000))[:40], Reason.CUT_SHORT),
        (png(300, 300)[:-20], Reason.CUT_SHORT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Reason.DAMAGED),
        (b"7z\xbc\xaf\x27\x1c" + bytes(6) + struct.pack("<QQ", 9999, 4), Reason.CUT_SHORT),
    ],
)
def test_a_damaged_file_says_so(content: bytes, reason: Reason) -> None:
    item = read_bytes(content)
    assert (item.status, item.reason) == (ReadStatus.CORRUPT, reason)


def test_an_empty_file_is_empty() -> None:
    item = read_bytes(b"")
    assert (item.status, item.reason, item.format_name) == (ReadStatus.EMPTY, Reason.EMPTY_FILE, "Empty file")


def test_members_of_an_archive_are_listed_and_none_is_unpacked() -> None:
    item = read_bytes(zip_of(("../../evil.txt", b"x" * 100), ("folder/", b""), ("b.txt", b"")))
    assert [(each.name, each.size) for each in item.attachments] == [("../../evil.txt", 100), ("b.txt", 0)]


def test_a_pictures_size_is_read_from_its_header() -> None:
    item = read_bytes(png(70, 5))
    assert [(fact.name, fact.value) for fact in item.facts] == [("Picture size", "70 × 5")]
    assert item.kind is ItemKind.IMAGE


@pytest.mark.parametrize("cut", range(0, 600, 7))
def test_no_cut_of_a_container_stops_the_reader(cut: int) -> None:
    for whole in (ole_of("WordDocument"), zip_of(("a.txt", b"x" * 900)), png(9, 9)):
        read_bytes(whole[:cut])
