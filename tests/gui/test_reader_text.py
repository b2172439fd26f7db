"""The text view: what is painted where, scrolling without a jump, long texts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from casefile.domain.evidence import Relation
from casefile.domain.items import TextLayer
from casefile.gui.reader.flow import Anchor
from casefile.gui.reader.marks import MarkedPassage
from casefile.gui.reader.reading import Reading
from casefile.gui.reader.text_view import TextView
from casefile.gui.theme import Look, LookWish
from tests.helpers.reading_matter import layer_of, passage, plain_layer, stretch_of

SUPPORTS, CONTEXT = Relation.SUPPORTS, Relation.CONTEXT


def open_view(qtbot: QtBot, layer: TextLayer, width: int = 860, height: int = 600) -> TextView:
    view = TextView(Reading())
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    view.reading.set_layer(layer)
    return view


def picture(view: TextView) -> QImage:
    return view.viewport().grab().toImage()


def colours_behind(view: TextView, words: str) -> set[str]:
    """The colours in the blanks of some words of the text and just under them."""
    image = picture(view)
    start, end = stretch_of(view.reading.layer or layer_of(), words)
    found = set()
    for rect in view.flow.rectangles(start, end):
        inside = view.in_viewport(rect).toRect()
        for x in range(inside.left() + 2, inside.right() - 2):
            for y in range(inside.top() + 1, inside.bottom()):
                found.add(image.pixelColor(x, y).name())
    return found


def test_linked_words_are_filled_and_others_only_underlined(qtbot: QtBot, the_look: Look) -> None:
    layer = layer_of()
    view = open_view(qtbot, layer)
    view.reading.set_passages(
        [passage(layer, 1, "three old cranes", SUPPORTS), passage(layer, 2, "never put out to tender")]
    )
    mark, line = the_look.colour("mark").name(), the_look.colour("mark_line").name()
    assert {mark, line} <= colours_behind(view, "three old cranes")
    loose = colours_behind(view, "never put out to tender")
    assert mark not in loose
    assert line in loose
    assert line not in colours_behind(view, "quietly")


def test_overlapping_and_chosen_passages_have_their_own_colours(qtbot: QtBot, the_look: Look) -> None:
    layer = layer_of()
    view = open_view(qtbot, layer)
    view.reading.set_passages(
        [
            passage(layer, 1, "sold three old cranes to a buyer", SUPPORTS),
            passage(layer, 2, "three old cranes", CONTEXT),
            passage(layer, 3, "put out to tender", SUPPORTS),
        ]
    )
    view.reading.choose(3)
    assert the_look.colour("mark2").name() in colours_behind(view, "three old cranes")
    assert the_look.colour("mark2").name() not in colours_behind(view, "to a buyer")
    chosen = colours_behind(view, "put out to tender")
    assert the_look.colour("mark_current").name() in chosen
    assert the_look.colour("accent").name() in chosen


def test_shift_m_shows_all_then_linked_then_no_marks(qtbot: QtBot, the_look: Look) -> None:
    layer = layer_of()
    view = open_view(qtbot, layer)
    view.reading.set_passages(
        [passage(layer, 1, "three old cranes", SUPPORTS), passage(layer, 2, "put out to tender")]
    )
    line = the_look.colour("mark_line").name()

    def underlined() -> list[bool]:
        return [line in colours_behind(view, words) for words in ("three old cranes", "put out to tender")]

    seen = [underlined()]
    for _ in range(3):
        assert view.reading.do("passage.marks")
        seen.append(underlined())
    assert seen == [[True, True], [True, False], [False, False], [True, True]]


def test_a_hit_and_the_selection_are_painted(qtbot: QtBot, the_look: Look) -> None:
    layer = layer_of()
    view = open_view(qtbot, layer)
    view.reading.set_hits([stretch_of(layer, "buyer")])
    view.select(*stretch_of(layer, "two members"))
    assert the_look.colour("find").name() in colours_behind(view, "buyer")
    assert the_look.colour("accent").name() in colours_behind(view, "two members")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast", "contrast_light"])
def test_every_theme_paints_the_reading_surface(qtbot: QtBot, the_look: Look, theme: str) -> None:
    the_look.apply(LookWish(theme=theme))  # type: ignore[arg-type]
    view = open_view(qtbot, layer_of())
    assert picture(view).pixelColor(2, 2) == QColor(the_look.colour("reading"))


def test_paragraphs_are_numbered_as_the_case_counts_them(qtbot: QtBot) -> None:
    view = open_view(qtbot, layer_of(), height=900)
    assert view.sight == (1, 7)
    assert [view.flow.pieces.number(i) for i in range(7)] == [1, 2, 3, 4, 5, 6, 7]


def test_the_column_keeps_its_measure_and_margins_grow(qtbot: QtBot) -> None:
    view = open_view(qtbot, layer_of(), width=1600)
    assert view.column_width == 620
    left = view.column_left
    assert abs((left - 34) - (view.viewport().width() - left - 620 - 14 - 74)) <= 2
    view.resize(700, 600)
    assert 420 <= view.column_width <= 620
    view.resize(400, 600)
    assert view.column_width < 420
    assert view.column_left + view.column_width + 14 + 74 <= view.viewport().width()


def test_right_to_left_words_begin_at_the_right(qtbot: QtBot) -> None:
    layer = layer_of()
    view = open_view(qtbot, layer)
    start, end = stretch_of(layer, "אתמול")
    first = view.flow.rectangles(start, start + 1)[0]
    last = view.flow.rectangles(end - 1, end)[0]
    assert first.left() > last.left()
    assert first.right() > view.column_width * 0.95


def test_marks_in_mixed_directions_cover_their_letters_exactly(qtbot: QtBot) -> None:
    view = open_view(qtbot, plain_layer("אבג 41,0 דה"))
    cells = [view.flow.rectangles(at, at + 1)[0] for at in range(11) if view.reading.text[at] != " "]
    assert all(cell.width() > 2 for cell in cells)
    for one in cells:
        assert sum(one.adjusted(0.5, 0, -0.5, 0).intersects(other) for other in cells) == 1
    number = view.flow.rectangles(4, 8)
    assert len(number) == 1
    assert number[0].width() == pytest.approx(sum(cell.width() for cell in cells[3:7]), abs=1)


def test_every_place_is_found_again_at_its_point(qtbot: QtBot) -> None:
    view = open_view(qtbot, layer_of(), height=900)
    pieces = view.flow.pieces
    for piece, _ in view.in_sight():
        layout = view.flow.layout(piece)
        if layout.leftward:
            continue
        for at in range(pieces.starts[piece], pieces.ends[piece]):
            caret = view.in_viewport(view.flow.caret(at))
            found = view.place_under(QPointF(caret.center().x() + 0.3, caret.center().y()))
            wanted = view.in_viewport(view.flow.caret(found))
            assert abs(wanted.x() - caret.x()) < 1.5


LONG = "\n\n".join(
    f"Paragraph {n}. "
    + ("The board met again and said nothing.", "illi till i fill it ", "WWWW MMMM ÅÅÅ ")[n % 3]
    * (n % 11 + 1)
    for n in range(1, 2500)
)


def test_scrolling_back_shows_exactly_what_was_there(qtbot: QtBot) -> None:
    """Heights above are only estimated at first; finding them out must never move the words."""
    view = open_view(qtbot, plain_layer(LONG))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(150):
        before = {piece: y for piece, y in view.in_sight()}
        bar.setValue(bar.value() - 90)
        after = {piece: y for piece, y in view.in_sight()}
        moved = {after[piece] - before[piece] for piece in before.keys() & after.keys()}
        assert moved == {90}


def test_both_ends_of_a_long_text_are_reached(qtbot: QtBot) -> None:
    view = open_view(qtbot, plain_layer(LONG))
    bar = view.verticalScrollBar()
    for _ in range(6):
        bar.setValue(bar.maximum())
    last, y = view.in_sight()[-1]
    assert last == len(view.flow.pieces) - 1
    assert 0 < view.viewport().height() - (y + view.flow.height(last)) <= 60
    bar.setValue(0)
    assert view.in_sight()[0] == (0, 20)


def test_a_change_of_width_or_size_keeps_what_is_being_read(qtbot: QtBot) -> None:
    view = open_view(qtbot, plain_layer(LONG))
    view.jump_to(*stretch_of(view.reading.layer or layer_of(), "Paragraph 1200."))
    place = view.first_place()
    view.resize(560, 600)
    view.set_reading_px(24)
    assert abs(view.first_place() - place) < 120
    assert view.reading_px == 24
    view.set_reading_px(99)
    assert view.reading_px == 26


def test_a_jump_brings_far_words_into_sight(qtbot: QtBot) -> None:
    layer = plain_layer(LONG)
    view = open_view(qtbot, layer)
    start, end = stretch_of(layer, "Paragraph 2100.")
    view.jump_to(start, end)
    caret = view.caret_rect()
    assert 0 <= caret.top() < view.viewport().height()
    assert view.flow.pieces.at(start) in dict(view.in_sight())


@pytest.mark.parametrize(
    "text",
    [LONG * 6, (LONG * 12).replace("\n", " "), "x" * 3_000_000, "👩‍👩‍👧" * 300_000, "a\n" * 100_000],
    ids=["many paragraphs", "one paragraph", "no blanks", "emoji", "short lines"],
)
def test_only_what_is_seen_of_a_huge_text_is_laid_out(qtbot: QtBot, text: str) -> None:
    """Counted, not timed: the work of a step does not depend on the length of the text."""
    view = open_view(qtbot, plain_layer(text))
    flow = view.flow
    assert len(flow._layouts) < 40
    bar = view.verticalScrollBar()
    for step in (1, bar.maximum() // 2, bar.maximum()):
        flow._layouts.clear()
        bar.setValue(step)
        view.viewport().repaint()
        assert 0 < len(flow._layouts) < 60
    assert flow.locate(10**9).piece == len(flow.pieces) - 1


def test_an_empty_text_has_a_place_and_no_words(qtbot: QtBot) -> None:
    view = open_view(qtbot, plain_layer(" \n \n"))
    view.viewport().repaint()
    assert view.sight == (0, 0)
    assert view.place_under(QPointF(40, 40)) == 0
    assert view.flow.walk(Anchor(0, 0), 100).piece == 0


def test_the_gutter_says_which_passages_begin_beside_it(qtbot: QtBot) -> None:
    layer = layer_of()
    view = open_view(qtbot, layer)
    words = ("three old cranes", "a buyer", "The sale", "put out", "tender", "two members", "newspaper")
    view.reading.set_passages(passage(layer, n, each) for n, each in enumerate(words, 1))
    texts = view.gutter.row_texts()
    assert texts[-1].startswith("+")
    folded = int(texts[-1][1:])
    assert texts[:-1] == [f"P{n}" for n in range(1, 8 - folded)]
    place = QPoint(20, round(view.gutter._rows[-1].rect.center().y()))
    qtbot.mouseClick(view.gutter, _left(), pos=place)
    assert view.gutter.row_texts() == [f"P{n}" for n in range(1, 8)]
    second = dict(view.in_sight())[2]
    assert view.gutter._rows[-1].rect.bottom() <= second


def test_pointing_at_a_gutter_line_lights_the_words_and_the_other_way_round(
    qtbot: QtBot, the_look: Look
) -> None:
    layer = layer_of()
    view = open_view(qtbot, layer)
    view.reading.set_passages([passage(layer, 1, "three old cranes")])
    lit = the_look.colour("mark_current").name()
    assert lit not in colours_behind(view, "three old cranes")
    rect = view.gutter.row_rect(1)
    assert rect is not None
    qtbot.mouseMove(view.gutter, rect.center().toPoint())
    assert view.reading.dressing.lit == {1}
    assert lit in colours_behind(view, "three old cranes")
    view.reading.light(())
    start, _ = stretch_of(layer, "old cranes")
    over = view.in_viewport(view.flow.rectangles(start, start + 1)[0]).center().toPoint()
    qtbot.mouseMove(view.viewport(), over)
    assert view.reading.dressing.lit == {1}
    assert view.gutter._lit == 1


def test_a_lost_passage_stands_in_the_gutter_and_marks_no_words(qtbot: QtBot, the_look: Look) -> None:
    from casefile.domain.passages import PassageState

    layer = layer_of()
    view = open_view(qtbot, layer)
    start, end = stretch_of(layer, "three old cranes")
    view.reading.set_passages([MarkedPassage(4, start, end, ((SUPPORTS, False),), (), PassageState.ORPHANED)])
    assert view.gutter.row_texts() == ["P4"]
    assert the_look.colour("mark").name() not in colours_behind(view, "three old cranes")
    assert view.reading.marks.at(start + 1) == []


def test_markup_in_a_strangers_text_stays_words(qtbot: QtBot) -> None:
    text = '<img src="file:///etc/passwd"><b>bold</b> &amp; <a href="x">y</a>'
    view = open_view(qtbot, plain_layer(text))
    assert view.flow.layout(0).layout.text() == text
    assert view.flow.layout(0).layout.formats() == []


def test_directions_forced_by_a_text_are_not_obeyed(qtbot: QtBot) -> None:
    view = open_view(qtbot, plain_layer("paid \u202eexactly\u202c once"))
    cells = [view.flow.rectangles(at, at + 1) for at in range(6, 13)]
    lefts = [cell[0].left() for cell in cells if cell]
    assert lefts == sorted(lefts)
    assert view.selection_rect() == QRect()


def _left():  # type: ignore[no-untyped-def]
    from PySide6.QtCore import Qt

    return Qt.MouseButton.LeftButton
