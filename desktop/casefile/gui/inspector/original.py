"""*Original*: the untouched bytes, whether they still are what they were, what the file says of itself."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from casefile.casework.checking_originals import check_original
from casefile.casework.inspecting import ItemSheet
from casefile.domain.errors import ReporterCanFix
from casefile.domain.items import ItemStatus
from casefile.gui.inspector.facts import Facts, with_copy
from casefile.gui.library.words import STATUS_WORDS, size_words
from casefile.gui.session import Session
from casefile.gui.widgets import Button, IconButton, PlainLabel, Section, restyle

METHOD_WORDS = {
    "original": "as it is",
    "as_is": "as it is",
    "pdf_text": "from the PDF",
    "ocr": "read from the picture",
    "transcript_human": "typed by ear",
    "transcript_machine": "typed by a machine",
    "translation": "a translation",
}
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("windows-1252", "Western European"),
    ("windows-1250", "Central European"),
    ("windows-1251", "Cyrillic"),
    ("koi8-r", "Cyrillic, KOI8-R"),
    ("windows-1253", "Greek"),
    ("windows-1254", "Turkish"),
    ("windows-1255", "Hebrew"),
    ("windows-1256", "Arabic"),
    ("gb18030", "Chinese, simplified"),
    ("big5", "Chinese, traditional"),
    ("shift_jis", "Japanese"),
    ("euc-kr", "Korean"),
    ("utf-16-le", "UTF-16"),
)
"""Encodings offered under *Read as…*."""


class OriginalSection(Section):
    """Folded at first (decision 14). `read_as_wanted` carries the item and an encoding."""

    copied = Signal(str)
    read_as_wanted = Signal(int, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", None, parent)
        self._session = session
        self._item = 0
        self._sha256 = ""
        self._checked: dict[str, bool] = {}
        self._reads_as = False
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._fold = IconButton("chevron-right", "Show what is known of the original", shape="small", size=14)
        self._fold.clicked.connect(self._turn)
        row.addWidget(self._fold)
        row.addWidget(PlainLabel("Original", "strong"))
        row.addStretch(1)
        self._state = PlainLabel("", badge="plain")
        row.addWidget(self._state)
        self.add(head)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._facts = Facts()
        self._claims_head = PlainLabel("What the file says of itself", "strong")
        self._claims = Facts()
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        self._check = Button("Check the original again", "", "small")
        self._check.clicked.connect(self.check)
        self._read_as = QToolButton()
        self._read_as.setText("Read as…")
        self._read_as.setProperty("shape", "word")
        self._read_as.setAccessibleName("Read the text as another encoding")
        self._read_as.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._fill_encodings()
        line.addWidget(self._check)
        line.addWidget(self._read_as)
        line.addStretch(1)
        for widget in (self._facts, self._claims_head, self._claims, buttons):
            column.addWidget(widget)
        self.add(self._inside)
        self._inside.hide()

    @property
    def is_open(self) -> bool:
        return not self._inside.isHidden()

    def show_sheet(self, sheet: ItemSheet) -> None:
        """Shows an item's original."""
        item = sheet.item
        self._item, self._sha256 = item.n, item.sha256 or ""
        self._facts.empty()
        self._facts.add_words("File name", item.original_name)
        self._facts.add_words("Size", size_words(item.size))
        if item.sha256:
            short = PlainLabel(f"{item.sha256[:8]}…{item.sha256[-7:]}", "hash")
            short.setAccessibleName(f"SHA-256 {item.sha256}")
            copy = IconButton("copy", "Copy the whole SHA-256", shape="small", size=14)
            copy.clicked.connect(self.copy_fingerprint)
            self._facts.add("SHA-256", with_copy(short, copy))
        self._facts.add_words("Text layer", _layer_words(sheet))
        if item.pages:
            self._facts.add_words("Pages", f"{item.pages:,}")
        if item.format_name:
            self._facts.add_words("Format", item.format_name)
        if item.suffix_mismatch:
            self._facts.add_words("Ending", "does not fit what the file is", tone="warn")
        self._claims.empty()
        for name, words in item.facts:
            self._claims.add_words(name.replace("_", " "), words)
        self._claims_head.setVisible(bool(item.facts))
        self._claims.setVisible(bool(item.facts))
        is_text = item.mime.startswith("text/") and item.status is not ItemStatus.STORED
        self._read_as.setVisible(self._reads_as and is_text)
        self._check.setEnabled(bool(item.sha256))
        self._show_state()

    @property
    def state(self) -> str:
        """What the badge says."""
        return self._state.text()

    def copy_fingerprint(self) -> None:
        """The whole SHA-256, for the clipboard."""
        self.copied.emit(self._sha256)

    def check(self) -> None:
        """Hashes the original anew, in turns off the window's thread."""
        if self._sha256:
            self._state.setText("checking…")
            check_original(self._session.case, self._sha256, partial(self._told, self._sha256, self._item))

    def _told(self, sha256: str, item: int, unchanged: bool) -> None:
        self._checked[sha256] = unchanged
        if not unchanged:
            self._session.trouble.emit(ReporterCanFix("original_changed", ref=f"I{item}"))
        if sha256 == self._sha256:
            self._show_state()

    def _show_state(self) -> None:
        unchanged = self._checked.get(self._sha256)
        words, badge = {
            None: ("not checked today", "plain"),
            True: ("unchanged", "ok"),
            False: ("changed", "danger"),
        }[unchanged]
        self._state.setText(words)
        self._state.setProperty("badge", badge)
        restyle(self._state)

    def offer_reading_as(self) -> None:
        """*Read as…* is shown once somebody hears `read_as_wanted`."""
        self._reads_as = True

    def open_up(self) -> None:
        """Unfolds the section."""
        if not self.is_open:
            self._turn()

    def _turn(self) -> None:
        self._inside.setVisible(self._inside.isHidden())
        self._fold.set_icon("chevron-down" if self.is_open else "chevron-right")

    def _fill_encodings(self) -> None:
        menu = QMenu(self._read_as)
        menu.setAccessibleName("Read as")
        menu.aboutToShow.connect(self._ask_candidates)
        self._read_as.setMenu(menu)
        self._offer(())

    def _ask_candidates(self) -> None:
        """Which encodings would fit is known a moment after the menu is open: a child reads the bytes."""
        self._offer(())
        item = self._item
        self._session.again.candidates(item, lambda found: self._offer(found) if item == self._item else None)

    def _offer(self, likely: Sequence[str]) -> None:
        """The menu: what would fit first, then the usual ones."""
        menu = self._read_as.menu()
        menu.clear()
        words = dict(_by_codec())
        offered = dict.fromkeys((*likely, *words))
        for place, codec in enumerate(offered):
            if likely and place == len(likely):
                menu.addSeparator()
            name, spoken = words.get(codec, (codec, ""))
            action = menu.addAction(f"{spoken} ({name})" if spoken else name)
            action.triggered.connect(partial(self._wish, name))

    def _wish(self, encoding: str, _checked: bool = False) -> None:
        self.read_as_wanted.emit(self._item, encoding)


def _by_codec() -> Iterator[tuple[str, tuple[str, str]]]:
    """The usual encodings by the name Python's codecs have for them, as readers tell it."""
    for name, spoken in ENCODINGS:
        yield codecs.lookup(name).name.replace("-", "_"), (name, spoken)


def _layer_words(sheet: ItemSheet) -> str:
    if sheet.text_method is None:
        return STATUS_WORDS.get(sheet.item.status, "none").rstrip("…")
    method = METHOD_WORDS.get(sheet.text_method, sheet.text_method)
    return f"{method} · {sheet.text_encoding}" if sheet.text_encoding else method
