"""How the window looks now: theme, text size, motion; and the application dressed accordingly.

`look()` is the one place painters and widgets ask. It follows the system's colour scheme and contrast
until the reporter chooses otherwise, and says `changed` after every change, when palette, fonts and
style sheet are already in place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from casefile.gui import fonts
from casefile.gui.stylesheet import style_sheet
from casefile.gui.tokens import Role, ThemeName, colours, duration, type_role

TEXT_SIZES = (90, 100, 115, 130, 150)


@dataclass(frozen=True)
class LookWish:
    """What the reporter chose under Settings › Look.

    ``theme`` "system" follows the computer; ``text_size`` is one of `TEXT_SIZES` in per cent;
    ``reduce_motion`` None follows the computer.
    """

    theme: ThemeName | Literal["system"] = "system"
    text_size: int = 100
    reduce_motion: bool | None = None


class Look(QObject):
    """The look in force. One per application, made by `dress`."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._wish = LookWish()
        self._theme: ThemeName = "light"
        self._fonts: dict[tuple[object, ...], QFont] = {}
        self._sheet = ""
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        if hasattr(hints, "accessibility"):  # Qt 6.10 and later
            hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    @property
    def wish(self) -> LookWish:
        return self._wish

    @property
    def theme(self) -> ThemeName:
        """The theme in force, with "system" already answered."""
        return self._theme

    @property
    def dark(self) -> bool:
        return self._theme in ("dark", "contrast")

    @property
    def high_contrast(self) -> bool:
        return self._theme in ("contrast", "contrast_light")

    @property
    def scale(self) -> float:
        """1.0 at 100 %; multiplies type, row heights and icons together (visual.md 3)."""
        return self._wish.text_size / 100

    def colour(self, token: str) -> QColor:
        """The colour of a token in the theme in force. Raises `KeyError` for an unknown name."""
        return colours(self._theme)[token]

    def px(self, length: float) -> int:
        """A length of the design (at 100 %) in pixels at the chosen text size."""
        return round(length * self.scale)

    def font(
        self,
        role: Role = "body",
        *,
        strong: bool = False,
        italic: bool = False,
        tabular: bool = False,
        px: int | None = None,
    ) -> QFont:
        """A font of the type scale at the chosen text size. The same object is given again: copy it."""
        key = (role, strong, italic, tabular, px)
        if key not in self._fonts:
            self._fonts[key] = fonts.make(
                role, self.scale, strong=strong, italic=italic, tabular=tabular, px=px
            )
        return self._fonts[key]

    def line(self, role: Role = "body") -> int:
        """The line height of a role in pixels at the chosen text size."""
        return self.px(type_role(role).line)

    def motion(self, name: Literal["fast", "normal", "slow"] = "normal") -> int:
        """A duration in milliseconds; 0 when motion is reduced."""
        return 0 if self._still() else duration(name)

    def apply(self, wish: LookWish) -> None:
        """Dresses the application. An unknown text size is our mistake: `ValueError`."""
        if wish.text_size not in TEXT_SIZES:
            raise ValueError(f"text size {wish.text_size} is not one of {TEXT_SIZES}")
        self._wish = wish
        self._theme = self._system_theme() if wish.theme == "system" else wish.theme
        self._fonts.clear()
        hints = self._application.styleHints()
        if wish.theme == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self.dark else Qt.ColorScheme.Light)
        self._application.setFont(self.font("body"))
        self._application.setPalette(palette(self._theme))
        sheet = style_sheet(self._theme, self.scale)
        if sheet != self._sheet:
            self._sheet = sheet
            self._application.setStyleSheet(sheet)
        self.changed.emit()

    def apply_changes(self, **changes: object) -> None:
        """`apply` with some fields of the present wish replaced."""
        self.apply(replace(self._wish, **changes))  # type: ignore[arg-type]

    def _system_theme(self) -> ThemeName:
        dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._system_wants_contrast():
            return "contrast" if dark else "contrast_light"
        return "dark" if dark else "light"

    def _system_wants_contrast(self) -> bool:
        hints = self._application.styleHints()
        if not hasattr(hints, "accessibility"):
            return False
        return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    def _still(self) -> bool:
        if self._wish.reduce_motion is not None:
            return self._wish.reduce_motion
        return not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)

    def _system_changed(self) -> None:
        if self._wish.theme == "system" and self._system_theme() != self._theme:
            self.apply(self._wish)


def palette(theme: ThemeName) -> QPalette:
    """The palette of a theme, so that native dialogs and unstyled widgets agree with ours."""
    named = colours(theme)
    result = QPalette()
    everywhere = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "field",
        QPalette.ColorRole.AlternateBase: "row_alt",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.PlaceholderText: "text3",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "danger",
        QPalette.ColorRole.Light: "surface",
        QPalette.ColorRole.Midlight: "line_soft",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "line_strong",
        QPalette.ColorRole.Shadow: "line_strong",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Link: "link",
        QPalette.ColorRole.LinkVisited: "link",
        QPalette.ColorRole.Highlight: "selected",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.Accent: "accent",
    }
    for role, token in everywhere.items():
        result.setColor(role, named[token])
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.HighlightedText,
    ):
        result.setColor(QPalette.ColorGroup.Disabled, role, named["text_disabled"])
    result.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, named["selected_inactive"])
    return result


_look: Look | None = None


def look() -> Look:
    """The application's look. Asking before `dress` is our mistake: `RuntimeError`."""
    if _look is None:
        raise RuntimeError("dress() the application first")
    return _look


def dress(application: QApplication, wish: LookWish | None = None) -> Look:
    """Gives the application its style, fonts, palette and style sheet; again is the same as `apply`."""
    global _look
    if _look is None:
        from casefile.gui.style import CasefileStyle

        fonts.load_bundled()
        application.setStyle(CasefileStyle())
        _look = Look(application)
    _look.apply(wish or LookWish())
    return _look
