"""A test that ends leaves no thread of ours behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

PATIENCE = 3.0
"""Seconds a thread that is already ending may still take."""


def threads_left_of(before: Iterable[threading.Thread]) -> list[threading.Thread]:
    """New threads that still run after `PATIENCE` and are ours, or would keep the process from ending."""
    known = set(before)
    end = time.monotonic() + PATIENCE
    for thread in _new(known):
        if _counts(thread):
            thread.join(max(0.0, end - time.monotonic()))
    return [thread for thread in _new(known) if _counts(thread) and thread.is_alive()]


def _new(known: set[threading.Thread]) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread not in known]


def _counts(thread: threading.Thread) -> bool:
    if isinstance(thread, threading._DummyThread):  # Qt's, seen through a callback
        return False
    return not thread.daemon or thread.name.startswith("casefile")
