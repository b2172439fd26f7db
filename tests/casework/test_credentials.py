"""Logins: listed by name, their secret fields sealed, in no index, label, step or summary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.casework.commands.contacting import NewContact
from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.credentials import ChangeCredential, NewCredential
from casefile.casework.open_case import OpenCase
from casefile.domain.credentials import SecretFields
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.step_labels import label, said
from casefile.search.parse import parse, with_last_word_unfinished
from casefile.store import finding
from tests.helpers.canary import CANARY
from tests.helpers.cases import case_at
from tests.helpers.open_rows import tables_that_name

LOGIN = SecretFields(user=f"anna {CANARY}", secret=f"hunter2 {CANARY}", place=CANARY, note=CANARY)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[OpenCase]:
    with case_at(tmp_path / "Larkspur.casefile") as held:
        yield held


def test_a_login_is_listed_by_name_and_opened_only_when_asked(case: OpenCase) -> None:
    case.do(NewCredential(case.seal_credential("Court archive", LOGIN))).result()
    (login,) = case.look.credentials.all()
    assert login.name == "Court archive"
    assert case.unseal_credential(login.n) == LOGIN


def test_secret_fields_stand_in_no_row_also_after_a_change(case: OpenCase) -> None:
    case.do(NewCredential(case.seal_credential("Court archive", LOGIN))).result()
    (login,) = case.look.credentials.all()
    changed = case.seal_credential("Court archive", SecretFields(secret=f"new {CANARY}"), login.id)
    case.do(ChangeCredential(login.n, changed)).result()
    case.undo().result()
    assert tables_that_name(case) == set()
    assert case.unseal_credential(login.n) == LOGIN


def test_logins_are_found_by_no_search_and_named_by_no_step(case: OpenCase) -> None:
    change = case.do(NewCredential(case.seal_credential("Court archive", LOGIN))).result()
    assert change is not None
    assert change.deed is not None
    assert "Court" not in label(change.deed) + said(change.deed)
    case.do(NewContact("Archive of the county")).result()
    found = finding.search(case.look, with_last_word_unfinished(parse("archive")))
    assert [group.kind for group in found] == [Kind.CONTACT]


def test_a_login_in_the_trash_is_listed_no_more_and_comes_back(case: OpenCase) -> None:
    case.do(NewCredential(case.seal_credential("Court archive", LOGIN))).result()
    (login,) = case.look.credentials.all()
    case.do(MoveToTrash(Kind.CREDENTIAL, (login.n,))).result()
    assert case.look.credentials.all() == []
    case.undo().result()
    assert [held.n for held in case.look.credentials.all()] == [login.n]


@pytest.mark.parametrize("name", ["", "   "])
def test_a_login_needs_a_name_also_when_it_is_changed(case: OpenCase, name: str) -> None:
    with pytest.raises(ReporterCanFix, match="credential_empty"):
        case.do(NewCredential(case.seal_credential(name, LOGIN)), trouble=lambda _: None).result()
    case.do(NewCredential(case.seal_credential("Court archive", LOGIN))).result()
    (login,) = case.look.credentials.all()
    changed = case.seal_credential(name, LOGIN, login.id)
    with pytest.raises(ReporterCanFix, match="credential_empty"):
        case.do(ChangeCredential(login.n, changed), trouble=lambda _: None).result()


def test_a_login_sealed_for_another_is_refused(case: OpenCase) -> None:
    case.do(NewCredential(case.seal_credential("Court archive", LOGIN))).result()
    (login,) = case.look.credentials.all()
    strange = case.seal_credential("Court archive", LOGIN)  # sealed for an id of its own
    case.do(ChangeCredential(login.n, strange)).result()
    with pytest.raises(ReporterCanFix, match="credential_damaged"):
        case.unseal_credential(login.n)
