"""The filter in force as chips, and what a chip's click does to the sentence: one truth, three faces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from casefile.gui.library.words import tag_name
from casefile.gui.widgets import FilterChip
from casefile.search.editing import MatchRule, tag_filter, with_match, with_tag, without_tags

WORDS_KEY = "words:"
"""The key of the one chip that stands for everything of the sentence that is no tag."""

MOST_WORDS = 28
"""Characters of a sentence that an empty state repeats."""

Edit = Callable[[str, str], str]


def chips_of(
    sentence: str, mark: Callable[[str], int | None]
) -> tuple[tuple[FilterChip, ...], Literal["all", "any"]]:
    """The chips of a sentence and how its tags are joined."""
    tags = tag_filter(sentence)
    chips = [FilterChip(path, _name(path), "include", mark(path) or 0) for path in tags.include]
    chips += [FilterChip(path, _name(path), "leave_out", mark(path) or 0) for path in tags.leave_out]
    rest = without_tags(sentence).strip()
    if rest and (tags.match != "any"):  # the bar joins all chips by one word; words are never "or"
        chips.append(FilterChip(WORDS_KEY, rest, "include", None))
    return tuple(chips), tags.match or "all"


def without_chip(sentence: str, key: str) -> str:
    """The sentence without what a chip stands for."""
    if key == WORDS_KEY:
        tags = tag_filter(sentence)
        kept = ""
        for path in tags.include:
            kept = with_tag(kept, path, "include", tags.match)
        for path in tags.leave_out:
            kept = with_tag(kept, path, "leave_out")
        return kept
    return with_tag(sentence, key, "off")


def turned_chip(sentence: str, key: str) -> str:
    """The sentence with a tag turned from included to left out, or back; words cannot be turned."""
    if key == WORDS_KEY:
        return sentence
    now = tag_filter(sentence).state(key)
    return with_tag(sentence, key, "leave_out" if now == "include" else "include")


def matched(sentence: str, match: str) -> str:
    """The sentence with its tags joined by *and* ("all") or *or* ("any")."""
    return with_match(sentence, cast(MatchRule, match))


@dataclass(frozen=True)
class Nothing:
    """What stands where a filter leaves nothing, as `EmptyState` is given it."""

    line: str
    sentence: str
    buttons: tuple[tuple[str, str, str], ...]


def nothing_has(sentence: str) -> Nothing:
    """ "Nothing has both leak and denial." with *Match any instead* and *Clear*."""
    tags = tag_filter(sentence)
    clear = ("clear", "Clear", "")
    only_tags = not without_tags(sentence).strip()
    names = [_name(path) for path in tags.include]
    if only_tags and len(names) > 1 and tags.match == "all":
        last = " and ".join((", ".join(names[:-1]), names[-1]))
        line = f"Nothing has both {last}." if len(names) == 2 else f"Nothing has all of {last}."
        return Nothing(line, "", (("any", "Match any instead", ""), clear))
    if only_tags and len(names) == 1 and not tags.leave_out:
        return Nothing(f"Nothing has {names[0]}.", "", (clear,))
    words = " ".join(without_tags(sentence).split())
    if words and not tags.include and not tags.leave_out:
        shown = words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"
        return Nothing(f"Nothing found for “{shown}”.", "", (clear,))
    return Nothing("Nothing answers this filter.", "", (clear,))


def _name(path: str) -> str:
    """The name of a tag as the sentence has it; ``=`` before it means this level only."""
    return tag_name(path.removeprefix("="))
