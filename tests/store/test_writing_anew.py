"""A new passphrase writes the case anew; whenever that is cut short, one whole case stands there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casefile.domain.errors import ReporterCanFix
from casefile.store import writing_anew
from casefile.store.case_file import create, ensure_opens, read_salt
from casefile.store.connection import Database, connect
from casefile.store.copying import take_inventory, tree_findings
from casefile.store.writing_anew import replace_with_new_key

OLD_KEY, NEW_KEY = bytes(range(32)), bytes(range(50, 82))
OLD_SALT, NEW_SALT = b"\x01" + b"o" * 15, b"\x01" + b"n" * 15
NAMES = ["Larkspur.casefile", "Świętokrzyskie 'n%20 ?immutable=1#.casefile"]


@pytest.fixture(params=NAMES)
def case(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / str(request.param)
    create(path, OLD_KEY, OLD_SALT)
    database = connect(path, OLD_KEY, writing=True)
    with database.atomic():
        database.execute("INSERT INTO original VALUES ('ab', 3, '2024-05-01T10:00:00Z')")
        database.execute("INSERT INTO original_chunk (original, seq, bytes) VALUES ('ab', 0, x'616263')")
        database.execute("INSERT INTO window_state VALUES ('width', '900')")
        database.execute("INSERT INTO audit VALUES (1, '2024', 'made', 'case', 'done', x'00', x'0102')")
        database.execute("INSERT INTO search_words (rowid, names, body, also) VALUES (7, 'Ledger', 'b', 'c')")
        database.execute("DELETE FROM case_sheet WHERE name = 'codename'")
    database.close()
    return path


def inventory(path: Path, key: bytes) -> object:
    database = connect(path, key, writing=False)
    try:
        assert tree_findings(database) == []
        return take_inventory(database)
    finally:
        database.close()


def test_everything_is_there_under_the_new_key_and_nothing_opens_under_the_old(case: Path) -> None:
    before = inventory(case, OLD_KEY)
    replace_with_new_key(case, OLD_KEY, NEW_KEY, NEW_SALT)
    assert [path.name for path in case.parent.iterdir()] == [case.name]
    assert read_salt(case) == NEW_SALT
    assert inventory(case, NEW_KEY) == before
    ensure_opens(case, NEW_KEY)
    with pytest.raises(ReporterCanFix, match="wrong_passphrase"):
        ensure_opens(case, OLD_KEY)


def test_search_triggers_and_journal_live_on_in_the_new_file(case: Path) -> None:
    replace_with_new_key(case, OLD_KEY, NEW_KEY, NEW_SALT)
    database = connect(case, NEW_KEY, writing=True)
    assert database.execute("SELECT rowid FROM search_words('ledger')").fetchall() == [(7,)]
    with pytest.raises(Exception, match="append-only"):
        database.execute("DELETE FROM audit")
    assert database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    database.close()


def test_a_copy_that_differs_never_takes_the_place_of_the_case(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tampered(new_path: Path, *rest: object) -> None:
        stored = bytearray(new_path.read_bytes())
        stored[5000] ^= 1
        new_path.write_bytes(stored)
        verify(new_path, *rest)  # type: ignore[arg-type]

    verify = writing_anew.verify_copy
    monkeypatch.setattr(writing_anew, "verify_copy", tampered)
    before = inventory(case, OLD_KEY)
    with pytest.raises(ReporterCanFix, match="copy_differs"):
        replace_with_new_key(case, OLD_KEY, NEW_KEY, NEW_SALT)
    assert [path.name for path in case.parent.iterdir()] == [case.name]
    assert inventory(case, OLD_KEY) == before


def test_what_hangs_on_the_key_is_new_in_the_same_instant(case: Path) -> None:
    seen: list[bytes] = []

    def rewrap(anew: Database) -> None:
        seen.append(case.read_bytes()[:16])
        anew.execute("INSERT INTO sealed_key VALUES ('credentials', x'01')")

    replace_with_new_key(case, OLD_KEY, NEW_KEY, NEW_SALT, also=rewrap)
    assert seen == [OLD_SALT]
    database = connect(case, NEW_KEY, writing=False)
    assert bytes(database["sealed_key"].get("credentials")["body"]) == b"\x01"
    database.close()


def test_when_that_fails_the_case_is_as_it_was(case: Path) -> None:
    def failing(_anew: Database) -> None:
        raise ReporterCanFix("credential_damaged")

    before = inventory(case, OLD_KEY)
    with pytest.raises(ReporterCanFix, match="credential_damaged"):
        replace_with_new_key(case, OLD_KEY, NEW_KEY, NEW_SALT, also=failing)
    assert inventory(case, OLD_KEY) == before
    assert [path.name for path in case.parent.iterdir()] == [case.name]


def test_a_case_that_is_open_is_not_written_anew(case: Path) -> None:
    database = connect(case, OLD_KEY, writing=False)
    with pytest.raises(RuntimeError, match="closed"):
        replace_with_new_key(case, OLD_KEY, NEW_KEY, NEW_SALT)
    database.close()


KILLED = """
import os, signal, sys
from pathlib import Path
path, at = Path(sys.argv[1]), int(sys.argv[2])
from casefile.store import writing_anew, placing, copying, connection
steps = 0
def dying(real):
    def step(*given, **wishes):
        global steps
        steps += 1
        if steps == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **wishes)
    return step
places = [(writing_anew, name) for name in (
    "connect", "checkpoint", "take_inventory", "verify_copy", "sync_file", "sync_folder", "_attach",
    "remove_with_log", "_put_in_place")]
for room, name in [*places, (Path, "replace"), (os, "open"), (os, "fsync")]:
    setattr(room, name, dying(getattr(room, name)))
writing_anew.replace_with_new_key(path, bytes(range(32)), bytes(range(50, 82)), b"\\x01" + b"n" * 15)
print("done", steps)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills as Unix does")
def test_killed_at_every_step_one_whole_case_stands_there(tmp_path: Path) -> None:
    template = tmp_path / "template.casefile"
    create(template, OLD_KEY, OLD_SALT)
    whole = template.read_bytes()
    seen = set()
    for at in range(1, 60):
        folder = tmp_path / str(at)
        folder.mkdir()
        case = folder / "Larkspur.casefile"
        case.write_bytes(whole)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(case), str(at)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        key = OLD_KEY if read_salt(case) == OLD_SALT else NEW_KEY
        ensure_opens(case, key)
        assert [path.name for path in folder.iterdir()] == [case.name]
        inventory(case, key)
        seen.add("old" if key == OLD_KEY else "new")
        if ended.returncode == 0:
            assert ended.stdout.startswith("done")
            break
    else:
        pytest.fail("the writing never came to its end")
    assert at > 15
    assert seen == {"old", "new"}
