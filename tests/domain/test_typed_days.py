"""A day for a to-do is typed as it is said; what could be two days is not guessed."""

from __future__ import annotations

import datetime

import pytest

from casefile.domain.typed_days import day_of, said_day

MONDAY = datetime.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-03-09"),
        ("Tomorrow", "2026-03-10"),
        ("Fri", "2026-03-13"),
        ("next friday", "2026-03-13"),
        ("Mon", "2026-03-16"),
        ("thurs", "2026-03-12"),
        ("in 3 days", "2026-03-12"),
        ("in 2 weeks", "2026-03-23"),
        ("2026-03-09", "2026-03-09"),
        ("9 Mar", "2026-03-09"),
        ("8 Mar", "2027-03-08"),
        ("Sept 1", "2026-09-01"),
        ("1st April 2027", "2027-04-01"),
        ("9.3.2026", "2026-03-09"),
    ],
)
def test_a_day_is_read_as_it_is_said(typed: str, day: str) -> None:
    read = day_of(typed, MONDAY)
    assert read is not None
    assert read.isoformat() == day


@pytest.mark.parametrize("typed", ["", "soon", "03/04", "31 Feb", "2026-02-30", "ju", "t", "March", "2026"])
def test_what_is_no_one_day_is_not_guessed(typed: str) -> None:
    assert day_of(typed, MONDAY) is None


def test_a_day_is_said_as_near_as_it_is() -> None:
    days = {0: "today", 1: "tomorrow", -1: "yesterday", -3: "Fri 6 Mar", 300: "Sun 3 Jan 2027"}
    said = {ahead: said_day(MONDAY + datetime.timedelta(days=ahead), MONDAY) for ahead in days}
    assert said == days
