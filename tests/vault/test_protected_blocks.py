"""Protected sources: unreadable and uncounted without their own passphrase, whole with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.errors import ReporterCanFix
from casefile.vault import recovery_key
from casefile.vault.protected_blocks import (
    BLOCK_BYTES,
    FIRST_BLOCKS,
    HEAD_BYTES,
    ProtectedBlocks,
    create,
    new_filler,
    open_with_key,
    open_with_passphrase,
    seal_payload,
)
from tests.helpers.cheap_keys import CHEAP_SETS

KEY = bytes(range(32))
ROOM = BLOCK_BYTES - 28


def code_of(passphrase: str, sealed: ProtectedBlocks) -> str:
    with pytest.raises(ReporterCanFix) as told:
        open_with_passphrase(passphrase, sealed, CHEAP_SETS)
    return told.value.code


def changed(sealed: ProtectedBlocks, blocks: list[bytes]) -> ProtectedBlocks:
    return ProtectedBlocks(sealed.head, tuple(blocks))


@given(st.binary(max_size=20_000))
def test_what_she_sealed_she_opens(payload: bytes) -> None:
    sealed, key = create("Wendehals", payload, sets=CHEAP_SETS)
    opened_key, opened = open_with_passphrase("Wendehals", sealed, CHEAP_SETS)
    assert (opened_key, opened) == (key, payload)


def test_a_used_store_has_the_shape_of_an_unused_one() -> None:
    filler = new_filler(sets=CHEAP_SETS)
    empty, _ = create("one", b"", sets=CHEAP_SETS)
    full, _ = create("two", b"x" * (FIRST_BLOCKS * ROOM - 8), sets=CHEAP_SETS)
    for sealed in (filler, empty, full):
        assert len(sealed.head) == HEAD_BYTES
        assert sealed.head[0] == max(CHEAP_SETS)
        assert [len(block) for block in sealed.blocks] == [BLOCK_BYTES] * FIRST_BLOCKS


def test_no_byte_of_a_used_store_is_more_frequent_than_in_filler() -> None:
    # 65,536 bytes, 256 values: chi-square has a mean of 255 and a deviation of 22.6. Zeros, a counter
    # or a plain length field would send it far beyond 255 + 8 · 22.6.
    for sealed in (new_filler(sets=CHEAP_SETS), create("one", bytes(30_000), sets=CHEAP_SETS)[0]):
        joined = b"".join(sealed.blocks)
        expected = len(joined) / 256
        chi_square = sum((joined.count(value) - expected) ** 2 / expected for value in range(256))
        assert chi_square < 436
        assert len(set(sealed.blocks)) == len(sealed.blocks)


def test_a_wrong_passphrase_and_no_store_at_all_are_told_in_the_same_words() -> None:
    sealed, _ = create("Wendehals", b"x", sets=CHEAP_SETS)
    told = {code_of("Zaunkönig", sealed), code_of("Wendehals", new_filler(sets=CHEAP_SETS))}
    assert told == {"wrong_protected_passphrase"}


def test_the_number_of_blocks_doubles_and_never_shrinks() -> None:
    assert len(seal_payload(KEY, b"x" * (16 * ROOM - 8))) == 16
    assert len(seal_payload(KEY, b"x" * (16 * ROOM - 7))) == 32
    assert len(seal_payload(KEY, b"x" * (70 * ROOM))) == 128
    assert len(seal_payload(KEY, b"", at_least=128)) == 128
    with pytest.raises(ValueError, match="power of two"):
        seal_payload(KEY, b"", at_least=24)


def test_every_block_is_new_after_the_smallest_change() -> None:
    before, after = seal_payload(KEY, b"the same"), seal_payload(KEY, b"the same")
    assert not set(before) & set(after)


@given(st.integers(0, FIRST_BLOCKS - 1), st.integers(0, BLOCK_BYTES * 8 - 1))
def test_one_changed_bit_in_any_block_is_damage(block: int, bit: int) -> None:
    sealed, _ = create("Wendehals", b"x", sets=CHEAP_SETS)
    blocks = list(sealed.blocks)
    stored = bytearray(blocks[block])
    stored[bit // 8] ^= 1 << bit % 8
    blocks[block] = bytes(stored)
    assert code_of("Wendehals", changed(sealed, blocks)) == "protected_damaged"


def test_blocks_swapped_left_out_added_or_of_an_older_sealing_are_damage() -> None:
    sealed, key = create("Wendehals", b"x", sets=CHEAP_SETS)
    now, older = list(sealed.blocks), list(seal_payload(key, b"older"))
    swapped = [now[1], now[0], *now[2:]]
    for blocks in (
        swapped,
        now[:-1],
        now[:8],
        [*now, now[0]],
        [],
        [*now[:15], older[15]],
        [older[0], *now[1:]],
    ):
        assert code_of("Wendehals", changed(sealed, blocks)) == "protected_damaged"
    assert open_with_passphrase("Wendehals", changed(sealed, older), CHEAP_SETS)[1] == b"older"


@pytest.mark.parametrize("byte", range(1, HEAD_BYTES))
def test_a_changed_head_opens_nothing(byte: int) -> None:
    sealed, _ = create("Wendehals", b"x", sets=CHEAP_SETS)
    head = bytearray(sealed.head)
    head[byte] ^= 1
    assert code_of("Wendehals", ProtectedBlocks(bytes(head), sealed.blocks)) == "wrong_protected_passphrase"


def test_a_head_of_another_size_is_damage_and_another_set_is_newer() -> None:
    sealed, _ = create("Wendehals", b"x", sets=CHEAP_SETS)
    assert code_of("Wendehals", ProtectedBlocks(sealed.head[:-1], sealed.blocks)) == "protected_damaged"
    assert code_of("Wendehals", ProtectedBlocks(b"\x1f" + sealed.head[1:], sealed.blocks)) == "case_newer"


def test_its_own_recovery_key_opens_it() -> None:
    sealed, key = create("Wendehals", b"who told me", sets=CHEAP_SETS)
    paper = " ".join(recovery_key.write_out(key))
    assert open_with_key(recovery_key.read_back(paper), sealed.blocks) == b"who told me"
    with pytest.raises(ReporterCanFix, match="wrong_protected_recovery_key"):
        open_with_key(KEY, sealed.blocks)


def test_a_new_passphrase_changes_the_key_too() -> None:
    old, old_key = create("Wendehals", b"who told me", sets=CHEAP_SETS)
    _, payload = open_with_passphrase("Wendehals", old, CHEAP_SETS)
    new, new_key = create("Zaunkönig", payload, at_least=len(old.blocks), sets=CHEAP_SETS)
    assert new_key != old_key
    assert code_of("Wendehals", new) == "wrong_protected_passphrase"
    assert open_with_passphrase("Zaunkönig", new, CHEAP_SETS)[1] == b"who told me"


def test_nothing_of_it_is_shown_when_it_is_printed() -> None:
    sealed, _ = create("Wendehals", b"who told me", sets=CHEAP_SETS)
    assert "head" not in repr(sealed)
