"""Fields of the start forms: a passphrase with reveal and Caps Lock, a place on disk, words below them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.speaking import announce
from casefile.gui.widgets.buttons import Button, IconButton
from casefile.gui.widgets.plain import ElidedLabel, IconSign, PlainLabel, Tone, restyle


class PassphraseField(QFrame):
    """38 high, with a reveal button that shows the text while pressed or until the focus leaves.

    The field keeps nothing: no undo history of its letters, no input-method learning, no drag out.
    """

    entered = Signal()
    changed = Signal(str)
    caps_lock = Signal(bool)

    def __init__(self, name: str = "Passphrase", *, height: int = 38, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("shape", "field")
        self._height = height
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 6, 0)
        row.setSpacing(6)
        self.edit = QLineEdit()
        self.edit.setProperty("shape", "bare")
        self.edit.setProperty("bulk", "large")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(name)
        self.edit.setDragEnabled(False)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self.entered)
        self.edit.textChanged.connect(self.changed)
        self._reveal = IconButton("eye", f"Show the {name.lower()} while pressed", shape="small")
        self._reveal.setCheckable(True)
        self._reveal.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._reveal.toggled.connect(self._show_letters)
        row.addWidget(self.edit, 1)
        row.addWidget(self._reveal)
        self.setFocusProxy(self.edit)
        self._caps = False
        self._keep_height()
        theme.look().changed.connect(self._keep_height)

    @property
    def words(self) -> str:
        return self.edit.text()

    def set_words(self, words: str) -> None:
        self.edit.setText(words)

    def set_wrong(self, wrong: bool) -> None:
        """A `danger` border; the text stays and is selected, so that typing replaces it."""
        self.setProperty("state", "wrong" if wrong else "")
        restyle(self)
        if wrong:
            self.edit.setFocus()
            self.edit.selectAll()

    def set_busy(self, busy: bool) -> None:
        self.edit.setReadOnly(busy)
        self._reveal.setEnabled(not busy)
        if busy:
            self._reveal.setChecked(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._watch_caps(event)
        elif isinstance(event, QFocusEvent):
            inside = event.type() == QEvent.Type.FocusIn
            self.setProperty("focused", "true" if inside else "false")
            restyle(self)
            if not inside:
                self._reveal.setChecked(False)
        return False

    def _show_letters(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._reveal.set_icon("eye-off" if shown else "eye")
        if shown:
            self.edit.setFocus()

    def _watch_caps(self, event: QKeyEvent) -> None:
        """Qt tells no Caps Lock state; a capital without Shift (or the reverse) gives it away."""
        caps = self._caps
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            caps = not caps
        elif len(letter) == 1 and letter.upper() != letter.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            caps = (letter == letter.upper()) != shift
        if caps != self._caps:
            self._caps = caps
            self.caps_lock.emit(caps)

    def _keep_height(self) -> None:
        self.setFixedHeight(theme.look().px(self._height))


class LineBelow(QWidget):
    """One line under a field: a sign and words, in a tone; nothing takes room while it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._sign = IconSign("", "text2", 14)
        self._label = PlainLabel("", "small", "text2", wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    @property
    def words(self) -> str:
        return self._label.text()

    def say(self, words: str, tone: Tone = "text2", icon: str = "", *, aloud: bool = False) -> None:
        """Shows words, or hides the line for "". ``aloud`` says them at once to a screen reader."""
        self._label.setText(words)
        self._label.set_tone(tone)
        self._sign.set_icon(icon, tone)
        self._sign.setVisible(bool(icon))
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        if aloud and words:
            announce(self, words, at_once=True)


class PlaceField(QWidget):
    """A place on disk: shown from its end, chosen with a button, never typed into by accident."""

    asked = Signal()

    def __init__(self, name: str, button: str = "Choose…", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        choose = Button(button)
        choose.setAccessibleName(f"{name}: choose")
        choose.clicked.connect(self.asked)
        row.addWidget(self.edit, 1)
        row.addWidget(choose)
        self.setFocusProxy(self.edit)

    @property
    def place(self) -> str:
        return self.edit.text().strip()

    def set_place(self, place: str) -> None:
        self.edit.setText(place)


class FieldLabel(PlainLabel):
    """The name above a field. Spoken with a colon, so that only the field itself bears the name alone."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "small", "text2")
        self.setText(words)

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setAccessibleName(f"{words}:")


def labelled(words: str | PlainLabel, field: QWidget, *below: QWidget, hint: str = "") -> QVBoxLayout:
    """A field with its name above (and a quiet hint beside it) and lines below, 4 px apart."""
    column = QVBoxLayout()
    column.setSpacing(4)
    head = QHBoxLayout()
    head.setSpacing(8)
    label = FieldLabel(words) if isinstance(words, str) else words
    label.setBuddy(field.focusProxy() or field)  # a frame around the field bears no name of its own
    head.addWidget(label)
    if hint:
        head.addWidget(ElidedLabel(hint, "small", "text3"), 1)
    else:
        head.addStretch(1)
    column.addLayout(head)
    column.addWidget(field)
    for line in below:
        column.addWidget(line)
    return column
