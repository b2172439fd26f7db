"""The day of the README, at the terminal: new, import, items, text, search, tag, export, check, history."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from casefile.casework.commands.claiming import NewClaim
from casefile.command_line import deeds
from casefile.importers.pdf_sample import sample_pdf
from tests.helpers.canary import CANARY
from tests.helpers.cases import PASSPHRASE, reopened
from tests.helpers.command_line import Terminal, as_process, process_surroundings
from tests.helpers.imports import DeskReading, desk_again, letters

LETTER = f"The clerk paid twice.\r\nNobody signed: 👁 é {CANARY}\r\n"
PAGE = (
    "<!doctype html><html><head><title>Harbour &amp; Sons</title></head><body><article><h1>Harbour</h1>"
    + "<p>The harbour company denied the second payment in a letter to the council on Tuesday.</p>" * 8
    + "</article></body></html>"
)


@pytest.fixture(autouse=True)
def _read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "start_reading_files", DeskReading)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    (folder / "deep").mkdir(parents=True)
    (folder / "letter.txt").write_bytes(LETTER.encode())
    (folder / "deep" / "minutes.pdf").write_bytes(sample_pdf(title=CANARY))
    (folder / "page.html").write_text(PAGE)
    return folder


def test_a_case_is_made_worked_in_and_closed(terminal: Terminal, drop: Path, tmp_path: Path) -> None:
    recovery = terminal.secrets / "recovery.txt"
    made = terminal("new", "--title", "Larkspur", "--write-recovery", recovery)
    assert (made.code, made.out) == (0, "")
    assert recovery.stat().st_mode & 0o777 == 0o600
    assert terminal("items", "--json").json == []
    assert terminal("items").out == ""
    assert terminal("search", "clerk", "--json").json == []

    imported = terminal("import", drop, "--tag", "leak:first", "--tag", "urgent")
    assert (imported.code, imported.out) == (0, "")
    assert imported.err.splitlines() == ["3 imported, 0 already here, 0 kept unread."]

    items = terminal("items", "--json").json
    assert [list(item) for item in items] == [
        ["id", "ref", "title", "kind", "status", "sha256", "original_name", "tags"]
    ] * 3
    assert [item["original_name"] for item in items] == ["minutes.pdf", "letter.txt", "page.html"]
    assert [item["title"] for item in items] == [CANARY, None, "Harbour & Sons"]
    assert [item["kind"] for item in items] == ["document", "document", "web_page"]
    assert {item["status"] for item in items} == {"ok"}
    assert items[1]["sha256"] == hashlib.sha256(LETTER.encode()).hexdigest()
    assert all(item["tags"] == ["leak:first", "urgent"] for item in items)
    assert len(terminal("items").out.splitlines()) == 3
    assert [item["ref"] for item in terminal("items", "tag:leak kind:web_page", "--json").json] == ["I3"]

    hits = terminal("search", "paid twice", "--json").json
    assert hits == [{"item": "I2", "passage": None, "snippet": hits[0]["snippet"], "offset": 10}]
    assert "paid twice" in hits[0]["snippet"]
    assert len(terminal("search", "harbour", "--limit", 1, "--json").json) == 1

    assert terminal("tag", "money", "I1", items[1]["id"]).code == 0
    assert terminal("tag", "urgent", "I1", "--remove").code == 0
    tags = {item["ref"]: item["tags"] for item in terminal("items", "--json").json}
    assert tags["I1"] == ["leak:first", "money"] and tags["I3"] == ["leak:first", "urgent"]

    steps = terminal("history", "--json").json
    assert [step["label"] for step in steps] == [
        "Untag 1 item", "Tag money on 2 items", "Import of 3 files",
    ]  # fmt: skip
    undone = terminal("history", "--undo", 2)
    assert (undone.code, undone.err) == (0, "")
    assert undone.out.splitlines() == ["Undone: Untag 1 item", "Undone: Tag money on 2 items"]
    assert {tuple(item["tags"]) for item in terminal("items", "--json").json} == {("leak:first", "urgent")}
    assert terminal("history", "--undo", 5).code == 0
    assert terminal("items", "--json").json == []

    assert terminal("check").code == 0
    assert terminal("check", "--full").code == 0
    assert sorted(path.name for path in terminal.case.parent.iterdir()) == ["larkspur.casefile"]


def test_text_prints_the_layer_and_not_one_byte_more(terminal: Terminal, drop: Path) -> None:
    terminal.made()
    assert terminal("import", drop / "letter.txt").code == 0
    words = ("text", terminal.case, "--passphrase-file", terminal.passphrase, "I1")
    ended = subprocess.run(as_process(*words), env=process_surroundings(), capture_output=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, LETTER.encode(), b"")


@pytest.mark.parametrize("format_name", ["pdf", "docx", "html", "md"])
def test_a_memo_is_saved_in_every_format_and_nothing_stands_beside_it(
    terminal: Terminal, format_name: str, tmp_path: Path
) -> None:
    terminal.made()
    with reopened(terminal.case) as case:
        case.do(NewClaim("The clerk paid twice.")).result()
    out = tmp_path / "memo" / f"memo.{format_name}"
    out.parent.mkdir()
    saved = terminal("export", "--profile", "editor", "--format", format_name, "--out", out)
    assert (saved.code, saved.out) == (0, "")
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert out.stat().st_size > 100


def test_the_same_files_again_are_done_and_told_as_already_here(terminal: Terminal, drop: Path) -> None:
    terminal.made()
    assert terminal("import", drop).code == 0
    again = terminal("import", drop / "letter.txt", drop / "page.html")
    assert again.code == 0
    assert again.err.startswith("0 imported, 2 already here, 0 kept unread.")


def test_files_that_cannot_be_read_are_kept_and_the_command_says_three(
    terminal: Terminal, drop: Path
) -> None:
    terminal.made()
    (drop / "odd.xyz").write_bytes(bytes(range(256)))
    (drop / "link.txt").symlink_to(drop / "letter.txt")
    said = terminal("import", drop)
    assert said.code == 3
    assert said.err.splitlines()[0] == "3 imported, 0 already here, 1 kept unread, 1 not taken in."
    assert any("odd.xyz" in line and "kept" in line for line in said.out.splitlines())
    assert "odd.xyz" not in said.err


def test_a_path_that_is_not_there_is_refused_before_anything_is_done(terminal: Terminal, drop: Path) -> None:
    terminal.made()
    said = terminal("import", drop, drop / "gone.txt")
    assert said.code == 1 and "gone.txt" in said.err
    assert terminal("history", "--json").json == []


def test_the_dump_says_of_every_file_what_became_of_it(
    terminal: Terminal, drop: Path, tmp_path: Path
) -> None:
    terminal.made()
    (drop / "empty.txt").touch()
    (drop / "odd.xyz").write_bytes(bytes(range(256)))
    (drop / "copy.txt").write_bytes(LETTER.encode())
    out = tmp_path / "out.jsonl"
    assert terminal("import", drop, "--dump", out).code == 3
    assert out.stat().st_mode & 0o777 == 0o600
    records = {record["file"]: record for record in map(json.loads, out.read_text().splitlines())}
    assert {name: record["status"] for name, record in records.items()} == {
        "copy.txt": "ok", "deep/minutes.pdf": "ok", "empty.txt": "empty", "letter.txt": "duplicate",
        "odd.xyz": "unsupported", "page.html": "ok",
    }  # fmt: skip
    assert records["copy.txt"]["text"] == LETTER
    assert records["deep/minutes.pdf"]["pages"] == 2
    assert records["deep/minutes.pdf"]["title"] == CANARY
    assert records["deep/minutes.pdf"]["attachments"] == []
    assert records["page.html"]["title"] == "Harbour & Sons"
    assert "date" not in records["page.html"]
    assert records["letter.txt"]["sha256"] == records["copy.txt"]["sha256"]
    out.unlink()


def test_a_dump_names_files_by_the_folder_they_were_given_with(
    terminal: Terminal, drop: Path, tmp_path: Path
) -> None:
    terminal.made()
    lying = drop / "deep" / "annual\u202efdp.txt"
    lying.write_text("Other words\n")
    long = drop / ("é" * 60) / ("ü" * 60) / "x.txt"
    long.parent.mkdir(parents=True)
    long.write_text("More words\n")
    out = tmp_path / "out.jsonl"
    assert terminal("import", drop, drop / "letter.txt", "--dump", out).code == 0
    files = [json.loads(line)["file"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(files) == sorted(
        ["letter.txt", "page.html", "deep/minutes.pdf", "letter.txt",
         str(lying.relative_to(drop)), str(long.relative_to(drop))]
    )  # fmt: skip
    out.unlink()


def test_an_import_that_was_killed_goes_on_with_the_next_one(
    terminal: Terminal, drop: Path, tmp_path: Path
) -> None:
    terminal.made()
    with desk_again(terminal.case) as desk:
        desk.importing.pause()
        desk.importing.start([drop]).result(20)
    (other,) = letters(tmp_path / "other", "b.txt")
    said = terminal("import", other)
    assert said.code == 0
    assert len(terminal("items", "--json").json) == 4


def test_a_new_passphrase_opens_the_case_and_the_old_one_nothing(terminal: Terminal) -> None:
    terminal.made()
    new = terminal.secret("new", "another six words to be remembered")
    recovery = terminal.secrets / "new-recovery.txt"
    changed = terminal("passphrase", "--new-passphrase-file", new, "--write-recovery", recovery)
    assert (changed.code, changed.out) == (0, "")
    assert recovery.stat().st_mode & 0o777 == 0o600
    assert terminal("items").code == 1
    terminal.passphrase = new
    assert terminal("items").code == 0
    assert terminal.run("items", terminal.case, "--recovery-file", recovery).code == 0
    assert PASSPHRASE not in changed.err
