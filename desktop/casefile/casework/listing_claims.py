"""Which claims are listed, in which order, with how many have each gap: for the list and the sheet.

Counts and gaps come from rules, not from columns, so the rows of all claims are kept as last read and
only those a deed touched are read again: a case of thousands of claims is gone through once.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from casefile.domain.changes import CaseChanged
from casefile.domain.claims import ClaimRow
from casefile.domain.gaps import ORDER
from casefile.domain.identifiers import Kind
from casefile.search.parse import parse, with_last_word_unfinished
from casefile.store import finding
from casefile.store.case_store import CaseStore

CONTRADICTED = "contradicted"
"""The one filter that is no gap: a passage contradicts it, answered or not."""
PAGE = 256
"""Rows read in one statement while the rows of all claims are gathered."""

CLAIM_ORDERS: dict[str, str] = {
    "written": "As written down",
    "newest": "Newest first",
    "missing": "Worst gap first",
    "contradicted": "Contradicted first",
    "support": "Most support",
    "words": "Wording",
}
"""Orders of the claims list and what the sorting menu calls them."""

_LAST = len(ORDER)
_KEYS: dict[str, Callable[[ClaimRow], object]] = {
    "written": lambda row: row.n,
    "newest": lambda row: -row.n,
    "missing": lambda row: (ORDER.get(row.gaps[0], _LAST) if row.gaps else _LAST, -len(row.gaps), row.n),
    "contradicted": lambda row: (-row.contradicts[0], -row.contradicts[1], row.n),
    "support": lambda row: (-row.supports[1], -row.supports[0], row.n),
    "words": lambda row: (row.proposition.casefold(), row.n),
    "kind": lambda row: (row.kind.value, row.n),
    "said_as": lambda row: (row.said_as is None, row.said_as or "", row.n),
    "speaker": lambda row: (row.speaker is None, (row.speaker or "").casefold(), row.n),
    "context": lambda row: (-row.context[0], row.n),
    "check": lambda row: (row.verification.value, row.n),
    "publish": lambda row: (row.publish.value, row.n),
}


@dataclass(frozen=True)
class ListedClaims:
    """The claims found, in order; how many the case holds; and how many *found* ones each filter keeps."""

    numbers: list[int]
    total: int
    counts: Mapping[str, int] = field(default_factory=dict)


class ClaimBook:
    """The rows of all claims outside the trash, as last read.

    `note` is called where the window lives, `listed` on the reader lane.
    """

    def __init__(self) -> None:
        self._rows: dict[int, ClaimRow] = {}
        self._gate = threading.Lock()
        self._everything = True
        self._touched: dict[Kind, set[int]] = {}

    @property
    def has_claims(self) -> bool:
        """Whether the case held any claim when it was last looked through."""
        return bool(self._rows)

    def note(self, change: CaseChanged) -> None:
        """Remembers what must be read again."""
        with self._gate:
            for kind in (Kind.CLAIM, Kind.PASSAGE, Kind.ITEM, Kind.ORIGIN):
                self._touched.setdefault(kind, set()).update(change.of(kind))

    def listed(
        self,
        store: CaseStore,
        sentence: str = "",
        only: str | None = None,
        order: str = "written",
        *,
        backwards: bool = False,
    ) -> ListedClaims:
        """The claims that answer a sentence and have the gap ``only`` (or are `CONTRADICTED`)."""
        self._bring_up(store)
        tree = with_last_word_unfinished(parse(sentence)) if sentence.strip() else None
        numbers = finding.claims(store, tree) if tree is not None else store.claims.all()
        rows = [self._rows[n] for n in numbers if n in self._rows]
        counts = Counter(code for row in rows for code in filters_of(row))
        if only is not None:
            rows = [row for row in rows if only in filters_of(row)]
        rows.sort(key=_KEYS[order], reverse=backwards)  # type: ignore[arg-type]
        return ListedClaims([row.n for row in rows], len(self._rows), dict(counts))

    def _bring_up(self, store: CaseStore) -> None:
        with self._gate:
            everything, touched = self._everything, self._touched
            self._everything, self._touched = False, {}
        try:
            wanted = store.claims.all() if everything else self._stale(store, touched)
            self._read(store, wanted)
        except BaseException:
            with self._gate:  # stopped half-way: what was not read is still to be read
                self._everything = self._everything or everything
                for kind, numbers in touched.items():
                    self._touched.setdefault(kind, set()).update(numbers)
            raise

    def _stale(self, store: CaseStore, touched: Mapping[Kind, set[int]]) -> list[int]:
        wanted = set(touched.get(Kind.CLAIM, ()))
        for kind, numbers in touched.items():
            wanted.update(store.claims.touched_by(kind, sorted(numbers)))
        return sorted(wanted)

    def _read(self, store: CaseStore, wanted: list[int]) -> None:
        held = set(store.claims.all()) if wanted else set()
        for start in range(0, len(wanted), PAGE):
            page = [n for n in wanted[start : start + PAGE] if n in held]
            self._rows.update((row.n, row) for row in store.claims.rows(page))
        for n in wanted:
            if n not in held:
                self._rows.pop(n, None)


def filters_of(row: ClaimRow) -> Iterable[str]:
    """The filters that keep a claim: its gaps, and whether anything contradicts it."""
    return (CONTRADICTED, *row.gaps) if row.contradicts[0] else row.gaps
