"""Masked sources: a fresh random name for each (exports.md, M2), and words taken out of a summary."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from casefile.domain.summary import CaseSummary
from casefile.exporters.leaks import GuardedWord, find_leaks
from casefile.exporters.readback.place import Place

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
WITHHELD = "[withheld]"
_MOST_SPELLINGS = 20

Part = TypeVar("Part")


class Tokens:
    """The names of masked sources within one export: random, without order, told to nobody else."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._left: list[str] = []
        self._length = 0

    def of(self, id_: str) -> str:
        """ "Source K" for a contact's id, the same as often as it is asked for."""
        if id_ not in self._given:
            self._given[id_] = f"Source {self._next()}"
        return self._given[id_]

    def known(self, id_: str) -> str | None:
        """The name a contact was given, or None where it was never asked for."""
        return self._given.get(id_)

    def _next(self) -> str:
        if not self._left:
            self._length += 1
            self._left = [letter * self._length for letter in _LETTERS]
            secrets.SystemRandom().shuffle(self._left)
        return self._left.pop()


def without_words(
    summary: CaseSummary, masks: Mapping[GuardedWord, str], open_texts: Collection[str]
) -> CaseSummary:
    """The summary with every spelling of the guarded words replaced by what masks them.

    Texts that stand in open material are left as they are: a published quotation is not rewritten.
    """
    kept = frozenset(open_texts)

    def masked(text: str) -> str:
        if not text or text in kept:
            return text
        for word, mask in masks.items():
            for _ in range(_MOST_SPELLINGS):
                found = find_leaks([Place("", text)], [word])
                if not found or not found[0].shown:
                    break
                shown = found[0].shown
                text = text.replace(f"+{shown}", mask).replace(shown, mask)
        return text

    return _every_text(summary, masked) if masks else summary


def _every_text(part: Part, change: Callable[[str], str]) -> Part:
    """A record with a change made to every text in it, however deep."""
    made: object = part
    if isinstance(part, str):
        made = change(part)
    elif isinstance(part, tuple):
        made = tuple(_every_text(one, change) for one in part)
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        fields = {one.name: _every_text(getattr(part, one.name), change) for one in dataclasses.fields(part)}
        made = dataclasses.replace(part, **fields)
    return made  # type: ignore[return-value]  # the same kind of thing as came in
