"""Dates in the short form of a row: "7 Oct 2016", "Oct 2016", "before 7 Oct 2016"."""

from __future__ import annotations

from functools import lru_cache

from casefile.domain.citations import spoken_date

_SHORT = {
    "January": "Jan", "February": "Feb", "March": "Mar", "April": "Apr", "June": "Jun", "July": "Jul",
    "August": "Aug", "September": "Sep", "October": "Oct", "November": "Nov", "December": "Dec",
}  # fmt: skip


@lru_cache(maxsize=4096)
def short_date(edtf: str | None) -> str:
    """A date for a list row; "date unknown" for none."""
    words = spoken_date(edtf or "").split(" ")
    return " ".join(_SHORT.get(word, word) for word in words)
