"""Plain text, exactly as it stands: only the bytes are decoded, nothing is tidied.

Line ends, no-break spaces and everything else stay; only a byte order mark, which is no character of the
text, is left out. A title, an author or a date is never taken from the first words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import BinaryIO

from casefile.domain.limits import Limits
from casefile.importers import sniffing
from casefile.importers.encodings_by_words import (
    READABLE,
    SINGLE_BYTE,
    Decoding,
    codec_named,
    detect,
    second_opinion,
)
from casefile.importers.importer import Importer, most_characters
from casefile.importers.language import guess_language
from casefile.importers.parsed_item import (
    Block,
    BlockKind,
    ItemKind,
    ParsedItem,
    ReadStatus,
    Reason,
)

_LONG_LINE = 120
"""A line longer than this is a paragraph of its own (its writer did not break lines by hand)."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ODD_CONTROLS = frozenset(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27}
_MOST_ODD = 0.002
_READ_AHEAD = 4
"""Bytes read for one character allowed: no encoding we read needs more."""
_TYPES = {
    ".csv": ("text/csv", "Table (CSV)"),
    ".tsv": ("text/tab-separated-values", "Table (TSV)"),
    ".json": ("application/json", "JSON file"),
    ".md": ("text/markdown", "Markdown text"),
}


def sniff(head: bytes, size: int, suffix: str) -> int:
    """Text in any encoding we read, unless the content belongs to a known format."""
    if not head or sniffing.type_by_content(head) is not None:
        return 0
    if head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return 60
    sample = _whole_characters(head, size)
    if b"\0" in sample:
        decoding = detect(sample)
        return 30 if decoding is not None and _mostly_written(sample, decoding) else 0
    if sum(sample.count(code) for code in _ODD_CONTROLS) > max(0, len(sample) * _MOST_ODD):
        return 0
    if sample.isascii():
        return 40
    decoding = detect(sample)
    if decoding is None or not _mostly_written(sample, decoding):
        return 0
    return 40 if decoding.encoding == "utf_8" else 20


def _whole_characters(head: bytes, size: int) -> bytes:
    """The head without a last line or character that was cut in two."""
    if len(head) >= size:
        return head
    end = head.rfind(b"\n")
    return head[: end + 1] if end > len(head) // 2 else head[: len(head) // 4 * 4 - 4]


def _mostly_written(sample: bytes, decoding: Decoding) -> bool:
    """Whether the decoded sample is letters, digits, signs and spaces rather than noise."""
    text = sample.decode(decoding.encoding, "replace")[:20_000]
    wild = sum(1 for each in text if not (each.isprintable() or each.isspace() or each in "\x07\x08\x1a\x1b"))
    if wild + text.count("\ufffd") > max(1, len(text) * 0.01):
        return False
    if decoding.encoding.startswith("utf"):
        return True
    letters = sum(map(str.isalpha, text))
    foreign = sum(1 for each in text if ord(each) > 127)
    strange = sum(1 for each in text if ord(each) > 127 and not each.isalpha())
    return letters > len(text) * 0.3 and strange <= max(4, foreign * 0.5)


def warm() -> None:
    """Reads samples in every encoding, so that each codec is loaded."""
    import io

    sample = "Příliš žluťoučký kůň úpěl ďábelské ódy, größer und später. Съдът реши.\r\n\r\n" * 4
    for name in sorted(READABLE):
        codecs.lookup(name)
        read(io.BytesIO(sample.encode(name, "ignore")), Limits(), {"encoding": name})
    unclear = bytes(range(0x80, 0x100)) * 3
    for untrusted in (
        sample.encode("cp1250", "ignore"),
        "日本語のテキストです。".encode("cp932") * 9,
        unclear,
    ):
        read(io.BytesIO(untrusted), Limits(), {})
    second_opinion(unclear + sample.encode("koi8_r", "ignore"), list(SINGLE_BYTE))


def read(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> ParsedItem:
    """The decoded text. ``wish["encoding"]`` is obeyed; bytes that do not fit become U+FFFD and are told."""
    untrusted_stream.seek(0)
    most = most_characters(limits)
    untrusted = untrusted_stream.read(most * _READ_AHEAD + 1)
    if not untrusted:
        return _item(ReadStatus.EMPTY, Reason.EMPTY_FILE, wish)
    cut = len(untrusted) > most * _READ_AHEAD
    decoding = _decoding(untrusted, wish.get("encoding", ""))
    if decoding is None:
        return _item(ReadStatus.UNSUPPORTED, Reason.NO_READER, wish)
    text = untrusted.decode(decoding.encoding, "replace")
    fits = decoding.sure or cut
    if len(text) > most or cut:
        text, cut = text[:most], True
    status, reason = ReadStatus.OK, Reason.NONE
    if cut:
        status, reason = ReadStatus.PARTIAL, Reason.TOO_MUCH_TEXT
    elif not fits:
        status, reason = ReadStatus.PARTIAL, Reason.WRONG_ENCODING
    elif not text.strip():
        status, reason = ReadStatus.NO_TEXT, Reason.NO_WORDS
    return _item(status, reason, wish, text, decoding)


def _decoding(untrusted: bytes, asked: str) -> Decoding | None:
    """As the reporter asked, when that is an encoding we read; else as detected."""
    found = detect(untrusted)
    name = codec_named(asked)
    if name is None:
        return found
    others = (found.encoding, *found.candidates) if found else ()
    try:
        untrusted.decode(name)
    except UnicodeDecodeError:
        return Decoding(name, others, False)
    return Decoding(name, tuple(each for each in others if each != name), True)


def _item(
    status: ReadStatus,
    reason: Reason,
    wish: Mapping[str, str],
    text: str = "",
    decoding: Decoding | None = None,
) -> ParsedItem:
    mime, words = _TYPES.get(wish.get("suffix", ""), ("text/plain", "Plain text"))
    whole = text.encode("utf-8", "replace").decode() if _has_halves(text) else text
    return ParsedItem(
        importer="text",
        status=status,
        reason=reason,
        mime=mime,
        format_name=words,
        kind=ItemKind.DOCUMENT,
        text=whole,
        blocks=tuple(text_blocks(whole)),
        encoding=decoding.encoding if decoding else "",
        encoding_candidates=decoding.candidates if decoding else (),
        language=guess_language(whole),
    )


def _has_halves(text: str) -> bool:
    """Whether half a surrogate pair stands in the text (some decoders let them through)."""
    return re.search(r"[\ud800-\udfff]", text) is not None


def text_blocks(text: str) -> list[Block]:
    """Paragraphs: lines up to an empty one, and each long line by itself; no block ends with a line's end."""
    blocks: list[Block] = []
    start = end = -1
    for line in _LINE.finditer(text):
        body = line.group().rstrip()
        if not body:
            if start >= 0:
                blocks.append(Block(start, end, BlockKind.PARAGRAPH))
            start = -1
            continue
        if start >= 0 and (len(body) > _LONG_LINE or end - text.rfind("\n", 0, end) > _LONG_LINE):
            blocks.append(Block(start, end, BlockKind.PARAGRAPH))
            start = -1
        if start < 0:
            start = line.start()
        end = line.start() + len(body)
    if start >= 0:
        blocks.append(Block(start, end, BlockKind.PARAGRAPH))
    return blocks


IMPORTER = Importer(name="text", kind=ItemKind.DOCUMENT, sniff=sniff, warm=warm, read=read)
