"""The context menu of a tag (visual.md 7); marks are painted beside their keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from casefile.domain.tags import MARKS, Tag
from casefile.gui import icons, paint, theme
from casefile.gui.paint.marks import MARK_SHAPES


@dataclass(frozen=True)
class TagDeeds:
    """What the entries do, each for the tag the menu stands on; ``mark`` gets 1 to 9, or None."""

    only: Callable[[], object]
    leave_out: Callable[[], object]
    add: Callable[[], object]
    remove: Callable[[], object]
    rename: Callable[[], object]
    merge: Callable[[], object]
    mark: Callable[[int | None], object]
    new_below: Callable[[], object]
    delete: Callable[[], object]


def tag_menu(parent: QWidget, tag: Tag, deeds: TagDeeds, selected: str) -> QMenu:
    """The menu of a tag. ``selected`` names the selection ("4 passages"), "" where there is none."""
    menu = QMenu(parent)
    menu.setAccessibleName(f"Tag {tag.name}")
    _entry(menu, "Show only this", deeds.only, "Return")
    _entry(menu, "Leave out", deeds.leave_out, "Alt+Return")
    menu.addSeparator()
    what = selected or "selection"
    _entry(menu, f"Add to {what}", deeds.add).setEnabled(bool(selected))
    _entry(menu, f"Remove from {what}", deeds.remove).setEnabled(bool(selected))
    menu.addSeparator()
    _entry(menu, "Rename…", deeds.rename, "F2")
    _entry(menu, "Merge into…", deeds.merge)
    menu.addMenu(mark_menu(menu, tag.mark, deeds.mark))
    _entry(menu, "New tag below…", deeds.new_below, "Ins")
    menu.addSeparator()
    _entry(menu, "Delete tag", deeds.delete, "Del")
    return menu


def mark_menu(parent: QWidget, mark: int | None, do: Callable[[int | None], object]) -> QMenu:
    """Nine marks and none, painted; the present one is chosen."""
    menu = QMenu("Mark", parent)
    for number in MARKS:
        shape = MARK_SHAPES[number]
        entry = menu.addAction(mark_icon(number), f"{number}  {shape}")
        entry.setCheckable(True)
        entry.setChecked(number == mark)
        entry.triggered.connect(lambda _checked=False, number=number: do(number))
    menu.addSeparator()
    none = menu.addAction(mark_icon(None), "None")
    none.setCheckable(True)
    none.setChecked(mark is None)
    none.triggered.connect(lambda _checked=False: do(None))
    return menu


def mark_icon(mark: int | None) -> QIcon:
    """A mark as an icon, for menus."""
    side = theme.look().px(16)
    icon = QIcon()
    for scale in icons.SCALES:
        pixmap = QPixmap(round(side * scale), round(side * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint.draw_mark(painter, QRectF(3, 3, side - 6, side - 6), mark)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _entry(menu: QMenu, words: str, do: Callable[[], object], key: str = "") -> QAction:
    entry = menu.addAction(words.replace("&", "&&"))
    if key:
        entry.setShortcut(QKeySequence(key))
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    entry.triggered.connect(lambda _checked=False: do())
    return entry
