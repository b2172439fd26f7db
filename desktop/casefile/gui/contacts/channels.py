"""How to reach a contact. A protected source's numbers and addresses stay hidden with the real identity."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.domain.contacts import Channel
from casefile.gui import clipboard
from casefile.gui.contacts.identity_card import CopyQuestion, MaskedValue
from casefile.gui.contacts.words import CHANNELS
from casefile.gui.widgets import Button, Hairline, IconButton, PlainLabel


class ChannelsSection(QWidget):
    """One row a channel; `changed` carries them all."""

    changed = Signal(object)
    """A tuple of `Channel`s."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._channels: tuple[Channel, ...] = ()
        self._hidden = False
        self._asks = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("How to reach them", "strong"))
        head.addStretch(1)
        self._add = Button("Add", "link", "small", "plus")
        self._add.setAccessibleName("Add a way to reach them")
        self._add.clicked.connect(self.ask)
        head.addWidget(self._add)
        column.addLayout(head)
        column.addWidget(Hairline("line"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self._none = PlainLabel("No number or address yet.", "small", "text3")
        column.addWidget(self._none)
        self.question = CopyQuestion()
        column.addWidget(self.question)
        self._form = self._build_form()
        column.addWidget(self._form)

    def show_channels(self, channels: tuple[Channel, ...], *, hidden: bool) -> None:
        """Shows ways to reach a contact; ``hidden`` ones as dots."""
        self._channels, self._hidden = channels, hidden
        self.question.put_away()
        while (held := self._rows.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, channel in enumerate(channels):
            self._rows.addWidget(self._row(number, channel))
        self._none.setVisible(not channels)

    def set_hidden(self, hidden: bool) -> None:
        """Hides or shows what stands there."""
        if hidden != self._hidden:
            self.show_channels(self._channels, hidden=hidden)

    def forget(self) -> None:
        """Nothing of them stays in the window."""
        self.show_channels((), hidden=True)
        self.put_away()

    def ask(self) -> None:
        """A new way to reach them."""
        self._form.show()
        self.value.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Leaves the form; nothing is written."""
        self.value.clear()
        self.note.clear()
        self._form.hide()

    def _row(self, number: int, channel: Channel) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        kind = PlainLabel(channel.kind, "small", "text2")
        kind.setMinimumWidth(72)
        value = MaskedValue(channel.kind)
        if not self._hidden:
            value.show_words(channel.value)
        line.addWidget(kind)
        line.addWidget(value, 1)
        if channel.note:
            note = PlainLabel(channel.note, "small", "text3", wrap=True)
            line.addWidget(note, 1)
        copy = IconButton("copy", f"Copy this {channel.kind}", shape="small", size=14)
        copy.clicked.connect(partial(self._copy, number))
        copy.setVisible(not self._hidden)
        remove = IconButton("x", f"Take this {channel.kind} away", shape="small", size=14)
        remove.clicked.connect(partial(self._remove, number))
        line.addWidget(copy)
        line.addWidget(remove)
        return row

    def set_copying_asks(self, asks: bool) -> None:
        """Copying asks first for protected sources; an office's number goes straight to the clipboard."""
        self._asks = asks

    def _copy(self, number: int, _checked: bool = False) -> None:
        channel = self._channels[number]
        if self._asks:
            self.question.ask(f"this {channel.kind}", channel.value)
        else:
            clipboard.copy(channel.value)

    def _remove(self, number: int, _checked: bool = False) -> None:
        self.changed.emit(tuple(one for at, one in enumerate(self._channels) if at != number))

    def _build_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of channel")
        self.kind.addItems(list(CHANNELS))
        self.value = QLineEdit()
        self.value.setPlaceholderText("Number or address")
        self.value.setAccessibleName("Number or address")
        self.value.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.value.returnPressed.connect(self._save)
        row.addWidget(self.kind)
        row.addWidget(self.value, 1)
        column.addLayout(row)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Safe hours, or never to be used")
        self.note.setAccessibleName("Safe hours, or never to be used")
        self.note.returnPressed.connect(self._save)
        column.addWidget(self.note)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        save, cancel = Button("Add", "", "small"), Button("Cancel", "link", "small")
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.put_away)
        buttons.addWidget(save)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        form.hide()
        return form

    def _save(self) -> None:
        value = " ".join(self.value.text().split())
        if not value:
            self.value.setFocus()
            return
        channel = Channel(self.kind.currentText(), value, " ".join(self.note.text().split()))
        self.put_away()
        self.changed.emit((*self._channels, channel))
