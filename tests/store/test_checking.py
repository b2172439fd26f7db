"""Whatever changed in a case file is found; what is whole is not accused."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from pathlib import Path
from typing import get_args

import pytest

from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import SENTENCES, say
from casefile.store.case_file import create
from casefile.store.checking import Finding, What, check
from casefile.store.connection import connect

KEY, SALT = bytes(range(32)), b"\x01" + b"s" * 15
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of some three hundred pages with originals, records and a search index."""
    path = tmp_path_factory.mktemp("whole") / "Larkspur.casefile"
    create(path, KEY, SALT)
    chance = random.Random(7)
    database = connect(path, KEY, writing=True)
    with database.atomic():
        for number in range(16):
            chunks = [chance.randbytes(50_000), chance.randbytes(9_000)]
            name = hashlib.sha256(b"".join(chunks)).hexdigest()
            database.execute("INSERT INTO original VALUES (?, ?, 'x')", [name, 59_000])
            for seq, chunk in enumerate(chunks):
                database.execute(
                    "INSERT INTO original_chunk (original, seq, bytes) VALUES (?, ?, ?)", [name, seq, chunk]
                )
            database.execute(
                "INSERT INTO search_words (rowid, names, body, also) VALUES (?, 'ledger', ?, '')",
                [number + 1, " ".join(chance.choices(["bank", "dam", "mayor", "river"], k=400))],
            )
    database.close()
    return path


@pytest.fixture
def case(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "Larkspur.casefile"))


def change(case: Path, statement: str, *values: object) -> None:
    database = connect(case, KEY, writing=True)
    database.execute("PRAGMA foreign_keys=OFF")
    database.execute(statement, list(values))
    database.close()


def test_a_whole_case_has_no_findings_closed_or_open(case: Path) -> None:
    assert check(case, KEY, full=True) == []
    writer, reader = connect(case, KEY, writing=True), connect(case, KEY, writing=False)
    writer["window_state"].insert({"name": "width", "value": "900"})
    assert check(case, KEY, full=True) == []
    reader.close()
    writer.close()


@pytest.mark.slow
def test_one_flipped_bit_on_any_page_is_found(whole: Path, tmp_path: Path) -> None:
    stored = whole.read_bytes()
    pages = len(stored) // PAGE
    assert pages >= 280
    chance = random.Random(11)
    case = tmp_path / "Larkspur.casefile"
    for page in range(1, pages + 1):
        damaged = bytearray(stored)
        bit = chance.randrange(16 * 8 if page == 1 else 0, PAGE * 8)
        damaged[(page - 1) * PAGE + bit // 8] ^= 1 << bit % 8
        case.write_bytes(damaged)
        findings = check(case, KEY, full=False)
        assert Finding("page", str(page)) in findings, f"page {page}, bit {bit}"


@pytest.mark.parametrize("page", [1, 2, 3, 22, 77, 200])
def test_a_flipped_bit_is_found_with_its_page(case: Path, page: int) -> None:
    stored = bytearray(case.read_bytes())
    stored[(page - 1) * PAGE + 1234] ^= 8
    case.write_bytes(stored)
    assert Finding("page", str(page)) in check(case, KEY, full=False)


def test_swapped_zeroed_cut_and_added_pages_are_found(case: Path) -> None:
    stored = case.read_bytes()
    swapped = bytearray(stored)
    swapped[5 * PAGE : 6 * PAGE], swapped[6 * PAGE : 7 * PAGE] = (
        stored[6 * PAGE : 7 * PAGE],
        stored[5 * PAGE : 6 * PAGE],
    )
    zeroed = stored[: 9 * PAGE] + bytes(PAGE) + stored[10 * PAGE :]
    cuts = (stored[:-PAGE], stored[:-100], stored[: len(stored) // 2 // PAGE * PAGE])
    for damaged in (bytes(swapped), zeroed, *cuts, stored + os.urandom(PAGE)):
        case.write_bytes(damaged)
        assert check(case, KEY, full=False) != []


def test_an_original_that_lost_its_fingerprint_is_named(case: Path) -> None:
    database = connect(case, KEY, writing=False)
    first, second, third = [row["sha256"] for row in database["original"].rows][:3]
    database.close()
    change(case, "UPDATE original_chunk SET bytes = x'00' WHERE original = ? AND seq = 1", first)
    change(case, "DELETE FROM original_chunk WHERE original = ? AND seq = 0", second)
    change(case, "UPDATE original SET size = size + 1 WHERE sha256 = ?", third)
    assert check(case, KEY, full=False) == []
    told: list[tuple[int, int]] = []
    findings = check(case, KEY, full=True, progress=lambda done, total: told.append((done, total)))
    assert set(findings) == {Finding("original", name) for name in (first, second, third)}
    assert told == [(done, 16) for done in range(1, 17)]


def test_a_reference_to_a_row_that_is_gone_is_named(case: Path) -> None:
    change(case, "INSERT INTO original_chunk (original, seq, bytes) VALUES ('nobody', 0, x'00')")
    assert check(case, KEY, full=True) == [Finding("reference", "original_chunk")]


def test_a_search_index_that_lost_its_entries_is_found(case: Path) -> None:
    change(case, "UPDATE search_words_data SET block = x'00' WHERE id > 100")
    assert Finding("search", "search_words") in check(case, KEY, full=False)


def test_what_stood_in_the_log_after_a_crash_is_no_damage(case: Path, tmp_path: Path) -> None:
    database = connect(case, KEY, writing=True)
    database["window_state"].insert_all({"name": str(n), "value": "x" * 500} for n in range(200))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for path in tmp_path.glob("Larkspur.casefile*"):
        shutil.copy(path, crashed / path.name)
    database.close()
    with (crashed / "Larkspur.casefile-wal").open("ab") as log:
        log.write(os.urandom(1700))  # the torn end of a write the crash cut short
    assert check(crashed / "Larkspur.casefile", KEY, full=True) == []


def test_another_key_is_told_before_anything_is_looked_at(case: Path) -> None:
    with pytest.raises(ReporterCanFix, match="wrong_recovery_key"):
        check(case, bytes(32), full=True, wrong="wrong_recovery_key")


def test_a_file_that_is_no_case_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.casefile").write_text("Liebe Anna")
    with pytest.raises(ReporterCanFix, match="not_a_case"):
        check(tmp_path / "letter.casefile", KEY, full=True)


def test_every_finding_has_a_sentence() -> None:
    for what in get_args(What):
        assert say(ReporterCanFix(Finding(what).code, place="7")).endswith(".")
        assert Finding(what).code in SENTENCES
