"""The claims as a table over numbers: a row is fetched when it is looked at; cells are edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from casefile.domain.claims import ClaimKind, ClaimRow, Publish, SaidAs, Verification
from casefile.domain.identifiers import Kind
from casefile.gui.evidence.words import (
    CHECK_WORDS,
    KIND_WORDS,
    NOBODY_NAMED,
    PUBLISH_WORDS,
    SAID_AS_WORDS,
    SHORT_GAPS,
    passages_and_origins,
    say_claim,
)
from casefile.gui.library.words import counted
from casefile.gui.models.numbers_model import NumbersModel
from casefile.gui.speaking import tip_text

Index = QModelIndex | QPersistentModelIndex
ClaimRole = Qt.ItemDataRole.UserRole
Edit = Callable[[int, str, str | None], None]
"""Sets a field of a claim: its number, the field, the value."""


@dataclass(frozen=True)
class Head:
    """A column: its title, its width at 100 % (0 takes the rest), the order a click gives, and the field
    of the claim it edits.
    """

    title: str
    width: int
    order: str
    field: str = ""


HEADS: tuple[Head, ...] = (
    Head("Id", 42, "written"),
    Head("Claim", 0, "words", "proposition"),
    Head("Kind", 98, "kind", "kind"),
    Head("Said as", 92, "said_as", "said_as"),
    Head("Who says it", 114, "speaker", "speaker"),
    Head("For", 98, "support"),
    Head("Against", 58, "contradicted"),
    Head("Context", 60, "context"),
    Head("Check", 102, "check", "verification"),
    Head("Publish", 82, "publish", "publish"),
    Head("Missing", 148, "missing"),
)
ID, CLAIM, KIND, SAID_AS, SPEAKER, FOR, AGAINST, CONTEXT, CHECK, PUBLISH, MISSING = range(len(HEADS))
CHOICES: dict[int, list[tuple[str, str]]] = {
    KIND: [(kind.value, KIND_WORDS[kind]) for kind in ClaimKind],
    SAID_AS: [(mode.value, SAID_AS_WORDS[mode]) for mode in SaidAs],
    CHECK: [(state.value, CHECK_WORDS[state]) for state in Verification],
    PUBLISH: [(decision.value, PUBLISH_WORDS[decision]) for decision in Publish],
}
"""(value, words) of the columns that are chosen from."""


class ClaimTableModel(QAbstractTableModel):
    """Rows by number, in the order listed; `numbers` is the list behind it."""

    def __init__(
        self, fetch: Callable[[Sequence[int]], list[ClaimRow]], edit: Edit, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._edit = edit
        self.numbers = NumbersModel(Kind.CLAIM, fetch, say_claim, self)
        self.numbers.modelAboutToBeReset.connect(self.beginResetModel)
        self.numbers.modelReset.connect(self.endResetModel)
        self.numbers.dataChanged.connect(self._stirred)

    def claim(self, row: int) -> ClaimRow | None:
        """The row at a place, fetched with its page if need be."""
        found = self.numbers.fetched(row)
        return found if isinstance(found, ClaimRow) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.numbers.numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if HEADS[index.column()].field else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.claim(index.row())
        if row is None:
            return None
        if role == ClaimRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(row, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return held(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[index.column()].title}: {cell(row, index.column())}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return say_claim(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(_tip(row, index.column()))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, field = self.claim(index.row()), HEADS[index.column()].field
        if row is None or not field or role != Qt.ItemDataRole.EditRole:
            return False
        words = " ".join(str(value).split())
        if words == held(row, index.column()):
            return False
        self._edit(row.n, field, words or None)
        return True

    def _stirred(self, first: QModelIndex, last: QModelIndex) -> None:
        self.dataChanged.emit(self.index(first.row(), 0), self.index(last.row(), len(HEADS) - 1))


def held(row: ClaimRow, column: int) -> str:
    """The value a field is edited from."""
    return {
        CLAIM: row.proposition,
        KIND: row.kind.value,
        SAID_AS: row.said_as.value if row.said_as else "",
        SPEAKER: row.speaker or "",
        CHECK: row.verification.value,
        PUBLISH: row.publish.value,
    }.get(column, "")


def cell(row: ClaimRow, column: int) -> str:
    """What a cell says; an absent number is an en dash, what is not known says *unknown*."""
    if column == ID:
        return f"C{row.n}"
    if column == CLAIM:
        return row.proposition
    if column == KIND:
        return KIND_WORDS[row.kind]
    if column == SAID_AS:
        return SAID_AS_WORDS[row.said_as] if row.said_as else "unknown"
    if column == SPEAKER:
        return row.speaker or (NOBODY_NAMED if "nobody_named" in row.gaps else "the reporter")
    if column in (FOR, AGAINST, CONTEXT):
        count = {FOR: row.supports, AGAINST: row.contradicts, CONTEXT: row.context}[column]
        if not count[0]:
            return "–"
        return f"{count[0]}, {counted(count[1], 'origin', 'origins')}" if column == FOR else f"{count[0]}"
    if column == CHECK:
        return CHECK_WORDS[row.verification]
    if column == PUBLISH:
        return PUBLISH_WORDS[row.publish]
    return SHORT_GAPS[row.gaps[0]].lower() if row.gaps else "–"


def _tip(row: ClaimRow, column: int) -> str:
    if column == CLAIM:
        return row.proposition
    if column in (FOR, AGAINST, CONTEXT):
        count = {FOR: row.supports, AGAINST: row.contradicts, CONTEXT: row.context}[column]
        return passages_and_origins(count) if count[0] else ""
    if column == MISSING:
        return "\n".join(SHORT_GAPS[code] for code in row.gaps)
    return ""
