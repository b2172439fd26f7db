"""The program's own source, as the tests of its shape read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DESKTOP = ROOT / "desktop"
PACKAGE = DESKTOP / "casefile"


def modules(room: str = "") -> Iterator[tuple[Path, ast.Module]]:
    """Every module below the room (a folder of the package; all of it when empty), parsed."""
    for path in sorted((PACKAGE / room).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST) -> str:
    """Where the node stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def dotted(path: Path) -> str:
    """The name under which the module is imported."""
    parts = path.relative_to(DESKTOP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
