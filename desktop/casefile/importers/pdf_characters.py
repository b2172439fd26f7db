"""One PDF page's characters as our text layer holds them.

The rule, the same for the text layer and for the boxes over the page:

* PDFium's characters in PDFium's order, one code point each; a surrogate pair is one code point.
* Where PDFium found the end of a line (a carriage return and a line feed of its own making), one ``\\n``.
* A hyphen PDFium recognised at a line's end (U+0002 or U+FFFE there, the line's end dropped) is written
  as the page shows it: ``-`` and ``\\n``. Joining such words is the search index's work, not ours.
* Spaces PDFium put between words that stand apart are kept; it takes ligatures apart by itself, and those
  it leaves (U+FB00 to U+FB06) are written as their letters.
* A glyph without a known meaning (a control character, a non-character, half a surrogate pair) becomes
  U+FFFD, so that nothing is dropped silently and the reader sees that letters are missing.
* Everything else, no-break spaces, soft hyphens and private characters included, stays as it is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

UNKNOWN_LETTER = "\ufffd"
LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_LINE_FEED, _CARRIAGE_RETURN, _TAB = 0x0A, 0x0D, 0x09
_HYPHENS = (0x02, 0xFFFE)

Box = tuple[float, float, float, float]
NO_BOX: Box = (0.0, 0.0, 0.0, 0.0)


class PageText(NamedTuple):
    """A page's text, and for each of its code points the number of PDFium's character, or -1."""

    text: str
    owners: list[int]
    cut: bool
    """True when the page held more characters than were asked for."""


def page_text(textpage: Any, most: int) -> PageText:
    """The text of a pypdfium2 text page, by the rule above, at most ``most`` code points."""
    from pypdfium2 import raw as pdfium

    handle = textpage.raw
    count = min(max(0, pdfium.FPDFText_CountChars(handle)), most)
    unicode_of = pdfium.FPDFText_GetUnicode
    codes = [unicode_of(handle, index) for index in range(count)]
    letters: list[str] = []
    owners: list[int] = []
    index = 0
    while index < count:
        code = codes[index]
        written, taken = _plain(code), 1
        if written is None:
            following = codes[index + 1] if index + 1 < count else 0
            generated = pdfium.FPDFText_IsGenerated(handle, index) == 1
            hyphen = code in _HYPHENS and pdfium.FPDFText_IsHyphen(handle, index) == 1
            written, taken = _written(code, following, generated=generated, hyphen=hyphen)
        letters.append(written)
        owner = -1 if written == "\n" else index
        owners.extend([owner] * len(written))
        if written == "-\n":
            owners[-1] = -1
        index += taken
    text = "".join(letters)
    whole = pdfium.FPDFText_CountChars(handle) <= most and len(text) <= most
    return PageText(text[:most], owners[:most], not whole)


def _plain(code: int) -> str | None:
    """The character for an ordinary code, None where the rule has more to say."""
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or 0xFB00 <= code <= 0xFB06:
        return None
    if code >= 0xFDD0 and (code <= 0xFDEF or code & 0xFFFE == 0xFFFE or code > 0x10FFFF):
        return None
    return chr(code)


def _written(code: int, following: int, *, generated: bool, hyphen: bool) -> tuple[str, int]:
    """What an unusual code is written as, and how many of PDFium's characters that takes."""
    if generated and code == _CARRIAGE_RETURN:
        return "\n", 2 if following == _LINE_FEED else 1
    if generated and code == _LINE_FEED:
        return "\n", 1
    if hyphen:
        return ("-", 1) if following == _CARRIAGE_RETURN else ("-\n", 1)
    if 0xD800 <= code < 0xDC00 and 0xDC00 <= following < 0xE000:
        return chr(0x10000 + ((code - 0xD800) << 10) + (following - 0xDC00)), 2
    if code in LIGATURES:
        return LIGATURES[code], 1
    if code == _TAB:
        return "\t", 1
    return UNKNOWN_LETTER, 1


class PageGeometry:
    """Where a page's characters stand, in points from the top left corner as the page is shown."""

    def __init__(self, page: Any, textpage: Any) -> None:
        import ctypes

        from pypdfium2 import raw as pdfium

        self._pdfium = pdfium
        self._by_reference = ctypes.byref
        self._textpage = textpage.raw
        self._rectangle = pdfium.FS_RECTF()
        self.width, self.height = page.get_size()
        across, down = ctypes.c_int(), ctypes.c_int()
        fine = max(1, min(1000, int(2**30 / max(self.width, self.height, 1.0))))

        def shown(x: float, y: float) -> tuple[float, float]:
            size = (round(self.width * fine), round(self.height * fine))
            pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
            return across.value / fine, down.value / fine

        span = 1000.0
        self._origin = shown(0.0, 0.0)
        right, up = shown(span, 0.0), shown(0.0, span)
        self._x_step = ((right[0] - self._origin[0]) / span, (right[1] - self._origin[1]) / span)
        self._y_step = ((up[0] - self._origin[0]) / span, (up[1] - self._origin[1]) / span)

    def box(self, owner: int) -> Box:
        """The box of PDFium's character ``owner`` (its line's height, not its ink), rounded to 1/100."""
        found = owner >= 0 and self._pdfium.FPDFText_GetLooseCharBox(
            self._textpage, owner, self._by_reference(self._rectangle)
        )
        if not found:
            return NO_BOX
        edges = self._rectangle
        one = self._shown(edges.left, edges.top)
        other = self._shown(edges.right, edges.bottom)
        box = (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
        if not all(-1e6 < edge < 1e6 for edge in box):
            return NO_BOX
        return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._origin[0] + x * self._x_step[0] + y * self._y_step[0],
            self._origin[1] + x * self._x_step[1] + y * self._y_step[1],
        )
