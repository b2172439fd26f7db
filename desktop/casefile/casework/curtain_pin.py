"""The curtain's PIN: short, so it is only ever checked here, three times, and then the case locks.

It is kept in the case as a salted scrypt value; the key stays in memory behind the curtain, and the PIN
opens nothing else (decision 11).
"""

from __future__ import annotations

import hashlib
import os
import secrets

from casefile.domain.errors import ReporterCanFix
from casefile.store.case_store import CaseStore

SHORTEST = 4
_NAME = "curtain_pin"


def set_pin(store: CaseStore, pin: str) -> None:
    """Keeps a new PIN; empty takes it away (then the curtain asks for the passphrase)."""
    if not pin:
        store.case_sheet.put(_NAME, None)
        return
    if len(pin) < SHORTEST:
        raise ReporterCanFix("pin_short", letters=SHORTEST)
    salt = os.urandom(16)
    store.case_sheet.put(_NAME, salt.hex() + _worked(pin, salt).hex())


def has_pin(store: CaseStore) -> bool:
    """Whether this case has a PIN."""
    return store.case_sheet.get(_NAME) is not None


def fits(store: CaseStore, pin: str) -> bool:
    """Whether it is the PIN."""
    kept = bytes.fromhex(store.case_sheet.get(_NAME) or "")
    return len(kept) > 16 and secrets.compare_digest(kept[16:], _worked(pin, kept[:16]))


def _worked(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
