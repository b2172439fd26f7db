"""Passwords of locked files: kept in memory while the case is open, and sealed in it where she wishes.

A kept one is a credential like any other (decision 30); its place names the items it opens, by ref.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from casefile.casework.credentials import NewCredential
from casefile.casework.open_case import OpenCase
from casefile.domain.credentials import SecretFields
from casefile.domain.identifiers import Kind
from casefile.store.case_store import CaseStore
from casefile.vault.process_hardening import wipe

NAME = "Password of locked files"


class FilePasswords:
    """Which password opens which item. Safe to use from every thread; `forget` at the end."""

    def __init__(self, case: OpenCase) -> None:
        self._case = case
        self._gate = threading.Lock()
        self._held: dict[int, bytearray] = {}

    def put(self, items: Iterable[int], password: str) -> None:
        """Remembers for as long as the case is open."""
        with self._gate:
            for item in items:
                self._held[item] = bytearray(password, "utf-8", "surrogatepass")

    def keep(self, items: Sequence[int], password: str) -> None:
        """Seals a password in the case, as one step. Waits."""
        refs = " ".join(f"{Kind.ITEM.value}{item}" for item in items)
        secret = SecretFields(secret=password, place=refs)
        sealed = self._case.answer(lambda store: self._case.sealed_by(store, NAME, secret))
        self._case.do(NewCredential(sealed)).result()

    def of(self, item: int) -> str:
        """The password that opens an item, or "". Waits: never on the window's thread."""
        with self._gate:
            held = self._held.get(item)
            if held is not None:
                return held.decode("utf-8", "surrogatepass")
        return self._case.answer(lambda store: self._kept(store, item))

    def forget(self) -> None:
        """Wipes what is held in memory."""
        with self._gate:
            for held in self._held.values():
                wipe(held)
            self._held.clear()

    def _kept(self, store: CaseStore, item: int) -> str:
        ref = f"{Kind.ITEM.value}{item}"
        for credential in store.credentials.all():
            if credential.name == NAME:
                secret = self._case.unsealed_by(store, credential.n)
                if ref in secret.place.split():
                    return secret.secret
        return ""
