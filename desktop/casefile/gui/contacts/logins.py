"""Contacts › Logins: passwords a case needs, listed by name; the rest hidden until asked (decision 30)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.credentials import ChangeCredential, NewCredential
from casefile.domain.credentials import Credential, SecretFields
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.sentences import say
from casefile.gui import clipboard
from casefile.gui.contacts.editing import may_stand_open
from casefile.gui.contacts.identity_card import MaskedValue, Unmasking
from casefile.gui.contacts.room import ContactsRoom
from casefile.gui.speaking import announce
from casefile.gui.start.fields import LineBelow
from casefile.gui.widgets import Button, EmptyState, IconButton, PlainLabel, Surface

PARTS = (("user", "User"), ("secret", "Password"), ("place", "Where"), ("note", "Note"))


class LoginCard(Surface):
    """One login: its name, and its sealed fields as dots. They are unsealed for each showing."""

    def __init__(self, room: ContactsRoom, login: Credential, parent: QWidget | None = None) -> None:
        super().__init__("surface", "card", parent)
        self._room, self._login = room, login
        self.setAccessibleName(f"Login {login.name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 11, 12, 11)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(PlainLabel(login.name, "strong", wrap=True), 1)
        for icon, words, do in (
            ("key-round", "Copy the password", partial(self._copy, "secret")),
            ("pencil", "Change this login…", self.edit),
            ("trash-2", "Move this login to the trash", self._trash),
        ):
            button = IconButton(icon, words, shape="small", size=14)
            button.clicked.connect(do)
            head.addWidget(button)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.values: dict[str, MaskedValue] = {}
        for number, (key, words) in enumerate(PARTS):
            grid.addWidget(PlainLabel(words, "small", "text2"), number, 0, Qt.AlignmentFlag.AlignTop)
            self.values[key] = MaskedValue(words)
            grid.addWidget(self.values[key], number, 1)
            copy = IconButton("copy", f"Copy the {words.lower()}", shape="small", size=14)
            copy.clicked.connect(partial(self._copy, key))
            grid.addWidget(copy, number, 2)
        column.addLayout(grid)
        self.unmasking = Unmasking()
        self.unmasking.shown.connect(self._shown)
        column.addWidget(self.unmasking)
        self.form = LoginForm(room, login)
        self.form.hide()
        self.form.left.connect(self._put_form_away)
        column.addWidget(self.form)

    def edit(self, _checked: bool = False) -> None:
        """The fields, to be changed."""
        secret = self._unsealed()
        if secret is not None:
            self.unmasking.hide_now()
            self.form.begin(self._login.name, secret)
            self.form.show()

    def _put_form_away(self) -> None:
        self.form.hide()

    def _shown(self, shown: bool) -> None:
        secret = self._unsealed() if shown else None
        for key, value in self.values.items():
            if secret is None:
                value.hide_words()
            else:
                value.show_words(getattr(secret, key))

    def _copy(self, key: str, _checked: bool = False) -> None:
        secret = self._unsealed()
        if secret is not None:
            clipboard.copy_secret(getattr(secret, key))
            announce(self, "Copied. The clipboard is cleared in 10 seconds.")
            self._room.window.status.say_deed(
                "Copied. The clipboard is cleared in 10 seconds.", "copy", undoable=False
            )

    def _trash(self, _checked: bool = False) -> None:
        self._room.session.do(MoveToTrash(Kind.CREDENTIAL, (self._login.n,)))

    def _unsealed(self) -> SecretFields | None:
        try:
            return self._room.session.case.unseal_credential(self._login.n)
        except ReporterCanFix as problem:
            self._room.session.trouble.emit(problem)
            return None


class LoginForm(QWidget):
    """A new login, or the fields of one that is there."""

    left = Signal()

    def __init__(
        self, room: ContactsRoom, login: Credential | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._room, self._login = room, login
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.edits: dict[str, QLineEdit] = {}
        for number, (key, words) in enumerate((("name", "Name"), *PARTS)):
            edit = QLineEdit()
            edit.setAccessibleName(words)
            if key != "name":
                edit.setInputMethodHints(
                    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
                )
                edit.setDragEnabled(False)
            if key == "secret":
                edit.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
            edit.returnPressed.connect(self.save)
            grid.addWidget(PlainLabel(words, "small", "text2"), number, 0)
            grid.addWidget(edit, number, 1)
            self.edits[key] = edit
        column.addLayout(grid)
        self._below = LineBelow()
        column.addWidget(self._below)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save_button = Button("Save", "primary", "small")
        self.save_button.clicked.connect(self.save)
        cancel = Button("Cancel", "link", "small")
        cancel.clicked.connect(self.leave)
        row.addWidget(self.save_button)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)

    def begin(self, name: str = "", secret: SecretFields | None = None) -> None:
        """Fills the fields."""
        self.edits["name"].setText(name)
        for key, _words in PARTS:
            self.edits[key].setText(getattr(secret, key) if secret is not None else "")
        self._below.say("")
        self.edits["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self, _checked: bool = False) -> None:
        """Takes what was typed out of the window."""
        for edit in self.edits.values():
            edit.clear()
        self.left.emit()

    def save(self, _checked: bool = False) -> None:
        """Seals the fields and writes the login down."""
        session, name = self._room.session, " ".join(self.edits["name"].text().split())
        if not name:
            self._below.say(say(ReporterCanFix("credential_empty")), "warn", "triangle-alert", aloud=True)
            return
        if not may_stand_open(session, name):  # the name is not sealed
            return
        secret = SecretFields(**{key: self.edits[key].text() for key, _words in PARTS})
        try:
            if self._login is None:
                session.do(NewCredential(session.case.seal_credential(name, secret)))
            else:
                sealed = session.case.seal_credential(name, secret, self._login.id)
                session.do(ChangeCredential(self._login.n, sealed))
        except ReporterCanFix as problem:
            session.trouble.emit(problem)
            return
        self.leave()


class LoginsPage(QScrollArea):
    """All logins outside the trash, and a form for one more."""

    def __init__(self, room: ContactsRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.setAccessibleName("Logins")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = Surface("pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(22, 20, 22, 28)
        column.setSpacing(12)
        head = QHBoxLayout()
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(PlainLabel("Logins and passwords", "title", wrap=True))
        words = "Sealed in the case. In no search, log or export, and only their names in lists."
        both.addWidget(PlainLabel(words, "body", "text2", wrap=True))
        head.addLayout(both, 1)
        self.add_button = Button("New login", "", "", "plus")
        self.add_button.clicked.connect(self.ask)
        head.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._new = Surface("surface", "card")
        around = QVBoxLayout(self._new)
        around.setContentsMargins(16, 11, 16, 11)
        self.form = LoginForm(room)
        self.form.left.connect(self._new.hide)
        around.addWidget(self.form)
        self._new.hide()
        column.addWidget(self._new)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        column.addLayout(self._cards)
        self._none = EmptyState(
            "key-round", "No logins yet.", "A password of an archive, a locked file or a disk belongs here."
        )
        column.addWidget(self._none)
        column.addStretch(1)
        self.setWidget(inside)
        self.cards: tuple[LoginCard, ...] = ()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.add_button.setFocus(event.reason())

    def ask(self, _checked: bool = False) -> None:
        """A new login."""
        self._new.show()
        self.form.begin()

    def refresh(self) -> None:
        """Lists what the case holds now."""
        self._room.session.case.ask(
            lambda store: store.credentials.all(), self._show, instead_of="logins listed"
        )

    def _show(self, logins: Sequence[Credential]) -> None:
        while (held := self._cards.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = tuple(LoginCard(self._room, login) for login in logins)
        for card in self.cards:
            self._cards.addWidget(card)
        self._none.setVisible(not logins)
