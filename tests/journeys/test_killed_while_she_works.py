"""The battery dies at any moment of her work: nothing the case has acknowledged is ever lost."""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from casefile.casework.importing.run import Importing
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import LedgerState
from casefile.sandbox.in_process import InProcessReading
from casefile.store.case_file import read_salt
from casefile.store.case_lock import CaseLock
from casefile.store.case_store import CaseStore
from casefile.store.checking import check
from casefile.store.connection import connect
from casefile.vault.passphrase import derive
from tests.helpers.cases import PASSPHRASE, case_at, reopened
from tests.helpers.cheap_keys import CHEAP_SETS
from tests.helpers.command_line import as_process, process_surroundings
from tests.helpers.imports import letters

UNFINISHED = {LedgerState.WAITING, LedgerState.STORED}


class Reporter:
    """The busy reporter's process, from outside: starts workers, kills them, keeps what they said."""

    def __init__(self, path: Path, drops: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.busy_reporter", str(path), str(drops)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=process_surroundings(), bufsize=0,
        )  # fmt: skip
        self._left = b""

    def work_and_be_killed(self, seed: int, after: float) -> list[list[Any]]:
        """One worker's acknowledged steps; it is killed so many seconds after it opened the case, or, for
        a negative time, that long after it began to."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{seed}\n".encode())
        said: list[list[Any]] = []
        worker = self._hear_until(said, "began", 60)[1]
        if after >= 0:
            self._hear_until(said, "open", 60)
        self._hear_for(said, abs(after))
        os.kill(worker, signal.SIGKILL)
        self._hear_until(said, "ended", 60)
        return said

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        assert self._process.wait(60) == 0
        self._process.stdout.close()

    def _hear_for(self, said: list[list[Any]], seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._hear(said, left)

    def _hear_until(self, said: list[list[Any]], what: str, seconds: float) -> list[Any]:
        until = time.monotonic() + seconds
        while not (found := [line for line in said if line[0] == what]):
            assert time.monotonic() < until, f"never {what}: {said[-3:]}"
            self._hear(said, 1.0)
        return found[-1]

    def _hear(self, said: list[list[Any]], seconds: float) -> None:
        stream: BinaryIO = self._process.stdout  # type: ignore[assignment]
        if select.select([stream], [], [], seconds)[0]:
            piece = os.read(stream.fileno(), 65536)
            assert piece, "the reporter's process ended by itself"
            *lines, self._left = (self._left + piece).split(b"\n")
            said += [json.loads(line) for line in lines]


class Memory:
    """What must be in the case: every acknowledged step with its effect, in the order of the history."""

    def __init__(self) -> None:
        self.effects: dict[int, list[Any]] = {}
        self.done: list[int] = []
        self.undone: list[int] = []
        self.kept: set[int] = set()
        self.batches: dict[int, str] = {}

    def hear(self, said: list[list[Any]]) -> None:
        for what, *rest in said:
            if what == "did":
                step, *effect = rest
                self.effects[step] = effect
                self.done, self.undone = [*self.done, step], []
                if effect[0] == "imported":
                    self.batches[effect[1]] = effect[2]
            elif what == "undid":
                assert self.done.pop() == rest[0]
                self.undone.insert(0, rest[0])
            elif what == "redid":
                assert self.undone.pop(0) == rest[0]
                self.done.append(rest[0])
            elif what == "kept":
                self.kept |= set(rest[0])

    def follow(self, store: CaseStore) -> None:
        """The history as it is now, which may be one step ahead of what was said, and no more."""
        steps = sorted(store.steps.newest(10**9), key=lambda step: step.n)
        done = [step.n for step in steps if not step.undone]
        undone = [step.n for step in steps if step.undone]
        allowed = [(self.done, self.undone)]
        if self.done:
            allowed.append((self.done[:-1], [self.done[-1], *self.undone]))
        if self.undone:
            allowed.append(([*self.done, self.undone[0]], self.undone[1:]))
        if done:
            allowed.append(([*self.done, done[-1]], []))
        assert (done, undone) in allowed
        self.done, self.undone = done, undone


def _assert_nothing_is_lost(path: Path, drops: Path, memory: Memory) -> None:
    key = derive(PASSPHRASE, read_salt(path), CHEAP_SETS)
    with CaseLock(path):
        assert check(path, key, full=True) == []
        store = CaseStore(connect(path, key, writing=False))
        try:
            memory.follow(store)
            assert store.audit.verify() == []
            for step in memory.done:
                if step in memory.effects:
                    assert _stands(store, memory.effects[step]), memory.effects[step]
            for step in memory.undone:
                if step in memory.effects:
                    assert not _stands(store, memory.effects[step]), memory.effects[step]
            for item in memory.kept:
                held = store.items.get(item)
                assert held is not None and held.sha256 is not None and store.originals.holds(held.sha256)
            for batch, folder in memory.batches.items():
                _assert_rows_are_files(store, batch, drops / folder)
        finally:
            store.close()


def _stands(store: CaseStore, effect: list[Any]) -> bool:
    what, *rest = effect
    if what == "tagged":
        tag = store.tags.by_path(rest[0])
        held = set(store.tags.targets(tag.n).get(Kind.ITEM, [])) if tag is not None else set()
        return set(rest[1]) <= held
    if what == "marked":
        return store.passages.at(*rest) is not None
    if what == "claimed":
        sql = "SELECT count(*) FROM claim WHERE proposition = ?"
        return bool(store.db.conn.execute(sql, rest).fetchone()[0])
    if what == "linked":
        return store.evidence.between(*rest) is not None
    assert what == "imported"
    drop = store.ledger.batch(rest[0])
    assert drop is not None
    trashed = [store.items.get(n).trashed is not None for n in store.items.of_batch(rest[0])]  # type: ignore[union-attr]
    assert set(trashed) <= {drop.taken_back}
    return not drop.taken_back


def _assert_rows_are_files(store: CaseStore, batch: int, folder: Path) -> None:
    rows = store.ledger.rows(store.ledger.listing(batch))
    files = {path.name: path for path in folder.iterdir()}
    assert sorted(row.name for row in rows) == sorted(files)
    for row in rows:
        if row.item is None:
            continue
        item = store.items.get(row.item)
        assert item is not None and item.sha256 == row.sha256
        assert row.sha256 == hashlib.sha256(files[row.name].read_bytes()).hexdigest()
        if row.state is LedgerState.IMPORTED:
            assert len(store.text_layers.of_item(row.item)) == 1


def _kill(path: Path, drops: Path, times: int, seed: int) -> None:
    with case_at(path):
        pass
    luck = random.Random(seed)
    memory = Memory()
    reporter = Reporter(path, drops)
    try:
        for number in range(times):
            after = -luck.uniform(0.001, 0.08) if number % 10 == 9 else luck.uniform(0.0, 0.6)
            memory.hear(reporter.work_and_be_killed(seed * 1_000 + number, after))
            _assert_nothing_is_lost(path, drops, memory)
    finally:
        reporter.close()
    assert len(memory.done) > times and memory.batches
    with reopened(path) as case:
        importing = Importing(case, InProcessReading.start())
        importing.carry_on()
        importing.wait()
        importing.stop()
        states = {
            row.state
            for drop in case.look.ledger.batches()
            if not drop.taken_back
            for row in case.look.ledger.rows(case.look.ledger.listing(drop.n))
        }
        assert not states & (UNFINISHED | {LedgerState.FAILED, LedgerState.CANCELLED})
    _assert_nothing_is_lost(path, drops, memory)


@pytest.mark.timeout(180)
def test_killed_fifteen_times_she_finds_every_step_she_was_told_of(tmp_path: Path) -> None:
    _kill(tmp_path / "a.casefile", tmp_path / "drops", 15, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_two_hundred_times_she_finds_every_step_she_was_told_of(tmp_path: Path) -> None:
    for round_ in range(4):  # four cases of fifty kills: a case that grows for ever only makes the check slow
        _kill(tmp_path / f"{round_}.casefile", tmp_path / f"drops {round_}", 50, seed=2 + round_)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_import_killed_again_and_again_at_the_terminal_is_whole_in_the_end(tmp_path: Path) -> None:
    path = tmp_path / "case" / "a.casefile"
    path.parent.mkdir()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    with case_at(path):
        pass
    letters(tmp_path / "drop", *(f"{number:03}.txt" for number in range(300)))
    luck = random.Random(7)
    words = as_process("import", path, "--passphrase-file", secret, tmp_path / "drop")
    for _ in range(12):
        child = subprocess.Popen(words, env=process_surroundings(), stderr=subprocess.DEVNULL)
        time.sleep(luck.uniform(0.3, 2.5))
        child.kill()
        child.wait()
        assert check(path, derive(PASSPHRASE, read_salt(path), CHEAP_SETS), full=True) == []
    assert subprocess.run(words, env=process_surroundings(), timeout=200).returncode == 0
    with reopened(path) as case:
        assert case.look.items.count() == 300
        counts = case.look.ledger.counts()
        assert set(counts) <= {LedgerState.IMPORTED, LedgerState.DUPLICATE}
        assert counts[LedgerState.IMPORTED] == 300
        texts = case.look.db.conn.execute("SELECT count(*), count(DISTINCT item) FROM text_layer").fetchone()
        assert texts == (300, 300)
        assert case.look.audit.verify() == []
