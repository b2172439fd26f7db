"""Rows of evidence links, as claims and the evidence picture both read them."""

from __future__ import annotations

from collections.abc import Sequence

from casefile.domain.evidence import EvidenceLink, Relation, Strength
from casefile.domain.gaps import WeighedLink
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, every

LINK = (
    "l.n, l.id, l.passage, l.claim, l.relation, l.strength, l.weakens, l.origin, l.origin_suggested,"
    " l.reason, l.created, l.modified"
)
_COLUMNS = tuple(name.strip().removeprefix("l.") for name in LINK.split(","))


def weighed_links(db: Database, claims: Sequence[int]) -> dict[int, list[WeighedLink]]:
    """Claim → its links as the rules of `domain.gaps` see them."""
    sql = (
        f"SELECT {LINK}, p.item, coalesce(o.named, 0) AS named,"
        " p.trashed IS NOT NULL OR i.trashed IS NOT NULL AS passage_trashed"
        " FROM json_each(?) w JOIN evidence_link l ON l.claim = w.value"
        " JOIN passage p ON p.n = l.passage JOIN item i ON i.n = p.item"
        " LEFT JOIN origin o ON o.n = l.origin ORDER BY l.n"
    )
    found: dict[int, list[WeighedLink]] = {}
    for row in every(db, sql, [as_json(dict.fromkeys(claims))]):
        weighed = WeighedLink(link_of(row), row["item"], bool(row["named"]), bool(row["passage_trashed"]))
        found.setdefault(row["claim"], []).append(weighed)
    return found


def gaps_put_aside(db: Database, claims: Sequence[int]) -> dict[int, dict[str, str]]:
    """Claim → code of a gap put aside → the reporter's reason."""
    sql = (
        "SELECT g.claim, g.code, g.reason FROM json_each(?) w JOIN gap_aside g ON g.claim = w.value"
        " ORDER BY g.n"
    )
    found: dict[int, dict[str, str]] = {}
    for claim, code, reason in db.conn.execute(sql, [as_json(dict.fromkeys(claims))]):
        found.setdefault(claim, {})[code] = reason
    return found


def link_of(row: Row) -> EvidenceLink:
    """The link in a row that holds the columns `LINK`."""
    values = {name: row[name] for name in _COLUMNS}
    values["relation"] = Relation(row["relation"])
    values["strength"] = Strength(row["strength"])
    values["weakens"] = bool(row["weakens"])
    values["origin_suggested"] = bool(row["origin_suggested"])
    return EvidenceLink(**values)
