"""Whether two words may be the same name, and the words an index keeps so that names are found.

Between two alphabets a shared key is enough. Within one alphabet it is asked only of names (a capital
first letter), so that looking for "will" does not find "Vil".
"""

from __future__ import annotations

import re
import unicodedata

from casefile.search.consonants import consonant_keys
from casefile.search.folding import fold
from casefile.search.transliterate import name_keys, script_of

_TOKEN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_SHORTEST_NAME = 3
_FEW_VOWELS = ("arabic", "hebrew")
# What an index word begins with: keys of Latin names and of words in other alphabets, consonants of each.
_LATIN_KEY, _OTHER_KEY, _OTHER_CONSONANTS, _LATIN_CONSONANTS = "0", "1", "2", "3"


def same_name(one: str, other: str) -> bool:
    """True if two single words are one name: in folding, in another alphabet, or romanised otherwise.

    Within one alphabet both must begin with a capital letter to be compared by sound.
    """
    if fold(one) == fold(other):
        return True
    scripts = {script_of(one), script_of(other)}
    if "other" in scripts:
        return False
    if scripts & set(_FEW_VOWELS):
        return len(scripts) > 1 and not consonant_keys(one).isdisjoint(consonant_keys(other))
    if len(scripts) == 1 and scripts == {"latin"} and not (is_capitalised(one) and is_capitalised(other)):
        return False
    return not name_keys(one).isdisjoint(name_keys(other))


def is_capitalised(word: str) -> bool:
    """True if the word begins with a capital letter (a name in most alphabets that have capitals)."""
    return bool(word) and (word[0].isupper() or word[0].istitle())


def name_index_words(text: str) -> str:
    """Words to index beside a text so that its names are found across alphabets, joined by spaces.

    Every word not in Latin letters, and every capitalised Latin one of three letters or more, each once.
    They mean nothing to a reader and begin with a digit. Ask for them with `name_query_words`.
    """
    words: set[str] = set()
    for token in set(_TOKEN.findall(unicodedata.normalize("NFC", text))):
        script = script_of(token)
        if len(token) < _SHORTEST_NAME or script == "other":
            continue
        if script in _FEW_VOWELS:
            words.update(_OTHER_CONSONANTS + key for key in consonant_keys(token))
        elif script != "latin":
            words.update(_OTHER_KEY + key for key in name_keys(token))
        elif is_capitalised(token):
            words.update(_LATIN_KEY + key for key in name_keys(token))
            words.update(_LATIN_CONSONANTS + key for key in consonant_keys(token))
    return " ".join(sorted(words))


def name_query_words(word: str) -> tuple[str, ...]:
    """The index words of which any one answers a typed word; empty where only its own letters can.

    "peskov" asks for other alphabets only, "Peskow" also for Latin names of the same sound.
    """
    script = script_of(word)
    if len(word) < _SHORTEST_NAME or script == "other":
        return ()
    if script in _FEW_VOWELS:
        return tuple(sorted(_LATIN_CONSONANTS + key for key in consonant_keys(word)))
    asked = {_OTHER_KEY + key for key in name_keys(word)}
    if script == "latin":
        asked.update(_OTHER_CONSONANTS + key for key in consonant_keys(word) if len(key) >= 3)
    if script != "latin" or is_capitalised(word):
        asked.update(_LATIN_KEY + key for key in name_keys(word))
    return tuple(sorted(asked))
