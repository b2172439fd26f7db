"""Credentials a case needs: their secret fields sealed under a second key, shown only when asked for.

The second key is random, wrapped by the case's own (decision 30), and unwrapped for each use.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.credentials import SecretFields
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, new_id
from casefile.store.case_store import CaseStore
from casefile.vault.process_hardening import wipe
from casefile.vault.sealing import (
    Unsealable,
    new_key,
    seal_credential,
    unseal_credential,
    unwrap_key,
    wrap_key,
)

KEY_NAME = "credentials"


@dataclass(frozen=True)
class SealedCredential:
    """A credential as a command carries it: name in the open, secret fields sealed already."""

    id: str
    name: str = field(repr=False)
    sealed: bytes = field(repr=False)


@dataclass(frozen=True)
class NewCredential:
    """Writes a login down. Made by `OpenCase.seal_credential`."""

    credential: SealedCredential

    def apply(self, case: Writing) -> Deed | None:
        name = " ".join(self.credential.name.split())
        if not name:
            raise ReporterCanFix("credential_empty")
        row = {"id": self.credential.id, "name": name, "sealed": self.credential.sealed}
        case.new_row(Kind.CREDENTIAL, "credential", row)
        return Deed("credential_new")


@dataclass(frozen=True)
class ChangeCredential:
    """Gives a login another name or other secret fields."""

    n: int
    credential: SealedCredential

    def apply(self, case: Writing) -> Deed | None:
        name = " ".join(self.credential.name.split())
        if not name:
            raise ReporterCanFix("credential_empty")
        values = {"name": name, "sealed": self.credential.sealed}
        case.change(Kind.CREDENTIAL, "credential", self.n, **values)
        return Deed("credential_changed")


def keep_key(store: CaseStore, case_key: bytearray) -> None:
    """Makes the second key of a new case."""
    key = new_key()
    try:
        with store.atomic():
            store.sealed.put_key(KEY_NAME, wrap_key(case_key, key, KEY_NAME))
    finally:
        wipe(key)


def seal(
    store: CaseStore, case_key: bytearray, name: str, secret: SecretFields, id_: str = ""
) -> SealedCredential:
    """Seals secret fields for a new credential, or for the one with that id."""
    id_ = id_ or new_id()
    key = _key(store, case_key)
    try:
        return SealedCredential(id_, name, seal_credential(key, json.dumps(asdict(secret)), id_))
    finally:
        wipe(key)


def unseal(store: CaseStore, case_key: bytearray, n: int) -> SecretFields:
    """The secret fields of a credential. Raises ReporterCanFix("credential_damaged")."""
    held = store.credentials.get(n)
    if held is None:
        raise ReporterCanFix("credential_gone")
    key = _key(store, case_key)
    try:
        return SecretFields(**json.loads(unseal_credential(key, store.credentials.sealed(n), held.id)))
    except Unsealable:
        raise ReporterCanFix("credential_damaged") from None
    finally:
        wipe(key)


def rewrap(store: CaseStore, old_key: bytearray, new_key_: bytearray) -> None:
    """After a new passphrase: the second key, wrapped by the case's new one."""
    key = _key(store, old_key)
    try:
        with store.atomic():
            store.sealed.put_key(KEY_NAME, wrap_key(new_key_, key, KEY_NAME))
    finally:
        wipe(key)


def _key(store: CaseStore, case_key: bytearray) -> bytearray:
    wrapped = store.sealed.key(KEY_NAME)
    if wrapped is None:
        raise ReporterCanFix("credential_damaged")
    try:
        return unwrap_key(case_key, wrapped, KEY_NAME)
    except Unsealable:
        raise ReporterCanFix("credential_damaged") from None
