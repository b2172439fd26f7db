"""How strong a passphrase is, in words, and a strong one made from words."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from casefile.resource_files import resource

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


_LEAST_GUESSES_LOG10 = (
    (17.0, Level.VERY_STRONG),
    (14.0, Level.STRONG),
    (11.0, Level.FAIR),
    (6.0, Level.WEAK),
)
"""Guesses as powers of ten. One guess with parameter set 1 moves about 1.5 GB through memory, so a
graphics card of 1 TB/s makes at most some 600 a second, a thousand of them 6 · 10^5: 10^11 guesses take
two days, 10^14 five years, 10^17 five thousand."""

_WORDS = {
    Level.VERY_WEAK: "Guessed within minutes.",
    Level.WEAK: "Guessed within days by someone with many computers.",
    Level.FAIR: "Holds against one person, not against a state.",
    Level.STRONG: "Holds for years against a thousand computers.",
    Level.VERY_STRONG: "Beyond what anyone is known to be able to guess.",
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
    import zxcvbn

    level = Level.VERY_WEAK
    if passphrase:
        judged: dict[str, Any] = zxcvbn.zxcvbn(  # type: ignore[no-untyped-call]
            passphrase[:_LONGEST_JUDGED], user_inputs=list(known)
        )
        guesses = float(judged["guesses_log10"])
        level = next((named for least, named in _LEAST_GUESSES_LOG10 if guesses >= least), level)
    return Strength(level, _WORDS[level])


@cache
def word_list() -> tuple[str, ...]:
    """The EFF long list: 7,776 words, 12.9 bits each."""
    return tuple(resource("wordlists", "eff-long.txt").read_text("utf-8").split())


def new_phrase(words: int = WORDS_IN_A_PHRASE) -> str:
    """A passphrase of words chosen by the system's randomness; six are 77 bits."""
    return " ".join(secrets.choice(word_list()) for _ in range(words))
