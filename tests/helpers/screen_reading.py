"""The accessibility bus of a test's screen, and a reader on it, spoken to from the tests."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.helpers.screens import Place, Screen

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
ALWAYS_ON = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
"""Without it Qt builds its tree only when the desktop says that somebody reads it."""


def has_pyatspi() -> bool:
    """Whether the system's Python brings Debian's python3-pyatspi."""
    if not Path(SYSTEM_PYTHON).is_file() or not Path(LAUNCHER).is_file():
        return False
    asked = [SYSTEM_PYTHON, "-c", "import importlib.util as u, sys; sys.exit(not u.find_spec('pyatspi'))"]
    return subprocess.run(asked, check=False, timeout=30).returncode == 0


@dataclass(frozen=True)
class Node:
    """One thing of the tree as it is told."""

    role: str
    name: str
    description: str
    states: tuple[str, ...]
    place: Place | None
    depth: int
    words: str | None
    children: int

    @property
    def shown(self) -> bool:
        return "showing" in self.states and "visible" in self.states

    @property
    def middle(self) -> tuple[int, int]:
        assert self.place is not None, self
        return self.place.x + self.place.width // 2, self.place.y + self.place.height // 2


class Reading:
    """What a screen reader does; see `accessible_tree` for the deeds."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tree(self) -> list[Node]:
        return [_node(told) for told in self._ask({"do": "tree"})]

    def find(self, name: str, role: str | None = None) -> Node:
        return _node(self._ask({"do": "find", "name": name, "role": role}))

    def press(self, name: str, role: str | None = None) -> None:
        assert self._ask({"do": "press", "name": name, "role": role}), f"{name} could not be pressed"

    def type(self, name: str, words: str, role: str | None = None) -> None:
        assert self._ask({"do": "type", "name": name, "role": role, "words": words})

    def focus(self, name: str, role: str | None = None) -> None:
        self._ask({"do": "focus", "name": name, "role": role})

    def where(self, name: str, words: str, role: str | None = None) -> tuple[Place, Place]:
        """Where the first and the last letter of words in a text stand on the screen."""
        first, last = self._ask({"do": "where", "name": name, "role": role, "words": words})
        return Place(*first), Place(*last)

    def _ask(self, asked: dict[str, Any]) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the reader of the accessibility tree ended"
        reply = json.loads(line)
        assert "ok" in reply, reply["no"]
        return reply["ok"]


def _node(told: dict[str, Any]) -> Node:
    place = Place(*told["place"]) if told["place"] else None
    return Node(
        told["role"],
        told["name"],
        told["description"],
        tuple(told["states"]),
        place,
        told["depth"],
        told["words"],
        told["children"],
    )


@contextlib.contextmanager
def reading(screen: Screen) -> Iterator[Reading]:
    """A reader on the screen's own accessibility bus. Start the program with `ALWAYS_ON`, after this."""
    screen.start(LAUNCHER, "--launch-immediately")
    script = Path(__file__).with_name("accessible_tree.py")
    process = subprocess.Popen(
        [SYSTEM_PYTHON, str(script)],
        env={name: value for name, value in screen.environment.items() if not name.startswith("PYTHON")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Reading(process)
    finally:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        process.wait(10)
        process.stdout.close()
