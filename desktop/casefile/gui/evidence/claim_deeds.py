"""What can be done with the claims chosen, from keys, the context menu and drops alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from casefile.casework.commands.claiming import EditClaim, NewClaim
from casefile.casework.commands.saving_passages import ClearMarkedTags
from casefile.casework.commands.tagging import AddTags, ToggleMarkedTag
from casefile.casework.commands.trashing import MoveToTrash
from casefile.domain.claims import Publish, Verification
from casefile.domain.evidence import Relation
from casefile.domain.identifiers import Kind
from casefile.domain.tags import MARKS
from casefile.gui.evidence.dropped import Dropped
from casefile.gui.evidence.room import EvidenceRoom
from casefile.gui.evidence.words import CHECK_WORDS, PUBLISH_WORDS
from casefile.gui.session import LinkWanted

ORIGIN = "evidence"
"""Who asks for the deeds of this room (`CaseChanged.origin`)."""


class ClaimDeeds(QObject):
    """Deeds on claims by number. The list and the sheet both use it."""

    def __init__(self, room: EvidenceRoom, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._session = room.session

    def write_down(self, sentence: str) -> None:
        """A new claim of one sentence."""
        self._session.do(NewClaim(sentence), ORIGIN)

    def edit(self, claim: int, name: str, value: str | None) -> None:
        """Sets one field of a claim."""
        self._session.do(EditClaim(claim, name, value), ORIGIN)

    def trash(self, claims: Sequence[int]) -> None:
        """Moves claims to the trash."""
        if claims:
            self._session.do(MoveToTrash(Kind.CLAIM, tuple(claims)), ORIGIN)

    def toggle(self, claims: Sequence[int], mark: int) -> None:
        """A digit key: the tag with that mark, off where all have it, else on."""
        if claims:
            self._session.do(ToggleMarkedTag(Kind.CLAIM, tuple(claims), mark), ORIGIN)

    def clear_marks(self, claims: Sequence[int]) -> None:
        """Takes every marked tag off."""
        if claims:
            self._session.do(ClearMarkedTags(Kind.CLAIM, tuple(claims)), ORIGIN)

    def pin(self, claim: int | None) -> None:
        """Pins a claim as the working claim, or takes the pin off when it is pinned already."""
        pinned = self._session.working_claim
        self._session.set_working_claim(None if claim == pinned else claim)

    def ask_link(self, claim: int) -> None:
        """The form that looks for a passage and links it to this claim."""
        self._session.link_form_wanted.emit(LinkWanted(claim=claim))

    def link_dropped(self, brought: Dropped, claim: int, relation: Relation | None) -> None:
        """Links what was dropped; without a relation one passage or words open the form."""
        if relation is not None:
            self._session.do(brought.link(claim, relation), ORIGIN)
            return
        words = brought.words
        if words is not None:
            wanted = LinkWanted(item=words.item, start=words.start, end=words.end, claim=claim)
            self._session.link_form_wanted.emit(wanted)
        elif len(brought.numbers) == 1:
            self._session.link_form_wanted.emit(LinkWanted(passage=brought.numbers[0], claim=claim))
        else:
            self._session.do(brought.link(claim, Relation.CONTEXT), ORIGIN)

    def tag_dropped(self, brought: Dropped, claim: int, chosen: Sequence[int]) -> None:
        """Puts dropped tags on a claim, or on all chosen where it is one of them."""
        held = [self._session.case.look.tags.get(n) for n in brought.numbers]
        paths = tuple(tag.path for tag in held if tag is not None)
        targets = tuple(chosen) if claim in chosen else (claim,)
        if paths:
            self._session.do(AddTags(Kind.CLAIM, targets, paths), ORIGIN)

    def menu(self, claims: Sequence[int], parent: QWidget) -> QMenu:
        """The context menu of the claims chosen: most used first, the trash last."""
        menu = QMenu(parent)
        deeds = self._room.window.deeds
        one = claims[0] if len(claims) == 1 else None
        if one is not None:
            edit = menu.addAction("Change the sentence…\tF2")
            edit.triggered.connect(lambda: self._room.asked_edit.emit(one))
            menu.addAction("Link passages…\tL").triggered.connect(lambda: self.ask_link(one))
            pinned = self._session.working_claim == one
            words = "Take the pin off" if pinned else "Pin as working claim"
            menu.addAction(words).triggered.connect(lambda: self.pin(one))
            self._states(menu.addMenu("Check"), one)
            menu.addSeparator()
        tags = menu.addMenu("Tag")
        for mark in MARKS:
            path = self._room.marks.path(mark)
            if path:
                action = tags.addAction(f"{path.replace('&', '&&')}\t{mark}")
                action.triggered.connect(partial(self._toggled, tuple(claims), mark))
        if tags.isEmpty():
            tags.addAction("No tag has a mark yet").setEnabled(False)
        for view in ("claims", "evidence"):
            if self._room.window.view != view:
                menu.addAction(deeds[f"view.{view}"])
        menu.addSeparator()
        menu.addAction("Move to trash\tDelete").triggered.connect(lambda: self.trash(claims))
        return menu

    def _states(self, menu: QMenu, claim: int) -> None:
        held = self._session.case.look.claims.get(claim)
        for state, words in CHECK_WORDS.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(held is not None and held.verification is state)
            action.triggered.connect(partial(self._checked, claim, state))
        publish = menu.addMenu("Publish")
        for decision, words in PUBLISH_WORDS.items():
            action = publish.addAction(words)
            action.setCheckable(True)
            action.setChecked(held is not None and held.publish is decision)
            action.triggered.connect(partial(self._published, claim, decision))

    def _checked(self, claim: int, state: Verification, _checked: bool = False) -> None:
        self.edit(claim, "verification", state.value)

    def _published(self, claim: int, decision: Publish, _checked: bool = False) -> None:
        self.edit(claim, "publish", decision.value)

    def _toggled(self, claims: tuple[int, ...], mark: int, _checked: bool = False) -> None:
        self.toggle(claims, mark)
