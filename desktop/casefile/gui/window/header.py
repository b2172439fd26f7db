"""The 44 px at the top: menus, the search centred in the window, the icons at the right."""

from __future__ import annotations

import sys
from typing import Literal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QWidget

from casefile.gui import theme
from casefile.gui.action_binding import ActionTable
from casefile.gui.search.sentence_edit import SentenceEdit
from casefile.gui.widgets.buttons import IconButton
from casefile.gui.widgets.plain import Surface
from casefile.gui.widgets.search_field import SearchField

_RIGHT: tuple[tuple[str, ...], ...] = (
    ("edit.undo", "edit.redo"),
    ("item.import", "view.tray", "export.open"),
    ("go.palette", "case.lock"),
)
SEARCH, SEARCH_LEAST = 468, 280


class Header(Surface):
    """The menu bar is native on macOS; there the left part is empty and the search moves left."""

    def __init__(self, deeds: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__("window", "bottom", parent)
        self._deeds = deeds
        self.bar = QMenuBar()
        self.bar.setNativeMenuBar(sys.platform == "darwin")
        self.bar.setAccessibleName("Menus")
        self._menus = deeds.menus(self)
        for menu in self._menus:
            self.bar.addMenu(menu)
        self._all = QMenu(self)
        for menu in self._menus:
            self._all.addMenu(menu)
        self.button = IconButton("menu", "Menus", size=18)
        self.button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self._all)
        self._left = QWidget(self)
        left = QHBoxLayout(self._left)
        left.setContentsMargins(8, 0, 0, 0)
        left.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.search = SearchField(edit=SentenceEdit(), parent=self)
        self.search_button = IconButton(action=deeds["go.search"])
        self._right = QWidget(self)
        self._buttons: dict[str, IconButton] = {}
        right = QHBoxLayout(self._right)
        right.setContentsMargins(0, 0, 10, 0)
        right.setSpacing(2)
        right.addWidget(self.search_button)
        for number, group in enumerate(_RIGHT):
            if number:
                right.addSpacing(8)
            for id in group:
                right.addWidget(self._icon(id), 0, Qt.AlignmentFlag.AlignVCenter)
        self._menu_kind: Literal["bar", "button"] = "bar"
        self._search_kind: Literal["field", "icon"] = "field"
        self._search_open = False
        self.search.emptied_again.connect(self.fold_search)
        self.set_kinds("bar", "field", low=False)
        theme.look().changed.connect(self._place)

    def button_of(self, id: str) -> IconButton:
        """One of the icons at the right, to put a number on it."""
        return self._buttons[id]

    def set_kinds(
        self, menus: Literal["bar", "button"], search: Literal["field", "icon"], *, low: bool
    ) -> None:
        """Menus as a bar or behind ☰, the search as a field or behind its icon."""
        self._menu_kind, self._search_kind = menus, search
        self.bar.setVisible(menus == "bar")
        self.button.setVisible(menus == "button")
        self.setFixedHeight(theme.look().px(40 if low else 44))
        if search == "field":
            self._search_open = False
        self._place()

    def go_to_search(self) -> None:
        """Ctrl+F: the field, opened over the header where it is an icon."""
        self._search_open = self._search_kind == "icon"
        self._place()
        self.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.edit.selectAll()

    def fold_search(self) -> None:
        """Back to the icon, in a narrow window."""
        self._search_open = False
        self._place()

    def search_rect(self) -> QRect:
        """Where the search field is: centred in the window if both sides leave room for it."""
        look = theme.look()
        left = self._left.sizeHint().width() + 12
        right = self.width() - self._right.sizeHint().width() - 12
        wanted, least = look.px(SEARCH), look.px(SEARCH_LEAST)
        half = min(self.width() / 2 - left, right - self.width() / 2)
        width = int(min(wanted, 2 * half))
        place = int(self.width() / 2 - width / 2)
        if width < least:
            width = min(wanted, max(least, right - left))
            place = left + max(0, (right - left - width) // 2)
        if sys.platform == "darwin" and self._menu_kind == "bar":
            place = 16
        height = look.px(30)
        return QRect(place, (self.height() - height) // 2, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _icon(self, id: str) -> IconButton:
        action: QAction = self._deeds[id]
        button = IconButton(action=action)
        self._buttons[id] = button
        return button

    def _place(self) -> None:
        icon_only = self._search_kind == "icon"
        self.search_button.setVisible(icon_only)
        self.search.setVisible(not icon_only or self._search_open)
        for part, left in ((self._left, True), (self._right, False)):
            part.layout().activate()  # type: ignore[union-attr]
            width = part.sizeHint().width()
            part.setGeometry(0 if left else self.width() - width, 0, width, self.height() - 1)
        if icon_only and self._search_open:
            height = theme.look().px(30)
            self.search.setGeometry(
                56, (self.height() - height) // 2, min(theme.look().px(SEARCH), self.width() - 112), height
            )
            self.search.raise_()
        else:
            self.search.setGeometry(self.search_rect())
