"""Checks for values that came from another process: type, range and length, or ValueError.

Messages name the field and never its value.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)


def mapping(untrusted: object, name: str, keys: frozenset[str]) -> Mapping[str, object]:
    """A mapping with exactly these keys."""
    if not isinstance(untrusted, dict) or untrusted.keys() != keys:
        raise ValueError(f"{name}: not the fields that belong here")
    return untrusted


def sequence(untrusted: object, name: str, longest: int) -> list[object]:
    """A list (a tuple counts) of at most ``longest`` entries."""
    if not isinstance(untrusted, (list, tuple)):
        raise ValueError(f"{name}: not a list")
    if len(untrusted) > longest:
        raise ValueError(f"{name}: too many entries")
    return list(untrusted)


def row(untrusted: object, name: str, length: int) -> list[object]:
    """A list of exactly ``length`` entries."""
    entries = sequence(untrusted, name, length)
    if len(entries) != length:
        raise ValueError(f"{name}: entries missing")
    return entries


def text(untrusted: object, name: str, longest: int) -> str:
    """A string of at most ``longest`` code points that can be written as UTF-8."""
    if type(untrusted) is not str:
        raise ValueError(f"{name}: not text")
    if len(untrusted) > longest:
        raise ValueError(f"{name}: too long")
    try:
        untrusted.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{name}: half a character") from None
    return untrusted


def whole_number(untrusted: object, name: str, least: int, most: int) -> int:
    """An int (never a bool) from ``least`` to ``most``."""
    if type(untrusted) is not int or not least <= untrusted <= most:
        raise ValueError(f"{name}: not a number in range")
    return untrusted


def word(untrusted: object, name: str, words: type[Word]) -> Word:
    """A member of a StrEnum, by its value."""
    for member in words:
        if untrusted == member.value and type(untrusted) is str:
            return member
    raise ValueError(f"{name}: not a word that belongs here")


def yes_or_no(untrusted: object, name: str) -> bool:
    """A bool."""
    if type(untrusted) is not bool:
        raise ValueError(f"{name}: not yes or no")
    return untrusted
