"""What keeps the source readable: layers, names, sizes."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.helpers.source import DESKTOP, PACKAGE, ROOT, dotted, modules, place

EMPTY_WORDS = frozenset(
    {"data", "info", "infos", "manager", "managers", "helper", "helpers", "util", "utils"}
)
LONGEST_FILE = 400

NAMES_OTHERS_CHOSE = frozenset(
    {
        "handle_data",  # html.parser
        *("data", "setData", "headerData", "setHeaderData", "itemData", "mimeData", "dropMimeData"),
        "createMimeDataFromSelection",
        *("returnData", "dataChanged", "setEditorData", "setModelData"),
    }
)
"""Methods of Qt's and the standard library's classes that ours answer to, and their arguments."""


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)}


def _names_given(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.arg):
            yield node.arg, node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node


def test_imports_run_downward_only() -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-cache",
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(DESKTOP)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_name_says_nothing() -> None:
    empty = [
        f"{place(path, node)} {name}"
        for path, tree in modules()
        for name, node in [(path.stem, tree), (path.parent.name, tree), *_names_given(tree)]
        if _words(name) & EMPTY_WORDS and name not in NAMES_OTHERS_CHOSE
    ]
    assert empty == []


def test_no_file_has_outgrown_a_few_screens() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in DESKTOP.rglob("*.py")}
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [place(path, tree) for path, tree in modules() if tree.body and not ast.get_docstring(tree)] == []


@pytest.mark.parametrize("room", ["domain", "search", "importers", "settings", "resource_files"])
def test_the_lowest_rooms_load_nothing_but_the_standard_library(room: str) -> None:
    """Importers load what parses only inside their deeds: the nursery decides when, not an import."""
    wrong = []
    for path, tree in modules():
        if not dotted(path).startswith(f"casefile.{room}"):
            continue
        for node in _imports_at_load(tree.body):
            names = (
                [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            )
            for name in names:
                top = name.partition(".")[0]
                if (
                    getattr(node, "level", 0) == 0
                    and top != "casefile"
                    and top not in sys.stdlib_module_names
                ):
                    wrong.append(f"{place(path, node)} {name}")
    assert wrong == []


def _imports_at_load(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that run when the module is loaded; those for the type checker alone do not."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _imports_at_load(node.orelse)
        elif isinstance(node, ast.If | ast.Try | ast.With | ast.ClassDef):
            for field in ("body", "orelse", "finalbody"):
                yield from _imports_at_load(getattr(node, field, []))
            for handler in getattr(node, "handlers", []):
                yield from _imports_at_load(handler.body)


IMPORT_ALL_WITHOUT_QT = """
import importlib, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"{name} was asked for", name=name)

sys.meta_path.insert(0, NoQt())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_everything_but_the_window_is_imported_where_there_is_no_qt() -> None:
    names = [dotted(path) for path, _ in modules() if PACKAGE / "gui" not in path.parents]
    assert len(names) > 10
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL_WITHOUT_QT, *names],
        env=os.environ | {"PYTHONPATH": str(DESKTOP)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_no_lock_names_a_place_to_load_from() -> None:
    """Requirements and hashes hold anywhere; an address would tie every reporter to one server."""
    for lock in sorted((ROOT / "packaging").glob("*.lock")):
        text = lock.read_text(encoding="utf-8")
        pins = re.split(r"(?<!\\)\n", text.strip())
        assert len(pins) > 30, lock.name
        for pin in pins:
            name, *hashes = [part.strip() for part in pin.split("\\\n")]
            assert re.fullmatch(r"[a-z0-9.-]+==[0-9a-z.+]+( ; [a-z_A-Z0-9 .'<>=!()]+)?", name), name
            assert hashes, name
            assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", piece) for piece in hashes), name


def test_the_tests_lock_repeats_the_programs() -> None:
    """One environment serves both, so they must never ask for two versions of one thing."""
    program, tests = (
        set(re.findall(r"^\S+==.+?(?= \\$)", (ROOT / "packaging" / name).read_text(), flags=re.MULTILINE))
        for name in ("requirements.lock", "requirements-test.lock")
    )
    assert program <= tests
