"""The reader on long texts: how long opening, scrolling, jumping and finding hold up the window."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from casefile.domain.evidence import Relation
from casefile.domain.items import TextLayer
from casefile.gui.reader.marks import MarkedPassage
from casefile.gui.reader.reader_pane import ReaderPane
from casefile.gui.theme import dress
from tests.benchmarks.figure import Figure
from tests.helpers.reading_matter import find_plainly, plain_layer

_LIMIT = 50  # milliseconds: the longest stall of the window's thread (decision 28)
_SENTENCE = "The board met again and said nothing that it had not said before, Mr. Dvořák’s cranes apart 😀. "


def figures() -> Iterator[Figure]:
    """Milliseconds; the worst of many where a deed is repeated."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    dress(application)
    pane = ReaderPane(find_plainly)
    pane.resize(900, 900)
    pane.show()
    application.processEvents()
    paragraphs = "\n\n".join(_SENTENCE * (n % 9 + 1) for n in range(2200))[:1_000_000]
    for name, text in (
        ("1 MB of paragraphs", paragraphs),
        ("5 MB in one paragraph", (_SENTENCE * 56_000)[:5_000_000]),
    ):
        for what, milliseconds in _deeds(application, pane, plain_layer(text)):
            yield Figure(f"reader, {name}, {what}", milliseconds, "ms", _LIMIT)
    pane.close()


def _deeds(application: QApplication, pane: ReaderPane, layer: TextLayer) -> Iterator[tuple[str, float]]:
    def took(deed: Callable[[], object]) -> float:
        start = time.perf_counter()
        deed()
        application.processEvents()
        return (time.perf_counter() - start) * 1000

    pane.show_item("A long text")
    application.processEvents()
    yield "opened and painted", took(lambda: pane.set_layer(layer))
    linked = ((Relation.SUPPORTS, False),)
    every = len(layer.text) // 2500
    passages = [MarkedPassage(n, n * every, n * every + 80, linked) for n in range(1, 2499)]
    yield "2,500 passages marked", took(lambda: pane.set_passages(passages))
    bar = pane.text_view.verticalScrollBar()
    yield "a step", max(took(lambda: bar.setValue(bar.value() + 90)) for _ in range(200))
    yield "a page", max(took(lambda: bar.setValue(bar.value() + 820)) for _ in range(60))
    yield "a jump", max(took(lambda n=n: bar.setValue(bar.maximum() * n // 37)) for n in range(37))
    far = len(layer.text) * 2 // 3
    yield "a passage shown", took(lambda: pane.jump_to(far, far + 80))
    pane.find_bar.open_up()
    turns = [took(lambda: pane.find_bar.look_for("cranes"))]
    while pane.find_bar.is_working:
        turns.append(took(lambda: None))
    yield "the longest turn of finding", max(turns)
    pane.find_bar.close_up()
