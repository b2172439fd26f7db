"""What can be wrong in a search sentence, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from casefile.search.query import FIELDS

# What people type for our fields in other programs.
_OTHER_NAMES = {
    "author": "from", "by": "from", "publisher": "from", "sender": "from", "label": "tag", "tags": "tag",
    "keyword": "tag", "type": "kind", "since": "after", "until": "before", "till": "before", "newer": "after",
    "older": "before", "source": "origin", "speaker": "said", "says": "said", "state": "is", "status": "is",
}  # fmt: skip

# The sentence for each code; `{typed}` is what was typed, `{suggestion}` what may have been meant.
SENTENCES_OF_MISTAKES = {
    "unknown_field": ("{typed} is not known.", "Did you mean {suggestion}?"),
    "unknown_value": ("{typed} is not known here.", "Did you mean {suggestion}?"),
    "missing_value": ("Nothing stands after {typed}", ""),
    "not_a_date": ("{typed} is not a date. Write 2016, 2016-10 or 2016-10-07.", "Did you mean {suggestion}?"),
    "unclosed_parenthesis": ("This parenthesis is still open.", ""),
    "extra_parenthesis": ("This parenthesis closes nothing.", ""),
    "nothing_to_join": ("{typed} has nothing to join.", ""),
    "too_deep": ("This parenthesis is one too many.", ""),
}


@dataclass(frozen=True)
class Mistake:
    """A place in the sentence (code points) that was not understood.

    ``suggestion`` replaces exactly that place; "" means take it away, None that nothing is suggested.
    ``left_out`` is the stretch that does not take part in the search (a field with its value), if any.
    """

    start: int
    end: int
    code: str
    suggestion: str | None = None
    left_out: tuple[int, int] | None = None


def say_mistake(mistake: Mistake, sentence: str) -> str:
    """The mistake in words: "`befor:` is not known. Did you mean `before:`?"."""
    what, meant = SENTENCES_OF_MISTAKES[mistake.code]
    said = what.format(typed=f"`{sentence[mistake.start : mistake.end]}`")
    if mistake.suggestion and meant:
        said = f"{said} {meant.format(suggestion=f'`{mistake.suggestion}`')}"
    return said


def nearest_field(name: str) -> str | None:
    """The field probably meant by an unknown name, or None."""
    return _OTHER_NAMES.get(name) or nearest(name, FIELDS)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None where none is like it."""
    close = get_close_matches(word[:40], list(known), n=1, cutoff=0.6)
    return close[0] if close else None
