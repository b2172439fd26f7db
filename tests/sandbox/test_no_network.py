"""The first lines of the program: no socket leaves this computer. Each test runs in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.sandbox import no_network

DESKTOP = str(Path(no_network.__file__).parents[2])
pytestmark = pytest.mark.skipif(no_network.machine() is None, reason="the filter is written for Linux only")

ATTEMPTS = """
import socket
def attempt(family, kind):
    try:
        socket.socket(family, kind).close()
    except OSError as refused:
        return refused.strerror
    return "allowed"
def attempts():
    families = {"inet": socket.AF_INET, "inet6": socket.AF_INET6, "netlink": socket.AF_NETLINK,
                "packet": socket.AF_PACKET, "unix": socket.AF_UNIX}
    kinds = {"stream": socket.SOCK_STREAM, "datagram": socket.SOCK_DGRAM, "raw": socket.SOCK_RAW}
    pairs = [(family, kind) for family in families for kind in kinds]
    return {f"{family} {kind}": attempt(families[family], kinds[kind]) for family, kind in pairs}
"""


def run(lines: str, **environment: str) -> dict[str, object]:
    """What a fresh interpreter prints as JSON; ``deny_internet`` and ``attempts`` are at hand."""
    beginning = f"import sys; sys.path.insert(0, {DESKTOP!r})\nimport json\n{ATTEMPTS}\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", beginning + lines],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


IMPORT = "from casefile.sandbox.no_network import deny_internet\n"
REFUSED = "Permission denied"


def test_before_the_first_line_the_computer_would_let_us_out() -> None:
    seen = run("print(json.dumps(attempts()))")
    assert seen["inet stream"] == seen["inet datagram"] == seen["netlink raw"] == "allowed"


def test_after_the_first_line_only_sockets_of_this_computer_are_left() -> None:
    seen = run(IMPORT + "proved = deny_internet()\nprint(json.dumps(attempts() | {'proved': proved}))")
    assert seen.pop("proved") is True
    assert {name for name, verdict in seen.items() if verdict == "allowed"} == {
        "unix stream",
        "unix datagram",
        "unix raw",
    }
    assert {verdict for name, verdict in seen.items() if not name.startswith("unix")} == {REFUSED}


def test_threads_that_were_already_running_are_shut_in_too() -> None:
    seen = run(
        IMPORT
        + """
import threading
start, found = threading.Event(), {}
def work():
    start.wait()
    found.update(attempts())
early = threading.Thread(target=work); early.start()
deny_internet(); start.set(); early.join()
print(json.dumps(found))
"""
    )
    assert seen["inet stream"] == seen["inet6 datagram"] == seen["netlink raw"] == REFUSED
    assert seen["unix stream"] == "allowed"


def test_a_program_opened_from_casefile_cannot_reach_the_internet_either() -> None:
    child = f"{ATTEMPTS}\nimport json; print(json.dumps(attempts()))"
    seen = run(
        IMPORT
        + "import subprocess\ndeny_internet()\n"
        + f"opened = subprocess.run([sys.executable, '-I', '-c', {child!r}], capture_output=True)\n"
        + "print(opened.stdout.decode())"
    )
    assert seen["inet stream"] == REFUSED
    assert seen["unix stream"] == "allowed"


def test_no_ring_makes_sockets_behind_the_filter() -> None:
    seen = run(
        IMPORT
        + """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(256)
def ring():
    ctypes.set_errno(0)
    libc.syscall(ctypes.c_long(425), ctypes.c_ulong(0), room)
    return errno.errorcode[ctypes.get_errno()]
before = ring(); deny_internet(); after = ring()
print(json.dumps({"before": before, "after": after}))
"""
    )
    assert seen["after"] == "ENOSYS"
    assert seen["before"] in {"EINVAL", "ENOSYS", "EPERM"}


def test_calling_it_twice_is_harmless() -> None:
    seen = run(IMPORT + "print(json.dumps({'both': deny_internet() and deny_internet()}))")
    assert seen == {"both": True}


def test_the_first_line_brings_nothing_else_of_ours_in() -> None:
    seen = run(IMPORT + "print(json.dumps({'ours': [m for m in sys.modules if m.startswith('casefile')]}))")
    assert seen["ours"] == ["casefile", "casefile.sandbox", "casefile.sandbox.no_network"]


def test_a_kernel_that_will_not_take_the_filter_is_told_as_not_proved() -> None:
    seen = run(
        IMPORT
        + """
from casefile.sandbox import no_network
def refuse(*a, **k): raise OSError(22, "refused")
no_network.install_filter = refuse
print(json.dumps({"proved": deny_internet(), "inet": attempts()["inet stream"]}))
"""
    )
    assert seen == {"proved": False, "inet": "allowed"}


def test_a_machine_without_a_table_is_told_as_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(no_network.sys, "platform", "darwin")
    assert no_network.machine() is None
    assert no_network.deny_internet() is False


def test_the_window_still_starts() -> None:
    pytest.importorskip("PySide6.QtWidgets")
    seen = run(
        IMPORT
        + """
proved = deny_internet()
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("a case"); label.show(); application.processEvents()
print(json.dumps({"proved": proved, "visible": label.isVisible()}))
""",
        QT_QPA_PLATFORM="offscreen",
    )
    assert seen == {"proved": True, "visible": True}
