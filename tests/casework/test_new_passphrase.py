"""A new passphrase opens everything the old one opened, and the old one opens nothing any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefile.casework import checking, credentials, opening
from casefile.casework.lanes import at_once
from casefile.casework.open_case import OpenCase
from casefile.casework.protecting import ProtectedSources
from casefile.domain.credentials import SecretFields
from casefile.domain.errors import ReporterCanFix
from casefile.store import writing_anew
from tests.helpers.cheap_keys import CHEAP_SETS

OLD, NEW = "zehn nackte Frisöre", "elf angezogene Bäcker"
LOGIN = SecretFields(user="anna", secret="hunter2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed case with one login and one protected source."""
    path = tmp_path / "Larkspur.casefile"
    made = opening.new_case(path, OLD, "Larkspur", at_once, sets=CHEAP_SETS)
    made.case.do(credentials.NewCredential(made.case.seal_credential("Leak site", LOGIN))).result()
    sources = ProtectedSources(made.case, CHEAP_SETS)
    sources.set_up("Wendehals")
    sources.new_contact("Specht")
    sources.close()
    made.case.close()
    return path


def opened(path: Path, passphrase: str) -> OpenCase:
    return opening.open_with_passphrase(path, passphrase, at_once, sets=CHEAP_SETS)


def change_passphrase(path: Path) -> tuple[str, ...]:
    key = opening.key_from_passphrase(path, OLD, sets=CHEAP_SETS)
    return opening.new_passphrase(path, key, NEW, sets=CHEAP_SETS)


def test_logins_and_sources_open_after_a_new_passphrase_and_the_old_one_does_not(path: Path) -> None:
    groups = change_passphrase(path)
    case = opened(path, NEW)
    (login,) = case.look.credentials.all()
    assert case.unseal_credential(login.n) == LOGIN
    sources = ProtectedSources(case, CHEAP_SETS)
    sources.open("Wendehals")
    assert [contact.name for contact in sources.contents.contacts] == ["Specht"]
    sources.close()
    case.close()
    with pytest.raises(ReporterCanFix, match="wrong_passphrase"):
        opened(path, OLD)
    opening.open_with_recovery_key(path, " ".join(groups), at_once).close()


def test_a_passphrase_change_that_fails_leaves_the_case_under_the_old_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_anew: Path, _path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing_anew, "_put_in_place", no_room)
    with pytest.raises(ReporterCanFix, match="disk_full"):
        change_passphrase(path)
    case = opened(path, OLD)
    (login,) = case.look.credentials.all()
    assert case.unseal_credential(login.n) == LOGIN
    case.close()
    assert [left.name for left in path.parent.iterdir()] == [path.name]


def test_a_look_over_the_case_says_in_words_what_is_wrong(path: Path) -> None:
    assert checking.check(path, opening.key_from_passphrase(path, OLD, sets=CHEAP_SETS), full=True) == []
    stored = bytearray(path.read_bytes())
    stored[4096 * 7 + 11] ^= 1
    path.write_bytes(stored)
    told = checking.check(path, opening.key_from_passphrase(path, OLD, sets=CHEAP_SETS), full=True)
    assert "Page 8 of the case file has been changed or damaged." in told
    with pytest.raises(ReporterCanFix, match="wrong_passphrase"):
        checking.check(path, bytearray(32))
