"""What a benchmark answers with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number: smaller is better, and above `limit` it is a failure.

    ``name`` says what was measured and at what size ("search, 20,000 items"); ``unit`` is that of both
    numbers; ``limit`` is None where there is only something to compare with.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the number is within its limit, or has none."""
        return self.limit is None or self.value <= self.limit

    def __str__(self) -> str:
        verdict = "" if self.limit is None else f"  ({'within' if self.is_met else 'ABOVE'} {self.limit:g})"
        return f"{self.name}: {self.value:.4g} {self.unit}{verdict}"
