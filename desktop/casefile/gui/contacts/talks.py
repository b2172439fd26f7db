"""The conversations with a contact: added to, never changed; terms may come later (decision 9)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefile.domain.citations import spoken_date
from casefile.domain.contacts import Conversation, GroundRules
from casefile.gui.contacts.terms_card import TermsSwitch
from casefile.gui.contacts.words import OUTCOME_WORDS, RULES_WORDS, talk_icon, terms_said
from casefile.gui.widgets import Button, Hairline, IconSign, PlainLabel

MOST_SHOWN = 30
"""Entries laid out at once; a button shows the rest."""


class TalksSection(QWidget):
    """Newest first. `terms_chosen` carries terms agreed for one entry, and what that entry was."""

    terms_chosen = Signal(object, str)
    call_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log: tuple[Conversation, ...] = ()
        self._protected = False
        self._all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel("Conversations", "strong"))
        self._count = PlainLabel("", "small", "text2")
        head.addWidget(self._count)
        head.addStretch(1)
        log = Button("Log a call", "link", "small", "phone")
        log.clicked.connect(self.call_wanted)
        head.addWidget(log)
        column.addLayout(head)
        column.addWidget(Hairline("line"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self._none = PlainLabel("Not talked to yet.", "small", "text3")
        column.addWidget(self._none)
        self._more = Button("Show all", "link", "small")
        self._more.clicked.connect(self._show_all)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill()

    def show_log(self, log: Sequence[Conversation], *, protected: bool) -> None:
        """Shows a log, its newest entry first."""
        if tuple(log) == self._log and protected == self._protected:
            return
        self._log, self._protected, self._all = tuple(log), protected, False
        self._fill()

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _fill(self) -> None:
        while (held := self._rows.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._log if self._all else self._log[:MOST_SHOWN]
        for entry in shown:
            row = TalkRow(entry, protected=self._protected)
            row.terms_chosen.connect(partial(self._terms, entry))
            self._rows.addWidget(row)
        talks = sum(not entry.about_terms for entry in self._log)
        self._count.setText(f"{talks}" if talks else "")
        self._none.setVisible(not self._log)
        self._more.setVisible(len(shown) < len(self._log))
        self._more.set_words(f"Show all {len(self._log)}")

    def _terms(self, entry: Conversation, rules: GroundRules) -> None:
        self.terms_chosen.emit(rules, f"For the conversation of {spoken_date(entry.when)}.")


class TalkRow(QWidget):
    """One entry: when, terms, how, what was said, what comes next."""

    terms_chosen = Signal(object)

    def __init__(self, entry: Conversation, *, protected: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        sign = IconSign(talk_icon(entry), "protected" if protected else "text2", 16)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        when = PlainLabel(spoken_date(entry.when), "strong")
        head.addWidget(when)
        unset = entry.ground_rules is GroundRules.NOT_SET
        kind = "warn" if unset else "protected" if protected else "plain"
        head.addWidget(PlainLabel(RULES_WORDS[entry.ground_rules], badge=kind))
        head.addStretch(1)
        if entry.about_terms:
            how = "ground rules agreed"
        else:
            way = "they called" if entry.direction == "in" and entry.channel == "phone" else entry.channel
            how = f"{'call' if way == 'phone' else way} · {OUTCOME_WORDS[entry.outcome]}"
        head.addWidget(PlainLabel(how, "small", "text2"))
        column.addLayout(head)
        if entry.summary:
            words = PlainLabel(entry.summary, "body", "text2", wrap=True)
            if not protected:
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        if entry.next_step:
            column.addWidget(PlainLabel(f"Next: {entry.next_step}", "small", "text2", wrap=True))
        if unset and not entry.about_terms:
            column.addLayout(self._terms_line())
        row.addLayout(column, 1)
        outer.addLayout(row)
        outer.addWidget(Hairline("soft"))
        said = [spoken_date(entry.when), how, terms_said(entry.ground_rules), entry.summary]
        self.setAccessibleName("Conversation, " + ", ".join(part for part in said if part))

    def _terms_line(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(PlainLabel("Terms not set, treated as off the record.", "small", "warn", wrap=True), 1)
        choose = Button("Set terms…", "link", "small")
        line.addWidget(choose)
        column.addLayout(line)
        self.switch = TermsSwitch("Ground rules of this conversation")
        self.switch.hide()
        self.switch.chosen.connect(lambda key: self.terms_chosen.emit(GroundRules(key)))
        choose.clicked.connect(self._open_switch)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _open_switch(self) -> None:
        self.switch.show()
        self.switch.first_part().setFocus(Qt.FocusReason.OtherFocusReason)
