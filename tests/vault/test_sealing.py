"""Credentials and second keys open for the case they were sealed for, and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.vault.sealing import (
    OVERHEAD_BYTES,
    Unsealable,
    new_key,
    seal,
    seal_credential,
    unseal,
    unseal_credential,
    unwrap_key,
    wrap_key,
)

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


@given(st.binary(max_size=400), st.binary(max_size=40))
def test_what_was_sealed_opens_and_never_looks_the_same_twice(plain: bytes, about: bytes) -> None:
    one, two = seal(KEY, plain, about), seal(KEY, plain, about)
    assert unseal(KEY, one, about) == unseal(KEY, two, about) == plain
    assert one != two
    assert len(one) == len(plain) + OVERHEAD_BYTES


@given(st.binary(min_size=1, max_size=60), st.data())
def test_one_changed_bit_anywhere_opens_nothing(plain: bytes, choice: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, plain, b"x"))
    bit = choice.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Unsealable):
        unseal(KEY, bytes(sealed), b"x")


@pytest.mark.parametrize("length", range(OVERHEAD_BYTES + 5))
def test_a_cut_text_opens_nothing(length: int) -> None:
    with pytest.raises(Unsealable):
        unseal(KEY, seal(KEY, b"12345", b"x")[:length], b"x")


def test_another_key_or_purpose_opens_nothing() -> None:
    sealed = seal(KEY, b"secret", b"this")
    for key, about in ((OTHER, b"this"), (KEY, b"that")):
        with pytest.raises(Unsealable):
            unseal(key, sealed, about)


def test_a_second_key_is_wrapped_again_under_a_new_passphrase_and_credentials_stay() -> None:
    second = new_key()
    credential = seal_credential(second, "hunter2", "id-1")
    wrapped = wrap_key(KEY, second, "credentials")
    again = wrap_key(OTHER, unwrap_key(KEY, wrapped, "credentials"), "credentials")
    assert unseal_credential(unwrap_key(OTHER, again, "credentials"), credential, "id-1") == "hunter2"
    for case_key, name in ((OTHER, "credentials"), (KEY, "drafts")):
        with pytest.raises(Unsealable):
            unwrap_key(case_key, wrapped, name)


@given(st.text(max_size=300))
def test_any_password_comes_back(secret: str) -> None:
    assert unseal_credential(KEY, seal_credential(KEY, secret, "id-1"), "id-1") == secret


def test_a_password_shows_neither_its_length_nor_opens_for_another_credential() -> None:
    lengths = {len(seal_credential(KEY, "x" * length, "id-1")) for length in range(124)}
    assert len(lengths) == 1
    with pytest.raises(Unsealable):
        unseal_credential(KEY, seal_credential(KEY, "hunter2", "id-1"), "id-2")


def test_new_keys_are_never_the_same() -> None:
    assert len({bytes(new_key()) for _ in range(20)}) == 20
