"""The recovery key: a case's key itself, written so that people can copy it from paper.

13 groups of five: four letters of 5 bits and one check letter. 52 letters hold 260 bits: the 256 of the
key and four of a check over the whole. The alphabet is Crockford's base 32
(https://www.crockford.com/base32.html): no I, L, O or U, and what is easily confused is read as meant.

A group's check letter is Σ αⁱ·letterᵢ + αᵍ over GF(32), so that any one wrong letter, any two swapped
letters of a group and any two swapped groups are found, and the mistake is named by its group.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from casefile.domain.errors import ReporterCanFix
from casefile.vault.process_hardening import wipe

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 13
LETTERS_IN_A_GROUP = 5
KEY_BYTES = 32

_MEANT = {letter: number for number, letter in enumerate(ALPHABET)} | {
    "O": 0,
    "I": 1,
    "L": 1,
    "U": ALPHABET.index("V"),
}
_IGNORED = frozenset(" \t\r\n-–—_.,:;/|\u00a0")
_CHECK_BITS = 4
_FIELD_POLYNOMIAL = 0b100101
"""x⁵ + x² + 1, primitive over GF(2): α = 2 has order 31."""


def write_out(key: bytes | bytearray) -> tuple[str, ...]:
    """The 13 groups of a 32-byte key."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a case key has {KEY_BYTES} bytes")
    number = int.from_bytes(key, "big") << _CHECK_BITS | _whole_check(key)
    values = [number >> 5 * place & 31 for place in reversed(range(GROUPS * 4))]
    groups = []
    for group in range(GROUPS):
        four = values[4 * group : 4 * group + 4]
        groups.append("".join(ALPHABET[value] for value in (*four, _group_check(four, group))))
    return tuple(groups)


def read_back(typed: str) -> bytearray:
    """The key that was written out so. Case, spaces, dashes and line ends do not matter.

    Raises ReporterCanFix: ``recovery_key_incomplete`` (``groups`` complete of ``wanted``),
    ``recovery_key_mistyped`` (``group``, counted from 1). Every group may read right and the key still
    belong to another case: only opening tells.
    """
    letters = _letters(typed)
    wrong = wrong_groups(typed)
    if wrong:
        raise ReporterCanFix("recovery_key_mistyped", group=wrong[0])
    if len(letters) != GROUPS * LETTERS_IN_A_GROUP:
        raise ReporterCanFix(
            "recovery_key_incomplete", groups=len(letters) // LETTERS_IN_A_GROUP, wanted=GROUPS
        )
    number = 0
    for place, letter in enumerate(letters):
        if place % LETTERS_IN_A_GROUP != LETTERS_IN_A_GROUP - 1:
            number = number << 5 | _MEANT[letter]
    key = bytearray((number >> _CHECK_BITS).to_bytes(KEY_BYTES, "big"))
    if number & (1 << _CHECK_BITS) - 1 != _whole_check(key):
        wipe(key)
        raise ReporterCanFix("recovery_key_mistyped", group=GROUPS)
    return key


def read_page(page: str) -> bytearray:
    """The key on a page that `write_file` wrote, or in a file that holds nothing but the key.

    Raises what `read_back` raises.
    """
    whole = GROUPS * LETTERS_IN_A_GROUP
    paragraphs = page.replace("\r\n", "\n").split("\n\n")
    return read_back(next((one for one in paragraphs if len(_letters(one)) == whole), page))


def wrong_groups(typed: str) -> list[int]:
    """The numbers, from 1, of complete groups that do not read right; for marking them while typing.

    Letters beyond the last group make the group after it wrong.
    """
    letters = _letters(typed)
    wrong = []
    for start in range(0, len(letters), LETTERS_IN_A_GROUP):
        group = start // LETTERS_IN_A_GROUP
        values = [_MEANT.get(letter, -1) for letter in letters[start : start + LETTERS_IN_A_GROUP]]
        complete = len(values) == LETTERS_IN_A_GROUP
        if group >= GROUPS or -1 in values or (complete and values[4] != _group_check(values[:4], group)):
            wrong.append(group + 1)
    return wrong


@dataclass(frozen=True)
class Challenge:
    """Two groups the reporter types again, to show that the key was written down.

    ``groups`` are their numbers from 1, in order.
    """

    groups: tuple[int, int]
    _answers: tuple[str, str] = field(repr=False)

    def passed(self, first: str, second: str) -> bool:
        """Whether both groups were typed as they stand."""
        given = "".join(map(_as_meant, (first, second)))
        return secrets.compare_digest(given.encode(), "".join(self._answers).encode())


def new_challenge(key: bytes | bytearray) -> Challenge:
    """Asks for two different groups, chosen at random."""
    groups = write_out(key)
    first, second = sorted(secrets.SystemRandom().sample(range(GROUPS), 2))
    return Challenge((first + 1, second + 1), (groups[first], groups[second]))


def refuse_place(path: Path, case: Path) -> None:
    """Raises ReporterCanFix ``recovery_beside_case`` for the case's own folder and those below it."""
    if path.parent.resolve().is_relative_to(case.parent.resolve()):
        raise ReporterCanFix("recovery_beside_case")


def write_file(path: Path, key: bytes | bytearray, case: Path) -> None:
    """Writes the recovery key to a new file only its owner can read; it names no case.

    Raises ReporterCanFix: ``recovery_beside_case`` when the place is the case's own folder or below it
    (who takes the folder would take both), ``file_exists``, ``place_missing``, ``place_not_writable``,
    ``disk_full``.
    """
    refuse_place(path, case)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(path, flags, 0o600)
        try:
            os.write(descriptor, _page(key).encode("ascii"))
            os.fsync(descriptor)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
    except FileExistsError as problem:
        raise ReporterCanFix("file_exists") from problem
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise ReporterCanFix("place_missing") from problem
    except OSError as problem:
        raise ReporterCanFix("place_not_writable") from problem


def _page(key: bytes | bytearray) -> str:
    groups = write_out(key)
    lines = [" ".join(groups[start : start + 4]) for start in range(0, GROUPS, 4)]
    return (
        "Casefile recovery key\n\n"
        + "\n".join(lines)
        + "\n\nIt opens the case without the passphrase. Keep it on paper, away from the case,\n"
        "and erase this file.\n"
    )


def _letters(typed: str) -> str:
    return "".join(letter for letter in typed.upper() if letter not in _IGNORED)


def _as_meant(typed: str) -> str:
    """Letters as they stand on paper: what was confused is written as it was meant."""
    return "".join(ALPHABET[_MEANT[letter]] if letter in _MEANT else letter for letter in _letters(typed))


def _whole_check(key: bytes | bytearray) -> int:
    return hashlib.sha256(b"casefile recovery key" + key).digest()[0] >> 8 - _CHECK_BITS


def _group_check(four: list[int], group: int) -> int:
    check = _POWERS[group]
    for place, value in enumerate(four):
        check ^= _product(_POWERS[place + 1], value)
    return check


def _product(left: int, right: int) -> int:
    result = 0
    while right:
        if right & 1:
            result ^= left
        left <<= 1
        if left & 32:
            left ^= _FIELD_POLYNOMIAL
        right >>= 1
    return result


def _powers() -> tuple[int, ...]:
    powers = [1]
    while len(powers) < 31:
        powers.append(_product(powers[-1], 2))
    return tuple(powers)


_POWERS = _powers()
