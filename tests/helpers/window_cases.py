"""A real small case in a session, as the window's panes work on it, without a sandbox and without a wait.

Items come straight into the store, as an import leaves them; everything else is done by commands.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from casefile.casework.history import Command
from casefile.casework.importing.run import Importing
from casefile.casework.opening import new_case
from casefile.casework.reading_files import ReadingFiles
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.domain.limits import Limits
from casefile.gui.bridge import Bridge
from casefile.gui.session import Session
from casefile.importers import ParsedItem
from casefile.store.case_store import CaseStore, utc_now
from tests.helpers.canary import CANARY
from tests.helpers.cases import PASSPHRASE
from tests.helpers.cheap_keys import CHEAP_SETS

LETTER = (
    "The council met on Tuesday. It agreed to pay the harbour company twice.\n\n"
    "A clerk wrote that the second payment had no contract, and asked who had signed it.\n\n"
    "Nobody has answered her so far."
)
"""Three paragraphs of ours, to be marked in tests."""


class NoReaders:
    """The confined readers of a test that imports nothing."""

    def read(self, source: int, importer: str, limits: Limits, wish: dict[str, str]) -> ParsedItem:
        raise AssertionError("this test imports nothing")

    def open_pages(self, source: int, importer: str, limits: Limits, wish: dict[str, str]) -> Any:
        raise AssertionError("this test shows no pages")

    def break_off(self) -> None:
        """Nothing is read."""

    def close(self) -> None:
        """Nothing was started."""


class WindowCase:
    """A session with a few deeds that wait until the window has heard of them."""

    def __init__(self, path: Path, files: ReadingFiles | None = None) -> None:
        self.bridge = Bridge()
        made = new_case(path, PASSPHRASE, "Larkspur", self.bridge.deliver, sets=CHEAP_SETS)
        self.case = made.case
        readers = files or NoReaders()
        self.session = Session(self.case, readers, Importing(self.case, readers))
        self.troubles: list[BaseException] = []
        self.session.trouble.connect(self.troubles.append)

    def close(self) -> None:
        self.settle()
        self.session.close()
        self.bridge.shut()
        self.settle(rounds=1)

    def hold(self, text: str | None = LETTER, **columns: Any) -> int:
        """Puts an item in the case as an import leaves it; returns its number.

        ``original`` gives other bytes than the text's; the rest are columns of the item.
        """
        return self.hold_many([(text, columns)])[0]

    def hold_many(self, items: list[tuple[str | None, dict[str, Any]]]) -> list[int]:
        """Puts many items in the case in one transaction."""

        def write(store: CaseStore) -> list[int]:
            with store.atomic():
                return [_hold(store, text, columns) for text, columns in items]

        numbers = self.case.write(write).result()
        self.case.publish(CaseChanged({Kind.ITEM: frozenset(numbers)}))
        self.settle()
        return numbers

    def do(self, command: Command) -> CaseChanged | None:
        """Does a deed and waits until every pane has heard of it."""
        future: Future[CaseChanged | None] = self.case.do(command)
        change = future.result()
        self.settle()
        return change

    def made(self, command: Command, kind: Kind) -> int:
        """Does a deed that makes a record; returns its number."""
        change = self.do(command)
        assert change is not None
        return max(change.of(kind))

    def discard(self, widget: QWidget) -> None:
        """Closes a window or pane and takes it away at once, at a test's end, before the case closes.

        Answers still under way are dropped, as they are when a window's case closes.
        """
        self.bridge.shut()
        widget.close()
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def settle(self, rounds: int = 2) -> None:
        """Lets lanes and window answer one another until both are quiet."""
        for _ in range(rounds):
            if not self.case._closed:
                self.case.write(lambda store: None).result()
                self.case.ask(lambda store: None).result()
            QApplication.processEvents()
        QApplication.processEvents()

    def until(self, holds: Callable[[], bool], seconds: float = 5.0) -> None:
        """Runs the event loop until something holds. Fails the test where it never does."""
        loop, patience = QEventLoop(), QTimer()
        patience.setSingleShot(True)
        patience.timeout.connect(loop.quit)
        patience.start(round(seconds * 1000))
        look = QTimer()
        look.setInterval(5)
        look.timeout.connect(lambda: loop.quit() if holds() else None)
        look.start()
        if not holds():
            loop.exec()
        look.stop()
        patience.stop()
        assert holds(), "it never came"


def _hold(store: CaseStore, text: str | None, columns: dict[str, Any]) -> int:
    whole = None if text is None else f"{text} {CANARY}"
    columns = dict(columns)
    original = columns.pop("original", None) or (whole or str(uuid.uuid4())).encode()
    sha256 = hashlib.sha256(original).hexdigest()
    now = utc_now()
    store.originals.store(sha256, len(original), [original], now)
    row = {
        "id": str(uuid.uuid4()),
        "kind": "document",
        "status": "ok" if whole is not None else "no_text",
        "original_name": f"{CANARY}.txt",
        "size": len(original),
        "sha256": sha256,
        "mime": "text/plain",
        "format_name": "text",
        "language": "en",
        "first_words": " ".join((whole or "").split()[:8]),
        "created": now,
        "modified": now,
    }
    n = store.items.add(row | columns)
    if whole is not None:
        layer = hashlib.sha256(whole.encode()).hexdigest()
        store.text_layers.add(
            n, method="original", tool="tests", sha256=layer, text=whole, made=now, blocks=_paragraphs(whole)
        )
    return n


def _paragraphs(text: str) -> list[tuple[int, int, str]]:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append((at, at + len(part), "paragraph"))
        at += len(part) + 2
    return blocks


@pytest.fixture
def window_case(tmp_path: Path, qapp: QApplication) -> Iterator[WindowCase]:
    """An empty case in a session; closed at the end."""
    held = WindowCase(tmp_path / "Larkspur.casefile")
    try:
        yield held
    finally:
        held.close()
