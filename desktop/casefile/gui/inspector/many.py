"""Several things selected: one field adds a tag to all; the union of their tags with n of m (picture 05)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casefile.casework.commands.tagging import AddTags, RemoveTags
from casefile.casework.inspecting import TagsOnMany
from casefile.domain.identifiers import Kind
from casefile.domain.step_labels import counted
from casefile.domain.tags import Tag
from casefile.gui import paint, theme
from casefile.gui.inspector.scrolled import ScrolledSections
from casefile.gui.inspector.tag_field import TagField
from casefile.gui.paint.marks import BoxState
from casefile.gui.session import Session
from casefile.gui.speaking import announce
from casefile.gui.style import draw_ring
from casefile.gui.widgets import Button, IconSign, KeyCap, PlainLabel, Section, Surface


@dataclass(frozen=True)
class TagOnMany:
    """A tag with how many of the selected things carry it."""

    tag: Tag
    count: int
    total: int

    @property
    def on_all(self) -> bool:
        return self.count >= self.total

    def said(self) -> str:
        rest = self.total - self.count
        state = "on all" if self.on_all else f"on {self.count} of {self.total}, Enter adds it to {rest} more"
        return ", ".join(part for part in (self.tag.name, self.tag.above, state) if part)


class UnionRows(QWidget):
    """One row a tag, painted. `adding` and `removing` carry the `Tag`."""

    adding = Signal(object)
    removing = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TagOnMany, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Tags on the selection")
        theme.look().changed.connect(self.updateGeometry)

    @property
    def rows(self) -> tuple[TagOnMany, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[TagOnMany]) -> None:
        self._rows = tuple(rows)
        self._at = min(self._at, max(0, len(rows) - 1))
        self._say(aloud=False)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(200), theme.look().px(31) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, row in enumerate(self._rows):
            place = self._place(number)
            if place.intersects(QRectF(event.rect())):
                self._row(painter, place, row)
                if self.hasFocus() and number == self._at:
                    draw_ring(painter, place.toAlignedRect(), radius=4)

    def _place(self, number: int) -> QRectF:
        height = theme.look().px(31)
        return QRectF(0, number * height, self.width(), height)

    def _row(self, painter: QPainter, rect: QRectF, row: TagOnMany) -> None:
        look, middle = theme.look(), rect.center().y()
        box = QRectF(rect.left() + look.px(2), middle - look.px(8), look.px(16), look.px(16))
        paint.draw_state_box(painter, box, "all" if row.on_all else "some")
        side = look.px(10)
        paint.draw_mark(painter, QRectF(look.px(26), middle - side / 2, side, side), row.tag.mark)
        left, right = float(look.px(44)), rect.right() - look.px(2)
        share = f"{row.count:,}/{row.total:,}"
        width = paint.count_width(share)
        paint.draw_count(painter, QRectF(right - width, rect.top(), width, rect.height()), share, quiet=False)
        right -= max(width, look.px(26)) + look.px(10)
        if not row.on_all:
            font, words = look.font("small", strong=True), f"+ {row.total - row.count:,} more"
            width = paint.text_width(words, font)
            box = QRectF(right - width, rect.top(), width + 1, rect.height())
            paint.draw_line(painter, box, words, font, look.colour("accent"))
            right -= width + look.px(10)
        font = look.font("body")
        width = min(paint.text_width(row.tag.name, font) + 1, right - left)
        name = QRectF(left, rect.top(), width, rect.height())
        paint.draw_line(painter, name, row.tag.name, font, look.colour("text"))
        left += width + look.px(6)
        if row.tag.above and right - left > look.px(24):
            above = QRectF(left, rect.top(), right - left, rect.height())
            paint.draw_line(painter, above, row.tag.above, look.font("small"), look.colour("text3"))

    def _number(self, place: QPoint) -> int:
        number = place.y() // max(1, theme.look().px(31))
        return number if 0 <= number < len(self._rows) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mixed tag goes on the rest; the ticked box of a full one takes it off all."""
        number = self._number(event.position().toPoint())
        if number < 0:
            return
        self._at, row = number, self._rows[number]
        if not row.on_all:
            self.adding.emit(row.tag)
        elif event.position().x() < theme.look().px(24):
            self.removing.emit(row.tag)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._rows:
            self._at = min(max(self._at + step, 0), len(self._rows) - 1)
            self._say()
            self.update()
        elif self._rows and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not self._rows[self._at].on_all:
                self.adding.emit(self._rows[self._at].tag)
        elif self._rows and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Minus):
            self.removing.emit(self._rows[self._at].tag)
        else:
            super().keyPressEvent(event)

    def _say(self, *, aloud: bool = True) -> None:
        words = self._rows[self._at].said() if self._rows else "none"
        self.setAccessibleDescription(words)
        if aloud:
            announce(self, words)

    def focusInEvent(self, event: Any) -> None:
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        self.update()


class Many(QWidget):
    """The inspector of several selected things."""

    cleared = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kind, self._numbers = Kind.ITEM, tuple[int, ...]()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Surface("none", "bottom")
        head.setFixedHeight(theme.look().px(44))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 10, 0)
        self.title = PlainLabel("", "section")
        clear = Button("Clear selection", "link", "small")
        clear.clicked.connect(self.cleared)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(clear)
        column.addWidget(head)
        sections = ScrolledSections("Tags on the selection")
        sections.add(self._adding_section())
        sections.add(self._union_section())
        self._on_all = PlainLabel("on all", "small", "text2")
        sections.add(_signs(self._on_all))
        sections.end()
        column.addWidget(sections, 1)

    def show_selection(self, kind: Kind, numbers: tuple[int, ...]) -> None:
        """What is selected; its tags come with `show_tags`."""
        self._kind, self._numbers = kind, numbers
        things = counted(kind, len(numbers)).replace(str(len(numbers)), f"{len(numbers):,}", 1)
        self.title.setText(things)
        self._adding_head.setText(f"Add a tag to {things}")
        self.field.edit.setPlaceholderText(f"Type a tag, Enter adds it to all {len(numbers):,}")
        self.field.edit.setAccessibleName(f"Add a tag to {things}")
        self._on_all.setText(f"on all {len(numbers):,}")

    def show_tags(self, union: TagsOnMany) -> None:
        rows = [TagOnMany(tag, count, union.total) for tag, count in union.tags]
        self.rows.set_rows(rows)
        self._tag_count.setText(f"{len(rows)} tags" if len(rows) != 1 else "1 tag")
        self._none.setVisible(not rows)

    def go_to_field(self) -> None:
        """T: the keyboard goes to the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _adding_section(self) -> Section:
        section = Section()
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        self._adding_head = PlainLabel("", "strong")
        row.addWidget(self._adding_head)
        row.addStretch(1)
        row.addWidget(KeyCap("T"))
        self.field = TagField(self._session, without=self._full)
        self.field.tags_wanted.connect(self._add_paths)
        hint = "1–9 toggles a marked tag. Shift+Enter keeps the field open."
        for widget in (head, self.field, PlainLabel(hint, "small", "text2", wrap=True)):
            section.add(widget)
        return section

    def _union_section(self) -> Section:
        self._tag_count = PlainLabel("", "small", "text2")
        section = Section("Tags on the selection", self._tag_count)
        self.rows = UnionRows()
        self.rows.adding.connect(lambda tag: self._add_paths((tag.path,), False))
        self.rows.removing.connect(self._remove)
        self._none = PlainLabel("No tags yet.", "small", "text3")
        section.add(self.rows)
        section.add(self._none)
        return section

    def _full(self) -> tuple[str, ...]:
        return tuple(row.tag.path for row in self.rows.rows if row.on_all)

    def _add_paths(self, paths: tuple[str, ...], stay: bool) -> None:
        self._session.do(AddTags(self._kind, self._numbers, paths))

    def _remove(self, tag: Tag) -> None:
        self._session.do(RemoveTags(self._kind, self._numbers, (tag.n,)))


def _signs(on_all: PlainLabel) -> Section:
    """What each sign means."""
    section = Section("What each sign means")
    for sign, words in (
        (_StateSign("all"), on_all),
        (_StateSign("some"), PlainLabel("on some: click adds to the rest", "small", "text2")),
        (IconSign("delete", "text2", 16), PlainLabel("Backspace removes from all", "small", "text2")),
    ):
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(words)
        row.addStretch(1)
        section.add(line)
    return section


class _StateSign(QWidget):
    """The box of a tag's row, small."""

    def __init__(self, state: BoxState) -> None:
        super().__init__()
        self._state = state
        self.setFixedSize(theme.look().px(16), theme.look().px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.draw_state_box(QPainter(self), QRectF(self.rect()), self._state)
