"""Open contacts: written down, changed, talked to. The log is added to and never rewritten."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.contacts import (
    TERMS_CHANNEL,
    Basis,
    Channel,
    Contact,
    ContactKind,
    GroundRules,
    Outcome,
)
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, new_id

_ENUMS = {"kind": ContactKind, "ground_rules": GroundRules, "basis": Basis}
EDITABLE = (
    "name", "kind", "organisation", "role", "ground_rules", "agreed_description", "basis",
    "motive", "paid", "reliability", "risk", "note", "hostile",
)  # fmt: skip


@dataclass(frozen=True)
class NewContact:
    """Writes an open contact down. Offices start on the record, everybody else with terms not set."""

    name: str = field(repr=False)
    kind: ContactKind = ContactKind.OFFICE
    organisation: str | None = field(default=None, repr=False)
    role: str | None = field(default=None, repr=False)
    channels: tuple[Channel, ...] = field(default=(), repr=False)

    def apply(self, case: Writing) -> Deed | None:
        name = " ".join(self.name.split())
        if not name:
            raise ReporterCanFix("contact_empty")
        office = self.kind is ContactKind.OFFICE
        rules = GroundRules.ON_THE_RECORD if office else GroundRules.NOT_SET
        n = case.new_row(
            Kind.CONTACT,
            "contact",
            {
                "id": new_id(),
                "name": name,
                "kind": self.kind.value,
                "organisation": self.organisation,
                "role": self.role,
                "ground_rules": rules.value,
                "channels": channels_to_json(self.channels),
            },
        )
        return Deed("contact_new", {"ref": f"K{n}"})


@dataclass(frozen=True)
class EditContact:
    """Sets one field of an open contact (one of `EDITABLE`)."""

    contact: int
    name: str
    value: str | bool | None = field(repr=False)

    @property
    def merge_key(self) -> str:
        return f"contact {self.contact} {self.name}"

    def apply(self, case: Writing) -> Deed | None:
        if self.name not in EDITABLE:
            raise ValueError(f"a contact has no field {self.name!r} to edit")
        _held(case, self.contact)
        value: str | int | None = int(self.value) if isinstance(self.value, bool) else self.value
        if self.name in _ENUMS:
            value = _ENUMS[self.name](str(value)).value
        if self.name == "name" and not str(value or "").strip():
            raise ReporterCanFix("contact_empty")
        if self.name in ("agreed_description", "note"):
            value = value or ""
        case.change(Kind.CONTACT, "contact", self.contact, **{self.name: value})
        code = "contact_terms" if self.name == "ground_rules" else "contact_changed"
        return Deed(code, {"ref": f"K{self.contact}"})


@dataclass(frozen=True)
class SetTerms:
    """Sets the ground rules with a contact. Adds an entry to the log and overwrites none (domain.md 2.7).

    ``when`` is EDTF; ``about`` says what else they hold for, such as an earlier talk.
    """

    contact: int
    ground_rules: GroundRules
    when: str
    about: str = field(default="", repr=False)

    def apply(self, case: Writing) -> Deed | None:
        held = _held(case, self.contact)
        if held.ground_rules is self.ground_rules and not self.about:
            return None
        case.change(Kind.CONTACT, "contact", self.contact, ground_rules=self.ground_rules.value)
        case.recorder.insert(
            "conversation",
            {
                "contact": self.contact,
                "at": self.when,
                "direction": "both",
                "channel": TERMS_CHANNEL,
                "outcome": Outcome.SPOKE.value,
                "ground_rules": self.ground_rules.value,
                "summary": self.about,
                "next_step": "",
                "created": case.now,
            },
        )
        return Deed("contact_terms", {"ref": f"K{self.contact}"})


@dataclass(frozen=True)
class SetChannels:
    """Sets all the ways to reach an open contact."""

    contact: int
    channels: tuple[Channel, ...] = field(repr=False)

    def apply(self, case: Writing) -> Deed | None:
        _held(case, self.contact)
        case.change(Kind.CONTACT, "contact", self.contact, channels=channels_to_json(self.channels))
        return Deed("contact_changed", {"ref": f"K{self.contact}"})


@dataclass(frozen=True)
class LogConversation:
    """Adds an entry to a contact's log. ``when`` is EDTF and may be as coarse as a year.

    Where no ground rules were set with the contact, those of the talk become the contact's.
    """

    contact: int
    when: str
    channel: str
    outcome: Outcome
    ground_rules: GroundRules
    summary: str = field(repr=False)
    next_step: str = field(default="", repr=False)
    direction: str = "out"

    def apply(self, case: Writing) -> Deed | None:
        held = _held(case, self.contact)
        if held.ground_rules is GroundRules.NOT_SET is not self.ground_rules:
            case.change(Kind.CONTACT, "contact", self.contact, ground_rules=self.ground_rules.value)
        case.recorder.insert(
            "conversation",
            {
                "contact": self.contact,
                "at": self.when,
                "direction": self.direction,
                "channel": self.channel,
                "outcome": self.outcome.value,
                "ground_rules": self.ground_rules.value,
                "summary": self.summary,
                "next_step": self.next_step,
                "created": case.now,
            },
        )
        case.words_changed(Kind.CONTACT, [self.contact])
        return Deed("call_logged", {"ref": f"K{self.contact}"})


def channels_to_json(channels: tuple[Channel, ...]) -> str:
    """Channels as the contact's row keeps them."""
    return json.dumps([[one.kind, one.value, one.note] for one in channels], ensure_ascii=False)


def _held(case: Writing, contact: int) -> Contact:
    held = case.store.contacts.get(contact)
    if held is None:
        raise ReporterCanFix("contact_gone")
    return held
