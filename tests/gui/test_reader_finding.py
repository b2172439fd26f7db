"""Words are found in one item: all marked and counted, and walked with F3, however long the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casefile.domain.items import TextLayer
from casefile.gui.reader.find_bar import FindBar
from casefile.gui.reader.finding import MOST, Finding
from casefile.gui.reader.paragraphs import Pieces
from casefile.gui.reader.reading import Reading
from tests.helpers.reading_matter import find_plainly, layer_of, plain_layer


def open_bar(qtbot: QtBot, layer: TextLayer) -> FindBar:
    reading = Reading()
    reading.set_layer(layer)
    bar = FindBar(reading, find_plainly)
    qtbot.addWidget(bar)
    reading.setParent(bar)
    bar.open_up()
    return bar


def look_for(qtbot: QtBot, bar: FindBar, words: str) -> None:
    bar.field.set_words(words)
    bar._look(words)
    qtbot.waitUntil(lambda: not bar._finding.is_working)


def test_all_hits_are_marked_and_counted(qtbot: QtBot) -> None:
    layer = layer_of()
    bar = open_bar(qtbot, layer)
    look_for(qtbot, bar, "the")
    hits = bar._reading.dressing.hits
    assert hits.found == find_plainly(layer.text, "the")
    assert bar.count.text() == f"1 of {len(hits)}"


def test_f3_walks_round_and_shift_f3_back(qtbot: QtBot) -> None:
    bar = open_bar(qtbot, layer_of())
    look_for(qtbot, bar, "cranes")
    sought: list[tuple[int, int]] = []
    bar._reading.sought.connect(lambda start, end: sought.append((start, end)))
    walked = [bar._reading.dressing.hit]
    for key in (Qt.KeyboardModifier.NoModifier,) * 3 + (Qt.KeyboardModifier.ShiftModifier,) * 2:
        QTest.keyClick(bar, Qt.Key.Key_F3, key)
        walked.append(bar._reading.dressing.hit)
    assert walked == [0, 1, 2, 0, 2, 1]
    assert sought == [bar._reading.dressing.hits.found[n] for n in walked[1:] if n is not None]


def test_the_first_hit_shown_is_the_one_after_the_caret(qtbot: QtBot) -> None:
    layer = layer_of()
    bar = open_bar(qtbot, layer)
    at = layer.text.index("three old cranes")
    bar._reading.select(at, at)
    look_for(qtbot, bar, "cranes")
    assert bar.count.text() == "2 of 3"


def test_nothing_found_is_said_and_an_empty_field_says_nothing(qtbot: QtBot) -> None:
    bar = open_bar(qtbot, layer_of())
    look_for(qtbot, bar, "submarine")
    assert bar.count.text() == "Not found"
    assert not bar._after.isEnabled()
    look_for(qtbot, bar, " ")
    assert bar.count.text() == ""
    assert len(bar._reading.dressing.hits) == 0


def test_selected_words_are_looked_for_on_opening_and_esc_takes_the_marks_away(qtbot: QtBot) -> None:
    layer = layer_of()
    bar = open_bar(qtbot, layer)
    bar.close_up()
    start = layer.text.index("cranes to")
    bar._reading.select(start, start + 6)
    closed: list[bool] = []
    bar.closed.connect(lambda: closed.append(True))
    bar.open_up()
    qtbot.waitUntil(lambda: not bar._finding.is_working)
    assert bar.field.words == "cranes"
    assert len(bar._reading.dressing.hits) == 3
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert closed == [True]
    assert not bar.isVisible()
    assert len(bar._reading.dressing.hits) == 0


def test_another_text_is_searched_for_the_same_words(qtbot: QtBot) -> None:
    bar = open_bar(qtbot, layer_of())
    look_for(qtbot, bar, "cranes")
    bar._reading.set_layer(plain_layer("No crane here. Some cranes there."))
    qtbot.waitUntil(lambda: not bar._finding.is_working)
    assert bar.count.text() == "1 of 1"


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"Line {n} of the minutes, with a needle in it." for n in range(4000)),
        "words without an end and a needle " * 6000,
        "x" * 2995 + "needle" * 9000,
    ],
    ids=["paragraphs", "one paragraph", "over the seams"],
)
def test_a_long_text_is_searched_in_portions_with_the_same_result(qtbot: QtBot, text: str) -> None:
    asked: list[int] = []

    def find(portion: str, words: str) -> list[tuple[int, int]]:
        asked.append(len(portion))
        return find_plainly(portion, words)

    finding = Finding(find)
    answers: list[tuple[list[tuple[int, int]], bool]] = []
    finding.found.connect(lambda found, done: answers.append((found, done)))
    finding.look_for(Pieces(text), "needle")
    qtbot.waitUntil(lambda: bool(answers) and answers[-1][1])
    assert answers[-1][0] == find_plainly(text, "needle")[:MOST]
    assert max(asked) < 30_000
    assert len(asked) > 0


def test_a_new_search_ends_the_one_before(qtbot: QtBot) -> None:
    pieces = Pieces("\n".join(f"needle and thread {n}" for n in range(9000)))
    finding = Finding(find_plainly)
    last: list[tuple[int, bool]] = []
    finding.found.connect(lambda found, done: last.append((len(found), done)))
    finding.look_for(pieces, "needle")
    finding.look_for(pieces, "thread 8999")
    qtbot.waitUntil(lambda: not finding.is_working)
    assert last[-1] == (1, True)
    finding.look_for(pieces, "needle")
    finding.stop()
    assert not finding.is_working
