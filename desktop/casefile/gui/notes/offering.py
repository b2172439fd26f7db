"""Contacts to choose from while one types: open ones always, protected ones only while they are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casefile.casework.contact_sheets import begins, contacts_for
from casefile.domain.contacts import Contact
from casefile.gui.contacts.room import Chosen
from casefile.gui.contacts.words import contact_icon
from casefile.gui.inspector.choices import MOST, Choice
from casefile.gui.session import Session

Answer = Callable[[Sequence[Choice]], None]
A_PROTECTED_SOURCE = Chosen("source")
"""A protected source that cannot be named yet, because they are closed."""


def offer_contacts(session: Session, typed: str, answer: Answer, *, unnamed: bool = False) -> None:
    """Hands the fitting contacts over as choices whose key is a `Chosen`.

    ``unnamed`` offers *A protected source* while they are closed, in words that never change.
    """

    def answered(contacts: tuple[Contact, ...]) -> None:
        answer([*_protected(session, typed, unnamed), *map(_choice, contacts)][:MOST])

    session.case.ask(lambda store: contacts_for(store, typed), answered, instead_of="contacts offered")


def _choice(contact: Contact) -> Choice:
    note = " · ".join(part for part in (contact.role, contact.organisation) if part)
    return Choice(
        Chosen("contact", n=contact.n), contact.name, note=note, right=contact.ref, icon=contact_icon(contact)
    )


def _protected(session: Session, typed: str, unnamed: bool) -> list[Choice]:
    if session.protected.is_open:
        return [
            Choice(Chosen("source", contact.id), contact.name, note="protected", icon="shield")
            for contact in session.protected.contents.contacts
            if begins(contact, typed)
        ]
    if unnamed and "a protected source".startswith(typed.casefold().strip()):
        return [
            Choice(
                A_PROTECTED_SOURCE,
                "A protected source",
                note="sealed, filed when they are open",
                icon="shield",
            )
        ]
    return []
