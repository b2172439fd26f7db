"""She erases a letter for good: it is gone from the case, and what still holds it elsewhere is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.contacting import NewContact
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.linking import LinkPassage
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tasking import NewTask
from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.erasing import erase, plan_erasure
from casefile.casework.open_case import OpenCase
from casefile.casework.sheet import BACKUPS, LEGAL_HOLD, SetSheet
from casefile.domain.changes import CaseChanged
from casefile.domain.contacts import ContactKind
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import Relation
from casefile.domain.identifiers import Kind
from casefile.domain.step_labels import label
from casefile.search.parse import parse
from casefile.store import finding
from tests.helpers.canary import CANARY, holds_canary
from tests.helpers.cases import case_at, note
from tests.helpers.raw_pages import raw_pages

QUOTE = "The second payment had no contract"


def a_letter(case: OpenCase) -> tuple[int, int]:
    """A note with a passage that supports a claim; returns note and claim."""
    item = note(case, f"{QUOTE}, a clerk wrote.")
    case.do(EditItems((item,), "title", f"Letter {CANARY}")).result()
    case.do(NewPassage(item, 0, len(QUOTE))).result()
    case.do(NewClaim("The council paid without a contract.")).result()
    case.do(LinkPassage(1, Relation.SUPPORTS, passage=1)).result()
    return item, 1


def test_nothing_of_an_erased_letter_is_left_in_the_file_while_the_case_is_open(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    with case_at(path) as case:
        item, _ = a_letter(case)
        kept = note(case, "Another note.")
        case.write(lambda store: store.checkpoint()).result()
        key = bytes(case._key)
        assert any(holds_canary(page) for page in raw_pages(path, key))
        erased = erase(case, Kind.ITEM, (item, kept)).result()
        assert erased.log_emptied
        assert path.with_name(f"{path.name}-wal").stat().st_size == 0
        assert not any(holds_canary(page) for page in raw_pages(path, key))
        assert not any(QUOTE.encode() in page for page in raw_pages(path, key))
        assert case.answer(lambda store: finding.items(store, parse(CANARY).tree)) == []


def test_the_claim_stays_and_counts_one_link_less(tmp_path: Path) -> None:
    told: list[CaseChanged] = []
    with case_at(tmp_path / "a.casefile") as case:
        item, claim = a_letter(case)
        case.changes.subscribe(told.append)
        erase(case, Kind.ITEM, (item,)).result()
        (row,) = case.look.claims.rows([claim])
        assert row.supports == (0, 0)
    (change,) = told
    assert (change.of(Kind.ITEM), change.of(Kind.PASSAGE), change.of(Kind.CLAIM)) == ({item}, {1}, {claim})


def test_she_is_told_how_many_steps_can_no_longer_be_undone(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        case.do(NewTask("Call the clerk")).result()
        item, _ = a_letter(case)
        assert erase(case, Kind.ITEM, (item,)).result().steps == 4
        deed = case.next_undo()
        assert deed is not None and label(deed) == "New claim"
        assert [label(step.deed) for step in case.look.steps.newest()].count("Step of something erased") == 4
        while case.undo().result() is not None:
            pass
        assert case.look.tasks.get(1) is None


def test_the_audit_log_keeps_refs_and_no_words(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        item, _ = a_letter(case)
        erase(case, Kind.ITEM, (item,)).result()
        lines = [line for line in case.look.audit.newest() if line.type == "erasure"]
        assert sorted(line.object for line in lines) == [f"I{item}", "L1", "P1"]
        assert case.look.audit.verify() == []


def test_the_plan_names_what_goes_along_and_where_it_still_stands(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with case_at(tmp_path / "a.casefile") as case:
        case.do(SetSheet(BACKUPS, str(folder))).result()
        item, _ = a_letter(case)
        repeating = case.do(NewClaim(f"“{QUOTE}”, says a clerk.")).result()
        assert repeating is not None
        before = folder / f"a {datetime.now() - timedelta(days=9):%Y-%m-%d %H.%M.%S}.casefile"
        before.write_bytes(b"made before the letter came")
        held = case.back_up(folder)
        plan = case.answer(lambda store: plan_erasure(store, Kind.ITEM, (item,), case.path))
        assert plan.along == {Kind.PASSAGE: 1, Kind.LINK: 1}
        assert [backup.path for backup in plan.backups] == [held]
        assert plan.repeated_in == (f"C{max(repeating.of(Kind.CLAIM))}",)


def test_under_a_legal_hold_nothing_is_erased_trimmed_or_thinned_out(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with case_at(tmp_path / "a.casefile") as case:
        item, _ = a_letter(case)
        case.do(SetSheet(LEGAL_HOLD, "on")).result()
        with pytest.raises(ReporterCanFix, match="legal_hold"):
            erase(case, Kind.ITEM, (item,)).result()
        assert case.look.items.get(item) is not None
        made = datetime.now().replace(microsecond=0)
        for hour in range(6):
            case.back_up(folder, made + timedelta(hours=hour))
        assert len(list(folder.iterdir())) == 6
        case.do(SetSheet(LEGAL_HOLD, "")).result()
        case.back_up(folder, made + timedelta(hours=6))
        assert len(list(folder.iterdir())) == 4
        erase(case, Kind.ITEM, (item,)).result()


def test_what_is_erased_already_is_said_and_nothing_happens(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        item, _ = a_letter(case)
        erase(case, Kind.ITEM, (item,)).result()
        head = case.look.audit.newest(1)
        with pytest.raises(ReporterCanFix, match="erased_already"):
            erase(case, Kind.ITEM, (item,)).result()
        assert case.look.audit.newest(1) == head


def test_from_the_trash_it_is_erased_as_well(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        _, claim = a_letter(case)
        case.do(MoveToTrash(Kind.CLAIM, (claim,))).result()
        erase(case, Kind.CLAIM, (claim,)).result()
        assert case.look.claims.get(claim) is None
        assert case.look.passages.get(1) is not None


def test_what_else_names_an_erased_contact_is_told(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        case.do(NewContact(f"Ida Holm {CANARY}", ContactKind.OFFICE)).result()
        note(case, f"Talked to Ida Holm {CANARY} about the crane.")
        case.do(NewTask(f"Call Ida Holm {CANARY}")).result()
        plan = case.answer(lambda store: plan_erasure(store, Kind.CONTACT, (1,), case.path))
        assert set(plan.repeated_in) == {"I1", "T1"}
        erase(case, Kind.CONTACT, (1,)).result()
        assert case.look.contacts.get(1) is None
