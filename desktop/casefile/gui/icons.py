"""Our Lucide icons in the colours of the theme, sharp at every screen scale.

Only files from ``resources/icons`` are ever drawn: a stranger's SVG never reaches Qt (security.md 3e).
Icons are pixmaps, so whoever keeps one asks again when `theme.look().changed` is said; the widgets of
this package do it themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from casefile.gui import theme
from casefile.resource_files import resource

SCALES = (1.0, 1.5, 2.0, 3.0)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Kinds of items and of who and what (visual.md 5), to the icon that stands for them.
KIND_ICONS: dict[str, str] = {
    "article": "newspaper",
    "official_statement": "landmark",
    "document": "file-text",
    "email": "mail",
    "image": "image",
    "table": "table",
    "wanted": "file-question-mark",
    "law": "scroll-text",
    "web_page": "globe",
    "note": "file-pen-line",
    "person": "user",
    "persona": "venetian-mask",
    "public_body": "landmark",
    "organization": "building-2",
    "country": "flag",
    "website": "globe",
    "unnamed_group": "users-round",
    "programme": "scroll-text",
}


def kind_icon(kind: str) -> str:
    """The icon's name for a kind of item or of who and what; a plain file for kinds we do not know."""
    return KIND_ICONS.get(kind, "file-text")


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=4096)
def _drawn(name: str, colour: str, size: int, scale: float, pen: float) -> QPixmap:
    svg = _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{pen}"')
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    side = round(size * scale)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def pixmap(
    name: str, token: str = "text2", *, size: int = 16, scale: float = 1.0, pen: float = 1.75
) -> QPixmap:
    """One icon in one colour. ``size`` is the design's (grown with the text size here), ``scale`` the
    screen's device pixel ratio, ``pen`` the stroke in the icon's own 24 units.

    Raises `FileNotFoundError` for a name we do not ship.
    """
    look = theme.look()
    return _drawn(name, look.colour(token).name(), look.px(size), scale, pen)


def icon(name: str, *, size: int = 16, pen: float = 1.75, token: str = "text2", gap: int = 0) -> QIcon:
    """The icon with its states: ``token`` at rest, `text` under the pointer, `accent` when chosen, and
    `text_disabled`. ``gap`` is empty room at its right, before a button's words.

    Raises `FileNotFoundError` for a name we do not ship.
    """
    result = QIcon()
    states = (
        (QIcon.Mode.Normal, QIcon.State.Off, token),
        (QIcon.Mode.Active, QIcon.State.Off, "text" if token == "text2" else token),
        (QIcon.Mode.Selected, QIcon.State.Off, "accent" if token == "text2" else token),
        (QIcon.Mode.Normal, QIcon.State.On, "accent"),
        (QIcon.Mode.Active, QIcon.State.On, "accent"),
        (QIcon.Mode.Disabled, QIcon.State.Off, "text_disabled"),
        (QIcon.Mode.Disabled, QIcon.State.On, "text_disabled"),
    )
    for mode, state, colour in states:
        for scale in SCALES:
            drawn = pixmap(name, colour, size=size, scale=scale, pen=pen)
            result.addPixmap(_with_gap(drawn, theme.look().px(gap)) if gap else drawn, mode, state)
    return result


def draw_icon(
    painter: QPainter, rect: QRectF, name: str, token: str = "text2", *, pen: float = 1.75, colour: str = ""
) -> None:
    """Paints an icon into ``rect`` (already at the text size) at the painter's own screen scale.

    ``colour`` (``#RRGGBB``) is for the pine panel, whose words are white in every theme.
    """
    scale = painter.device().devicePixelRatio()
    side = round(min(rect.width(), rect.height()))
    drawn = _drawn(name, colour or theme.look().colour(token).name(), side, scale, pen)
    painter.drawPixmap(rect.topLeft(), drawn)


def icon_size(size: int = 16, gap: int = 0) -> QSize:
    """A design size (and the gap after it) at the chosen text size, for `setIconSize`."""
    side = theme.look().px(size)
    return QSize(side + theme.look().px(gap), side)


def _with_gap(drawn: QPixmap, gap: int) -> QPixmap:
    scale = drawn.devicePixelRatio()
    wide = QPixmap(drawn.width() + round(gap * scale), drawn.height())
    wide.setDevicePixelRatio(scale)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide
