"""A new contact: a person is protected unless the reporter says otherwise, an office is open (decision 8)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.casework.commands.contacting import NewContact
from casefile.domain.changes import CaseChanged
from casefile.domain.contacts import ContactKind
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.sentences import say
from casefile.gui import theme
from casefile.gui.contacts.editing import may_stand_open
from casefile.gui.contacts.room import Chosen, ContactsRoom
from casefile.gui.start.fields import LineBelow
from casefile.gui.widgets import Button, IconSign, KeyCap, PlainLabel, PopupFrame, SegmentedSwitch

WIDTH = 360
_PROTECTED = "A person is kept with protected sources: under their own passphrase, in no search or count."
_CLOSED = (
    "Protected sources are closed. Open them to write this person down there, or write them down as an open"
    " contact, for whoever opens the case to read."
)
_OPEN_PERSON = "Whoever opens the case can read this. The terms are not set until you agree some."
_OFFICE = "An office or a public contact stands in the open case and starts on the record."


class NewContactPopup(PopupFrame):
    """A name and one choice. What was typed waits while protected sources are being opened."""

    def __init__(self, room: ContactsRoom, pane: QWidget) -> None:
        super().__init__(room.stage, "New contact")
        self._room, self._pane = room, pane
        self._waiting = False
        self._below = LineBelow()
        self._build()
        room.session.protected_changed.connect(self._protected_changed)
        room.clock.watch(self)

    def ask(self) -> None:
        """Opens below the list's toolbar."""
        self.name.setFocus()
        self._show_state()
        self.place_again()
        self.open_at(self._place(), self.name)

    def place_again(self) -> None:
        self.setGeometry(self._place())

    def _place(self) -> QRect:
        look, parent = theme.look(), self._room.stage
        corner = self._pane.mapTo(parent, QPoint(look.px(8), look.px(46)))
        width = min(look.px(WIDTH), max(look.px(280), self._pane.width() - look.px(16)))
        return QRect(corner.x(), corner.y(), width, max(self.sizeHint().height(), self.heightForWidth(width)))

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(10)
        self.column.addLayout(inside)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("New contact", "strong"))
        head.addStretch(1)
        head.addWidget(KeyCap("Esc"))
        inside.addLayout(head)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name or codename")
        self.name.setAccessibleName("Name or codename")
        self.name.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.name.returnPressed.connect(self.write_down)
        self.name.textChanged.connect(lambda _text: self._below.say(""))
        inside.addWidget(self.name)
        self.kind = SegmentedSwitch((("person", "Person"), ("office", "Office")), "Kind")
        self.kind.chosen.connect(lambda _key: self._show_state())
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addStretch(1)
        inside.addLayout(row)
        self.as_open = QCheckBox("As an open contact")
        self.as_open.toggled.connect(lambda _on: self._show_state())
        inside.addWidget(self.as_open)
        explained = QHBoxLayout()
        explained.setSpacing(8)
        self._sign = IconSign("shield", "protected", 16)
        self._words = PlainLabel("", "small", "text2", wrap=True)
        self._words.setMinimumHeight(self._words.fontMetrics().lineSpacing() * 4)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        explained.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        explained.addWidget(self._words, 1)
        inside.addLayout(explained)
        inside.addWidget(self._below)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.open_them = Button("Open protected sources…", "protected", "", "lock-open")
        self.open_them.clicked.connect(self._open_them)
        self.save = Button("Write down", "primary")
        self.save.clicked.connect(self.write_down)
        buttons.addWidget(self.open_them)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        inside.addLayout(buttons)

    # -- doing -----------------------------------------------------------------------------------

    @property
    def is_protected(self) -> bool:
        """Whether what stands here goes to protected sources."""
        return self.kind.value == "person" and not self.as_open.isChecked()

    def write_down(self) -> None:
        """Enter: writes the contact down where it belongs."""
        session, name = self._room.session, self.name.text()
        if self.is_protected and not session.protected.is_open:
            self._open_them()
            return
        if not name.strip():
            self._below.say(say(ReporterCanFix("contact_empty")), "warn", "triangle-alert", aloud=True)
            return
        if self.is_protected:
            id_ = session.protected.new_contact(name)
            self._room.choose(Chosen("source", id_))
            self._room.window.status.say_deed("Wrote down a protected source", "shield")
        elif may_stand_open(session, name):
            kind = ContactKind(self.kind.value)
            session.case.do(NewContact(name, kind), self._made)
        else:
            return
        self._finish()

    def _made(self, change: CaseChanged | None) -> None:
        if change is not None and change.of(Kind.CONTACT):
            self._room.choose(Chosen("contact", n=max(change.of(Kind.CONTACT))))

    def _open_them(self) -> None:
        """The name waits here while they are opened."""
        self._waiting = True
        self.hide()
        self._room.ask_to_open()

    def _protected_changed(self) -> None:
        if self._room.sources.is_open and self._waiting:
            self._waiting = False
            self.ask()
        elif not self._room.sources.is_open and self.is_protected and self.isVisible() and self.name.text():
            self.name.clear()  # a protected name does not outstay them
        if self.isVisible():
            self._show_state()

    def _show_state(self) -> None:
        person = self.kind.value == "person"
        closed = self.is_protected and not self._room.sources.is_open
        self.as_open.setVisible(person)
        if not person:
            words = _OFFICE
        elif self.as_open.isChecked():
            words = _OPEN_PERSON
        else:
            words = _CLOSED if closed else _PROTECTED
        self._words.setText(words)
        self._sign.set_icon(
            "landmark" if not person else "user" if self.as_open.isChecked() else "shield",
            "protected" if self.is_protected else "text2",
        )
        self.open_them.setVisible(closed)
        self.save.setVisible(not closed)
        if self.isVisible():
            self.place_again()

    def close_up(self) -> None:
        super().close_up()
        self._waiting = False
        self.name.clear()

    def _finish(self) -> None:
        self.close_up()
        self.kind.choose("person")
        self.as_open.setChecked(False)
        self._below.say("")
