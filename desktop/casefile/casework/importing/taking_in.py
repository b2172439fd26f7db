"""Taking bytes in: copied out of reach of whoever may still change the file, hashed, stored.

The bytes live in a memory file of our own from the first read on. What is hashed, what is stored in
the case and what the confined reader is given is that one copy (decision 24), never the dropped file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casefile.casework.importing.strangers_files import CannotOpen, chunks_of, open_safely
from casefile.sandbox.wire import memfd_of

CHUNK_BYTES = 1024 * 1024


@dataclass
class TakenIn:
    """One file's bytes, held in sealed memory until it is stored and read."""

    descriptor: int
    size: int
    sha256: str
    head: bytes = field(repr=False)

    def chunks(self) -> Iterator[bytes]:
        """The bytes in pieces of at most 1 MiB, as the case stores them."""
        offset = 0
        while offset < self.size:
            piece = os.pread(self.descriptor, CHUNK_BYTES, offset)
            if not piece:
                return
            offset += len(piece)
            yield piece

    def let_go(self) -> bool:
        """Gives the memory back; False where that was done before."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor < 0:
            return False
        os.close(descriptor)
        return True


def take_in_file(place: Path, head_bytes: int, own: frozenset[tuple[int, int]] = frozenset()) -> TakenIn:
    """A dropped file's bytes. Raises CannotOpen (see `strangers_files`), also where this computer has
    no memory for them now."""
    source = open_safely(place, own)
    try:
        return take_in(chunks_of(source, CHUNK_BYTES), head_bytes)
    except OSError as problem:
        raise CannotOpen("no_memory") from problem
    finally:
        os.close(source)


def take_in(chunks: Iterator[bytes], head_bytes: int) -> TakenIn:
    """Bytes from anywhere (a dropped file, an original of the case), sealed and hashed."""
    digest = hashlib.sha256()
    size = 0
    head = bytearray()

    def counted() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            if len(head) < head_bytes:
                head.extend(chunk[: head_bytes - len(head)])
            yield chunk

    descriptor = memfd_of(counted())
    return TakenIn(descriptor, size, digest.hexdigest(), bytes(head))
