"""Sealing single secrets: ChaCha20-Poly1305 (RFC 8439) under a random nonce, bound to what they are.

Used for keys wrapped by other keys and for the credentials a case keeps (decision 30): those stand under
a random key of their own, wrapped by the case's key, so that a new passphrase wraps one key again and
touches no credential.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES
"""How much longer a sealed text is than what is in it."""

_PADDED_TO = 128
_LENGTH_BYTES = 4
_WRAPPING = b"casefile wraps "


class Unsealable(Exception):
    """Another key, or bytes that were changed, or sealed for something else."""


def new_key() -> bytearray:
    """32 random bytes. The caller wipes them."""
    return bytearray(os.urandom(KEY_BYTES))


def seal(key: bytes | bytearray, plain: bytes | bytearray, about: bytes) -> bytes:
    """Nonce, ciphertext and tag. ``about`` is not stored; the same is needed to open."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(bytes(key)).encrypt(nonce, bytes(plain), about)


def unseal(key: bytes | bytearray, sealed: bytes, about: bytes) -> bytes:
    """What was sealed under the key for the same ``about``. Raises `Unsealable`."""
    if len(sealed) < OVERHEAD_BYTES:
        raise Unsealable
    try:
        return ChaCha20Poly1305(bytes(key)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
    except InvalidTag:
        raise Unsealable from None


def wrap_key(case_key: bytes | bytearray, key: bytes | bytearray, name: str) -> bytes:
    """A second key sealed by the case's key: 60 bytes to be kept in the case under ``name``."""
    return seal(_wrapping_key(case_key, name), key, name.encode())


def unwrap_key(case_key: bytes | bytearray, wrapped: bytes, name: str) -> bytearray:
    """The second key again. Raises `Unsealable`."""
    return bytearray(unseal(_wrapping_key(case_key, name), wrapped, name.encode()))


def seal_credential(key: bytes | bytearray, secret: str, credential: str) -> bytes:
    """A password sealed for the credential with that id; its length shows only in steps of 128 bytes."""
    text = secret.encode("utf-8", "surrogatepass")
    plain = len(text).to_bytes(_LENGTH_BYTES, "big") + text
    return seal(key, plain + bytes(-len(plain) % _PADDED_TO), b"credential " + credential.encode())


def unseal_credential(key: bytes | bytearray, sealed: bytes, credential: str) -> str:
    """The password of the credential with that id. Raises `Unsealable`."""
    plain = unseal(key, sealed, b"credential " + credential.encode())
    length = int.from_bytes(plain[:_LENGTH_BYTES], "big")
    return plain[_LENGTH_BYTES : _LENGTH_BYTES + length].decode("utf-8", "surrogatepass")


def _wrapping_key(case_key: bytes | bytearray, name: str) -> bytes:
    """A key drawn from the case's key for wrapping only: SQLCipher uses the case's key itself."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=_WRAPPING + name.encode()).derive(
        bytes(case_key)
    )
