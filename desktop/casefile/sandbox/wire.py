"""Frames between the program and its readers, and the sealed memory that a file's bytes travel in.

A frame is twelve bytes (a mark, two lengths), a JSON object, and a payload of raw bytes. Both lengths
are bounded before anything is made room for; nothing is ever unpickled. Descriptors go along with a
frame only from the program to the nursery: whoever reads strangers' files cannot send any, and the
program takes none.
"""

from __future__ import annotations

import array
import contextlib
import io
import json
import math
import os
import socket
import struct
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

if sys.platform != "win32":
    import fcntl

MAX_HEADER = 64 * 1024
"""Bytes of a frame's JSON object; what is larger travels as payload."""

_MARK = b"CFW1"
_PREFIX = struct.Struct(">4sII")
_DESCRIPTOR_BYTES = array.array("i").itemsize


class WireMistake(ValueError):
    """What arrived is no frame of ours: cut short, too long, or not what the header says."""


class WireEnded(EOFError):
    """The other side closed its end between two frames."""


@dataclass(frozen=True)
class Frame:
    """One message: its JSON object, its raw bytes, and the descriptors that came with it."""

    header: dict[str, object]
    payload: bytes = field(default=b"", repr=False)
    descriptors: tuple[int, ...] = ()


def encode(header: Mapping[str, object], payload: bytes = b"") -> bytes:
    """The frame's bytes without its payload, which follows. `WireMistake` for a header too long or odd."""
    packed = encode_json(dict(header))
    if len(packed) > MAX_HEADER or len(payload) > 0xFFFFFFFF:
        raise WireMistake("too long for one frame")
    return _PREFIX.pack(_MARK, len(packed), len(payload)) + packed


def send(
    channel: socket.socket,
    header: Mapping[str, object],
    payload: bytes = b"",
    *,
    descriptors: Sequence[int] = (),
    deadline: float | None = None,
) -> None:
    """Send one frame whole. `TimeoutError` after the deadline (`time.monotonic`), `OSError` when closed."""
    start = encode(header, payload)
    _wait_until(channel, deadline)
    if descriptors:
        sent = socket.send_fds(channel, [start], descriptors)
        start = start[sent:]
    channel.sendall(start)
    if payload:
        _wait_until(channel, deadline)
        channel.sendall(payload)


def receive(
    channel: socket.socket,
    *,
    payload_limit: int,
    descriptors: int = 0,
    deadline: float | None = None,
) -> Frame:
    """The next frame, with at most ``payload_limit`` bytes of payload and ``descriptors`` of those.

    `WireEnded` when the other side closed between frames, `WireMistake` for anything that is no frame,
    `TimeoutError` after the deadline (`time.monotonic`), however slowly the other side trickles.
    """
    taken: list[int] = []
    try:
        prefix = _receive_first(channel, descriptors, taken, deadline)
        mark, header_length, payload_length = _PREFIX.unpack(prefix)
        if mark != _MARK or not 2 <= header_length <= MAX_HEADER or payload_length > payload_limit:
            raise WireMistake("not a frame, or a frame too long")
        header = decode_json(_receive_exactly(channel, header_length, deadline))
        if not isinstance(header, dict):
            raise WireMistake("the header is no object")
        payload = _receive_exactly(channel, payload_length, deadline)
    except BaseException:
        for descriptor in taken:
            os.close(descriptor)
        raise
    return Frame(header, payload, tuple(taken))


def _receive_first(
    channel: socket.socket, descriptors: int, taken: list[int], deadline: float | None
) -> bytes:
    """The twelve first bytes; descriptors come with the first of them."""
    _wait_until(channel, deadline)
    if descriptors:
        room = socket.CMSG_SPACE(descriptors * _DESCRIPTOR_BYTES)
        start, extras, flags, _ = channel.recvmsg(_PREFIX.size, room, socket.MSG_CMSG_CLOEXEC)
        for level, kind, packed in extras:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                whole = len(packed) - len(packed) % _DESCRIPTOR_BYTES
                taken.extend(array.array("i", packed[:whole]))
        if flags & socket.MSG_CTRUNC:
            raise WireMistake("more descriptors than belong here")
    else:
        start = channel.recv(_PREFIX.size)
    if not start:
        raise WireEnded
    return start + _receive_exactly(channel, _PREFIX.size - len(start), deadline)


def _receive_exactly(channel: socket.socket, length: int, deadline: float | None) -> bytes:
    room = bytearray(length)
    view = memoryview(room)
    while view:
        _wait_until(channel, deadline)
        count = channel.recv_into(view)
        if not count:
            raise WireMistake("cut short")
        view = view[count:]
    return bytes(room)


def _wait_until(channel: socket.socket, deadline: float | None) -> None:
    if deadline is None:
        return
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    channel.settimeout(left)


def encode_json(value: object) -> bytes:
    """JSON in UTF-8. `WireMistake` for what JSON cannot say exactly, or half a character."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError):
        raise WireMistake("cannot be said in JSON") from None


def decode_json(packed: bytes) -> object:
    """What a stranger's JSON says, in Python's own plain values.

    `WireMistake` for anything but exact JSON in UTF-8: half characters, numbers without end, names
    given twice, nesting without measure.
    """
    try:
        value: object = json.loads(
            packed.decode("utf-8"),
            object_pairs_hook=_once_each,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
        if b"\\u" in packed:  # the one way to say half a character
            encode_json(value)
    except (ValueError, RecursionError):
        raise WireMistake("not exact JSON") from None  # the exception would carry the text along
    return value


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name is given twice")
    return made


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number without end")
    return number


def memfd_of(chunks: Iterable[bytes], size: int | None = None) -> int:
    """The descriptor of a sealed memory file with these bytes: nobody can change, grow or cut it again.

    It never touches a disk and is not inherited. ``size`` is checked where it is given (`ValueError`).
    The caller closes it. `OSError` where the system has no such files.
    """
    descriptor = _new_memory_file()
    try:
        written = 0
        for chunk in chunks:
            view = memoryview(chunk)
            while view:
                count = os.write(descriptor, view)
                written += count
                view = view[count:]
        if size is not None and written != size:
            raise ValueError("the bytes are not as many as was said")
        seals = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


_MFD_NOEXEC_SEAL = 8


def _new_memory_file() -> int:
    if not hasattr(os, "memfd_create"):
        raise OSError("no memory files on this system")
    wanted = os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING
    with contextlib.suppress(OSError):  # Linux 6.3 and later: it can never be run as a program
        return os.memfd_create("original", wanted | _MFD_NOEXEC_SEAL)
    return os.memfd_create("original", wanted)


def is_sealed(descriptor: int) -> bool:
    """Whether these bytes are a memory file that nobody can write to."""
    try:
        return bool(fcntl.fcntl(descriptor, fcntl.F_GET_SEALS) & fcntl.F_SEAL_WRITE)
    except OSError:
        return False


def stream_of(descriptor: int) -> io.BufferedReader:
    """A stream over a memory file with a place of its own, whoever else reads the same descriptor.

    Closing it leaves the descriptor open.
    """
    return io.BufferedReader(_SealedBytes(descriptor), 128 * 1024)


class _SealedBytes(io.RawIOBase):
    """Reads by position only, so that two readers of one descriptor never move each other."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._size = os.lseek(descriptor, 0, os.SEEK_END)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, room: object, /) -> int:
        count = os.preadv(self._descriptor, [room], self._at)  # type: ignore[list-item]  # io's own buffers
        self._at += count
        return count

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at
