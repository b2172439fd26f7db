"""The real program on a screen of its own: Xvfb, openbox, a session bus, a home, and xdotool's hands.

Nothing of the reporter's own desk is touched: display, bus, home and runtime folder live in one folder
of the test and end with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.helpers.source import DESKTOP

NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
PATIENCE = 30.0
"""Seconds until something that should have come counts as never coming; two slow cores are many."""


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips where a program of the journey is not installed, and says which."""
    absent = [name for name in (*NEEDED, *programs) if not Path(name).is_file() and not shutil.which(name)]
    return pytest.mark.skipif(bool(absent), reason=f"not installed: {', '.join(absent)}")


def until(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Waits until something holds. Fails, naming it, where it never does."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"never came: {what}")
        time.sleep(0.1)


@dataclass(frozen=True)
class Place:
    """Where a window stands on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int


class Screen:
    """One virtual screen; made by `a_screen`, which also ends it."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.width, self.height = width, height
        self._running: list[subprocess.Popen[bytes]] = []
        runtime = folder / "run"
        for place in (self.home, runtime, folder / "temp"):
            place.mkdir(mode=0o700, parents=True)
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self.environment = {
            **kept,
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_DATA_HOME": str(self.home / ".local/share"),
            "TMPDIR": str(folder / "temp"),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(DESKTOP),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
        }

    # -- starting and ending ---------------------------------------------------------------------

    def begin(self) -> None:
        """Starts screen, bus and window manager."""
        reading, writing = os.pipe()
        size = f"{self.width}x{self.height}x24"
        server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
        self._start(server, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as told:
            self.environment["DISPLAY"] = f":{told.readline().strip()}"
        bus = f"unix:path={self.folder / 'bus'}"
        self._start(["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={bus}"])
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        until((self.folder / "bus").exists, "the session bus")
        self._start(["openbox"])
        until(self._is_managed, "the window manager")

    def _is_managed(self) -> bool:
        """Whether a window manager answers; it names no desktop before."""
        return self.hand("get_num_desktops", check=False).isdecimal()

    def end(self) -> None:
        """Ends everything that was started here, the last first."""
        for process in reversed(self._running):
            if process.poll() is None:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)
            if process.poll() is None:
                process.kill()
                process.wait(10)

    def start_program(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Starts Casefile with its window. What it writes lands in ``program.txt`` of the folder."""
        with self.written.open("ab") as written:
            return self._start(
                [sys.executable, "-P", "-m", "casefile", *arguments], written, extra=environment
            )

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """Starts another program on this screen."""
        return self._start(list(command), extra=environment)

    @property
    def written(self) -> Path:
        """Everything the program wrote to its output and error stream."""
        return self.folder / "program.txt"

    def words_written(self) -> str:
        return self.written.read_text("utf-8", "replace") if self.written.exists() else ""

    def command_line(self, *arguments: str) -> str:
        """Runs one of Casefile's commands and returns what it printed."""
        asked = subprocess.run(
            [sys.executable, "-P", "-m", "casefile", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert asked.returncode in (0, 3), asked.stderr
        return asked.stdout

    def _start(
        self,
        command: list[str],
        written: object = subprocess.DEVNULL,
        *,
        pass_fds: tuple[int, ...] = (),
        extra: dict[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            env=self.environment | (extra or {}),
            stdin=subprocess.DEVNULL,
            stdout=written,  # type: ignore[arg-type]
            stderr=written,  # type: ignore[arg-type]
            pass_fds=pass_fds,
            cwd=self.folder,
        )
        self._running.append(process)
        return process

    # -- windows ---------------------------------------------------------------------------------

    def window(self, title: str, seconds: float = PATIENCE) -> str:
        """The visible window whose title matches a pattern, once it is there."""
        found: list[str] = []

        def there() -> bool:
            found[:] = self.hand("search", "--onlyvisible", "--name", title, check=False).split()
            return bool(found)

        until(there, f"a window named {title}", seconds)
        return found[-1]

    def gone(self, title: str) -> None:
        """Waits until no such window is seen any more."""
        until(
            lambda: not self.hand("search", "--onlyvisible", "--name", title, check=False),
            f"the end of the window {title}",
        )

    def title_of(self, window: str) -> str:
        return self.hand("getwindowname", window)

    def place_of(self, window: str) -> Place:
        """Where the window's inside stands on the screen."""
        said = self.hand("getwindowgeometry", "--shell", window)
        found = dict(line.split("=") for line in said.splitlines() if "=" in line)
        return Place(int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"]))

    def activate(self, window: str) -> None:
        """Brings a window to the front; the manager may not say yet that it can."""

        def did() -> bool:
            deed = ["xdotool", "windowactivate", "--sync", window]
            done = subprocess.run(deed, env=self.environment, capture_output=True, timeout=60, check=False)
            return done.returncode == 0

        until(did, "the window in front")

    # -- hands -----------------------------------------------------------------------------------

    def hand(self, *doing: str, check: bool = True) -> str:
        """One deed of xdotool; what it printed."""
        done = subprocess.run(
            ["xdotool", *doing],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0 or not check, f"xdotool {doing[0]}: {done.stderr}"
        return done.stdout.strip()

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, as xdotool names them ("ctrl+l", "Return")."""
        for key in keys:
            self.hand("key", "--clearmodifiers", key)
            time.sleep(0.15)

    def type(self, words: str) -> None:
        self.hand("type", "--delay", "15", words)
        time.sleep(0.1)

    def click(self, x: int, y: int, button: int = 1) -> None:
        self.hand("mousemove", "--sync", str(x), str(y))
        time.sleep(0.1)
        self.hand("click", str(button))
        time.sleep(0.2)

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 12) -> None:
        """Presses, moves in small steps, as a hand does, rests, and lets go."""
        (x, y), (to_x, to_y) = start, end
        self.hand("mousemove", "--sync", str(x), str(y))
        self.hand("mousedown", "1")
        time.sleep(0.25)
        for step in range(1, steps + 1):
            self.hand("mousemove", str(x + (to_x - x) * step // steps), str(y + (to_y - y) * step // steps))
            time.sleep(0.06)
        for wobble in (3, 5, 4):
            self.hand("mousemove", str(to_x + wobble), str(to_y))
            time.sleep(0.2)
        self.hand("mouseup", "1")
        time.sleep(0.3)

    def picture(self, name: str, folder: Path | None = None) -> Path | None:
        """A picture of the whole screen, for looking, where ImageMagick is there."""
        place = (folder or self.folder) / f"{name}.png"
        if not shutil.which("import"):
            return None
        subprocess.run(
            ["import", "-window", "root", str(place)], env=self.environment, check=False, timeout=30
        )
        return place


@contextlib.contextmanager
def a_screen(folder: Path, width: int = 1440, height: int = 900) -> Iterator[Screen]:
    """A screen of its own, ended afterwards with everything that was started on it."""
    screen = Screen(folder, width, height)
    try:
        screen.begin()
        yield screen
        assert "Traceback" not in screen.words_written(), screen.words_written()
    finally:
        if kept := os.environ.get("CASEFILE_LAST_PICTURES"):  # a folder, for who looks for a fault
            screen.picture("last", Path(kept))
            (Path(kept) / "last.txt").write_text(screen.words_written(), "utf-8")
        screen.end()
