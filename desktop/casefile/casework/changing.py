"""Who is told when the case changed."""

from __future__ import annotations

from collections.abc import Callable

from casefile.domain.changes import CaseChanged

Listener = Callable[[CaseChanged], None]


class Changes:
    """A list of listeners; each is called once a change, where the front end lives."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; the returned callable takes it away again (harmless when called twice)."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def publish(self, change: CaseChanged) -> None:
        """Tells everyone."""
        for listener in tuple(self._listeners):
            listener(change)
