"""What a row of the tag pane shows of the search sentence, and what a click on it makes of the sentence.

The sentence is the only truth: every state is read out of it, every click writes it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casefile.search.editing import MatchRule, TagFilter, only_tag, tag_filter, with_tag
from casefile.search.folding import fold
from casefile.search.query import THIS_LEVEL

RowState = Literal["off", "include", "this_level", "leave_out", "implied", "implied_out"]
"""``this_level`` includes a tag without those below it; ``implied`` is included by a level above."""

STATE_WORDS: dict[RowState, str] = {
    "off": "",
    "include": "included",
    "this_level": "included, this level only",
    "leave_out": "left out",
    "implied": "included with its level",
    "implied_out": "left out with its level",
}


@dataclass(frozen=True)
class FilterReading:
    """The tags of a sentence, folded once, so that a thousand rows can be asked for their state."""

    tags: TagFilter
    include: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()

    def state(self, folded_path: str) -> RowState:
        """The state of the row of a tag, given by its folded path."""
        for asked in self.leave_out:
            if _names(asked, folded_path):
                return "leave_out"
        for asked in self.include:
            if _names(asked, folded_path):
                return "this_level" if asked.startswith(THIS_LEVEL) else "include"
        if any(_stands_above(asked, folded_path) for asked in self.leave_out):
            return "implied_out"
        if any(_stands_above(asked, folded_path) for asked in self.include):
            return "implied"
        return "off"


def read_filter(sentence: str) -> FilterReading:
    """The tags a sentence filters by, ready to be asked row by row."""
    tags = tag_filter(sentence)
    return FilterReading(tags, tuple(map(fold, tags.include)), tuple(map(fold, tags.leave_out)))


def next_state(state: RowState, *, is_level: bool) -> RowState:
    """What a click makes of a state: off, include, (this level only,) leave out, off."""
    if state == "include" and is_level:
        return "this_level"
    if state in ("include", "this_level"):
        return "leave_out"
    return "off" if state == "leave_out" else "include"


def with_row(sentence: str, path: str, state: RowState, match: MatchRule) -> str:
    """The sentence with one tag in another state; ``match`` joins the included tags."""
    folded = fold(path)
    for asked in (*tag_filter(sentence).include, *tag_filter(sentence).leave_out):
        if _names(fold(asked), folded):
            sentence = with_tag(sentence, asked, "off", match)
    if state == "include":
        return with_tag(sentence, path, "include", match)
    if state == "this_level":
        return with_tag(sentence, THIS_LEVEL + path, "include", match)
    if state == "leave_out":
        return with_tag(sentence, path, "leave_out", match)
    return sentence


def only_row(sentence: str, path: str) -> str:
    """The sentence with this tag as the only one included (Enter); tags left out stay."""
    return only_tag(with_row(sentence, path, "off", "all"), path)


def _names(asked: str, path: str) -> bool:
    """Whether what stands in the sentence means this very tag, perhaps by its last levels."""
    if asked.startswith(THIS_LEVEL):
        return path == asked[len(THIS_LEVEL) :]
    return path == asked or path.endswith(f":{asked}")


def _stands_above(asked: str, path: str) -> bool:
    return not asked.startswith(THIS_LEVEL) and f":{asked}:" in f":{path}:"
