"""A reader of the accessibility tree, as a screen reader sees a running Casefile.

Run by the system's own Python, which has pyatspi; it answers one JSON line on each it is asked:

    {"do": "tree"}                              every node: role, name, states, place, depth, words
    {"do": "press", "name": …, "role": …}       the first such thing that can be pressed
    {"do": "type", "name": …, "words": …}       into the first such field
    {"do": "focus", "name": …, "role": …}       gives it the keyboard
    {"do": "where", "name": …, "words": …}      places of the first and the last letter of words in a text

A name is matched whole; one that ends in "*" by its beginning. Answers: {"ok": …} or {"no": "why"}.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi

PATIENCE = 20.0
DEEPEST = 60


def everything(node: Any, depth: int = 0) -> Iterator[tuple[Any, int]]:
    if node is None or depth > DEEPEST:
        return
    yield node, depth
    # Lists of tens of thousands of rows tell their number, and are not walked to their end.
    for index in range(min(node.childCount, 400)):
        try:
            child = node.getChildAtIndex(index)
        except Exception:  # another program's edge: what was there a moment ago may be gone
            continue
        yield from everything(child, depth + 1)


def program() -> Any:
    """The Casefile that is on the bus now; after a lock another one is."""
    for app in reversed(list(pyatspi.Registry.getDesktop(0))):
        if app is not None and "casefile" in (app.name or "").lower() and app.childCount:
            return app
    raise LookupError("no Casefile on the bus")


def shown(node: Any) -> bool:
    states = node.getState()
    return bool(states.contains(pyatspi.STATE_SHOWING) and states.contains(pyatspi.STATE_VISIBLE))


def fits(node: Any, wanted: dict[str, Any]) -> bool:
    name = wanted["name"]
    said = node.name or ""
    named = said.startswith(name[:-1]) if name.endswith("*") else said == name
    role = wanted.get("role")
    return named and (role is None or node.getRoleName() == role)


def found(wanted: dict[str, Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            for node, _ in everything(program()):
                if fits(node, wanted) and shown(node):
                    return node
        except Exception:  # another program's edge: it may be between two lives
            pass
        if time.monotonic() > end:
            raise LookupError(f"nothing shown is named {wanted['name']!r}")
        time.sleep(0.2)


def place_of(node: Any) -> list[int]:
    try:
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    except NotImplementedError:
        return []
    return [box.x, box.y, box.width, box.height]


def words_of(node: Any) -> str | None:
    try:
        text = node.queryText()
    except NotImplementedError:
        return None
    return str(text.getText(0, min(text.characterCount, 100_000)))


def where(node: Any, words: str) -> list[list[int]]:
    text = node.queryText()
    start = text.getText(0, text.characterCount).find(words)
    if start < 0:
        raise LookupError(f"the text does not hold {words!r}")
    ends = (start, start + len(words) - 1)
    return [list(text.getCharacterExtents(at, pyatspi.DESKTOP_COORDS)) for at in ends]


def told(node: Any, depth: int = 0) -> dict[str, Any]:
    states = [pyatspi.stateToString(state) for state in node.getState().getStates()]
    return {
        "role": node.getRoleName(),
        "name": node.name or "",
        "description": node.description or "",
        "states": states,
        "place": place_of(node),
        "depth": depth,
        "words": words_of(node),
        "children": node.childCount,
    }


def answer(asked: dict[str, Any]) -> Any:
    doing = asked["do"]
    if doing == "tree":
        every = []
        for node, depth in everything(program()):
            try:
                every.append(told(node, depth))
            except Exception:  # another program's edge: gone while it was being read
                continue
        return every
    node = found(asked)
    if doing == "find":
        return told(node)
    if doing == "press":
        action = node.queryAction()
        names = [action.getName(index).lower() for index in range(action.nActions)]
        wanted = next((names.index(name) for name in ("press", "toggle", "showmenu") if name in names), 0)
        return action.doAction(wanted)
    if doing == "focus":
        return node.queryComponent().grabFocus()
    if doing == "where":
        return where(node, asked["words"])
    if doing == "type":
        node.queryComponent().grabFocus()
        return node.queryEditableText().setTextContents(asked["words"])
    raise LookupError(doing)


def main() -> None:
    for line in sys.stdin:
        try:
            reply = {"ok": answer(json.loads(line))}
        except Exception as problem:  # told to whoever asked
            reply = {"no": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(reply), flush=True)


main()
