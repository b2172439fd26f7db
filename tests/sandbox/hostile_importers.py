"""Importers whose document has taken them over: the file's own words say what the reader does.

A package of its own for `Nursery.start("hostile_importers")`; runs in the nursery and its children only.
"""

from __future__ import annotations

import ctypes
import os
import struct
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import BinaryIO

from casefile.domain.limits import Limits
from casefile.importers import CannotShowPages, Importer, PageCharacters, ParsedItem, RenderedPage
from casefile.importers.parsed_item import ItemKind, Page, ReadStatus, Reason

SECRET = "the name of the source"


def warm() -> None:
    """Nothing to load."""


def item(text: str) -> ParsedItem:
    return ParsedItem(
        importer="hostile",
        status=ReadStatus.OK,
        reason=Reason.NONE,
        mime="text/plain",
        format_name="Plain text",
        kind=ItemKind.DOCUMENT,
        text=text,
    )


def _write(raw: bytes) -> None:
    """Write to the reader's own channel, found as an attacker would: the other descriptor is sealed."""
    for descriptor in range(3, 16):
        try:
            os.write(descriptor, raw)
        except OSError:
            continue
        return
    raise RuntimeError("no channel")


def _say(raw: bytes) -> ParsedItem:
    _write(raw)
    time.sleep(60)
    raise AssertionError


def _say_half() -> ParsedItem:
    _write(struct.pack(">4sII", b"CFW1", 9, 0) + b"{")
    os._exit(3)


def _trickle() -> ParsedItem:
    _write(struct.pack(">4sII", b"CFW1", 60_000, 0))
    while True:
        _write(b" ")
        time.sleep(0.02)


def _spin() -> ParsedItem:
    while True:
        pass


def _fill_memory() -> ParsedItem:
    return item(str(len(bytearray(3 << 30))))


def _fail() -> ParsedItem:
    raise ValueError(SECRET)


def _import_late() -> ParsedItem:
    try:
        import colorsys
    except ImportError:
        return item("refused")
    return item(colorsys.__name__)


def _open_late() -> ParsedItem:
    try:
        with open(__file__) as own:  # noqa: PTH123
            return item(own.read(1))
    except OSError:
        return item("refused")


def _descriptors() -> ParsedItem:
    found = []
    for descriptor in range(256):
        try:
            os.get_inheritable(descriptor)
        except OSError:
            continue
        found.append(descriptor)
    return item(str(len(found)))


def _not_plain() -> ParsedItem:
    return replace(item(""), remote_references=float("nan"))  # type: ignore[arg-type]


DEEDS: dict[bytes, Callable[[], ParsedItem]] = {
    b"sleep": lambda: (time.sleep(60), item(""))[1],
    b"spin": _spin,
    b"abort": lambda: os.abort(),
    b"segfault": lambda: item(str(ctypes.string_at(0))),
    b"exit": lambda: os._exit(0),
    b"exit as if unconfined": lambda: os._exit(77),
    b"fill memory": _fill_memory,
    b"fail": _fail,
    b"import late": _import_late,
    b"open late": _open_late,
    b"environment": lambda: item(repr(sorted(os.environ))),
    b"descriptors": _descriptors,
    b"a page past the end": lambda: replace(item("ab"), pages=(Page(0, 99, "1"),)),
    b"not a number": _not_plain,
    b"half a character": lambda: item("\ud800"),
    b"garbage": lambda: _say(b"\x00" * 4096),
    b"a frame without end": lambda: _say(struct.pack(">4sII", b"CFW1", 2, 0xFFFFFFFF) + b"{}"),
    b"a header without end": lambda: _say(struct.pack(">4sII", b"CFW1", 0xFFFFFFFF, 0)),
    b"half a frame": _say_half,
    b"no answer of ours": lambda: _say(struct.pack(">4sII", b"CFW1", 16, 0) + b'{"answer":"hi!"}'),
    b"a long name": lambda: _say(_frame(b'{"answer":"failed","kind":"%s","place":"../x"}' % (b"A" * 99))),
    b"trickle": _trickle,
}


def _frame(header: bytes) -> bytes:
    return struct.pack(">4sII", b"CFW1", len(header), 0) + header


def read(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> ParsedItem:
    """Does what the document says; any other document is read as its own words and the wish."""
    words = untrusted_stream.read()
    deed = DEEDS.get(words)
    return deed() if deed else item(words.decode() + "".join(wish.values()))


class HostilePages:
    """Page 0 behaves; each other page does something worse."""

    page_count = 8

    def __init__(self, words: bytes, limits: Limits) -> None:
        self.words = words
        if words == b"endless":
            self.page_count = 10**9

    def page_size(self, index: int) -> tuple[float, float]:
        return {0: (595.0, 842.0), 1: (float("inf"), 1.0), 2: (-1.0, 1.0), 3: (1e300, 1.0)}[index]

    def render(self, index: int, scale: float) -> RenderedPage:
        width = int(10 * scale)
        if index == 0:
            return RenderedPage(width, 4, width * 4, self.words.ljust(width * 16)[: width * 16])
        if index == 1:
            os.abort()
        if index == 2:
            time.sleep(60)
        if index == 3:
            return RenderedPage(20_000, 20_000, 80_000, b"")
        if index == 4:
            return RenderedPage(10, 10, 40, b"short")
        if index == 5:
            return RenderedPage(10, 10, 4, b"x" * 40)
        if index == 6:
            raise CannotShowPages(Reason.DAMAGED)
        raise CannotShowPages(SECRET)

    def characters(self, index: int) -> PageCharacters:
        box = (1.0, 2.0, 3.0, 4.5)
        if index == 0:
            return PageCharacters("añ😀", (box, box, box))
        if index == 1:
            return PageCharacters("abc", (box,))
        if index == 2:
            return PageCharacters("a", ((float("nan"), 0.0, 0.0, 0.0),))
        return PageCharacters("a", ((1e30, 0.0, 0.0, 0.0),))

    def close(self) -> None:
        """Nothing to give back."""


def open_pages(untrusted_stream: BinaryIO, limits: Limits, wish: Mapping[str, str]) -> HostilePages:
    """Opens anything."""
    words = untrusted_stream.read()
    if words == b"locked":
        raise CannotShowPages(Reason.PASSWORD_NEEDED)
    return HostilePages(words, limits)


def all_importers() -> tuple[Importer, ...]:
    hostile = Importer("hostile", "document", lambda head, size, suffix: 1, warm, read, open_pages)
    return (hostile,)
