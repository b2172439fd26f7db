"""How much weight a contact's word has: four things, each judged alone, each *not asked yet* at first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from casefile.domain.contacts import Basis, Contact
from casefile.gui import theme
from casefile.gui.contacts.words import BASIS_WORDS, NOT_ASKED, PAID_WORDS, RELIABILITY_WORDS
from casefile.gui.inspector.facts import FactField, FactMenu
from casefile.gui.widgets import PlainLabel, Surface

ROOM_FOR_FOUR = 440
"""Pixels at 100 % from which the four stand side by side."""


class WeightCard(Surface):
    """`changed` carries the field's name and its new value."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "card", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 13)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("How much weight", "strong"))
        head.addStretch(1)
        head.addWidget(PlainLabel("each judged on its own", "small", "text2"))
        column.addLayout(head)
        asked = [(Basis.UNKNOWN.value, NOT_ASKED)]
        self.basis = FactMenu(
            "Knows it as",
            [*((basis.value, words) for basis, words in BASIS_WORDS.items()), *asked],
            nothing=NOT_ASKED,
        )
        self.basis.chosen.connect(lambda key: self.changed.emit("basis", key))
        self.motive = FactField("Motive", NOT_ASKED)
        self.motive.said.connect(lambda words: self.changed.emit("motive", words or None))
        self.paid = FactMenu("Paid", [*PAID_WORDS.items(), ("unasked", NOT_ASKED)], nothing=NOT_ASKED)
        self.paid.chosen.connect(lambda key: self.changed.emit("paid", {"yes": True, "no": False}.get(key)))
        self.reliability = FactMenu(
            "Reliability", [*RELIABILITY_WORDS.items(), ("F", "F · not judged")], nothing="not judged"
        )
        self.reliability.chosen.connect(lambda key: self.changed.emit("reliability", key))
        self._cells = [
            self._cell(words, value)
            for words, value in (
                ("Knows it as", self.basis),
                ("Motive", self.motive),
                ("Paid", self.paid),
                ("Reliability", self.reliability),
            )
        ]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        column.addLayout(self._grid)
        self._columns = 0
        self.set_columns(4)

    def show_contact(self, contact: Contact) -> None:
        """Shows a contact's weight; what is not known is said so."""
        self.basis.show_key("" if contact.basis is Basis.UNKNOWN else contact.basis.value)
        self.motive.show_value(contact.motive or "")
        self.paid.show_key("" if contact.paid is None else "yes" if contact.paid else "no")
        self.reliability.show_key("" if contact.reliability == "F" else contact.reliability)

    def set_columns(self, columns: int) -> None:
        """Four side by side, or two and two in a narrow pane."""
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
        for number in range(4):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    @staticmethod
    def _cell(words: str, value: QWidget) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        label = PlainLabel(words, "small", "text2")
        label.setContentsMargins(5, 0, 0, 0)
        label.setBuddy(value)
        column.addWidget(label)
        column.addWidget(value)
        value.setFixedHeight(theme.look().px(26))
        return cell
