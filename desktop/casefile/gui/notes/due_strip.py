"""What is due, above the library's list: calls first, each done with a click (ten deeds: 0 gestures)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from casefile.casework.commands.tasking import SetTask
from casefile.casework.standing import ToDos, to_dos
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind, parse_ref
from casefile.domain.tasks import Task, TaskKind, TaskState
from casefile.domain.typed_days import said_day
from casefile.gui import theme
from casefile.gui.contacts.room import ContactsRoom
from casefile.gui.notes.drafts import KINDS, kept_draft
from casefile.gui.speaking import set_tip
from casefile.gui.widgets import Button, ElidedLabel, IconButton, IconSign, PlainLabel, Surface

SETTLE_MS = 100
MOST_SHOWN = 4
_BEGUN = {
    "note": "A note you began is kept.",
    "task": "A to-do you began is kept.",
    "call": "A call you began is kept.",
}
_DEEDS = {"note": "note.new", "task": "task.new", "call": "contact.log"}


class DueStrip(QObject):
    """Puts its card at the top of the list host while the library is shown and something is due."""

    def __init__(self, room: ContactsRoom, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._put_away = False
        self._shows_later = False
        self._known: frozenset[int] = frozenset()
        self._to_dos = ToDos()
        self.card = Surface("pane", "bottom")
        self.card.setAccessibleName("Due")
        self._build()
        layout = room.window.list.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.card)
        self.card.hide()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.ask)
        room.session.changed.connect(self._changed)
        room.window.view_changed.connect(lambda _view: self._show_card())
        self._show_begun()
        self.ask()

    def ask(self) -> None:
        """Looks up what is due now."""
        self._room.session.case.ask(to_dos, self._found, instead_of="to-dos")

    def _build(self) -> None:
        column = QVBoxLayout(self.card)
        column.setContentsMargins(14, 8, 8, 8)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconSign("clock", "accent", 16))
        self._title = PlainLabel("Due", "strong")
        head.addWidget(self._title)
        self._count = PlainLabel("", "small", "text2")
        head.addWidget(self._count)
        head.addStretch(1)
        self.later_button = Button("", "link", "small")
        self.later_button.clicked.connect(self._turn_later)
        head.addWidget(self.later_button)
        away = IconButton("x", "Put away until the case is opened again", shape="small", size=14)
        away.clicked.connect(self.put_away)
        head.addWidget(away)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self._begun = QVBoxLayout()
        self._begun.setSpacing(0)
        column.addLayout(self._begun)
        self._has_begun = False

    # -- what is due -----------------------------------------------------------------------------

    def _changed(self, change: CaseChanged) -> None:
        if change.of(Kind.TASK) or change.of(Kind.CONTACT):
            self._settle.start()

    def _found(self, found: ToDos) -> None:
        due = frozenset(task.n for task in (*found.due.calls, *found.due.others))
        if due - self._known and self._known:
            self._put_away = False  # something became due since it was put away
        self._known = due
        self._to_dos = found
        self._fill()

    def _fill(self) -> None:
        _empty(self._rows)
        due, later = self._to_dos.due, self._to_dos.later
        shown = [*due.calls, *due.others]
        for task in shown[:MOST_SHOWN]:
            self._rows.addWidget(self._row(task))
        hidden = shown[MOST_SHOWN:]
        rest = [*hidden, *later]
        if self._shows_later:
            for task in rest:
                self._rows.addWidget(self._row(task))
        self._title.setText("Due" if shown else "To do")
        self._count.setText(_counted(len(due.calls), len(due.others)))
        self.later_button.setVisible(bool(rest))
        self.later_button.set_words("Fold" if self._shows_later else f"{len(rest)} more")
        self._show_card()

    def _row(self, task: Task) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 6, 0)
        line.setSpacing(8)
        done = QCheckBox()
        done.setAccessibleName(f"Done: {task.what}")
        done.toggled.connect(partial(self._done, task.n))
        line.addWidget(done)
        line.addWidget(IconSign("phone" if task.kind is TaskKind.CALL else "check", "text2", 14))
        line.addWidget(ElidedLabel(task.what, "body"), 1)
        whom = self._whom(task, self._to_dos.names)
        if whom is not None:
            line.addWidget(whom)
        words, late = _day_words(task)
        if words:
            line.addWidget(PlainLabel(words, "small", "warn" if late else "text2"))
        row.setFixedHeight(theme.look().px(28))
        return row

    def _whom(self, task: Task, names: Mapping[str, str]) -> QWidget | None:
        if not task.about:
            return None
        name = names.get(task.about, task.about)
        button = Button(task.about, "link", "small")
        button.setAccessibleName(f"Show {name}")
        set_tip(button, name)
        button.clicked.connect(partial(self._go, task.about or ""))
        return button

    def _done(self, task: int, done: bool) -> None:
        if done:
            self._room.session.do(SetTask(task, TaskState.DONE))

    def _go(self, about: str, _checked: bool = False) -> None:
        ref = parse_ref(about)
        views = {Kind.CONTACT: "contacts", Kind.CLAIM: "evidence"}
        if ref is not None:
            self._room.session.go(views.get(ref.kind, "library"), ref)

    # -- what was begun --------------------------------------------------------------------------

    def _show_begun(self) -> None:
        """Half-typed notes that were kept in the case. Sealed ones are told of when they can be read."""
        kinds = [kind for kind in KINDS if kept_draft(self._room.session, kind)]
        self._has_begun = bool(kinds)
        for kind in kinds:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 6, 0)
            line.setSpacing(8)
            line.addWidget(IconSign("file-pen-line", "text2", 14))
            line.addWidget(PlainLabel(_BEGUN[kind], "body"), 1)
            go_on = Button("Go on with it", "link", "small")
            go_on.clicked.connect(partial(self._go_on, kind, row))
            line.addWidget(go_on)
            self._begun.addWidget(row)

    def _go_on(self, kind: str, row: QWidget, _checked: bool = False) -> None:
        row.hide()
        self._has_begun = any(not held.isHidden() for held in _widgets(self._begun))
        self._room.window.deeds[_DEEDS[kind]].trigger()
        self._show_card()

    # -- the card --------------------------------------------------------------------------------

    def put_away(self, _checked: bool = False) -> None:
        """Not shown again before the case is opened anew, or something else becomes due."""
        self._put_away = True
        self._show_card()

    def _turn_later(self, _checked: bool = False) -> None:
        self._shows_later = not self._shows_later
        self._fill()

    def _show_card(self) -> None:
        something = bool(self._to_dos.due.total or self._to_dos.later or self._has_begun)
        self.card.setVisible(something and not self._put_away and self._room.window.view == "library")


def _day_words(task: Task) -> tuple[str, bool]:
    """The day a to-do is due, in words, and whether that is past."""
    if not task.due:
        return "", False
    today, day = datetime.date.today(), datetime.date.fromisoformat(task.due)
    return (f"since {said_day(day, today)}" if day < today else said_day(day, today)), day < today


def _counted(calls: int, others: int) -> str:
    parts = []
    if calls:
        parts.append("1 call" if calls == 1 else f"{calls} calls")
    if others:
        parts.append("1 to-do" if others == 1 else f"{others} to-dos")
    return ", ".join(parts)


def _widgets(layout: QVBoxLayout) -> Sequence[QWidget]:
    held = (layout.itemAt(number) for number in range(layout.count()))
    return [widget for item in held if item is not None and (widget := item.widget()) is not None]


def _empty(layout: QVBoxLayout) -> None:
    while (held := layout.takeAt(0)) is not None:
        widget = held.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
