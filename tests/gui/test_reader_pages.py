"""The Original: pictures asked for ahead, marks on the right letters, the same places as in the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casefile.domain.evidence import Relation
from casefile.gui.reader.page_letters import PageLetters
from casefile.gui.reader.page_pictures import KeptPictures, image_from
from casefile.gui.reader.page_strip import PageStrip
from casefile.gui.reader.page_view import PageView
from casefile.gui.reader.reading import Reading
from casefile.gui.theme import Look
from casefile.gui.tokens import colours
from tests.helpers.reading_matter import DrawnPages, layer_of, passage, stretch_of

LAYER = layer_of(pages=(0, 2, 4, 5))


def open_pages(qtbot: QtBot, pages: DrawnPages, width: int = 700, height: int = 500) -> PageView:
    view = PageView(Reading())
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    view.reading.set_layer(LAYER)
    view.set_pages(pages)
    return view


def test_a_grey_page_waits_and_neighbours_are_asked_for_ahead(qtbot: QtBot, the_look: Look) -> None:
    pages = DrawnPages(LAYER)
    view = open_pages(qtbot, pages)
    middle = view.viewport().grab().toImage().pixelColor(view.viewport().rect().center())
    assert middle == the_look.colour("line_soft")
    pages.answer()
    assert {page for page, _ in pages.asked} == {0, 1, 2}
    middle = view.viewport().grab().toImage().pixelColor(view.viewport().rect().center())
    assert middle.name() == "#ffffff"


def test_only_two_pictures_are_under_way_and_pages_passed_in_a_hurry_are_not_drawn(qtbot: QtBot) -> None:
    long = layer_of([("paragraph", f"Page {n}.") for n in range(60)], pages=range(60))
    pages = DrawnPages(long)
    kept = KeptPictures(pages)
    for first in range(0, 58, 2):
        kept.wish([(first, 1.0), (first + 1, 1.0)])
    assert len(pages.asked) == 2
    pages.answer()
    assert [page for page, _ in pages.asked] == [0, 1, 56, 57]


def test_a_page_that_cannot_be_shown_says_so_and_is_not_asked_again(qtbot: QtBot) -> None:
    pages = DrawnPages(LAYER, broken=(0,))
    view = open_pages(qtbot, pages)
    pages.answer()
    view.verticalScrollBar().setValue(5)
    pages.answer()
    assert [page for page, _ in pages.asked].count(0) == 1
    view.viewport().grab()


@pytest.mark.parametrize(
    "pixels",
    [
        (0, 10, 40, b""),
        (10, 10, 40, b"x" * 399),
        (10, 10, 39, b"x" * 400),
        (10, 10, 36, b"x" * 400),
        (-5, 10, 40, b"x" * 400),
        (100_000, 1, 400_000, b"x" * 400_000),
    ],
)
def test_pixels_whose_numbers_disagree_become_no_image(pixels: tuple[int, int, int, bytes]) -> None:
    assert image_from(pixels) is None


def test_raw_pixels_become_an_image_with_memory_of_its_own() -> None:
    pixels = bytearray(bytes([1, 2, 3, 0]) * 6 + b"pad!" * 0)
    image = image_from((3, 2, 12, bytes(pixels)))
    assert image is not None
    assert image.pixelColor(2, 1).getRgb() == (3, 2, 1, 255)
    padded = image_from((1, 2, 8, b"\x09\x08\x07\x00pad.\x01\x02\x03\x00"))
    assert padded is not None
    assert padded.pixelColor(0, 1).getRgb() == (3, 2, 1, 255)


def test_marks_lie_on_the_letters_of_the_passage(qtbot: QtBot) -> None:
    pages = DrawnPages(LAYER)
    view = open_pages(qtbot, pages)
    pages.answer()
    view.reading.set_passages([passage(LAYER, 1, "three old cranes", Relation.SUPPORTS)])
    start, end = stretch_of(LAYER, "three old cranes")
    boxes = view._boxes(0, start, end)
    picture = view.viewport().grab().toImage()
    mark = colours("light")["mark"].name()
    assert boxes
    for box in boxes:
        assert picture.pixelColor(box.center().toPoint()).name() == mark
        assert picture.pixelColor((box.topLeft() - QPointF(6, 0)).toPoint()).name() in ("#ffffff", mark)
    outside = view._boxes(0, *stretch_of(LAYER, "quietly"))[0]
    assert picture.pixelColor(outside.center().toPoint()).name() == "#ffffff"


def test_words_selected_on_the_picture_are_the_words_of_the_text(qtbot: QtBot) -> None:
    pages = DrawnPages(LAYER)
    view = open_pages(qtbot, pages)
    pages.answer()
    start, end = stretch_of(LAYER, "quietly sold")
    boxes = view._boxes(0, start, end)
    left = QPoint(round(boxes[0].left()) + 1, round(boxes[0].center().y()))
    right = QPoint(round(boxes[-1].right()) - 1, round(boxes[-1].center().y()))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=left)
    QTest.mouseMove(view.viewport(), right)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=right)
    assert view.reading.selected_words == "quietly sold"
    wanted: list[tuple[int, int]] = []
    view.reading.passage_wanted.connect(lambda *place: wanted.append(place))
    view.reading.do("passage.new")
    assert wanted == [(start, end)]
    QTest.keyClick(
        view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert view.reading.selected_words == "quietly sold three"


def test_a_click_on_a_mark_chooses_its_passage(qtbot: QtBot) -> None:
    pages = DrawnPages(LAYER)
    view = open_pages(qtbot, pages)
    pages.answer()
    view.reading.set_passages([passage(LAYER, 3, "three old cranes")])
    box = view._boxes(0, *stretch_of(LAYER, "old cranes"))[0]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert view.reading.chosen is not None
    assert view.reading.chosen.n == 3


def test_a_place_on_a_far_page_is_shown_as_soon_as_its_letters_are_there(qtbot: QtBot) -> None:
    pages = DrawnPages(LAYER)
    view = open_pages(qtbot, pages)
    view.seek(*stretch_of(LAYER, "sans lire"))
    assert view.page == 3
    pages.answer()
    boxes = view._boxes(3, *stretch_of(LAYER, "sans lire"))
    assert view.viewport().rect().contains(boxes[0].center().toPoint())


def test_zoom_grows_the_page_and_fits_the_width_again(qtbot: QtBot) -> None:
    pages = DrawnPages(LAYER)
    view = open_pages(qtbot, pages)
    assert view._column is not None
    fitting = view._column.width
    assert fitting == view.viewport().width() - 32
    view.zoom_by(3)
    assert view._column.width > fitting * 1.4
    assert view.horizontalScrollBar().maximum() > 0
    for _ in range(60):
        view.zoom_by(5)
    assert view._column.scale <= 6
    view.fit_width()
    assert view._column.width == fitting


def test_a_letter_that_does_not_agree_with_the_text_ends_the_marks_of_its_page() -> None:
    boxes = [(float(8 * n), 0.0, float(8 * n + 8), 16.0) for n in range(9)]
    letters = PageLetters(100, "paid once", "paid 0nce", boxes)
    assert letters.rectangles(100, 104) == [QRectF(0, 0, 32, 16)]
    assert letters.rectangles(106, 109) == []
    assert letters.covers(QPointF(12, 8)) == 101
    assert letters.covers(QPointF(70, 8)) is None
    assert PageLetters(0, "abc", "", []).place_at(QPointF(1, 1)) is None


def test_letters_in_two_columns_are_marked_line_by_line() -> None:
    text, boxes = "", []
    for column in (0, 300):
        for line in range(3):
            for n in range(5):
                boxes.append((column + 8.0 * n, 20.0 * line, column + 8.0 * n + 8, 20.0 * line + 16))
                text += "abcde"[n]
    letters = PageLetters(0, text, text, boxes)
    assert letters.rectangles(12, 18) == [QRectF(16, 40, 24, 16), QRectF(300, 0, 24, 16)]
    assert letters.place_at(QPointF(310, 25)) == 21
    assert letters.place_at(QPointF(-5, 44)) == 10


def test_the_strip_goes_to_a_page_and_follows_it(qtbot: QtBot) -> None:
    long = layer_of([("paragraph", f"Page {n}.") for n in range(60)], pages=range(60))
    pages = DrawnPages(long)
    strip = PageStrip()
    qtbot.addWidget(strip)
    strip.resize(116, 400)
    strip.show()
    strip.set_pages(pages, ("i", "ii"))
    pages.answer()
    wanted: list[int] = []
    strip.page_wanted.connect(wanted.append)
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(58, 126 + 40))
    QTest.keyClick(strip, Qt.Key.Key_Down)
    assert wanted == [1, 1]
    strip.set_current(40)
    assert strip.accessibleDescription() == "page 41 of 60"
    assert 40 in strip._in_sight()
    assert len({page for page, _ in pages.asked}) < 10
