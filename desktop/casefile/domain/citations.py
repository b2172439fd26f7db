"""A quotation an editor can use: the words, who published them, when, and where they stand.

What is not known is said ("date unknown"), never left out silently and never invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAY = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T(\d\d:\d\d)\S*?)?([?~%])?", re.ASCII)
_QUALIFIED = {"?": "perhaps {}", "~": "about {}", "%": "perhaps about {}"}


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """Where quoted words stand. Empty strings are unknown; ``published`` is EDTF.

    ``page`` is the page's own label ("3", "iv"); ``paragraph`` counts from 1, 0 where there is none.
    Without either, no place is claimed.
    """

    publisher: str = field(default="", repr=False)
    published: str = ""
    page: str = ""
    paragraph: int = 0


def cite(words: str, place: CitedPlace) -> str:
    """``“words” (publisher, date, p. 3)``, on one line."""
    return f"“{' '.join(words.split())}” ({cite_place(place)})"


def cite_place(place: CitedPlace) -> str:
    """``publisher, date, p. 3``: what stands in the parentheses of `cite`."""
    parts = [place.publisher or "publisher unknown", spoken_date(place.published)]
    if place.page:
        parts.append(f"p. {place.page}")
    elif place.paragraph > 0:
        parts.append(f"paragraph {place.paragraph}")
    return ", ".join(parts)


def spoken_date(edtf: str) -> str:
    """An EDTF date as people write it: "7 October 2016", "October 2016", "before 7 October 2016".

    "date unknown" for none; what is not understood is shown as it is, because it was typed by someone.
    """
    if not edtf:
        return "date unknown"
    start, slash, end = edtf.partition("/")
    if slash:
        return _spoken_interval(start, end)
    return _spoken_day(edtf)


def _spoken_interval(start: str, end: str) -> str:
    if start in ("", "..") and end in ("", ".."):
        return "date unknown"
    if start in ("", ".."):
        return f"before {_spoken_day(end)}"
    if end in ("", ".."):
        return f"since {_spoken_day(start)}"
    return f"{_spoken_day(start)} to {_spoken_day(end)}"


def _spoken_day(edtf: str) -> str:
    read = _DAY.fullmatch(edtf)
    if read is None:
        return edtf
    year, month, day, clock, doubt = read.groups()
    spoken = year
    if month in _SEASONS:
        spoken = f"{_SEASONS[month]} {year}"
    elif month and month != "XX":
        if not 1 <= int(month) <= 12:
            return edtf
        spoken = f"{_MONTHS[int(month) - 1]} {year}"
        if day and day != "XX":
            spoken = f"{int(day)} {spoken}"
    if clock:
        spoken = f"{spoken}, {clock}"
    return _QUALIFIED[doubt].format(spoken) if doubt else spoken
