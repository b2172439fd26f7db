"""The second, slower look at what was imported: a PDF's own structure, after its text is long in the case.

Everything found is a claim of the file and is kept among the item's facts. The look takes nothing from an
import: it waits while one is under way, reads one file at a time in a confined child of low priority, is
broken off by a lock and goes on at the next opening where it was. Which items were looked into stands in
their facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import Any, Protocol

from casefile.casework.file_passwords import FilePasswords
from casefile.casework.held_original import HeldOriginal
from casefile.casework.importing.filling_in import ATTACHED
from casefile.casework.lanes import Lane, Turn
from casefile.casework.open_case import OpenCase
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.items import Item
from casefile.domain.ledger import LedgerGroup
from casefile.domain.limits import Limits
from casefile.importers import Structure, choose
from casefile.store.case_store import CaseStore

LOOKED_INTO = "Structure"
"""The fact that says that an item was looked into, and how that went."""
MIMES = ("application/pdf",)
MOST_FACTS = 300
"""Facts kept of one item; a file may claim any number of them."""
LONGEST = 2_000
"""Characters of one fact."""

Facts = list[list[str]]


class StructureFiles(Protocol):
    """What reads a stranger's file in a confined child."""

    def read_structure(
        self, source: int, importer: str, limits: Limits, wish: dict[str, str]
    ) -> Structure: ...

    def break_off(self) -> None: ...


class SecondLook:
    """Made beside an open case; begins with `go_on`, ends with `stop` before the case closes."""

    def __init__(self, case: OpenCase, files: StructureFiles, passwords: FilePasswords) -> None:
        self._case = case
        self._files = files
        self._passwords = passwords
        self._lane: Lane | None = None
        self._stopping = False
        self._unsubscribe = case.changes.subscribe(self._changed)

    def go_on(self) -> None:
        """Looks into what was not looked into yet, as soon as no import is under way."""
        if not self._stopping:
            self._lane = self._lane or Lane("second look")
            self._lane.submit(self._work, Turn.LAST)

    def stop(self) -> None:
        """Breaks off the look of the moment; after the imports were stopped, whose readers end with it."""
        self._stopping = True
        self._unsubscribe()
        if self._lane is not None:
            self._files.break_off()
            self._lane.stop(drop_waiting=True)

    def settle(self) -> None:
        """Waits until everything there is was looked into (the tests)."""
        if self._lane is not None:
            self._lane.submit(lambda: None, Turn.LAST).result()

    def _changed(self, change: CaseChanged) -> None:
        if change.origin == "import" and self._lane is not None:
            self.go_on()

    def _work(self) -> None:
        at = 0
        while not self._stopping:
            item = self._case.answer(partial(_next, after=at))
            if item is None:
                return
            at = item.n
            self._look_into(item)

    def _look_into(self, item: Item) -> None:
        try:
            found = self._read(item)
        except ReporterCanFix as problem:
            if self._stopping or problem.code in ("disk_full", "disk_gone"):
                return
            found = Structure(readable=False)
        if self._case.written(lambda store: _take(store, item.n, found)):
            self._case.publish(CaseChanged({Kind.ITEM: frozenset({item.n})}, origin="second look"))

    def _read(self, item: Item) -> Structure:
        with HeldOriginal(self._case, item) as taken:
            importer = choose(taken.head, taken.size, "")
            if importer.read_structure is None:
                return Structure(readable=False)
            wish = {"password": password} if (password := self._passwords.of(item.n)) else {}
            return self._files.read_structure(taken.descriptor, importer.name, Limits(), wish)


def _next(store: CaseStore, after: int) -> Item | None:
    """The next item that was not looked into; None where an import is under way, which goes first."""
    groups = store.ledger.group_counts()
    if groups[LedgerGroup.WORKING] or groups[LedgerGroup.WAITING]:
        return None
    n = store.items.without_fact(LOOKED_INTO, MIMES, after)
    return None if n is None else store.items.get(n)


def _take(store: CaseStore, n: int, found: Structure) -> bool:
    """Writes what was found beside what is known already; nothing the reporter has typed is touched."""
    with store.atomic():
        item = store.items.get(n)
        if item is None:
            return False
        values: dict[str, Any] = {
            "facts": json.dumps(_merged(item, found)[:MOST_FACTS], ensure_ascii=False),
        }
        if item.title is None and item.title_basis is None and found.title is not None:
            values |= {"title": found.title.value, "title_basis": found.title.basis.value}
        if item.byline is None and found.byline is not None:
            values["byline"] = found.byline.value
        store.items.fill(n, **values)
        if found.page_labels:
            store.text_layers.label_pages(n, found.page_labels)
        store.search_index.refresh(Kind.ITEM, [n])
    return True


def _merged(item: Item, found: Structure) -> Facts:
    """The facts of the first reading, then what the second look adds; the same is not said twice."""
    said = "read" if found.readable else "could not be read"
    facts = [[name, value] for name, value in item.facts if name != LOOKED_INTO]
    if found.attachments:
        facts = [fact for fact in facts if fact[0] != ATTACHED]
    for name, value in _added(found):
        short = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
        if [name, short] not in facts:
            facts.append([name, short])
    return [[LOOKED_INTO, said], *facts]


def _added(found: Structure) -> Iterable[tuple[str, str]]:
    for fact in found.facts:
        yield fact.name, fact.value
    if found.outline:
        yield "Contents list", " · ".join(entry.title for entry in found.outline)
    for attachment in found.attachments:
        yield ATTACHED, attachment.name
    if found.annotations:
        yield "Notes on its pages", str(len(found.annotations))
    if found.form_fields:
        yield "Form fields filled", str(len(found.form_fields))
    if found.encryption:
        yield "Locked with", found.encryption
    if found.signatures:
        yield "Signatures", f"{found.signatures}, none checked"
