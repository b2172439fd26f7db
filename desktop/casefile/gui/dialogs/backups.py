"""The backups of a case: when each was made, whether the present passphrase opens it, whether it is whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from casefile.casework.keeping import KeptBackup, erase_backups, kept_backups, verify
from casefile.casework.lanes import Lane, deliver_result
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import say
from casefile.gui.dialogs.frame import DialogFrame
from casefile.gui.library.words import size_words
from casefile.gui.session import Session
from casefile.gui.start.fields import LineBelow
from casefile.gui.widgets import Button, PlainLabel

OPENS = "opens with your passphrase, verified when it was made"
OPENS_NOT = "does not open with your passphrase: made under an older one, or damaged"


class BackupsDialog(DialogFrame):
    """Lists them; everything that takes time is done on the lane it is given."""

    back_up_wanted = Signal()

    def __init__(self, session: Session, lane: Lane, parent: QWidget) -> None:
        super().__init__("Backups", parent, 640, 460)
        self._session, self._lane = session, lane
        self._sure = False
        self.rows = QListWidget()
        self.rows.setAccessibleName("Backups")
        self.rows.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.rows.itemSelectionChanged.connect(self._allow)
        self.about = PlainLabel("", "body", "text2", wrap=True)
        self.said = LineBelow()
        self.body.addWidget(self.about)
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self.said)
        self.erase_button = self.add_button(Button("Erase…", "danger", icon="shredder"))
        self.erase_button.clicked.connect(self._erase)
        self.verify_button = self.add_button(Button("Verify again", icon="shield-check"))
        self.verify_button.clicked.connect(self._verify)
        self.back_up_button = self.add_button(Button("Back up now", "primary", icon="archive"))
        self.back_up_button.clicked.connect(self.back_up_wanted)
        self.add_close()
        self.ask()

    def ask(self) -> None:
        """Looks at the folder as it is now."""
        self.about.setText("Looking at the backups…")
        self._do(lambda: kept_backups(self._session.case), self._show)

    def chosen(self) -> list[KeptBackup]:
        """The backups selected."""
        return [row.data(Qt.ItemDataRole.UserRole) for row in self.rows.selectedItems()]

    def _show(self, kept: list[KeptBackup]) -> None:
        self.rows.clear()
        for one in kept:
            state = OPENS if one.opens else OPENS_NOT
            row = QListWidgetItem(f"{one.made:%Y-%m-%d %H:%M}   {size_words(one.size)}   {state}")
            row.setData(Qt.ItemDataRole.UserRole, one)
            self.rows.addItem(row)
        self.about.setText(
            "The newest stands on top. Each opens by itself, with the passphrase it was made under."
            if kept
            else "There is no backup yet, or no folder was chosen."
        )
        self._allow()

    def _allow(self) -> None:
        chosen = self.chosen()
        self._sure = False
        self.erase_button.set_words("Erase…")
        self.erase_button.setEnabled(bool(chosen))
        self.verify_button.setEnabled(len(chosen) == 1 and chosen[0].opens)

    def _verify(self) -> None:
        (one,) = self.chosen()
        self.said.say("Reading the backup whole. This takes a while.", "text2", "clock")
        self.verify_button.setEnabled(False)
        self._do(lambda: verify(self._session.case, one), self._verified)

    def _verified(self, findings: list[str]) -> None:
        if findings:
            self.said.say(" ".join(findings), "danger", "circle-x", aloud=True)
        else:
            self.said.say("Nothing is wrong with it.", "ok", "circle-check", aloud=True)
        self._allow()

    def _erase(self) -> None:
        """Asks in the button itself: the second press erases."""
        chosen = self.chosen()
        if not self._sure:
            self._sure = True
            them = "this backup" if len(chosen) == 1 else f"these {len(chosen)} backups"
            self.erase_button.set_words(f"Erase {them} for good")
            return
        backups = [one.backup for one in chosen]
        self._do(lambda: erase_backups(self._session.case, backups), lambda _: self.ask())

    def _do(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        future = self._lane.submit(work)
        deliver_result(
            future, self._session.case.deliver, self.while_open(then), self.while_open(self._failed)
        )

    def _failed(self, problem: BaseException) -> None:
        fixable = problem if isinstance(problem, ReporterCanFix) else ReporterCanFix("our_bug")
        self.about.setText("")
        self.said.say(say(fixable), "danger", "circle-x", aloud=True)
        self._allow()
