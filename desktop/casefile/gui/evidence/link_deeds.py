"""What can be done with a link: relation, strength, origin, reason, removing; from keys, menu and table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from casefile.casework.citing import citation_of_passage
from casefile.casework.commands.linking import ChangeLink, LinkPassage, OriginNamed, RemoveLink
from casefile.casework.commands.saving_passages import ClearMarkedTags
from casefile.casework.commands.tagging import ToggleMarkedTag
from casefile.casework.commands.trashing import MoveToTrash, PutBack
from casefile.domain.evidence import EvidenceLink, Relation, Strength
from casefile.domain.identifiers import Kind, Ref
from casefile.gui import clipboard
from casefile.gui.evidence.claim_deeds import ORIGIN
from casefile.gui.evidence.columns import Card
from casefile.gui.evidence.room import EvidenceRoom
from casefile.gui.evidence.words import next_strength
from casefile.gui.session import LinkWanted
from casefile.gui.speaking import announce

RELATIONS: tuple[tuple[Relation, str], ...] = (
    (Relation.SUPPORTS, "S"),
    (Relation.CONTRADICTS, "X"),
    (Relation.CONTEXT, "C"),
)


class LinkDeeds(QObject):
    """Deeds on the link of a card. A card that only says the claim becomes a link by S, X or C."""

    def __init__(self, room: EvidenceRoom, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._session = room.session

    def relate(self, card: Card, relation: Relation) -> None:
        """Changes the relation; where the claim is only said, links the passage at once as weak."""
        link = card.linked.link
        if link is None:
            self._session.do(LinkPassage(card.claim, relation, passage=card.linked.passage), ORIGIN)
        elif link.relation is not relation:
            self._session.do(ChangeLink(link.n, relation=relation), ORIGIN)

    def weaken(self, card: Card) -> None:
        """Turns *It weakens the claim's provenance* on or off; context links only."""
        link = card.linked.link
        if link is None:
            return
        if link.relation is not Relation.CONTEXT:
            announce(self._room.window, "Only a context link can weaken. Press C first.")
            return
        self._session.do(ChangeLink(link.n, weakens=not link.weakens), ORIGIN)

    def strengthen(self, card: Card, step: int) -> None:
        """One stronger, or one weaker for −1."""
        link = card.linked.link
        if link is not None:
            wanted = next_strength(link.strength, step)
            if wanted is not link.strength:
                self._session.do(ChangeLink(link.n, strength=wanted), ORIGIN)

    def set_strength(self, link: EvidenceLink, strength: Strength) -> None:
        self._session.do(ChangeLink(link.n, strength=strength), ORIGIN)

    def set_reason(self, link: EvidenceLink, reason: str) -> None:
        self._session.do(ChangeLink(link.n, reason=reason), ORIGIN)

    def set_origin(self, link: EvidenceLink, origin: int | str) -> None:
        """An origin by number, or by a name (a new one is made); choosing it is no suggestion any more."""
        wanted = origin if isinstance(origin, int) else OriginNamed(origin)
        self._session.do(ChangeLink(link.n, origin=wanted), ORIGIN)

    def confirm_origin(self, link: EvidenceLink) -> None:
        """Takes the word *suggested* off an origin."""
        self._session.do(ChangeLink(link.n, confirms_origin=True), ORIGIN)

    def give_origin(self, cards: Sequence[Card], passages: Sequence[int], origin: int) -> None:
        """Passages dropped on an origin: their links here go back to it."""
        for card in cards:
            link = card.linked.link
            if link is not None and card.linked.passage in passages and link.origin != origin:
                self.set_origin(link, origin)

    def remove(self, card: Card) -> None:
        """Takes the link away; passage and claim stay."""
        if card.linked.link is not None:
            self._session.do(RemoveLink(card.linked.link.n), ORIGIN)

    def put_back(self, card: Card) -> None:
        """Takes a card's passage, or the item it stands in, out of the trash."""
        passage = self._session.case.look.passages.get(card.linked.passage)
        if passage is not None and passage.trashed is not None:
            self._session.do(PutBack(Kind.PASSAGE, (passage.n,)), ORIGIN)
        else:
            self._session.do(PutBack(Kind.ITEM, (card.linked.item,)), ORIGIN)

    def trash(self, card: Card) -> None:
        """Moves the passage to the trash."""
        self._session.do(MoveToTrash(Kind.PASSAGE, (card.linked.passage,)), ORIGIN)

    def toggle(self, card: Card, mark: int) -> None:
        """A digit key: the tag with that mark, on the passage."""
        self._session.do(ToggleMarkedTag(Kind.PASSAGE, (card.linked.passage,), mark), ORIGIN)

    def clear_marks(self, card: Card) -> None:
        """Takes every marked tag off the passage."""
        self._session.do(ClearMarkedTags(Kind.PASSAGE, (card.linked.passage,)), ORIGIN)

    def open(self, card: Card) -> None:
        """Shows the passage in the reader."""
        linked = card.linked
        self._session.go("library", Ref(Kind.PASSAGE, linked.passage))
        self._session.place_wanted.emit(linked.item, linked.start, linked.end)

    def link_elsewhere(self, card: Card) -> None:
        """The form that links this passage to another claim."""
        self._session.link_form_wanted.emit(LinkWanted(passage=card.linked.passage))

    def copy(self, card: Card) -> None:
        """Copies the words with a citation an editor can use."""
        passage = card.linked.passage
        self._session.case.ask(lambda store: citation_of_passage(store, passage), clipboard.copy)

    def menu(self, card: Card, ask_origin: Callable[[], object], parent: QWidget) -> QMenu:
        """The context menu of a link: open, relation, strength, origin, remove (visual.md 7)."""
        menu, link = QMenu(parent), card.linked.link
        menu.addAction("Open at passage\tEnter").triggered.connect(lambda: self.open(card))
        menu.addSeparator()
        for relation, key in RELATIONS:
            action = menu.addAction(f"{relation.value.capitalize()}\t{key}")
            action.setCheckable(True)
            action.setChecked(link is not None and link.relation is relation)
            action.triggered.connect(partial(self._related, card, relation))
        if link is not None:
            weakens = menu.addAction("It weakens the claim’s provenance\tW")
            weakens.setCheckable(True)
            weakens.setChecked(link.weakens)
            weakens.setEnabled(link.relation is Relation.CONTEXT)
            weakens.triggered.connect(lambda: self.weaken(card))
            strengths = menu.addMenu("Strength")
            for strength in Strength:
                action = strengths.addAction(strength.value)
                action.setCheckable(True)
                action.setChecked(link.strength is strength)
                action.triggered.connect(partial(self._strengthened, link, strength))
            menu.addAction("Origin…\tG").triggered.connect(lambda: ask_origin())
            if link.origin_suggested:
                menu.addAction("Confirm the origin").triggered.connect(lambda: self.confirm_origin(link))
        menu.addSeparator()
        menu.addAction("Copy with citation\tCtrl+Shift+C").triggered.connect(lambda: self.copy(card))
        menu.addAction("Link to another claim…\tL").triggered.connect(lambda: self.link_elsewhere(card))
        if link is not None:
            menu.addSeparator()
            menu.addAction("Remove link\tShift+L").triggered.connect(lambda: self.remove(card))
        return menu

    def _related(self, card: Card, relation: Relation, _checked: bool = False) -> None:
        self.relate(card, relation)

    def _strengthened(self, link: EvidenceLink, strength: Strength, _checked: bool = False) -> None:
        self.set_strength(link, strength)
