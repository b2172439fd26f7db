"""Checking an original again: its bytes in the case hashed anew and compared with their name.

In turns of `TURN_CHUNKS` pieces, each a question of its own, so that lists and searches are answered between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice

from casefile.casework.open_case import OpenCase
from casefile.store.case_store import CaseStore

TURN_CHUNKS = 16
"""Pieces of 1 MiB hashed in one turn: about 50 ms of the reader lane."""

Told = Callable[[bool], None]


def check_original(case: OpenCase, sha256: str, then: Told) -> None:
    """Tells ``then``, where the front end lives, whether the original still has its fingerprint.

    Bytes that are missing are told as changed.
    """
    OriginalCheck(case, sha256, then).go_on()


class OriginalCheck:
    """One check under way. The pieces are drawn on the reader lane only, each a query of its own."""

    def __init__(self, case: OpenCase, sha256: str, then: Told) -> None:
        self._case = case
        self._sha256 = sha256
        self._then = then
        self._hash = hashlib.sha256()
        self._pieces: Iterator[bytes] | None = None

    def go_on(self) -> None:
        """Asks for the next turn; its answer asks for the one after it."""
        self._case.ask(self._turn, self._turned)

    def _turn(self, store: CaseStore) -> bool:
        """Hashes the next pieces; True while more may follow."""
        if self._pieces is None:
            if not store.originals.holds(self._sha256):
                return False
            self._pieces = store.originals.chunks(self._sha256)
        taken = 0
        for piece in islice(self._pieces, TURN_CHUNKS):
            self._hash.update(piece)
            taken += 1
        return taken == TURN_CHUNKS

    def _turned(self, more: bool) -> None:
        if more:
            self.go_on()
        else:
            self._then(self._hash.hexdigest() == self._sha256)
