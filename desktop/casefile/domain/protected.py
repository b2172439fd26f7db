"""What protected sources hold while they are open: contacts, their log, and the steps that undo it.

It lives in memory only, and on the disk only inside the sealed store; it carries no ref and no time of
its own (decision 7). Writing and reading are plain JSON, so that the sealed bytes need no code to load.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casefile.domain.contacts import Basis, Channel, Contact, ContactKind, Conversation, GroundRules, Outcome

UNDO_STEPS = 50
"""Protected steps that can be taken back; older ones are forgotten with what they held."""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A claim or item of the open case that rests on a protected source; ``ref`` is its spelling."""

    contact: str
    ref: str
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a protected source really is, apart from what it is called here; any part may be left out.

    The parts stand alone so that the check before an export can look for each of them (decision 13).
    """

    name: str = field(default="", repr=False)
    employer: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    other: str = field(default="", repr=False)

    @property
    def known(self) -> bool:
        """Whether anything was written down."""
        return bool(self.name or self.employer or self.phone or self.other)


@dataclass(frozen=True, slots=True)
class ProtectedContents:
    """Everything under the protected key. Contacts are known by their ``id``."""

    contacts: tuple[Contact, ...] = field(default=(), repr=False)
    identities: tuple[tuple[str, Identity], ...] = field(default=(), repr=False)
    conversations: tuple[tuple[str, Conversation], ...] = field(default=(), repr=False)
    links: tuple[SourceLink, ...] = field(default=(), repr=False)
    closes_on_leaving: bool = False
    """Whether leaving the Contacts view closes them. Kept here, where it tells nobody that they are used."""

    def contact(self, id_: str) -> Contact | None:
        """The contact with that id."""
        return next((one for one in self.contacts if one.id == id_), None)

    def identity(self, id_: str) -> Identity:
        """The real identity of a contact, with empty parts where it was never written down."""
        return dict(self.identities).get(id_, Identity())

    def links_of(self, id_: str) -> tuple[SourceLink, ...]:
        """What rests on a contact, as it was linked."""
        return tuple(link for link in self.links if link.contact == id_)

    def log_of(self, id_: str) -> tuple[Conversation, ...]:
        """A contact's conversations, as they were added."""
        return tuple(entry for owner, entry in self.conversations if owner == id_)

    def with_contact(self, contact: Contact) -> ProtectedContents:
        """The same with a contact added, or put in the place of the one with its id."""
        if self.contact(contact.id) is None:
            return replace(self, contacts=(*self.contacts, contact))
        return replace(
            self, contacts=tuple(contact if one.id == contact.id else one for one in self.contacts)
        )

    def with_identity(self, id_: str, identity: Identity) -> ProtectedContents:
        """The same with a contact's real identity written down, or (empty) forgotten."""
        kept = {owner: held for owner, held in self.identities if owner != id_}
        if identity.known:
            kept[id_] = identity
        return replace(self, identities=tuple(kept.items()))

    def without_contact(self, id_: str) -> ProtectedContents:
        """The same without a contact, its log, its identity and its links."""
        return replace(
            self,
            contacts=tuple(one for one in self.contacts if one.id != id_),
            identities=tuple(pair for pair in self.identities if pair[0] != id_),
            conversations=tuple(pair for pair in self.conversations if pair[0] != id_),
            links=tuple(link for link in self.links if link.contact != id_),
        )

    def with_conversation(self, id_: str, entry: Conversation) -> ProtectedContents:
        """The same with an entry added to a contact's log."""
        return replace(self, conversations=(*self.conversations, (id_, entry)))

    def without_link(self, link: SourceLink) -> ProtectedContents:
        """The same without one link."""
        return replace(self, links=tuple(one for one in self.links if one != link))

    def with_link(self, link: SourceLink) -> ProtectedContents:
        """The same with a claim or item resting on a source."""
        return replace(self, links=(*self.links, link)) if link not in self.links else self


def to_bytes(contents: ProtectedContents, steps: tuple[ProtectedContents, ...] = ()) -> bytes:
    """Contents and the states its steps go back to, as they are sealed."""
    whole = {"now": _plain(contents), "steps": [_plain(one) for one in steps[-UNDO_STEPS:]]}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(sealed: bytes) -> tuple[ProtectedContents, tuple[ProtectedContents, ...]]:
    """What `to_bytes` wrote; empty bytes are an empty compartment. Raises ValueError for anything else."""
    if not sealed:
        return ProtectedContents(), ()
    whole = json.loads(sealed)
    return _contents(whole["now"]), tuple(_contents(one) for one in whole["steps"])


def _plain(contents: ProtectedContents) -> dict[str, Any]:
    return dataclasses.asdict(contents)


def _contents(plain: Mapping[str, Any]) -> ProtectedContents:
    return ProtectedContents(
        tuple(_contact(one) for one in plain["contacts"]),
        tuple((owner, Identity(**held)) for owner, held in plain["identities"]),
        tuple((owner, _conversation(one)) for owner, one in plain["conversations"]),
        tuple(SourceLink(**one) for one in plain["links"]),
        bool(plain["closes_on_leaving"]),
    )


def _contact(plain: Mapping[str, Any]) -> Contact:
    values = dict(plain)
    values["kind"] = ContactKind(values["kind"])
    values["ground_rules"] = GroundRules(values["ground_rules"])
    values["basis"] = Basis(values["basis"])
    values["channels"] = tuple(Channel(**one) for one in values["channels"])
    return Contact(**values)


def _conversation(plain: Mapping[str, Any]) -> Conversation:
    values = dict(plain)
    values["outcome"] = Outcome(values["outcome"])
    values["ground_rules"] = GroundRules(values["ground_rules"])
    return Conversation(**values)
