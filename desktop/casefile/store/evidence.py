"""Evidence links and origins, and the whole picture of a claim."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.domain.evidence import EvidenceLink, EvidencePicture, LinkedPassage, Origin, Relation
from casefile.domain.gaps import gaps_of
from casefile.store.claims import Claims
from casefile.store.connection import Database
from casefile.store.links import LINK, gaps_put_aside, link_of, weighed_links
from casefile.store.rows import Row, as_json, every, first, value

NEIGHBOUR_REACH = 1_000
"""How far from a passage, in code points, another's origin is still proposed for it: a paragraph or two."""

_ORIGIN = "n, id, name, named, reliability, note"
_PLACE = (
    'p.n AS at_passage, p.exact, p.item, p.start, p."end", p.page_label, p.paragraph,'
    " coalesce(i.title, nullif(i.first_words, ''), i.original_name) AS item_title,"
    " p.trashed IS NOT NULL OR i.trashed IS NOT NULL AS passage_trashed"
)
_STRENGTH_FIRST = (
    "CASE l.strength WHEN 'strong' THEN 0 WHEN 'moderate' THEN 1 ELSE 2 END, p.item, p.start, l.n"
)


class Evidence:
    """Links between passages and claims, and who first had the knowledge."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def picture(self, claim: int) -> EvidencePicture:
        """Everything the columns show for one claim. Raises KeyError where there is no such claim.

        Within a relation the strongest stand first, then in the order of the text; origins in the
        order they are met.
        """
        held = Claims(self._db).get(claim)
        if held is None:
            raise KeyError(claim)
        linked = [_linked(row) for row in every(self._db, _LINKED, [claim])]
        origins = self._origins_of([one.link.origin for one in linked if one.link is not None])
        weighed = weighed_links(self._db, [claim]).get(claim, [])
        aside = gaps_put_aside(self._db, [claim]).get(claim, {})
        gaps = gaps_of(held, weighed)
        return EvidencePicture(
            claim=claim,
            where_said=tuple(_linked(row) for row in every(self._db, _SAID, [claim])),
            supports=_of_relation(linked, Relation.SUPPORTS),
            contradicts=_of_relation(linked, Relation.CONTRADICTS),
            context=_of_relation(linked, Relation.CONTEXT),
            origins=origins,
            gaps=tuple(gap for gap in gaps if gap.code not in aside),
            gaps_aside=tuple(gap for gap in gaps if gap.code in aside),
        )

    def link(self, n: int) -> EvidenceLink | None:
        """One link."""
        row = first(self._db, f"SELECT {LINK} FROM evidence_link l WHERE l.n = ?", [n])
        return None if row is None else link_of(row)

    def between(self, passage: int, claim: int) -> EvidenceLink | None:
        """The link from a passage to a claim (there is at most one)."""
        sql = f"SELECT {LINK} FROM evidence_link l WHERE l.passage = ? AND l.claim = ?"
        row = first(self._db, sql, [passage, claim])
        return None if row is None else link_of(row)

    def links_of_passage(self, passage: int) -> list[EvidenceLink]:
        """The links from a passage to claims outside the trash, in the order of the claims."""
        sql = (
            f"SELECT {LINK} FROM evidence_link l JOIN claim c ON c.n = l.claim"
            " WHERE l.passage = ? AND c.trashed IS NULL ORDER BY l.claim"
        )
        return [link_of(row) for row in every(self._db, sql, [passage])]

    def links_of_claim(self, claim: int) -> list[EvidenceLink]:
        """The links to a claim, in the order made."""
        sql = f"SELECT {LINK} FROM evidence_link l WHERE l.claim = ? ORDER BY l.n"
        return [link_of(row) for row in every(self._db, sql, [claim])]

    def links_of_origin(self, origin: int) -> list[EvidenceLink]:
        """The links that go back to an origin."""
        sql = f"SELECT {LINK} FROM evidence_link l WHERE l.origin = ? ORDER BY l.claim, l.n"
        return [link_of(row) for row in every(self._db, sql, [origin])]

    def count(self) -> int:
        """How many links the case holds."""
        return int(value(self._db, "SELECT count(*) FROM evidence_link"))

    def links(self) -> list[EvidenceLink]:
        """Every link of the case, in the order made."""
        return [link_of(row) for row in every(self._db, f"SELECT {LINK} FROM evidence_link l ORDER BY l.n")]

    def origin(self, n: int) -> Origin | None:
        """One origin."""
        row = first(self._db, f"SELECT {_ORIGIN} FROM origin WHERE n = ?", [n])
        return None if row is None else _origin(row)

    def origins(self) -> list[Origin]:
        """Every origin, by name."""
        rows = every(self._db, f"SELECT {_ORIGIN} FROM origin ORDER BY name COLLATE NOCASE, n")
        return [_origin(row) for row in rows]

    def origin_named(self, name: str) -> Origin | None:
        """The origin of that name, whatever its case."""
        wanted = name.casefold()
        return next((origin for origin in self.origins() if origin.name.casefold() == wanted), None)

    def suggested_origin(self, passage: int) -> int | None:
        """The origin to propose for a new link: that of the passage's own other links, else of the
        nearest linked passage of the same item within `NEIGHBOUR_REACH`. Only origins somebody chose.
        """
        found = value(self._db, _NEIGHBOUR, [passage, NEIGHBOUR_REACH])
        return None if found is None else int(found)

    def chosen_origins(self, passages: Sequence[int]) -> dict[int, int]:
        """Passage → the origin somebody chose for it in one of its links, the latest choice first."""
        sql = (
            "SELECT l.passage, l.origin FROM json_each(?) w JOIN evidence_link l ON l.passage = w.value"
            " WHERE l.origin IS NOT NULL AND l.origin_suggested = 0 ORDER BY l.n"
        )
        return dict(self._db.conn.execute(sql, [as_json(dict.fromkeys(passages))]).fetchall())

    def _origins_of(self, numbers: Sequence[int | None]) -> tuple[Origin, ...]:
        wanted = as_json(n for n in dict.fromkeys(numbers) if n is not None)
        sql = (
            "SELECT origin.n, origin.id, name, named, reliability, note FROM json_each(?) w"
            " JOIN origin ON origin.n = w.value ORDER BY w.key"
        )
        return tuple(_origin(row) for row in every(self._db, sql, [wanted]))


_LINKED = (
    f"SELECT {LINK}, {_PLACE} FROM evidence_link l JOIN passage p ON p.n = l.passage"
    f" JOIN item i ON i.n = p.item WHERE l.claim = ? ORDER BY {_STRENGTH_FIRST}"
)
_SAID = (
    f"SELECT NULL AS n, {_PLACE} FROM claim_said_in s JOIN passage p ON p.n = s.passage"
    " JOIN item i ON i.n = p.item WHERE s.claim = ? ORDER BY s.n"
)
_NEIGHBOUR = """
SELECT l.origin FROM passage here
JOIN passage p ON p.item = here.item AND p.layer = here.layer AND p.trashed IS NULL
JOIN evidence_link l ON l.passage = p.n AND l.origin IS NOT NULL AND l.origin_suggested = 0
WHERE here.n = ? AND max(p.start - here."end", here.start - p."end") <= ?
ORDER BY p.n <> here.n, max(p.start - here."end", here.start - p."end", 0), l.n DESC LIMIT 1
"""


def _of_relation(linked: Sequence[LinkedPassage], relation: Relation) -> tuple[LinkedPassage, ...]:
    return tuple(one for one in linked if one.link is not None and one.link.relation is relation)


def _linked(row: Row) -> LinkedPassage:
    return LinkedPassage(
        passage=row["at_passage"],
        link=None if row["n"] is None else link_of(row),
        exact=row["exact"],
        item=row["item"],
        item_title=row["item_title"],
        start=row["start"],
        end=row["end"],
        page_label=row["page_label"],
        paragraph=row["paragraph"],
        passage_trashed=bool(row["passage_trashed"]),
    )


def _origin(row: Row) -> Origin:
    return Origin(**{**row, "named": bool(row["named"])})
