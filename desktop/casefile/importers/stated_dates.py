"""Dates as pages state them, written as ISO 8601 with as much precision as they have; never made up."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ]\s?(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?P<part>[.,]\d{1,9})?)?\s?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?)?)?\Z",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)\Z")
_SLASHED = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)\Z")
_MONTH_FIRST = re.compile(
    _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\Z", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r",?\s+(?P<year>\d{4})\Z", re.IGNORECASE
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/_.-]|\Z)")


def iso_date(untrusted: str) -> str | None:
    """The date in ISO 8601, or None when it is not certain which day is meant (03/04/2021 is not)."""
    words = " ".join(untrusted.split())[:100]
    found = _ISO.match(words)
    if found:
        return _from_iso(found)
    for form in (_COMPACT, _SLASHED):
        short = form.match(words)
        if short:
            return _day(int(short[1]), int(short[2]), int(short[3]))
    for form in (_MONTH_FIRST, _DAY_FIRST):
        written = form.match(words)
        if written:
            month = _MONTHS.index(written["month"].lower()[:3]) + 1
            return _day(int(written["year"]), month, int(written["day"]))
    if re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d", words):
        try:
            return parsedate_to_datetime(words).isoformat()
        except (ValueError, TypeError, OverflowError):
            return None
    return None


def date_in_address(untrusted_url: str) -> str | None:
    """The day (or month) that stands in an address's path, as in ``/2019/11/18/``."""
    found = _IN_ADDRESS.search(untrusted_url)
    if found is None:
        return None
    year, month, day = found.groups()
    if day is None:
        return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None
    return _day(int(year), int(month), int(day))


def _day(year: int, month: int, day: int) -> str | None:
    if not (1000 <= year <= 2999 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year}-{month:02}-{day:02}"


def _from_iso(found: re.Match[str]) -> str | None:
    year, month, day = found["year"], found["month"], found["day"]
    if not 1000 <= int(year) <= 2999:
        return None
    if month is None:
        return year
    if day is None:
        return f"{year}-{month}" if 1 <= int(month) <= 12 else None
    date = _day(int(year), int(month), int(day))
    if date is None or found["hour"] is None:
        return date
    if int(found["hour"]) > 23 or int(found["minute"]) > 59 or int(found["second"] or 0) > 60:
        return date
    time = f"{found['hour']}:{found['minute']}" + (f":{found['second']}" if found["second"] else "")
    part = (found["part"] or "").replace(",", ".")[:7]
    zone = (found["zone"] or "").upper()
    if zone and zone != "Z":
        zone = f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    return f"{date}T{time}{part}{zone}"
