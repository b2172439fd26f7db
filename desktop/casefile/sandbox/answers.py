"""What a reader answered, checked again value by value before anything else sees it.

A reader that was taken over can send whatever it likes. Here its words become our own records, or a
failure the reporter is told of.
"""

from __future__ import annotations

import array
import math
import re
import signal
import sys

from casefile.domain.errors import ReporterCanFix
from casefile.domain.limits import MAX_PAGE_POINTS, Limits
from casefile.importers import CannotShowPages, PageCharacters, ParsedItem, RenderedPage, Structure
from casefile.importers.parsed_item import Reason
from casefile.sandbox import worker
from casefile.sandbox.confinement import Confinement
from casefile.sandbox.wire import Frame, WireMistake, decode_json

_BYTES_A_PIXEL = 4
_MOST_PADDING = 64
"""Bytes that a row of pixels may have beyond its pixels."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}", re.ASCII)
_PLACE = re.compile(r"[A-Za-z0-9_]{1,60}\.py:[0-9]{1,6}", re.ASCII)


def expect(frame: Frame, answer: str) -> None:
    """The frame is this kind of answer. Raises what a reader says instead.

    ReporterCanFix("reader_memory") or ("reader_crashed"), `CannotShowPages`, or `WireMistake` for
    anything that no reader of ours would say.
    """
    said = frame.header.get("answer")
    if said == answer:
        return
    if said == "cannot_show":
        reason = frame.header.get("reason")
        if isinstance(reason, str) and reason in set(Reason):
            raise CannotShowPages(Reason(reason))
    if said == "failed":
        kind, place = str(frame.header.get("kind")), str(frame.header.get("place"))
        if kind == "MemoryError":
            raise ReporterCanFix("reader_memory")
        raise ReporterCanFix(
            "reader_crashed",
            kind=kind if _NAME.fullmatch(kind) else "",
            place=place if _PLACE.fullmatch(place) else "",
        )
    raise WireMistake("another answer than was asked for")


def of_ended(code: int) -> ReporterCanFix:
    """What to tell of a reader that ended without an answer; ``code`` as `NurseryProcess.end` has it."""
    if code == worker.UNCONFINED:
        return ReporterCanFix("reader_unconfined")
    if code == -signal.SIGXCPU:
        return ReporterCanFix("reader_stopped")
    kind = signal.Signals(-code).name if code < 0 and -code in set(signal.Signals) else ""
    return ReporterCanFix("reader_crashed", kind=kind, place="")


def late_imports(frame: Frame) -> frozenset[str]:
    """Modules a reader asked for too late. Any is a mistake in a `warm()`."""
    late = frame.header.get("late")
    if not isinstance(late, list):
        return frozenset()
    parts = (name for name in late if isinstance(name, str))
    return frozenset(name for name in parts if all(_NAME.fullmatch(part) for part in name.split(".")))


def confinement(frame: Frame) -> Confinement:
    """How a reader says it is shut in."""
    expect(frame, worker.TRIAL)
    return Confinement(
        landlock_abi=_whole(frame, "landlock_abi", 0, 1000),
        seccomp=frame.header.get("seccomp") is True,
        rlimits=frame.header.get("rlimits") is True,
        seatbelt=frame.header.get("seatbelt") is True,
    )


def item(frame: Frame, limits: Limits) -> ParsedItem:
    """What was read; `ValueError` from the item's own checks."""
    expect(frame, worker.READ)
    return ParsedItem.from_wire(decode_json(frame.payload), limits)


def structure(frame: Frame) -> Structure:
    """What a file says of itself; `ValueError` from the structure's own checks."""
    expect(frame, worker.STRUCTURE)
    return Structure.from_wire(decode_json(frame.payload))


def page_count(frame: Frame, limits: Limits) -> int:
    """How many pages an open document has."""
    expect(frame, worker.PAGES)
    return _whole(frame, "count", 0, limits.max_pages)


def page_size(frame: Frame) -> tuple[float, float]:
    """Width and height of a page in points."""
    expect(frame, "size")
    return _points(frame, "width"), _points(frame, "height")


def picture(frame: Frame, limits: Limits) -> RenderedPage:
    """A page's pixels: as many as the header says, and no more than the limits allow."""
    expect(frame, "picture")
    width = _whole(frame, "width", 1, limits.max_page_side)
    height = _whole(frame, "height", 1, limits.max_page_side)
    row = width * _BYTES_A_PIXEL
    stride = _whole(frame, "stride", row, row + _MOST_PADDING)
    if width * height > limits.max_page_pixels or len(frame.payload) != stride * height:
        raise WireMistake("not the pixels of this picture")
    return RenderedPage(width, height, stride, frame.payload)


def characters(frame: Frame, limits: Limits) -> PageCharacters:
    """A page's text and one box for each of its code points, in points within reason."""
    expect(frame, "characters")
    length = _whole(frame, "text_bytes", 0, min(limits.max_page_bytes, len(frame.payload)))
    try:
        text = frame.payload[:length].decode("utf-8")
    except UnicodeDecodeError:
        raise WireMistake("not text") from None
    sides = array.array("f")
    packed = frame.payload[length:]
    if len(text) > limits.max_page_characters or len(packed) != len(text) * 4 * sides.itemsize:
        raise WireMistake("not one box for each character")
    sides.frombytes(packed)
    if sides and not (
        all(map(math.isfinite, sides)) and -MAX_PAGE_POINTS <= min(sides) <= max(sides) <= MAX_PAGE_POINTS
    ):
        raise WireMistake("a box lies nowhere")
    numbers = iter(sides)
    return PageCharacters(text, tuple(zip(numbers, numbers, numbers, numbers, strict=True)))


def _whole(frame: Frame, name: str, least: int, most: int) -> int:
    number = frame.header.get(name)
    if type(number) is not int or not least <= number <= most:
        raise WireMistake(f"{name} is out of range")
    return number


def _points(frame: Frame, name: str) -> float:
    number = frame.header.get(name)
    if type(number) is not float or not 0 < number <= MAX_PAGE_POINTS:
        raise WireMistake(f"{name} is out of range")
    return number


assert sys.byteorder == "little", "boxes cross as they lie in memory"
