"""Which tags carry one of the nine marks, known to every painter of chips."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind
from casefile.domain.tags import MARKS, path_key
from casefile.gui.session import Session


class TagMarks(QObject):
    """At most nine paths with their marks; read anew when a tag changed."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._marks: dict[str, int] = {}
        self._paths: dict[int, str] = {}
        session.changed.connect(self._case_changed)
        self._read()

    def mark(self, path: str) -> int | None:
        """The mark of the tag with that path, None for the plain ring."""
        return self._marks.get(path_key(path))

    def path(self, mark: int) -> str | None:
        """The tag on a digit key."""
        return self._paths.get(mark)

    def _case_changed(self, change: CaseChanged) -> None:
        if change.of(Kind.TAG):
            before = dict(self._marks)
            self._read()
            if before != self._marks:
                self.changed.emit()

    def _read(self) -> None:
        held = {mark: self._session.case.look.tags.by_mark(mark) for mark in MARKS}
        self._paths = {mark: tag.path for mark, tag in held.items() if tag is not None}
        self._marks = {path_key(path): mark for mark, path in self._paths.items()}
