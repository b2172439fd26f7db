"""Sections one below the other that scroll when the inspector is low."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.widgets import Surface


class ScrolledSections(QScrollArea):
    """A column as wide as the pane; it never scrolls sideways."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = Surface("inspector")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._inside)

    def add(self, section: QWidget) -> None:
        """One more section below."""
        self._column.addWidget(section)

    def end(self) -> None:
        """No more come: what is left over stays empty."""
        self._column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whatever stands inside, the column is never wider than the pane."""
        super().resizeEvent(event)
        self._inside.setMaximumWidth(self.viewport().width())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().px(200), theme.look().px(120))
