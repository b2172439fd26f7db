"""A date as a reporter types it, read as EDTF: never more exact than it was typed, never guessed.

"7 Oct 2016", "October 2016", "2016", "7.10.2016", "before 7 Oct 2016", "about 2016", "2014 to 2016" and
EDTF itself. What could mean two days (03/04/2016) is not read at all.
"""

from __future__ import annotations

import re
from calendar import monthrange

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%])?", re.ASCII)
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([a-z]+)\.?,?\s+(\d{4})", re.ASCII)
_AMERICAN = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)
_LEADS = (
    ("perhaps about ", "%"), ("perhaps ", "?"), ("maybe ", "?"), ("about ", "~"), ("around ", "~"),
    ("circa ", "~"), ("c. ", "~"), ("ca. ", "~"),
)  # fmt: skip


def edtf_of(typed: str) -> str | None:
    """The EDTF for what was typed, or None where it is no date, or one that could be read in two ways."""
    words = " ".join(typed.split())
    low = words.casefold()
    if "/" in words:
        start, _, end = words.partition("/")
        return _interval(start, end)
    for lead in ("before ", "until "):
        if low.startswith(lead):
            return _interval("..", low.removeprefix(lead))
    for lead in ("since ", "after "):
        if low.startswith(lead):
            return _interval(low.removeprefix(lead), "..")
    for joint in (" to ", " – ", " until "):
        if joint in low:
            start, _, end = low.partition(joint)
            return _interval(start, end)
    return _one(words)


def _interval(start: str, end: str) -> str | None:
    ends = [text.strip() if text.strip() in ("", "..") else _one(text.strip()) for text in (start, end)]
    if None in ends or not any(text not in ("", "..") for text in ends):
        return None
    return f"{ends[0]}/{ends[1]}"


def _one(words: str) -> str | None:
    low, doubt = words.casefold(), ""
    for lead, sign in _LEADS:
        if low.startswith(lead):
            low, doubt = low.removeprefix(lead), sign
            break
    plain = _edtf_day(low.upper().strip()) or _in_words(low.strip())
    if plain is None or (doubt and plain[-1] in "?~%"):
        return None
    return plain + doubt


def _edtf_day(text: str) -> str | None:
    read = _EDTF_DAY.fullmatch(text)
    if read is None:
        return None
    year, month, day, _ = read.groups()
    if month in (None, "XX"):
        return text if day in (None, "XX") else None
    if month in {str(season) for season in _SEASONS.values()}:
        return text if day is None else None
    return text if _is_day(int(year), int(month), 1 if day in (None, "XX") else int(day)) else None


def _in_words(low: str) -> str | None:
    dotted = _DOTTED.fullmatch(low)
    if dotted is not None:
        return _built(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    american = _AMERICAN.fullmatch(low)
    if american is not None and american[1] in _MONTHS:
        return _built(int(american[3]), _MONTHS[american[1]], int(american[2]))
    read = _WORDS.fullmatch(low)
    if read is None:
        return None
    day, name, year = read.groups()
    if name in _SEASONS and day is None:
        return f"{year}-{_SEASONS[name]}"
    if name not in _MONTHS:
        return None
    return _built(int(year), _MONTHS[name], int(day) if day else None)


def _built(year: int, month: int, day: int | None) -> str | None:
    if not _is_day(year, month, day or 1):
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _is_day(year: int, month: int, day: int) -> bool:
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
