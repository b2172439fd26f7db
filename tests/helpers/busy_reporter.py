"""A reporter who works a case until she is killed, saying aloud each step the case has acknowledged.

Run as a process (``python -m tests.helpers.busy_reporter CASE DROPS``) it waits for lines on its input;
each (a seed) makes it fork one worker, whose process number it says first and whose end it says last.
Everything said is one JSON list on a line. Nothing else is on its output.
"""

from __future__ import annotations

import json
import os
import random
import sys
from functools import partial
from pathlib import Path
from typing import Any

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags
from casefile.casework.history import Command
from casefile.casework.importing.run import Importing
from casefile.domain.changes import CaseChanged
from casefile.domain.evidence import Relation
from casefile.domain.identifiers import Kind
from casefile.domain.items import TextLayer
from casefile.importers.pdf_sample import sample_pdf
from casefile.sandbox.in_process import InProcessReading
from casefile.store.case_store import CaseStore
from tests.helpers.canary import CANARY
from tests.helpers.cases import reopened

MOST_DROPS = 2
"""Drops of one worker: what many of them leave unread has to be read in the end."""


def say(*words: Any) -> None:
    """One line, whole or not at all: shorter than a pipe's atomic write."""
    os.write(1, json.dumps(words).encode() + b"\n")


class BusyReporter:
    """Imports, tags, marks, claims, links, undoes and redoes, by chance."""

    def __init__(self, path: Path, drops: Path, seed: int) -> None:
        self._path = path
        self._drops = drops
        self._seed = seed
        self._luck = random.Random(seed)
        self._drop = 0

    def work(self) -> None:
        """Until somebody kills this process."""
        with reopened(self._path) as self._case:
            self._case.changes.subscribe(self._kept)
            self._importing = Importing(self._case, InProcessReading.start())
            say("open")
            self._importing.carry_on()
            while True:
                self._something()

    def _something(self) -> None:
        deed = self._luck.choices(
            [self._import, self._tag, self._mark, self._claim, self._link, self._undo], [2, 4, 4, 2, 4, 2]
        )[0]
        deed()

    def _kept(self, change: CaseChanged) -> None:
        if change.origin == "import" and change.of(Kind.ITEM):
            say("kept", sorted(change.of(Kind.ITEM)))

    def _import(self) -> None:
        if self._drop == MOST_DROPS:
            return
        self._drop += 1
        folder = self._drops / f"{self._seed}-{self._drop}"
        folder.mkdir(parents=True)
        for number in range(self._luck.randint(1, 15)):
            words = f"{CANARY} {self._seed} {self._drop} {number}"
            if self._luck.random() < 0.1:
                (folder / f"{number}.pdf").write_bytes(sample_pdf((words,)))
            else:
                (folder / f"{number}.txt").write_text(f"{words}\n" * self._luck.randint(1, 200))
        batch = self._importing.start([folder], tags=("dropped",)).result()
        step = self._case.answer(lambda store: store.steps.newest(1)[0])
        say("did", step.n, "imported", batch, folder.name)

    def _tag(self) -> None:
        items = self._items(30)
        path = f"theme:{self._luck.randint(1, 30)}"
        if items:
            self._do(AddTags(Kind.ITEM, items, (path,)), "tagged", path, items)

    def _mark(self) -> None:
        for item in self._items(1):
            layer = self._case.answer(partial(_layer, item=item))
            if layer is None or len(layer.text) < 40:
                continue
            start = self._luck.randrange(len(layer.text) - 30)
            place = (item, start, start + self._luck.randint(5, 30))
            if not self._case.answer(partial(_marked, place=place)):
                self._do(NewPassage(*place), "marked", *place)

    def _claim(self) -> None:
        words = f"{CANARY} claim {self._luck.getrandbits(60)}"
        self._do(NewClaim(words), "claimed", words)

    def _link(self) -> None:
        claims = self._case.answer(lambda store: store.claims.all())
        passages = self._case.answer(
            lambda store: [n for (n,) in store.db.conn.execute("SELECT n FROM passage ORDER BY n")]
        )
        if not claims or not passages:
            return
        claim, passage = self._luck.choice(claims), self._luck.choice(passages)
        if self._case.answer(lambda store: store.evidence.between(passage, claim)) is None:
            link = LinkPassage(claim, Relation.SUPPORTS, passage, origin=OriginNamed("the clerk"))
            self._do(link, "linked", passage, claim)

    def _undo(self) -> None:
        for _ in range(self._luck.randint(1, 3)):
            change = self._case.undo().result()
            if change is not None:
                say("undid", change.step)
        if self._luck.random() < 0.7:
            change = self._case.redo().result()
            if change is not None:
                say("redid", change.step)

    def _items(self, most: int) -> tuple[int, ...]:
        held = self._case.answer(
            lambda store: [n for (n,) in store.db.conn.execute("SELECT n FROM item WHERE trashed IS NULL")]
        )
        return tuple(self._luck.sample(held, min(len(held), self._luck.randint(1, most))))

    def _do(self, command: Command, *effect: Any) -> None:
        change = self._case.do(command).result()
        if change is not None:
            say("did", change.step, *effect)


def _layer(store: CaseStore, item: int) -> TextLayer | None:
    return store.text_layers.current(item)


def _marked(store: CaseStore, place: tuple[int, int, int]) -> bool:
    return store.passages.at(*place) is not None


def serve(path: Path, drops: Path) -> None:
    """Forks a worker for each line of the input, until it ends."""
    for line in sys.stdin:
        worker = os.fork()
        if not worker:
            try:
                BusyReporter(path, drops, int(line)).work()
            finally:
                os._exit(1)
        say("began", worker)
        os.waitpid(worker, 0)
        say("ended")


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]))
