"""Open contacts and the log of talks with them. Protected sources are in `sealed`, never here."""

from __future__ import annotations

import json
from collections.abc import Sequence

from casefile.domain.contacts import Basis, Channel, Contact, ContactKind, Conversation, GroundRules, Outcome
from casefile.domain.identifiers import Kind, parse_ref
from casefile.store.connection import Database
from casefile.store.rows import Row, as_json, column, every, first, value

_WHOLE = (
    "c.n, c.id, c.name, c.kind, c.organisation, c.role, c.ground_rules, c.agreed_description, c.basis,"
    " c.motive, c.paid, c.reliability, c.risk, c.channels, c.note, c.hostile, c.trashed"
)
_TALK = 'n, contact, at AS "when", channel, outcome, ground_rules, summary, next_step, direction'


class Contacts:
    """Offices and public people the reporter talks to."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, n: int) -> Contact | None:
        """One contact, also from the trash."""
        row = first(self._db, f"SELECT {_WHOLE} FROM contact c WHERE c.n = ?", [n])
        return None if row is None else _contact(row)

    def rows(self, ns: Sequence[int]) -> list[Contact]:
        """These contacts, in their order; numbers the case does not have are left out."""
        sql = f"SELECT {_WHOLE} FROM json_each(?) w JOIN contact c ON c.n = w.value ORDER BY w.key"
        return [_contact(row) for row in every(self._db, sql, [as_json(ns)])]

    def count(self) -> int:
        """How many open contacts the case holds outside the trash."""
        return int(value(self._db, "SELECT count(*) FROM contact WHERE trashed IS NULL"))

    def all(self) -> list[int]:
        """Every open contact outside the trash, by name."""
        sql = "SELECT n FROM contact WHERE trashed IS NULL ORDER BY name COLLATE NOCASE, n"
        return column(self._db, sql)

    def number_of(self, id_or_ref: str) -> int | None:
        """The number of a contact given by its UUID or its ref (``K12``), or None."""
        ref = parse_ref(id_or_ref)
        if ref is not None:
            if ref.kind is not Kind.CONTACT:
                return None
            found = value(self._db, "SELECT n FROM contact WHERE n = ?", [ref.n])
        else:
            found = value(self._db, "SELECT n FROM contact WHERE id = ?", [id_or_ref.strip().lower()])
        return None if found is None else int(found)

    def conversations_of(self, contact: int) -> list[Conversation]:
        """The log of a contact, newest entry first."""
        sql = f"SELECT {_TALK} FROM conversation WHERE contact = ? ORDER BY n DESC"
        return [_conversation(row) for row in every(self._db, sql, [contact])]

    def last_conversation(self, contact: int) -> Conversation | None:
        """The newest entry of a contact's log."""
        sql = f"SELECT {_TALK} FROM conversation WHERE contact = ? ORDER BY n DESC LIMIT 1"
        row = first(self._db, sql, [contact])
        return None if row is None else _conversation(row)


def _contact(row: Row) -> Contact:
    return Contact(
        **{
            **row,
            "kind": ContactKind(row["kind"]),
            "ground_rules": GroundRules(row["ground_rules"]),
            "basis": Basis(row["basis"]),
            "paid": None if row["paid"] is None else bool(row["paid"]),
            "channels": tuple(Channel(*one) for one in json.loads(row["channels"])),
            "hostile": bool(row["hostile"]),
        }
    )


def _conversation(row: Row) -> Conversation:
    return Conversation(
        **{**row, "outcome": Outcome(row["outcome"]), "ground_rules": GroundRules(row["ground_rules"])}
    )
