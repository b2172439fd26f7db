"""Words are selected by pointer and keys, and asked to become passages, links, tags and claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casefile.domain.evidence import EvidenceLink, Relation, Strength
from casefile.domain.identifiers import Kind
from casefile.domain.passages import Passage
from casefile.gui.models.dragged_refs import REFS_TYPE, refs_of
from casefile.gui.reader import passage_drag
from casefile.gui.reader.marks import Stretch, marked
from casefile.gui.reader.reading import Reading
from casefile.gui.reader.text_view import TextView
from tests.helpers.reading_matter import layer_of, passage, plain_layer, stretch_of

SUPPORTS, CONTRADICTS, CONTEXT = Relation.SUPPORTS, Relation.CONTRADICTS, Relation.CONTEXT
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LAYER = layer_of()


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    view = TextView(Reading())
    qtbot.addWidget(view)
    view.resize(860, 900)
    view.show()
    view.reading.set_layer(LAYER)
    view.setFocus()
    return view


@pytest.fixture
def wanted(view: TextView) -> Iterator[list[tuple[Any, ...]]]:
    """Everything asked of the window, in order."""
    said: list[tuple[Any, ...]] = []
    reading = view.reading
    for name in (
        "passage_wanted",
        "link_wanted",
        "link_form_wanted",
        "tag_wanted",
        "mark_wanted",
        "claim_wanted",
        "copy_with_citation_wanted",
        "passage_move_wanted",
        "hinted",
    ):
        getattr(reading, name).connect(lambda *what, name=name: said.append((name, *what)))
    return said


def point_of(view: TextView, words: str, offset: int = 0) -> QPoint:
    """The middle of a letter, in the viewport."""
    start = view.reading.text.index(words) + offset
    return view.in_viewport(view.flow.rectangles(start, start + 1)[0]).center().toPoint()


class Hand:
    """A pointer with a clock of its own, so that presses can follow each other."""

    def __init__(self, view: TextView) -> None:
        self.view = view.viewport()
        self.clock = 1000

    def send(self, kind: QEvent.Type, place: QPoint, held: bool, keys: Qt.KeyboardModifier) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        at = QPointF(place)
        button = none if kind == QEvent.Type.MouseMove else left
        event = QMouseEvent(kind, at, self.view.mapToGlobal(at), button, left if held else none, keys)
        event.setTimestamp(self.clock)
        QApplication.sendEvent(self.view, event)
        self.clock += 10

    def press(self, place: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.send(QEvent.Type.MouseButtonPress, place, True, keys)

    def move(self, place: QPoint) -> None:
        self.send(QEvent.Type.MouseMove, place, True, Qt.KeyboardModifier.NoModifier)

    def release(self, place: QPoint) -> None:
        self.send(QEvent.Type.MouseButtonRelease, place, False, Qt.KeyboardModifier.NoModifier)

    def click(self, place: QPoint, times: int = 1) -> None:
        self.clock += 5000
        for _ in range(times):
            self.press(place)
            self.release(place)


def test_words_are_selected_from_press_to_release(view: TextView) -> None:
    hand = Hand(view)
    start, end = point_of(view, "old cranes"), point_of(view, "cranes to", 6)
    hand.press(start - QPoint(3, 0))
    hand.move(end - QPoint(1, 0))
    hand.release(end - QPoint(1, 0))
    assert view.reading.selected_words == "old cranes"


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (1, ""),
        (2, "newspaper"),
        (3, "The sale was never put out to tender, and two members learned of it from a newspaper."),
        (4, LAYER.text.split("\n\n")[1]),
        (5, ""),
    ],
)
def test_two_three_and_four_clicks_take_word_sentence_and_paragraph(
    view: TextView, times: int, words: str
) -> None:
    Hand(view).click(point_of(view, "newspaper", 3), times)
    assert view.reading.selected_words == words


def test_dragging_after_a_double_click_grows_by_words_both_ways(view: TextView) -> None:
    hand = Hand(view)
    middle = point_of(view, "three old", 6)
    hand.click(middle)
    hand.press(middle)
    hand.move(point_of(view, "cranes to", 2))
    assert view.reading.selected_words == "old cranes"
    hand.move(point_of(view, "quietly", 2))
    assert view.reading.selected_words == "quietly sold three old"
    hand.release(point_of(view, "quietly", 2))


def test_shift_and_a_click_moves_the_near_end(view: TextView) -> None:
    hand = Hand(view)
    view.put_caret(view.reading.text.index("old cranes"))
    place = point_of(view, "cranes to", 5) + QPoint(4, 0)
    hand.clock += 5000
    hand.press(place, SHIFT)
    hand.release(place)
    assert view.reading.selected_words == "old cranes"


def test_words_beyond_the_edge_are_reached_by_holding_the_button(qtbot: QtBot) -> None:
    view = TextView(Reading())
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    view.reading.set_layer(plain_layer("A line of words to be read. " * 400))
    hand = Hand(view)
    hand.press(QPoint(view.column_left + 5, 60))
    hand.move(QPoint(view.column_left + 200, 420))
    before = view.reading.caret
    for _ in range(12):
        view._creep_on()
    assert view.scrolled() > 100
    assert view.reading.caret > before + 200
    hand.release(QPoint(view.column_left + 200, 420))
    assert not view._creep.isActive()


def test_the_caret_walks_graphemes_lines_words_and_ends(view: TextView) -> None:
    text = view.reading.text
    view.put_caret(text.index("👩"))
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.reading.caret == text.index("👩") + 5
    QTest.keyClick(view, Qt.Key.Key_Right, CTRL)
    assert text[: view.reading.caret].endswith("and")
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.reading.caret == text.index("I turned")
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert stretch_of(LAYER, '"It was')[0] < view.reading.caret < stretch_of(LAYER, "were old.")[1]
    QTest.keyClick(view, Qt.Key.Key_End, CTRL)
    assert view.reading.caret == len(text.rstrip())
    QTest.keyClick(view, Qt.Key.Key_Home, CTRL)
    assert view.reading.caret == 0
    QTest.keyClick(view, Qt.Key.Key_Down, CTRL)
    assert view.reading.caret == text.index("The board of")


def test_left_goes_forward_where_the_text_runs_leftward(view: TextView) -> None:
    start = view.reading.text.index("אתמול")
    view.put_caret(start)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.reading.caret == start + 1
    QTest.keyClick(view, Qt.Key.Key_Left, CTRL | SHIFT)
    assert view.reading.selected_words == "תמול"


def test_down_keeps_its_column_over_a_short_line(view: TextView) -> None:
    start = view.reading.text.index("buyer")
    view.put_caret(start)
    x = view.caret_rect().x()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Up)
    assert abs(view.caret_rect().x() - x) < 8


def test_every_place_is_reached_by_the_right_arrow_alone(qtbot: QtBot) -> None:
    view = TextView(Reading())
    qtbot.addWidget(view)
    layer = plain_layer("ab\r\ncé e\u0301👍🏽\r\n\r\nd")
    view.reading.set_layer(layer)
    seen = []
    for _ in range(40):
        seen.append(view.reading.caret)
        view._selection.move("right")
        view._put_selection()
    assert list(dict.fromkeys(seen)) == [0, 1, 2, 4, 5, 6, 7, 9, 11, 15, 16]
    for _ in range(40):
        view._selection.move("left")
    assert view._selection.caret == 0


def test_shift_and_arrows_select_and_ctrl_c_copies_to_the_letter(view: TextView) -> None:
    view.put_caret(view.reading.text.index("The treasurer’s"))
    QTest.keyClick(view, Qt.Key.Key_Right, CTRL | SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Right, CTRL | SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "The treasurer’s "
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.reading.selected_words == ""


def test_everything_is_selected_with_its_line_ends(view: TextView) -> None:
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == LAYER.text.rstrip()


def test_plain_letters_are_left_for_the_window(view: TextView) -> None:
    from PySide6.QtGui import QKeyEvent

    for key in (Qt.Key.Key_E, Qt.Key.Key_S, Qt.Key.Key_1, Qt.Key.Key_F6, Qt.Key.Key_Escape):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        event.accept()
        view.keyPressEvent(event)
        assert not event.isAccepted()


def test_selected_words_become_whatever_the_key_says(view: TextView, wanted: list[tuple[Any, ...]]) -> None:
    start, end = stretch_of(LAYER, "three old cranes")
    view.select(start - 1, end + 1)
    stretch = Stretch(start, end)
    for action in (
        "passage.new",
        "link.supports",
        "link.contradicts",
        "link.context",
        "link.form",
        "link.new",
        "tag.add",
        "tag.toggle4",
        "claim.new",
        "passage.copy",
    ):
        assert view.reading.do(action)
    assert wanted == [
        ("passage_wanted", start, end),
        ("link_wanted", "supports", stretch),
        ("link_wanted", "contradicts", stretch),
        ("link_wanted", "context", stretch),
        ("link_form_wanted", stretch),
        ("link_form_wanted", stretch),
        ("tag_wanted", stretch),
        ("mark_wanted", 4, stretch),
        ("claim_wanted", "three old cranes", stretch),
        ("copy_with_citation_wanted", stretch),
    ]
    assert not view.reading.do("item.trash")


def test_without_selected_words_the_chosen_passage_is_meant(
    view: TextView, wanted: list[tuple[Any, ...]]
) -> None:
    view.reading.set_passages([passage(LAYER, 5, "put out to tender")])
    view.reading.do("link.supports")
    assert [name for name, *_ in wanted] == ["hinted"]
    Hand(view).click(point_of(view, "tender", 2))
    view.reading.do("link.supports")
    view.reading.do("passage.new")
    assert wanted[1] == ("link_wanted", "supports", Stretch(*stretch_of(LAYER, "put out to tender"), 5))
    assert wanted[2][0] == "hinted"


def test_a_click_chooses_the_shortest_passage_and_o_the_others(view: TextView) -> None:
    reading = view.reading
    reading.set_passages(
        [
            passage(LAYER, 1, "sold three old cranes to a buyer"),
            passage(LAYER, 2, "old cranes"),
            passage(LAYER, 3, "three old cranes"),
        ]
    )
    chosen: list[object] = []
    reading.passage_chosen.connect(chosen.append)
    Hand(view).click(point_of(view, "old cranes", 5))
    for _ in range(3):
        reading.do("passage.cycle")
    Hand(view).click(point_of(view, "quietly", 2))
    assert chosen == [2, 3, 1, 2, None]


def test_brackets_walk_the_passages_in_the_order_of_the_text(view: TextView) -> None:
    reading = view.reading
    reading.set_passages(
        [passage(LAYER, 9, "two members"), passage(LAYER, 2, "quietly"), passage(LAYER, 4, "signature")]
    )
    hints: list[str] = []
    reading.hinted.connect(hints.append)
    walked = []
    for action in ["passage.next"] * 4 + ["passage.previous"] * 3:
        reading.do(action)
        walked.append(reading.chosen.n if reading.chosen else None)
    assert walked == [2, 9, 4, 4, 9, 2, 2]
    assert len(hints) == 2


def test_the_end_of_the_chosen_passage_moves_by_whole_words(
    view: TextView, wanted: list[tuple[Any, ...]]
) -> None:
    view.reading.set_passages([passage(LAYER, 6, "three old cranes"), passage(LAYER, 7, "quietly")])
    start, end = stretch_of(LAYER, "three old cranes")
    view.reading.choose(6)
    view.reading.do("passage.grow")
    view.reading.do("passage.shrink")
    view.reading.choose(7)
    view.reading.do("passage.shrink")
    assert wanted == [
        ("passage_move_wanted", 6, start, end + len(" to")),
        ("passage_move_wanted", 6, start, end - len(" cranes")),
    ]


def test_a_passage_that_is_gone_is_no_longer_chosen(view: TextView) -> None:
    view.reading.set_passages([passage(LAYER, 6, "three old cranes")])
    view.reading.choose(6)
    view.reading.set_passages([])
    assert view.reading.chosen is None


def test_selected_words_are_carried_away_as_numbers_only(
    view: TextView, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[passage_drag.DraggedWords] = []
    monkeypatch.setattr(passage_drag, "pick_up", lambda source, words, shown: carried.append(words))
    start, end = stretch_of(LAYER, "three old cranes")
    view.select(start, end)
    hand = Hand(view)
    hand.press(point_of(view, "old cranes", 1))
    hand.move(point_of(view, "old cranes", 1) + QPoint(40, 30))
    hand.release(QPoint(0, 0))
    assert view.reading.selection == (start, end)
    view.reading.set_passages([passage(LAYER, 8, "two members")])
    rect = view.gutter.row_rect(8)
    assert rect is not None
    QTest.mousePress(view.gutter, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        rect.center() + QPointF(40, 0),
        QPointF(view.gutter.mapToGlobal(rect.center().toPoint())) + QPointF(40, 0),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.gutter, event)
    assert carried == [
        passage_drag.DraggedWords(3, 7, start, end),
        passage_drag.DraggedWords(3, 7, *stretch_of(LAYER, "two members"), 8),
    ]
    assert passage_drag.written(carried[0]).formats() == [passage_drag.PASSAGE_MIME]
    mime = passage_drag.written(carried[1])
    assert set(mime.formats()) == {passage_drag.PASSAGE_MIME, REFS_TYPE}
    assert passage_drag.read(mime) == carried[1]
    assert refs_of(mime) == (Kind.PASSAGE, (8,))


@pytest.mark.parametrize(
    "strange",
    [b"", b"null", b"[1,2,3,4]", b"[1,2,9,4,null]", b"[1,2,3,4,true]", b"[1,2,3,-4,5]", b'["1",2,3,4,5]',
     b"[1,2,3,4,1e999]", b"[" * 150, b"\xff\xfe", b"[1,2,3,4,5]" + b" " * 300, b"[1.5,2,3,4,5]"],
)  # fmt: skip
def test_a_drag_made_up_by_another_program_is_not_believed(strange: bytes) -> None:
    mime = QMimeData()
    mime.setData(passage_drag.PASSAGE_MIME, strange)
    assert passage_drag.read(mime) is None
    assert passage_drag.read(QMimeData()) is None


def test_a_click_inside_selected_words_puts_the_caret_there(view: TextView) -> None:
    view.select(*stretch_of(LAYER, "three old cranes"))
    place = point_of(view, "old cranes", 1)
    Hand(view).click(place)
    assert view.reading.selected_words == ""
    assert view.reading.caret in range(*stretch_of(LAYER, "old c"))


def test_a_passage_of_the_case_is_shown_with_its_links_each_once() -> None:
    kept = Passage(25, "x", 3, 7, "0" * 64, 10, 20, "0123456789", "", "", "", "")
    made = dict(created="", modified="", strength=Strength.WEAK, passage=25)

    def link(n: int, claim: int, relation: Relation, *, weakens: bool = False) -> EvidenceLink:
        return EvidenceLink(n=n, id="", claim=claim, relation=relation, weakens=weakens, **made)  # type: ignore[arg-type]

    shown = marked(
        kept,
        [link(1, 28, CONTEXT), link(2, 27, CONTEXT), link(3, 2, SUPPORTS), link(4, 3, CONTEXT, weakens=True)],
    )
    assert shown.relations == ((SUPPORTS, False), (CONTEXT, False), (CONTEXT, True))
    assert (
        shown.sentence() == "passage P25, supports C2, contradicts nothing, context for C27, C28, C3, weakens"
    )
    assert marked(kept).sentence() == "passage P25, not linked"


def test_the_drag_label_is_one_short_line_whatever_is_carried() -> None:
    short = passage_drag.label("two\r\nwords", 2.0)
    long = passage_drag.label("<b>many words</b>\n" * 500, 2.0)
    assert short.devicePixelRatio() == 2.0
    assert short.height() == long.height() == 64
    assert short.width() < long.width() == 520
