"""Half-typed calls with protected sources: sealed to them at every pause, read again once they are open.

Keeping one needs no passphrase; reading needs the key of protected sources (`vault.sealed_drafts`). Each
opening of the case writes to slots of its own, one for each form in which words are typed, so that a draft
nobody has come back to is not written over before the case was opened `DRAFT_SLOTS` / `FORMS` times more.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field

from casefile.casework.lanes import Turn
from casefile.casework.open_case import OpenCase
from casefile.store.case_store import CaseStore
from casefile.vault.process_hardening import wipe
from casefile.vault.sealed_drafts import (
    DRAFT_BYTES,
    DRAFT_SLOTS,
    address_of,
    open_draft,
    seal_draft,
    unused_address,
    unused_draft,
)
from casefile.vault.sealing import Unsealable

ADDRESS = "protected address"
OPENINGS = "openings"
"""How often the case was opened in a window, under this name in its window state."""
FORMS = 3
"""Forms that can hold half-typed words at the same time: a call, a note, a to-do."""
LONGEST = DRAFT_BYTES - 1024
"""Bytes of words kept; what is longer is not kept, and the window says so."""


@dataclass(frozen=True)
class KeptDraft:
    """A draft and the slot it lies in."""

    slot: int
    words: str = field(repr=False)


class ProtectedDrafts:
    """The sealed drafts of one open case. Nothing here waits but `read`."""

    def __init__(self, case: OpenCase) -> None:
        self._case = case
        self._slots: dict[int, int] = {}
        self._taken: frozenset[int] = frozenset()

    def keep(self, words: str, form: int) -> bool:
        """Seals words in the slot of a form, over what it held; False where they are too long."""
        if len(words.encode("utf-8", "surrogatepass")) > LONGEST:
            return False

        def write(store: CaseStore) -> None:
            with store.atomic():
                slot = self._slot_of(store, form)
                store.sealed.put_key(_name(slot), seal_draft(_address(store), words))

        self._case.write(write, turn=Turn.REPORTER)
        return True

    def take_up(self, draft: KeptDraft, form: int) -> None:
        """From now on `keep` writes over this draft: she goes on with it in that form."""
        self._slots[form] = draft.slot

    def leave(self, form: int) -> Future[None]:
        """The form begins anew: what it kept stays in its slot, and the next words go to another one."""

        def move(_store: CaseStore) -> None:
            slot = self._slots.pop(form, None)
            self._taken |= {slot} if slot is not None else frozenset()

        return self._case.write(move, turn=Turn.REPORTER)

    def forget(self, form: int) -> Future[None]:
        """Empties the slot of a form; where it kept nothing, nothing is written."""

        def write(store: CaseStore) -> None:
            slot = self._slots.pop(form, None)
            if slot is not None:
                self._empty(store, slot)

        return self._case.write(write, turn=Turn.REPORTER)

    def throw_away(self, draft: KeptDraft) -> Future[None]:
        """Empties the slot of a draft."""
        return self._case.write(lambda store: self._empty(store, draft.slot), turn=Turn.REPORTER)

    def read(self, key: bytearray) -> tuple[KeptDraft, ...]:
        """Every draft that lies there, opened by a copy of the key of protected sources, which is wiped.

        Puts the right address in place where another one stood. Runs on the writer lane and waits for it.
        """
        try:
            return self._case.write(lambda store: self._read(store, key), turn=Turn.REPORTER).result()
        finally:
            wipe(key)

    def _read(self, store: CaseStore, key: bytearray) -> tuple[KeptDraft, ...]:
        found: list[KeptDraft] = []
        address = address_of(key)
        with store.atomic():
            if store.sealed.key(ADDRESS) != address:
                store.sealed.put_key(ADDRESS, address)
        for slot in range(DRAFT_SLOTS):
            try:
                words = open_draft(key, store.sealed.key(_name(slot)) or b"")
            except Unsealable:
                continue
            if words:
                found.append(KeptDraft(slot, words))
        self._taken = frozenset(draft.slot for draft in found)
        return tuple(found)

    def _empty(self, store: CaseStore, slot: int) -> None:
        with store.atomic():
            store.sealed.put_key(_name(slot), unused_draft())
        self._taken -= {slot}

    def _slot_of(self, store: CaseStore, form: int) -> int:
        """This opening's slot for a form; another one where a draft is known to lie in it."""
        if form not in self._slots:
            first = (int(store.window_state.get(OPENINGS) or 0) * FORMS + form) % DRAFT_SLOTS
            taken = self._taken | set(self._slots.values())
            free = (slot % DRAFT_SLOTS for slot in range(first, first + DRAFT_SLOTS))
            self._slots[form] = next((slot for slot in free if slot not in taken), first)
        return self._slots[form]


def count_opening(store: CaseStore) -> None:
    """Once for each opening of the case in a window."""
    store.window_state.put(OPENINGS, int(store.window_state.get(OPENINGS) or 0) + 1)


def keep_unused(store: CaseStore, address: bytes | None = None) -> None:
    """Gives a case its address and its slots, all of them empty."""
    store.sealed.put_key(ADDRESS, address or unused_address())
    for slot in range(DRAFT_SLOTS):
        store.sealed.put_key(_name(slot), unused_draft())


def _address(store: CaseStore) -> bytes:
    held = store.sealed.key(ADDRESS)
    if held is None:
        held = unused_address()
        store.sealed.put_key(ADDRESS, held)
    return held


def _name(slot: int) -> str:
    return f"protected draft {slot:02}"
