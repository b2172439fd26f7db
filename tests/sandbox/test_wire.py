"""Frames: what was sent arrives, and what is no frame is refused before room is made for it."""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from casefile.domain.errors import ReporterCanFix
from casefile.domain.limits import Limits
from casefile.importers import CannotShowPages
from casefile.importers.parsed_item import Reason
from casefile.sandbox import answers, wire

WORDS = some.text(some.characters(exclude_categories=["Cs"]))
PLAIN = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**53), 2**53) | some.floats(allow_nan=False) | WORDS,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
FINITE = PLAIN.filter(lambda value: "inf" not in repr(value))
HEADERS = some.dictionaries(WORDS, FINITE, max_size=5)


@contextlib.contextmanager
def channel() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def received(raw: bytes, payload_limit: int = 1000) -> wire.Frame:
    """What is made of raw bytes after which the other side closes."""
    with channel() as (ours, theirs):
        theirs.sendall(raw)
        theirs.close()
        return wire.receive(ours, payload_limit=payload_limit, deadline=time.monotonic() + 20)


@given(HEADERS, some.binary(max_size=1000))
def test_what_was_sent_arrives(header: dict[str, object], payload: bytes) -> None:
    with channel() as (ours, theirs):
        wire.send(theirs, header, payload)
        wire.send(theirs, {"next": 1})
        frame = wire.receive(ours, payload_limit=1000)
        assert (frame.header, frame.payload, frame.descriptors) == (header, payload, ())
        assert wire.receive(ours, payload_limit=0).header == {"next": 1}


@given(HEADERS, some.binary(max_size=50), some.data())
def test_a_frame_cut_anywhere_is_a_mistake(
    header: dict[str, object], payload: bytes, draw: some.DataObject
) -> None:
    whole = wire.encode(header, payload) + payload
    cut = draw.draw(some.integers(0, len(whole) - 1))
    with pytest.raises(wire.WireMistake if cut else wire.WireEnded):
        received(whole[:cut])


@given(some.binary(max_size=200))
def test_noise_is_never_taken_for_a_frame(raw: bytes) -> None:
    with pytest.raises((wire.WireMistake, wire.WireEnded)):
        received(raw)


@given(some.binary(max_size=200))
def test_a_hostile_header_is_an_object_of_plain_values_or_a_mistake(raw: bytes) -> None:
    try:
        frame = received(wire._PREFIX.pack(b"CFW1", len(raw), 0) + raw)
    except wire.WireMistake:
        return
    assert wire.decode_json(wire.encode_json(frame.header)) == frame.header


@pytest.mark.parametrize(
    "prefix",
    [(b"CFW1", 0xFFFFFFFF, 0), (b"CFW1", wire.MAX_HEADER + 1, 0), (b"CFW1", 2, 1001), (b"CFW2", 2, 0)],
)
def test_lengths_are_judged_before_anything_is_waited_for(prefix: tuple[bytes, int, int]) -> None:
    with channel() as (ours, theirs):
        theirs.sendall(wire._PREFIX.pack(*prefix) + b"{}")
        with pytest.raises(wire.WireMistake):
            wire.receive(ours, payload_limit=1000)


@pytest.mark.parametrize(
    "odd",
    [
        *(b"[]", b"1", b'"a"', b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":-Infinity}', b'{"a":1e999}'),
        *(b'{"a":"\\ud800"}', b'{"\\udfff":1}', b'{"a":"\xff"}', b"{} {}", b'{"a":' + b"[" * 30_000),
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
def test_only_exact_objects_are_headers(odd: bytes) -> None:
    with pytest.raises(wire.WireMistake):
        received(wire._PREFIX.pack(b"CFW1", len(odd), 0) + odd)


@pytest.mark.parametrize("odd", [{"a": "x" * 70_000}, {"a": float("nan")}, {"a": b"raw"}, {"a": "\ud800"}])
def test_what_cannot_be_said_is_not_sent(odd: dict[str, object]) -> None:
    with pytest.raises(wire.WireMistake):
        wire.encode(odd)


def test_a_sender_that_trickles_meets_the_deadline_of_the_whole_frame() -> None:
    enough = threading.Event()
    with channel() as (ours, theirs):

        def trickle() -> None:
            with contextlib.suppress(OSError):
                theirs.sendall(wire._PREFIX.pack(b"CFW1", 60_000, 0))
                while not enough.wait(0.005):
                    theirs.send(b" ")

        trickling = threading.Thread(target=trickle)
        trickling.start()
        with pytest.raises(TimeoutError):
            wire.receive(ours, payload_limit=0, deadline=time.monotonic() + 0.2)
        enough.set()
        trickling.join()


def test_a_sender_nobody_listens_to_meets_the_deadline_too() -> None:
    with channel() as (_, theirs), pytest.raises(TimeoutError):
        wire.send(theirs, {}, bytes(50_000_000), deadline=time.monotonic() + 0.1)


def open_descriptors() -> set[str]:
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208  # names only, no file is looked at


def test_descriptors_go_along_and_are_not_inherited() -> None:
    with channel() as (ours, theirs):
        bytes_of_ours = wire.memfd_of([b"original"])
        wire.send(theirs, {"a": 1}, descriptors=(bytes_of_ours, bytes_of_ours))
        os.close(bytes_of_ours)
        first, second = wire.receive(ours, payload_limit=0, descriptors=2).descriptors
        assert not os.get_inheritable(first)
        assert os.pread(second, 20, 0) == b"original"
        os.close(first)
        os.close(second)


@pytest.mark.parametrize("wanted", [0, 1, 2])
def test_descriptors_nobody_asked_for_are_not_kept(wanted: int) -> None:
    with channel() as (ours, theirs):
        before = open_descriptors()
        socket.send_fds(theirs, [wire.encode({"a": 1})], [0, 1, 2])
        if wanted:
            with pytest.raises(wire.WireMistake, match="descriptors"):
                wire.receive(ours, payload_limit=0, descriptors=wanted)
        else:
            assert wire.receive(ours, payload_limit=0).header == {"a": 1}
        assert open_descriptors() == before


def test_descriptors_of_a_broken_frame_are_closed() -> None:
    with channel() as (ours, theirs):
        before = open_descriptors()
        socket.send_fds(theirs, [b"no frame at all"], [0, 1])
        with pytest.raises(wire.WireMistake):
            wire.receive(ours, payload_limit=0, descriptors=2)
        assert open_descriptors() == before


@given(some.lists(some.binary(max_size=100), max_size=5))
def test_memory_holds_the_bytes_and_nobody_changes_them(chunks: list[bytes]) -> None:
    chunks = [*chunks, b"something"]
    whole = b"".join(chunks)
    descriptor = wire.memfd_of(chunks, len(whole))
    try:
        assert wire.is_sealed(descriptor)
        assert not os.get_inheritable(descriptor)
        assert os.pread(descriptor, 1000, 0) == whole
        for change in (
            lambda: os.pwrite(descriptor, b"x", 0),
            lambda: os.ftruncate(descriptor, 0),
            lambda: os.ftruncate(descriptor, len(whole) + 1),
            lambda: mmap.mmap(descriptor, 1),
        ):
            with pytest.raises(PermissionError):
                change()
    finally:
        os.close(descriptor)


def test_bytes_that_are_not_as_many_as_was_said_are_refused() -> None:
    before = open_descriptors()
    with pytest.raises(ValueError, match="as many"):
        wire.memfd_of([b"abc"], 4)
    assert open_descriptors() == before


def test_an_ordinary_file_is_not_called_sealed() -> None:
    with Path(__file__).open() as ordinary:
        assert not wire.is_sealed(ordinary.fileno())


@given(some.binary(max_size=2000), some.lists(some.integers(0, 2000), max_size=6))
def test_two_readers_of_one_memory_never_move_each_other(whole: bytes, places: list[int]) -> None:
    descriptor = wire.memfd_of([whole])
    try:
        with wire.stream_of(descriptor) as one, wire.stream_of(descriptor) as other:
            for place in places:
                one.seek(place)
                other.seek(-min(place, len(whole)), os.SEEK_END)
                assert one.read(7) == whole[place : place + 7]
                assert other.read() == whole[len(whole) - min(place, len(whole)) :]
                assert one.tell() == max(place, min(place + 7, len(whole)))
    finally:
        os.close(descriptor)


NUMBERS = some.integers(-10, 200) | some.sampled_from([True, None, "7", 7.0, 2**31, 10**400, float("nan")])


@given(NUMBERS, NUMBERS, NUMBERS, some.binary(max_size=400))
def test_a_picture_is_as_large_as_it_says_or_none(
    width: object, height: object, stride: object, pixels: bytes
) -> None:
    limits = Limits(max_page_side=100, max_page_pixels=60)
    header = {"answer": "picture", "width": width, "height": height, "stride": stride}
    try:
        drawn = answers.picture(wire.Frame(header, pixels), limits)
    except wire.WireMistake:
        return
    assert 1 <= drawn.width <= 100
    assert 1 <= drawn.height <= 100
    assert drawn.width * drawn.height <= 60
    assert drawn.width * 4 <= drawn.stride
    assert len(drawn.pixels) == drawn.stride * drawn.height


def test_a_picture_that_is_as_it_says_is_taken() -> None:
    header: dict[str, object] = {"answer": "picture", "width": 3, "height": 2, "stride": 16}
    drawn = answers.picture(wire.Frame(header, bytes(32)), Limits())
    assert (drawn.width, drawn.height, drawn.stride) == (3, 2, 16)


@given(some.integers(0, 60) | NUMBERS, some.binary(max_size=60))
def test_characters_have_a_box_each_in_reach_or_are_none(length: object, payload: bytes) -> None:
    frame = wire.Frame({"answer": "characters", "text_bytes": length}, payload)
    try:
        found = answers.characters(frame, Limits())
    except wire.WireMistake:
        return
    assert len(found.boxes) == len(found.text)
    assert all(abs(side) <= 10_000_000 for box in found.boxes for side in box)


ANSWERS = some.fixed_dictionaries(
    {"answer": some.sampled_from(["failed", "cannot_show", "pages", "size", "other"]) | FINITE},
    optional={name: WORDS | FINITE for name in ("reason", "kind", "place", "late", "count", "width")},
)


@given(ANSWERS)
def test_whatever_a_reader_says_is_told_as_one_of_a_few_things(header: dict[str, object]) -> None:
    frame = wire.Frame(header)
    assert all(name.isascii() and len(name) < 2000 for name in answers.late_imports(frame))
    try:
        answers.page_size(frame)
    except ReporterCanFix as problem:
        assert problem.code in {"reader_crashed", "reader_memory"}
        assert all(re.fullmatch(r"[\w.:]{0,80}", str(shown)) for shown in problem.fields.values())
    except CannotShowPages as why:
        assert why.reason in set(Reason)
    except wire.WireMistake:
        pass
