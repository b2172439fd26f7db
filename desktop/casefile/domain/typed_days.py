"""A day as a reporter types it for what is to come: "tomorrow", "Fri", "in 3 days", 9 Mar, 2026-03-09.

What could mean two days (03/04) is not read at all; a weekday is the next one, today's name a week on.
"""

from __future__ import annotations

import datetime
import re

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NEAR = {"today": 0, "tonight": 0, "now": 0, "tomorrow": 1, "next week": 7, "in a week": 7}
_IN = re.compile(r"in (\d{1,3}) (day|week)s?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})\.?(?: (\d{4}))?", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?", re.ASCII)


def day_of(typed: str, today: datetime.date) -> datetime.date | None:
    """The day that was typed, or None where it is none. Without a year it is the next such day."""
    words = " ".join(typed.casefold().replace(",", " ").split())
    if words in _NEAR:
        return today + datetime.timedelta(days=_NEAR[words])
    if (ahead := _IN.fullmatch(words)) is not None:
        return today + datetime.timedelta(days=int(ahead[1]) * (7 if ahead[2] == "week" else 1))
    weekday = _named(words.removeprefix("on ").removeprefix("next "), _WEEKDAYS)
    if weekday is not None:
        return today + datetime.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if (iso := _ISO.fullmatch(words)) is not None:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if (dotted := _DOTTED.fullmatch(words)) is not None:
        return _next(dotted[3], int(dotted[2]), int(dotted[1]), today)
    for pattern, month_first in ((_DAY_MONTH, False), (_MONTH_DAY, True)):
        if (found := pattern.fullmatch(words)) is not None:
            month = _named(found[1] if month_first else found[2], _MONTHS)
            if month is not None:
                return _next(found[3], month + 1, int(found[2] if month_first else found[1]), today)
    return None


def said_day(day: datetime.date, today: datetime.date) -> str:
    """A day in words: "today", "tomorrow", "yesterday", "Fri 6 Mar", with the year where it is another."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    if near is not None:
        return near
    month = _MONTHS[day.month - 1][:3].capitalize()
    year = f" {day.year}" if day.year != today.year else ""
    return f"{_WEEKDAYS[day.weekday()][:3].capitalize()} {day.day} {month}{year}"


def _named(word: str, names: tuple[str, ...]) -> int | None:
    if len(word) < 3:
        return None
    fitting = [number for number, name in enumerate(names) if name.startswith(word)]
    return fitting[0] if len(fitting) == 1 else None


def _next(year: str | None, month: int, day: int, today: datetime.date) -> datetime.date | None:
    if year:
        return _day(int(year), month, day)
    this = _day(today.year, month, day)
    if this is not None and this >= today:
        return this
    return _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
