"""The form beside the reader: words become a passage and bear on a claim (picture 04, 340 wide).

Not modal: the text stays scrollable. Nothing is written before Save, and Save is one step.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.saving_passages import SavePassage
from casefile.casework.linking_forms import FormStart, start_form
from casefile.domain.changes import CaseChanged
from casefile.domain.evidence import Relation, Strength
from casefile.gui import theme
from casefile.gui.inspector.evidence_fields import ClaimField, OriginField
from casefile.gui.inspector.facts import Facts
from casefile.gui.inspector.quoted import PlaceLine, QuotedWords
from casefile.gui.inspector.relation_switch import RelationSwitch
from casefile.gui.inspector.scrolled import ScrolledSections
from casefile.gui.inspector.tag_chips import Chip, TagChips
from casefile.gui.inspector.tag_field import TagField
from casefile.gui.library.words import counted
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.session import LinkWanted, Session
from casefile.gui.widgets import (
    Button,
    IconButton,
    KeyCap,
    PlainLabel,
    Section,
    SegmentedSwitch,
    Surface,
)

MOST_NAME = 28
"""Characters of an origin's name on the button that takes it."""


class LinkForm(QWidget):
    """`done` when it is saved or left; the panel then gives its place back."""

    done = Signal()

    def __init__(self, session: Session, marks: TagMarks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._marks = marks
        self.start: FormStart | None = None
        self._paths: list[str] = []
        self._first_paths: tuple[str, ...] = ()
        self._touched = False
        self.setAccessibleName("Link to a claim")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        sections = ScrolledSections("Link to a claim")
        for section in (self._words_section(), self._tags_section(), self._claim_section()):
            sections.add(section)
        sections.add(self._foot())
        sections.end()
        column.addWidget(sections, 1)
        save = QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def is_touched(self) -> bool:
        """Whether something was typed or chosen that leaving would lose."""
        return self._touched

    @property
    def asks_to_keep(self) -> bool:
        """Whether it asks if what was typed shall be kept."""
        return not self._keeping.isHidden()

    @property
    def hint(self) -> str:
        """What is said under the fields, "" for nothing."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def begin(self, wanted: LinkWanted) -> None:
        """Starts from words or a passage; what is shown comes from the reader lane."""
        self.start = None
        self.relation.choose(Relation(wanted.relation) if wanted.relation else Relation.SUPPORTS)
        self._session.case.ask(
            lambda store: start_form(
                store, wanted.passage, wanted.item, wanted.start, wanted.end, wanted.claim
            ),
            self._begun,
            instead_of="link form",
        )

    def _begun(self, start: FormStart) -> None:
        self.start = start
        self._title.setText("New passage" if start.passage is None else "Link to a claim")
        self.words.set_words(start.words)
        where = [f"p. {start.page_label}"] if start.page_label else []
        where += [f"¶{start.paragraph}"] if start.paragraph else []
        badges = []
        if start.overlaps:
            others = counted(len(start.overlaps), "passage", "passages")
            badges.append((f"overlaps {others}", "plain"))
        if start.direct_quote is not None:
            badges.append(("direct quote" if start.direct_quote else "indirect", "plain"))
        self._place.show_place(" · ".join(where), badges)
        self._paths = [tag.path for tag in start.tags]
        self._first_paths = tuple(self._paths)
        self._show_tags()
        self.claim.words = start.words
        self.claim.show_claim(start.claim)
        self.weakens.setChecked(False)
        self.strength.choose(Strength.WEAK.value)
        self.origin.forget()
        self.suggestion.setVisible(start.suggested is not None)
        if start.suggested is not None:
            name = start.suggested.name
            shown = name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…"
            self.suggestion.set_words(f"Suggested: {shown} – take it")
        self.reason.clear()
        self._keeping.hide()
        self._relation_changed()
        self._touched = False
        self.claim.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Does everything as one step; what hinders it stands under the field it belongs to."""
        start = self.start
        if start is None:
            return
        if self.claim.is_open:
            self._say("Choose one of the claims, or New claim.")
            self.claim.complete()
            return
        relation = self.relation.value
        command = SavePassage(
            passage=start.passage,
            words=NewPassage(start.item, start.start, start.end, is_direct_quote=start.direct_quote),
            tags=tuple(self._paths),
            claim=self.claim.claim,
            relation=relation,
            strength=Strength(self.strength.value),
            weakens=self.weakens.isChecked() and relation is Relation.CONTEXT,
            origin=self.origin.origin,
            reason=self.reason.text(),
        )
        self._session.case.do(command, self._saved, self._hindered)

    def leave(self) -> None:
        """Esc: closes; where something was typed it asks once whether to keep it."""
        if self._touched and self._keeping.isHidden():
            self._keeping.show()
            self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._touched = False
        self.done.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key caps give way first where the pane is narrow."""
        super().resizeEvent(event)
        for cap in self._caps:
            cap.setVisible(self.width() >= theme.look().px(316))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    # -- building --------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        head = Surface("none", "bottom")
        head.setFixedHeight(theme.look().px(44))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 8, 0)
        self._title = PlainLabel("Link to a claim", "section")
        close = IconButton("x", "Close")
        close.clicked.connect(self.leave)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(close)
        return head

    def _words_section(self) -> Section:
        section = Section()
        self.words, self._place = QuotedWords(), PlaceLine()
        for widget in (PlainLabel("Exact words", "small", "text2"), self.words, self._place):
            section.add(widget)
        return section

    def _tags_section(self) -> Section:
        section = Section("Tags", KeyCap("T"))
        self._chips = TagChips("Tags on this passage", removable=True)
        self._chips.removed.connect(self._untag)
        self.tags = TagField(self._session, "Type a tag", "Add a tag to this passage", lambda: self._paths)
        self.tags.tags_wanted.connect(self._tag)
        self.tags.left.connect(self.leave)
        section.add(self._chips)
        section.add(self.tags)
        return section

    def _claim_section(self) -> Section:
        section = Section("Link to a claim", KeyCap("L"))
        self.claim = ClaimField(self._session)
        self.claim.touched.connect(self._touch)
        self.claim.left.connect(self.leave)
        self.relation = RelationSwitch()
        self.relation.chosen.connect(lambda _relation: self._relation_changed(touched=True))
        self.weakens = QCheckBox("It weakens the claim’s provenance")
        self.weakens.clicked.connect(self._touch)
        self.suggestion = Button("", "link", "small")
        self.suggestion.clicked.connect(self._take_suggestion)
        facts = Facts(58)
        self.strength = SegmentedSwitch(
            tuple((strength.value, strength.value) for strength in Strength), "Strength"
        )
        self.strength.chosen.connect(lambda _key: self._touch())
        facts.add("Strength", self.strength)
        self.origin = OriginField(self._session)
        self.origin.touched.connect(self.suggestion.hide)
        self.origin.touched.connect(self._touch)
        self.origin.left.connect(self.leave)
        facts.add("Origin", self.origin, height=30)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why? One line.")
        self.reason.setAccessibleName("Reason")
        self.reason.textEdited.connect(self._touch)
        self._trouble = PlainLabel("", "small", "danger", wrap=True)
        self._trouble.hide()
        for widget in (
            self.claim, self.relation, self.weakens, facts, self.suggestion, self.reason, self._trouble,
        ):  # fmt: skip
            section.add(widget)
        return section

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 12, 14, 12)
        self._keeping = QWidget()
        asked = QHBoxLayout(self._keeping)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(PlainLabel("Keep this passage?", "strong"))
        asked.addStretch(1)
        self._keep = Button("Keep", "primary", "small")
        self._keep.clicked.connect(self.save)
        drop = Button("Let it go", "", "small")
        drop.clicked.connect(self.leave)
        asked.addWidget(self._keep)
        asked.addWidget(drop)
        self._keeping.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        self._save = Button("Save passage", "primary")
        self._save.clicked.connect(self.save)
        cancel = Button("Cancel", "link")
        cancel.clicked.connect(self.leave)
        self._caps = (KeyCap("Ctrl+Enter"), KeyCap("Esc"))
        row.addWidget(self._save)
        row.addWidget(self._caps[0])
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._caps[1])
        column.addWidget(self._keeping)
        column.addLayout(row)
        return foot

    # -- fields ----------------------------------------------------------------------------------

    def _take_suggestion(self) -> None:
        if self.start is not None and self.start.suggested is not None:
            self.origin.take(self.start.suggested)

    def _relation_changed(self, *, touched: bool = False) -> None:
        self.weakens.setVisible(self.relation.value is Relation.CONTEXT)
        if touched:
            self._touch()

    def _tag(self, paths: tuple[str, ...], stay: bool) -> None:
        self._paths += [path for path in paths if path not in self._paths]
        self._show_tags()
        self._touch()

    def _untag(self, path: str) -> None:
        self._paths = [each for each in self._paths if each != path]
        self._show_tags()
        self._touch()

    def _show_tags(self) -> None:
        self._chips.set_chips([Chip(path, self._marks.mark(path)) for path in self._paths])

    def _touch(self, *_: object) -> None:
        self._touched = True
        self._say("")

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _saved(self, _change: CaseChanged | None) -> None:
        self._touched = False
        self.done.emit()

    def _hindered(self, problem: BaseException) -> None:
        self._keeping.hide()
        self._session.trouble.emit(problem)
