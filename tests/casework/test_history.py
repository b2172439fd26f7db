"""Every deed is one named step that can be taken back, today or tomorrow."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.casework.commands.claiming import EditClaim, NewClaim
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.linking import ChangeLink, LinkPassage, OriginNamed, RemoveLink
from casefile.casework.commands.marking import MovePassage, NewPassage
from casefile.casework.commands.tagging import (
    AddTags,
    DeleteTag,
    MarkTag,
    MergeTags,
    RenameTag,
    ToggleMarkedTag,
)
from casefile.casework.commands.tasking import NewTask, SetTask
from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.open_case import OpenCase
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind
from casefile.domain.step_labels import label, said
from casefile.domain.tasks import TaskState
from tests.helpers.canary import CANARY
from tests.helpers.cases import case_at, note, reopened

RECORDED = (
    "item", "passage", "tag", "tagging", "claim", "claim_said_in", "origin", "evidence_link", "task",
)  # fmt: skip


def _everything(case: OpenCase) -> dict[str, list[tuple[object, ...]]]:
    """Every recorded row of the case, for comparing before and after."""
    return {
        table: case.look.db.conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
        for table in RECORDED
    }


def _a_days_work(case: OpenCase) -> int:
    """Tags, passages, a claim, links: one step each. Returns how many steps."""
    item = note(case, "The council met on Tuesday and paid twice.")
    deeds = [
        AddTags(Kind.ITEM, (item,), ("theme:money", "leak")),
        NewPassage(item, 4, 11, paths=("leak",)),
        NewPassage(item, 16, 23),
        NewClaim("The council paid twice.", said_in=(1,)),
        LinkPassage(1, Relation.SUPPORTS, passage=2, origin=OriginNamed("Minutes")),
        ChangeLink(1, strength=Strength.STRONG, reason="It says so"),
        MovePassage(2, 16, 30),
        EditItems((item,), "title", f"Minutes {CANARY}"),
        EditClaim(1, "speaker", "the clerk"),
        MarkTag(1, 1),
        ToggleMarkedTag(Kind.PASSAGE, (1, 2), 1),
        RenameTag(2, "topic:money"),
        NewTask("Call the clerk", due="2026-03-09"),
        SetTask(1, state=TaskState.DONE),
        RemoveLink(1),
        MergeTags(2, 3),
        MoveToTrash(Kind.PASSAGE, (1,)),
        DeleteTag(3),
    ]
    for deed in deeds:
        case.do(deed).result()
    return len(deeds) + 1


def test_every_step_is_taken_back_and_made_again_exactly(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        empty = _everything(case)
        done = _a_days_work(case)
        full = _everything(case)
        states = [full]
        undone = 0
        while case.undo().result() is not None:
            undone += 1
            states.append(_everything(case))
        assert undone <= done
        assert _everything(case) == empty
        for earlier in reversed(states[:-1]):
            assert case.redo().result() is not None
            assert _everything(case) == earlier
        assert case.redo().result() is None


def test_yesterdays_steps_can_be_undone_today(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    with case_at(path) as case:
        item = note(case, "Yesterday's words.")
        case.do(AddTags(Kind.ITEM, (item,), ("leak",))).result()
    with reopened(path) as case:
        deed = case.next_undo()
        assert deed is not None
        assert label(deed) == "Tag leak on 1 item"
        case.undo().result()
        assert case.look.tags.on_selection(Kind.ITEM, (item,)) == []


def test_typing_in_one_field_is_one_step(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        item = note(case, "Words.")
        for title in ("M", "Mi", "Minutes"):
            case.do(EditItems((item,), "title", title)).result()
        case.undo().result()
        row = case.look.items.get(item)
        assert row is not None
        assert row.title is None


def test_a_bulk_tag_says_what_really_changed(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        items = tuple(note(case, f"Note {n}.") for n in range(4))
        case.do(AddTags(Kind.ITEM, items[:2], ("leak",))).result()
        change = case.do(AddTags(Kind.ITEM, items, ("leak",))).result()
        assert change is not None
        assert change.deed is not None
        assert said(change.deed) == "Added leak to 2 items (2 already had it)"
        assert change.of(Kind.ITEM) == frozenset(items[2:])


def test_a_deed_that_changes_nothing_is_no_step(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        item = note(case, "Words.")
        case.do(AddTags(Kind.ITEM, (item,), ("leak",))).result()
        assert case.do(AddTags(Kind.ITEM, (item,), ("leak",))).result() is None


def test_a_refused_deed_leaves_the_case_as_it_was(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        item = note(case, "Words.")
        before = _everything(case)
        with pytest.raises(ReporterCanFix) as refusal:
            case.do(NewClaim("A claim.", words=NewPassage(item, 90, 200))).result()
        assert refusal.value.code == "passage_outside"
        assert _everything(case) == before


def test_a_new_deed_ends_what_could_be_made_again(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        item = note(case, "Words.")
        case.do(AddTags(Kind.ITEM, (item,), ("leak",))).result()
        case.undo().result()
        case.do(AddTags(Kind.ITEM, (item,), ("court",))).result()
        assert case.redo().result() is None


def test_linking_the_same_passage_twice_is_told(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        item = note(case, "The council paid twice.")
        case.do(NewClaim("The council paid twice.")).result()
        words = NewPassage(item, 4, 11)
        case.do(LinkPassage(1, Relation.SUPPORTS, words=words)).result()
        with pytest.raises(ReporterCanFix) as same:
            case.do(LinkPassage(1, Relation.SUPPORTS, words=words)).result()
        with pytest.raises(ReporterCanFix) as other:
            case.do(LinkPassage(1, Relation.CONTRADICTS, words=words)).result()
        assert (same.value.code, other.value.code) == ("link_same", "link_conflict")
