"""Limits: bounds on one reading, and their way to the reader."""

from __future__ import annotations

import math

import pytest

from casefile.domain.limits import GIB, Limits


def test_a_file_may_be_two_gibibytes_and_a_page_ten_thousand_pixels_a_side() -> None:
    limits = Limits()
    assert limits.max_bytes == limits.address_space == 2 * GIB
    assert (limits.max_pages, limits.max_page_pixels, limits.max_page_side) == (2_000, 20_000_000, 10_000)
    assert limits.seconds == 30


def test_limits_arrive_as_they_were_sent() -> None:
    sent = Limits(seconds=0.5, max_pages=3)
    assert Limits.from_wire(sent.to_wire()) == sent


@pytest.mark.parametrize("odd", [0, -1, True, "2", None, 2.5, math.nan, 2**60])
def test_a_bound_that_is_no_number_above_zero_is_refused(odd: object) -> None:
    with pytest.raises(ValueError, match="max_pages"):
        Limits(max_pages=odd)  # type: ignore[arg-type]


@pytest.mark.parametrize("odd", [math.nan, math.inf, 0.0, -1.0])
def test_no_reading_may_last_for_ever(odd: float) -> None:
    with pytest.raises(ValueError, match="seconds"):
        Limits(seconds=odd)


def test_limits_of_another_version_are_refused() -> None:
    sent = Limits().to_wire()
    sent["max_moods"] = 1
    with pytest.raises(ValueError, match="version"):
        Limits.from_wire(sent)
    with pytest.raises(ValueError, match="version"):
        Limits.from_wire({"seconds": 1})
