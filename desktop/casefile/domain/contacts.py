"""Contacts: whom the reporter talks to, and under which terms.

Open contacts are offices and public people; protected sources have the same fields and live in the
sealed store, with neither a ref nor a date of their own (decision 7).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ContactKind(StrEnum):
    OFFICE = "office"
    PERSON = "person"


class GroundRules(StrEnum):
    """The terms of a conversation (AP; domain.md 2.7). Unset counts as off the record."""

    NOT_SET = "not_set"
    ON_THE_RECORD = "on_the_record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep_background"
    OFF_THE_RECORD = "off_the_record"


GROUND_RULES_MEAN = {
    GroundRules.NOT_SET: "treated as off the record until set",
    GroundRules.ON_THE_RECORD: "use it, quote it, name them",
    GroundRules.BACKGROUND: "use it, without the name, under the description you both agreed",
    GroundRules.DEEP_BACKGROUND: "use it, attribute it to nobody",
    GroundRules.OFF_THE_RECORD: "not for publication",
}


class Basis(StrEnum):
    """How the contact knows what it knows."""

    PARTICIPANT = "participant"
    EYEWITNESS = "eyewitness"
    DOCUMENT_HOLDER = "document_holder"
    SECOND_HAND = "second_hand"
    EXPERT = "expert"
    SPOKESPERSON = "spokesperson"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    SPOKE = "spoke"
    MESSAGE_LEFT = "message_left"
    NO_ANSWER = "no_answer"
    REPLIED = "replied"
    REFUSED = "refused"
    ASKED_FOR_TIME = "asked_for_time"
    WRONG_CONTACT = "wrong_contact"


TERMS_CHANNEL = "terms"
"""The channel of a log entry that is no talk: ground rules were agreed or changed (never overwritten)."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach a contact: kind (phone, e-mail, Signal, post …) and value."""

    kind: str
    value: str = field(repr=False)
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One entry of the contact log: added, never changed. ``when`` is EDTF and may be coarse."""

    n: int
    contact: int
    when: str
    channel: str
    outcome: Outcome
    ground_rules: GroundRules
    summary: str = field(repr=False)
    next_step: str = field(default="", repr=False)
    direction: str = "out"

    @property
    def about_terms(self) -> bool:
        """Whether the entry says which terms were agreed, instead of telling of a talk."""
        return self.channel == TERMS_CHANNEL


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. In the open store ``n`` is its ref's number; protected ones count from 1 in memory."""

    n: int
    id: str
    name: str = field(repr=False)
    kind: ContactKind = ContactKind.PERSON
    organisation: str | None = field(default=None, repr=False)
    role: str | None = field(default=None, repr=False)
    ground_rules: GroundRules = GroundRules.NOT_SET
    agreed_description: str = field(default="", repr=False)
    basis: Basis = Basis.UNKNOWN
    motive: str | None = field(default=None, repr=False)
    paid: bool | None = None
    reliability: str = "F"
    risk: str | None = field(default=None, repr=False)
    channels: tuple[Channel, ...] = field(default=(), repr=False)
    note: str = field(default="", repr=False)
    hostile: bool = False
    trashed: str | None = None

    @property
    def ref(self) -> str:
        return f"K{self.n}"
