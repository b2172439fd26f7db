"""What the panes of the evidence room share: which claims are shown, where their rows stand, what is lit.

One of these belongs to each window; panes ask `entering.room_of` and never one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from casefile.casework.listing_claims import ClaimBook
from casefile.casework.picturing import BEARING, Pictures, pictures_of, shown_records
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.evidence.columns import Columns, columns_of
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.session import Selection, Session

if TYPE_CHECKING:
    from casefile.gui.main_window import MainWindow

RowPlace = Callable[[int], tuple[QPoint, int] | None]
"""The middle of a claim's row on the screen, with the row's height; None where it is not listed."""


class EvidenceRoom(QObject):
    """Shared by the claims list, the columns, the table and the inspector of one window."""

    claims_changed = Signal()
    """Other claims are shown."""
    rows_moved = Signal()
    """The list was scrolled, filtered or resized: the lines begin elsewhere."""
    lit_changed = Signal()
    """An origin was chosen in the columns: the claims it touches are lit."""
    pictured = Signal()
    """`columns` are new."""
    passage_shown = Signal(int)
    """A passage to choose in the columns."""
    origin_asked = Signal(int)
    """A passage whose origin is to be chosen."""
    field_asked = Signal(str)
    """A field of the claim that is to take the keyboard: "speaker", "verification", "tags" …"""
    asked_edit = Signal(int)
    """A claim whose sentence is to be edited where it stands."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        session = window.case
        assert isinstance(session, Session)
        self.window, self.session = window, session
        self.book = ClaimBook()
        self.marks = TagMarks(session, self)
        self.lit: Mapping[int, int] = {}
        self.claims: tuple[int, ...] = ()
        self.columns = Columns()
        self._shown: dict[Kind, frozenset[int]] = {}
        self.row_place: RowPlace = lambda claim: None
        session.changed.connect(self._changed)
        session.selection_changed.connect(self._selected)
        session.go_wanted.connect(self._go)
        self.passage_wanted: int | None = None
        self._selected(session.selection)
        self._go(*session.went)

    def when(self, pane: QWidget, deeds: Mapping[str, Callable[[], object]]) -> None:
        """Binds deeds that act only while the keyboard is in ``pane``: others have hands for them too."""
        for id_, do in deeds.items():
            self.window.deeds.when(id_, partial(_if_here, pane, do))

    def show_claims(self, numbers: Sequence[int]) -> None:
        """Shows the columns of these claims."""
        if tuple(numbers) != self.claims:
            self.claims = tuple(numbers)
            self.light({})
            self.claims_changed.emit()
            self._ask()

    def ask_field(self, name: str) -> None:
        """Opens the tab *Claim* and gives one of its fields the keyboard."""
        folding = self.window.folding
        drawer = folding.here.inspector == "drawer"
        if not (folding.inspector_drawer.is_open if drawer else folding.wanted["inspector"]):
            folding.toggle("inspector")
        self.window.inspector.show_tab("Claim")
        self.field_asked.emit(name)

    def light(self, counts: Mapping[int, int]) -> None:
        """Lights claims in the list, each with how many of its passages go back to the chosen origin."""
        if dict(counts) != dict(self.lit):
            self.lit = counts
            self.lit_changed.emit()

    def _selected(self, selection: Selection) -> None:
        if selection.kind is Kind.CLAIM:
            self.show_claims(selection.numbers)

    def _go(self, view: str, ref: Ref | None) -> None:
        """To a claim, or to a passage beside the claims it bears on."""
        if view != "evidence" or ref is None:
            return
        if ref.kind is Kind.CLAIM:
            self.session.select(Kind.CLAIM, (ref.n,), ref.n)
        elif ref.kind is Kind.PASSAGE:
            links = self.session.case.look.evidence.links_of_passage(ref.n)
            claims = tuple(link.claim for link in links)
            if claims:
                self.passage_wanted = ref.n
                self.session.select(Kind.CLAIM, claims, claims[0])

    def _changed(self, change: CaseChanged) -> None:
        self.book.note(change)
        touched = [kind for kind in BEARING if change.of(kind) & self._shown.get(kind, frozenset())]
        if touched or change.of(Kind.CLAIM) & frozenset(self.claims):
            self._ask()

    def _ask(self) -> None:
        claims = self.claims
        self.session.case.ask(
            lambda store: pictures_of(store, claims), self._pictured, instead_of="evidence columns"
        )

    def _pictured(self, pictures: Pictures) -> None:
        self.columns = columns_of(pictures)
        self._shown = shown_records(pictures.claims)
        self.pictured.emit()


def _if_here(pane: QWidget, do: Callable[[], object]) -> None:
    if has_keyboard(pane):
        do()


def has_keyboard(pane: QWidget) -> bool:
    """Whether the keyboard is in a pane: one action may have hands in several."""
    focus = pane.window().focusWidget()
    return pane.isVisible() and focus is not None and (focus is pane or pane.isAncestorOf(focus))
