"""The dialog's right part: what the check found, what can be done about it, and what it looked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from casefile.casework.exporting import UNCHECKED, Prepared
from casefile.casework.preflight import CHECKS, NEED_PROTECTED, Finding
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.gui import theme
from casefile.gui.export import words
from casefile.gui.speaking import announce
from casefile.gui.start.fields import LineBelow, PassphraseField
from casefile.gui.widgets import Button, IconSign, PlainLabel, Surface

WIDTH = 300
_HARMLESS = frozenset({"open_material"})
_TOLD_APART = frozenset({"protected_word", "traces", "hidden", "date"})


class LeakCheck(Surface):
    """Says what it is told by `show_running` and `show_prepared`, and what the reporter wants done."""

    mask_asked = Signal(object)
    place_asked = Signal(object)
    step_asked = Signal(object)
    """The finding whose own step is wanted: ground rules, or a claim left out."""
    open_asked = Signal(str)
    """The passphrase of protected sources."""
    changed = Signal()
    """Something was weighed, or `typed` became or ceased to be what it must be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("inspector", "left", parent)
        self.setAccessibleName("Leak check")
        self.weighed: set[str] = set()
        self._prepared: Prepared | None = None
        self._cards: list[tuple[Finding, list[Button]]] = []
        self._at = -1
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        self._panel = Surface("window")
        self._build_panel()
        outer.addWidget(self._panel)
        self._closed = _Closed(self)
        inside = QWidget()
        inside.setProperty("surface", "none")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        outer.addWidget(self._closed)
        outer.addWidget(area, 1)
        self._area = area
        self._closed.hide()
        self._keep_width()
        theme.look().changed.connect(self._keep_width)
        self.show_running()

    @property
    def typed(self) -> str:
        """What was typed to save without names having been looked for."""
        return self._closed.typed.text()

    @property
    def may_go_unchecked(self) -> bool:
        """Whether the word was typed."""
        return self.typed.strip().casefold() == UNCHECKED

    def show_running(self) -> None:
        """Every row turns; nothing is green before all have run."""
        self._prepared = None
        self._say("window", "loader-circle", "Checking the finished file", "")
        self._fill((), running=True)

    def show_prepared(self, prepared: Prepared) -> None:
        """What came of it."""
        self._prepared = prepared
        self._closed.setVisible(not prepared.checked_names)
        self._closed.set_busy(False)
        self._refresh()
        surface, _, line, sentence = words.panel(prepared, len(self._to_weigh()))
        announce(self, f"{line}. {sentence}", at_once=surface == "danger_soft")

    def show_nothing(self, line: str) -> None:
        """There is nothing to check."""
        self._prepared = None
        self._closed.hide()
        self._say("window", "info", line, "")
        self._clear()

    def refuse(self, problem: BaseException) -> None:
        """The passphrase opened nothing."""
        fixable = problem if isinstance(problem, ReporterCanFix) else ReporterCanFix("our_bug")
        self._closed.refuse(say(fixable))

    def next_finding(self) -> Finding | None:
        """F8: the next finding that can be shown or acted on; its first button gets the keyboard."""
        if not self._cards:
            return None
        self._at = (self._at + 1) % len(self._cards)
        finding, buttons = self._cards[self._at]
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._area.ensureWidgetVisible(buttons[0])
        return finding

    def _to_weigh(self) -> list[Finding]:
        found = self._prepared.findings if self._prepared is not None else ()
        return [
            one
            for one in found
            if not one.stops and one.code not in _HARMLESS and _key(one) not in self.weighed
        ]

    def _refresh(self) -> None:
        assert self._prepared is not None
        self._say(*words.panel(self._prepared, len(self._to_weigh())))
        shown = [one for one in self._prepared.findings if one.stops or one.code in _HARMLESS]
        shown = [
            *(one for one in shown if one.stops),
            *self._to_weigh(),
            *(one for one in shown if not one.stops),
        ]
        self._fill(tuple(shown), running=False)

    def _build_panel(self) -> None:
        row = QHBoxLayout(self._panel)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(9)
        self._sign = IconSign("loader-circle", "text2", 18)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        both = QVBoxLayout()
        both.setSpacing(4)
        self._line = PlainLabel("", "strong", wrap=True)
        self._sentence = PlainLabel("", "small", wrap=True)
        both.addWidget(self._line)
        both.addWidget(self._sentence)
        row.addLayout(both, 1)

    def _say(self, surface: str, icon: str, line: str, sentence: str) -> None:
        tone = {"danger_soft": "danger", "warn_soft": "warn", "ok_soft": "ok"}.get(surface, "text")
        self._panel.set_surface(surface)
        self._sign.set_icon(icon, tone if tone != "text" else "text2")
        self._line.setText(line)
        self._line.set_tone(tone)  # type: ignore[arg-type]  # one of the tones above
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def _clear(self) -> None:
        self._cards, self._at = [], -1
        _empty(self._column)

    def _fill(self, findings: tuple[Finding, ...], *, running: bool) -> None:
        self._clear()
        for finding in findings:
            card, buttons = self._card(finding)
            self._column.addWidget(card)
            if finding.code not in _HARMLESS:
                self._cards.append((finding, buttons))
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 0)
        head.setSpacing(9)
        head.addWidget(PlainLabel("Checked in the finished file", "strong"))
        for check, passed in CHECKS:
            head.addLayout(self._row(check, passed, findings, running))
        self._column.addLayout(head)
        self._column.addStretch(1)

    def _row(self, check: str, passed: str, findings: tuple[Finding, ...], running: bool) -> QHBoxLayout:
        told = [one for one in findings if one.check == check and one.code not in _HARMLESS]
        unsure = self._prepared is not None and not self._prepared.checked_names and check in NEED_PROTECTED
        if running:
            icon, token = "loader-circle", "text3"
        elif any(one.stops for one in told):
            icon, token = "circle-x", "danger"
        elif told:
            icon, token = "triangle-alert", "warn"
        else:
            icon, token = ("circle-dashed", "warn") if unsure else ("check", "ok")
        row = QHBoxLayout()
        row.setSpacing(9)
        row.addWidget(IconSign(icon, token, 16), 0, Qt.AlignmentFlag.AlignTop)
        label = PlainLabel(passed, "body", "text3" if running or unsure else "text", wrap=True)
        state = "being checked" if running else "not certain" if unsure else "found" if told else "passed"
        label.setAccessibleName(f"{passed}: {state}")
        row.addWidget(label, 1)
        return row

    def _card(self, finding: Finding) -> tuple[QWidget, list[Button]]:
        told = words.told(finding)
        card = Surface("none", "bottom_soft")
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 14, 14, 14)
        row.setSpacing(9)
        icon, token = ("circle-x", "danger") if finding.stops else ("triangle-alert", "warn")
        if finding.code in _HARMLESS:
            icon, token = "info", "text2"
        row.addWidget(IconSign(icon, token, 17), 0, Qt.AlignmentFlag.AlignTop)
        both = QVBoxLayout()
        both.setSpacing(3)
        both.addWidget(PlainLabel(told.line, "medium", wrap=True))
        both.addWidget(PlainLabel(told.sentence, "small", "text2", wrap=True))
        buttons = self._buttons(finding, told.step)
        if buttons:
            both.addSpacing(4)
            line = QHBoxLayout()
            line.setSpacing(6)
            for button in buttons:
                line.addWidget(button)
            line.addStretch(1)
            both.addLayout(line)
        row.addLayout(both, 1)
        card.setAccessibleName(f"{told.line}. {told.sentence}")
        return card, buttons

    def _buttons(self, finding: Finding, step: str) -> list[Button]:
        made: list[Button] = []

        def add(label: str, kind: str, do: Callable[[], object]) -> None:
            button = Button(label, kind, "small")  # type: ignore[arg-type]  # one of the kinds
            button.clicked.connect(lambda _checked=False: do())
            made.append(button)

        if finding.can_be_masked:
            add("Mask it", "primary", lambda: self.mask_asked.emit(finding))
        elif step:
            add(step, "", lambda: self.step_asked.emit(finding))
        if finding.code in _TOLD_APART and finding.page:
            add("Show the place", "", lambda: self.place_asked.emit(finding))
        if not finding.stops and finding.code not in _HARMLESS:
            add("I have weighed it", "link", lambda: self._weigh(finding))
        return made

    def _weigh(self, finding: Finding) -> None:
        self.weighed.add(_key(finding))
        self._refresh()
        self.changed.emit()

    def _keep_width(self) -> None:
        self.setFixedWidth(theme.look().px(WIDTH))


class _Closed(Surface):
    """The row for closed protected sources: open them here, or type the word that says what is not done."""

    def __init__(self, check: LeakCheck) -> None:
        super().__init__("none", "bottom_soft")
        self._check = check
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(PlainLabel(words.NOT_CHECKED, "small", "warn", wrap=True))
        self.field = PassphraseField("Passphrase of protected sources", height=30)
        self.field.entered.connect(self._ask)
        self._below = LineBelow()
        self._open = Button("Open…", "", "small")
        self._open.clicked.connect(self._ask)
        self.typed = QLineEdit()
        self.typed.setAccessibleName("Type unchecked to save without looking for names")
        self.typed.setPlaceholderText("or type: unchecked")
        self.typed.textChanged.connect(lambda _words: check.changed.emit())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._open)
        row.addWidget(self.typed, 1)
        column.addWidget(self.field)
        column.addWidget(self._below)
        column.addLayout(row)
        self.field.hide()

    def set_busy(self, busy: bool) -> None:
        self.field.set_busy(busy)
        self._open.set_words("Opening…" if busy else "Open…")

    def refuse(self, sentence: str) -> None:
        self.set_busy(False)
        self.field.set_wrong(True)
        self._below.say(sentence, "danger", "circle-x", aloud=True)

    def _ask(self) -> None:
        if self.field.isHidden():
            self.field.show()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.field.words:
            self.set_busy(True)
            self._below.say("")
            passphrase = self.field.words
            self.field.set_words("")
            self._check.open_asked.emit(passphrase)


def _key(finding: Finding) -> str:
    """What is noted of a weighed finding: its kind and the record it is about."""
    return f"{finding.code} {finding.where}".strip()


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
