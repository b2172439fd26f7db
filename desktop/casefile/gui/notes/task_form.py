"""A to-do from anywhere (Ctrl+T): what, by which day, and whom it is about."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from casefile.casework.commands.tasking import NewTask
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.domain.tasks import TaskKind
from casefile.domain.typed_days import day_of, said_day
from casefile.gui import theme
from casefile.gui.contacts.room import Chosen, ContactsRoom
from casefile.gui.inspector.choices import Choice
from casefile.gui.notes.mentioning import MentioningText
from casefile.gui.notes.offering import offer_contacts
from casefile.gui.notes.popup import WritingPopup
from casefile.gui.widgets import PlainLabel, SegmentedSwitch


class DayField(QLineEdit):
    """A day typed as it is said; `day` is what was understood."""

    def __init__(self, name: str = "Due", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText("tomorrow, Fri, 9 Mar")

    @property
    def day(self) -> datetime.date | None:
        return day_of(self.text(), datetime.date.today()) if self.text().strip() else None

    @property
    def unread(self) -> bool:
        """Whether something stands here that is no day."""
        return bool(self.text().strip()) and self.day is None

    def said(self) -> str:
        """The day in words, to stand beside the field."""
        today, day = datetime.date.today(), self.day
        if day is None:
            return "Not a day yet." if self.text().strip() else ""
        words = said_day(day, today)
        return words if words not in ("today", "tomorrow") else f"{words}, {day.day} {day:%b}"


class TaskPopup(WritingPopup):
    """Becomes a to-do of the case."""

    kind = "task"

    def __init__(self, room: ContactsRoom) -> None:
        super().__init__(room, "To-do", "list-checks")
        self._about = ""
        self._kind_chosen = False
        self.what = MentioningText(
            "What is to be done", "What is to be done? @ names a contact.", self._offer
        )
        self.what.edit.setFixedHeight(theme.look().px(56))
        self.what.typed.connect(self.typed)
        self.what.typed.connect(self._guess_kind)
        self.what.mentioned.connect(self._mention)
        self.what.edit.installEventFilter(self)
        self.body.addWidget(self.what, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel("Due", "small", "text2"))
        self.due = DayField()
        self.due.textChanged.connect(self._say_day)
        self.due.textChanged.connect(lambda _text: self.typed())
        self.due.returnPressed.connect(self.save)
        self.due.setMaximumWidth(theme.look().px(150))
        self._day = PlainLabel("", "small", "text2")
        self.kind_switch = SegmentedSwitch((("todo", "To-do"), ("call", "Call")), "Kind")
        self.kind_switch.chosen.connect(self._choose_kind)
        row.addWidget(self.due)
        row.addWidget(self._day, 1)
        row.addWidget(self.kind_switch)
        self.body.addLayout(row)

    def draft(self) -> dict[str, Any]:
        return {
            "text": self.what.words,
            "due": self.due.text(),
            "about": self._about,
            "kind": self.kind_switch.value,
        }

    def fill(self, draft: dict[str, Any]) -> None:
        self.what.set_words(str(draft.get("text", "")))
        self.due.setText(str(draft.get("due", "")))
        self._about = str(draft.get("about", ""))
        self._kind_chosen = "kind" in draft
        self.kind_switch.choose("call" if draft.get("kind") == "call" else "todo")

    def first_field(self) -> QWidget:
        return self.what.edit

    def save(self, _checked: bool = False) -> None:
        words = " ".join(self.what.words.split())
        if not words:
            self.below.say(say(ReporterCanFix("task_empty")), "warn", "triangle-alert", aloud=True)
        elif self.due.unread:
            self.below.say(
                "Not a day yet. Write tomorrow, Fri, 9 Mar or 2026-03-09.", "warn", "triangle-alert"
            )
            self.due.setFocus()
        elif self._sealed or self.session.protected.named_in(words):
            self.below.say(say(ReporterCanFix("protected_named")), "warn", "triangle-alert", aloud=True)
            self.grow()
        else:
            day = self.due.day
            due = day.isoformat() if day is not None else None
            kind = TaskKind(self.kind_switch.value)
            self.session.do(NewTask(words, due, self._about or None, kind))
            self.finish()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.what.edit
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not self.what.list.choices
        ):
            self.save()  # a to-do is one line: Enter saves it
            return True
        return super().eventFilter(watched, event)

    def _guess_kind(self) -> None:
        """ "Call …" is a call until she says otherwise."""
        if not self._kind_chosen:
            begins = self.what.words.casefold().startswith(("call ", "phone ", "ring "))
            self.kind_switch.choose("call" if begins else "todo")

    def _choose_kind(self, _key: str) -> None:
        self._kind_chosen = True
        self.typed()

    def _mention(self, chosen: Chosen) -> None:
        self._about = self._about or f"K{chosen.n}"

    def _say_day(self) -> None:
        self._day.setText(self.due.said())
        self._day.set_tone("warn" if self.due.unread else "text2")

    def _offer(self, typed: str, answer: Any) -> None:
        def open_ones(choices: Sequence[Choice]) -> None:
            answer([one for one in choices if one.key.kind == "contact"])

        offer_contacts(self.session, typed, open_ones)
