"""Dates of a search sentence: a year, a month or a day, never more exact than they were typed.

The subset of EDTF level 0 that ``before:`` and ``after:`` take: 2016, 2016-10, 2016-10-07.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_READ = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LOOSE_FORMS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<m>\d{1,2})[./-](?P<y>\d{4})", re.ASCII),
)


def search_date(value: str) -> str | None:
    """The value if it is a date of the calendar in one of the three forms, else None."""
    read = _READ.fullmatch(value)
    if read is None:
        return None
    year, month, day = int(read[1]), int(read[2] or 1), int(read[3] or 1)
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return value


def suggested_date(value: str) -> str | None:
    """What was probably meant ("7.10.2016" → 2016-10-07), or None where it could be read two ways.

    A date with slashes that begins with a day or a month (03/04/2021) is never guessed.
    """
    for form in _LOOSE_FORMS:
        read = form.fullmatch(value)
        if read is None:
            continue
        found = read.groupdict()
        pieces = [found["y"], found["m"].zfill(2)]
        if found.get("d"):
            pieces.append(found["d"].zfill(2))
        return search_date("-".join(pieces))
    return None


def day_bounds(value: str) -> tuple[str, str]:
    """First and last day of a `search_date`: "2016-10" → ("2016-10-01", "2016-10-31").

    ``before:`` asks for what is earlier than the first, ``after:`` for what is later than the last.
    """
    year, month, day = (int(piece) if piece else 0 for piece in (value + "--").split("-")[:3])
    first = date(year, month or 1, day or 1)
    last_month = month or 12
    last = date(year, last_month, day or monthrange(year, last_month)[1])
    return first.isoformat(), last.isoformat()
