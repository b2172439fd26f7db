"""What of the imports is under way, and whether it may go on: the one thing all their lanes share."""

from __future__ import annotations

import threading

from casefile.domain.limits import MAX_FILES_IN_FLIGHT, MAX_IN_FLIGHT_BYTES

OF_THE_DISK = frozenset({"disk_full", "disk_gone"})
"""What hinders every file alike: the imports are held until the reporter has mended it."""


class UnderWay:
    """Counts work and bytes under way, and says stop. Safe to use from every thread."""

    def __init__(self) -> None:
        self._gate = threading.Condition()
        self._works = 0
        self._bytes = 0
        self._files = 0
        self._cancelled: set[int] = set()
        self._paused = False
        self._halted = False
        self._stopping = False

    def begin(self) -> None:
        """One more piece of work that `wait` waits for."""
        with self._gate:
            self._works += 1

    def end(self) -> None:
        """One less."""
        with self._gate:
            self._works -= 1
            self._gate.notify_all()

    def wait(self) -> None:
        """Waits until nothing is under way, or it cannot go on by itself (stopped, or a full disk)."""
        with self._gate:
            self._gate.wait_for(lambda: self._works == 0 or self._stopping or self._halted)

    @property
    def stopping(self) -> bool:
        return self._stopping

    @property
    def paused(self) -> bool:
        return self._paused

    def stop(self) -> None:
        """From now on nothing new begins; whoever waits goes on and finds that out."""
        with self._gate:
            self._stopping = True
            self._gate.notify_all()

    def pause(self, *, halted: bool = False) -> None:
        """Holds the work after what is done now; ``halted`` where it is no wish but a hindrance."""
        with self._gate:
            self._paused = True
            self._halted = halted
            self._gate.notify_all()

    def go_on(self) -> None:
        """Ends a pause."""
        with self._gate:
            self._paused = self._halted = False
            self._gate.notify_all()

    def cancel(self, batch: int) -> None:
        """Nothing more of a batch is begun; what was is let go."""
        with self._gate:
            self._cancelled.add(batch)
            self._gate.notify_all()

    def allow(self, batch: int) -> None:
        """A batch may go on after all (retried, redone)."""
        with self._gate:
            self._cancelled.discard(batch)

    def may_go_on(self, batch: int) -> bool:
        """Whether work on a batch may go on now; waits out a pause."""
        with self._gate:
            self._gate.wait_for(lambda: not self._paused or self._stopping or batch in self._cancelled)
            return not self._stopping and batch not in self._cancelled

    def allows(self, batch: int) -> bool:
        """Whether a batch is neither cancelled nor everything stopping; paused or not."""
        with self._gate:
            return not self._stopping and batch not in self._cancelled

    def has_room(self, size: int) -> bool:
        """Whether one more file of this many bytes may be under way now; a large one travels alone."""
        with self._gate:
            return self._fits(size)

    def make_room(self, size: int) -> None:
        """Waits for room and takes it (without waiting once all is stopping)."""
        with self._gate:
            self._gate.wait_for(lambda: self._fits(size) or self._stopping)
            self._bytes += size
            self._files += 1

    def correct_room(self, difference: int) -> None:
        """A file has more (or fewer) bytes than its folder said."""
        with self._gate:
            self._bytes += difference

    def give_back(self, size: int) -> None:
        """A file is under way no more."""
        with self._gate:
            self._bytes -= size
            self._files -= 1
            self._gate.notify_all()

    def _fits(self, size: int) -> bool:
        if self._files == 0:
            return True
        return self._files < MAX_FILES_IN_FLIGHT and self._bytes + size <= MAX_IN_FLIGHT_BYTES
