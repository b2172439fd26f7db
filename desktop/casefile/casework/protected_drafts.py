"""Half-typed calls with protected sources: sealed to them at every pause, read again once they are open.

Keeping one needs no passphrase; reading needs the key of protected sources (`vault.sealed_drafts`). Each
opening of the case writes to the next of `DRAFT_SLOTS` slots, so that a draft nobody has come back to is
not written over before that many openings have passed.
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
        self._slot: int | None = None
        self._taken: frozenset[int] = frozenset()

    def keep(self, words: str) -> bool:
        """Seals words in this opening's slot, over what it held; False where they are too long."""
        if len(words.encode("utf-8", "surrogatepass")) > LONGEST:
            return False

        def write(store: CaseStore) -> None:
            with store.atomic():
                slot = self._slot_of(store)
                store.sealed.put_key(_name(slot), seal_draft(_address(store), words))

        self._case.write(write, turn=Turn.REPORTER)
        return True

    def take_up(self, draft: KeptDraft) -> None:
        """From now on `keep` writes over this draft: she goes on with it."""
        self._slot = draft.slot

    def forget(self, slot: int | None = None) -> Future[None]:
        """Empties a slot, or this opening's."""

        def write(store: CaseStore) -> None:
            emptied = self._slot if slot is None else slot
            if emptied is not None:
                with store.atomic():
                    store.sealed.put_key(_name(emptied), unused_draft())
                self._taken -= {emptied}

        return self._case.write(write, turn=Turn.REPORTER)

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
        if self._slot is None and found:
            self._slot = next((slot for slot in range(DRAFT_SLOTS) if slot not in self._taken), None)
        return tuple(found)

    def _slot_of(self, store: CaseStore) -> int:
        if self._slot is None:
            self._slot = int(store.window_state.get(OPENINGS) or 0) % DRAFT_SLOTS
        return self._slot


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
