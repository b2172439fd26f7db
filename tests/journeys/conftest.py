"""Journeys read with the real readers, in confined children of one nursery."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casefile.sandbox.client import Nursery


@pytest.fixture(scope="package")
def nursery() -> Iterator[Nursery]:
    """The real readers, started once."""
    with Nursery.start() as started:
        yield started
