"""What is painted by hand can be told apart, is cut where it must be, and opens no file."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from casefile.gui import icons, paint
from casefile.gui.actions import printed_key
from casefile.gui.theme import Look, LookWish
from casefile.gui.tokens import THEME_NAMES, ThemeName, colours


def picture(draw, size: int = 32) -> QImage:  # type: ignore[no-untyped-def]
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def covered(image: QImage) -> frozenset[tuple[int, int]]:
    """The pixels that carry ink, whatever its colour."""
    return frozenset(
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 127
    )


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_the_nine_tag_marks_differ_by_shape_alone(the_look: Look, theme: ThemeName) -> None:
    the_look.apply(LookWish(theme=theme))
    shapes = {n: covered(picture(lambda p, r, n=n: paint.draw_mark(p, r, n))) for n in range(1, 10)}
    for one, other in combinations(shapes, 2):
        assert len(shapes[one] ^ shapes[other]) > 35, (one, other)


def test_a_mark_takes_its_colour_from_the_theme(the_look: Look) -> None:
    the_look.apply(LookWish(theme="dark"))
    drawn = picture(lambda p, r: paint.draw_mark(p, r, 2))
    assert drawn.pixelColor(16, 16) == colours("dark")["tag2"]


def test_a_tag_without_a_number_carries_the_small_ring() -> None:
    ring = picture(lambda p, r: paint.draw_mark(p, r, None))
    assert ring.pixelColor(16, 16).alpha() == 0
    assert len(covered(ring)) < len(covered(picture(lambda p, r: paint.draw_mark(p, r, 5))))


def test_there_is_no_tenth_mark() -> None:
    with pytest.raises(KeyError):
        picture(lambda p, r: paint.draw_mark(p, r, 10))


def test_the_four_relations_differ_by_shape_alone() -> None:
    shapes = [
        covered(picture(lambda p, r, a=a: paint.draw_relation(p, r, a[0], weakens=a[1])))
        for a in (("supports", False), ("contradicts", False), ("context", False), ("context", True))
    ]
    for one, other in combinations(shapes, 2):
        assert len(one ^ other) > 25


def test_a_relation_is_always_also_a_word_and_a_line() -> None:
    assert paint.relation_words("context", weakens=True) == "context, weakens"
    assert paint.relation_words("supports", weakens=True) == "supports"
    assert paint.relation_line("supports").dashPattern() == []
    assert paint.relation_line("contradicts", "strong").widthF() == 3.5
    assert paint.relation_line("contradicts", "moderate").dashPattern() == pytest.approx([7 / 2.25, 4 / 2.25])


def test_stronger_evidence_has_more_filled_bars() -> None:
    amounts = [
        len(covered(picture(lambda p, r, s=s: paint.draw_strength(p, r, s))))
        for s in ("weak", "moderate", "strong")
    ]
    assert amounts == sorted(set(amounts))


def test_a_long_claim_is_cut_on_its_second_line_and_says_so(the_look: Look) -> None:
    claim = "Russia directed the hacking that breached e-mails of people and institutions in the country"
    lines, cut = paint.split_lines(claim, 200, the_look.font("body"))
    assert len(lines) == 2 and cut and lines[1].endswith("…")
    whole, cut = paint.split_lines(claim, 2000, the_look.font("body"))
    assert whole == (claim,) and not cut


def test_letters_outside_the_first_plane_are_not_broken_in_two(the_look: Look) -> None:
    lines, _ = paint.split_lines("𝔘𝔫𝔦𝔬𝔫 𝔬𝔣 𝔧𝔬𝔲𝔯𝔫𝔞𝔩𝔦𝔰𝔱𝔰 " * 3, 120, the_look.font("body"), 2)
    assert lines and all("\ufffd" not in line for line in lines)


def test_a_title_with_line_breaks_stays_on_its_row(the_look: Look) -> None:
    lines, cut = paint.split_lines("Joint\r\nstatement\n\n", 400, the_look.font("body"), 1)
    assert lines == ("Joint statement",) and not cut


def test_a_title_that_looks_like_markup_is_written_as_it_stands(the_look: Look) -> None:
    lines, _ = paint.split_lines('<img src="file:///etc/passwd">', 400, the_look.font("body"), 1)
    assert lines == ('<img src="file:///etc/passwd">',)


def test_chips_are_as_wide_as_their_words(the_look: Look) -> None:
    small, large = paint.chip_size("leak"), paint.chip_size("leak", count=7)
    assert small.height() == 20 and large.width() > small.width()
    the_look.apply(LookWish(theme="light", text_size=150))
    assert paint.chip_size("leak").height() == 30


def test_arrow_keys_are_printed_as_arrows() -> None:
    assert printed_key("Alt+Right") == "Alt+→"
    assert printed_key("Ctrl++") == "Ctrl++"
    assert printed_key("+") == "+"


def test_a_selected_row_wears_the_bar_and_loses_its_pine_when_the_pane_does(the_look: Look) -> None:
    def row(focused: bool) -> QImage:
        option = QStyleOptionViewItem()
        option.state = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Enabled
        option.rect = QRectF(0, 0, 32, 32).toRect()
        return picture(lambda p, _: paint.draw_row(p, option, pane_focused=focused))

    named = colours("light")
    here, elsewhere = row(True), row(False)
    assert here.pixelColor(1, 16) == named["accent"] and here.pixelColor(16, 16) == named["selected"]
    assert elsewhere.pixelColor(1, 16) == named["line_strong"]
    assert elsewhere.pixelColor(16, 16) == named["selected_inactive"]


@pytest.mark.parametrize("scale", icons.SCALES)
def test_an_icon_is_drawn_in_the_token_asked_for_and_sharp(the_look: Look, scale: float) -> None:
    drawn = icons.pixmap("square", "accent", scale=scale)
    assert drawn.width() == round(16 * scale) and drawn.devicePixelRatio() == scale
    image = drawn.toImage()
    inks = {
        image.pixelColor(x, image.height() // 2).name()
        for x in range(image.width())
        if image.pixelColor(x, image.height() // 2).alpha() > 220
    }
    assert not inks or inks == {colours("light")["accent"].name()}


def test_only_our_own_icons_are_ever_drawn() -> None:
    for name in ("../../etc/passwd", "/tmp/stranger", "no-such-icon", ""):
        with pytest.raises(FileNotFoundError):
            icons.pixmap(name)


def test_every_kind_of_thing_has_an_icon_we_ship() -> None:
    for kind in icons.KIND_ICONS:
        assert not icons.pixmap(icons.kind_icon(kind)).isNull()
    assert icons.kind_icon("something new") == "file-text"
