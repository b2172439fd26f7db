"""Looking at what was dropped and opening it safely: local regular files, nothing else.

A symlink, a pipe, a device or a socket is never followed or waited on; each is told apart by a reason
so that its row in the tray can say why. Traps and flags: security.md 4.6 and 3e.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casefile.domain.limits import MAX_FOLDER_DEPTH, MAX_NAME_BYTES, Limits

MAX_FILE_BYTES = Limits().max_bytes

_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_HIDDEN_CHARACTERS = {
    *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x200B, 0x2010), 0xFEFF, 0x061C,
}  # fmt: skip

_AS_BYTES = "bytes:"
"""Places are absolute paths, so none begins with this."""


@dataclass(frozen=True)
class Found:
    """One thing found under a drop: where it lies, and how it is called relative to the drop.

    ``reason`` is set where it cannot be imported (``not_a_file``, ``too_deep``, ``not_readable``,
    ``too_large``, ``own_case``).
    """

    place: Path = field(repr=False)
    relative: str = field(repr=False)
    size: int = 0
    reason: str | None = None


class CannotOpen(Exception):
    """A file cannot be taken in; ``reason`` is the ledger's word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Identity = tuple[int, int]
"""A file's device and inode: what it is, whatever it is called."""


def found_under(paths: Iterable[Path], own: frozenset[Identity] = frozenset()) -> Iterator[Found]:
    """Everything under what was dropped, folders gone through in the order of their names.

    ``own`` are the open case's files: opening them here would end SQLite's locks on them.
    ``relative`` is relative to the dropped folder's parent for the window's rows; the command line
    cuts the folder's own name off (decision 32).
    """
    for path in paths:
        place = as_found(path)
        yield from _under(place, place.name, 0, own)


def as_found(path: Path) -> Path:
    """What was dropped, as an absolute path without steps upwards; links in it stay as they are."""
    return Path(os.path.abspath(path)) if ".." in path.parts else path.absolute()  # noqa: PTH100


def _under(path: Path, relative: str, depth: int, own: frozenset[Identity]) -> Iterator[Found]:
    try:
        status = path.lstat()
    except (OSError, ValueError):
        yield Found(path, relative, reason="not_readable")
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _inside(path, relative, depth, own)
    elif (status.st_dev, status.st_ino) in own:
        yield Found(path, relative, status.st_size, "own_case")
    elif stat.S_ISREG(status.st_mode):
        reason = "too_large" if status.st_size > MAX_FILE_BYTES else None
        yield Found(path, relative, status.st_size, reason)
    else:
        yield Found(path, relative, reason="not_a_file")


def _inside(folder: Path, relative: str, depth: int, own: frozenset[Identity]) -> Iterator[Found]:
    if depth >= MAX_FOLDER_DEPTH:
        yield Found(folder, relative, reason="too_deep")
        return
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError:
        yield Found(folder, relative, reason="not_readable")
        return
    for name in names:
        yield from _under(folder / name, f"{relative}/{name}", depth + 1, own)


def open_safely(place: Path, own: frozenset[Identity] = frozenset()) -> int:
    """A descriptor of a local regular file, never waiting and never following a link.

    Raises CannotOpen with the reason for anything else, also for the case's ``own`` files, which are
    told apart before they are opened. The caller closes the descriptor.
    """
    try:
        before = place.lstat()
        if (before.st_dev, before.st_ino) in own:
            raise CannotOpen("own_case")
        if not stat.S_ISREG(before.st_mode):
            raise CannotOpen("not_a_file")
        descriptor = os.open(place, _OPEN)
    except (OSError, ValueError) as problem:
        raise CannotOpen("not_readable") from problem
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise CannotOpen("not_a_file")
    if status.st_size > MAX_FILE_BYTES:
        os.close(descriptor)
        raise CannotOpen("too_large")
    return descriptor


def chunks_of(descriptor: int, chunk_bytes: int) -> Iterator[bytes]:
    """The bytes of an open file in pieces of at most ``chunk_bytes``. Raises CannotOpen, also where
    the file grows past the limit while it is read."""
    total = 0
    while True:
        try:
            chunk = os.read(descriptor, chunk_bytes)
        except OSError as problem:
            raise CannotOpen("not_readable") from problem
        if not chunk:
            return
        total += len(chunk)
        if total > MAX_FILE_BYTES:
            raise CannotOpen("too_large")
        yield chunk


def shown_name(untrusted_name: str) -> str:
    """A file's name as it is kept: no control, bidirectional or invisible characters, 255 bytes at most.

    What was taken out would let a name lie about its ending (security.md 4.6.2).
    """
    whole = untrusted_name.encode("utf-8", "replace").decode("utf-8")
    kept = "".join(character for character in whole if _shown(ord(character)))
    while len(kept.encode()) > MAX_NAME_BYTES:
        kept = kept[: len(kept) // 2 - 1] + kept[len(kept) // 2 :]
    return kept.strip() or "unnamed"


def shown_path(untrusted_path: str) -> str:
    """A path below what was dropped, each of its names as `shown_name` keeps it."""
    return "/".join(shown_name(name) for name in untrusted_path.split("/"))


def _shown(point: int) -> bool:
    return point >= 0x20 and not 0x7F <= point < 0xA0 and point not in _HIDDEN_CHARACTERS


def place_as_text(place: Path) -> str:
    """A path as the ledger keeps it: its own spelling, or its bytes where that is not text."""
    spelled = str(place)
    try:
        spelled.encode()
    except UnicodeEncodeError:
        return _AS_BYTES + os.fsencode(place).hex()
    return spelled


def place_from_text(text: str) -> Path:
    """The path that `place_as_text` wrote down."""
    if text.startswith(_AS_BYTES):
        return Path(os.fsdecode(bytes.fromhex(text.removeprefix(_AS_BYTES))))
    return Path(text)
