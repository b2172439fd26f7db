"""A blank case, made once and copied for each test, and builders for what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.store.case_store import CaseStore
from casefile.store.connection import connect
from casefile.store.migrations.m0001_first_case import make_first_case

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def blank_case(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("blank") / "blank.casefile"
    store = CaseStore(connect(path, KEY, salt=bytes(16), writing=True))
    with store.atomic():
        make_first_case(store.db)
    store.checkpoint()
    store.close()
    return path.read_bytes()


@pytest.fixture
def case_place(tmp_path: Path, blank_case: bytes) -> Path:
    path = tmp_path / "Larkspur.casefile"
    path.write_bytes(blank_case)
    return path


@pytest.fixture
def store(case_place: Path) -> Iterator[CaseStore]:
    opened = CaseStore(connect(case_place, KEY, writing=True))
    yield opened
    opened.close()


@pytest.fixture
def reading(case_place: Path, store: CaseStore) -> Iterator[CaseStore]:
    """A second connection to the same case, which cannot write."""
    opened = CaseStore(connect(case_place, KEY, writing=False))
    yield opened
    opened.close()
