"""The case sheet: what the case asks and how it is kept, each change a step that can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.casework import sheet
from casefile.casework.sheet import SetSheet, sheet_of
from casefile.domain.errors import ReporterCanFix
from casefile.domain.step_labels import label, said
from tests.helpers.canary import CANARY
from tests.helpers.cases import case_at, note, reopened


def test_every_field_is_set_taken_back_and_set_again(tmp_path: Path) -> None:
    wanted = {
        sheet.CODENAME: "Heron",
        sheet.QUESTION: f"Who signed for {CANARY}?",
        sheet.MINIMUM_STORY: "Nobody did.",
        sheet.MAXIMUM_STORY: "The treasurer did, for his brother.",
        sheet.STATE: "writing",
        sheet.LEVEL: "critical",
        sheet.LEGAL_HOLD: "on",
        sheet.BACKUPS: str(tmp_path / "stick"),
    }
    assert set(wanted) == set(sheet.EDITABLE)
    path = tmp_path / "a.casefile"
    with case_at(path) as case:
        before = case.answer(sheet_of)
        for name, value in wanted.items():
            change = case.do(SetSheet(name, value)).result()
            assert change is not None and change.deed is not None
            assert change.deed.code == sheet.SHEET_CHANGED
            assert not set(change.deed.fields.values()) & set(wanted.values())
        assert case.answer(sheet_of) == wanted
    with reopened(path) as case:
        while case.undo().result() is not None:
            pass
        assert case.answer(sheet_of) == before
        for _ in wanted:
            assert case.redo().result() is not None
        assert case.answer(sheet_of) == wanted


def test_typing_a_question_is_one_step(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        for words in ("W", "Who", "Who signed?"):
            case.do(SetSheet(sheet.QUESTION, words)).result()
        deed = case.next_undo()
        assert deed is not None
        assert (label(deed), said(deed)) == ("Change of question", "Changed the question of the case")
        case.undo().result()
        assert case.answer(sheet_of)[sheet.QUESTION] == ""


def test_a_codename_stays_and_nothing_unheard_of_is_set(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        with pytest.raises(ReporterCanFix, match="codename_empty"):
            case.do(SetSheet(sheet.CODENAME, "  ")).result()
        with pytest.raises(ReporterCanFix, match="sheet_too_long"):
            case.do(SetSheet(sheet.QUESTION, "x" * (sheet.LONGEST + 1))).result()
        for name, value in (
            ("schema", "9"),
            (sheet.LEVEL, "lax"),
            (sheet.STATE, "won"),
            (sheet.LEGAL_HOLD, "y"),
        ):
            with pytest.raises(ValueError, match=r"cannot be that|no .schema."):
                case.do(SetSheet(name, value)).result()
        assert case.do(SetSheet(sheet.CODENAME, "Larkspur")).result() is None


def test_a_sheet_changed_since_is_not_undone_over_it(tmp_path: Path) -> None:
    with case_at(tmp_path / "a.casefile") as case:
        case.do(SetSheet(sheet.STATE, "writing")).result()
        case.write(lambda store: store.case_sheet.put(sheet.STATE, "killed")).result()
        with pytest.raises(ReporterCanFix, match="undo_stale") as refused:
            case.undo().result()
        assert refused.value.fields == {"ref": "what it changed"}
        note(case, "The case still works.")
