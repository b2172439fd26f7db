"""What the Contacts view says of open contacts, gathered in one question on the reader lane."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.contacts import Contact, Conversation
from casefile.domain.identifiers import Kind
from casefile.domain.tags import Tag
from casefile.domain.tasks import Task
from casefile.search.folding import fold
from casefile.search.parse import parse, with_last_word_unfinished
from casefile.store import finding
from casefile.store.case_store import CaseStore

REPLY_NEEDED = "reply-needed"
"""A tag of this name on a contact shows as its badge."""
MOST_OFFERED = 8


@dataclass(frozen=True)
class ContactLine:
    """An open contact as the list shows it."""

    contact: Contact
    reply_needed: bool = False
    last: Conversation | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ContactsListed:
    """The open contacts a sentence means, by name, and how many the case holds. Never protected ones."""

    lines: tuple[ContactLine, ...]
    total: int


def contacts_listed(store: CaseStore, sentence: str = "") -> ContactsListed:
    """The contacts that answer a search sentence; all of them for an empty one."""
    there = store.contacts.all()
    tree = with_last_word_unfinished(parse(sentence)) if sentence.strip() else None
    if tree is not None:
        found = set(finding.contacts(store, tree))
        listed = [n for n in there if n in found]
    else:
        listed = there
    waiting = _with_tag(store, REPLY_NEEDED)
    lines = tuple(
        ContactLine(contact, contact.n in waiting, store.contacts.last_conversation(contact.n))
        for contact in store.contacts.rows(listed)
    )
    return ContactsListed(lines, len(there))


@dataclass(frozen=True)
class ContactSheet:
    """Everything the sheet says of an open contact; the log with its newest entry first."""

    contact: Contact
    log: tuple[Conversation, ...] = field(default=(), repr=False)
    tags: tuple[Tag, ...] = field(default=(), repr=False)
    tasks: tuple[Task, ...] = field(default=(), repr=False)


def contact_sheet(store: CaseStore, n: int) -> ContactSheet | None:
    """The sheet of a contact, or None where there is none outside the trash."""
    contact = store.contacts.get(n)
    if contact is None or contact.trashed:
        return None
    return ContactSheet(
        contact,
        tuple(store.contacts.conversations_of(n)),
        tuple(store.tags.of(Kind.CONTACT, n)),
        tuple(store.tasks.about(contact.ref)),
    )


def contacts_for(store: CaseStore, typed: str) -> tuple[Contact, ...]:
    """Open contacts whose name, codename or employer has a word that begins so; by name."""
    fitting = (one for one in store.contacts.rows(store.contacts.all()) if begins(one, typed))
    return tuple(contact for contact, _ in zip(fitting, range(MOST_OFFERED), strict=False))


def begins(contact: Contact, typed: str) -> bool:
    """Whether every word typed begins a word of the contact's name, role or employer, or is its ref."""
    if contact.n and typed.strip().upper() == contact.ref:
        return True
    words = fold(f"{contact.name} {contact.role or ''} {contact.organisation or ''}").split()
    return all(any(word.startswith(part) for word in words) for part in fold(typed).split())


def _with_tag(store: CaseStore, name: str) -> frozenset[int]:
    numbers: set[int] = set()
    for tag in store.tags.all():
        if tag.name == name:
            numbers.update(store.tags.targets(tag.n).get(Kind.CONTACT, ()))
    return frozenset(numbers)
