"""What a closed window leaves behind is taken away on the window's thread, never on a lane."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from casefile.casework.lanes import Lane
from casefile.gui.collecting import Collector


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector()
    yield made
    made._timer.stop()
    gc.unfreeze()


class Pane(QWidget):
    """A widget in a circle of references, as a lambda that holds its widget makes one."""

    def __init__(self) -> None:
        super().__init__()
        self.again = lambda: self


def test_a_lane_never_takes_a_windows_remains_away(collector: Collector) -> None:
    lane, gone_on = Lane("busy"), list[str]()
    pane = Pane()
    weakref.finalize(pane, lambda: gone_on.append(threading.current_thread().name))
    del pane
    kept = lane.submit(lambda: [[[] for _ in range(100)] for _ in range(2_000)]).result()
    lane.stop()
    assert len(kept) == 2_000
    assert gone_on == []
    collector.look()
    assert gone_on == [threading.main_thread().name]


def test_it_looks_only_when_there_is_something_to_look_at(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    monkeypatch.setattr(gc, "collect", looked.append)
    for counts in ((10, 0, 0), (9_000, 3, 0), (9_000, 30, 0), (9_000, 30, 30)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collector.look()
    assert looked == [0, 1, 2]
