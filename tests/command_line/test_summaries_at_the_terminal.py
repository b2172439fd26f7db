"""A summary written at the terminal is checked as in the window, and says what it would have shown."""

from __future__ import annotations

from pathlib import Path

from casefile.casework.commands.claiming import EditClaim
from casefile.casework.sample import protected_passphrase
from tests.helpers.cases import reopened
from tests.helpers.command_line import Terminal
from tests.helpers.guarded_cases import CODENAME, DESCRIPTION, GuardedCase

HARBOUR = "a quiet harbour at low tide"


def test_a_protected_word_stops_a_summary_and_its_place_is_named(terminal: Terminal, tmp_path: Path) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        GuardedCase.make(case)
    out = tmp_path / "memo.md"
    opened = ("--protected-passphrase-file", terminal.secret("protected", HARBOUR))
    assert terminal("export", "--format", "md", "--out", out, *opened).code == 0
    assert DESCRIPTION in out.read_text()
    out.unlink()
    with reopened(terminal.case) as case:
        case.do(EditClaim(1, "proposition", f"{CODENAME} says the board paid.")).result()
    stopped = terminal("export", "--format", "md", "--out", out, *opened)
    assert stopped.code == 1
    assert "codename of a protected source in Key claims, C1" in stopped.err
    assert CODENAME not in stopped.err
    assert not out.exists()


def test_without_protected_sources_the_reporter_is_told_that_names_were_not_looked_for(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        GuardedCase.make(case)
    out = tmp_path / "memo.md"
    said = terminal("export", "--format", "md", "--out", out)
    assert said.code == 0
    assert "Checked without protected sources" in said.err
    assert DESCRIPTION not in out.read_text()


def test_the_sample_case_is_made_at_the_terminal(terminal: Terminal) -> None:
    made = terminal("sample")
    assert (made.code, made.out) == (0, "")
    assert protected_passphrase() in made.err
    assert len(terminal("items", "--json").json) >= 12
    assert terminal("check").code == 0
