"""Real encrypted cases for tests, made with the cheap key derivation that only tests inject."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casefile.casework.commands.noting import NewNote
from casefile.casework.lanes import at_once
from casefile.casework.open_case import OpenCase
from casefile.casework.opening import new_case, open_with_passphrase
from casefile.domain.identifiers import Kind
from tests.helpers.canary import CANARY
from tests.helpers.cheap_keys import CHEAP_SETS

PASSPHRASE = "correct horse battery staple amber tide"


@contextmanager
def case_at(path: Path) -> Iterator[OpenCase]:
    """A new case at ``path``, open; closed at the end."""
    case = new_case(path, PASSPHRASE, "Larkspur", at_once, sets=CHEAP_SETS).case
    try:
        yield case
    finally:
        case.close()


@contextmanager
def reopened(path: Path) -> Iterator[OpenCase]:
    """The case at ``path``, opened by its passphrase."""
    case = open_with_passphrase(path, PASSPHRASE, at_once, sets=CHEAP_SETS)
    try:
        yield case
    finally:
        case.close()


def note(case: OpenCase, text: str, **further: object) -> int:
    """Writes a note whose words hold the canary; returns its number."""
    change = case.do(NewNote(f"{text} {CANARY}", **further)).result()  # type: ignore[arg-type]
    assert change is not None
    return max(change.of(Kind.ITEM))
