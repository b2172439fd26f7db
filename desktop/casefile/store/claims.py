"""Claims, with what is counted for them: passages and independent origins, never a score."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from casefile.domain.claims import Claim, ClaimKind, ClaimRow, Publish, SaidAs, Verification
from casefile.domain.evidence import Relation
from casefile.domain.gaps import WeighedLink, counted, gaps_of
from casefile.domain.identifiers import Kind, parse_ref
from casefile.store.connection import Database
from casefile.store.links import gaps_put_aside, weighed_links
from casefile.store.rows import Row, as_json, column, every, first, value
from casefile.store.tags import tags_on

_WHOLE = (
    "c.n, c.id, c.proposition, c.kind, c.verification, c.publish, c.speaker, c.said_as, c.as_of, c.note,"
    " c.created, c.modified, c.trashed,"
    " (SELECT passage FROM claim_said_in s WHERE s.claim = c.n ORDER BY s.n LIMIT 1) AS said_in"
)
_TOUCHED_BY = {
    Kind.PASSAGE: "SELECT DISTINCT l.claim FROM json_each(?) w JOIN evidence_link l ON l.passage = w.value",
    Kind.ITEM: (
        "SELECT DISTINCT l.claim FROM json_each(?) w JOIN passage p ON p.item = w.value"
        " JOIN evidence_link l ON l.passage = p.n"
    ),
    Kind.ORIGIN: "SELECT DISTINCT l.claim FROM json_each(?) w JOIN evidence_link l ON l.origin = w.value",
}


class Claims:
    """Checkable sentences."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def rows(self, ns: Sequence[int]) -> list[ClaimRow]:
        """List rows of these claims, in their order; numbers the case does not have are left out."""
        links = weighed_links(self._db, ns)
        aside = gaps_put_aside(self._db, ns)
        tags = tags_on(self._db, Kind.CLAIM, ns)
        return [
            _row(claim, links.get(claim.n, []), aside.get(claim.n, {}), tags.get(claim.n, []))
            for claim in self.several(ns)
        ]

    def get(self, n: int) -> Claim | None:
        """One claim, also from the trash."""
        row = first(self._db, f"SELECT {_WHOLE} FROM claim c WHERE c.n = ?", [n])
        return None if row is None else _claim(row)

    def several(self, ns: Sequence[int]) -> list[Claim]:
        """Claims whole, in the order of their numbers given."""
        sql = f"SELECT {_WHOLE} FROM json_each(?) w JOIN claim c ON c.n = w.value ORDER BY w.key"
        return [_claim(row) for row in every(self._db, sql, [as_json(ns)])]

    def count(self) -> int:
        """How many claims the case holds outside the trash."""
        return int(value(self._db, "SELECT count(*) FROM claim WHERE trashed IS NULL"))

    def all(self) -> list[int]:
        """Every claim outside the trash, in the order written down."""
        return column(self._db, "SELECT n FROM claim WHERE trashed IS NULL ORDER BY n")

    def said_in(self, claim: int) -> list[int]:
        """The passages a claim is said in, in the order they were named."""
        return column(self._db, "SELECT passage FROM claim_said_in WHERE claim = ? ORDER BY n", [claim])

    def said_by(self, passage: int) -> list[int]:
        """The claims outside the trash that are said in a passage."""
        sql = (
            "SELECT claim FROM claim_said_in s JOIN claim c ON c.n = s.claim"
            " WHERE s.passage = ? AND c.trashed IS NULL ORDER BY claim"
        )
        return column(self._db, sql, [passage])

    def that_say(self, words: Sequence[str]) -> list[int]:
        """Claims, also in the trash, whose sentence or note holds one of these texts whole."""
        sql = (
            "SELECT DISTINCT c.n FROM claim c JOIN json_each(?) w"
            " ON instr(c.proposition, w.value) OR instr(c.note, w.value) ORDER BY c.n"
        )
        return column(self._db, sql, [json.dumps(list(words), ensure_ascii=False)])

    def number_of(self, id_or_ref: str) -> int | None:
        """The number of a claim given by its UUID or its ref (``C12``), or None."""
        ref = parse_ref(id_or_ref)
        if ref is not None:
            if ref.kind is not Kind.CLAIM:
                return None
            found = value(self._db, "SELECT n FROM claim WHERE n = ?", [ref.n])
        else:
            found = value(self._db, "SELECT n FROM claim WHERE id = ?", [id_or_ref.strip().lower()])
        return None if found is None else int(found)

    def gaps_aside(self, claim: int) -> dict[str, str]:
        """Code of a gap put aside → the reporter's reason."""
        return gaps_put_aside(self._db, [claim]).get(claim, {})

    def gap_aside_row(self, claim: int, code: str) -> int | None:
        """The number of the row that puts a gap aside."""
        sql = "SELECT n FROM gap_aside WHERE claim = ? AND code = ?"
        found = value(self._db, sql, [claim, code])
        return None if found is None else int(found)

    def touched_by(self, kind: Kind, numbers: Sequence[int]) -> list[int]:
        """The claims whose counts or gaps may differ when these passages, items or origins changed."""
        sql = _TOUCHED_BY.get(kind)
        return [] if sql is None or not numbers else column(self._db, sql, [as_json(numbers)])

    def gap_counts(self) -> dict[str, int]:
        """Gap code → how many claims outside the trash have it, for the chips over the list."""
        return Counter(code for codes in self.gaps(self.all()).values() for code in codes)

    def gaps(self, ns: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Claim → the codes of what is missing for it, worst first, without what was put aside."""
        return {row.n: row.gaps for row in self.rows(ns)}


def _claim(row: Row) -> Claim:
    return Claim(
        **{
            **row,
            "kind": ClaimKind(row["kind"]),
            "verification": Verification(row["verification"]),
            "publish": Publish(row["publish"]),
            "said_as": SaidAs(row["said_as"]) if row["said_as"] else None,
        }
    )


def _row(
    claim: Claim, links: list[WeighedLink], aside: dict[str, str], tags: list[tuple[str, int | None]]
) -> ClaimRow:
    return ClaimRow(
        n=claim.n,
        proposition=claim.proposition,
        kind=claim.kind,
        verification=claim.verification,
        publish=claim.publish,
        speaker=claim.speaker,
        supports=counted(links, Relation.SUPPORTS),
        contradicts=counted(links, Relation.CONTRADICTS),
        context=counted(links, Relation.CONTEXT),
        tags=tuple(path for path, _ in tags),
        gaps=tuple(gap.code for gap in gaps_of(claim, links) if gap.code not in aside),
        said_as=claim.said_as,
    )
