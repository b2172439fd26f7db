"""A wrong word, a wrong file, a full disk: a sentence and the right exit code, never a traceback."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.noting import NewNote
from casefile.command_line import deeds
from casefile.domain.errors import ReporterCanFix
from casefile.store.case_lock import CaseLock
from tests.helpers.canary import CANARY
from tests.helpers.cases import note, reopened
from tests.helpers.command_line import Terminal, as_process, process_surroundings
from tests.helpers.imports import DeskReading, letters


@pytest.fixture(autouse=True)
def _read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "start_reading_files", DeskReading)


@pytest.mark.parametrize(
    "words",
    [
        (), ("items",), ("import", "CASE"), ("nonsense", "CASE"), ("tag", "CASE", "x"), ("export", "CASE"),
        ("search", "CASE", "x", "--limit", "0"), ("search", "CASE", "x", "--limit", "many"),
        ("search", "CASE", "x", "--limit", "99999999999999999999"), ("history", "CASE", "--undo", "-1"),
        ("export", "CASE", "--format", "odt", "--out", "x"), ("items", "CASE", "a", "b"),
        ("passphrase", "CASE"), ("--recovery-file",), ("new", "CASE", "--recovery-file", "x"),
        ("export", "CASE", "--profile", "lawyer", "--format", "md", "--out", "x"),
    ],
)  # fmt: skip
def test_a_wrong_use_says_two_and_touches_nothing(terminal: Terminal, words: tuple[str, ...]) -> None:
    said = terminal.run(*(terminal.case if word == "CASE" else word for word in words))
    assert said.code == 2
    assert said.err.startswith("usage: casefile")
    assert not terminal.case.exists()


def test_a_file_that_is_no_case_is_said_to_be_none_and_not_touched(terminal: Terminal) -> None:
    for content in (b"", b"short", b"SQLite format 3\0" + bytes(5000), bytes(8192), b"%PDF-1.7\n" * 1000):
        terminal.case.write_bytes(content)
        for words in (("items",), ("check",), ("check", "--full"), ("history",)):
            said = terminal(*words)  # type: ignore[arg-type]
            assert said.code == 1 and said.err
        assert terminal.case.read_bytes() == content
    terminal.case.unlink()
    assert terminal("items").err.startswith("There is no case at that place.")
    assert terminal("check").code == 1
    assert not terminal.case.exists()


def test_a_case_is_never_made_over_a_file(terminal: Terminal) -> None:
    terminal.case.write_text("my notes")
    assert terminal("new").code == 1
    assert terminal.case.read_text() == "my notes"


def test_a_case_open_elsewhere_is_left_alone(terminal: Terminal) -> None:
    terminal.made()
    with CaseLock(terminal.case):
        for words in (("items",), ("check",), ("history", "--undo", 1)):
            said = terminal(*words)  # type: ignore[arg-type]
            assert said.code == 1
            assert said.err.startswith("This case is open in another window.")


def test_items_and_tags_that_are_not_there_are_named(terminal: Terminal) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        note(case, "A letter")
    for words, named in (
        (("text", "I2"), "I2"), (("text", "P1"), "P1"), (("text", "\udcff"), ""), (("tag", "x", "I9"), "I9"),
        (("tag", "gone", "I1", "--remove"), "gone"), (("tag", " : ", "I1"), ""),
        (("tag", "x" * 300, "I1"), ""), (("tag", " : ", "I1", "--remove"), ""),
        (("text", "I99999999999999999999999"), "I9"),
    ):  # fmt: skip
        said = terminal(*words)
        assert said.code == 1 and said.err.count("\n") == 1
        assert named in said.err
    assert terminal("history", "--json").json[0]["label"] == "New note"


def test_a_result_never_falls_on_the_open_case(terminal: Terminal, tmp_path: Path) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        case.do(NewClaim("The clerk paid twice.")).result()
    before = terminal.case.read_bytes()
    (letter,) = letters(tmp_path / "drop", "a.txt")
    link = tmp_path / "link.pdf"
    link.symlink_to(terminal.case)
    log = terminal.case.with_name(terminal.case.name + "-wal")
    for place in (terminal.case, link, log):
        assert terminal("import", letter, "--dump", place).code == 1
        assert terminal("export", "--format", "md", "--out", place).code == 1
    assert terminal.case.read_bytes()[:16] == before[:16]
    assert terminal("check", "--full").code == 0
    assert terminal("items", "--json").json == []


def test_a_result_that_cannot_be_written_is_said(terminal: Terminal, tmp_path: Path) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        case.do(NewClaim("The clerk paid twice.")).result()
    (letter,) = letters(tmp_path / "drop", "a.txt")
    for place in (tmp_path / "no" / "out", tmp_path, Path("/dev/full")):
        said = terminal("import", letter, "--dump", place)
        assert said.code == 1 and CANARY not in said.err
    for place in (tmp_path / "no" / "out.md", tmp_path):
        assert terminal("export", "--format", "md", "--out", place).code == 1
    assert terminal("check").code == 0


def test_strangers_words_do_not_command_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        n = note(case, "Cleared \x1b[2J screen\x07 and\r\nmore")
        case.do(EditItems((n,), "title", "Title \x1b]0;owned\x07 two\u2028lines")).result()
    for words in (("items",), ("search", "screen"), ("history",)):
        said = terminal(*words)
        assert said.code == 0
        assert "\x1b" not in said.out and "\x07" not in said.out
        assert said.out.count("\n") == len(said.out.splitlines())
    assert terminal("items", "--json").json[0]["title"] == "Title \x1b]0;owned\x07 two\u2028lines"


def test_our_own_mistake_is_said_without_a_word_of_the_case(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.made()

    def broken(*_: object) -> None:
        raise KeyError(f"a title: {CANARY}")

    monkeypatch.setattr(deeds.answering, "listed_items", broken)
    said = terminal("items")
    assert said.code == 1
    assert said.err == "Casefile made a mistake and kept your case safe. [Copy details] (KeyError)\n"


def test_a_refusal_on_a_lane_is_the_commands_refusal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    terminal.made()
    letters(tmp_path / "drop", "a.txt")

    def full(*_: object) -> None:
        raise ReporterCanFix("disk_full")

    monkeypatch.setattr("casefile.casework.importing.storing._store_now", full)
    said = terminal("import", tmp_path / "drop")
    assert said.code == 1
    assert "The disk is full." in said.err


def test_a_reader_of_our_output_that_goes_away_is_no_mistake(terminal: Terminal) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        case.do(NewNote("word " * 200_000)).result()
    words = ("text", terminal.case, "--passphrase-file", terminal.passphrase, "I1")
    child = subprocess.Popen(
        as_process(*words), env=process_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None and child.stderr is not None
    assert child.stdout.read(4) == b"word"
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait(60) == 1
    child.stderr.close()


def test_words_put_together_at_random_never_make_a_traceback(terminal: Terminal, tmp_path: Path) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        note(case, "A letter about the harbour")
    luck = random.Random(2_016)
    (letter,) = letters(tmp_path / "drop", "a.txt")
    commands = ["items", "text", "search", "tag", "history", "check", "export", "import"]
    words = [
        "I1", "I0", "-1", "--json", "--limit", "7", "--undo", "1", "--remove", "((((", '"', "tag:", "not not",
        "before:99999", "kind:x or", "é\u202e\x00"[:2], "", " ", "--full", "--format", "md", "--out",
        str(tmp_path / "out.md"), str(letter), "--tag", "a:b", "--", "\udcff", "*" * 300, "(" * 3000,
        "a" * 5000, "from:\"", "--profile", "editor", "*ab*", "NEAR(", "{}", "%s", "I1;DROP TABLE item",
    ]  # fmt: skip
    codes = set()
    for _ in range(120):
        said = terminal(luck.choice(commands), *luck.choices(words, k=luck.randint(0, 4)))
        assert said.code in (0, 1, 2, 3), said
        assert "mistake" not in said.err, said
        codes.add(said.code)
    assert {0, 1, 2} <= codes
    assert terminal("check", "--full").code == 0


def test_the_program_itself_says_its_version_and_its_help() -> None:
    for words, begins in (
        (["--version"], "casefile "),
        (["--help"], "usage: casefile"),
        (["items", "-h"], "usage"),
    ):
        ended = subprocess.run(
            [sys.executable, "-m", "casefile", *words], env=process_surroundings(), capture_output=True,
            text=True, timeout=60,
        )  # fmt: skip
        assert ended.returncode == 0 and ended.stdout.startswith(begins)
