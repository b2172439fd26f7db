"""Asks whether an open contact becomes a protected source, with what that cannot reach said first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefile.casework.erasing import Erased
from casefile.casework.moving_to_protected import MovePlan, move_to_protected, plan_move
from casefile.domain.errors import ReporterCanFix
from casefile.gui.contacts.room import Chosen, ContactsRoom
from casefile.gui.speaking import announce
from casefile.gui.widgets import Button, IconSign, PlainLabel, Surface


class MoveQuestion(Surface):
    """A strip above the sheet; it goes when something else is chosen or they are closed."""

    def __init__(self, room: ContactsRoom, parent: QWidget | None = None) -> None:
        super().__init__("warn_soft", "bottom", parent)
        self._room = room
        self._plan: MovePlan | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(IconSign("triangle-alert", "warn", 16), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        self.words = PlainLabel("", "body", wrap=True)
        column.addWidget(self.words)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.move_button = Button("Move and erase here", "protected", "small", "shield")
        self.move_button.clicked.connect(self._move)
        self.keep_button = Button("Keep it open", "", "small")
        self.keep_button.clicked.connect(self.put_away)
        buttons.addWidget(self.move_button)
        buttons.addWidget(self.keep_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row.addLayout(column, 1)
        room.move_wanted.connect(self.ask)
        room.chosen_changed.connect(lambda _chosen: self.put_away())
        room.session.protected_changed.connect(self._follow)
        self.hide()

    def ask(self) -> None:
        """Looks up what it would do, and asks."""
        case, n = self._room.session.case, self._room.chosen.n
        case.ask(lambda store: plan_move(store, n, case), self._show, instead_of="move to protected")

    def put_away(self, _checked: bool = False) -> None:
        """Nothing is moved."""
        self._plan = None
        self.words.setText("")
        self.hide()

    def _show(self, plan: MovePlan) -> None:
        if self._room.chosen != Chosen("contact", n=plan.contact.n):
            return
        self._plan = plan
        self.words.setText(question(plan))
        self.show()
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.words.text())

    def _move(self, _checked: bool = False) -> None:
        plan, session = self._plan, self._room.session
        self.put_away()
        if plan is None:
            return
        try:
            move_to_protected(session.case, session.protected, plan, self._moved, session.trouble.emit)
        except ReporterCanFix as problem:
            session.trouble.emit(problem)

    def _moved(self, id_: str, erased: Erased) -> None:
        self._room.choose(Chosen("source", id_))
        steps = f" {erased.steps} earlier steps can no longer be undone." if erased.steps else ""
        self._room.window.status.say_deed(
            f"Moved a contact to protected sources.{steps}", "shield", undoable=False
        )

    def _follow(self) -> None:
        if not self._room.sources.is_open:
            self.put_away()


def question(plan: MovePlan) -> str:
    """What would happen, and what it does not reach."""
    talks = sum(not entry.about_terms for entry in plan.log)
    said = {0: "", 1: ", the conversation with it"}.get(talks, f", {talks} conversations")
    words = [
        f"Move {plan.contact.ref} to protected sources? The contact{said} and every step of Undo that names"
        " it are erased from the open case. This cannot be undone."
    ]
    if plan.named_in:
        words.append(f"Its name also stands in {', '.join(plan.named_in)}; that stays as it is.")
    if plan.backups:
        many = "1 backup still holds" if plan.backups == 1 else f"{plan.backups} backups still hold"
        words.append(f"{many} it.")
    return " ".join(words)
