"""Quiet lines above and below the words: what is switched off, what is being read, the claim at hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.widgets import Button, ElidedLabel, IconButton, IconSign, PlainLabel, Surface


class Strip(Surface):
    """One sentence with a sign, and at most one step. ``stepped`` is the step, ``dismissed`` the ×."""

    stepped = Signal()
    dismissed = Signal()

    def __init__(
        self,
        icon: str,
        sentence: str,
        step: str = "",
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("window", "bottom_soft", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(IconSign(icon, "text2", 14))
        self.sentence = ElidedLabel(sentence, "small", "text2")
        row.addWidget(self.sentence, 1)
        if step:
            button = Button(step, "link", "small")
            button.clicked.connect(lambda: self.stepped.emit())
            row.addWidget(button)
        if closable:
            close = IconButton("x", "Hide this line", shape="small", size=14)
            close.clicked.connect(self.hide)
            close.clicked.connect(lambda: self.dismissed.emit())
            row.addWidget(close)
        self.setAccessibleName(sentence)
        self._keep_height()
        theme.look().changed.connect(self._keep_height)
        self.hide()

    def say(self, sentence: str) -> None:
        """Another sentence; an empty one hides the strip."""
        self.sentence.set_words(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(32))


class WorkingClaim(Surface):
    """The claim pinned at the reader's foot: S, X and C link to it at once (decisions, ten deeds)."""

    open_wanted = Signal()
    unpinned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "top", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(IconSign("pin", "accent", 14))
        row.addWidget(PlainLabel("Linking to", "small", "text2"))
        self.words = ElidedLabel("", "small", "text", strong=True)
        row.addWidget(self.words, 1)
        show = Button("Show", "link", "small")
        show.clicked.connect(lambda: self.open_wanted.emit())
        row.addWidget(show)
        away = IconButton("x", "Unpin this claim", shape="small", size=14)
        away.clicked.connect(lambda: self.unpinned.emit())
        row.addWidget(away)
        self._keep_height()
        theme.look().changed.connect(self._keep_height)
        self.hide()

    def set_claim(self, words: str | None) -> None:
        """The claim's words, or None when no claim is pinned."""
        self.words.set_words(words or "")
        self.setAccessibleName(f"Linking to the claim: {words}" if words else "")
        self.setVisible(words is not None)

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(34))
