"""A word in every field a reporter can fill is found nowhere outside the case, also when she is killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.sandbox.client import Nursery
from tests.helpers.canary import CANARY, holds_canary
from tests.helpers.cases import PASSPHRASE, reopened
from tests.helpers.command_line import Terminal, as_process, process_surroundings
from tests.helpers.every_field import HIDDEN, drop, fill

WORDS = (CANARY, HIDDEN, PASSPHRASE)
SPELLINGS = [word.encode(code) for word in WORDS for code in ("utf-8", "utf-16-le", "utf-16-be")]
SHARED_MEMORY = Path("/dev/shm")
_ESCAPED = {word: (word, "\\0".join(word) + "\\0", "\\0".join(("", *word))) for word in WORDS}
"""How strace prints a word in UTF-8 and in UTF-16, low byte first and high byte first."""


def _told(content: bytes) -> list[bytes]:
    return [spelling for spelling in SPELLINGS if spelling in content or spelling.lower() in content]


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _folders_outside() -> list[Path]:
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")
    return [Path(os.environ[name]) for name in (*names, "XDG_RUNTIME_DIR")]


def _assert_said_nowhere(*folders: Path) -> None:
    for path in _files(*folders):
        assert not _told(os.fsencode(path.name)), path
        assert not _told(path.read_bytes()), path


def _environment_and_words_of(process: int) -> bytes:
    place = Path(f"/proc/{process}")
    return (place / "environ").read_bytes() + (place / "cmdline").read_bytes()


def test_killed_with_every_field_filled_nothing_of_it_lies_outside_or_readable_in_the_case(
    tmp_path: Path,
) -> None:
    path = tmp_path / "case" / "a.casefile"
    path.parent.mkdir()
    before = set(_files(SHARED_MEMORY)) if SHARED_MEMORY.is_dir() else set()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.every_field", str(path), str(tmp_path / "drop")],
        env=process_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None and child.stderr is not None
    try:
        said = child.stdout.readline().split()
        assert said[:1] == ["ready"], child.stderr.read()
        nursery = int(said[1])
        assert not _told(_environment_and_words_of(nursery))
        assert not _told((Path(f"/proc/{child.pid}") / "environ").read_bytes())
        _assert_said_nowhere(path.parent, *_folders_outside())  # also the log, its index and the lock
    finally:
        os.kill(child.pid, signal.SIGKILL)
        rest, errors = child.communicate()
    assert not holds_canary(errors) and HIDDEN not in errors and not rest
    _assert_said_nowhere(path.parent, *_folders_outside())
    if SHARED_MEMORY.is_dir():
        _assert_said_nowhere(*(path.parent for path in set(_files(SHARED_MEMORY)) - before))
    with reopened(path) as case:  # and every word is still in it
        assert case.look.items.count() == 5
        assert case.codename == CANARY
        _assert_said_nowhere(path.parent)


def test_a_memo_shows_what_may_be_shown_and_none_of_the_rest(terminal: Terminal, tmp_path: Path) -> None:
    terminal.made()
    with Nursery.start() as files, reopened(terminal.case) as case:
        fill(case, files, drop(tmp_path / "drop"))
    for format_name in ("md", "html"):
        out = tmp_path / f"memo.{format_name}"
        said = terminal("export", "--format", format_name, "--out", out)
        assert said.code == 0, said.err
        content = out.read_text("utf-8")
        assert f"{CANARY} proposition" in content
        assert HIDDEN not in content
        assert HIDDEN not in said.err and CANARY not in said.err
        out.unlink()


needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None
    or subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode != 0,
    reason="strace is not here, or may not trace",
)


@pytest.fixture(scope="module")
def traced_day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    """A whole day at the terminal under strace: new, import, tag, search, export, check, history, passphrase.

    Returns the folder of the case, the folder of what was written on purpose, and strace's lines.
    """
    folder = tmp_path_factory.mktemp("traced")
    case = folder / "case" / "day.casefile"
    out = folder / "out"
    for place in (case.parent, out, folder / "secrets"):
        place.mkdir()
    secret, new_secret = folder / "secrets" / "old", folder / "secrets" / "new"
    secret.write_text(PASSPHRASE)
    new_secret.write_text(f"{PASSPHRASE} anew")
    drop(folder / "drop")
    lines: list[str] = []
    for number, words in enumerate(
        [
            ("new", case, "--title", CANARY, "--write-recovery", folder / "secrets" / "recovery"),
            ("import", case, folder / "drop", "--tag", f"{CANARY}:tag", "--dump", out / "dump.jsonl"),
            ("tag", case, f"{CANARY} later", "I1", "I2"),
            ("search", case, CANARY, "--json"),
            ("items", case, f'tag:"{CANARY}"', "--json"),
            ("text", case, "I1"),
            ("export", case, "--format", "pdf", "--out", out / "memo.pdf"),
            ("export", case, "--format", "docx", "--out", out / "memo.docx"),
            ("history", case, "--undo", "1"),
            ("check", case, "--full"),
            ("passphrase", case, "--new-passphrase-file", new_secret, "--write-recovery",
             folder / "secrets" / "recovery 2"),
        ]
    ):  # fmt: skip
        log = folder / f"{number}.strace"
        traced = "trace=%network,write,pwrite64,writev,pwritev,pwritev2,sendfile,splice,io_uring_setup"
        ended = subprocess.run(
            ["strace", "-f", "-yy", "-s", "2000000", "-e", traced, "-o", str(log),
             *as_process(*words, "--passphrase-file", secret)],
            env=process_surroundings(), capture_output=True, timeout=250,
        )  # fmt: skip
        assert ended.returncode in (0, 3) or words[0] == "export", ended.stderr.decode()
        assert not _told(ended.stderr)
        lines += log.read_text("utf-8", "replace").splitlines()
        log.unlink()
    return case.parent, out, lines


_WRITE = re.compile(r"^\d+ +(write|pwrite64|writev|pwritev2?|send\w*)\(\d+<(.*?)>, ")
_OURS = ("/memfd:", "UNIX", "socket:", "pipe:", "/dev/null")
"""Where words may pass: sealed memory and the channel to a reader, and the command's own output."""


@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_write_of_a_whole_day_says_a_word_of_the_case_but_where_it_was_asked_for(
    traced_day: tuple[Path, Path, list[str]],
) -> None:
    case, out, lines = traced_day
    writes = passed = 0
    for line in lines:
        found = _WRITE.match(line)
        if found is None:
            continue
        writes += 1
        if not any(spelled in line for word in WORDS for spelled in _ESCAPED[word]):
            continue
        passed += 1
        place = found[2]
        assert any(ours in place for ours in _OURS) or place.startswith(str(out)), line[:300]
    assert writes > 500  # the case, its log, the lock: all of it was looked at
    assert passed > 5  # and the word did pass where it may
    assert any(str(case) in line for line in lines)


@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_whole_day_asks_for_no_network(traced_day: tuple[Path, Path, list[str]]) -> None:
    _, _, lines = traced_day
    calls = r"^\d+ +(socket|socketpair|connect|bind|listen|io_uring_setup)\("
    asked = [line for line in lines if re.match(calls, line)]
    assert any("AF_UNIX" in line for line in asked)
    # Each process tries once whether its own refusal holds; nothing else is ever asked.
    tried = [line for line in asked if "AF_UNIX" not in line]
    assert all(re.search(r" socket\(AF_INET, SOCK_DGRAM.* = -1 EACCES", line) for line in tried), tried[:3]
    assert 0 < len(tried) <= len({line.split()[0] for line in lines})
    # The C library asks its own cache who the user is; no other socket is connected.
    assert [line for line in asked if "connect(" in line and "/nscd/socket" not in line] == []


@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_after_the_day_only_what_was_asked_for_lies_there(
    traced_day: tuple[Path, Path, list[str]],
) -> None:
    case, out, _ = traced_day
    assert [path.name for path in case.iterdir()] == ["day.casefile"]
    _assert_said_nowhere(case)
    assert {path.name for path in out.iterdir()} <= {"dump.jsonl", "memo.pdf", "memo.docx"}
    _assert_said_nowhere(*_folders_outside())
