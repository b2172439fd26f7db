"""Makes the summary anew whenever what is wished for changes: written first, then checked, both on a lane."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from casefile.casework.exporting import Prepared, Wish, Written, check_summary, write_summary
from casefile.casework.preflight import Finding
from casefile.domain.protected import ProtectedContents
from casefile.gui.session import Session

SETTLE_MS = 120
"""The summary is made once, this long after the last of several changes."""


class Preparing(QObject):
    """The newest wish of one dialog and what came of it. What an older wish brought is dropped."""

    began = Signal()
    written = Signal(object)
    """A `Written`: it can be shown, and is being checked."""
    prepared = Signal(object)
    """A `Prepared`: everything was looked for."""
    failed = Signal(object)

    def __init__(self, session: Session, wish: Wish, parent: QObject) -> None:
        super().__init__(parent)
        self.wish = wish
        self._session = session
        self._number = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._write)

    def change(self, **fields: object) -> None:
        """Wishes for something else (fields of `Wish`)."""
        wish = replace(self.wish, **fields)  # type: ignore[arg-type]  # names checked by the dataclass
        if wish != self.wish:
            self.wish = wish
            self.again()

    def mask(self, finding: Finding) -> None:
        """Takes the word that was found out of the summary, in every spelling."""
        if finding.word is not None:
            self.change(masks=self.wish.masks | {finding.word})

    def again(self) -> None:
        """Makes the same summary anew: the case or the protected sources changed."""
        self._number += 1
        self.began.emit()
        self._settle.start()

    def at_once(self) -> None:
        """The first time there is nothing to wait for."""
        self._number += 1
        self.began.emit()
        self._write()

    def stop(self) -> None:
        """Nothing more is told."""
        self._settle.stop()
        self._number += 1

    def _contents(self) -> ProtectedContents | None:
        protected = self._session.protected
        return protected.contents if protected.is_open else None

    def _write(self) -> None:
        number, wish, contents = self._number, self.wish, self._contents()

        def came(written: Written) -> None:
            if number == self._number:
                self.written.emit(written)
                self._check(number, written, contents)

        self._session.case.ask(
            lambda store: write_summary(store, wish, contents),
            came,
            lambda problem: self._tell(number, problem),
            instead_of="export",
        )

    def _check(self, number: int, written: Written, contents: ProtectedContents | None) -> None:
        def came(prepared: Prepared) -> None:
            if number == self._number:
                self.prepared.emit(prepared)

        self._session.case.ask(
            lambda store: check_summary(store, written, contents),
            came,
            lambda problem: self._tell(number, problem),
            instead_of="export check",
        )

    def _tell(self, number: int, problem: BaseException) -> None:
        if number == self._number:
            self.failed.emit(problem)
