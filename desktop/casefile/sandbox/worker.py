"""A reader's whole life: shut in, told what to read, answering, gone.

Runs in a child that the nursery forked, with two descriptors: a channel to the program and the sealed
bytes of one file. Whatever happens here, the process ends in `os._exit`; nothing returns to the nursery.
"""

from __future__ import annotations

import array
import contextlib
import os
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from types import TracebackType
from typing import NoReturn

from casefile.domain.limits import Limits
from casefile.importers import CannotShowPages, Importer, PageSource, Structure
from casefile.importers.parsed_item import Reason
from casefile.sandbox import wire
from casefile.sandbox.confinement import CannotConfine, confine

READ, STRUCTURE, PAGES, TRIAL = "read", "structure", "pages", "trial"
UNCONFINED = 77
"""The exit code of a reader that could not be shut in, and therefore read nothing."""

_NICENESS = {READ: 5, STRUCTURE: 15}
"""The window's thread goes first, then open documents, then imports, then the second look."""
_CPU_SECONDS_OF_PAGES = 3600
"""A document stays open for hours; each of its requests is timed by the program."""

Send = Callable[..., None]


class _NoMoreImports:
    """Stands first among the finders: after confinement nothing can be loaded, and asking is written down."""

    def __init__(self) -> None:
        self.asked_for: list[str] = []

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> None:
        """Always says no."""
        if name not in self.asked_for and len(self.asked_for) < 20:
            self.asked_for.append(name[:200])
        raise ModuleNotFoundError(f"{name} was not loaded before confinement", name=name)


def live(
    channel: socket.socket, source: int, kind: str, limits: Limits, importers: Mapping[str, Importer]
) -> NoReturn:
    """Shut this process in, do one job, and end. Never returns and never raises."""
    ending = 1
    try:
        os.nice(_NICENESS.get(kind, 0))
        late = _NoMoreImports()
        sys.meta_path.insert(0, late)
        confinement = confine(limits, cpu_seconds=_CPU_SECONDS_OF_PAGES if kind == PAGES else None)

        def answer(header: Mapping[str, object], payload: bytes = b"") -> None:
            wire.send(channel, {**header, "late": late.asked_for}, payload)

        if kind == TRIAL:
            answer({"answer": TRIAL, **asdict(confinement)})
        else:
            _do(channel, source, kind, limits, importers, answer)
        ending = 0
    except CannotConfine:
        ending = UNCONFINED
    finally:
        os._exit(ending)


def _do(
    channel: socket.socket,
    source: int,
    kind: str,
    limits: Limits,
    importers: Mapping[str, Importer],
    answer: Send,
) -> None:
    job = wire.receive(channel, payload_limit=0).header
    wish = job["wish"]
    assert isinstance(wish, dict)
    importer = importers[str(job["importer"])]
    stream = wire.stream_of(source)
    with _told_when_it_fails(answer):
        if kind == READ:
            answer({"answer": READ}, wire.encode_json(importer.read(stream, limits, wish).to_wire()))
        elif kind == STRUCTURE:
            read_structure = importer.read_structure
            found = read_structure(stream, limits, wish) if read_structure else Structure(readable=False)
            answer({"answer": STRUCTURE}, wire.encode_json(found.to_wire()))
        else:
            if importer.open_pages is None:
                raise CannotShowPages(Reason.NO_READER)
            pages = importer.open_pages(stream, limits, wish)
            answer({"answer": PAGES, "count": pages.page_count})
            _turn_pages(channel, pages, answer)


def _turn_pages(channel: socket.socket, pages: PageSource, answer: Send) -> None:
    """Answer requests until the program closes the channel."""
    while True:
        try:
            request = wire.receive(channel, payload_limit=0).header
        except wire.WireEnded:
            return
        with _told_when_it_fails(answer):
            index, scale = request["page"], request.get("scale", 1.0)
            assert isinstance(index, int) and isinstance(scale, float)
            _DEEDS[str(request["ask"])](pages, index, scale, answer)


def _size(pages: PageSource, index: int, scale: float, answer: Send) -> None:
    width, height = pages.page_size(index)
    answer({"answer": "size", "width": float(width), "height": float(height)})


def _picture(pages: PageSource, index: int, scale: float, answer: Send) -> None:
    drawn = pages.render(index, scale)
    header = {"answer": "picture", "width": drawn.width, "height": drawn.height, "stride": drawn.stride}
    answer(header, drawn.pixels)


def _characters(pages: PageSource, index: int, scale: float, answer: Send) -> None:
    found = pages.characters(index)
    text = found.text.encode("utf-8")
    boxes = array.array("f", [side for box in found.boxes for side in box])
    answer({"answer": "characters", "text_bytes": len(text)}, text + boxes.tobytes())


_DEEDS: dict[str, Callable[[PageSource, int, float, Send], None]] = {
    "size": _size,
    "picture": _picture,
    "characters": _characters,
}


class _told_when_it_fails(contextlib.AbstractContextManager[None]):
    """Tells the program that the work failed: what kind of failure and where in the code, never the words.

    An exception's message may hold a piece of the document, so it ends here.
    """

    def __init__(self, answer: Send) -> None:
        self._answer = answer

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if failure is None or kind is None:
            return False
        if isinstance(failure, CannotShowPages):
            self._answer({"answer": "cannot_show", "reason": str(failure.reason)})
            return True
        place = ""
        while trace is not None:
            code = trace.tb_frame.f_code
            place = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119  # a string
            trace = trace.tb_next
        self._answer({"answer": "failed", "kind": kind.__name__, "place": place})
        return True
