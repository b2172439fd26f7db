"""Saved web pages: the article's text without the page around it, and what the page states of itself.

Nothing is ever fetched, no script is run, no picture is decoded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO

from casefile.domain.limits import Limits
from casefile.importers import sniffing
from casefile.importers.block_text import BlockText
from casefile.importers.encodings_by_words import Decoding
from casefile.importers.html_metadata import PageStatements, read_statements
from casefile.importers.html_text import article_text, parse_page, remote_references, whole_text
from casefile.importers.importer import Importer
from casefile.importers.language import guess_language
from casefile.importers.markup_encoding import decode_page
from casefile.importers.one_line import one_line
from casefile.importers.parsed_item import Fact, ItemKind, ParsedItem, ReadStatus, Reason

MOST_BYTES = 20_000_000
"""A longer page is read up to here; web pages are smaller, and trafilatura takes no more."""
_START = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_TAGS = re.compile(
    rb"</?(?:html|head|body|title|meta|div|span|p|a|table|tr|td|ul|ol|li|h[1-6]|br|img|script|style|article|section)"
    rb"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile(.*?)-->", re.DOTALL)


def sniff(head: bytes, size: int, suffix: str) -> int:
    """Certain when the file begins as a web page does, likely when it is full of its tags."""
    if sniffing.type_by_content(head) is not None:
        return 0
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    if _START.match(head):
        return 95
    if b"\0" in head:
        return 0
    tags = len(_TAGS.findall(head))
    if re.search(rb"<(?:!doctype\s+html|html[\s>])", head[:4096], re.I) and tags >= 3:
        return 70
    return 50 if tags >= 5 and tags * 200 > min(len(head), 20_000) and head.lstrip()[:1] == b"<" else 0


def warm() -> None:
    """Reads pages of our own that take every way through the libraries."""
    import io

    from casefile.importers.html_samples import WARMING_PAGES

    for page in WARMING_PAGES:
        for wish in ({}, {"text": "whole_page"}):
            read(io.BytesIO(page), Limits(), wish)


def read(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> ParsedItem:
    """The article's text and the page's statements.

    ``wish["encoding"]`` reads the bytes as another encoding; ``wish["text"] == "whole_page"`` takes
    every visible word instead of the article alone.
    """
    untrusted_stream.seek(0)
    untrusted = untrusted_stream.read(MOST_BYTES + 1)
    page, decoding = decode_page(untrusted[:MOST_BYTES], wish.get("encoding", ""))
    saved = _SavedBy(page)
    tree = parse_page(page)
    if tree is None:
        return _item(ReadStatus.NO_TEXT, Reason.NO_WORDS, decoding, saved)
    statements = read_statements(tree, saved.address)
    remote, pictures = remote_references(tree)
    words = (whole_text if wish.get("text") == "whole_page" else article_text)(tree, limits)
    status, reason = ReadStatus.OK, Reason.NONE
    if not words.text.strip():
        status, reason = ReadStatus.NO_TEXT, Reason.NO_WORDS
    elif words.cut or len(untrusted) > MOST_BYTES:
        status, reason = ReadStatus.PARTIAL, Reason.TOO_MUCH_TEXT
    elif not decoding.sure:
        status, reason = ReadStatus.PARTIAL, Reason.WRONG_ENCODING
    if pictures:
        saved.facts.append(Fact("Pictures not loaded", str(pictures)))
    return _item(status, reason, decoding, saved, words, statements, remote)


class _SavedBy:
    """What the browser noted in the page while saving it."""

    def __init__(self, page: str) -> None:
        self.address = ""
        self.facts: list[Fact] = []
        found = _SAVED_FROM.search(page[:20_000])
        if found:
            self.address = found[1]
        single = _SINGLE_FILE.search(page[:200_000])
        if single:
            self.facts.append(Fact("Saved with", "SingleFile"))
            url = re.search(r"^\s*url:\s*(\S+)", single[1], re.MULTILINE)
            date = re.search(r"^\s*saved date:\s*(.+)$", single[1], re.MULTILINE)
            if url:
                self.address = url[1]
            if date:
                self.facts.append(Fact("Saved", one_line(date[1], 200)))


def _item(
    status: ReadStatus,
    reason: Reason,
    decoding: Decoding,
    saved: _SavedBy,
    words: BlockText | None = None,
    statements: PageStatements | None = None,
    remote: int = 0,
) -> ParsedItem:
    text = words.text if words else ""
    found = statements or PageStatements(*[None] * 7)
    return ParsedItem(
        importer="html",
        status=status,
        reason=reason,
        mime="text/html",
        format_name="Web page",
        kind=ItemKind.WEB_PAGE,
        text=text,
        blocks=tuple(words.blocks) if words else (),
        encoding=decoding.encoding,
        encoding_candidates=decoding.candidates,
        language=found.language or guess_language(text),
        title=found.title,
        byline=found.byline,
        site_name=found.site_name,
        published=found.published,
        url=found.url,
        canonical=found.canonical,
        facts=tuple(saved.facts),
        remote_references=remote,
    )


IMPORTER = Importer(name="html", kind=ItemKind.WEB_PAGE, sniff=sniff, warm=warm, read=read)
