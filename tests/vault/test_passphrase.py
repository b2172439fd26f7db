"""A passphrase gives the same key on every computer, and nothing gives it without the work."""

from __future__ import annotations

import pytest

from casefile.domain.errors import ReporterCanFix
from casefile.vault.passphrase import PARAMETER_SETS, TESTS_SET, derive, new_salt
from tests.helpers.cheap_keys import CHEAP_SETS

REFERENCE = "a53ffbd4b11727cc8c27eec14f237d65508bd3f75d1e72edc8bec25f42a1bc8c"
"""By the reference implementation's own program (Debian's argon2 0~20171227), of "correct horse":
``argon2 "$(printf '\\x01casefile test 1')" -id -t 3 -m 18 -p 4 -l 32 -r``"""

SALT = bytes([TESTS_SET]) + bytes(range(15))


def test_the_key_is_what_argon2id_gives_with_the_first_set() -> None:
    salt = b"\x01" + b"casefile test 1"
    assert PARAMETER_SETS[1].memory_kib == 2**18
    assert derive("correct horse", salt).hex() == REFERENCE


def test_the_same_letters_typed_differently_give_the_same_key() -> None:
    composed, decomposed = "Zo\u00eb Caf\u00e9 \u00c5", "Zoe\u0308 Cafe\u0301 A\u030a"
    assert composed != decomposed
    assert derive(composed, SALT, CHEAP_SETS) == derive(decomposed, SALT, CHEAP_SETS)


@pytest.mark.parametrize("other", ["passphrase ", "Passphrase", "passphras", "", "passphrase\0"])
def test_another_passphrase_gives_another_key(other: str) -> None:
    assert derive(other, SALT, CHEAP_SETS) != derive("passphrase", SALT, CHEAP_SETS)


def test_another_salt_gives_another_key() -> None:
    one, two = new_salt(CHEAP_SETS), new_salt(CHEAP_SETS)
    assert one != two
    assert derive("passphrase", one, CHEAP_SETS) != derive("passphrase", two, CHEAP_SETS)


def test_a_new_salt_names_the_strongest_set() -> None:
    assert new_salt()[0] == max(PARAMETER_SETS)
    assert len(new_salt()) == 16


def test_a_case_of_a_newer_casefile_is_said_before_any_work() -> None:
    with pytest.raises(ReporterCanFix, match="case_newer"):
        derive("passphrase", b"\x02" + bytes(15))


def test_the_program_refuses_a_file_that_carries_the_tests_set() -> None:
    assert TESTS_SET not in PARAMETER_SETS
    with pytest.raises(ReporterCanFix, match="not_a_case"):
        derive("passphrase", SALT)


def test_a_lone_half_of_a_letter_is_a_passphrase_like_any_other() -> None:
    assert len(derive("\ud83d", SALT, CHEAP_SETS)) == 32


def test_a_salt_of_another_size_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        derive("passphrase", bytes(15))
