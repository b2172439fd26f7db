"""The claim itself: its sentence, kind, speaker, check, decision, note and tags, each changed in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from casefile.casework.commands.claiming import EditClaim
from casefile.casework.commands.tagging import AddTags, RemoveTags
from casefile.domain.changes import CaseChanged
from casefile.domain.claims import COMMON_KINDS, Claim, ClaimKind
from casefile.domain.identifiers import Kind
from casefile.gui import theme
from casefile.gui.evidence.claim_deeds import ORIGIN
from casefile.gui.evidence.entering import room_of
from casefile.gui.evidence.words import (
    CHECK_WORDS,
    KIND_WORDS,
    NOBODY_NAMED,
    PUBLISH_WORDS,
    SAID_AS_WORDS,
)
from casefile.gui.inspector.facts import FactField, FactMenu, Facts
from casefile.gui.inspector.scrolled import ScrolledSections
from casefile.gui.inspector.tag_chips import Chip, TagChips
from casefile.gui.inspector.tag_field import TagField
from casefile.gui.main_window import MainWindow
from casefile.gui.widgets import PlainLabel, Section, Surface

_LATER_KINDS = tuple(kind for kind in ClaimKind if kind not in COMMON_KINDS)


class ClaimSheet(Surface):
    """The tab *Claim*: what is not known is said in italics."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("inspector", "")
        self.room = room_of(window)
        self.session = self.room.session
        self.setAccessibleName("Claim")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._claim: Claim | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._nothing = PlainLabel("Choose a claim to see it whole.", "body", "text3", wrap=True)
        self._nothing.setContentsMargins(14, 14, 14, 14)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._sections = ScrolledSections("Claim")
        self._build()
        column.addWidget(self._nothing, 1)
        column.addWidget(self._sections, 1)
        self.room.pictured.connect(self._follow)
        self.room.field_asked.connect(self.go_to)
        self.session.changed.connect(self._changed)
        self._follow()

    def go_to(self, name: str) -> None:
        """Gives a field the keyboard; a menu opens."""
        field = {
            "proposition": self.proposition,
            "speaker": self.speaker,
            "as_of": self.as_of,
            "note": self.note,
            "tags": self.tags,
        }.get(name, self.menus.get(name))
        if field is None or self._claim is None:
            return
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, FactMenu):
            field.showMenu()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.proposition.setFocus(event.reason())

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        words = Section()
        self._ref = PlainLabel("", "micro", "text2")
        self.proposition = GrowingField("The claim: one sentence that can be checked", one_line=True)
        self.proposition.said.connect(partial(self._edit, "proposition"))
        words.add(self._ref)
        words.add(self.proposition)
        facts = Facts()
        self.menus = {
            "kind": FactMenu(
                "Kind",
                [(kind.value, KIND_WORDS[kind]) for kind in COMMON_KINDS],
                [(kind.value, KIND_WORDS[kind]) for kind in _LATER_KINDS],
            ),
            "said_as": FactMenu("Said as", [(mode.value, word) for mode, word in SAID_AS_WORDS.items()]),
            "verification": FactMenu("Check", [(state.value, word) for state, word in CHECK_WORDS.items()]),
            "publish": FactMenu("Publish", [(kind.value, word) for kind, word in PUBLISH_WORDS.items()]),
        }
        for name, menu in self.menus.items():
            menu.chosen.connect(partial(self._edit, name))
        self.speaker = FactField("Who says it", NOBODY_NAMED)
        self.speaker.said.connect(lambda value: self._edit("speaker", value or None))
        self.as_of = FactField("True as of", "not only at a time")
        self.as_of.said.connect(lambda value: self._edit("as_of", value or None))
        facts.add("Kind", self.menus["kind"])
        facts.add("Who says it", self.speaker)
        facts.add("Said as", self.menus["said_as"])
        facts.add("Check", self.menus["verification"])
        facts.add("Publish", self.menus["publish"])
        facts.add("As of", self.as_of)
        about = Section()
        about.add(facts)
        note = Section("Note")
        self.note = GrowingField("An answer, a doubt, what to ask")
        self.note.said.connect(partial(self._edit, "note"))
        note.add(self.note)
        tags = Section("Tags")
        self._chips = TagChips("Tags on this claim", removable=True)
        self._chips.removed.connect(self._untag)
        self.tags = TagField(self.session, "Type a tag", "Add a tag to this claim", self._paths)
        self.tags.tags_wanted.connect(self._tag)
        tags.add(self._chips)
        tags.add(self.tags)
        for section in (words, about, note, tags):
            self._sections.add(section)
        self._sections.end()

    # -- following -------------------------------------------------------------------------------

    def _follow(self) -> None:
        claims = self.room.columns.claims
        claim = self._claim = claims[0] if len(claims) == 1 else None
        self._sections.setVisible(claim is not None)
        self._nothing.setVisible(claim is None)
        if claim is None:
            several = f"{len(claims)} claims are chosen. Choose one to see it whole."
            self._nothing.setText(several if claims else "Choose a claim to see it whole.")
            return
        self._ref.setText(claim.ref)
        self.proposition.show_value(claim.proposition)
        self.note.show_value(claim.note)
        self.speaker.show_value(claim.speaker or "")
        self.as_of.show_value(claim.as_of or "")
        self.menus["kind"].show_key(claim.kind.value)
        self.menus["said_as"].show_key(claim.said_as.value if claim.said_as else "")
        self.menus["verification"].show_key(claim.verification.value)
        self.menus["publish"].show_key(claim.publish.value)
        self._show_tags()

    def _changed(self, change: CaseChanged) -> None:
        if change.of(Kind.TAG):
            self._show_tags()

    def _show_tags(self) -> None:
        if self._claim is not None:
            self._chips.set_chips([Chip(path, self.room.marks.mark(path)) for path in self._paths()])

    def _paths(self) -> tuple[str, ...]:
        if self._claim is None:
            return ()
        return tuple(tag.path for tag in self.session.case.look.tags.of(Kind.CLAIM, self._claim.n))

    # -- deeds -----------------------------------------------------------------------------------

    def _edit(self, name: str, value: str | None) -> None:
        if self._claim is not None:
            self.session.do(EditClaim(self._claim.n, name, value), ORIGIN)

    def _tag(self, paths: tuple[str, ...], _stay: bool) -> None:
        if self._claim is not None:
            self.session.do(AddTags(Kind.CLAIM, (self._claim.n,), paths), ORIGIN)

    def _untag(self, path: str) -> None:
        tag = self.session.case.look.tags.by_path(path)
        if self._claim is not None and tag is not None:
            self.session.do(RemoveTags(Kind.CLAIM, (self._claim.n,), (tag.n,)), ORIGIN)


class GrowingField(QPlainTextEdit):
    """A text as tall as its words. `said` carries new words when it is left, or after Ctrl+Enter.

    With ``one_line`` Enter keeps them too. Esc brings back what stood there.
    """

    said = Signal(str)

    def __init__(self, name: str, *, one_line: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one_line, self._held = one_line, ""
        self.setAccessibleName(name)
        self.setPlaceholderText("" if one_line else name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._grow)
        theme.look().changed.connect(self._grow)
        self._grow()

    def show_value(self, words: str) -> None:
        """Shows what is known; what is being typed right now is left alone."""
        typing = self.hasFocus() and self.toPlainText() != self._held
        self._held = words
        if not typing and self.toPlainText() != words:
            self.setPlainText(words)

    def commit(self) -> None:
        """Says the words if they are new."""
        words = self.toPlainText()
        words = " ".join(words.split()) if self._one_line else words.strip()
        if words != self._held:
            self._held = words
            self.said.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and (self._one_line or with_ctrl):
            self.commit()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._held:
            self.setPlainText(self._held)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(theme.look().px(160), self.height())

    def _grow(self) -> None:
        lines = max(1 if self._one_line else 2, round(self.document().size().height()))
        wanted = round(lines * self.fontMetrics().lineSpacing()) + 18
        if wanted != self.height():
            self.setFixedHeight(wanted)
