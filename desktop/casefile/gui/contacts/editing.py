"""Changing a contact, open or protected, by the same gestures: one hand for each kind.

What is written down about an open contact is looked through for protected names while those can be known;
they never go into the open case.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Protocol

from casefile.casework.commands.contacting import EditContact, SetChannels, SetTerms
from casefile.domain.contacts import (
    TERMS_CHANNEL,
    Basis,
    Channel,
    ContactKind,
    Conversation,
    GroundRules,
    Outcome,
)
from casefile.domain.errors import ReporterCanFix
from casefile.domain.protected import Identity, SourceLink
from casefile.gui.session import Session

SaidDeed = Callable[[str], None]


class ContactHand(Protocol):
    """What the sheet asks for, whichever contact it shows."""

    def set_field(self, name: str, value: str | bool | None) -> None:
        """Sets one field by its name; None is *not asked yet*."""

    def set_channels(self, channels: tuple[Channel, ...]) -> None:
        """Sets every way to reach the contact."""

    def set_terms(self, rules: GroundRules, about: str = "") -> None:
        """Agrees ground rules: an entry of the log, which overwrites none."""


class OpenHand:
    """Changes an open contact by commands of the case."""

    def __init__(self, session: Session, n: int) -> None:
        self._session, self._n = session, n

    def set_field(self, name: str, value: str | bool | None) -> None:
        if isinstance(value, str) and not may_stand_open(self._session, value):
            return
        self._session.do(EditContact(self._n, name, value))

    def set_channels(self, channels: tuple[Channel, ...]) -> None:
        if may_stand_open(self._session, " ".join(f"{one.value} {one.note}" for one in channels)):
            self._session.do(SetChannels(self._n, channels))

    def set_terms(self, rules: GroundRules, about: str = "") -> None:
        self._session.do(SetTerms(self._n, rules, today(), about))


class ProtectedHand:
    """Changes a protected source, in memory and sealed. Told troubles go where those of commands go."""

    def __init__(self, session: Session, id_: str, said: SaidDeed) -> None:
        self._session, self.id, self._said = session, id_, said

    def set_field(self, name: str, value: str | bool | None) -> None:
        kept: Any = value
        if name == "basis":
            kept = Basis(str(value or Basis.UNKNOWN.value))
        elif name == "kind":
            kept = ContactKind(str(value))
        elif name in ("agreed_description", "note"):
            kept = value or ""
        elif name == "name":
            kept = " ".join(str(value or "").split())
        self._do(lambda: self._session.protected.change_contact(self.id, **{name: kept}))

    def set_channels(self, channels: tuple[Channel, ...]) -> None:
        self._do(lambda: self._session.protected.change_contact(self.id, channels=channels))

    def set_terms(self, rules: GroundRules, about: str = "") -> None:
        entry = Conversation(0, 0, today(), TERMS_CHANNEL, Outcome.SPOKE, rules, about, direction="both")
        self._do(lambda: self._session.protected.set_terms(self.id, entry))

    def set_identity(self, identity: Identity) -> None:
        """Writes down who the source really is."""
        self._do(lambda: self._session.protected.set_identity(self.id, identity))

    def link(self, ref: str) -> None:
        """Says that a claim rests on the source."""
        self._do(lambda: self._session.protected.link(self.id, ref))

    def unlink(self, link: SourceLink) -> None:
        """Says that it does not."""
        self._do(lambda: self._session.protected.unlink(link))

    def _do(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except ReporterCanFix as problem:
            self._session.trouble.emit(problem)
            self._session.protected_changed.emit()  # the sheet shows what holds
        else:
            self._said("Changed a protected source")


def may_stand_open(session: Session, words: str) -> bool:
    """Whether words may go into the open case; where they name a protected source it is told why not."""
    if session.protected.named_in(words):
        session.trouble.emit(ReporterCanFix("protected_named"))
        return False
    return True


def today() -> str:
    """Today, as a log entry keeps its day."""
    return datetime.date.today().isoformat()
