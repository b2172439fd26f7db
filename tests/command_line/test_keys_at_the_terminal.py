"""How the terminal gets at a key, and that none is shown, kept beside the case or lost."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
from pathlib import Path

import pytest

from casefile.__main__ import is_command
from casefile.command_line.passphrases import secret_in
from casefile.domain.errors import ReporterCanFix
from tests.helpers.cases import PASSPHRASE
from tests.helpers.command_line import Terminal, as_process, process_surroundings


def _with_recovery(terminal: Terminal) -> Path:
    recovery = terminal.secrets / "recovery.txt"
    assert terminal("new", "--write-recovery", recovery).code == 0
    return recovery


@pytest.mark.parametrize(
    "words",
    [
        ("items", "CASE"), ("items", "CASE", "--json"), ("search", "CASE", "word"), ("check", "CASE"),
        ("history", "CASE"), ("tag", "CASE", "leak"),
    ],
)  # fmt: skip
def test_the_recovery_key_opens_any_command_before_it_or_after_it(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    recovery = _with_recovery(terminal)
    command = [terminal.case if word == "CASE" else word for word in words]
    expected = 2 if words[0] == "tag" else 0  # no item to be tagged: a wrong use, whatever the key
    assert terminal.run(*command, "--recovery-file", recovery).code == expected
    assert terminal.run("--recovery-file", recovery, *command).code == expected
    assert terminal.run(f"--recovery-file={recovery}", *command).code == expected


def test_the_passphrase_file_may_stand_before_the_command_too(terminal: Terminal) -> None:
    assert terminal.run("--passphrase-file", terminal.passphrase, "new", terminal.case).code == 0
    assert terminal.run("--passphrase-file", terminal.passphrase, "items", terminal.case).code == 0


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ([], False), (["x.casefile"], False), (["items", "x"], True), (["--version"], True),
        (["--recovery-file", "f", "items", "x"], True), (["--recovery-file=f", "check", "x"], True),
        (["--passphrase-file", "f"], True), (["--passphrase-file", "items", "x.casefile"], False),
        (["./items"], False),
    ],
)  # fmt: skip
def test_the_window_opens_unless_a_command_was_meant(words: list[str], meant: bool) -> None:
    assert is_command(words) is meant


def test_a_recovery_file_is_never_written_beside_the_case_or_over_a_file(terminal: Terminal) -> None:
    beside = terminal.case.parent / "deep" / "recovery.txt"
    beside.parent.mkdir()
    taken = terminal.secret("taken", "not a key")
    for place in (beside, terminal.case.parent / "recovery.txt", taken, terminal.secrets / "no" / "key"):
        said = terminal("new", "--write-recovery", place)
        assert said.code == 1
        assert not terminal.case.exists()
    terminal.made()
    before = terminal.case.read_bytes()
    for place in (beside, taken, terminal.secrets / "no" / "key"):
        said = terminal("passphrase", "--new-passphrase-file", taken, "--write-recovery", place)
        assert said.code == 1
    assert terminal.case.read_bytes() == before
    assert taken.read_text() == "not a key\n"


def test_without_a_file_for_it_the_recovery_key_is_printed_once(terminal: Terminal) -> None:
    groups = terminal("new").out.split()
    assert len(groups) == 13
    page = terminal.secret("typed", " ".join(groups).lower())
    assert terminal.run("items", terminal.case, "--recovery-file", page).code == 0


def test_a_wrong_passphrase_is_told_and_nothing_is_written(terminal: Terminal) -> None:
    terminal.made()
    before = terminal.case.read_bytes(), terminal.case.stat().st_mtime_ns
    terminal.passphrase = terminal.secret("wrong", "not the passphrase")
    for words in (("items",), ("check",), ("import", terminal.secrets), ("history", "--undo", 1)):
        said = terminal(*words)  # type: ignore[arg-type]
        assert (said.code, said.out) == (1, "")
        assert said.err == "That passphrase does not open this case.\n"
    assert (terminal.case.read_bytes(), terminal.case.stat().st_mtime_ns) == before


def test_a_recovery_key_of_another_case_is_told_as_what_it_is(terminal: Terminal) -> None:
    recovery = _with_recovery(terminal)
    terminal.case = terminal.case.with_name("other.casefile")
    terminal.made()
    for command in ("items", "check"):
        said = terminal.run(command, terminal.case, "--recovery-file", recovery)
        assert said.code == 1
        assert said.err == "That recovery key does not open this case.\n"


def test_a_passphrase_file_is_its_first_line_and_any_letter_may_stand_in_it(tmp_path: Path) -> None:
    page = tmp_path / "page"
    for content, meant in (
        (b"six words\n", "six words"), (b"six words\r\nmore\n", "six words"), (b"six words", "six words"),
        ("\ufeffsix words\n".encode(), "six words"), ("a\u2028b\x85c\x0bd\n".encode(), "a\u2028b\x85c\x0bd"),
        (b"  spaces count  \n", "  spaces count  "),
    ):  # fmt: skip
        page.write_bytes(content)
        assert secret_in(page) == meant
    for content in (b"", b"\n", b"\xff\xfe\xff\n"):
        page.write_bytes(content)
        with pytest.raises(ReporterCanFix, match="passphrase_file_unreadable"):
            secret_in(page)


def test_an_empty_passphrase_makes_no_case(terminal: Terminal) -> None:
    terminal.passphrase = terminal.secret("empty", "")
    assert terminal("new").code == 1
    assert not terminal.case.exists()


def test_the_file_named_by_the_environment_is_used_and_the_one_named_aloud_goes_first(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.made()
    monkeypatch.setenv("CASEFILE_PASSPHRASE_FILE", str(terminal.passphrase))
    assert terminal.run("items", terminal.case).code == 0
    monkeypatch.setenv("CASEFILE_PASSPHRASE_FILE", str(terminal.secret("wrong", "wrong")))
    assert terminal.run("items", terminal.case).code == 1
    assert terminal("items").code == 0


def test_without_a_terminal_nothing_is_asked_and_the_command_says_how(terminal: Terminal) -> None:
    terminal.made()
    ended = subprocess.run(
        as_process("items", terminal.case), env=process_surroundings(), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "--passphrase-file" in ended.stderr and "Traceback" not in ended.stderr


def test_on_a_terminal_the_passphrase_is_asked_for_and_not_shown(terminal: Terminal) -> None:
    terminal.made()
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        as_process("items", terminal.case, "--json"), env=process_surroundings(), stdin=theirs, stdout=theirs,
        stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"Passphrase: " not in shown:
        shown += os.read(ours, 1024)
    os.write(ours, f"{PASSPHRASE}\n".encode())
    with contextlib.suppress(OSError):  # so a terminal says that nobody writes to it any more
        while piece := os.read(ours, 1024):
            shown += piece
    os.close(ours)
    assert child.wait(60) == 0
    assert shown.replace(b"\r", b"").endswith(b"[]\n")
    assert PASSPHRASE.encode() not in shown
