"""The language of a text, guessed by its commonest words; unknown when there is too little to go by.

The lists of common words are those jusText carries (it comes with trafilatura), commonest first; they
are read once, when first asked for. Languages written without spaces are told by their script.
"""

from __future__ import annotations

import functools
import re
from collections import Counter

from casefile.importers.parsed_item import Basis, Known

LEAST_CHARACTERS = 200
"""Below this length a guess is wrong too often (12 of 20 headlines right, 70 of 70 articles)."""
LEAST_WRITTEN = 60
"""The same for scripts whose every character is a syllable or a word."""
_SAMPLE = 20_000
_LISTED = 200
_LONGEST_LIST = 1000
_LEAST_SHARE = 0.22
_LEAST_DIFFERENT = 6
_LEAST_LEAD = 1.06
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES = {
    "af": "Afrikaans",
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "bs": "Bosnian",
    "ca": "Catalan",
    "cs": "Czech",
    "cy": "Welsh",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "eo": "Esperanto",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "gl": "Galician",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "is": "Icelandic",
    "it": "Italian",
    "ka": "Georgian",
    "kk": "Kazakh",
    "lb": "Luxembourgish",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "ms": "Malay",
    "mt": "Maltese",
    "nb": "Norwegian_Bokmal",
    "nl": "Dutch",
    "nn": "Norwegian_Nynorsk",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "tl": "Tagalog",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "uz": "Uzbek",
    "vi": "Vietnamese",
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e01-\u0e5b]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)


def guess_language(text: str) -> Known | None:
    """The ISO 639-1 code of the text's language as a guess, or None."""
    sample = text[:_SAMPLE]
    by_script = _by_script(sample)
    if by_script:
        return Known(by_script, Basis.GUESS, "script")
    words = [word.lower() for word in _WORD.findall(sample)]
    if sum(map(len, words)) < LEAST_CHARACTERS * 0.7:
        return None
    by_words = _by_words(Counter(words), len(words))
    return Known(by_words, Basis.GUESS, "common words") if by_words else None


def _by_script(sample: str) -> str | None:
    """Japanese, Korean, Thai or Chinese by their characters."""
    visible = len(sample) - sum(map(str.isspace, sample))
    counts = {code: len(script.findall(sample)) for code, script in _SCRIPTS}
    if sum(counts.values()) < max(LEAST_WRITTEN, visible * 0.3):
        return None
    if counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts.pop("zh")
    return max(counts, key=lambda code: counts[code])


def _by_words(words: Counter[str], total: int) -> str | None:
    """The language whose common words make up the largest share, when it is large and clearly ahead."""
    shares = sorted(
        (sum(words[word] for word in listed) / total, code) for code, listed in common_words().items()
    )
    (second, _), (best, code) = shares[-2:]
    different = sum(1 for word in common_words()[code] if len(word) > 1 and word in words)
    if best < _LEAST_SHARE or different < _LEAST_DIFFERENT or best < second * _LEAST_LEAD:
        return None
    return code


@functools.cache
def common_words() -> dict[str, frozenset[str]]:
    """The commonest words by language code, as many for each language."""
    return {code: frozenset(words[:_LISTED]) for code, words in listed_words().items()}


@functools.cache
def listed_words() -> dict[str, tuple[str, ...]]:
    """Every listed word by language code, commonest first, at most `_LONGEST_LIST`."""
    import pkgutil

    lists = {}
    for code, name in _LANGUAGES.items():
        raw = pkgutil.get_data("justext", f"stoplists/{name}.txt")
        listed = dict.fromkeys((raw or b"").decode("utf-8").lower().split())
        lists[code] = tuple(listed)[:_LONGEST_LIST]
    return lists
