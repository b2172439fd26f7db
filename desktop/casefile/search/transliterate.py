"""Names across alphabets: Peskov, Peskow, Песков and Песковым share a key.

A key is a rough Latin spelling by sound, for comparing only: c is ч, x is ш, j is ж, h is х, q is ц. One
word has several keys where its spelling can be read in several ways ("ch" in Tchaikovsky, Chodorkowski,
Pouchkine); two words may be the same name when their sets meet. Romanisations taken into account: BGN/PCGN,
ISO 9, German, French, Polish, and what newspapers print. Case endings of Russian and Ukrainian names are
taken off lightly. Arabic and Hebrew write few vowels, so they are compared by consonants (`consonants`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from casefile.search.alphabets import ARMENIAN, CYRILLIC, GEORGIAN, GREEK, LATIN, Readings

_MOST_READINGS = 32
_SHORTEST_STEM = 3

_ALPHABETS = {
    "cyrillic": CYRILLIC,
    "greek": GREEK,
    "latin": LATIN,
    "georgian": GEORGIAN,
    "armenian": ARMENIAN,
}
_BLOCKS = (
    (0x0000, 0x024F, "latin"),
    (0x1E00, 0x1EFF, "latin"),
    (0xFF21, 0xFF5A, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x1F00, 0x1FFF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x077F, "arabic"),
    (0xFB50, 0xFEFC, "arabic"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1C90, 0x1CBF, "georgian"),
)
_KEPT_MARKS = frozenset("йёїўґѓќčćšşșžżçöğ")
_LATIN_EXTRAS = str.maketrans(
    {"ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ß": "ss", "ə": "a", "ħ": "h"}
)

_ADJECTIVE_ENDING = re.compile(
    r"(?:ого|ому|его|ему|ими|ыми|им|ым|ом|ем|их|ых|ая|ої|ій|ой|ую|ою|ий|ый|ие|ые)$"
)
_NOUN_ENDING = re.compile(
    r"(?:ами|ями|ові|еві|єві|ого|ому|ым|им|ом|ем|ою|ою|ой|ей|ою|ам|ах|ых|их|[ауыиіеюяї])$"
)
_AFTER_VOWEL_ENDING = re.compile(r"(?<=[аеиоуіє])(?:я|ю|ем|єм|и|ї)$")  # Сергея, Дмитрием, Андрію
_SURNAME_STEM = re.compile(
    r"(?:ов|ев|ёв|єв|ин|ын|їн|ск|цк|ськ|цьк|к|н|р|л|т|м|д|г|х|ч|ш|в|с|з|б|п|ф|ц|ж|щ|й|ь)$"
)

_VOWEL_BEFORE_IE = re.compile(r"(?<=[aeiou])ie")
_EV_AFTER_HISS = re.compile(r"(?<=[cxj])ev$")  # Горбачёв is written with е and with ё
_DOUBLED = re.compile(r"(.)\1+")


def script_of(word: str) -> str:
    """The alphabet of a word's first letter: one of `_BLOCKS`, or other."""
    for character in word:
        if not character.isalpha():
            continue
        point = ord(character)
        return next((name for first, last, name in _BLOCKS if first <= point <= last), "other")
    return "other"


@lru_cache(maxsize=20_000)
def name_keys(word: str) -> frozenset[str]:
    """The keys of one word of a name; empty for scripts without an alphabet here (Chinese, Arabic …).

    At most a few dozen, each of Latin small letters. For Arabic and Hebrew, which write few vowels, see
    `consonants.consonant_keys`.
    """
    script = script_of(word)
    alphabet = _ALPHABETS.get(script)
    if alphabet is None:
        return frozenset()
    spelled = _spelled(word, script)
    spellings = {spelled}
    if script == "cyrillic":
        spellings |= _without_case_ending(spelled)
    elif script == "greek" and spelled.endswith(("η", "α", "ου")):
        spellings.add(spelled.removesuffix("υ") + "ς")  # Μητσοτάκη, Παύλου are of Μητσοτάκης, Παύλος
    keys: set[str] = set()
    for spelling in spellings:
        keys.update(_readings(spelling, alphabet))
    keys.discard("")
    return frozenset(keys)


def _spelled(word: str, script: str) -> str:
    """Small letters, without the accents that do not change the letter's sound."""
    letters = []
    for letter in unicodedata.normalize("NFKC", word).casefold():
        if not letter.isalpha():
            continue
        if letter not in _KEPT_MARKS:
            letter = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
        letters.append(letter)
    spelled = "".join(letters)
    return spelled.translate(_LATIN_EXTRAS) if script == "latin" else spelled


def _without_case_ending(word: str) -> set[str]:
    """The nominatives a Russian or Ukrainian form may come from; the form itself is not among them."""
    stems: set[str] = set()
    name = _AFTER_VOWEL_ENDING.sub("й", word)
    if name != word and len(name) > _SHORTEST_STEM:
        stems.add(name)
    for ending in (_ADJECTIVE_ENDING, _NOUN_ENDING):
        stem = ending.sub("", word)
        if stem == word or len(stem) < _SHORTEST_STEM or not _SURNAME_STEM.search(stem):
            continue
        if stem.endswith(("ск", "цк", "ськ", "цьк")):
            stems.add(stem + "ий")
        elif ending is _ADJECTIVE_ENDING:
            stems.add(stem + "ый")
        stems.add(stem)
    return stems


def _readings(word: str, alphabet: Readings) -> set[str]:
    """Every way to read a spelling, as finished keys."""
    choices: list[tuple[str, ...]] = []
    count = 1
    at = 0
    while at < len(word):
        letters, readings = _longest(word, at, alphabet)
        if count * len(readings) > _MOST_READINGS:
            readings = readings[:1]
        count *= len(readings)
        choices.append(readings)
        at += letters
    return {_finished("".join(reading)) for reading in product(*choices)}


def _longest(word: str, at: int, alphabet: Readings) -> tuple[int, tuple[str, ...]]:
    """How many letters are read together at this place, and their readings."""
    for length in range(min(7, len(word) - at), 0, -1):
        letters = word[at : at + length]
        if at == 0 and f"^{letters}" in alphabet:
            return length, alphabet[f"^{letters}"]
        if at > 0 and at + length == len(word) and f"{letters}$" in alphabet:
            return length, alphabet[f"{letters}$"]
        if letters in alphabet:
            return length, alphabet[letters]
    return 1, (word[at] if word[at].isascii() else "",)


def _finished(key: str) -> str:
    key = _VOWEL_BEFORE_IE.sub("e", key)
    if key.startswith("ie"):
        key = key[1:]
    return _EV_AFTER_HISS.sub("ov", _DOUBLED.sub(r"\1", key))
