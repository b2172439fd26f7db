"""The plum strip above the sheet while protected sources are open: time left, *Close now*, kept drafts."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.contacts.room import ContactsRoom
from casefile.gui.widgets import Button, ElidedLabel, IconButton, IconSign, KeyCap, PlainLabel, Surface


class OpenStrip(Surface):
    """Shown while they are open and hidden at once when they close."""

    def __init__(self, room: ContactsRoom, parent: QWidget | None = None) -> None:
        super().__init__("protected_soft", "bottom", parent)
        self._room = room
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 12, 0)
        column.setSpacing(0)
        line = QWidget()
        line.setFixedHeight(theme.look().px(43))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconSign("lock-open", "protected", 16))
        self._words = ElidedLabel("", "body", "protected", strong=True)
        row.addWidget(self._words, 1)
        self.close_button = Button("Close now", "", "", "lock")
        self.close_button.clicked.connect(room.close_sources)
        row.addWidget(self.close_button)
        self._key = KeyCap("Ctrl+Shift+P")
        row.addWidget(self._key)
        menu = QMenu(self)
        menu.setAccessibleName("Protected sources")
        self.leaving = menu.addAction("Close them when I leave Contacts")
        self.leaving.setCheckable(True)
        self.leaving.triggered.connect(self._set_leaving)
        self.take_back = menu.addAction("Take back the last change here")
        self.take_back.triggered.connect(lambda _checked=False: room.sources.undo())
        more = IconButton("ellipsis", "More about protected sources", shape="small")
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        row.addWidget(more)
        column.addWidget(line)
        self._draft = QWidget()
        kept = QHBoxLayout(self._draft)
        kept.setContentsMargins(24, 0, 0, 8)
        kept.setSpacing(14)
        self._kept_words = PlainLabel("", "small", "protected")
        kept.addWidget(self._kept_words)
        go_on, away = Button("Go on with it", "link", "small"), Button("Throw it away", "link", "small")
        go_on.clicked.connect(room.draft_wanted)
        away.clicked.connect(self._throw_away)
        kept.addWidget(go_on)
        kept.addWidget(away)
        kept.addStretch(1)
        column.addWidget(self._draft)
        room.clock.ticked.connect(self._tick)
        room.session.protected_changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """They were opened, changed or closed."""
        sources = self._room.sources
        self.setVisible(sources.is_open)
        if not sources.is_open:
            return
        self._tick(self._room.clock.seconds_left)
        self.leaving.setChecked(sources.contents.closes_on_leaving)
        self.take_back.setEnabled(sources.can_undo)
        count = len(sources.kept_drafts)
        self._draft.setVisible(bool(count))
        self._kept_words.setText(
            "A call you began is kept here." if count == 1 else f"{count} calls are kept."
        )

    def set_narrow(self, narrow: bool) -> None:
        """A narrow pane has no room for the key."""
        self._key.setVisible(not narrow)

    def _tick(self, left: int) -> None:
        self._words.set_words(f"Protected sources are open. They close in {left // 60}:{left % 60:02}.")

    def _set_leaving(self, closes: bool) -> None:
        if self._room.sources.is_open:
            self._room.sources.set_closes_on_leaving(closes)

    def _throw_away(self) -> None:
        for draft in self._room.sources.kept_drafts[:1]:
            self._room.sources.throw_draft_away(draft)
