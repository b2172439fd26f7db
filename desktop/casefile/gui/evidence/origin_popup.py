"""G: the small popup that sets a link's origin, by a name that is there or by a new one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from casefile.casework.completing import origins_for
from casefile.domain.evidence import Origin
from casefile.gui import theme
from casefile.gui.inspector.choice_field import Answer, ChoiceField
from casefile.gui.inspector.choices import Choice
from casefile.gui.session import Session
from casefile.gui.widgets import PlainLabel, PopupFrame

WIDTH, HEIGHT = 320, 320


class OriginField(ChoiceField):
    """Completes origins at word starts; a name the case does not have makes a new one.

    A choice's key is the number of an origin, or the name of a new one.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Who first knew it", "Origin", self._look_up, parent)
        self._session = session

    def _look_up(self, typed: str, answer: Answer) -> None:
        self._session.case.ask(
            lambda store: origins_for(store, typed),
            lambda found: answer(origin_choices(found, typed)),
            instead_of="origins offered",
        )


def origin_choices(found: tuple[Origin, ...], typed: str) -> list[Choice]:
    """Origins as rows, and the making of a new one where none is called so."""
    choices = [Choice(one.n, one.name, lead=one.ref, note="" if one.named else "unnamed") for one in found]
    name = " ".join(typed.split())
    if name and all(one.name.casefold() != name.casefold() for one in found):
        choices.append(Choice(name, f"New origin “{name}”", icon="plus"))
    return choices


class OriginPopup(PopupFrame):
    """`picked` carries an origin's number or a new name. Enter in the empty field sets no origin."""

    picked = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window, "Origin of the link")
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(6)
        self._title = PlainLabel("", "small", "text2")
        self.column.addWidget(self._title)
        self._field = OriginField(session)
        self._field.picked.connect(lambda choice, _stay: self._take(choice.key))
        self._field.left.connect(self.close_up)
        self.column.addWidget(self._field)
        self.column.addStretch(1)

    def ask(self, place: QPoint, passage: int, now: str) -> None:
        """Opens near a place of the window."""
        self._title.setText(f"Origin of P{passage}: who first knew it?")
        px, window = theme.look().px, self.parentWidget()
        width, height = px(WIDTH), px(HEIGHT)
        room = window.rect() if window is not None else QRect(0, 0, width, height)
        left = min(max(8, place.x()), max(8, room.width() - width - 8))
        top = min(max(8, place.y()), max(8, room.height() - height - 8))
        self._field.set_words(now)
        self.open_at(QRect(left, top, width, height), self._field.edit)
        self._field.edit.selectAll()
        self._field.complete()

    def _take(self, key: object) -> None:
        self.close_up()
        self.picked.emit(key)
