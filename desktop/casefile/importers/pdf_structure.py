"""The second look at a PDF: pypdf reads its structure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from casefile.domain.limits import Limits
from casefile.importers.structure import Structure


def warm() -> None:
    """x"""


def read_structure(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> Structure:
    """x"""
    return Structure(readable=False)
