"""Runs the benchmarks: every module `bench_*.py` beside this one that has `figures()`.

    python -m tests.benchmarks                 all of them
    python -m tests.benchmarks search start    those whose names hold one of the words

`figures()` answers with `Figure`s, one by one as they are measured; each is a line. Ends with 1 when one
is above its limit. Run from the root of the checkout, with desktop/ on PYTHONPATH.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.figure import Figure


def benchmarks(words: Sequence[str], folder: Path) -> list[str]:
    """The names of the benchmark modules in the folder that hold one of the words; all without any."""
    names = sorted(path.stem for path in folder.glob("bench_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def measure(names: Sequence[str]) -> Iterator[Figure]:
    """The figures of the named modules, in order; a benchmark that breaks ends the run."""
    for name in names:
        yield from importlib.import_module(f"tests.benchmarks.{name}").figures()


def main(words: Sequence[str]) -> int:
    """Prints a line a figure. 0 when all limits are met, 1 when one is not, 2 when nothing fits the words."""
    names = benchmarks(words, Path(__file__).parent)
    if not names:
        print("There is no such benchmark.", file=sys.stderr)
        return 2
    met = True
    for figure in measure(names):
        print(figure, flush=True)
        met = met and figure.is_met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
