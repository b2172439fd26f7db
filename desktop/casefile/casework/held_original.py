"""An original drawn from the case piece by piece into sealed memory, for a confined child to read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from casefile.casework.importing.taking_in import TakenIn, take_in
from casefile.casework.open_case import OpenCase
from casefile.domain.errors import ReporterCanFix
from casefile.domain.items import Item
from casefile.importers import HEAD_BYTES
from casefile.store.case_store import CaseStore


class HeldOriginal:
    """For a ``with``: the bytes inside it, given back at its end. Waits: never on the window's thread.

    Each piece is a question of its own, so that the window's are answered between. Raises
    ReporterCanFix("original_changed") where the bytes no longer fit their fingerprint.
    """

    def __init__(self, case: OpenCase, item: Item) -> None:
        self._case = case
        self._item = item

    def __enter__(self) -> TakenIn:
        self._taken = take_in(self._pieces(), HEAD_BYTES)
        if self._taken.sha256 != self._item.sha256:
            self._taken.let_go()
            raise ReporterCanFix("original_changed", ref=self._item.ref)
        return self._taken

    def __exit__(self, *failure: object) -> None:
        self._taken.let_go()

    def _pieces(self) -> Iterator[bytes]:
        sha256, seq = self._item.sha256 or "", 0
        while (piece := self._case.answer(partial(_piece, sha256=sha256, seq=seq))) is not None:
            yield piece
            seq += 1


def _piece(store: CaseStore, sha256: str, seq: int) -> bytes | None:
    return store.originals.chunk(sha256, seq)
