"""The import tray's pane: head, rows, and the one question after a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.tagging import AddTags
from casefile.casework.importing.progress import ImportProgress
from casefile.casework.provenance import COMMON_METHODS, METHODS
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.ledger import LedgerGroup, LedgerRow, LedgerState
from casefile.gui import clipboard
from casefile.gui.main_window import MainWindow
from casefile.gui.models.numbers_model import NumbersModel
from casefile.gui.session import Session
from casefile.gui.tray.rows import TrayList, row_said
from casefile.gui.tray.words import head_words, words_of
from casefile.gui.widgets import Button, EmptyState, IconButton, PlainLabel, Surface
from casefile.gui.widgets.plain import IconSign

CLOSES_AFTER_MS = 4000
"""The tray closes by itself when every row is fine and this long has passed (visual.md §6)."""


class ImportTray(QWidget):
    """Follows the imports; opens by itself when one begins."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        session = window.case
        assert isinstance(session, Session)
        self._window, self._session = window, session
        self._batch: int | None = None
        self._cleared = 0
        self._model = NumbersModel(Kind.ITEM, self._fetch, row_said, self)
        self._list = TrayList(self._model)
        self._build()
        self._close_later = QTimer(self)
        self._close_later.setSingleShot(True)
        self._close_later.setInterval(CLOSES_AFTER_MS)
        self._close_later.timeout.connect(self._close_if_fine)
        self._was_working = False
        session.importing.listen(self._moved)
        self._list.acted.connect(self._act)
        self._list.menu_wanted.connect(self._open_menu)
        window.deeds.work_in(self._list, "tray")
        window.deeds.when("tray.retry", lambda: self._retry(self._list.chosen()))
        window.deeds.when("tray.pause", self._pause)
        window.deeds.when("tray.clear", self._clear)
        session.importing.tell()

    def _build(self) -> None:
        head = Surface("pane", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(IconSign("inbox", "text2", 16))
        row.addWidget(PlainLabel("Import tray", "section"))
        self._said = PlainLabel("", "small", "text2")
        row.addWidget(self._said)
        row.addStretch(1)
        clear = Button("Clear finished", "link", "small", icon="eraser")
        clear.clicked.connect(self._clear)
        row.addWidget(clear)
        self._pause_button = Button("Pause", "", "small", icon="circle-pause")
        self._pause_button.clicked.connect(self._pause)
        row.addWidget(self._pause_button)
        fold = IconButton("chevron-down", "Close the import tray")
        fold.clicked.connect(lambda: self._window.show_tray(False))
        row.addWidget(fold)
        self._question = self._build_question()
        self._empty = EmptyState("inbox", "Nothing waiting.", "Drop files anywhere.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._question)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)
        self._show_empty(True)

    def _build_question(self) -> QWidget:
        strip = Surface("warn_soft", "bottom")
        row = QHBoxLayout(strip)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(IconSign("circle-help", "warn", 16))
        self._asked = PlainLabel("", "body", "warn")
        row.addWidget(self._asked)
        self._methods = QComboBox()
        self._methods.setAccessibleName("How did you get these files")
        for method in (*COMMON_METHODS, *(one for one in METHODS if one not in COMMON_METHODS)):
            self._methods.addItem(METHODS[method], method)
        row.addWidget(self._methods)
        answer = Button("Answer", "", "small")
        answer.clicked.connect(self._answer)
        row.addWidget(answer)
        later = Button("Later", "link", "small")
        later.clicked.connect(strip.hide)
        row.addWidget(later)
        row.addStretch(1)
        strip.hide()
        return strip

    def _fetch(self, numbers: Sequence[int]) -> Sequence[Any]:
        return self._session.case.look.ledger.rows(numbers)

    def _moved(self, progress: ImportProgress) -> None:
        """On every group of rows: the head, the list, and whether the tray opens or closes."""
        self._said.setText(head_words(progress))
        self._pause_button.set_words("Go on" if progress.paused else "Pause")
        working = progress.to_go > 0
        if working and not self._was_working:
            self._close_later.stop()
            self._window.show_tray(True)
        if not working and self._was_working:
            self._ask_provenance()
            if not progress.among(LedgerGroup.NEEDS_YOU):
                self._close_later.start()
        self._was_working = working
        cleared = self._cleared
        self._session.case.ask(
            lambda store: [n for n in store.ledger.listing() if n > cleared],
            self._list_rows,
            instead_of="tray rows",
        )

    def _list_rows(self, numbers: list[int]) -> None:
        self._model.set_numbers(numbers)
        self._model.forget_all()
        self._show_empty(not numbers)

    def _show_empty(self, empty: bool) -> None:
        self._list.setVisible(not empty)
        self._empty.setVisible(empty)

    def _ask_provenance(self) -> None:
        rows = self._session.case.look.ledger.batches()
        if not rows:
            return
        self._batch = rows[0].n
        count = len(self._session.case.look.items.of_batch(self._batch))
        if count:
            files = "this file" if count == 1 else f"these {count} files"
            self._asked.setText(f"How did you get {files}?")
            self._question.show()

    def _answer(self) -> None:
        if self._batch is None:
            return
        items = tuple(self._session.case.look.items.of_batch(self._batch))
        self._session.do(EditItems(items, "provenance", self._methods.currentData()))
        self._question.hide()

    def _row(self, number: int) -> LedgerRow | None:
        return self._session.case.look.ledger.get(number)

    def _act(self, number: int) -> None:
        row = self._row(number)
        if row is None:
            return
        action = words_of(row).action
        if action in ("show", "compare") and row.item is not None:
            self._session.go("library", Ref(Kind.ITEM, row.item))
        elif action == "add_tags" and row.item is not None:
            self._add_tags(row)
        elif action == "retry":
            self._retry([number])
        elif action == "password":
            self._ask_password(row)
        elif action in ("cancel", "remove"):
            self._session.importing.cancel_rows([number])

    def _add_tags(self, row: LedgerRow) -> None:
        batch = self._session.case.look.ledger.batch(row.batch)
        if row.item is None:
            return
        if batch is not None and batch.tags:
            self._session.do(AddTags(Kind.ITEM, (row.item,), batch.tags))
        self._session.go("library", Ref(Kind.ITEM, row.item))

    def _ask_password(self, row: LedgerRow) -> None:
        """One prompt for every locked file of the same drop."""
        ledger = self._session.case.look.ledger
        rows = ledger.rows(ledger.in_states([LedgerState.NEEDS_PASSWORD], row.batch))
        self._session.password_wanted.emit([one.item for one in rows if one.item is not None])

    def _retry(self, numbers: Sequence[int]) -> None:
        if numbers:
            self._session.importing.retry(numbers)

    def _pause(self) -> None:
        importing = self._session.importing
        (importing.resume if importing.paused else importing.pause)()

    def _clear(self) -> None:
        """Takes finished rows off the list; the ledger keeps them."""
        done = [
            number
            for number in self._model.numbers
            if (row := self._row(number)) is not None and row.group is LedgerGroup.DONE
        ]
        if len(done) == len(self._model.numbers):
            self._cleared = max(done, default=self._cleared)
        self._model.set_numbers([n for n in self._model.numbers if n not in set(done)])
        self._show_empty(not len(self._model.numbers))

    def _close_if_fine(self) -> None:
        if not self._list.hasFocus() and not self._question.isVisible():
            self._window.show_tray(False)

    def _open_menu(self, number: int, place: QPoint) -> None:
        row = self._row(number)
        if row is None:
            return
        menu = QMenu(self)
        if row.item is not None:
            menu.addAction("Show", lambda: self._session.go("library", Ref(Kind.ITEM, row.item or 0)))
        if row.state is LedgerState.DUPLICATE:
            menu.addAction("Add tags to existing", lambda: self._add_tags(row))
        if row.state is LedgerState.NEEDS_PASSWORD:
            menu.addAction("Enter password…", lambda: self._ask_password(row))
        menu.addAction("Retry", lambda: self._retry([number]))
        menu.addAction("Copy reason", lambda: clipboard.copy(words_of(row).sentence))
        menu.addSeparator()
        menu.addAction("Remove", lambda: self._session.importing.cancel_rows([number]))
        menu.exec(place)
