"""What a closed case file tells from its bytes alone: its salt, and whether a key fits. Nothing is opened.

SQLCipher 4 ends each 4,096-byte page with a 16-byte nonce and a 64-byte HMAC-SHA512 over ciphertext,
nonce and page number (little-endian), under a key drawn from the master key
(https://www.zetetic.net/sqlcipher/design/, and ``src/sqlcipher.c`` of the 4.x sources). So one page
that answers proves the key, and a first page that does not answer while others do proves damage.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from casefile.domain.errors import ReporterCanFix
from casefile.store.connection import SALT_BYTES, is_open_here
from casefile.store.failures import writing_to_a_chosen_place

PAGE_BYTES = 4096
_SEAL_BYTES = 64
_SALT_MASK = 0x3A
_SEAL_KEY_ITERATIONS = 2
_SAMPLE = 256
"""Pages asked, spread over the file, before the key is said to be the wrong one."""


_HIGHEST_SET = 31
"""Parameter sets of the key derivation are numbered 0 to 31 in the salt's first byte, so that a file
of another kind is not mistaken for a case of a newer Casefile: texts, PDFs, pictures, archives and
plain SQLite all begin with a higher byte."""


class Fit(Enum):
    """What the pages say about a key."""

    WHOLE = "the first page answers"
    DAMAGED = "the first page does not answer, others do"
    NONE = "no page answers"


def read_salt(path: Path) -> bytes:
    """The 16 bytes a closed case begins with.

    Raises ReporterCanFix: ``case_missing``, ``not_a_case`` (empty, cut, or plainly of another kind),
    ``disk_gone``. Raises RuntimeError when the file is open in this process: the closing of our
    descriptor would cancel SQLite's locks.
    """
    if is_open_here(path):
        raise RuntimeError("a case is never read from outside while it is open here")
    try:
        if not path.is_file():
            raise ReporterCanFix("not_a_case" if path.exists() else "case_missing")
        with writing_to_a_chosen_place(), path.open("rb") as stream:
            head = stream.read(PAGE_BYTES)
    except FileNotFoundError as problem:
        raise ReporterCanFix("case_missing") from problem
    if len(head) < PAGE_BYTES or head[0] > _HIGHEST_SET:
        raise ReporterCanFix("not_a_case")
    return head[:SALT_BYTES]


def fit(path: Path, key: bytes | bytearray) -> Fit:
    """Asks the pages of a closed case file. Raises OSError when the file cannot be read.

    Never call this while the file is open in this process (see `connection`).
    """
    with path.open("rb") as stream:
        seal_key = _seal_key(key, stream.read(SALT_BYTES))
        for number in _pages_to_ask(path.stat().st_size // PAGE_BYTES):
            if _answers(stream, number, seal_key):
                return Fit.WHOLE if number == 1 else Fit.DAMAGED
    return Fit.NONE


def broken_pages(path: Path, key: bytes | bytearray) -> list[int]:
    """The pages of a closed case file, from 1, that do not answer; none where the key fits no page at all.

    A rest at the end shorter than a page counts as one more. Raises OSError as `fit`.
    """
    whole, rest = divmod(path.stat().st_size, PAGE_BYTES)
    count = whole + bool(rest)
    with path.open("rb") as stream:
        seal_key = _seal_key(key, stream.read(SALT_BYTES))
        broken = [number for number in range(1, count + 1) if not _answers(stream, number, seal_key)]
    return broken if len(broken) < count else []


def _seal_key(key: bytes | bytearray, salt: bytes) -> bytes:
    masked = bytes(byte ^ _SALT_MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, masked, _SEAL_KEY_ITERATIONS, dklen=32)


def _pages_to_ask(count: int) -> Iterator[int]:
    """Page 1 first, then at most a sample of the others, evenly spread."""
    if count:
        yield 1
    step = max(1, (count - 1) // _SAMPLE)
    yield from range(2, count + 1, step)


def _answers(stream: BinaryIO, number: int, seal_key: bytes) -> bool:
    stream.seek((number - 1) * PAGE_BYTES)
    page = stream.read(PAGE_BYTES)
    if len(page) != PAGE_BYTES:
        return False
    sealed = page[SALT_BYTES if number == 1 else 0 : -_SEAL_BYTES]
    expected = hmac.digest(seal_key, sealed + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(expected, page[-_SEAL_BYTES:])
