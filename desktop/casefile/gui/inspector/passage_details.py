"""One passage: its words, its place, its tags, the claims it bears on, what she thinks of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from casefile.casework.commands.marking import NotePassage
from casefile.casework.commands.tagging import AddTags, RemoveTags
from casefile.casework.inspecting import PassageSheet
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.passages import PassageState
from casefile.gui import theme
from casefile.gui.inspector.fitting_words import FittingWords
from casefile.gui.inspector.item_lists import ItemLinks
from casefile.gui.inspector.quoted import PlaceLine, QuotedWords
from casefile.gui.inspector.scrolled import ScrolledSections
from casefile.gui.inspector.tag_chips import Chip, TagChips
from casefile.gui.inspector.tag_field import TagField
from casefile.gui.library.words import item_name, passage_place
from casefile.gui.session import LinkWanted, Session
from casefile.gui.widgets import Button, ElidedLabel, KeyCap, PlainLabel, Section, Surface
from casefile.search.editing import with_tag


class PassageDetails(QWidget):
    """The inspector of a chosen passage."""

    copy_wanted = Signal(int)
    """Copy with citation, of this passage."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sheet: PassageSheet | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Surface("none", "bottom")
        head.setFixedHeight(theme.look().px(44))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 10, 0)
        row.addWidget(PlainLabel("Passage", "section"))
        row.addStretch(1)
        copy = Button("Copy with citation", "link", "small", "copy")
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        column.addWidget(head)
        sections = ScrolledSections("Passage")
        sections.add(self._words_section())
        sections.add(self._tags_section())
        sections.add(self._links_section())
        sections.add(self._note_section())
        sections.end()
        column.addWidget(sections, 1)

    def show_sheet(self, sheet: PassageSheet) -> None:
        """Shows a passage; a note being typed is left alone while it is the same passage."""
        same = self._sheet is not None and self._sheet.passage.n == sheet.passage.n
        if not same:
            self._keep_note()
        self._sheet = sheet
        passage = sheet.passage
        self.words.set_words(passage.exact)
        badges = []
        if passage.state is PassageState.ORPHANED:
            badges.append(("not found again", "warn"))
        if passage.is_direct_quote is not None:
            badges.append(("direct quote" if passage.is_direct_quote else "indirect", "plain"))
        self._place.show_place(passage_place(sheet.row), badges)
        name, derived = item_name(sheet.item)
        self._item.set_words(name, italic=derived)
        self.chips.set_chips([Chip(tag.path, tag.mark) for tag in sheet.tags])
        self._links.show_links(sheet.links)
        self._links.setFixedHeight(theme.look().px(60 * min(4, max(1, len(sheet.links)))))
        self._links.setVisible(bool(sheet.links))
        self._no_links.setVisible(not sheet.links)
        said = "; ".join(claim.proposition for claim in sheet.said_in)
        self._said.set_words(f"Said here: {said}" if said else "")
        if not same or not self.note.document().isModified():
            self.note.setPlainText(passage.note)
            self.note.document().setModified(False)

    def go_to_tags(self) -> None:
        """T: the keyboard goes to the tag field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _words_section(self) -> Section:
        section = Section()
        self.words, self._place = QuotedWords(), PlaceLine()
        self._item = ElidedLabel("", "small", "text2")
        open_item = Button("Show the item", "link", "small")
        open_item.clicked.connect(self._show_item)
        section.add(PlainLabel("Exact words", "small", "text2"))
        section.add(self.words)
        section.add(self._place)
        section.add(self._item)
        section.add(open_item)
        return section

    def _tags_section(self) -> Section:
        section = Section("Tags", KeyCap("T"))
        self.chips = TagChips("Tags on this passage", removable=True)
        self.chips.removed.connect(self._untag)
        self.chips.pressed.connect(self._show_only)
        self._field = TagField(
            self._session, "Type a tag, Enter adds it", "Add a tag to this passage", self._paths
        )
        self._field.tags_wanted.connect(self._tag)
        section.add(self.chips)
        section.add(self._field)
        return section

    def _links_section(self) -> Section:
        new = Button("Link to a claim…", "link", "small")
        new.clicked.connect(self._link)
        section = Section("Links", new)
        self._links = ItemLinks(self._session)
        self._no_links = PlainLabel("Not linked to any claim.", "small", "text3")
        self._said = FittingWords("", "small", "text2", most=6)
        for widget in (self._links, self._no_links, self._said):
            section.add(widget)
        return section

    def _note_section(self) -> Section:
        section = Section("Note")
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note on this passage")
        self.note.setPlaceholderText("What do you make of it?")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.look().px(84))
        self.note.installEventFilter(self)
        section.add(self.note)
        return section

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self._keep_note()
        return False

    def _keep_note(self) -> None:
        if self._sheet is not None and self.note.document().isModified():
            self.note.document().setModified(False)
            self._session.do(NotePassage(self._sheet.passage.n, self.note.toPlainText()))

    def _paths(self) -> tuple[str, ...]:
        return tuple(tag.path for tag in self._sheet.tags) if self._sheet else ()

    def _tag(self, paths: tuple[str, ...], stay: bool) -> None:
        if self._sheet is not None:
            self._session.do(AddTags(Kind.PASSAGE, (self._sheet.passage.n,), paths))

    def _untag(self, path: str) -> None:
        if self._sheet is not None:
            tags = tuple(tag.n for tag in self._sheet.tags if tag.path == path)
            self._session.do(RemoveTags(Kind.PASSAGE, (self._sheet.passage.n,), tags))

    def _show_only(self, path: str) -> None:
        self._session.set_sentence(with_tag(self._session.sentence, path, "include"))

    def _show_item(self) -> None:
        if self._sheet is not None:
            self._session.go("library", Ref(Kind.ITEM, self._sheet.item.n))

    def _copy(self) -> None:
        if self._sheet is not None:
            self.copy_wanted.emit(self._sheet.passage.n)

    def _link(self) -> None:
        if self._sheet is not None:
            self._session.link_form_wanted.emit(LinkWanted(passage=self._sheet.passage.n))
