"""One small file of every kind an importer meets, all of our own making."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from casefile.importers.html_samples import WARMING_PAGES
from casefile.importers.pdf_sample import sample_pdf

GERMAN = "Die Übergabe der Akten fand größtenteils am späten Abend statt, für die Prüfung blieb keine Zeit.\n"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, ale nikdo z přítomných to neslyšel ani neviděl.\n"
RUSSIAN = "Совет гавани отложил решение о новом кране, потому что отчёт ещё не был передан в архив.\n"
GREEK = "Το συμβούλιο του λιμανιού ανέβαλε την απόφαση για τον νέο γερανό και την έκθεση.\n"
JAPANESE = "港の委員会は新しいクレーンについての決定を延期しました。報告書はまだ提出されていません。\n"
ARABIC = "أجل مجلس الميناء قراره بشأن الرافعة الجديدة لأن التقرير لم يسلم بعد إلى الأرشيف.\n"
ENGLISH = (
    "The harbour board put off its vote on the new crane, because the report of the surveyor had not been"
    " handed in, and the chair said that it would be read to all who wish to hear what is in it.\n"
)


def zip_of(*members: tuple[str, bytes]) -> bytes:
    """A ZIP archive holding these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def locked_zip() -> bytes:
    """A ZIP archive whose one member carries the mark of encryption."""
    content = bytearray(zip_of(("a.txt", b"words")))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def ole_of(stream_name: str, start: bytes = b"") -> bytes:
    """A compound file with one stream of 4,096 bytes beginning with ``start``."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<I", header, 56, 4096)
    struct.pack_into("<III", header, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    entry = bytearray(128)
    name = stream_name.encode("utf-16-le")
    entry[: len(name)] = name
    struct.pack_into("<H", entry, 64, len(name) + 2)
    entry[66] = 2
    struct.pack_into("<II", entry, 116, 2, 4096)
    return bytes(header) + table + bytes(entry).ljust(512, b"\0") + start.ljust(4096, b"\0")


def png(width: int, height: int) -> bytes:
    """A PNG picture of one grey."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


EMAIL = b"From: ada@example.org\r\nTo: bo@example.org\r\nSubject: crane\r\n\r\nThe crane waits.\r\n"

Sample = tuple[str, str, bytes, dict[str, str]]

SAMPLES: tuple[Sample, ...] = (
    ("pdf", ".pdf", sample_pdf(), {}),
    ("rotated pdf", ".pdf", sample_pdf(("one", "two", "three"), rotate=90), {}),
    ("rebuilt pdf", ".pdf", sample_pdf(damaged=True), {}),
    ("broken pdf", ".pdf", b"%PDF-1.7\nnothing", {}),
    ("pdf with a wish", ".pdf", sample_pdf(), {"password": "not needed"}),
    *((f"page {index}", ".html", page, {}) for index, page in enumerate(WARMING_PAGES)),
    ("page whole", ".html", WARMING_PAGES[0], {"text": "whole_page"}),
    (
        "page as greek",
        ".html",
        b"<html><p>\xe1\xe2\xe3</p></html>",
        {"encoding": "windows-1253"},
    ),
    ("page unknown charset", ".html", b"<html><meta charset=klingon><p>\xe1\xe2\xe3</p></html>", {}),
    ("english", ".txt", ENGLISH.encode() * 3, {}),
    ("german", ".txt", GERMAN.encode("cp1252") * 3, {}),
    ("czech", ".txt", CZECH.encode("cp1250") * 3, {}),
    ("russian", ".txt", RUSSIAN.encode("koi8-r") * 3, {}),
    ("greek", ".txt", GREEK.encode("iso8859-7") * 3, {}),
    ("japanese", ".txt", JAPANESE.encode("cp932") * 3, {}),
    ("japanese by escapes", ".txt", JAPANESE.encode("iso2022-jp") * 3, {}),
    ("arabic", ".txt", ARABIC.encode("cp1256") * 3, {}),
    ("utf-16", ".txt", ENGLISH.encode("utf-16"), {}),
    ("utf-16 unmarked", ".txt", ENGLISH.encode("utf-16-le"), {}),
    ("utf-32", ".txt", ENGLISH.encode("utf-32"), {}),
    ("read as", ".txt", CZECH.encode("cp852"), {"encoding": "IBM852"}),
    ("read as nonsense", ".txt", CZECH.encode(), {"encoding": "klingon"}),
    ("word", ".docx", zip_of(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")), {}),
    ("zip", ".zip", zip_of(("ž/a.txt", b"x" * 5000), ("b.txt", b"")), {}),
    ("locked zip", ".zip", locked_zip(), {}),
    ("cut zip", ".zip", zip_of(("a.txt", b"x" * 5000))[:60], {}),
    ("old word", ".doc", ole_of("WordDocument"), {}),
    ("locked excel", ".xls", ole_of("Workbook", struct.pack("<HH4xHH", 0x809, 4, 47, 0)), {}),
    ("picture", ".png", png(4, 3), {}),
    ("mail", ".eml", EMAIL, {}),
    ("noise", ".bin", bytes(range(256)) * 8, {}),
    ("empty", ".txt", b"", {}),
)
