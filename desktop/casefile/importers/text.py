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
    wide_encoding,
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
_TOLERATED = "\x07\x08\x1a\x1b\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff"
_PLAIN = b" etaoinshrdlu\n"
_ENOUGH = 64
"""So many bytes without one odd control character are no chance: one byte in nine is one in noise."""
_READ_AHEAD = 4
"""Bytes read for one character allowed: no encoding we read needs more."""
_NAMED_AS_TEXT = (".txt", ".text", ".md", ".log")


def sniff(head: bytes, size: int, suffix: str) -> int:
    """Text in any encoding, unless the content belongs to a known format.

    Told by its bytes alone, without the word lists `read` goes by. A text that begins like an e-mail's
    header may be one, or a memo: there the name's ending decides.
    """
    known = sniffing.type_by_content(head)
    if known == sniffing.EMAIL:
        return 2 if suffix in _NAMED_AS_TEXT else 1
    if not head or known is not None:
        return 0
    sample = _whole_characters(head, size)
    wide = wide_encoding(sample)
    if wide is not None:
        return 40 if _printable(sample.decode(wide, "replace")) else 0
    if sum(map(sample.count, _ODD_CONTROLS)) > len(sample) * _MOST_ODD:
        return 0
    try:
        return 40 if _printable(sample.decode("utf-8")) else 0
    except UnicodeDecodeError:
        plain = sum(map(sample.count, _PLAIN))
        return 20 if len(sample) >= _ENOUGH or plain * 2 >= len(sample) else 0


def _whole_characters(head: bytes, size: int) -> bytes:
    """The head without a last line or character that was cut in two."""
    if len(head) >= size:
        return head
    end = head.rfind(b"\n")
    if end > len(head) // 2 and b"\0" not in head[:1000]:
        return head[: end + 1]
    whole = head[: len(head) // 4 * 4]
    while whole and whole[-1] & 0xC0 == 0x80:
        whole = whole[:-1]
    return whole[:-1] if whole and whole[-1] >= 0xC0 and b"\0" not in whole[:1000] else whole


def _printable(text: str) -> bool:
    """Whether a decoded sample is letters, digits, signs and spaces rather than noise."""
    sample = text[:20_000]
    wild = sum(1 for each in sample if not (each.isprintable() or each.isspace() or each in _TOLERATED))
    return wild <= max(1, len(sample) * 0.01)


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
    named = sniffing.textual_type(wish.get("suffix", ""))
    whole = text.encode("utf-8", "replace").decode() if _has_halves(text) else text
    return ParsedItem(
        importer="text",
        status=status,
        reason=reason,
        mime=named.mime,
        format_name=named.words,
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
