"""A list of records known by their numbers alone; a row is fetched when it is looked at.

A hundred thousand numbers cost a few hundred kilobytes; rows come by the page, at most `PAGE` of them in
one look into the case, and are forgotten one by one when a deed changed them. What is not fetched yet is
painted as a grey bar.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol, TypeVar, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from casefile.domain.identifiers import Kind
from casefile.gui.models.dragged_refs import REFS_TYPE, refs_mime

PAGE = 32
"""Rows in one look into the case (OpenCase.look serves at most 64)."""
MOST_KEPT = 2_048
"""Rows held; those looked at longest ago go first."""
MOST_FRAGMENTS = 5_000
"""Separate stretches of a selection that are carried over into another order; beyond, it is let go."""

NumberRole = Qt.ItemDataRole.UserRole
"""The record's number."""
RowRole = Qt.ItemDataRole.UserRole + 1
"""The row object, or None where it is not fetched (painting must not fetch: the view does, in pages)."""

Index = QModelIndex | QPersistentModelIndex


class Numbered(Protocol):
    """What a fetched row must tell."""

    @property
    def n(self) -> int: ...


Row = TypeVar("Row", bound=Numbered)
Fetch = Callable[[Sequence[int]], Sequence[Any]]
"""Rows of these numbers, in any order; numbers the case does not have are left out."""


class NumbersModel(QAbstractListModel):
    """Records of one kind, in the order listed.

    ``fetch`` reads rows on the window's own connection; ``say`` is the row's accessible text.
    """

    def __init__(
        self, kind: Kind, fetch: Fetch, say: Callable[[Any], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._fetch = fetch
        self._say = say
        self._numbers: Sequence[int] = ()
        self._places: dict[int, int] | None = None
        self._rows: OrderedDict[int, Any] = OrderedDict()
        self._missing: set[int] = set()

    # -- the list --------------------------------------------------------------------------------

    @property
    def numbers(self) -> Sequence[int]:
        """All numbers listed, in order."""
        return self._numbers

    def set_numbers(self, numbers: Sequence[int], places: dict[int, int] | None = None) -> None:
        """Lists other records. Rows already fetched stay known; the same list changes nothing.

        ``places`` is number → place, where somebody has it already.
        """
        if numbers == self._numbers or (len(numbers) == 0 and len(self._numbers) == 0):
            return
        self.beginResetModel()
        self._numbers = numbers
        self._places = places if places is not None and len(places) == len(numbers) else None
        self._missing.clear()
        self.endResetModel()

    def number(self, row: int) -> int | None:
        """The number at a row, or None outside the list."""
        return self._numbers[row] if 0 <= row < len(self._numbers) else None

    def place(self, number: int) -> int | None:
        """The row a record stands at, or None where it is not listed."""
        if self._places is None:
            self._places = dict(zip(self._numbers, range(len(self._numbers)), strict=True))
        return self._places.get(number)

    def places(self, numbers: Iterable[int]) -> list[int]:
        """The rows of those records that are listed, in the order given."""
        self.place(0)
        places = self._places or {}
        return [place for number in numbers if (place := places.get(number)) is not None]

    def index_of(self, number: int | None) -> QModelIndex:
        """The index of a record; invalid where it is not listed."""
        row = None if number is None else self.place(number)
        return QModelIndex() if row is None else self.index(row)

    # -- rows ------------------------------------------------------------------------------------

    def row(self, place: int) -> Any | None:
        """The row at a place if it is fetched; never looks into the case."""
        number = self.number(place)
        if number is None:
            return None
        row = self._rows.get(number)
        if row is not None:
            self._rows.move_to_end(number)
        return row

    def want(self, first: int, last: int) -> bool:
        """Fetches the page that holds the first missing row from ``first`` to ``last``.

        True while more are missing: whoever paints calls again until its time is up.
        """
        for place in range(max(0, first), min(last, len(self._numbers) - 1) + 1):
            number = self._numbers[place]
            if number not in self._rows and number not in self._missing:
                self._fetch_page(place)
                return True
        return False

    def fetched(self, place: int) -> Any | None:
        """The row at a place, looked up if need be; for one row at a time, never for painting."""
        number = self.number(place)
        if number is not None and number not in self._rows and number not in self._missing:
            self._fetch_page(place)
        return self.row(place)

    def forget(self, numbers: Collection[int]) -> None:
        """These records changed: their rows are fetched anew when they are next looked at.

        Selection and place in the list stay as they are.
        """
        if not numbers or not self._numbers:
            return
        if len(numbers) >= len(self._numbers):
            self._rows.clear()
            self._missing.clear()
            self.dataChanged.emit(self.index(0), self.index(len(self._numbers) - 1))
            return
        places = []
        for number in numbers:
            self._rows.pop(number, None)
            self._missing.discard(number)
            place = self.place(number)
            if place is not None:
                places.append(place)
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))

    def forget_all(self) -> None:
        """Every row may read differently now (a tag was renamed)."""
        self.forget(self._numbers)

    def let_go(self) -> None:
        """The case closes: nothing is fetched any more, and no row is kept."""
        self._fetch = _nothing
        self.set_numbers(())
        self._rows.clear()

    def _fetch_page(self, place: int) -> None:
        start = place - place % PAGE
        page = [number for number in self._numbers[start : start + PAGE] if number not in self._rows]
        wanted = set(page)
        for row in self._fetch(page):
            self._rows[row.n] = row
            wanted.discard(row.n)
        self._missing.update(wanted)
        while len(self._rows) > MOST_KEPT:
            self._rows.popitem(last=False)

    # -- what Qt asks ----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._numbers)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == NumberRole:
            return self.number(index.row())
        if role == RowRole:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.fetched(index.row())
            return "" if row is None else self._say(row)
        return None

    def mimeTypes(self) -> list[str]:
        return [REFS_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return refs_mime(self.kind, [self._numbers[index.row()] for index in indexes])


def _nothing(numbers: Sequence[int]) -> Sequence[Any]:
    return ()


def parts_of(selection: QItemSelection) -> Sequence[QItemSelectionRange]:
    """The stretches of a selection."""
    return list(cast(Iterable[QItemSelectionRange], selection))


def selected_numbers(model: NumbersModel, selection: QItemSelection) -> tuple[int, ...]:
    """The numbers selected, in list order; a slice for each stretch, whatever its length."""
    stretches = sorted((part.top(), part.bottom()) for part in parts_of(selection))
    if stretches == [(0, len(model.numbers) - 1)]:
        return tuple(model.numbers)
    chosen: list[int] = []
    for top, bottom in stretches:
        chosen.extend(model.numbers[top : bottom + 1])
    return tuple(chosen)


def select_numbers(
    model: NumbersModel, selection_model: QItemSelectionModel, numbers: Iterable[int], current: int | None
) -> None:
    """Selects these records where they now stand; those no longer listed fall away.

    A selection in more than `MOST_FRAGMENTS` stretches is let go but for ``current``.
    """
    wanted = numbers if isinstance(numbers, set | frozenset) else set(numbers)
    selection = QItemSelection()
    if wanted and len(wanted) >= len(model.numbers) and wanted.issuperset(model.numbers):
        stretches = [(0, len(model.numbers) - 1)] if len(model.numbers) else []
    else:
        stretches = _stretches(sorted(model.places(wanted)))
    if len(stretches) > MOST_FRAGMENTS:
        kept = None if current is None else model.place(current)
        stretches = [] if kept is None else [(kept, kept)]
    for top, bottom in stretches:
        selection.append(QItemSelectionRange(model.index(top), model.index(bottom)))
    flags = QItemSelectionModel.SelectionFlag
    index = model.index_of(current)
    if index.isValid():
        selection_model.setCurrentIndex(index, flags.NoUpdate)
    selection_model.select(selection, flags.ClearAndSelect)


def _stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring places joined; stops once there are more stretches than are carried over."""
    found: list[tuple[int, int]] = []
    for place in places:
        if len(found) > MOST_FRAGMENTS:
            break
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
