"""The popup notes are typed in: at the window's lower right, never modal, closed by Esc with nothing lost."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.contacts.room import ContactsRoom
from casefile.gui.notes.drafts import KINDS, forget_draft, keep_draft, kept_draft, sealed_words
from casefile.gui.session import Session
from casefile.gui.start.fields import LineBelow
from casefile.gui.widgets import Button, ElidedLabel, IconButton, IconSign, KeyCap, PlainLabel, PopupFrame

WIDTH = 430
PAUSE_MS = 500
"""A pause of typing after which the draft is kept."""
KEPT_IN_CASE = "Kept in the case as you type."
KEPT_SEALED = "Kept sealed as you type."
TOO_LONG = "Too long to be kept. Save it."


class WritingPopup(PopupFrame):
    """What the three forms share. A subclass fills ``body`` and says what its draft is."""

    kind = ""

    def __init__(self, room: ContactsRoom, title: str, icon: str) -> None:
        super().__init__(room.stage, title)
        self.room = room
        self._filling = False
        self._drafted = False
        self._sealed = False
        self._kept = True
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(10)
        self.column.addLayout(inside)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.sign = IconSign(icon, "text2", 16)
        head.addWidget(self.sign)
        self.title = PlainLabel(title, "section")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(KeyCap("Esc"))
        away = IconButton("x", "Put away; what you typed is kept", shape="small", size=14)
        away.clicked.connect(self.close_up)
        head.addWidget(away)
        inside.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        inside.addLayout(self.body, 1)
        self.below = LineBelow()
        inside.addWidget(self.below)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.save_button = Button("Save", "primary")
        self.save_button.clicked.connect(self.save)
        foot.addWidget(self.save_button)
        foot.addWidget(KeyCap("Ctrl+Enter"))
        self.kept = ElidedLabel("", "small", "text3")
        foot.addWidget(self.kept, 1)
        self.throw = IconButton("trash-2", "Throw this draft away", shape="small", size=14)
        self.throw.clicked.connect(self.throw_away)
        foot.addWidget(self.throw)
        inside.addLayout(foot)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        room.closing.connect(self._sources_close)
        room.clock.watch(self)

    @property
    def session(self) -> Session:
        return self.room.session

    # -- what a form says ------------------------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """What stands in the fields, in plain values."""
        raise NotImplementedError

    def fill(self, draft: dict[str, Any]) -> None:
        """Puts a draft into the fields; an empty one empties them."""
        raise NotImplementedError

    def save(self) -> None:
        """Writes it down for good."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Where the keyboard goes."""
        raise NotImplementedError

    def holds_words(self, draft: dict[str, Any]) -> bool:
        """Whether there is anything in a draft worth keeping."""
        return bool(str(draft.get("text", "")).strip())

    # -- drafts ----------------------------------------------------------------------------------

    def open_up(self) -> None:
        """Opens with what was kept, or with what stands here already."""
        if not self.isVisible() and not self.holds_words(self.draft()):
            self.put_in(kept_draft(self.session, self.kind))
        self.below.say("")
        self.open_at(self._place(), self.first_field())

    def put_in(self, draft: dict[str, Any]) -> None:
        """Fills the fields without taking it for typing."""
        self._filling = True
        self.fill(draft)
        self._filling = False
        self._drafted = self.holds_words(draft)
        self.say_kept()

    def typed(self) -> None:
        """Something was typed: the draft is kept at the next pause."""
        if not self._filling:
            self.below.say("")
            self.kept.set_words("…")
            self._pause.start()

    def keep(self) -> None:
        """Keeps the draft now, if there is anything to keep."""
        self._pause.stop()
        draft = self.draft()
        if self.holds_words(draft):
            self.keep_words(draft)
            self._drafted = True
        elif self._drafted:
            self.forget_words()
            self._drafted = False
        self.say_kept()

    def belongs_to_protected(self, draft: dict[str, Any]) -> bool:
        """Whether a draft may only be kept with protected sources: it names one of them."""
        return bool(self.session.protected.named_in(str(draft)))

    def keep_words(self, draft: dict[str, Any]) -> None:
        """Keeps a draft where it belongs; never where it would tell of a protected source."""
        if self.belongs_to_protected(draft):
            self._kept = self.session.protected.drafts.keep(sealed_words(draft), KINDS.index(self.kind))
            if not self._sealed:
                forget_draft(self.session, self.kind)
            self._sealed = True
            return
        if self._sealed:
            self.session.protected.drafts.forget(KINDS.index(self.kind))
        self._sealed, self._kept = False, True
        keep_draft(self.session, self.kind, draft)

    def forget_words(self) -> None:
        """The kept draft goes, wherever it was kept."""
        if self._sealed:
            self.session.protected.drafts.forget(KINDS.index(self.kind))
        else:
            forget_draft(self.session, self.kind)
        self._sealed = False

    def say_kept(self) -> None:
        """The line that says where the draft is kept."""
        words = "" if not self._drafted else KEPT_SEALED if self._sealed else KEPT_IN_CASE
        if self._drafted and not self._kept:
            words = TOO_LONG
        tone = "warn" if not self._kept else "protected" if self._sealed else "text3"
        self.kept.set_words(words, tone=tone)
        self.throw.setVisible(self._drafted)

    def throw_away(self, _checked: bool = False) -> None:
        """The draft goes, here and where it was kept."""
        self._pause.stop()
        self.forget_words()
        self.put_in({})
        self.close_up()

    def finish(self) -> None:
        """It was saved."""
        self.throw_away()

    def flush(self) -> None:
        """Before a lock, a curtain or the end: keeps what no pause has kept yet."""
        if self._pause.isActive():
            self.keep()

    def leave_window(self) -> None:
        """What is sealed leaves the window; it comes back when protected sources are open."""
        self.flush()
        if self._sealed and self._kept:
            self.session.protected.drafts.leave(KINDS.index(self.kind))
            self._sealed = False
            self.put_in({})

    def hide_sealed(self) -> None:
        """Puts the popup away if what stands in it is sealed to protected sources."""
        if self._sealed and self._kept:
            self.leave_window()
            self.hide()

    def take_up(self, draft: dict[str, Any]) -> None:
        """Goes on with a draft that was sealed."""
        self.put_in(draft)
        self._sealed = self._kept = self._drafted = True
        self.say_kept()
        self.open_at(self._place(), self.first_field())

    def _sources_close(self) -> None:
        """Names are still known: now or never can it be told what belongs to protected sources."""
        if self.holds_words(self.draft()):
            self.keep()
        self.hide_sealed()

    # -- the popup -------------------------------------------------------------------------------

    def close_up(self) -> None:
        self.flush()
        super().close_up()
        if not self.session.protected.is_open:
            self.leave_window()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.save()
            return
        super().keyPressEvent(event)

    def watch_keys(self, field: QWidget) -> None:
        """Ctrl+Enter and Esc act from inside a text field too."""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and watched is not self.parent()
        ):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
                self.save()
                return True
        return super().eventFilter(watched, event)

    def place_again(self) -> None:
        self.setGeometry(self._place())

    def grow(self) -> None:
        """Something was shown or hidden inside."""
        if self.isVisible():
            self.place_again()

    def _place(self) -> QRect:
        look, stage = theme.look(), self.room.stage
        width = min(look.px(WIDTH), stage.width() - look.px(32))
        wanted = max(self.sizeHint().height(), self.heightForWidth(width))
        height = min(wanted, stage.height() - look.px(100))
        gap = look.px(16)
        return QRect(stage.width() - width - gap, stage.height() - height - look.px(26) - gap, width, height)
