"""Words sealed to protected sources while they are closed, so that a half-typed call outlives a lock.

Every case carries an address (an X25519 public key, RFC 7748) and a few slots of one size. Where protected
sources were set up, the address belongs to their key, and only they open what was sealed to it; where not,
its private half was thrown away when the case was made. Both look the same, and so do used and unused
slots: each is a fresh public key and bytes under ChaCha20-Poly1305 (RFC 8439).

What it does not help against: whoever has the case's passphrase *and* changes the case may put an address
of their own in place of ours and read later drafts. `address_of` shows it at the next opening.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casefile.vault.sealing import KEY_BYTES, OVERHEAD_BYTES, Unsealable, seal, unseal

DRAFT_BYTES = 16 * 1024
"""What one slot has room for, before sealing: about 2,500 words."""
DRAFT_SLOTS = 24

_LENGTH_BYTES = 4
_ABOUT = b"casefile protected draft"


def unused_address() -> bytes:
    """The address of a case whose reporter has set up no protected sources: nobody holds its other half."""
    return X25519PrivateKey.generate().public_key().public_bytes_raw()


def address_of(key: bytes | bytearray) -> bytes:
    """The address that belongs to the key of protected sources."""
    return _private(key).public_key().public_bytes_raw()


def seal_draft(address: bytes, words: str) -> bytes:
    """Words sealed to an address, always of one size. Raises ValueError where they do not fit."""
    text = words.encode("utf-8", "surrogatepass")
    room = DRAFT_BYTES - _LENGTH_BYTES
    if len(text) > room:
        raise ValueError(f"a draft has room for {room} bytes")
    plain = len(text).to_bytes(_LENGTH_BYTES, "big") + text
    own = X25519PrivateKey.generate()
    public = own.public_key().public_bytes_raw()
    shared = own.exchange(X25519PublicKey.from_public_bytes(address))
    return public + seal(_drawn(shared, public + address), plain + bytes(DRAFT_BYTES - len(plain)), _ABOUT)


def unused_draft() -> bytes:
    """What a slot holds that holds nothing."""
    return seal_draft(unused_address(), "")


def open_draft(key: bytes | bytearray, sealed: bytes) -> str:
    """The words of a slot, opened by the key of protected sources. Raises `Unsealable`."""
    if len(sealed) != KEY_BYTES + OVERHEAD_BYTES + DRAFT_BYTES:
        raise Unsealable
    private, public = _private(key), sealed[:KEY_BYTES]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:  # a point of small order: not one of ours
        raise Unsealable from None
    address = private.public_key().public_bytes_raw()
    plain = unseal(_drawn(shared, public + address), sealed[KEY_BYTES:], _ABOUT)
    length = int.from_bytes(plain[:_LENGTH_BYTES], "big")
    return plain[_LENGTH_BYTES : _LENGTH_BYTES + length].decode("utf-8", "surrogatepass")


def _private(key: bytes | bytearray) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(_drawn(bytes(key), b"address"))


def _drawn(secret: bytes, about: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=_ABOUT + about).derive(secret)
