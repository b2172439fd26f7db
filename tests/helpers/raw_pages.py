"""A case file as it really lies on the disk: every page and every frame of its log, opened with the key.

Also the free pages, and the bytes of a page that no row uses any more: what an erasure must not leave.
SQLCipher 4: a page of 4,096 bytes ends with a 16-byte nonce and a 64-byte seal; AES-256 in CBC
(https://www.zetetic.net/sqlcipher/design/).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, SALT, RESERVED, NONCE = 4096, 16, 80, 16
LOG_HEAD, FRAME_HEAD = 32, 24


def raw_pages(case: Path, key: bytes | bytearray) -> Iterator[bytes]:
    """Every page of the file and of its log, in the clear."""
    stored = case.read_bytes()
    for at in range(0, len(stored), PAGE):
        yield _opened(stored[at : at + PAGE], key, first=at == 0)
    log = case.with_name(case.name + "-wal")
    if log.exists():
        frames = log.read_bytes()[LOG_HEAD:]
        for at in range(0, len(frames) - FRAME_HEAD, FRAME_HEAD + PAGE):
            number = int.from_bytes(frames[at : at + 4], "big")
            page = frames[at + FRAME_HEAD : at + FRAME_HEAD + PAGE]
            if len(page) == PAGE:
                yield _opened(page, key, first=number == 1)


def _opened(page: bytes, key: bytes | bytearray, *, first: bool) -> bytes:
    sealed = page[SALT if first else 0 : PAGE - RESERVED]
    nonce = page[PAGE - RESERVED : PAGE - RESERVED + NONCE]
    if not any(nonce):
        return page
    opener = Cipher(algorithms.AES(bytes(key)), modes.CBC(nonce)).decryptor()
    return opener.update(sealed) + opener.finalize()
