"""Passages as the reader shows them: which words they cover, how they overlap, which are linked.

The reader is given `MarkedPassage` values and paints them; it keeps no record of the case.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from casefile.domain.evidence import EvidenceLink, Relation
from casefile.domain.passages import Passage, PassageState

MarksShown = Literal["all", "linked", "none"]
MARKS_SHOWN: tuple[MarksShown, ...] = ("all", "linked", "none")
Fill = Literal["", "mark", "mark2", "mark_current"]
_BUCKET = 4096


class Stretch(NamedTuple):
    """Some words of the text, in code points, and the number of the passage they are, if they are one."""

    start: int
    end: int
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """One passage on the text. ``relations`` are (relation, weakens), each once, in the order shown;
    ``claims`` says every link, as "supports C2", for tooltips and screen readers.
    """

    n: int
    start: int
    end: int
    relations: tuple[tuple[Relation, bool], ...] = ()
    claims: tuple[tuple[Relation, bool, str], ...] = ()
    state: PassageState = PassageState.ANCHORED

    @property
    def ref(self) -> str:
        return f"P{self.n}"

    @property
    def linked(self) -> bool:
        return bool(self.relations)

    @property
    def lost(self) -> bool:
        """Whether its words were not found again in the present text."""
        return self.state is PassageState.ORPHANED

    def sentence(self) -> str:
        """What is said when the caret enters it: "passage P25, supports C2, contradicts nothing"."""
        parts = [f"passage {self.ref}"]
        for relation in Relation:
            named = [
                f"{ref}, weakens" if weakens else ref
                for given, weakens, ref in self.claims
                if given is relation
            ]
            words = {"supports": "supports", "contradicts": "contradicts", "context": "context for"}[relation]
            if named:
                parts.append(f"{words} {', '.join(named)}")
            elif relation is Relation.CONTRADICTS and self.claims:
                parts.append("contradicts nothing")
        if not self.claims:
            parts.append("not linked")
        return ", ".join(parts)


def marked(passage: Passage, links: Iterable[EvidenceLink] = ()) -> MarkedPassage:
    """A passage of the case with its links, ready to be shown."""
    own = sorted(links, key=lambda link: (list(Relation).index(link.relation), link.weakens, link.claim))
    return MarkedPassage(
        passage.n,
        passage.start,
        passage.end,
        tuple(dict.fromkeys((link.relation, link.weakens) for link in own)),
        tuple((link.relation, link.weakens, f"C{link.claim}") for link in own),
        passage.state,
    )


class Segment(NamedTuple):
    """Neighbouring words covered by the same passages, and how they are painted.

    ``underline`` is the number of lines below them (2 where passages overlap without a fill) and
    ``accent`` says that they are in pine.
    """

    start: int
    end: int
    fill: Fill
    underline: int
    accent: bool


class Marks:
    """All passages of one text, found by place."""

    def __init__(self, passages: Iterable[MarkedPassage] = ()) -> None:
        self.by_start: Sequence[MarkedPassage] = sorted(passages, key=lambda p: (p.start, -p.end, p.n))
        self._starts = [passage.start for passage in self.by_start]
        self._by_number = {passage.n: passage for passage in self.by_start}
        self._buckets: dict[int, list[MarkedPassage]] = {}
        for passage in self.by_start:
            for bucket in range(passage.start // _BUCKET, max(passage.start, passage.end - 1) // _BUCKET + 1):
                self._buckets.setdefault(bucket, []).append(passage)

    def __len__(self) -> int:
        return len(self.by_start)

    def get(self, n: int | None) -> MarkedPassage | None:
        return None if n is None else self._by_number.get(n)

    def within(self, start: int, end: int) -> list[MarkedPassage]:
        """Those that share words with ``start``–``end``, by their beginnings."""
        buckets = range(start // _BUCKET, max(start, end - 1) // _BUCKET + 1)
        found = dict.fromkeys(p for bucket in buckets for p in self._buckets.get(bucket, ()))
        return [p for p in found if p.start < end and p.end > start and not p.lost]

    def starting(self, start: int, end: int) -> Sequence[MarkedPassage]:
        """Those that begin in ``start``–``end``, lost ones included: what the gutter lists."""
        return self.by_start[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def at(self, place: int) -> list[MarkedPassage]:
        """Those that cover a place, the shortest first: the order in which a click and O choose them."""
        found = [p for p in self.within(place, place + 1) if p.start <= place < p.end]
        return sorted(found, key=lambda p: (p.end - p.start, p.start, p.n))

    def after(self, place: int, than: MarkedPassage | None) -> MarkedPassage | None:
        """The next passage of the text: after ``than``, else the first that begins at or after ``place``."""
        at = self.by_start.index(than) + 1 if than is not None else bisect_left(self._starts, place)
        return self.by_start[at] if at < len(self.by_start) else None

    def before(self, place: int, than: MarkedPassage | None) -> MarkedPassage | None:
        """The passage before ``than``, else the last that begins at or before ``place``."""
        at = self.by_start.index(than) - 1 if than is not None else bisect_right(self._starts, place) - 1
        return self.by_start[at] if at >= 0 else None

    def segments(
        self, start: int, end: int, shown: MarksShown, chosen: int | None = None, lit: Collection[int] = ()
    ) -> Iterator[Segment]:
        """What is painted between two places, from left to right.

        Linked passages are filled and underlined, others only underlined (decision 14); where several
        cover the same words the fill is deeper, or the line double. The chosen passage and those lit by
        the pointer are always shown, whatever ``shown`` says.
        """
        present = [
            p
            for p in self.within(start, end)
            if p.n == chosen or p.n in lit or shown == "all" or (shown == "linked" and p.linked)
        ]
        edges = sorted({start, end, *(e for p in present for e in (p.start, p.end) if start < e < end)})
        for left, right in pairwise(edges):
            over = [p for p in present if p.start <= left and p.end >= right]
            if not over:
                continue
            accent = any(p.n == chosen for p in over)
            fill: Fill = ""
            if accent or any(p.n in lit for p in over):
                fill = "mark_current"
            elif any(p.linked for p in over):
                fill = "mark2" if len(over) > 1 else "mark"
            yield Segment(left, right, fill, 2 if len(over) > 1 and not fill else 1, accent)
