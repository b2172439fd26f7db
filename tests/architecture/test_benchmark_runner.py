"""The benchmarks are found, told apart, and judged by their limits."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.benchmarks import __main__ as runner
from tests.benchmarks.figure import Figure


def test_benchmarks_are_found_by_name_and_chosen_by_words(tmp_path: Path) -> None:
    for name in ("bench_start.py", "bench_search.py", "figure.py"):
        (tmp_path / name).touch()
    assert runner.benchmarks([], tmp_path) == ["bench_search", "bench_start"]
    assert runner.benchmarks(["star"], tmp_path) == ["bench_start"]


@pytest.mark.parametrize(("value", "ended"), [(49.0, 0), (50.0, 0), (51.0, 1)])
def test_one_figure_above_its_limit_ends_the_run_with_one(
    value: float, ended: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = ModuleType("tests.benchmarks.bench_stall")
    module.figures = lambda: iter([Figure("stall", value, "ms", 50), Figure("peer", 147, "ms")])  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(runner, "benchmarks", lambda words, folder: ["bench_stall"])
    assert runner.main([]) == ended
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert ("ABOVE" in lines[0]) == (ended == 1)
    assert lines[1] == "peer: 147 ms"


def test_words_that_fit_no_benchmark_are_a_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "benchmarks", lambda words, folder: [])
    assert runner.main(["nothing"]) == 2
