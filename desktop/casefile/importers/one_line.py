"""A stranger's words made fit for one line of a form."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+")


def one_line(untrusted: str, longest: int = 2000) -> str:
    """Without control and direction characters, half characters and doubled spaces; not too long.

    Direction marks go because they can make a name read as another one.
    """
    whole = untrusted.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(_CONTROL.sub(" ", whole).split())[:longest]
