"""The check over the finished file: no protected detail stands in the bytes that are about to leave.

What is guarded comes from protected sources while they are open, and from open contacts who may not be
named. What was written is read back by `exporters.readback`, metadata and hidden parts among it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from casefile.domain.contacts import Contact, GroundRules
from casefile.domain.items import Marking
from casefile.domain.protected import ProtectedContents
from casefile.domain.summary import CaseSummary
from casefile.exporters.leaks import GuardedWord, find_leaks
from casefile.exporters.readback.reading import read_back
from casefile.store.case_store import CaseStore

SHORTEST_WORD = 3
"""Shorter words are no names that could be told apart."""


@dataclass(frozen=True)
class Finding:
    """One thing the check found. ``whose`` tells whose and which it is, never what it says."""

    code: str
    whose: str
    where: str
    stops: bool
    count: int = 1
    page: int = 0
    around: str = field(default="", repr=False)


def check_written(
    format_name: str, written: bytes, guarded: tuple[GuardedWord, ...], open_material: tuple[str, ...]
) -> tuple[Finding, ...]:
    """Looks for every guarded word in the finished file, those that stop it first."""
    leaks = find_leaks(read_back(format_name, written), guarded, open_material)
    return tuple(
        Finding(
            code="protected_word" if leak.blocks else "stands_in_open_material",
            whose=leak.guarded.field,
            where=leak.where,
            stops=leak.blocks,
            count=leak.count,
            page=leak.page,
            around=leak.around,
        )
        for leak in leaks
    )


def guarded_of(store: CaseStore, contents: ProtectedContents | None) -> tuple[GuardedWord, ...]:
    """Every word that must not leave in a summary."""
    words: list[GuardedWord] = []
    for contact in store.contacts.rows(store.contacts.all()):
        if contact.ground_rules not in (GroundRules.ON_THE_RECORD, GroundRules.NOT_SET):
            words += _of_contact(contact, f"of {contact.ref}")
    if contents is not None:
        for contact in contents.contacts:
            words += words_of_source(contents, contact)
    for item in store.items.several(store.items.marked(Marking.RED)):
        words.append(GuardedWord(item.original_name, "file_name", f"file name of {item.ref}"))
        if item.sha256:
            words.append(GuardedWord(item.sha256, "hash", f"fingerprint of {item.ref}"))
    return tuple(dict.fromkeys(word for word in words if len(word.word.strip()) >= SHORTEST_WORD))


def words_of_source(contents: ProtectedContents, contact: Contact) -> Iterator[GuardedWord]:
    """Every word that points to one protected source: what it is called, who it is, how it is reached."""
    yield from _of_contact(contact, "of a protected source")
    identity = contents.identity(contact.id)
    for word, kind, what in (
        (identity.name, "name", "real name"),
        (identity.employer, "alias", "employer"),
        (identity.phone, "number", "phone"),
        (identity.other, "alias", "further details"),
    ):
        if word:
            yield GuardedWord(word, kind, f"{what} of a protected source")


def open_material_of(store: CaseStore, summary: CaseSummary) -> tuple[str, ...]:
    """The strings of a summary that come from what may be shown: quoted words of published items, their
    titles and publishers, and names of open contacts on the record."""
    texts: list[str] = []
    for item in summary.items:
        texts += [item.title, item.publisher, item.author]
    for claim in summary.claims:
        for passage in claim.passages:
            texts += [passage.exact, passage.place.publisher]
    texts += [source.token for source in summary.sources if not source.masked]
    return tuple(text for text in texts if text)


def _of_contact(contact: Contact, whose: str) -> Iterator[GuardedWord]:
    yield GuardedWord(contact.name, "name", f"name {whose}")
    if contact.organisation and contact.role:
        yield GuardedWord(f"{contact.role}, {contact.organisation}", "alias", f"role and employer {whose}")
    for channel in contact.channels:
        kind = "number" if any(c.isdigit() for c in channel.value) and "@" not in channel.value else "address"
        yield GuardedWord(channel.value, kind, f"{channel.kind} {whose}")
