"""Every word that must not stand in a summary, and what to write in its place where one is masked.

They come from protected sources while they are open, from open contacts who may not be named, and from
items of which no name or hash may leave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casefile.casework.masking import WITHHELD, Tokens
from casefile.casework.may_leave import CONFIDENTIAL
from casefile.domain.contacts import Channel, Contact, GroundRules
from casefile.domain.identifiers import Kind, parse_ref
from casefile.domain.items import Marking
from casefile.domain.protected import ProtectedContents
from casefile.exporters.leaks import GuardedWord
from casefile.store.case_store import CaseStore

SHORTEST_WORD = 3
"""Shorter words are no names that could be told apart."""
_OF_PROTECTED = "of a protected source"
_NAMES = frozenset({"name", "alias", "handle", "codename"})
_HANDLES = frozenset(
    {"signal", "telegram", "threema", "wire", "matrix", "x", "handle", "user name", "nickname"}
)
_NOT_A_NAME = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True)
class Guarded:
    """One guarded word. ``owner`` is the id of the contact it belongs to, "" for an item's."""

    word: GuardedWord
    owner: str = ""

    def mask(self, tokens: Tokens) -> str:
        """What stands in its place: the source's token for a name, else that something is withheld."""
        token = tokens.known(self.owner) if self.word.kind in _NAMES else None
        return f"[{token}]" if token else WITHHELD


def guarded_words(store: CaseStore, contents: ProtectedContents | None) -> tuple[Guarded, ...]:
    """Everything that is guarded now, each word once."""
    found: dict[str, Guarded] = {}
    for one in (*_open_contacts(store), *_protected(contents), *_items(store, contents)):
        if len(one.word.word.strip()) >= SHORTEST_WORD:
            found.setdefault(one.word.word.strip().casefold(), one)
    return tuple(found.values())


def surname(name: str) -> str:
    """The part of a name that gives a person away alone; "" where a name is one word.

    "Zoë M. Łukaszewicz" and "Łukaszewicz, Zoë" both give "Łukaszewicz".
    """
    before, comma, _ = name.partition(",")
    words = [
        word for word in (before if comma else name).split() if word.strip(".").casefold() not in _NOT_A_NAME
    ]
    if len(name.split()) < 2 or not words:
        return ""
    last = words[-1].strip(".,;()\"'")
    return last if len(last) >= SHORTEST_WORD else ""


def _open_contacts(store: CaseStore) -> Iterator[Guarded]:
    for contact in store.contacts.rows(store.contacts.all()):
        if contact.ground_rules not in (GroundRules.ON_THE_RECORD, GroundRules.NOT_SET):
            yield from _of_contact(contact, f"of {contact.ref}", "name")


def _protected(contents: ProtectedContents | None) -> Iterator[Guarded]:
    if contents is None:
        return
    for contact in contents.contacts:
        yield from _of_source(contents, contact)


def words_of_source(contents: ProtectedContents, contact: Contact) -> Iterator[GuardedWord]:
    """Every word that points to one protected source: what it is called, who it is, how it is reached.

    An employer alone is not among them: it is often what the story is about, and a check that stops at each
    mention of it would soon be waved through (decision 13). With the role beside it, it is.
    """
    for guarded in _of_source(contents, contact):
        yield guarded.word


def _of_source(contents: ProtectedContents, contact: Contact) -> Iterator[Guarded]:
    identity = contents.identity(contact.id)
    yield from _of_contact(contact, _OF_PROTECTED, "codename" if identity.known else "name")
    yield from _of_name(identity.name, contact.id, f"real name {_OF_PROTECTED}", "name")
    for word, kind, what in (
        (
            f"{contact.role}, {identity.employer}" if contact.role and identity.employer else "",
            "alias",
            "role",
        ),
        (identity.phone, "number", "phone"),
        (identity.other, "alias", "further details"),
    ):
        if word:
            yield Guarded(GuardedWord(word, kind, f"{what} {_OF_PROTECTED}"), contact.id)


def _of_contact(contact: Contact, whose: str, kind: str) -> Iterator[Guarded]:
    yield from _of_name(contact.name, contact.id, f"{kind} {whose}", kind)
    if contact.organisation and contact.role:
        said = f"{contact.role}, {contact.organisation}"
        yield Guarded(GuardedWord(said, "alias", f"role and employer {whose}"), contact.id)
    for channel in contact.channels:
        kind = _kind_of(channel)
        yield Guarded(GuardedWord(channel.value, kind, f"{channel.kind} {whose}"), contact.id)


def _of_name(name: str, owner: str, what: str, kind: str) -> Iterator[Guarded]:
    if not name:
        return
    yield Guarded(GuardedWord(name, kind, what), owner)
    last = surname(name)
    if last:
        yield Guarded(GuardedWord(last, "alias", f"sur{what}" if what.startswith("name") else what), owner)


def _kind_of(channel: Channel) -> str:
    """A number is one wherever it is used: a Signal number is a phone's."""
    if "@" in channel.value[1:]:
        return "address"
    digits = sum(character.isdigit() for character in channel.value)
    if digits * 2 >= len(channel.value):
        return "number"
    if channel.value.startswith("@") or channel.kind.casefold() in _HANDLES:
        return "handle"
    return "address"


def _items(store: CaseStore, contents: ProtectedContents | None) -> Iterator[Guarded]:
    numbers = {*store.items.marked(Marking.RED), *store.items.come_by(CONFIDENTIAL)}
    for link in contents.links if contents is not None else ():
        ref = parse_ref(link.ref)
        if ref is not None and ref.kind is Kind.ITEM:
            numbers.add(ref.n)
    for item in store.items.several(sorted(numbers)):
        yield Guarded(GuardedWord(item.original_name, "file_name", f"file name of {item.ref}"))
        if item.sha256:
            yield Guarded(GuardedWord(item.sha256, "hash", f"fingerprint of {item.ref}"))
