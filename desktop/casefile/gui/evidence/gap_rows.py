"""One thing that is missing: its sign and line, where it comes from, the next step, and putting it aside."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.domain.evidence import EvidencePicture, Gap, LinkedPassage, Strength
from casefile.domain.gap_words import GAP_WORDS
from casefile.gui.widgets import Button, Hairline, IconSign, PlainLabel

_WRITES = {
    "contradicted_unanswered": "Your answer, as it would stand in the memo",
    "reason_missing": "Why? One line.",
}
"""Gaps whose next step is a line written right here, and what stands in it while it is empty."""
_GRAVE = frozenset({"fact_unverified", "contradicted_unanswered", "conflict_inside"})
MOST_WORDS = 90


class GapRow(QWidget):
    """`step` carries the gap; `written` the gap and the line; `put_aside` the gap and why."""

    step = Signal(object)
    written = Signal(object, str)
    put_aside = Signal(object, str)

    def __init__(self, gap: Gap, picture: EvidencePicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gap = gap
        words = GAP_WORDS[gap.code]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(Hairline("soft"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 11, 0, 9)
        row.setSpacing(10)
        sign = IconSign(words.icon, "contradicts" if gap.code in _GRAVE else "warn", 16)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(PlainLabel(words.line, "medium", wrap=True))
        source = source_of(gap, picture)
        if source:
            column.addWidget(PlainLabel(source, "small", "text2", wrap=True))
        steps = QHBoxLayout()
        steps.setSpacing(14)
        self.button = Button(words.step, "link", "small")
        self.button.clicked.connect(self._pressed)
        self.aside = Button("Put aside…", "link", "small")
        self.aside.setProperty("tone", "text2")
        self.aside.setAccessibleName(f"Put aside: {words.line}")
        self.aside.clicked.connect(lambda: self._ask("aside", "Why is it not missing? A few words."))
        steps.addWidget(self.button)
        steps.addStretch(1)
        steps.addWidget(self.aside)
        column.addLayout(steps)
        self.line = _Line()
        self.line.hide()
        self.line.returnPressed.connect(self._enter)
        self.line.left.connect(self._leave)
        column.addWidget(self.line)
        row.addLayout(column, 1)
        whole.addLayout(row)
        self._asking = ""
        said = f"{words.line}. {source}" if source else words.line
        self.setAccessibleName(said)

    def _pressed(self) -> None:
        if self.gap.code in _WRITES:
            self._ask("write", _WRITES[self.gap.code])
        else:
            self.step.emit(self.gap)

    def _ask(self, what: str, placeholder: str) -> None:
        self._asking = what
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        words = " ".join(self.line.text().split())
        if not words:
            return
        if self._asking == "write":
            self.written.emit(self.gap, words)
        else:
            self.put_aside.emit(self.gap, words)

    def _leave(self) -> None:
        self.line.clear()
        self.line.hide()
        (self.aside if self._asking == "aside" else self.button).setFocus(Qt.FocusReason.OtherFocusReason)


class AsideRow(QWidget):
    """A gap that was put aside, with the reason, and the way back."""

    back = Signal(str)

    def __init__(self, gap: Gap, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 6, 0, 4)
        column.setSpacing(0)
        words = GAP_WORDS[gap.code]
        column.addWidget(PlainLabel(words.line, "small", "text2", wrap=True))
        column.addWidget(PlainLabel(f"“{reason}”", "small", "text2", wrap=True))
        again = Button("List it again", "link", "small")
        again.setAccessibleName(f"List again: {words.line}")
        again.clicked.connect(lambda: self.back.emit(gap.code))
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)


class _Line(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def passages_of(gap: Gap) -> tuple[int, ...]:
    """The passages a gap comes from."""
    return tuple(int(ref[1:]) for name, ref in gap.fields if name == "passage")


def source_of(gap: Gap, picture: EvidencePicture) -> str:
    """Where a gap comes from, in words: the passage where it is one, else the refs."""
    known = by_passage(picture)
    passages = passages_of(gap)
    if gap.code == "all_weak":
        weak = sum(
            one.link is not None and one.link.strength is Strength.WEAK
            for one in picture.supports
            if not one.passage_trashed
        )
        return f"{weak} of {weak} {'link is' if weak == 1 else 'links are'} weak."
    if not passages and gap.code == "no_evidence" and picture.where_said:
        refs = ", ".join(f"P{one.passage}" for one in picture.where_said)
        return f"It rests on its own words, {refs}."
    if len(passages) == 1 and passages[0] in known:
        words = " ".join(known[passages[0]].exact.split())
        shown = words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1].rstrip()}…"
        return f"P{passages[0]}: {shown}"
    return ", ".join(f"P{passage}" for passage in dict.fromkeys(passages))


def by_passage(picture: EvidencePicture) -> Mapping[int, LinkedPassage]:
    """The linked passages of a picture by number."""
    linked = (*picture.supports, *picture.contradicts, *picture.context)
    return {one.passage: one for one in linked}
