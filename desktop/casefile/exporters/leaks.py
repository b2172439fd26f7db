"""Whether a protected word stands in a file that is about to leave (decision 13).

Names are found as whole words in any case, alphabet and order; without their spaces from 8 letters or
6 digits on. A hit that lies in material which may be shown (a published item's words, an open record) is
listed and does not block; every other one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.exporters.readback.place import Place
from casefile.exporters.spotting import Spot, TextUnit, Vocabulary, spots_of, tight

_ENOUGH_OF_A_QUOTATION = 40
_HARDLY_MORE = 4
_CONTEXT = 30


@dataclass(frozen=True)
class GuardedWord:
    """A word that must not leave: ``kind`` is name, alias, handle, number, address, codename, file_name or
    hash; ``field`` tells the reporter whose and which it is ("phone of a protected source"), without it.
    """

    word: str = field(repr=False)
    kind: str
    field: str


@dataclass(frozen=True)
class Leak:
    """A guarded word found in one place, ``count`` times there.

    ``way`` is how it was found: word, order, alphabet, sound, spaceless or digits. ``around`` is the text
    around the first hit, for showing the place; ``shown`` is the hit itself as it stands there.
    """

    guarded: GuardedWord
    where: str
    way: str
    count: int
    blocks: bool
    page: int = 0
    shown: str = field(default="", repr=False)
    around: str = field(default="", repr=False)


def find_leaks(
    places: Sequence[Place], guarded: Sequence[GuardedWord], open_texts: Sequence[str] = ()
) -> tuple[Leak, ...]:
    """Every guarded word in the places, the blocking ones first.

    ``open_texts`` are the strings of the summary that come from material which may be shown, each as often
    as it stands there: quoted words of published items, their titles and publishers, names of open records.
    A hit inside one, or inside forty letters and more of one, does not block. A bare open name (no more than
    the guarded word itself) cannot be told from a leak by its place; so its hits are open only as long as
    there are no more of them, among what a reader sees, than bare open texts.
    """
    units = [TextUnit(place.text) for place in places]
    vocabulary = Vocabulary(units)
    open_tight = [tight(text) for text in open_texts]
    leaks: list[Leak] = []
    for word in guarded:
        found = spots_of(word.word, units, vocabulary)
        found.extend(_across_units(word, places, units, found))
        if found:
            leaks.extend(_weighed(word, places, units, found, open_tight))
    return tuple(sorted(leaks, key=lambda leak: not leak.blocks))


def _across_units(
    word: GuardedWord, places: Sequence[Place], units: Sequence[TextUnit], found: Sequence[Spot]
) -> list[Spot]:
    """Spaceless hits that begin in one shown unit and end in a later one (a name split over cells)."""
    shown = [number for number, place in enumerate(places) if not place.hidden]
    wanted = tight(word.word)
    if len(wanted) < 8:
        return []
    whole = "".join(units[number].tight for number in shown)
    starts, at = [], 0
    for number in shown:
        starts.append(at)
        at += len(units[number].tight)
    spots = []
    hit = whole.find(wanted)
    while hit >= 0:
        place = max(index for index, start in enumerate(starts) if start <= hit)
        number = shown[place]
        begins = hit - starts[place]
        if begins + len(wanted) > len(units[number].tight):
            spots.append(Spot(number, begins, len(units[number].tight), "spaceless"))
        hit = whole.find(wanted, hit + 1)
    known = {(spot.unit, spot.start) for spot in found}
    return [spot for spot in spots if (spot.unit, spot.start) not in known]


def _weighed(
    word: GuardedWord,
    places: Sequence[Place],
    units: Sequence[TextUnit],
    found: Sequence[Spot],
    open_texts: Sequence[str],
) -> list[Leak]:
    """The spots of one word, counted by place, each open or blocking."""
    is_open = {spot: _lies_in_open_text(units[spot.unit], spot, open_texts) for spot in found}
    length = max(spot.end - spot.start for spot in found)
    forms = {units[spot.unit].tight[spot.start : spot.end] for spot in found}
    bare = sum(
        len(text) < length + _HARDLY_MORE and any(form in text for form in forms) for text in open_texts
    )
    left = [spot for spot in found if not is_open[spot] and not places[spot.unit].hidden]
    if bare and len(left) <= bare:
        is_open.update(dict.fromkeys(left, True))
    grouped: dict[tuple[int, bool], list[Spot]] = {}
    for spot in found:
        grouped.setdefault((spot.unit, not is_open[spot]), []).append(spot)
    return [
        _leak(word, places[number], units[number], spots, blocks)
        for (number, blocks), spots in grouped.items()
    ]


def _leak(word: GuardedWord, place: Place, unit: TextUnit, spots: Sequence[Spot], blocks: bool) -> Leak:
    start, end = unit.in_original(spots[0])
    return Leak(
        guarded=word,
        where=place.where,
        way=spots[0].way,
        count=len(spots),
        blocks=blocks,
        page=place.page,
        shown=place.text[start:end],
        around=" ".join(place.text[max(0, start - _CONTEXT) : end + _CONTEXT].split()),
    )


def _lies_in_open_text(unit: TextUnit, spot: Spot, open_texts: Sequence[str]) -> bool:
    """True if the letters around a hit are those of an open text: all of it, or a long stretch of it."""
    hit = unit.tight[spot.start : spot.end]
    for text in open_texts:
        at = text.find(hit)
        while at >= 0:
            before = _common_end(unit.tight[: spot.start], text[:at])
            after = _common_start(unit.tight[spot.end :], text[at + len(hit) :])
            whole = before == at and after == len(text) - at - len(hit)
            bare = len(text) < len(hit) + _HARDLY_MORE
            if (whole and not bare) or before + after >= _ENOUGH_OF_A_QUOTATION:
                return True
            at = text.find(hit, at + 1)
    return False


def _common_start(one: str, other: str) -> int:
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def _common_end(one: str, other: str) -> int:
    return _common_start(one[:-200:-1], other[:-200:-1])
