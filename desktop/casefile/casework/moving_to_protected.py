"""An open contact becomes a protected source: written down there, then erased here (decision 4).

Its row, its log, its index rows, its tags' hold on it and every undo payload that names it are erased. What
an erasure cannot reach is told before: backups that hold the contact, and records that name it in their
own words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from casefile.casework.erasing import Erased, erase, plan_erasure
from casefile.casework.open_case import OpenCase
from casefile.casework.protecting import ProtectedSources
from casefile.domain.contacts import Contact, Conversation
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, new_id
from casefile.search.parse import parse
from casefile.store import finding
from casefile.store.case_store import CaseStore

MOST_NAMED = 12


@dataclass(frozen=True)
class MovePlan:
    """What would move, and what would still say the name: records by ref, and how many backups."""

    contact: Contact = field(repr=False)
    log: tuple[Conversation, ...] = field(default=(), repr=False)
    named_in: tuple[str, ...] = ()
    backups: int = 0


def plan_move(store: CaseStore, n: int, case: OpenCase) -> MovePlan:
    """Looks up what a move would do. Raises ReporterCanFix: contact_gone, legal_hold."""
    contact = store.contacts.get(n)
    if contact is None:
        raise ReporterCanFix("contact_gone")
    plan = plan_erasure(store, Kind.CONTACT, (n,), case.path)
    log = tuple(reversed(store.contacts.conversations_of(n)))
    return MovePlan(contact, log, tuple(_named_in(store, contact)), len(plan.backups))


def move_to_protected(
    case: OpenCase,
    sources: ProtectedSources,
    plan: MovePlan,
    then: Callable[[str, Erased], None],
    trouble: Callable[[BaseException], None],
) -> None:
    """Writes the contact down as a protected source, then erases it from the open case.

    ``then`` is given the source's id. Where erasing is refused, the source is taken away again, and the
    contact stays as it was. Raises ReporterCanFix("protected_closed").
    """
    contact = replace(plan.contact, n=0, id=new_id())
    sources.take_in(contact, tuple(replace(entry, n=0, contact=0) for entry in plan.log))

    def refused(problem: BaseException) -> None:
        if sources.is_open and sources.contents.contact(contact.id) is not None:
            sources.remove_contact(contact.id)
        trouble(problem)

    erase(case, Kind.CONTACT, (plan.contact.n,), lambda erased: then(contact.id, erased), refused)


def _named_in(store: CaseStore, contact: Contact) -> list[str]:
    """Other records that say the contact's name."""
    words = contact.name.replace('"', " ").strip()
    tree = parse(f'"{words}"').tree if words else None
    if tree is None:
        return []
    refs = [f"{group.kind.value}{n}" for group in finding.search(store, tree, MOST_NAMED) for n in group.ns]
    return [ref for ref in refs if ref != contact.ref][:MOST_NAMED]
