"""The window is readable in four themes and five text sizes."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from casefile.gui import fonts
from casefile.gui.stylesheet import style_sheet, templates
from casefile.gui.theme import TEXT_SIZES, Look, LookWish, palette
from casefile.gui.tokens import ROLES, THEME_NAMES, ThemeName, all_tokens, colour_from, colours


def brightness(colour: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((brightness(one), brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_every_pair_the_design_promises_can_be_read(theme: ThemeName) -> None:
    named = colours(theme)
    for pair, figures in all_tokens()["contrast"][theme].items():
        upper, found, lower = pair.partition(" on ")
        if not found or upper not in named or lower not in named:
            continue
        assert contrast(named[upper], named[lower]) >= figures["needs"], pair


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_white_words_on_the_pine_panel_can_be_read(theme: ThemeName) -> None:
    assert contrast(QColor("#FFFFFF"), colours(theme)["pine"]) >= 7
    assert contrast(QColor("#D3E2DB"), colours(theme)["pine"]) >= 4.5


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_no_token_is_left_unfilled_in_the_style_sheet(theme: ThemeName) -> None:
    sheet = style_sheet(theme, 1.0)
    assert len(templates()) >= 6
    assert "@" not in sheet
    assert colours(theme)["accent"].name() in sheet


def test_a_token_nobody_defined_is_refused_loudly(the_look: Look) -> None:
    with pytest.raises(KeyError):
        the_look.colour("chartreuse")


def test_alpha_stands_last_in_our_tokens_and_first_in_qts() -> None:
    assert colour_from("#1F1D1926").getRgb() == (0x1F, 0x1D, 0x19, 0x26)


@pytest.mark.parametrize("per_cent", TEXT_SIZES)
def test_type_rows_and_icons_grow_together(the_look: Look, per_cent: int) -> None:
    the_look.apply(LookWish(theme="light", text_size=per_cent))
    assert the_look.font("body").pixelSize() == round(13 * per_cent / 100)
    assert the_look.px(28) == round(28 * per_cent / 100)
    assert f"font-size: {round(13 * per_cent / 100)}px" in style_sheet("light", per_cent / 100)


def test_hairlines_do_not_grow_with_the_text() -> None:
    assert re.search(r"border: 1px solid", style_sheet("light", 1.5))


def test_a_text_size_between_the_steps_is_our_mistake(the_look: Look) -> None:
    with pytest.raises(ValueError):
        the_look.apply(LookWish(text_size=107))


def test_the_bundled_letters_are_used_not_the_systems(the_look: Look) -> None:
    loaded = fonts.load_bundled()
    assert {"Inter", "Source Serif 4", "JetBrains Mono"} <= set(loaded)
    assert QFontInfo(the_look.font("body")).family() == "Inter"
    assert QFontInfo(the_look.font("reading")).family() == "Source Serif 4"
    assert QFontInfo(the_look.font("hash")).family() == "JetBrains Mono"
    for role in ROLES:
        assert the_look.line(role) > the_look.font(role).pixelSize()


def test_changing_the_theme_changes_palette_and_widgets_at_once(the_look: Look, qtbot) -> None:  # type: ignore[no-untyped-def]
    button = QPushButton("Unlock")
    qtbot.addWidget(button)
    with qtbot.waitSignal(the_look.changed):
        the_look.apply(LookWish(theme="dark"))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.palette().color(QPalette.ColorRole.Base) == colours("dark")["field"]
    assert button.palette().color(QPalette.ColorRole.ButtonText) == colours("dark")["text"]
    assert the_look.dark and not the_look.high_contrast


def test_disabled_words_are_greyed_in_the_palette() -> None:
    shown = palette("light").color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert shown == colours("light")["text_disabled"]


def test_reduced_motion_makes_every_duration_nothing(the_look: Look) -> None:
    the_look.apply(LookWish(theme="light", reduce_motion=False))
    assert the_look.motion("normal") == 140 and the_look.motion("slow") == 200
    the_look.apply(LookWish(theme="light", reduce_motion=True))
    assert the_look.motion("normal") == 0


def test_a_field_keeps_its_height_when_it_is_entered(qtbot) -> None:  # type: ignore[no-untyped-def]
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    before = field.sizeHint().height()
    assert before == 30
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert field.sizeHint().height() == before


def test_buttons_have_the_designs_heights(qtbot) -> None:  # type: ignore[no-untyped-def]
    for bulk, height in (("", 28), ("small", 24), ("large", 34)):
        button = QPushButton("Import files…")
        button.setProperty("bulk", bulk)
        qtbot.addWidget(button)
        button.ensurePolished()
        assert button.sizeHint().height() == height
