"""Names in scripts that write few vowels: Arabic, Persian and Hebrew meet Latin ones by their consonants.

Rough by nature ("Mohammed", "Muhammad" and محمد are all *mhmd*), so it is used only between two scripts,
never to compare two Latin words.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from casefile.search.transliterate import name_keys, script_of

# Consonants that writers of Latin letters do not keep apart share a letter: b, p and f; g and j; …
_LETTERS = {
    **dict.fromkeys("بپفבפף", "b"),
    **dict.fromkeys("تثطטת", "t"),
    **dict.fromkeys("جغگג", "g"),
    **dict.fromkeys("حخهھח", "h"),
    "ה": "h",
    **dict.fromkeys("دضד", "d"),
    **dict.fromkeys("ذزظזצץ", "z"),
    **dict.fromkeys("رר", "r"),
    **dict.fromkeys("سصשסشچژ", "s"),
    **dict.fromkeys("قكکכךק", "k"),
    **dict.fromkeys("لל", "l"),
    **dict.fromkeys("مמם", "m"),
    **dict.fromkeys("نנן", "n"),
}
_LATIN_CLASSES = str.maketrans(
    {**dict.fromkeys("aeiouv", ""), "p": "b", "f": "b", "j": "g", "q": "z", "c": "s", "x": "s"}
)


@lru_cache(maxsize=20_000)
def consonant_keys(word: str) -> frozenset[str]:
    """The consonants of a word in any script known here; empty when there are fewer than two."""
    script = script_of(word)
    if script in ("arabic", "hebrew"):
        plain = unicodedata.normalize("NFKC", word)
        if script == "arabic" and plain.startswith("ال") and len(plain) > 4:
            plain = plain[2:]
        found = {_undoubled("".join(_LETTERS.get(letter, "") for letter in plain))}
    else:
        found = {_undoubled(key.translate(_LATIN_CLASSES)) for key in name_keys(word)}
    return frozenset(key for key in found if len(key) >= 2)


def _undoubled(key: str) -> str:
    """Without doubled letters and without an h at the end, which both sides write or leave as they like."""
    kept = [letter for at, letter in enumerate(key) if at == 0 or key[at - 1] != letter]
    return "".join(kept).removesuffix("h")
