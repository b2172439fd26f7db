"""What may be printed: the ground rules with their definition beside the choice, and the agreed words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from casefile.domain.contacts import GROUND_RULES_MEAN, Contact, GroundRules
from casefile.gui import paint, theme
from casefile.gui.contacts.words import RULES_SHORT, RULES_WORDS, TERMS
from casefile.gui.inspector.facts import FactField
from casefile.gui.widgets import IconSign, PlainLabel, SegmentedSwitch, Surface
from casefile.gui.widgets.plain import restyle

_NEEDS_WORDS = (GroundRules.BACKGROUND,)


class TermsSwitch(SegmentedSwitch):
    """The four terms that can be agreed; none chosen means not set. Short words, said in full."""

    def __init__(self, name: str = "Ground rules", parent: QWidget | None = None) -> None:
        super().__init__(tuple((rules.value, RULES_SHORT[rules]) for rules in TERMS), name, parent)
        for rules in TERMS:
            self.name_part(
                rules.value,
                f"{RULES_WORDS[rules]}, {GROUND_RULES_MEAN[rules]}",
                f"{RULES_WORDS[rules]}: {GROUND_RULES_MEAN[rules]}",
            )
        for part in self.findChildren(QToolButton):
            part.setProperty("dense", True)
        self._keep_widths()
        self.choose_none()

    def _keep_widths(self) -> None:
        """Four words stand beside a second card: less air than elsewhere."""
        look = theme.look()
        bold = look.font("small", strong=True)
        for part in self.findChildren(QToolButton):
            part.setMinimumWidth(round(paint.text_width(part.text(), bold)) + 2 * look.px(4) + 2)

    def show_rules(self, rules: GroundRules) -> None:
        """Shows what is agreed, or that nothing is."""
        if rules is GroundRules.NOT_SET:
            self.choose_none()
        else:
            self.choose(rules.value)

    def first_part(self) -> QToolButton:
        """Where the keyboard goes."""
        return self.findChildren(QToolButton)[0]


class TermsCard(Surface):
    """Choosing other terms adds an entry to the log; nothing is overwritten."""

    terms_chosen = Signal(object)
    """A `GroundRules`."""
    described = Signal(str)
    """The description both agreed, word for word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "card", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 13, 14, 14)
        column.setSpacing(6)
        column.addWidget(PlainLabel("What may be printed", "strong"))
        column.addSpacing(4)
        column.addWidget(PlainLabel("Ground rules", "small", "text2"))
        self.switch = TermsSwitch()
        self.switch.chosen.connect(lambda key: self.terms_chosen.emit(GroundRules(key)))
        row = QHBoxLayout()
        row.addWidget(self.switch)
        row.addStretch(1)
        column.addLayout(row)
        said = QHBoxLayout()
        said.setSpacing(6)
        self._sign = IconSign("triangle-alert", "warn", 14)
        self.meaning = PlainLabel("", "body", "text2", wrap=True)
        said.addWidget(self._sign)
        said.addWidget(self.meaning, 1)
        column.addLayout(said)
        column.addSpacing(4)
        column.addWidget(PlainLabel("Agreed description, word for word", "small", "text2"))
        quoted = QFrame()
        quoted.setProperty("shape", "words")
        self._quoted = quoted
        inside = QHBoxLayout(quoted)
        inside.setContentsMargins(8, 0, 0, 0)
        self.description = FactField("Agreed description, word for word", "none agreed yet")
        self.description.setProperty("shape", "fact")
        self.description.setProperty("role", "quote")
        self.description.said.connect(self.described)
        inside.addWidget(self.description)
        column.addWidget(quoted)
        self._needed = PlainLabel("", "small", "warn", wrap=True)
        column.addWidget(self._needed)
        column.addStretch(1)

    def show_contact(self, contact: Contact, *, protected: bool) -> None:
        """Shows a contact's terms as they stand."""
        rules = contact.ground_rules
        self.switch.show_rules(rules)
        unset = rules is GroundRules.NOT_SET
        meaning = GROUND_RULES_MEAN[rules]
        self.meaning.setText(f"Not set: {meaning}." if unset else f"{meaning[:1].upper()}{meaning[1:]}.")
        self.meaning.set_tone("warn" if unset else "text2")
        self._sign.setVisible(unset)
        self.description.show_value(contact.agreed_description)
        bar = "protected" if protected else ""
        if self._quoted.property("tone") != bar:
            self._quoted.setProperty("tone", bar)
            restyle(self._quoted)
        missing = rules in _NEEDS_WORDS and not contact.agreed_description
        self._needed.setText("Background needs the words you both agreed." if missing else "")
        self._needed.setVisible(missing)
