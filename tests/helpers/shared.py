"""The folder shared beside the checkout: third parties' files to try against, never a part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared"
SHARED = Path(os.environ.get("CASEFILE_SHARED") or _BESIDE)
SEED_CASE = SHARED / "seed-case"

needs_seed_case = pytest.mark.skipif(
    not SEED_CASE.is_dir(), reason="the shared seed case is not here (CASEFILE_SHARED names its folder)"
)
