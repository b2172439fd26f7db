"""The results as one list: heads of groups that fold, and under them results known by their refs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from casefile.casework.searching import ResultRow
from casefile.domain.found import Found
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.models.dragged_refs import REFS_TYPE, refs_mime
from casefile.gui.search.result_words import GROUP_WORDS, say_result

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group; ``count`` is "3" or, where more were found than are listed, "200+"."""

    kind: Kind
    count: str
    is_open: bool = True


def count_words(found: Found) -> str:
    """How many results a group has."""
    return f"{len(found.ns):,}+" if found.more else f"{len(found.ns):,}"


class ResultList(QAbstractListModel):
    """At most a few hundred results of each kind. Rows are read by whoever paints them (`missing`)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Found, ...] = ()
        self._only: Kind | None = None
        self._folded: set[Kind] = set()
        self._lines: list[Head | Ref] = []
        self._rows: dict[Ref, ResultRow] = {}
        self._fresh: set[Ref] = set()

    @property
    def found(self) -> tuple[Found, ...]:
        return self._found

    @property
    def only(self) -> Kind | None:
        """The one kind that is listed, None for all."""
        return self._only

    def set_found(self, found: Sequence[Found]) -> None:
        """Other results; rows known already stay on screen until they are read anew."""
        self._fresh.clear()
        kinds = {group.kind for group in found}
        if self._only not in kinds:
            self._only = None
        if tuple(found) == self._found and self._lines:
            self.all_changed()
            return
        self._found = tuple(found)
        kept = {Ref(group.kind, n) for group in found for n in group.ns}
        self._rows = {ref: row for ref, row in self._rows.items() if ref in kept}
        self._lay_out()

    def show_only(self, kind: Kind | None) -> None:
        """Lists one kind, without its head, or all."""
        if kind != self._only:
            self._only = kind
            self._lay_out()

    def fold(self, kind: Kind, folded: bool) -> None:
        """Folds or opens a group."""
        if folded != (kind in self._folded):
            (self._folded.add if folded else self._folded.discard)(kind)
            self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._lines = []
        for group in self._found:
            if self._only not in (None, group.kind):
                continue
            is_open = self._only is not None or group.kind not in self._folded
            if self._only is None:
                self._lines.append(Head(group.kind, count_words(group), is_open))
            if is_open:
                self._lines.extend(Ref(group.kind, n) for n in group.ns)
        self.endResetModel()

    # -- rows ------------------------------------------------------------------------------------

    def line(self, index: Index) -> Head | Ref | None:
        """The head or result at a row."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def row(self, ref: Ref) -> ResultRow | None:
        """What is known of a result; None until it was read."""
        return self._rows.get(ref)

    def missing(self, refs: Iterable[Ref]) -> list[Ref]:
        """Those of these results whose rows have to be read."""
        return [ref for ref in refs if ref not in self._fresh]

    def take_rows(self, asked: Sequence[Ref], rows: Mapping[Ref, ResultRow]) -> None:
        """The rows of results came; those that did not are gone from the case."""
        self._fresh.update(asked)
        self._rows.update(rows)
        self.all_changed()

    def forget(self, refs: Iterable[Ref]) -> None:
        """These records changed: they are read anew when next painted."""
        self._fresh.difference_update(refs)
        self.all_changed()

    def all_changed(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def place_of(self, ref: Ref) -> QModelIndex:
        """Where a result is listed; invalid where it is not."""
        try:
            return self.index(self._lines.index(ref))
        except ValueError:
            return QModelIndex()

    def first(self) -> QModelIndex:
        """The first result, passing over heads."""
        place = next((n for n, line in enumerate(self._lines) if isinstance(line, Ref)), None)
        return QModelIndex() if place is None else self.index(place)

    def refs(self, indexes: Iterable[Index]) -> list[Ref]:
        """The results at these rows, in list order."""
        lines = (self.line(index) for index in sorted(indexes, key=lambda index: index.row()))
        return [line for line in lines if isinstance(line, Ref)]

    # -- what Qt asks ----------------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        line, flag = self.line(index), Qt.ItemFlag
        if line is None:
            return flag.NoItemFlags
        if isinstance(line, Head):
            return flag.ItemIsEnabled | flag.ItemNeverHasChildren
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(line, Head):
            return f"{GROUP_WORDS[line.kind]}, {line.count}, {'open' if line.is_open else 'folded'}"
        row = self._rows.get(line)
        return str(line) if row is None else say_result(row)

    def mimeTypes(self) -> list[str]:
        return [REFS_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        refs = self.refs(indexes)
        kind = refs[0].kind if refs else Kind.ITEM
        return refs_mime(kind, [ref.n for ref in refs if ref.kind is kind])
