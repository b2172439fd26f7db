"""The wheel holds all of Casefile: installed where nothing of the checkout is seen, it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from casefile import __version__
from tests.helpers.source import ROOT

pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    run = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel alone; the dependencies are seen from the tests' own."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(
        _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    options = ["--no-deps", "--no-index", "--disable-pip-version-check", "--quiet"]
    _run(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel, cwd=folder)
    # A .pth line comes after the environment's own packages, so a Casefile in there is never the one met.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_the_wheel_carries_resources_and_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = {path.relative_to(ROOT / "resources").as_posix() for path in _tracked("resources")}
    assert len(resources) > 20
    assert {f"casefile/resources/{name}" for name in resources} <= names
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE.md"}


def test_the_wheel_carries_every_module_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("casefile/")}
    ours = {path.relative_to(ROOT / "desktop").as_posix() for path in _tracked("desktop/casefile")}
    assert {name for name in names if not name.startswith("casefile/resources/")} == ours


FIND_A_RESOURCE = """
import casefile
from casefile.resource_files import resource
print(casefile.__file__)
print(resource("themes", "tokens.json"))
"""


def test_the_installed_program_starts(installed: Path) -> None:
    assert __version__ in _run(installed / "bin" / "casefile", "--version", cwd=installed)


def test_the_installed_program_finds_its_own_resources(installed: Path) -> None:
    found = _run(installed / "bin" / "python", "-I", "-c", FIND_A_RESOURCE, cwd=installed)
    assert [Path(line).is_relative_to(installed) for line in found.splitlines()] == [True, True]


def _tracked(folder: str) -> list[Path]:
    """The files of the folder that belong to the project, whether or not this is a git checkout."""
    return [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
