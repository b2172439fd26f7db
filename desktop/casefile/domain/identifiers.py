"""What a record is called: a UUID for other programs, a ref such as ``I12`` for people.

The number of a ref is the record's key in the case (decision 31): given once, never reused, also
after an undo. Protected records have no ref.
"""

from __future__ import annotations

import re
import uuid
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of record that carry a ref; the value is the ref's letter."""

    ITEM = "I"
    PASSAGE = "P"
    CLAIM = "C"
    EVENT = "V"
    ENTITY = "N"
    CONTACT = "K"
    TASK = "T"
    LINK = "L"
    ORIGIN = "O"
    TAG = "G"
    CREDENTIAL = "S"


TAGGABLE = (Kind.ITEM, Kind.PASSAGE, Kind.CLAIM, Kind.CONTACT)
"""Tags hold on these alike."""

_REF = re.compile(r"([A-Z])([1-9][0-9]{0,17})")


class Ref(NamedTuple):
    """A record's short name, such as ``I12``."""

    kind: Kind
    n: int

    def __str__(self) -> str:
        return f"{self.kind.value}{self.n}"


def parse_ref(text: str) -> Ref | None:
    """The ref written as ``text`` (any case, blanks around), or None where it is none."""
    match = _REF.fullmatch(text.strip().upper())
    if match is None or match[1] not in {kind.value for kind in Kind}:
        return None
    return Ref(Kind(match[1]), int(match[2]))


def new_id() -> str:
    """A fresh UUIDv4, in its usual spelling."""
    return str(uuid.uuid4())
