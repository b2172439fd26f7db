"""The guards of tests/conftest.py stop what they say they stop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CARELESS_TESTS = """
import logging, os, socket, sys, threading
from pathlib import Path

from tests.helpers import threads

threads.PATIENCE = 0.2


def test_a_thread_runs_on():
    threading.Thread(target=threading.Event().wait, args=(1.5,)).start()


def test_a_daemon_of_ours_runs_on():
    threading.Thread(target=threading.Event().wait, name="casefile reader", daemon=True).start()


def test_an_internet_socket_is_wanted_and_the_refusal_swallowed():
    try:
        socket.socket(socket.AF_INET)
    except RuntimeError:
        pass


def test_a_host_is_looked_up():
    socket.getaddrinfo("localhost", 80)


def test_a_title_is_logged(canary):
    logging.getLogger("casefile.store").debug("opened %s", canary.upper())


def test_an_exception_with_a_title_is_logged(canary):
    try:
        raise ValueError(canary)
    except ValueError:
        logging.getLogger("anything").exception("it went wrong")


def test_a_title_is_printed_to_the_error_stream(canary):
    print("could not read", canary, file=sys.stderr)


def test_a_title_lies_in_the_settings(canary):
    (Path(os.environ["XDG_CONFIG_HOME"]) / "casefile.ini").write_text(f"recent={canary}")


def test_a_title_lies_in_a_temp_file_in_utf16(canary):
    import tempfile
    (Path(tempfile.mkdtemp()) / "clip").write_text(canary, encoding="utf-16")


def test_a_title_names_a_temp_file(canary):
    import tempfile
    (Path(tempfile.gettempdir()) / f"{canary.lower()}.pdf").touch()
"""

CAREFUL_TESTS = """
import logging, os, socket, threading
from pathlib import Path


def test_a_thread_that_ends_is_fine():
    threading.Thread(target=threading.Event().wait, args=(0.2,)).start()


def test_local_sockets_are_fine():
    for end in socket.socketpair():
        end.close()


def test_the_canary_may_stand_in_output_and_beside_the_tests(canary, tmp_path):
    print(canary)
    (tmp_path / f"{canary}.txt").write_text(canary)


def test_home_is_not_the_home_of_whoever_runs_this():
    assert Path.home() == Path(os.environ["HOME"])
    assert "casefile-tests-" in str(Path.home())
"""


def _run_guarded(folder: Path, source: str) -> dict[str, list[str]]:
    """Outcomes by the names of the tests in `source`, run with our conftest in a process of its own."""
    (folder / "test_guarded.py").write_text(source, encoding="utf-8")
    arguments = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-c", os.devnull, "-rA", "--tb=no", "-q"]
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *arguments,
            "--rootdir",
            str(folder),
            str(folder / "test_guarded.py"),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "desktop")])},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    outcomes: dict[str, list[str]] = {}
    for line in run.stdout.splitlines():
        word, _, rest = line.partition(" ")
        if word in ("PASSED", "FAILED", "ERROR") and "::" in rest:
            outcomes.setdefault(rest.split("::")[1].split(" ")[0], []).append(word)
    assert outcomes, run.stdout + run.stderr
    return outcomes


@pytest.mark.skipif(os.name != "posix", reason="homes are moved by XDG's variables")
def test_every_careless_test_is_refused(tmp_path: Path) -> None:
    outcomes = _run_guarded(tmp_path, CARELESS_TESTS)
    assert len(outcomes) == CARELESS_TESTS.count("def test_")
    assert [name for name, words in outcomes.items() if words == ["PASSED"]] == []


@pytest.mark.skipif(os.name != "posix", reason="homes are moved by XDG's variables")
def test_careful_tests_pass_the_guards(tmp_path: Path) -> None:
    outcomes = _run_guarded(tmp_path, CAREFUL_TESTS)
    assert len(outcomes) == CAREFUL_TESTS.count("def test_")
    assert {tuple(words) for words in outcomes.values()} == {("PASSED",)}
