"""The tag pane under the navigation: filter field, match all or any, the tree, new tags (visual.md 8.4)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.domain.tags import Tag
from casefile.gui.main_window import MainWindow
from casefile.gui.session import Session
from casefile.gui.speaking import announce
from casefile.gui.tags.ctrl_hold import CtrlHold
from casefile.gui.tags.row_states import STATE_WORDS, next_state, only_row, read_filter, with_row
from casefile.gui.tags.tag_counts import TagCounter
from casefile.gui.tags.tag_deeds import TagPaneDeeds
from casefile.gui.tags.tag_levels import TagLevels, levels_of
from casefile.gui.tags.tag_model import TagModel
from casefile.gui.tags.tag_view import TagView
from casefile.gui.widgets import Button, IconButton, PlainLabel, SearchField, Surface
from casefile.gui.widgets.plain import IconSign
from casefile.gui.widgets.word_menu import WordMenu
from casefile.search.editing import MatchRule, renamed_tag, with_match

STATE = "tags"
"""The name under which the case keeps which levels are folded, and the rule for matching."""
MATCH_WORDS: dict[MatchRule, str] = {"all": "Match all", "any": "Match any"}


class TagPane(Surface):
    """One face of the search sentence; it keeps nothing of its own but what is folded."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("side")
        session = window.case
        assert isinstance(session, Session)
        self._window, self._session = window, session
        self._match: MatchRule = "all"
        self._folded: set[int] = set()
        self._stamp: object = None
        self._outside: QWidget | None = None
        self.model = TagModel(self)
        self.view = TagView(self.model)
        self.counter = TagCounter(session, self)
        self._build()
        self.deeds = TagPaneDeeds(window, session, self.view, self)
        self.drops = self.deeds.drops
        self.held = CtrlHold(window, session, self.model, self)
        self._restore()
        self._connect()
        self._show_sentence(session.sentence)
        self._reload()

    def tag_at(self, place: QPoint) -> tuple[Tag, QRect] | None:
        """The tag under a place of the window while files are dragged there, and its row in the window."""
        viewport = self.view.viewport()
        inside = viewport.mapFrom(self._window, place)
        if not self.view.isVisible() or not viewport.rect().contains(inside):
            self.drops.leave()
            return None
        self.drops.hover(inside)
        tag = self.view.tag_at(inside)
        if tag is None:
            return None
        row = self.view.row_rect(tag.n)
        return tag, QRect(viewport.mapTo(self._window, row.topLeft()), row.size())

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(14, 7, 8, 4)
        head.setSpacing(2)
        head.addWidget(PlainLabel("Tags", "strong"))
        head.addStretch(1)
        self.match_button = WordMenu("Match all", self._match_menu())
        head.addWidget(self.match_button)
        self.new_button = IconButton("plus", "New tag  Insert", shape="small")
        head.addWidget(self.new_button)
        self.field = SearchField("Filter tags", "Ctrl+G", icon="list-filter", width=None, height=26)
        self.field.setAccessibleName("Filter tags")
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 6)
        row.addWidget(self.field)
        self.empty = _Empty()
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        self.setFocusProxy(self.field)

    def _match_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName("Match")
        group = QActionGroup(menu)
        self._match_entries = {}
        for rule, words in MATCH_WORDS.items():
            entry = menu.addAction(words)
            entry.setCheckable(True)
            group.addAction(entry)
            entry.triggered.connect(partial(self._choose_match, rule))
            self._match_entries[rule] = entry
        return menu

    def _connect(self) -> None:
        session, view = self._session, self.view
        view.turned.connect(self._turned)
        view.left.connect(lambda: self.field.setFocus(Qt.FocusReason.OtherFocusReason))
        view.level_folded.connect(self._level_folded)
        self.field.settled.connect(self._narrow)
        self.field.entered.connect(lambda _words: self._into_tree())
        self.field.left_down.connect(self._into_tree)
        self.field.emptied_again.connect(self.go_back)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.new_button.clicked.connect(lambda: self.deeds.new_tag(None))
        self.empty.create_asked.connect(self.deeds.create)
        self.counter.counted.connect(self.model.set_counts)
        self.counter.waiting.connect(self._counts_late)
        session.sentence_changed.connect(self._show_sentence)
        session.changed.connect(self._changed)
        self._window.view_changed.connect(lambda _view: self.counter.view_changed())
        self._window.deeds.work_in(self, "tags")

    # -- the sentence ----------------------------------------------------------------------------

    def _turned(self, tag: Tag, turn: str) -> None:
        node = self.model.levels.by_path(tag.path)
        if node is None:
            return
        sentence, path = self._session.sentence, tag.path
        if turn == "only":
            self._session.set_sentence(only_row(sentence, path))
            announce(self.view, f"Only {tag.name}")
            return
        state = self.model.state(node)
        wanted = next_state(state, is_level=node.has_below)
        if turn in ("include", "leave_out"):
            wanted = "off" if state == turn == "leave_out" else turn  # type: ignore[assignment]
        self._session.set_sentence(with_row(sentence, path, wanted, self._match))
        announce(self.view, f"{tag.name}, {STATE_WORDS[wanted] or 'off'}")

    def _choose_match(self, rule: MatchRule, _checked: bool = False) -> None:
        self._match = rule
        self._session.set_sentence(with_match(self._session.sentence, rule))
        self._say_match()
        self._keep()

    def _show_sentence(self, sentence: str) -> None:
        reading = read_filter(sentence)
        self._match = reading.tags.match or self._match
        self.model.set_reading(reading)
        self._say_match()

    def _say_match(self) -> None:
        words = MATCH_WORDS[self._match]
        self.match_button.setText(words)
        self.match_button.updateGeometry()
        self.match_button.setAccessibleName(f"{words} of the included tags")
        self._match_entries[self._match].setChecked(True)

    # -- the tags --------------------------------------------------------------------------------

    def _changed(self, change: CaseChanged) -> None:
        if change.of(Kind.TAG):
            self._reload()

    def _reload(self) -> None:
        known = self._stamp

        def read(store: Any) -> tuple[object, TagLevels | None]:
            stamp = store.tags.stamp()
            return stamp, None if stamp == known else levels_of(store.tags.all())

        self._session.case.ask(read, self._show_levels, instead_of="tag levels")

    def _show_levels(self, found: tuple[object, TagLevels | None]) -> None:
        stamp, levels = found
        if levels is None:
            return
        self._stamp = stamp
        before = {node.tag.n: node.tag.path for node in self.model.levels.nodes}
        current = self.view.current_tag()
        scrolled = self.view.verticalScrollBar().value()
        self.model.set_levels(levels)
        self._open_levels()
        self.view.verticalScrollBar().setValue(scrolled)
        self.view.go_to(current.n if current is not None else None)
        self._show_empty()
        self._follow_renames(before)
        self.deeds.levels_shown()

    def _follow_renames(self, before: dict[int, str]) -> None:
        """The sentence goes on naming the tags it named, whoever gave them another name."""
        sentence = self._session.sentence
        if "tag:" not in sentence:
            return
        for node in self.model.levels.nodes:
            old = before.get(node.tag.n)
            if old is not None and old != node.tag.path:
                sentence = renamed_tag(sentence, old, node.tag.path)
        self._session.set_sentence(sentence)

    def _narrow(self, words: str) -> None:
        self.model.set_words(words)
        self._open_levels()
        self._show_empty()
        if words.strip():
            announce(self.field, f"{self.model.shown_count:,} tags")

    def _open_levels(self) -> None:
        self.view.open_levels(frozenset() if self.model.words.strip() else frozenset(self._folded))

    def _show_empty(self) -> None:
        nothing = self.model.rowCount() == 0
        self.view.setVisible(not nothing)
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.show_for(self.model.words if self.model.levels.nodes else "")

    def show_tree(self) -> None:
        """The tree takes the place of the empty state, for a first tag to be typed in it."""
        self.empty.hide()
        self.view.show()

    def _counts_late(self) -> None:
        self.model.waiting = True
        self.model.all_changed()

    # -- folding ---------------------------------------------------------------------------------

    def _level_folded(self, tag: int, folded: bool) -> None:
        if self.model.words.strip():
            return
        (self._folded.add if folded else self._folded.discard)(tag)
        self._keep()

    def _keep(self) -> None:
        kept = {"folded": sorted(self._folded), "match": self._match}
        self._session.case.write(lambda store: store.window_state.put(STATE, kept))

    def _restore(self) -> None:
        kept = self._session.case.look.window_state.get(STATE) or {}
        self._folded = {n for n in kept.get("folded", ()) if isinstance(n, int)}
        if kept.get("match") in MATCH_WORDS:
            self._match = kept["match"]

    # -- keyboard --------------------------------------------------------------------------------

    def _into_tree(self) -> None:
        if self.view.isVisible():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            self.view.go_first()

    def go_back(self) -> None:
        """Esc in the empty field: the keyboard goes back to where it was."""
        if self._window.folding.tag_drawer.is_open:
            self._window.folding.tag_drawer.close_up()
        elif self._outside is not None and isValid(self._outside) and self._outside.isVisible():
            self._outside.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.list.go_in()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """Notes where the keyboard came from when it enters the pane."""
        if now is None or before is None or not self.isAncestorOf(now):
            return
        if not self.isAncestorOf(before) and before.window() is self.window():
            self._outside = before

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.counter.set_shown(True)

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self.counter.set_shown(False)


class _Empty(QWidget):
    """No tags yet, or none that the field names."""

    create_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 24, 20, 20)
        column.setSpacing(6)
        column.addWidget(IconSign("tags", "text3", 34, pen=1.5), 0, Qt.AlignmentFlag.AlignHCenter)
        self.line = PlainLabel("", "section", wrap=True)
        self.sentence = PlainLabel("", "body", "text2", wrap=True)
        self.make = Button("Create it", "", "small")
        for label in (self.line, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.make.clicked.connect(lambda: self.create_asked.emit(self._words))
        self.hide()

    def show_for(self, words: str) -> None:
        """Says that the case has no tags, or none with these words."""
        self._words = words.strip()
        self.line.setText(f"No tag called “{self._words}”." if self._words else "No tags yet.")
        self.sentence.setText("" if self._words else "Tag an item with T and it appears here.")
        self.sentence.setVisible(not self._words)
        self.make.setVisible(bool(self._words))
        self.setAccessibleName(f"{self.line.text()} {self.sentence.text()}".strip())
