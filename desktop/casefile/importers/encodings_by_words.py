"""Which encoding a text's bytes are in: mark, strict UTF-8, then whichever makes the best words.

The order is: a byte order mark; UTF-16 or UTF-32 by where the zero bytes lie; strict UTF-8; UTF-8 with a
few damaged bytes; then every single- and double-byte encoding that decodes the bytes at all, judged by how
many of the words that differ between them are common words of some language, and how well their letters sit
together. charset-normalizer settles what our lists say nothing about.
"""

from __future__ import annotations

import codecs
import functools
import re
from encodings.aliases import aliases
from typing import NamedTuple

from casefile.importers.language import guess_language, listed_words

_SAMPLE = 120_000
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf_32"),
    (codecs.BOM_UTF32_BE, "utf_32"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
)
SINGLE_BYTE = (
    "cp1252",
    "cp1250",
    "cp1251",
    "iso8859_2",
    "cp1253",
    "cp1254",
    "cp1257",
    "cp1255",
    "cp1256",
    "cp1258",
    "cp874",
    "koi8_r",
    "koi8_u",
    "latin_1",
    "iso8859_5",
    "iso8859_7",
    "iso8859_15",
    "cp866",
    "cp850",
    "cp852",
    "cp437",
    "mac_roman",
    "mac_cyrillic",
    "mac_latin2",
)
DOUBLE_BYTE = ("cp932", "euc_jp", "gb18030", "cp950", "cp949")
READABLE = frozenset(
    (
        *SINGLE_BYTE,
        *DOUBLE_BYTE,
        "iso2022_jp",
        "utf_8",
        "utf_8_sig",
        "utf_16",
        "utf_16_le",
        "utf_16_be",
        "utf_32",
    )
)
"""Every encoding that is read, by the name of Python's codec."""
_WIDER = {
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "cp950",
    "euc_kr": "cp949",
    "ascii": "cp1252",
    "iso8859_1": "latin_1",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
    "tis_620": "cp874",
    "x_sjis": "cp932",
    "x_gbk": "gb18030",
    "ks_c_5601_1987": "cp949",
    "x_mac_roman": "mac_roman",
    "x_mac_cyrillic": "mac_cyrillic",
}
"""Encodings read as the wider one that programs really write under their name (WHATWG's habit)."""

_FEW_DAMAGED = 0.001
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_MIXED = re.compile(r"[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")
"""A Latin letter beside a Greek, Cyrillic, Hebrew or Arabic one."""
_RARER = frozenset({"cp866", "cp850", "cp852", "cp437", "mac_roman", "mac_cyrillic", "mac_latin2", "cp1258"})
_RARE = 0.3
_SMOOTHING = 4
"""Words added to the count, so that one lucky word among three proves nothing."""
_USUAL = 0.25
_USUAL_FOR = (
    (("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl"), ("cp1250", "iso8859_2")),
    (("az", "tr"), ("cp1254",)),
    (("et", "lt", "lv"), ("cp1257",)),
    (("vi",), ("cp1258",)),
)
"""Languages written in Latin letters whose usual encoding is not the western one."""
_COMMON_SIGNS = {
    "cp932": "のにはをたがでてとしれさいするもなかこ",
    "euc_jp": "のにはをたがでてとしれさいするもなかこ",
    "gb18030": "的一是不了在有人我他这中大来上国个到说们为子和你地出道也时年",
    "cp950": "的一是不了在有人我他這中大來上國個到說們為子和你地出道也時年",
    "cp949": "이다는의에을를가고하한은지로도기",
}


def codec_named(untrusted_label: str) -> str | None:
    """Python's codec for an encoding's name as people and pages write it, or None when it is not read.

    Looked up in a table and never by `codecs.lookup`, which would open files for any name at all.
    """
    label = re.sub(r"[^a-z0-9]+", "_", untrusted_label.strip().lower()).strip("_")
    label = aliases.get(label, label)
    label = _WIDER.get(label, label)
    return label if label in READABLE else None


class Decoding(NamedTuple):
    """How bytes are to be read."""

    encoding: str
    """Python's name of the codec."""
    candidates: tuple[str, ...]
    """Other encodings that decode the bytes, likeliest first."""
    sure: bool
    """False when a few bytes do not fit the encoding."""


def detect(untrusted: bytes) -> Decoding | None:
    """The encoding of ``untrusted``, or None when it is no text in any encoding we read."""
    if untrusted.startswith(codecs.BOM_UTF8):
        return Decoding("utf_8_sig", (), _decodes(untrusted, "utf_8_sig"))
    wide = wide_encoding(untrusted)
    if wide is not None:
        return Decoding(wide, (), _decodes(untrusted, wide))
    if b"\0" in untrusted:
        return None
    if b"\x1b$" in untrusted and b"\x1b(" in untrusted and _decodes(untrusted, "iso2022_jp"):
        return Decoding("iso2022_jp", (), True)
    if _decodes(untrusted, "utf_8"):
        others = () if untrusted.isascii() else _by_words(untrusted)
        return Decoding("utf_8", tuple(others[:5]), True)
    ranked = _by_words(untrusted)
    if _nearly_utf_8(untrusted):
        return Decoding("utf_8", tuple(ranked[:8]), False)
    return Decoding(ranked[0], tuple(ranked[1:9]), True) if ranked else None


def _decodes(untrusted: bytes, name: str) -> bool:
    try:
        untrusted.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def wide_encoding(untrusted: bytes) -> str | None:
    """UTF-16 or UTF-32 by its mark, or UTF-16 by every other byte being zero nearly always; else None."""
    for mark, name in _BYTE_ORDER_MARKS:
        if untrusted.startswith(mark):
            return name
    sample = untrusted[:4096]
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0) * 2 / len(sample), sample[1::2].count(0) * 2 / len(sample)
    if odd > 0.6 and even < 0.05:
        return "utf_16_le"
    return "utf_16_be" if even > 0.6 and odd < 0.05 else None


def _nearly_utf_8(untrusted: bytes) -> bool:
    """Mostly good UTF-8 beyond ASCII, with only a few bytes that do not fit."""
    text = untrusted.decode("utf_8", "replace")
    bad = text.count("\ufffd")
    foreign = len(_FOREIGN.findall(text))
    return bad <= max(2, len(text) * _FEW_DAMAGED) and foreign - bad >= max(4, bad * 20)


def _by_words(untrusted: bytes) -> list[str]:
    """Every encoding that decodes the bytes, likeliest first."""
    sample = _sample(untrusted)
    usual = _usual(untrusted)
    scores: list[tuple[float, int, str]] = []
    seen: dict[str, float] = {}
    for order, name in enumerate((*SINGLE_BYTE, *DOUBLE_BYTE)):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if text not in seen:
            seen[text] = _likeness(text, name)
        scores.append((seen[text] + (_USUAL if name in usual else 0.0), -order, name))
    scores.sort(reverse=True)
    ranked = [name for _score, _order, name in scores]
    if len(scores) > 1 and scores[0][0] < _UNCONVINCING:
        ranked = second_opinion(sample, ranked)
    return [name for name in ranked if _decodes(untrusted, name)]


_UNCONVINCING = 0.3


def _usual(untrusted: bytes) -> tuple[str, ...]:
    """The encodings usual for the language that the text's plain letters already show."""
    plain = bytes(byte for byte in untrusted[:_SAMPLE] if byte < 128).decode("ascii")
    language = guess_language(plain)
    if language is None:
        return ()
    return next((names for codes, names in _USUAL_FOR if language.value in codes), ("cp1252",))


def _sample(untrusted: bytes) -> bytes:
    """The stretch judged: the lines that hold bytes beyond ASCII, so that a long English start tells."""
    lines = untrusted.splitlines(keepends=True)
    telling = b"".join(line for line in lines if not line.isascii())
    if len(telling) <= _SAMPLE:
        return telling
    end = telling.rfind(b"\n", 0, _SAMPLE)
    return telling[:end] if end > 0 else telling


def _likeness(text: str, name: str) -> float:
    """How much ``text`` looks like somebody's language: 0 (noise) to about 2."""
    foreign = _FOREIGN.findall(text)
    if not foreign:
        return 0.0
    if name in DOUBLE_BYTE:
        signs = _COMMON_SIGNS.get(name, "")
        share = sum(map(text.count, signs)) / len(foreign)
        return min(2.0, share * 8) if share > 0.03 else 0.0
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    lowered = {word.lower() for word in words}
    known = max(len(lowered & listed) for listed in _foreign_words()) / (len(lowered) + _SMOOTHING)
    inside = sum(len(_FOREIGN.findall(word)) for word in words) / len(foreign)
    odd = sum(1 for word in words if not (word.islower() or word.isupper() or word.istitle()))
    mixed = sum(1 for word in words if _MIXED.search(word))
    rare = _RARE if name in _RARER else 0.0
    return inside - (odd + mixed) / max(1, len(words)) + 3 * known - rare


@functools.cache
def _foreign_words() -> tuple[frozenset[str], ...]:
    """Common words with letters beyond ASCII, one set a language that has them."""
    sets = (frozenset(word for word in words if not word.isascii()) for words in listed_words().values())
    return tuple(each for each in sets if each)


def second_opinion(sample: bytes, ranked: list[str]) -> list[str]:
    """charset-normalizer's choice first, when it is one of ours."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:20_000], cp_isolation=[*SINGLE_BYTE, *DOUBLE_BYTE]).best()
    if best is None:
        return ranked
    chosen = codec_named(best.encoding)
    if chosen is None or chosen not in ranked:
        return ranked
    return [chosen, *(name for name in ranked if name != chosen)]
