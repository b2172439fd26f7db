"""Who stands in a summary, under which name: by their ground rules, masked by a fresh token or named.

On the record: named. Background: masked, under the agreed description and no other (M3). Deep background:
masked, attributed to nobody. Off the record: left out. Not set: the summary cannot be saved. Protected
sources are always masked. Days of conversations are coarsened to months (M4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from casefile.casework.masking import Tokens
from casefile.domain.claims import Claim
from casefile.domain.contacts import Contact, Conversation, GroundRules
from casefile.domain.identifiers import Kind
from casefile.domain.profiles import Scope
from casefile.domain.protected import ProtectedContents
from casefile.domain.summary import SourceSummary
from casefile.store.case_store import CaseStore

A_PROTECTED_SOURCE = "a protected source"
NO_DESCRIPTION = "a source"
NO_ATTRIBUTION = "no attribution"
_YEAR_AND_MONTH = re.compile(r"\d{4}(-\d\d)?", re.ASCII)


class Sources:
    """The contacts of one summary, open and protected."""

    def __init__(
        self,
        store: CaseStore,
        scope: Scope,
        claims: Sequence[Claim],
        contents: ProtectedContents | None,
        tokens: Tokens,
    ) -> None:
        self._store = store
        self._scope = scope
        self._contents = contents or ProtectedContents()
        self._tokens = tokens
        self._refs = {claim.ref for claim in claims}
        self._speakers = {claim.speaker for claim in claims if claim.speaker}
        self._open = store.contacts.rows(store.contacts.all())
        self.named_openly = frozenset(
            contact.name for contact in self._open if contact.ground_rules is GroundRules.ON_THE_RECORD
        )
        """Names that open records say and that may be said."""
        self.linked = frozenset(link.ref for link in self._contents.links)
        """Refs of items and claims that rest on protected sources."""
        self.left_out: list[str] = []
        self._terms_missing: list[str] = []

    @property
    def terms_missing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._terms_missing))

    def behind(self, ref: str) -> tuple[str, ...]:
        """The tokens of the protected sources a claim rests on, in no order of theirs."""
        tokens = set()
        for link in self._contents.links:
            contact = self._contents.contact(link.contact)
            if link.ref != ref or contact is None:
                continue
            if contact.ground_rules is GroundRules.NOT_SET:
                self._terms_missing.append(A_PROTECTED_SOURCE)
            elif contact.ground_rules is not GroundRules.OFF_THE_RECORD:
                tokens.add(self._tokens.of(contact.id))
        return tuple(sorted(tokens))

    def shown(self) -> tuple[SourceSummary, ...]:
        """Everybody who stands in it: the named by name, then the masked by token."""
        named, masked = [], []
        for contact in self._open:
            talks = [
                entry for entry in self._store.contacts.conversations_of(contact.n) if not entry.about_terms
            ]
            if not talks or not self._in_scope(contact):
                continue
            if contact.ground_rules is GroundRules.ON_THE_RECORD:
                named.append(_source(contact, contact.name, talks, masked=False))
            elif contact.ground_rules is GroundRules.NOT_SET:
                self._terms_missing.append(contact.ref)
            elif contact.ground_rules is GroundRules.OFF_THE_RECORD:
                self.left_out.append(contact.ref)
            else:
                masked.append(_source(contact, self._tokens.of(contact.id), talks, masked=True))
        for contact in self._protected():
            if contact.ground_rules is GroundRules.NOT_SET:
                self._terms_missing.append(A_PROTECTED_SOURCE)
            elif contact.ground_rules is GroundRules.OFF_THE_RECORD:
                self.left_out.append(A_PROTECTED_SOURCE)
            else:
                talks = self._talks(contact)
                masked.append(_source(contact, self._tokens.of(contact.id), talks, masked=True))
        return (*named, *sorted(masked, key=lambda source: source.token))

    def _in_scope(self, contact: Contact) -> bool:
        if self._scope.is_whole or contact.name in self._speakers:
            return True
        tags = self._store.tags.of(Kind.CONTACT, contact.n)
        return any(self._scope.covers(tag.path) for tag in tags)

    def _protected(self) -> Iterable[Contact]:
        """Those who were spoken with; in a part of the case, those a claim of it rests on."""
        for contact in self._contents.contacts:
            linked = any(
                link.contact == contact.id and (self._scope.is_whole or link.ref in self._refs)
                for link in self._contents.links
            )
            if linked or (self._scope.is_whole and self._talks(contact)):
                yield contact

    def _talks(self, source: Contact) -> list[Conversation]:
        """What was said with a protected source; entries that only say which terms were agreed are none."""
        return [entry for entry in self._contents.log_of(source.id) if not entry.about_terms]


def _source(contact: Contact, token: str, talks: Sequence[Conversation], *, masked: bool) -> SourceSummary:
    rules = contact.ground_rules
    description = contact.agreed_description
    if rules is GroundRules.DEEP_BACKGROUND:
        description = NO_ATTRIBUTION
    elif masked and not description:
        description = NO_DESCRIPTION
    return SourceSummary(
        token=token,
        masked=masked,
        description=description,
        ground_rules=rules.value,
        basis=contact.basis.value,
        motive=contact.motive or "",
        reliability=contact.reliability,
        when=max((_month(talk.when) for talk in talks), default=""),
    )


def _month(edtf: str) -> str:
    """The month of an EDTF day, or its year; "" for anything less plain."""
    found = _YEAR_AND_MONTH.match(edtf)
    return found[0] if found else ""
