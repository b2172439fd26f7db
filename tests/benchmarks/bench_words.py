"""Folding for the index, and a memo of 500 claims: written, read back, checked for protected words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from casefile.exporters.exporter import all_exporters
from casefile.exporters.leaks import GuardedWord, find_leaks
from casefile.exporters.readback.reading import read_back
from casefile.search.folding import fold, fold_with_places
from casefile.search.names import name_index_words
from tests.benchmarks.figure import Figure
from tests.helpers.summaries import a_summary

Answer = TypeVar("Answer")
_MEGABYTE = 1_000_000
_LATIN = "The ferry line’s Łódź office said “no” on 3 March, and Mr Dvořák agreed with Ms Peskova. "
_CYRILLIC = "Пресс-секретарь Песков сказал, что Москва не получала писем от Ёлкина. "


def figures() -> Iterator[Figure]:
    """Seconds, each the best of three, against `performance.md` where it sets a limit."""
    for name, sentence in (("Latin", _LATIN), ("Cyrillic", _CYRILLIC)):
        text = (sentence * (_MEGABYTE // len(sentence) + 1))[:_MEGABYTE]
        yield Figure(f"fold, a million characters, {name}", best(partial(fold, text))[0], "s", 0.3)
        yield Figure(f"fold with places, {name}", best(partial(fold_with_places, text))[0], "s", 0.6)
        yield Figure(
            f"words for names across alphabets, {name}", best(partial(name_index_words, text))[0], "s"
        )
    summary = a_summary(500)
    guarded = [GuardedWord(f"Person{n} Example{n}", "name", "name") for n in range(200)]
    guarded += [GuardedWord(f"+48 601 {n:03} 567", "number", "phone") for n in range(100)]
    for exporter in all_exporters():
        seconds, made = best(partial(exporter.write, summary))
        yield Figure(f"memo of 500 claims as {exporter.title}", seconds, "s", 3)
        seconds, places = best(partial(read_back, exporter.name, made), 1)
        yield Figure(f"the same {exporter.title} read back", seconds, "s")
        seconds, _ = best(partial(find_leaks, places, guarded), 1)
        yield Figure(f"the same {exporter.title} checked for 300 protected words", seconds, "s")


def best(deed: Callable[[], Answer], times: int = 3) -> tuple[float, Answer]:
    """The shortest of some runs, and what the last one gave."""
    shortest = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        answer = deed()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest, answer
