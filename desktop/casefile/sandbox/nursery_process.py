"""The nursery as the program sees it: started, asked for children, started again when it is gone."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import threading
import time
from collections.abc import Sequence

from casefile.domain.errors import ReporterCanFix
from casefile.domain.limits import Limits
from casefile.sandbox import confinement, nursery, wire

_WARM_SECONDS = 60.0
"""Loading every library takes half a second, or many on a computer that is busy with other things."""
_ANSWER_SECONDS = 20.0
"""A fork takes milliseconds; ending a child that filled its memory takes a few hundred."""


class NurseryProcess:
    """One nursery, and a new one when it ends. Safe to use from every thread.

    Starting returns at once; the first child waits until the libraries are warm.
    """

    def __init__(self, importers: str) -> None:
        self._importers = importers
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ready = False
        self._closed = False
        if not confinement.obstacle():
            with self._lock:
                self._launch()

    def process_id(self) -> int:
        """The process id of the nursery that runs now; 0 when none does."""
        return self._process.pid if self._process is not None else 0

    def fork(self, kind: str, limits: Limits, channel: int, source: int) -> int:
        """A new child with these two descriptors; its number.

        Raises ReporterCanFix("reader_unconfined") where readers cannot be shut in, and
        ReporterCanFix("reader_unavailable") where no nursery or no child can be started.
        """
        if confinement.obstacle():
            raise ReporterCanFix("reader_unconfined")
        number = next(self._numbers)
        request = {"deed": "fork", "child": number, "kind": kind, "limits": limits.to_wire()}
        with self._lock:
            if self._closed:
                raise RuntimeError("the nursery is closed")
            try:
                answer = self._ask(request, (channel, source))
            except (OSError, EOFError, wire.WireMistake):
                # It ended, or does not answer: a new one, once. No child of the old one lives.
                self._bury()
                try:
                    self._launch()
                    answer = self._ask(request, (channel, source))
                except (OSError, EOFError, wire.WireMistake) as gone:
                    self._bury()
                    raise ReporterCanFix("reader_unavailable") from gone
        if answer.get("child") != number or "errno" in answer:
            raise ReporterCanFix("reader_unavailable")
        return number

    def end(self, number: int) -> int:
        """End a child if it still lives; how it ended: its exit code, or minus the signal that ended it."""
        with self._lock:
            try:
                ended = self._ask({"deed": "end", "child": number}).get("ended")
            except (OSError, EOFError, wire.WireMistake):
                self._bury()  # an answer that comes late would be taken for the next one
                return 0
        return ended if isinstance(ended, int) else 0

    def forget(self, number: int) -> None:
        """End a child if it still lives, without waiting for it."""
        with self._lock:
            if self._control is None or not self._ready:
                return
            try:
                deadline = time.monotonic() + _ANSWER_SECONDS
                wire.send(self._control, {"deed": "forget", "child": number}, deadline=deadline)
            except OSError:
                self._bury()

    def break_off(self) -> None:
        """End the nursery that runs and with it every child; the next fork starts another."""
        with self._lock:
            self._bury()

    def close(self) -> None:
        """End the nursery and with it every child."""
        with self._lock:
            self._closed = True
            self._bury()

    def _ask(self, request: dict[str, object], descriptors: Sequence[int] = ()) -> dict[str, object]:
        if self._control is None:
            raise BrokenPipeError
        if not self._ready:
            self._wait_until_ready(self._control)
        deadline = time.monotonic() + _ANSWER_SECONDS
        wire.send(self._control, request, descriptors=descriptors, deadline=deadline)
        return wire.receive(self._control, payload_limit=0, deadline=deadline).header

    def _wait_until_ready(self, control: socket.socket) -> None:
        greeting = wire.receive(control, payload_limit=0, deadline=time.monotonic() + _WARM_SECONDS).header
        if greeting.get("ready") is not True:
            raise RuntimeError(f"the nursery could not load its readers:\n{greeting.get('why')}")
        self._ready = True

    def _launch(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = subprocess.Popen(
                    nursery.command(theirs.fileno(), self._importers),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    cwd=os.path.abspath(os.sep),  # noqa: PTH100  # the root, so that no folder is held
                    env={},
                    start_new_session=True,
                )
        except BaseException:
            ours.close()
            raise
        self._control = ours
        self._ready = False

    def _bury(self) -> None:
        """End the nursery, if there is one. It holds nothing that would be lost, and its children follow."""
        control, process = self._control, self._process
        self._control, self._process, self._ready = None, None, False
        if control is not None:
            control.close()
        if process is not None:
            process.kill()
            process.wait()
