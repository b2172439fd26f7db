"""Lanes: threads that each do one kind of work, one thing after the other.

The writer lane holds the one writing connection, the reader lane a reading one; parsing lanes wait on
sandboxed children. What they find is handed to the front end through `deliver`, the one seam.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from casefile.domain.errors import ReporterCanFix

T = TypeVar("T")
P = ParamSpec("P")
Deliver = Callable[[Callable[[], None]], None]
"""Runs a callable where the front end lives: a queued signal in the window, at once elsewhere."""

log = logging.getLogger(__name__)


def at_once(call: Callable[[], None]) -> None:
    """The `deliver` of the command line and the tests."""
    call()


class Lane:
    """One thread with a name, working off what it is given in order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._thread_ids: set[int] = set()
        self._executor = ThreadPoolExecutor(
            max_workers=1,
            thread_name_prefix=f"casefile {name}",
            initializer=lambda: self._thread_ids.add(threading.get_ident()),
        )

    def submit(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queues work; its future holds the result or what it raised. Raises RuntimeError once stopped."""
        return self._executor.submit(work, *args, **kwargs)

    def here(self) -> bool:
        """Whether the caller runs on this lane."""
        return threading.get_ident() in self._thread_ids

    def stop(self, *, drop_waiting: bool = False) -> None:
        """Ends the lane after what it is doing now (and, unless dropped, what waits)."""
        self._executor.shutdown(wait=True, cancel_futures=drop_waiting)


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
            if not isinstance(problem, ReporterCanFix):
                log.error("a lane failed: %s", type(problem).__name__)
            failure = problem
            deliver(lambda: trouble(failure))
        elif then is not None:
            result = done.result()
            deliver(lambda: then(result))

    future.add_done_callback(hand_over)
