"""In which encoding a web page's bytes are: its mark, its own word for it, UTF-8, then by its words."""

from __future__ import annotations

import codecs
import re

from casefile.importers.encodings_by_words import Decoding, codec_named, detect

_DECLARED = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_LOOKED_AT = 16_384
_WIDE = ("utf_16", "utf_16_le", "utf_16_be", "utf_32")


def decode_page(untrusted: bytes, asked: str = "") -> tuple[str, Decoding]:
    """The page's characters, and how they were read. ``asked`` is the reporter's own choice, or "".

    A declaration that the bytes contradict is passed over, as is one of UTF-16 in a page whose own
    declaration could be read as ASCII (HTML's rule). Bytes that fit nothing become U+FFFD.
    """
    for name in _tried(untrusted, asked):
        try:
            return untrusted.decode(name), Decoding(name, (), True)
        except UnicodeDecodeError:
            continue
    found = detect(untrusted) or Decoding("cp1252", (), False)
    return untrusted.decode(found.encoding, "replace"), found


def declared_encoding(untrusted: bytes) -> str | None:
    """The codec the page itself declares, None when it declares none we read."""
    found = _DECLARED.search(untrusted[:_LOOKED_AT])
    if found is None:
        return None
    name = codec_named((found[1] or found[2]).decode("ascii"))
    return "utf_8" if name in _WIDE else name


def _tried(untrusted: bytes, asked: str) -> list[str]:
    wished = codec_named(asked)
    if wished:
        return [wished]
    if untrusted.startswith(codecs.BOM_UTF8):
        return ["utf_8_sig"]
    if untrusted.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf_16"]
    declared = declared_encoding(untrusted)
    tried = ["utf_8"]
    if declared in ("latin_1", "cp1252"):
        return [*tried, "cp1252", "latin_1"]
    if declared and declared.startswith("iso2022"):
        return [declared, *tried]
    return [*tried, declared] if declared else tried
