"""One reader and the channel to it, on the program's side."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self, TypeVar

from casefile.domain.errors import ReporterCanFix
from casefile.domain.limits import Limits
from casefile.importers import CannotShowPages
from casefile.sandbox import answers, wire
from casefile.sandbox.nursery_process import NurseryProcess

Checked = TypeVar("Checked")


class Child:
    """A child of the nursery, from its fork to its end. As a context it is ended with the block.

    Used by one thread at a time. ``source`` is sealed memory, or None for a child that reads nothing.
    Raises what `NurseryProcess.fork` raises.
    """

    def __init__(
        self, process: NurseryProcess, kind: str, source: int | None, limits: Limits, late: set[str]
    ) -> None:
        if source is not None and not wire.is_sealed(source):
            raise ValueError("strangers' bytes travel in sealed memory only")
        self._process = process
        self._limits = limits
        self._late = late
        self.ended = False
        self._channel, theirs = socket.socketpair()
        try:
            with theirs:
                channel = theirs.fileno()
                self._number = process.fork(kind, limits, channel, channel if source is None else source)
        except BaseException:
            self._channel.close()
            raise
        self._deadline = time.monotonic() + limits.seconds

    def tell(self, header: Mapping[str, object]) -> bool:
        """Send a request; the time allowed for its answer begins. False when the child is gone already.

        `hear` says why.
        """
        self._deadline = time.monotonic() + self._limits.seconds
        try:
            wire.send(self._channel, header, deadline=self._deadline)
        except OSError:
            return False
        return True

    def hear(self, payload_limit: int, check: Callable[[wire.Frame], Checked]) -> Checked:
        """The answer, as ``check`` makes it out. Raises what `check` raises for a failure told properly.

        After any other failure (it took too long, it ended, its answer cannot be) the child is gone, and
        the reporter is told by ReporterCanFix.
        """
        try:
            frame = wire.receive(self._channel, payload_limit=payload_limit, deadline=self._deadline)
            self._late |= answers.late_imports(frame)
            return check(frame)
        except (ReporterCanFix, CannotShowPages):
            raise
        except Exception as odd:  # the edge: whatever a stranger's file made of its reader ends here
            failure = self._give_up(odd)
        raise failure

    def end(self) -> None:
        """Close the channel and end the process, without waiting for it."""
        if not self.ended:
            self.ended = True
            self._channel.close()
            self._process.forget(self._number)

    def _give_up(self, cause: Exception) -> ReporterCanFix:
        if isinstance(cause, TimeoutError):
            self.end()
            return ReporterCanFix("reader_stopped")
        self.ended = True
        self._channel.close()
        code = self._process.end(self._number)
        if isinstance(cause, EOFError | OSError) or code not in (0, -signal.SIGKILL):
            return answers.of_ended(code)
        return ReporterCanFix("reader_crashed", kind=type(cause).__name__, place="")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
