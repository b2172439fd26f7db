"""x"""

from __future__ import annotations

from collections.abc import Sequence

from casefile.domain.identifiers import Kind
from casefile.store.connection import Database


class SearchIndex:
    def __init__(self, db: Database) -> None:
        self._db = db

    def refresh(self, kind: Kind, ns: Sequence[int]) -> None: ...
