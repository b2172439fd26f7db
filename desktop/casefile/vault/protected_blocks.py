"""The sealed store of protected sources: blocks of one size that look the same used and unused.

Every case carries a head (salt and wrapped key) and a power of two of 4 KiB blocks from its first day;
where nobody set a passphrase they are random bytes. Sealed, they are ChaCha20-Poly1305 under a random key
of their own, and those look random too. So who has the case's passphrase but not this one learns that
every case *can* hold protected records, and at most how large they are up to the next power of two
(decision 7). All blocks are sealed again at every change, whatever changed; the number never shrinks.

One thing cannot be hidden: two copies of a case made at different times show whether the blocks were
sealed again in between. The program itself cannot tell unused blocks from closed ones, so it cannot
renew the unused ones for cover.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from casefile.domain.errors import ReporterCanFix
from casefile.vault.passphrase import PARAMETER_SETS, SALT_BYTES, ParameterSets, derive, new_salt
from casefile.vault.process_hardening import wipe
from casefile.vault.sealing import KEY_BYTES, NONCE_BYTES, OVERHEAD_BYTES, Unsealable, new_key, seal, unseal

BLOCK_BYTES = 4096
FIRST_BLOCKS = 16
HEAD_BYTES = SALT_BYTES + KEY_BYTES + OVERHEAD_BYTES

_ROOM_IN_A_BLOCK = BLOCK_BYTES - OVERHEAD_BYTES
_LENGTH_BYTES = 8
_ABOUT_KEY = b"casefile protected key "
_ABOUT_BLOCK = b"casefile protected block "


@dataclass(frozen=True, repr=False)
class ProtectedBlocks:
    """What lies in a case, used or not: a head of `HEAD_BYTES`, and the blocks in their order."""

    head: bytes
    blocks: tuple[bytes, ...]


def new_filler(count: int = FIRST_BLOCKS, sets: ParameterSets = PARAMETER_SETS) -> ProtectedBlocks:
    """Random bytes in the shape of a sealed store, for a case whose reporter has set no passphrase."""
    head = new_salt(sets) + os.urandom(HEAD_BYTES - SALT_BYTES)
    return ProtectedBlocks(head, tuple(os.urandom(BLOCK_BYTES) for _ in range(count)))


def create(
    passphrase: str,
    payload: bytes = b"",
    *,
    at_least: int = FIRST_BLOCKS,
    sets: ParameterSets = PARAMETER_SETS,
) -> tuple[ProtectedBlocks, bytearray]:
    """A new sealed store under a passphrase, and its key; in place of filler, or of an older store.

    The key is also the recovery key of the protected sources (`recovery_key.write_out`); a reporter who
    wants none is told that lost means lost. For a new passphrase call this with the opened payload and
    the present number of blocks: the key changes with it. The caller wipes the key.
    """
    key = new_key()
    salt = new_salt(sets)
    wrapping = derive(passphrase, salt, sets)
    try:
        wrapped = seal(wrapping, key, _ABOUT_KEY + salt)
    finally:
        wipe(wrapping)
    return ProtectedBlocks(salt + wrapped, seal_payload(key, payload, at_least=at_least)), key


def open_with_passphrase(
    passphrase: str, sealed: ProtectedBlocks, sets: ParameterSets = PARAMETER_SETS
) -> tuple[bytearray, bytes]:
    """The key and the payload. The caller wipes the key.

    Raises ReporterCanFix: ``wrong_protected_passphrase`` (also where no store was ever made: nobody can
    tell), ``protected_damaged`` when the passphrase is right and a block is not, ``case_newer``.
    """
    if len(sealed.head) != HEAD_BYTES:
        raise ReporterCanFix("protected_damaged")
    salt = sealed.head[:SALT_BYTES]
    wrapping = derive(passphrase, salt, sets)
    try:
        key = bytearray(unseal(wrapping, sealed.head[SALT_BYTES:], _ABOUT_KEY + salt))
    except Unsealable:
        raise ReporterCanFix("wrong_protected_passphrase") from None
    finally:
        wipe(wrapping)
    try:
        return key, _payload(key, sealed.blocks)
    except Unsealable:
        wipe(key)
        raise ReporterCanFix("protected_damaged") from None


def open_with_key(key: bytes | bytearray, blocks: Sequence[bytes]) -> bytes:
    """The payload, opened by the recovery key. Raises ReporterCanFix ``wrong_protected_recovery_key``.

    A wrong key and damaged blocks cannot be told apart here.
    """
    try:
        return _payload(key, blocks)
    except Unsealable:
        raise ReporterCanFix("wrong_protected_recovery_key") from None


def seal_payload(
    key: bytes | bytearray, payload: bytes, *, at_least: int = FIRST_BLOCKS
) -> tuple[bytes, ...]:
    """The payload as sealed blocks: the present number, ``at_least``, doubled until it has room."""
    count = max(1, at_least)
    if count & count - 1:
        raise ValueError("the number of blocks is a power of two")
    while count * _ROOM_IN_A_BLOCK < _LENGTH_BYTES + len(payload):
        count *= 2
    plain = len(payload).to_bytes(_LENGTH_BYTES, "big") + payload
    plain += bytes(count * _ROOM_IN_A_BLOCK - len(plain))
    blocks: list[bytes] = []
    for index in range(count):
        part = plain[index * _ROOM_IN_A_BLOCK : (index + 1) * _ROOM_IN_A_BLOCK]
        blocks.append(seal(key, part, _about_block(index, count, blocks)))
    return tuple(blocks)


def _payload(key: bytes | bytearray, blocks: Sequence[bytes]) -> bytes:
    count = len(blocks)
    if not count or any(len(block) != BLOCK_BYTES for block in blocks):
        raise Unsealable
    plain = b"".join(
        unseal(key, block, _about_block(index, count, blocks)) for index, block in enumerate(blocks)
    )
    length = int.from_bytes(plain[:_LENGTH_BYTES], "big")
    if length > len(plain) - _LENGTH_BYTES:
        raise Unsealable
    return plain[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _about_block(index: int, count: int, blocks: Sequence[bytes]) -> bytes:
    """Binds a block to its place, to how many there are, and to the first block's nonce, so that blocks
    of two sealings never open together."""
    first_nonce = blocks[0][:NONCE_BYTES] if index else b""
    return _ABOUT_BLOCK + index.to_bytes(4, "big") + count.to_bytes(4, "big") + first_nonce
