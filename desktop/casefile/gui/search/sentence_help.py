"""Under the search field: what is not understood and how to mend it, and what may be typed next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from casefile.gui.inspector.choices import Choice, ChoiceList
from casefile.gui.main_window import MainWindow
from casefile.gui.search.completing_sentence import ask_values, completed, field_names, typed_at
from casefile.gui.search.sentence_edit import SentenceEdit
from casefile.gui.session import Session
from casefile.gui.widgets import PopupFrame
from casefile.search.mistakes import SENTENCES_OF_MISTAKES, Mistake


def mended(sentence: str, mistake: Mistake) -> str | None:
    """The sentence with a mistake replaced by what was meant, None where nothing is suggested."""
    if mistake.suggestion is None:
        return None
    return sentence[: mistake.start] + mistake.suggestion + sentence[mistake.end :]


def mistake_choice(sentence: str, mistake: Mistake) -> Choice:
    """A mistake as a row: its sentence, and the step that mends it at the right."""
    what = SENTENCES_OF_MISTAKES[mistake.code][0].format(typed=f"`{sentence[mistake.start : mistake.end]}`")
    step = ""
    if mistake.suggestion is not None:
        step = f"Use {mistake.suggestion}" if mistake.suggestion else "Take it away"
    return Choice(mistake, what, right=step, icon="triangle-alert")


class SentenceHelp(QObject):
    """The popup of the header's field. Choosing needs Tab, an arrow or a click, so that typing is free."""

    def __init__(self, window: MainWindow, session: Session, edit: SentenceEdit) -> None:
        super().__init__(window)
        self._window, self._session, self.edit = window, session, edit
        self._asked = 0
        self._of_values = False
        self.popup = PopupFrame(window.centralWidget() or window, "Search help")
        self.popup.setProperty("edge", "round")  # the list draws its own line
        self.list = ChoiceList()
        self.popup.column.addWidget(self.list)
        self.list.picked.connect(self._take)
        edit.textEdited.connect(lambda _text: self._typed())
        edit.cursorPositionChanged.connect(lambda _old, _new: self._cursor_moved())
        edit.installEventFilter(self)
        window.search.settled.connect(lambda _words: self._show_mistakes())
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def close_up(self) -> None:
        """Nothing is offered."""
        self._asked += 1
        self._of_values = False
        self.popup.close_up()
        self.list.set_choices(())

    # -- what is shown ---------------------------------------------------------------------------

    def _typed(self) -> None:
        """A letter came: what it may become is offered; mistakes wait for a pause."""
        typed = typed_at(self.edit.text(), self.edit.points(self.edit.cursorPosition()))
        if typed.name is not None and not self._of_values:
            self.close_up()
        self._asked += 1
        asked = self._asked
        if typed.name is None:
            self._offer(field_names(typed), of_values=False)
            return

        def answered(choices: Sequence[Choice]) -> None:
            if asked == self._asked and self.edit.hasFocus():
                self._offer(choices, of_values=True)

        ask_values(self._session, typed, answered)

    def _offer(self, choices: Sequence[Choice], *, of_values: bool) -> None:
        self._of_values = of_values and bool(choices)
        self._show([*self._mistakes(), *choices])

    def _show_mistakes(self) -> None:
        """The sentence settled: whatever is not understood is said, below it."""
        mistakes = self._mistakes()
        self.edit.setAccessibleDescription(" ".join(choice.words for choice in mistakes))
        if mistakes and self.edit.hasFocus() and not self._of_values:
            self._show(mistakes)

    def _mistakes(self) -> list[Choice]:
        sentence = self.edit.text()
        return [mistake_choice(sentence, mistake) for mistake in self.edit.mistakes]

    def _show(self, choices: Sequence[Choice]) -> None:
        if not choices:
            self.close_up()
            return
        self.list.set_choices(choices, at=-1)
        self.popup.open_at(self._place())

    def _place(self) -> QRect:
        over = self.popup.parentWidget() or self._window
        field = self._window.search
        place = QRect(field.mapTo(over, QPoint(0, field.height() + 4)), field.size())
        place.setHeight(self.list.sizeHint().height() + 2)
        return place

    def _cursor_moved(self) -> None:
        if self._of_values and not self.edit.text():
            self.close_up()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is self.edit and now is not self.edit:
            self.close_up()

    # -- choosing --------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.popup.isVisible():
            return self._key(event.key())
        return False

    def _key(self, key: int) -> bool:
        current = self.list.current
        if key == Qt.Key.Key_Tab:
            offered = [choice for choice in self.list.choices if isinstance(choice.key, str)]
            chosen = current or (offered[0] if offered else self.list.choices[0])
            self._take(chosen)
            return True
        if key == Qt.Key.Key_Down and (self._of_values or current is not None):
            self.list.move(1)
            return True
        if key == Qt.Key.Key_Up and current is not None:
            self.list.move(-1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self._take(current)
            return True
        if key == Qt.Key.Key_Escape and any(isinstance(choice.key, str) for choice in self.list.choices):
            self.close_up()
            return True
        return False

    def _take(self, choice: Choice) -> None:
        sentence = self.edit.text()
        if isinstance(choice.key, Mistake):
            better = mended(sentence, choice.key)
            if better is None:
                return
            self.close_up()
            self.edit.setText(better)
        else:
            words, cursor = completed(sentence, self.edit.points(self.edit.cursorPosition()), choice.key)
            self.close_up()
            self.edit.setText(words)
            self.edit.setCursorPosition(len(words[:cursor].encode("utf-16-le")) // 2)
            if choice.key.endswith(":"):
                self._typed()
        self.edit.setFocus()
