"""A citation gives an editor words, publisher, date and page, and says what nobody knows."""

from __future__ import annotations

import pytest

from casefile.domain.citations import CitedPlace, cite, cite_place, spoken_date


def test_a_whole_citation() -> None:
    place = CitedPlace("The Evening Gull", "2019-03-14", "3")
    assert cite("They paid\r\nearly.", place) == "“They paid early.” (The Evening Gull, 14 March 2019, p. 3)"


def test_unknown_parts_are_said_and_no_place_is_invented() -> None:
    assert cite_place(CitedPlace()) == "publisher unknown, date unknown"
    assert cite_place(CitedPlace("Gull", "", "iv", 7)) == "Gull, date unknown, p. iv"
    assert cite_place(CitedPlace("Gull", "2019", "", 7)) == "Gull, 2019, paragraph 7"


@pytest.mark.parametrize(
    ("edtf", "spoken"),
    [
        ("2016", "2016"), ("2016-10", "October 2016"), ("2016-10-07", "7 October 2016"),
        ("2016-10-07T14:05:00Z", "7 October 2016, 14:05"), ("2016-10-XX", "October 2016"),
        ("2016~", "about 2016"),
        ("2016-10?", "perhaps October 2016"), ("2016-10-07%", "perhaps about 7 October 2016"),
        ("2016-22", "summer 2016"), ("/2016-10-07", "before 7 October 2016"), ("../2016", "before 2016"),
        ("2016/..", "since 2016"), ("2015-01/2016-02", "January 2015 to February 2016"), ("", "date unknown"),
        ("/", "date unknown"), ("last spring", "last spring"), ("2016-13-01", "2016-13-01"), ("201X", "201X"),
    ],
)  # fmt: skip
def test_dates_are_spoken_and_never_made_finer(edtf: str, spoken: str) -> None:
    assert spoken_date(edtf) == spoken
