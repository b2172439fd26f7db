"""A hostile document that took over its reader: what it can reach, tried out, as root and as anybody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.domain.limits import Limits
from casefile.sandbox import confinement, landlock, no_network, system_calls

DESKTOP = Path(confinement.__file__).parents[2]
NOBODY = 65534
PEOPLE = sorted({os.getuid(), NOBODY if os.getuid() == 0 else os.getuid()})
INTENDED = {"threads"}
pytestmark = pytest.mark.skipif(bool(confinement.obstacle()), reason=f"here: {confinement.obstacle()}")

Verdicts = dict[str, str]


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder outside pytest's own, which only its owner may enter."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def try_out(ground: Path, user: int, layers: str) -> tuple[Verdicts, Verdicts]:
    """The verdicts of the 26 probes and of the further ones, as ``user`` behind ``layers``."""
    if user != os.getuid():
        os.chown(ground, user, user)
    script = Path(__file__).with_name("probes.py")
    done = subprocess.run(
        [sys.executable, "-I", str(script), str(DESKTOP), str(ground), str(user), layers],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found["probes"]) == 26
    further = found["further"] if no_network.machine() == "x86_64" else {}
    broken = {name: words for name, words in (found["probes"] | further).items() if "broken" in words}
    assert not broken
    return found["probes"], further


def allowed(verdicts: Verdicts) -> set[str]:
    return {name for name, words in verdicts.items() if words == "allowed"}


@pytest.mark.parametrize("user", PEOPLE)
def test_unconfined_every_probe_reaches_its_end_so_that_the_probes_prove_something(
    ground: Path, user: int
) -> None:
    probes, further = try_out(ground, user, "none")
    assert allowed(probes) == set(probes)
    assert {name for name, words in further.items() if words == "refused: EPERM"} == set()


@pytest.mark.parametrize("user", PEOPLE)
def test_confined_only_threads_are_left(ground: Path, user: int) -> None:
    probes, further = try_out(ground, user, "all")
    assert allowed(probes) == INTENDED
    assert allowed(further) == set()
    assert (ground / "secret.txt").read_text() == "the source's name"
    assert not (ground / "planted").exists()
    assert list((ground / "own").iterdir()) == [ground / "own" / "link"]


def test_the_list_of_calls_alone_keeps_every_path_and_neighbour_away(ground: Path) -> None:
    probes, further = try_out(ground, os.getuid(), "seccomp")
    assert allowed(probes) == {"threads", "3 GB of memory"}
    assert allowed(further) <= {"grow a file handed over"}


def test_landlock_alone_keeps_every_path_away(ground: Path) -> None:
    probes, _ = try_out(ground, os.getuid(), "landlock")
    paths = {"read a secret", "list /", "/etc/passwd", "/proc/self/environ", "write outside", "exec"}
    paths |= {"write in its own folder", "/dev/shm", "through a link", "through ..", "unlink", "mkfifo"}
    assert not allowed(probes) & paths


def test_limits_alone_keep_bombs_small(ground: Path) -> None:
    probes, further = try_out(ground, os.getuid(), "rlimits")
    assert probes["3 GB of memory"] == "refused: ENOMEM"
    assert probes["400 MB file"] == "refused: EFBIG"
    assert further.get("grow a file handed over", "refused: EFBIG") == "refused: EFBIG"


def in_a_child(lines: str) -> str:
    """What a fresh interpreter prints; `confine`, `Limits` and the modules are imported."""
    beginning = (
        f"import sys; sys.path.insert(0, {str(DESKTOP)!r})\n"
        "import os\n"
        "from casefile.domain.limits import Limits\n"
        "from casefile.sandbox import confinement, landlock, system_calls\n"
        "from casefile.sandbox.confinement import CannotConfine, confine\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", beginning + lines],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout.strip() or f"ended with {done.returncode}: {done.stderr[-300:]}"


def test_the_report_names_the_layers_that_were_applied() -> None:
    seen = in_a_child("print(confine(Limits()), confine)")
    assert seen.startswith(f"Confinement(landlock_abi={landlock.abi()}, seccomp=True, rlimits=True,")


def test_nothing_is_read_where_a_layer_is_missing() -> None:
    for missing in ("landlock.abi = lambda: 0", "confinement.machine = lambda: None"):
        seen = in_a_child(
            f"{missing}\ntry:\n    confine(Limits())\n"
            "except CannotConfine as why:\n    print('refused:', why)"
        )
        assert seen.startswith("refused:"), seen


def test_two_layers_of_three_are_not_called_proved() -> None:
    assert confinement.Confinement(7, True, True).proved
    for short in ((0, True, True), (7, False, True), (7, True, False)):
        assert not confinement.Confinement(*short).proved
    assert not confinement.Confinement(rlimits=True, seatbelt=True).proved


def test_other_systems_are_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement.sys, "platform", "darwin")
    assert confinement.obstacle() == "not Linux"


def test_an_older_kernel_is_asked_only_for_what_it_knows() -> None:
    for version in range(1, landlock.abi() + 1):
        seen = in_a_child(f"landlock.abi = lambda: {version}\nprint(confine(Limits()).landlock_abi)")
        assert seen == str(version)


def test_a_child_whose_parent_is_gone_ends_at_once() -> None:
    assert in_a_child("confinement.die_with(1 if os.getppid() != 1 else 2); print('lives')").startswith(
        "ended with 1"
    )
    assert in_a_child("confinement.die_with(os.getppid()); print('lives')") == "lives"


def test_both_machines_have_a_list_and_it_fits_into_one_filter() -> None:
    for name in ("x86_64", "aarch64"):
        lines = system_calls.program(name)
        assert 60 < len(lines) < 400
        assert all(0 <= yes < 256 and 0 <= no < 256 for _, yes, no, _ in lines)
        assert lines[-1] == (no_network.RETURN, 0, 0, no_network.REFUSE | 1)


def test_the_limits_are_those_of_the_design() -> None:
    seen = in_a_child(
        "import resource as r\nconfine(Limits())\n"
        "print([r.getrlimit(k)[1] for k in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])"
    )
    assert seen == f"[{2 << 30}, {Limits().cpu_seconds + 1}, 0, 0]"
