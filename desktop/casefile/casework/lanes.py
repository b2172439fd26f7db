"""Lanes: threads that each do one kind of work, one thing after the other.

The writer lane holds the one writing connection, the reader lane a reading one; parsing lanes wait on
sandboxed children. What they find is handed to the front end through `deliver`, the one seam.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from enum import IntEnum
from typing import Any, TypeVar

from casefile.domain.errors import ReporterCanFix

T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]
"""Runs a callable where the front end lives: a queued signal in the window, at once elsewhere."""

log = logging.getLogger(__name__)


def at_once(call: Callable[[], None]) -> None:
    """The `deliver` of the command line and the tests."""
    call()


class Turn(IntEnum):
    """Who goes first on a lane: what the reporter does before what works in the background."""

    REPORTER = 0
    BACKGROUND = 1
    LAST = 2


class Lane:
    """A thread with a name, working off what it is given, the reporter's deeds first.

    ``when_quiet`` runs on the lane once nothing has come for ``quiet_seconds`` after some work, and
    again after as long where it says that it could not finish. With
    several ``hands`` as many threads share the work: each takes what comes next as soon as it is free.
    """

    def __init__(
        self,
        name: str,
        when_quiet: Callable[[], bool] | None = None,
        quiet_seconds: float = 1.0,
        hands: int = 1,
    ) -> None:
        self.name = name
        self._waiting: queue.PriorityQueue[tuple[int, int, Future[Any], Callable[[], Any] | None]]
        self._waiting = queue.PriorityQueue()
        self._order = itertools.count()
        self._when_quiet = when_quiet
        self._quiet_seconds = quiet_seconds
        self._open = True
        self._gate = threading.Lock()
        names = [f"casefile {name}"] if hands == 1 else [f"casefile {name} {n}" for n in range(1, hands + 1)]
        self._threads = [threading.Thread(target=self._work, name=each, daemon=True) for each in names]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[[], T], turn: Turn = Turn.REPORTER) -> Future[T]:
        """Queues work; its future holds the result or what it raised. Raises RuntimeError once stopped."""
        future: Future[T] = Future()
        with self._gate:
            if not self._open:
                raise RuntimeError(f"the {self.name} lane has stopped")
            self._waiting.put((turn, next(self._order), future, work))
        return future

    def here(self) -> bool:
        """Whether the caller runs on this lane."""
        return threading.current_thread() in self._threads

    def stop(self, *, drop_waiting: bool = False) -> None:
        """Ends the lane after what it does now and, unless dropped, what waits. Waits for the end."""
        dropped: list[Future[Any]] = []
        with self._gate:
            if self._open:
                self._open = False
                if drop_waiting:
                    dropped = self._take_waiting()
                for _ in self._threads:
                    self._waiting.put((Turn.LAST, next(self._order), Future(), None))
        for future in dropped:  # outside the gate: whoever hears of it may ask this lane again
            future.cancel()
        if not self.here():
            for thread in self._threads:
                thread.join()

    def _take_waiting(self) -> list[Future[Any]]:
        taken: list[Future[Any]] = []
        while True:
            try:
                taken.append(self._waiting.get_nowait()[2])
            except queue.Empty:
                return taken

    def _work(self) -> None:
        worked = False
        while True:
            try:
                timeout = self._quiet_seconds if worked and self._when_quiet else None
                _, _, future, work = self._waiting.get(timeout=timeout)
            except queue.Empty:
                worked = not self._be_quiet()
                continue
            if work is None:
                return
            worked = True
            if future.set_running_or_notify_cancel():
                _run(work, future)

    def _be_quiet(self) -> bool:
        try:
            return self._when_quiet is None or self._when_quiet()
        except Exception as problem:  # the lane's edge: a lane that ended would keep everyone waiting
            log.error("a lane failed when quiet: %s", type(problem).__name__)
            return True


def _run(work: Callable[[], T], future: Future[T]) -> None:
    try:
        result = work()
    except BaseException as problem:  # the lane's edge: whatever it was belongs to whoever asked
        future.set_exception(problem)
    else:
        future.set_result(result)


def deliver_result(
    future: Future[T],
    deliver: Deliver,
    then: Callable[[T], None] | None,
    trouble: Callable[[BaseException], None],
) -> None:
    """Hands a future's result to ``then``, or what it raised to ``trouble``, through ``deliver``.

    A cancelled future is silent: somebody asked for something newer.
    """

    def hand_over(done: Future[T]) -> None:
        try:
            problem = done.exception()
        except CancelledError:
            return
        if problem is not None:
            if not isinstance(problem, ReporterCanFix | Superseded):
                log.error("a lane failed: %s", type(problem).__name__)
            failure = problem
            if not isinstance(failure, Superseded):
                deliver(lambda: trouble(failure))
        elif then is not None:
            result = done.result()
            deliver(lambda: then(result))

    future.add_done_callback(hand_over)


class Superseded(Exception):
    """A question was dropped because a newer one of the same kind came."""
