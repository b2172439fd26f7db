"""From a passphrase to the key of a case, and how strong a passphrase is.

The key is Argon2id (RFC 9106) of the passphrase and the case's salt. The salt's first byte says with
which parameters, so that they can grow later without another byte in the file; 15 bytes are random.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casefile.domain.errors import ReporterCanFix
from casefile.vault.process_hardening import wipe

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True)
class ParameterSet:
    """How much work one derivation costs: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int


ParameterSets = Mapping[int, ParameterSet]
"""Parameter sets by number, 1 to 31."""

TESTS_SET = 0
"""The number of the cheap set that only tests bring along; the program knows no such set (decision 34)."""

PARAMETER_SETS: ParameterSets = {1: ParameterSet(memory_kib=256 * 1024, passes=3, lanes=4)}
"""Set 1: 256 MiB, t 3, p 4: about 0.7 s on two cores of 2020, above the second recommended option of
RFC 9106, section 4 (64 MiB, t 3, p 4). Later sets are only stronger; one that was released stays."""


def new_salt(sets: ParameterSets = PARAMETER_SETS) -> bytes:
    """A fresh salt that names the strongest of the sets."""
    return bytes([max(sets)]) + os.urandom(SALT_BYTES - 1)


def derive(passphrase: str, salt: bytes, sets: ParameterSets = PARAMETER_SETS) -> bytearray:
    """The 32-byte key a passphrase gives with a salt. The caller wipes it.

    Different ways of typing the same letters count as the same passphrase (NFC). Raises ReporterCanFix
    ``case_newer`` for a parameter set this Casefile does not know, ``not_a_case`` for the tests' set where
    it was not injected, ValueError for a salt of another size.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    chosen = sets.get(salt[0])
    if chosen is None:
        raise ReporterCanFix("not_a_case" if salt[0] == TESTS_SET else "case_newer")
    typed = bytearray(unicodedata.normalize("NFC", passphrase), "utf-8", "surrogatepass")
    wipeable: Any = typed  # any buffer will do, though the binding's types only name bytes
    key = bytearray(KEY_BYTES)
    try:
        Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=chosen.passes,
            lanes=chosen.lanes,
            memory_cost=chosen.memory_kib,
        ).derive_into(wipeable, key)
    finally:
        wipe(typed)
    return key
