"""Guards around every test: its own home, no internet, no thread left, nothing leaked out of a case.

Set up before any test module is imported, so that an import cannot slip past them.
"""

from __future__ import annotations

import gc
import logging
import os
import threading
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers import home, network
from tests.helpers.canary import CANARY, files_with_canary
from tests.helpers.speaking import LeakListener, leaks_on_error_stream
from tests.helpers.threads import threads_left_of

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No example is kept on the disk, and a slow shared computer is not a failure. Without the slow tests
# the examples are few and the same each time.
settings.register_profile(
    "fast",
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "full",
    max_examples=150,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)

_HOME = pytest.StashKey[home.TestsHome]()


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # a lane that collects a closed window's remains ends the process: see `gui.collecting`
    config.stash[_HOME] = home.move_in()
    network.refuse_internet()
    marks = config.getoption("markexpr") or ""
    settings.load_profile("fast" if "not slow" in marks else "full")


def pytest_unconfigure(config: pytest.Config) -> None:
    home.move_out(config.stash[_HOME])


@pytest.fixture
def canary() -> str:
    """A word that may stand in a case and nowhere else; the guards look for it after each test."""
    return CANARY


@pytest.fixture(autouse=True)
def _nothing_left_behind(pytestconfig: pytest.Config) -> Iterator[None]:
    threads = threading.enumerate()
    network.refused.clear()
    listener = LeakListener()
    logging.getLogger().addHandler(listener)
    logging.getLogger("casefile").setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(listener)
        gc.collect(1)
    wrongs = []
    if left := threads_left_of(threads):
        wrongs.append(f"threads still run: {', '.join(thread.name for thread in left)}")
    if network.refused:
        wrongs.append(f"the internet was asked for: {', '.join(network.refused)}")
    if listener.leaks:
        wrongs.append(f"log records speak of what is in a case: {', '.join(listener.leaks)}")
    if leaked := list(files_with_canary(pytestconfig.stash[_HOME].root)):
        wrongs.append(f"files outside the case hold what is in it: {', '.join(map(str, leaked))}")
        for path in leaked:  # so that the tests after this one are not blamed
            path.unlink(missing_ok=True)
    if wrongs:
        pytest.fail("After this test, " + "; ".join(wrongs), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fails a test whose error stream (printed exceptions, Qt's messages) held the canary."""
    report = yield
    if report.when == "teardown" and report.passed and (leaks := leaks_on_error_stream(report.sections)):
        report.outcome = "failed"
        report.longrepr = f"After this test, what is in a case stood in: {', '.join(leaks)}"
    return report
