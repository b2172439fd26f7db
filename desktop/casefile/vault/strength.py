"""How strong a passphrase is, in words, and a strong one made from words."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from casefile import resource_files

WORDS_IN_A_PHRASE = 6
_LONGEST_JUDGED = 72
"""Letters looked at: the estimate takes long on long texts, and more letters make none weaker."""


class Level(IntEnum):
    """From guessed at once to beyond reach. `FAIR` is the least a case should have."""

    VERY_WEAK = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3
    VERY_STRONG = 4


_LEAST_GUESSES_LOG10 = ((16.0, Level.VERY_STRONG), (13.0, Level.STRONG), (10.0, Level.FAIR), (6.0, Level.WEAK))
"""Guesses as powers of ten. One computer makes about one guess a second with parameter set 1; a thousand
rented ones make 10^10 in four months, 10^13 in three centuries, 10^16 in three hundred of those."""

_WORDS = {
    Level.VERY_WEAK: "Guessed within minutes.",
    Level.WEAK: "Guessed within days by someone with many computers.",
    Level.FAIR: "Holds against one person, not against a state.",
    Level.STRONG: "Holds for longer than a life.",
    Level.VERY_STRONG: "Holds against everything known today.",
}


@dataclass(frozen=True)
class Strength:
    """A level, and the sentence that says what it means."""

    level: Level
    words: str


def strength(passphrase: str, known: Sequence[str] = ()) -> Strength:
    """How strong a passphrase is, by how many guesses it would take (zxcvbn).

    ``known`` are words anybody would try first: the case's codename, the reporter's own name.
    """
    from zxcvbn import zxcvbn

    level = Level.VERY_WEAK
    if passphrase:
        judged = zxcvbn(passphrase[:_LONGEST_JUDGED], user_inputs=list(known))
        guesses = float(judged["guesses_log10"])
        level = next((named for least, named in _LEAST_GUESSES_LOG10 if guesses >= least), level)
    return Strength(level, _WORDS[level])


@cache
def word_list() -> tuple[str, ...]:
    """The EFF long list: 7,776 words, 12.9 bits each."""
    return tuple(resource_files.read_text("wordlists", "eff-long.txt").split())


def new_phrase(words: int = WORDS_IN_A_PHRASE) -> str:
    """A passphrase of words chosen by the system's randomness; six are 77 bits."""
    return " ".join(secrets.choice(word_list()) for _ in range(words))
