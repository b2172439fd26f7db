"""A date is taken as she types it, never made more exact, never guessed."""

from __future__ import annotations

import pytest

from casefile.domain.citations import spoken_date
from casefile.domain.typed_dates import edtf_of


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("7 Oct 2016", "2016-10-07"),
        ("7 October 2016", "2016-10-07"),
        ("Oct. 7, 2016", "2016-10-07"),
        ("7.10.2016", "2016-10-07"),
        ("2016-10-07", "2016-10-07"),
        ("2016-10-07~", "2016-10-07~"),
        ("October 2016", "2016-10"),
        ("2016", "2016"),
        ("about 2016", "2016~"),
        ("perhaps 7 Oct 2016", "2016-10-07?"),
        ("before 7 Oct 2016", "../2016-10-07"),
        ("since 2014", "2014/.."),
        ("2014 to Oct 2016", "2014/2016-10"),
        ("2014/2016", "2014/2016"),
        ("summer 2016", "2016-22"),
        ("2016-XX-XX", "2016-XX-XX"),
    ],
)
def test_a_date_is_read_as_typed(typed: str, edtf: str) -> None:
    assert edtf_of(typed) == edtf


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "03/04/2016", "31 Feb 2016", "2016-13", "7 Oktember 2016", "/", "../..", "about 2016?"],
)
def test_what_is_no_date_or_two_dates_is_not_read(typed: str) -> None:
    assert edtf_of(typed) is None


@pytest.mark.parametrize(
    "edtf", ["2016-10-07", "2016-10", "2016", "2016~", "../2016-10-07", "2014/..", "2016-22"]
)
def test_a_date_as_it_is_shown_is_read_back_as_it_was(edtf: str) -> None:
    assert edtf_of(spoken_date(edtf)) == edtf
