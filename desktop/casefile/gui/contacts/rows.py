"""The rows of the contacts list: two groups and the logins; protected sources only while they are open.

Closed, their group is one row of fixed words. It carries no number, and nothing of it depends on what
they hold, whether anything, or whether they were ever set up (decision 7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from casefile.casework.contact_sheets import ContactLine, ContactsListed, begins
from casefile.casework.protecting import ProtectedSources
from casefile.domain.contacts import GroundRules
from casefile.domain.identifiers import Kind
from casefile.gui.contacts.room import CLOSED, LOGINS, Chosen
from casefile.gui.contacts.words import CLOSED_WORDS, RULES_WORDS, contact_icon, terms_said
from casefile.gui.models.dragged_refs import REFS_TYPE, refs_mime
from casefile.search.editing import tag_filter, without_tags

RowRole = Qt.ItemDataRole.UserRole + 1
Shape = Literal["head", "closed", "row", "words"]
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ContactsRow:
    """One row; ``chosen`` is what choosing it shows, None for heads and for words that are no thing."""

    shape: Shape
    title: str = field(repr=False)
    second: str = field(default="", repr=False)
    right: str = ""
    icon: str = ""
    chosen: Chosen | None = None
    badges: tuple[tuple[str, str], ...] = ()
    warns: bool = False
    protected: bool = False
    said: str = field(default="", repr=False)


OFFICES = "Offices and public contacts"


def rows_of(
    listed: ContactsListed, sources: ProtectedSources, sentence: str = "", *, folded: bool = False
) -> tuple[ContactsRow, ...]:
    """Everything the list shows; ``folded`` leaves the open contacts out."""
    rows = [*_protected_rows(sources, sentence), _open_head(listed, folded)]
    if not folded:
        rows += [_contact_row(line) for line in listed.lines]
        nothing = (
            "No contact answers the filter." if listed.total else "No contacts yet. Who should you call?"
        )
        rows += [] if listed.lines else [ContactsRow("words", nothing)]
    rows.append(ContactsRow("head", "Logins", icon="key-round"))
    rows.append(
        ContactsRow(
            "row",
            "Logins and passwords",
            "Sealed, shown when asked for",
            icon="key-round",
            chosen=LOGINS,
            said="Logins and passwords, sealed, shown when asked for",
        )
    )
    return tuple(rows)


def _protected_rows(sources: ProtectedSources, sentence: str) -> list[ContactsRow]:
    if not sources.is_open:
        return [
            ContactsRow("head", "Protected sources", icon="lock", protected=True),
            ContactsRow(
                "closed",
                "Closed",
                CLOSED_WORDS,
                icon="lock",
                chosen=CLOSED,
                protected=True,
                said=f"Protected sources, closed. {CLOSED_WORDS}. Enter opens them.",
            ),
        ]
    rows = [ContactsRow("head", "Protected sources", right="close", icon="lock-open", protected=True)]
    only_tags = bool(tag_filter(sentence).include)
    contents = sources.contents
    for contact in contents.contacts:
        if only_tags or not begins(contact, without_tags(sentence)):
            continue
        terms = RULES_WORDS[contact.ground_rules]
        known = "real name hidden" if contents.identity(contact.id).known else "real name not written down"
        rows.append(
            ContactsRow(
                "row",
                contact.name,
                known,
                terms,
                contact_icon(contact, protected=True),
                Chosen("source", contact.id),
                warns=contact.ground_rules is GroundRules.NOT_SET,
                protected=True,
                said=f"{contact.name}, protected source, {terms_said(contact.ground_rules)}",
            )
        )
    if len(rows) == 1:
        words = (
            "Nobody here yet. Press N to write somebody down." if not contents.contacts else "Nobody here."
        )
        rows.append(ContactsRow("words", words, protected=True))
    return rows


def _open_head(listed: ContactsListed, folded: bool) -> ContactsRow:
    count, total = len(listed.lines), listed.total
    words = f"{count:,}" if count == total else f"{count:,} of {total:,}"
    icon, said = ("chevron-right", "folded") if folded else ("chevron-down", "open")
    return ContactsRow("head", OFFICES, second=words, icon=icon, said=f"{OFFICES}, {words}, {said}")


def _contact_row(line: ContactLine) -> ContactsRow:
    contact = line.contact
    badges: list[tuple[str, str]] = []
    if contact.hostile:
        badges.append(("hostile", "danger"))
    if line.reply_needed:
        badges.append(("reply needed", "warn"))
    second = " · ".join(part for part in (contact.ref, contact.role, contact.organisation) if part)
    terms = RULES_WORDS[contact.ground_rules]
    said = (contact.name, "office" if contact.kind.value == "office" else "person", contact.ref)
    return ContactsRow(
        "row",
        contact.name,
        second,
        terms,
        contact_icon(contact),
        Chosen("contact", n=contact.n),
        tuple(badges),
        contact.ground_rules is GroundRules.NOT_SET,
        said=", ".join([*said, *(words for words, _ in badges), terms_said(contact.ground_rules)]),
    )


class ContactsModel(QAbstractListModel):
    """All rows, a few hundred at most; heads and words cannot be selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ContactsRow, ...] = ()

    @property
    def rows(self) -> tuple[ContactsRow, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[ContactsRow]) -> bool:
        """Shows other rows; False where they are the same."""
        if tuple(rows) == self._rows:
            return False
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()
        return True

    def index_of(self, chosen: Chosen) -> QModelIndex:
        """Where something stands; invalid where it is not listed."""
        place = next((at for at, row in enumerate(self._rows) if row.chosen == chosen), None)
        return QModelIndex() if place is None else self.index(place)

    def row(self, index: Index) -> ContactsRow | None:
        """The row at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if row.chosen is not None:
            flags |= Qt.ItemFlag.ItemIsSelectable
            if row.chosen.kind == "contact":
                flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.said or ", ".join(part for part in (row.title, row.second) if part)
        return None

    def mimeTypes(self) -> list[str]:
        return [REFS_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Open contacts alone can be dragged; protected ones never leave their place."""
        rows = [row for index in indexes if (row := self.row(index)) is not None]
        return refs_mime(
            Kind.CONTACT, [row.chosen.n for row in rows if row.chosen and row.chosen.kind == "contact"]
        )
