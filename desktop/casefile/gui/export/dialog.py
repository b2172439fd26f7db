"""The export dialog: choose, see, check, save. Everything slow happens on lanes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casefile.casework.exporting import Prepared, Saved, Wish, Written, formats, save, scopes, unchecked_name
from casefile.casework.preflight import Finding
from casefile.casework.showing_pages import ShowingPages, ShownPages
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind, Ref, parse_ref
from casefile.domain.profiles import PROFILES, Scope
from casefile.gui import file_dialogs, theme
from casefile.gui.export import words
from casefile.gui.export.choices import Choices
from casefile.gui.export.leak_check import LeakCheck
from casefile.gui.export.preparing import Preparing
from casefile.gui.export.preview import Preview
from casefile.gui.messages import message_for
from casefile.gui.session import Session
from casefile.gui.widgets import Button, IconButton, IconSign, MessageBar, PlainLabel, Surface

WIDTH, HEIGHT = 1260, 780
SMALLEST = (960, 620)
STATE = "export"
"""Where the last profile, format, folder and recipient are kept in the case."""

AskPlace = Callable[[QWidget, Path, str], Path | None]


def _ask_place(parent: QWidget, proposed: Path, suffix: str) -> Path | None:
    return file_dialogs.choose_new_file(parent, proposed, "Save the summary", suffix)


class ExportDialog(QDialog):
    """Window-modal; made for one export. `saved` tells what was written, the pages and the masked sources."""

    saved = Signal(object, int, int)

    def __init__(self, session: Session, parent: QWidget, ask_place: AskPlace = _ask_place) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export a summary")
        self.setAccessibleName("Export a summary")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumSize(*SMALLEST)
        room = parent.window().size()
        self.resize(
            max(SMALLEST[0], min(theme.look().px(WIDTH), room.width() - 40)),
            max(SMALLEST[1], min(theme.look().px(HEIGHT), room.height() - 40)),
        )
        self._session = session
        self._ask_place = ask_place
        self._written: Written | None = None
        self._prepared: Prepared | None = None
        self._shown: ShownPages | None = None
        self._saving = self._over = False
        self._kept = dict(session.case.look.window_state.get(STATE) or {})
        self._exporters = {one.name: one for one in formats()}
        self._pages = ShowingPages(session.case, session.files)
        self._build()
        self.preparing = Preparing(session, self._wish(), self)
        self._connect()
        self._session.case.ask(scopes, self._show_scope)
        self.preparing.at_once()

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self.messages = MessageBar()
        column.addWidget(self.messages)
        self.choices = Choices(tuple(self._exporters))
        if self._kept.get("format") in self._exporters:
            self.choices.formats.choose(self._kept["format"])
        if isinstance(self._kept.get("recipient"), str):
            self.choices.recipient.setText(self._kept["recipient"])
        self.preview = Preview()
        self.check = LeakCheck()
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.choices)
        body.addWidget(self.preview, 1)
        body.addWidget(self.check)
        column.addLayout(body, 1)
        column.addWidget(self._foot())

    def _head(self) -> Surface:
        head = Surface("surface", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(PlainLabel("Export a summary", "section"))
        row.addWidget(PlainLabel("everything shown is what the reader will get", "small", "text2"))
        row.addStretch(1)
        close = IconButton("x", "Close")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return head

    def _foot(self) -> Surface:
        foot = Surface("surface", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(8)
        row.addWidget(IconSign("shield", "text2", 14))
        self.foot_line = PlainLabel(words.foot(None), "small", "text2")
        row.addWidget(self.foot_line, 1)
        cancel = Button("Cancel", "", "large")
        cancel.clicked.connect(self.reject)
        self.save_button = Button("Save", "primary", "large")
        self.save_button.clicked.connect(self.save)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return foot

    def _connect(self) -> None:
        self.choices.changed.connect(self._choose)
        self.preparing.began.connect(self._began)
        self.preparing.written.connect(self._show_written)
        self.preparing.prepared.connect(self._show_prepared)
        self.preparing.failed.connect(self._failed)
        self.check.mask_asked.connect(self.preparing.mask)
        self.check.place_asked.connect(self._show_place)
        self.check.step_asked.connect(self._take_step)
        self.check.open_asked.connect(self._open_protected)
        self.check.changed.connect(self._refresh)
        self.messages.stepped.connect(lambda _code: self.save())
        self._session.protected_changed.connect(self.preparing.again)
        self._session.changed.connect(self._case_changed)
        keys: dict[str, Callable[[], object]] = {"Ctrl+S": self.save, "F8": self._next_finding}
        for number in range(len(PROFILES)):
            keys[f"Alt+{number + 1}"] = partial(self.choices.choose_profile, number)
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self, do)
        self.finished.connect(self._end)

    # -- making and checking ---------------------------------------------------------------------

    def _wish(self) -> Wish:
        return Wish(
            profile=self.choices.profile,
            scope=self.choices.scope,
            recipient=self.choices.recipient.text().strip(),
            format=self.choices.formats.value,
        )

    def _choose(self) -> None:
        wish = self._wish()
        scope = Scope(wish.scope.tag, wish.scope.claims, self.preparing.wish.scope.without)
        self.preparing.change(profile=wish.profile, scope=scope, recipient=wish.recipient, format=wish.format)

    def _show_scope(self, found: tuple[int, list[tuple[str, int]]]) -> None:
        if self._over:
            return
        selection = self._session.selection
        selected = selection.numbers if selection.kind is Kind.CLAIM else ()
        self.choices.show_scope(found[0], tuple(selected), found[1])

    def _case_changed(self, _change: object) -> None:
        self._session.case.ask(scopes, self._show_scope)
        self.preparing.again()

    def _began(self) -> None:
        self._written = self._prepared = None
        self.preview.pages.grey()
        self.check.show_running()
        self._refresh()

    def _show_written(self, written: Written) -> None:
        self._written = written
        name = words.FORMAT_WORDS.get(written.wish.format, written.wish.format)
        same = written.wish.format == "pdf"
        self.preview.note.setText("" if same else f"Drawn as PDF; the {name} says the same.")
        self._pages.show_pdf(written.preview, self._show_pages)

    def _show_pages(self, shown: ShownPages | None) -> None:
        self._shown = shown
        if shown is None:
            self.preview.pages.say("The pages could not be drawn. The check is not touched by that.")
        else:
            self.preview.pages.show_pages(shown)

    def _show_prepared(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.check.show_prepared(prepared)
        self._refresh()

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, ReporterCanFix) and problem.code == "export_empty":
            self.preview.pages.say(words.NOTHING)
            self.check.show_nothing("Nothing to check")
        else:
            self.messages.post(message_for(problem))
            self.check.show_nothing("Not checked")
        self._refresh()

    def _refresh(self) -> None:
        """What Save says, and whether it may."""
        name = words.FORMAT_WORDS.get(self.choices.formats.value, "")
        prepared, reason = self._prepared, ""
        if prepared is None:
            reason = "being checked"
        elif prepared.stops:
            count = len(prepared.stops)
            reason = f"fix {count} {'thing' if count == 1 else 'things'} first"
        elif not prepared.checked_names and not self.check.may_go_unchecked:
            reason = "open protected sources first"
        self.save_button.setEnabled(not reason and not self._saving)
        self.save_button.set_words(f"Save {name} – {reason}" if reason else f"Save {name}")
        self.foot_line.setText(words.foot(prepared))

    # -- what the check asks for -----------------------------------------------------------------

    def _show_place(self, finding: Finding) -> None:
        self.preview.pages.find_words(finding.page - 1, finding.shown)

    def _next_finding(self) -> None:
        finding = self.check.next_finding()
        if finding is not None and finding.page:
            self._show_place(finding)

    def _take_step(self, finding: Finding) -> None:
        if finding.code == "alone":
            ref = parse_ref(finding.where)
            if ref is not None:
                scope = self.preparing.wish.scope
                self.preparing.change(scope=Scope(scope.tag, scope.claims, (*scope.without, ref.n)))
            return
        ref = parse_ref(finding.whose)
        self.reject()
        self._session.go("contacts", Ref(ref.kind, ref.n) if ref is not None else None)

    def _open_protected(self, passphrase: str) -> None:
        self._session.protected.open_later(passphrase, lambda: None, self.check.refuse)

    # -- saving ----------------------------------------------------------------------------------

    def save(self) -> None:
        """Asks where, and saves; the dialog closes once the file stands there."""
        prepared = self._prepared
        if prepared is None or not self.save_button.isEnabled() or self._saving:
            return
        exporter = self._exporters[prepared.written.wish.format]
        folder = Path(str(self._kept.get("folder") or Path.home()))
        proposed = folder / f"{PROFILES[0].title.lower().replace(' ', '-')}{exporter.suffix}"
        if not prepared.checked_names:
            proposed = unchecked_name(proposed)
        path = self._ask_place(self, proposed, exporter.suffix.removeprefix("."))
        if path is None:
            return
        self._saving = True
        self._refresh()
        typed, weighed = self.check.typed, frozenset(self.check.weighed)
        self._session.case.ask(
            lambda _store: save(self._session.case, prepared, path, typed=typed, weighed=weighed),
            self._saved,
            self._not_saved,
        )

    def _saved(self, saved: Saved) -> None:
        wish = self.preparing.wish
        kept = {
            "profile": wish.profile,
            "format": wish.format,
            "folder": str(saved.path.parent),
            "recipient": wish.recipient,
        }
        self._session.case.write(lambda store: store.window_state.put(STATE, kept))
        masked = self._prepared.masked if self._prepared is not None else 0
        self.saved.emit(saved, self._shown.page_count if self._shown is not None else 0, masked)
        self.accept()

    def _not_saved(self, problem: BaseException) -> None:
        self._saving = False
        self.messages.post(message_for(problem))
        self._refresh()

    def reject(self) -> None:
        """Esc; not while the file is being written."""
        if not self._saving:
            super().reject()

    def _end(self, _result: int) -> None:
        self._over = True
        self.preparing.stop()
        self._pages.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp and PgDn turn the pages from anywhere; Enter does not save by itself."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.preview.pages.turn(step)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end(0)
        super().closeEvent(event)
