"""*Details* of one item: title, how it came here, what is known of it, rating, tags, original."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.tagging import AddTags, RemoveTags
from casefile.casework.inspecting import ItemSheet
from casefile.casework.provenance import COMMON_METHODS, METHODS
from casefile.domain.citations import spoken_date
from casefile.domain.identifiers import Kind
from casefile.domain.items import ItemKind
from casefile.domain.typed_dates import edtf_of
from casefile.gui.inspector.facts import FactField, FactMenu, Facts
from casefile.gui.inspector.fitting_words import FittingWords
from casefile.gui.inspector.original import OriginalSection
from casefile.gui.inspector.rating import RatingRow
from casefile.gui.inspector.scrolled import ScrolledSections
from casefile.gui.inspector.tag_chips import Chip, TagChips
from casefile.gui.inspector.tag_field import TagField
from casefile.gui.library.words import (
    COMMON_MARKINGS,
    KIND_WORDS,
    MARKING_WORDS,
    language_code,
    language_word,
)
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.session import Session
from casefile.gui.widgets import Button, IconButton, PlainLabel, Section
from casefile.search.editing import with_tag

COMMON_KINDS = (ItemKind.ARTICLE, ItemKind.DOCUMENT, ItemKind.WEB_PAGE, ItemKind.EMAIL, ItemKind.NOTE)
UNKNOWN = "unknown"
NOT_A_DATE = "Not a date yet. Write 7 Oct 2016, Oct 2016, 2016 or before 2016."
MOST_CHIPS = 6


class Details(ScrolledSections):
    """The first tab. Every value is a field or a menu in its place; each change is one named step."""

    copied = Signal(str)
    """Words that went to the clipboard."""

    def __init__(self, session: Session, marks: TagMarks, parent: QWidget | None = None) -> None:
        super().__init__("Details", parent)
        self._session = session
        self._marks = marks
        self._item = 0
        self._sheet: ItemSheet | None = None
        self._title_section()
        self._facts_section()
        self._rating_section()
        self._tags_section()
        self.original = OriginalSection(session)
        self.original.copied.connect(self.copied)
        self.add(self.original)
        self.end()

    def show_sheet(self, sheet: ItemSheet) -> None:
        """Shows an item; a field she is typing in keeps her words while it is the same item."""
        item, self._sheet = sheet.item, sheet
        if item.n != self._item:
            self._item = item.n
            for field in self._fields():
                field.setModified(False)
                field.refuse("")
        self._show_title(sheet)
        answered = item.provenance != UNKNOWN
        self.way_strip.setVisible(not answered)
        self.way.show_key("" if not answered else item.provenance)
        self._way_name.setVisible(answered)
        self.way.setVisible(answered)
        self.publisher.show_value(item.publisher or "")
        self.byline.show_value(item.byline or "")
        self.published.show_value(spoken_date(item.published) if item.published else "")
        self.language.show_value(language_word(item.language))
        self.kind.show_key(item.kind.value)
        self.url.show_value(item.url or "")
        self.marking.show_key(item.marking.value)
        self.rating.show_rating(item.reliability, item.credibility)
        self.show_tags()
        self.original.show_sheet(sheet)

    def show_tags(self) -> None:
        """The chips, with their marks as they are now."""
        sheet = self._sheet
        if sheet is None:
            return
        self.tags.set_chips([Chip(tag.path, tag.mark) for tag in sheet.tags])
        self._no_tags.setVisible(not sheet.tags)
        self._passage_tags.set_chips([Chip(tag.path, tag.mark, count) for tag, count in sheet.passage_tags])
        self._passage_section.setVisible(bool(sheet.passage_tags))

    def edit_title(self) -> None:
        """F2: the keyboard goes to the title."""
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.title.selectAll()

    def ask_way(self) -> None:
        """Ctrl+Shift+H: the ways an item can have come here."""
        anchor = self.way if self.way.isVisible() else self._answer
        menu = self.way.menu()
        if menu is not None:
            menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))

    # -- sections --------------------------------------------------------------------------------

    def _title_section(self) -> None:
        section = Section()
        label = PlainLabel("Title", "small", "text2")
        self.title = TitleField()
        label.setBuddy(self.title)
        self.title.said.connect(partial(self._set, "title"))
        self.title.returnPressed.connect(self._keep_guess)
        self._guess = FittingWords("", "small", "text2")
        self.way_strip = QWidget()
        row = QHBoxLayout(self.way_strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel("How did you get this?", badge="warn"))
        row.addStretch(1)
        self._answer = Button("Answer", "link", "small")
        self._answer.setAccessibleName("How did you get this? Answer")
        self._answer.clicked.connect(self.ask_way)
        row.addWidget(self._answer)
        for widget in (label, self.title, self._guess, self.way_strip):
            section.add(widget)
        self.add(section)

    def _facts_section(self) -> None:
        section = Section("About this item")
        facts = Facts()
        self.publisher = self._field(facts, "Publisher", "publisher")
        self.byline = self._field(facts, "Byline", "byline")
        self.published = FactField("Published")
        self.published.said.connect(self._set_date)
        facts.add("Published", self.published)
        self.language = FactField("Language")
        self.language.said.connect(lambda words: self._set("language", language_code(words)))
        facts.add("Language", self.language)
        common = [(kind.value, KIND_WORDS[kind]) for kind in COMMON_KINDS]
        rest = [(kind.value, words) for kind, words in KIND_WORDS.items() if kind not in COMMON_KINDS]
        self.kind = FactMenu("Kind", common, rest)
        self.kind.chosen.connect(partial(self._set, "kind"))
        facts.add("Kind", self.kind)
        self.url = self._field(facts, "Address", "url")
        self.marking = FactMenu("May be seen by", [(m.value, MARKING_WORDS[m]) for m in COMMON_MARKINGS])
        self.marking.chosen.connect(partial(self._set, "marking"))
        facts.add("Seen by", self.marking)
        self.way = FactMenu("How I got this", _ways(common=True), _ways(common=False))
        self.way.chosen.connect(partial(self._set, "provenance"))
        self._way_name = facts.add("How I got it", self.way)
        section.add(facts)
        self.add(section)

    def _rating_section(self) -> None:
        self.rating = RatingRow()
        self.rating.rated.connect(self._set)
        section = Section("Rating", self.rating.judged)
        section.add(self.rating)
        self.add(section)

    def _tags_section(self) -> None:
        plus = IconButton("plus", "Add a tag", shape="small", size=14)
        plus.clicked.connect(self.open_tag_field)
        section = Section("Tags on this item", plus)
        self.tags = TagChips("Tags on this item", removable=True, most=12)
        self.tags.pressed.connect(self._show_only)
        self.tags.removed.connect(self._untag)
        self._no_tags = PlainLabel("No tags yet.", "small", "text3")
        self.tag_field = TagField(
            self._session, "Type a tag, Enter adds it", "Add a tag to this item", self._paths
        )
        self.tag_field.tags_wanted.connect(self._tag)
        self.tag_field.left.connect(self._close_tag_field)
        self.tag_field.hide()
        for widget in (self.tags, self._no_tags, self.tag_field):
            section.add(widget)
        self.add(section)
        self._passage_section = Section("Tags on its passages")
        self._passage_tags = TagChips("Tags on its passages", most=MOST_CHIPS)
        self._passage_tags.pressed.connect(self._show_only)
        self._passage_section.add(self._passage_tags)
        self.add(self._passage_section)

    def _field(self, facts: Facts, name: str, column: str) -> FactField:
        field = FactField(name)
        field.said.connect(partial(self._set, column))
        facts.add(name, field)
        return field

    def _fields(self) -> tuple[FactField, ...]:
        return (self.title, self.publisher, self.byline, self.published, self.language, self.url)

    # -- deeds -----------------------------------------------------------------------------------

    def _show_title(self, sheet: ItemSheet) -> None:
        item = sheet.item
        self.title.show_value(item.title or "")
        if item.title:
            guessed = "Worked out from the file. Correct it, or press Enter in it to keep it."
            self._guess.set_words(guessed if item.title_basis == "guess" else "")
        elif sheet.row.first_words:
            self._guess.set_words(f"First words: “{sheet.row.first_words}”")
        else:
            self._guess.set_words(f"File: {item.original_name}")

    def _keep_guess(self) -> None:
        """Enter in a title that was only worked out makes it hers."""
        if self._sheet is not None and self._sheet.item.title_basis == "guess" and self.title.text():
            self._set("title", self.title.text())

    def _set(self, name: str, value: str) -> None:
        if self._item:
            self._session.do(EditItems((self._item,), name, value))

    def _set_date(self, typed: str) -> None:
        edtf = edtf_of(typed) if typed else ""
        self.published.refuse(NOT_A_DATE if edtf is None else "")
        if edtf is None:
            self.published.setModified(True)
        elif self._sheet is None or edtf != (self._sheet.item.published or ""):
            self._set("published", edtf)

    def _paths(self) -> tuple[str, ...]:
        return tuple(tag.path for tag in self._sheet.tags) if self._sheet else ()

    def open_tag_field(self) -> None:
        """T: a field for one more tag."""
        self.tag_field.show()
        self.tag_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tag_field.complete()

    def _close_tag_field(self) -> None:
        self.tag_field.clear()
        self.tag_field.hide()

    def _tag(self, paths: tuple[str, ...], stay: bool) -> None:
        self._session.do(AddTags(Kind.ITEM, (self._item,), paths))
        if not stay:
            self._close_tag_field()

    def _untag(self, path: str) -> None:
        tags = [tag.n for tag in self._sheet.tags if tag.path == path] if self._sheet else []
        if tags:
            self._session.do(RemoveTags(Kind.ITEM, (self._item,), tuple(tags)))

    def _show_only(self, path: str) -> None:
        self._session.set_sentence(with_tag(self._session.sentence, path, "include"))


def _ways(*, common: bool) -> list[tuple[str, str]]:
    """The ways an item can have come here: five at once, the rest under *More* (decision 14)."""
    return [
        (key, words) for key, words in METHODS.items() if (key in COMMON_METHODS) is common and key != UNKNOWN
    ]


class TitleField(FactField):
    """The title: a field that looks like one, 30 high."""

    def __init__(self) -> None:
        super().__init__("Title", "Unknown – type it when you know it")
        self.setProperty("shape", "")
