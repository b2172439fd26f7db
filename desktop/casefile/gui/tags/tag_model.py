"""The one model of the tag pane: levels, what the filter field leaves of them, states and counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from casefile.casework.counting_tags import CountedTags
from casefile.domain.identifiers import Kind
from casefile.domain.tags import Tag
from casefile.gui.models.dragged_tags import TAGS_TYPE, tags_mime
from casefile.gui.speaking import tip_text
from casefile.gui.tags.row_states import STATE_WORDS, FilterReading, RowState, read_filter
from casefile.gui.tags.tag_levels import TagLevels, TagNode, places_named

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()

# Joined once: Qt asks for every tag while it lays the tree out.
_LEVEL = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)
_LEAF = _LEVEL | Qt.ItemFlag.ItemNeverHasChildren

_KIND_WORDS = {
    Kind.ITEM: ("item", "items"),
    Kind.PASSAGE: ("passage", "passages"),
    Kind.CLAIM: ("claim", "claims"),
    Kind.CONTACT: ("contact", "contacts"),
}


class TagModel(QAbstractItemModel):
    """Rows are tags by their places in `TagLevels`; painting asks `state` and `count` for what is seen."""

    looks_changed = Signal()
    """States or counts of any rows are others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._levels = TagLevels()
        self._words = ""
        self._below: list[list[int]] = [[]]
        self._rows: list[int] = []
        self._reading = read_filter("")
        self._counts: CountedTags | None = None
        self._level_counts: CountedTags | None = None
        self.waiting = False
        """The counts have not come for a while: they are shown as "…"."""
        self.on_selection: frozenset[int] = frozenset()
        """Tags that stand on what is selected, while Ctrl is held."""

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def levels(self) -> TagLevels:
        return self._levels

    @property
    def words(self) -> str:
        """What the filter field holds."""
        return self._words

    @property
    def shown_count(self) -> int:
        """How many tags the filter field leaves, with their levels."""
        return sum(map(len, self._below))

    def set_levels(self, levels: TagLevels) -> None:
        """Shows other tags (one was made, renamed, merged …)."""
        self._levels = levels
        self._lay_out()

    def set_words(self, words: str) -> None:
        """Shows only tags whose path contains the words, with their levels."""
        if words != self._words:
            self._words = words
            self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        nodes = self._levels.nodes
        self._below = [[] for _ in range(len(nodes) + 1)]
        self._rows = [-1] * len(nodes)
        for place in places_named(self._levels, self._words):
            siblings = self._below[nodes[place].parent + 1]
            self._rows[place] = len(siblings)
            siblings.append(place)
        self.endResetModel()

    def set_reading(self, reading: FilterReading) -> None:
        """The sentence changed."""
        self._reading = reading
        self.all_changed()

    def set_counts(self, counts: CountedTags) -> None:
        """The numbers of tags; those of levels are of another list until they come."""
        self._counts = counts
        if self._level_counts is not None and self._level_counts.kind is not counts.kind:
            self._level_counts = None
        self.waiting = False
        self.all_changed()

    def set_level_counts(self, counts: CountedTags) -> None:
        """The numbers of levels."""
        self._level_counts = counts
        self.all_changed()

    def all_changed(self) -> None:
        """Every row may look different; none came or went. No `dataChanged`: Qt would ask for each of
        ten thousand rows whether it may be edited.
        """
        self.looks_changed.emit()

    # -- one row ---------------------------------------------------------------------------------

    def node(self, index: Index) -> TagNode | None:
        """The tag of a row."""
        return self._levels.nodes[index.internalId()] if index.isValid() else None

    def index_of(self, tag: int | None) -> QModelIndex:
        """The row of a tag; invalid where the filter field hides it."""
        place = None if tag is None else self._levels.place_of(tag)
        if place is None or self._rows[place] < 0:
            return QModelIndex()
        return self.createIndex(self._rows[place], 0, place)

    def state(self, node: TagNode) -> RowState:
        """How the sentence uses a tag."""
        return self._reading.state(node.folded)

    def count(self, node: TagNode) -> tuple[int, int] | None:
        """(of those listed, of all), None while not known."""
        counts = self._level_counts if node.has_below else self._counts
        return None if counts is None else counts.of(node.tag.n)

    def count_words(self, node: TagNode) -> str:
        """ "6", or "5 of 6" while the list is narrowed, or "…"."""
        count = self.count(node)
        if count is None or self.waiting:
            return "…"
        counts = self._level_counts if node.has_below else self._counts
        narrowed = counts is not None and counts.narrowed
        return f"{count[0]:,} of {count[1]:,}" if narrowed else f"{count[1]:,}"

    def say(self, node: TagNode) -> str:
        """The row for a screen reader: "leak, theme, 5 of 6 passages, included, mark 2"."""
        parts = [node.name]
        if node.tag.above:
            parts.append(node.tag.above.replace(":", ", "))
        count = self.count(node)
        if count is not None and self._counts is not None:
            one, many = _KIND_WORDS.get(self._counts.kind, ("thing", "things"))
            parts.append(f"{self.count_words(node)} {one if count[1] == 1 else many}")
        parts.append(STATE_WORDS[self.state(node)])
        parts.append(f"mark {node.tag.mark}" if node.tag.mark else "")
        parts.append("on the selection" if node.tag.n in self.on_selection else "")
        return ", ".join(part for part in parts if part)

    # -- what Qt asks ----------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = NO_PARENT) -> QModelIndex:
        below = self._below[parent.internalId() + 1 if parent.isValid() else 0]
        if column or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, 0, below[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        above = self._levels.nodes[index.internalId()].parent
        return QModelIndex() if above < 0 else self.createIndex(self._rows[above], 0, above)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return len(self._below[parent.internalId() + 1 if parent.isValid() else 0])

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 1

    def hasChildren(self, parent: Index = NO_PARENT) -> bool:
        return bool(self._below[parent.internalId() + 1 if parent.isValid() else 0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return node.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.say(node)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(node.tag.path)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _LEVEL if self._below[index.internalId() + 1] else _LEAF

    def mimeTypes(self) -> list[str]:
        return [TAGS_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return tags_mime(self.tags(indexes))

    def tags(self, indexes: Sequence[QModelIndex]) -> list[Tag]:
        """The tags of these rows."""
        nodes = [self.node(index) for index in indexes]
        return [node.tag for node in nodes if node is not None]
