"""One spelling for the index: what a reporter types and what a document prints meet here.

`fold` drops case, accents, ligatures, invisible marks and the hyphen at a line's end, so that
"Łódź", "LODZ" and "Lo\u0301dz\u0301" are one word. `fold_with_places` also tells where each folded character
came from, so that a hit is shown exactly in the original. Places are Unicode code points, 0-based.

Both sides of every comparison must be folded; folded text is for machines and is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence

# Letters that Unicode does not take apart, in the spelling of a plain keyboard.
_PLAIN_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ĸ": "k", "ŀ": "l", "ɓ": "b", "ƀ": "b", "ɖ": "d", "ɗ": "d", "ƒ": "f", "ɠ": "g",
    "ǥ": "g", "ƙ": "k", "ƚ": "l", "ɲ": "n", "ɵ": "o", "ƥ": "p", "ʉ": "u", "ƴ": "y", "ƶ": "z", "ə": "e",
    "ɛ": "e", "ɔ": "o", "ɨ": "i", "ʋ": "v", "ґ": "г",
}  # fmt: skip
_APOSTROPHES = "‘’‚‛′ʹʻʼʽʾʿˈ՚׳＇`´"
_QUOTES = "“”„‟″«»‹›״＂〝〞"
_DASHES = "‐‑‒–—―−﹘﹣－"
# PDFium marks the hyphen it found at a line's end with one of these and drops the line break.
_HYPHENS_OF_PDFIUM = "\x02\ufffe"
# Combining classes that carry the word itself and stay: kana voicing (8), virama (9), Thai and Lao
# vowels and tones (103–122), Tibetan vowels (129–132). The others are accents and points and go.
_CLASSES_KEPT = frozenset({0, 8, 9, 103, 107, 118, 122, 129, 130, 132})
_LINE_END_HYPHEN = re.compile(r"[-\u00ad\u2010][ \t]*(?:\r\n|[\n\r\u2028])[ \t]*")

# Scripts written without spaces between words: whole blocks, as (first, last) code points.
_SPACELESS = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f00-\u0fff"  # Tibetan
    "\u1000-\u109f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"  # CJK radicals, iteration marks, numerals
    "\u3040-\u30ff\u31f0-\u31ff"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_SPACELESS_CHARACTER = re.compile(f"[{_SPACELESS}]")
_WORD = re.compile(f"[{_SPACELESS}]|[^\\W_{_SPACELESS}]+")


def _fold_character(character: str) -> str:
    """The folded spelling of one character: none, one or several characters."""
    if character in _HYPHENS_OF_PDFIUM:
        return ""
    if character in _APOSTROPHES:
        return "'"
    if character in _QUOTES:
        return '"'
    if character in _DASHES:
        return "-"
    once = unicodedata.normalize("NFKD", character.casefold())
    folded = []
    for part in unicodedata.normalize("NFKD", once.casefold()):
        category = unicodedata.category(part)
        if part in _PLAIN_LETTERS:
            folded.append(_PLAIN_LETTERS[part])
        elif category == "Nd":
            folded.append(str(unicodedata.decimal(part)))
        elif category == "Cf" or "\ufe00" <= part <= "\ufe0f" or part == "\u034f":
            continue
        elif unicodedata.combining(part) in _CLASSES_KEPT:
            folded.append(part)
    return "".join(folded)


class _FoldingTable(dict[int, str]):
    """Code point → folded text, filled as characters are met (a few thousand at the most)."""

    def __missing__(self, code_point: int) -> str:
        folded = _fold_character(chr(code_point))
        self[code_point] = folded
        return folded


_TABLE = _FoldingTable()


def _joined_line_ends(text: str) -> list[tuple[int, int]]:
    """Where a word is broken by a hyphen and a line's end: spans to leave out, in code points.

    A plain hyphen counts only before a small letter ("Anglo-\\nSaxon" keeps it); a soft one always.
    """
    if "\n" not in text and "\r" not in text and "\u2028" not in text:
        return []
    spans = []
    for match in _LINE_END_HYPHEN.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            continue
        before, after = text[start - 1], text[end]
        within_word = (before.isalpha() or unicodedata.combining(before) > 0) and after.isalpha()
        if within_word and (text[start] == "\u00ad" or after.islower()):
            spans.append((start, end))
    return spans


def fold(text: str) -> str:
    """The text in the index's spelling: no case, accents, ligatures or invisible characters.

    Apostrophes, quotation marks and dashes become their ASCII kin, digits of every script become 0–9,
    a word hyphenated at a line's end becomes whole. About 0.1 s for a million characters, less for ASCII.
    """
    spans = _joined_line_ends(text)
    if spans:
        kept, at = [], 0
        for start, end in spans:
            kept.append(text[at:start])
            at = end
        kept.append(text[at:])
        text = "".join(kept)
    if text.isascii():
        return text.lower().replace("`", "'").replace("\x02", "")
    return text.translate(_TABLE)


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the code point in ``text`` it came from.

    Where one character became several ("ß", "ﬁ") they share one place; where several became one or
    none, places are skipped. ``len(places) == len(folded)`` always, and places never run backwards.
    """
    spans = _joined_line_ends(text)
    if not spans and text.isascii() and "\x02" not in text:
        return text.lower().replace("`", "'"), range(len(text))
    table = _TABLE
    parts = [table[code_point] for code_point in map(ord, text)]
    for start, end in spans:
        parts[start:end] = [""] * (end - start)
    folded = "".join(parts)
    lengths = list(map(len, parts))
    unusual = [at for at, length in enumerate(lengths) if length != 1]
    if not unusual:
        return folded, range(len(text))
    places = array("L")
    at = 0
    for odd in unusual:
        places.extend(range(at, odd))
        places.extend([odd] * lengths[odd])
        at = odd + 1
    places.extend(range(at, len(text)))
    return folded, places


def words_in(folded: str) -> list[str]:
    """The words of a folded text, as the index sees them.

    Runs of letters and digits; in scripts without spaces every character stands for itself, so that
    a name of two Han characters is found as a phrase of two.
    """
    return _WORD.findall(folded)


def word_spans(folded: str) -> list[tuple[int, int]]:
    """(start, end) of each of `words_in`."""
    return [match.span() for match in _WORD.finditer(folded)]


def spaced(folded: str) -> str:
    """Folded text with a space around every character of a script without spaces.

    For an index that splits at spaces: words of one or two Han characters, too short for a trigram
    index, are then found there exactly.
    """
    if folded.isascii() or not _SPACELESS_CHARACTER.search(folded):
        return folded
    return _SPACELESS_CHARACTER.sub(r" \g<0> ", folded)


def needs_parts(word: str) -> bool:
    """True for a word with characters of a script written without spaces (Chinese, Japanese, Thai …).

    Such a word has no borders to look for and must be searched as a part of the text.
    """
    return not word.isascii() and _SPACELESS_CHARACTER.search(word) is not None
