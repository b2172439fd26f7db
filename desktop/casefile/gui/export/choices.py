"""The dialog's left part: which summary, of which claims, for whom, in which format."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from casefile.domain.profiles import PROFILES, Profile, Scope
from casefile.gui import paint, theme
from casefile.gui.export.words import COMING, FORMAT_WORDS, PROFILE_ICONS
from casefile.gui.icons import draw_icon
from casefile.gui.speaking import set_tip
from casefile.gui.style import draw_ring
from casefile.gui.widgets import Hairline, PlainLabel, SegmentedSwitch, Surface

WIDTH = 262


class Choices(Surface):
    """What is wished for, as the reporter set it; `changed` says that something did."""

    changed = Signal()

    def __init__(self, formats: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__("side", "right", parent)
        self.setAccessibleName("Summary")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(0)
        self._claims: tuple[int, ...] = ()
        self._profiles = QButtonGroup(self)
        self._rows: dict[str, _ProfileRow] = {}
        for profile in PROFILES:
            row = self._rows[profile.id] = _ProfileRow(profile)
            self._profiles.addButton(row)
            column.addWidget(row)
        self._rows[PROFILES[0].id].setChecked(True)
        self._build_scope(_section(column, "Scope"))
        self.recipient = QLineEdit("my editor")
        self.recipient.setAccessibleName("For")
        self.recipient.setMaxLength(80)
        _section(column, "For").addWidget(self.recipient)
        parts = tuple((name, FORMAT_WORDS.get(name, name.upper())) for name in formats)
        self.formats = SegmentedSwitch(parts, "Format")
        _section(column, "Format").addWidget(self.formats, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._profiles.buttonClicked.connect(lambda _row: self.changed.emit())
        self.formats.chosen.connect(lambda _name: self.changed.emit())
        self.recipient.editingFinished.connect(self.changed)
        self._keep_width()
        theme.look().changed.connect(self._keep_width)

    @property
    def profile(self) -> str:
        """The id of the chosen summary."""
        return next(name for name, row in self._rows.items() if row.isChecked())

    @property
    def scope(self) -> Scope:
        """Which claims."""
        if self._selected.isChecked():
            return Scope(claims=self._claims)
        if self._tagged.isChecked() and self._tags.count():
            return Scope(tag=str(self._tags.currentData()))
        return Scope()

    def choose_profile(self, number: int) -> None:
        """Alt+1 to Alt+5."""
        row = self._rows[PROFILES[number].id]
        if row.isEnabled() and not row.isChecked():
            row.setChecked(True)
            self.changed.emit()

    def show_scope(self, claims: int, selected: tuple[int, ...], tags: list[tuple[str, int]]) -> None:
        """How many claims there are, which are selected, and the tags that stand on some (path, count)."""
        self._claims = selected
        self._whole.setText(f"Whole case, {claims} {'claim' if claims == 1 else 'claims'}")
        words = f"Selected claims, {len(selected)}" if selected else "Selected claims"
        self._selected.setText(words)
        self._selected.setEnabled(bool(selected))
        set_tip(self._selected, "" if selected else "Select claims in Evidence or Claims first.")
        self._tagged.setEnabled(bool(tags))
        self._tags.setEnabled(bool(tags))
        set_tip(self._tagged, "" if tags else "No claim has a tag yet.")
        self._tags.blockSignals(True)
        self._tags.clear()
        for path, count in tags:
            self._tags.addItem(f"{path}, {count}", path)
        self._tags.blockSignals(False)

    def _build_scope(self, column: QVBoxLayout) -> None:
        self._whole = QRadioButton("Whole case")
        self._selected = QRadioButton("Selected claims")
        self._tagged = QRadioButton("One tag")
        self._tags = QComboBox()
        self._tags.setAccessibleName("Tag of the claims")
        self._tags.setMinimumContentsLength(10)
        self._tags.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._whole.setChecked(True)
        group = QButtonGroup(self)
        for button in (self._whole, self._selected, self._tagged):
            group.addButton(button)
            column.addWidget(button)
        indented = QHBoxLayout()
        indented.setContentsMargins(22, 0, 0, 0)
        indented.addWidget(self._tags)
        column.addLayout(indented)
        group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)
        self._tags.activated.connect(self._tag_chosen)

    def _tag_chosen(self) -> None:
        if self._tagged.isChecked():
            self.changed.emit()
        else:
            self._tagged.setChecked(True)

    def _keep_width(self) -> None:
        self.setFixedWidth(theme.look().px(WIDTH))


class _ProfileRow(QAbstractButton):
    """One summary: its icon, its name, the question its reader asks."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._hovered = False
        self.setCheckable(True)
        self.setEnabled(profile.ready)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{profile.title}: {profile.question}")
        if not profile.ready:
            set_tip(self, COMING)
        theme.look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        look = theme.look()
        return QSize(look.px(WIDTH - 20), look.px(48))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, ready = self.isChecked(), self.isEnabled()
        box = QRectF(self.rect())
        if chosen or (self._hovered and ready):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(box, 5, 5)
        ink = "text" if ready else "text_disabled"
        sign, pad = look.px(18), look.px(12)
        side = QRectF(pad, (box.height() - sign) / 2, sign, sign)
        draw_icon(painter, side, PROFILE_ICONS[self._profile.id], "accent" if chosen else ink)
        left = pad + sign + look.px(9)
        line = look.line("body")
        top = (box.height() - line - look.line("micro") - 1) / 2
        words = QRectF(left, top, box.width() - left - pad, line)
        paint.draw_line(
            painter, words, self._profile.title, look.font("body", strong=chosen), look.colour(ink)
        )
        below = QRectF(left, top + line + 1, words.width(), look.line("micro"))
        quiet = look.colour("text2" if ready else "text_disabled")
        paint.draw_line(painter, below, self._profile.question, look.font("micro"), quiet)
        if self.hasFocus():
            draw_ring(painter, self.rect().adjusted(2, 2, -2, -2), radius=4)


def _section(column: QVBoxLayout, title: str) -> QVBoxLayout:
    column.addSpacing(12)
    column.addWidget(Hairline("line"))
    column.addSpacing(12)
    inside = QVBoxLayout()
    inside.setContentsMargins(4, 0, 4, 0)
    inside.setSpacing(6)
    inside.addWidget(PlainLabel(title, "strong"))
    column.addLayout(inside)
    return inside
