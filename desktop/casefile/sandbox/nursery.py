"""The nursery: a small process with every reader loaded and warm, which forks one child for each file.

Started by exec with an empty environment and one descriptor, before any case is opened, so that no key
and no case was ever in its memory. It has one thread, parses nothing itself, speaks only with the
program, and ends when the program does (end-of-file on its channel); its children end with it.
"""

from __future__ import annotations

import codecs
import contextlib
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
import traceback
from collections.abc import Mapping
from typing import NoReturn

from casefile.domain.limits import Limits
from casefile.importers import Importer
from casefile.sandbox import wire, worker
from casefile.sandbox.confinement import die_with, hide_memory
from casefile.sandbox.no_network import deny_internet

ARGUMENT = "--nursery"
"""The first argument by which a frozen program knows that it is to be the nursery."""

_BOOT = (
    "import json, sys; a = json.loads(sys.argv[1]); sys.path[:] = a['path']\n"
    "from casefile.sandbox.no_network import deny_internet; deny_internet()\n"
    "from casefile.sandbox.nursery import main; main(sys.argv[1])"
)


def command(control: int, importers: str) -> list[str]:
    """The command line of a nursery that speaks over the descriptor ``control``.

    ``importers`` names the package with `all_importers`. The path of modules goes along as it is here
    (a checkout, an installed package), without the current folder; a frozen program starts itself.
    """
    path = [place for place in sys.path if os.path.isabs(place)]  # noqa: PTH117  # strings stay strings
    start = json.dumps({"control": control, "importers": importers, "path": path})
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT, start]
    return [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _BOOT, start]


def main(start: str) -> NoReturn:
    """Be the nursery until the program closes the channel. ``start`` is the last word of `command`."""
    deny_internet()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told = json.loads(start)
    with socket.socket(fileno=told["control"]) as control:
        control.set_inheritable(False)
        _step_back()
        try:
            importers = _warm(told["importers"])
            if (threads := len(os.listdir("/proc/self/task"))) != 1:  # noqa: PTH208  # names are enough
                raise RuntimeError(f"{threads} threads run; a fork needs exactly one")
        except Exception:  # the edge of this process: a library that does not load is told, then the end
            wire.send(control, {"ready": False, "why": traceback.format_exc()[-4000:]})
            os._exit(1)
        wire.send(control, {"ready": True, "importers": sorted(importers)})
        with contextlib.suppress(wire.WireEnded, ConnectionError):
            _Children(control, importers).serve()
    os._exit(0)


def _step_back() -> None:
    """Out of everybody's way: the first to go when memory runs short, and not to be looked into."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123
        score.write("800")
    hide_memory()


def _warm(package: str) -> dict[str, Importer]:
    """Every importer by name, after each has read our own samples: children can load nothing more."""
    importers: dict[str, Importer] = {
        importer.name: importer for importer in importlib.import_module(package).all_importers()
    }
    for importer in importers.values():
        importer.warm()
    import encodings

    for module in pkgutil.iter_modules(encodings.__path__):
        with contextlib.suppress(ImportError, LookupError):  # mbcs and oem are Windows' own
            importlib.import_module(f"encodings.{module.name}")
            codecs.lookup(module.name)
    with contextlib.suppress(OSError):
        ctypes.CDLL("libgcc_s.so.1")  # the C library loads it when a thread ends
    gc.collect()
    gc.freeze()
    with contextlib.suppress(AttributeError):  # glibc's; a fork copies a table entry for each page we hold
        ctypes.CDLL(None).malloc_trim(0)
    return importers


class _Children:
    """Forks children, ends them, and tells how they ended."""

    def __init__(self, control: socket.socket, importers: Mapping[str, Importer]) -> None:
        self._control = control
        self._importers = importers
        self._living: dict[int, int] = {}
        self._leaving: list[int] = []

    def serve(self) -> None:
        """Answer the program until it closes the channel."""
        while True:
            frame = wire.receive(self._control, payload_limit=0, descriptors=2)
            self._sweep()
            number = frame.header["child"]
            assert isinstance(number, int)
            try:
                if frame.header["deed"] == "fork":
                    self._fork(number, frame)
                else:
                    self._end(number, tell=frame.header["deed"] == "end")
            finally:
                for descriptor in frame.descriptors:
                    os.close(descriptor)

    def _fork(self, number: int, frame: wire.Frame) -> None:
        nursery = os.getpid()
        try:
            process = os.fork()
        except OSError as refused:
            wire.send(self._control, {"child": number, "errno": refused.errno or 0})
            return
        if not process:
            self._become_child(nursery, frame)
        self._living[number] = process
        wire.send(self._control, {"child": number})

    def _become_child(self, nursery: int, frame: wire.Frame) -> NoReturn:
        try:
            die_with(nursery)
            channel, source = frame.descriptors
            _close_all_but({channel, source})
            limits = frame.header["limits"]
            assert isinstance(limits, dict)
            kind = str(frame.header["kind"])
            worker.live(
                socket.socket(fileno=channel), source, kind, Limits.from_wire(limits), self._importers
            )
        finally:
            os._exit(1)

    def _end(self, number: int, *, tell: bool) -> None:
        process = self._living.pop(number, None)
        if process is not None:
            os.kill(process, signal.SIGKILL)
            if not tell:
                self._leaving.append(process)
                return
            _, status = os.waitpid(process, 0)
            wire.send(self._control, {"child": number, "ended": os.waitstatus_to_exitcode(status)})
        elif tell:
            wire.send(self._control, {"child": number, "ended": 0})

    def _sweep(self) -> None:
        """Take leave of children that were told to go, without waiting for them."""
        self._leaving = [process for process in self._leaving if os.waitpid(process, os.WNOHANG)[0] == 0]


def _close_all_but(kept: set[int]) -> None:
    """Close every descriptor above the three standard ones, which lead to /dev/null."""
    first = 3
    for descriptor in sorted(kept):
        if first < descriptor:
            os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))
