"""The fields that name a claim and an origin: found by number or words, or made anew."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casefile.casework.commands.linking import OriginNamed
from casefile.casework.completing import claims_for, origins_for
from casefile.domain.claims import Claim
from casefile.domain.evidence import Origin
from casefile.gui.inspector.choice_field import Answer, ChoiceField
from casefile.gui.inspector.choices import MOST, Choice
from casefile.gui.session import Session


class ClaimField(ChoiceField):
    """A claim by its number or its words; *New claim from these words* stands last."""

    touched = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Type a number or words", "Claim", self._look_up, parent, session)
        self._session = session
        self.words = ""
        """The words selected, of which a new claim can be made."""
        self.claim: int | str | None = None
        """A claim's number, or the sentence of a new one."""
        self.picked.connect(lambda choice, _stay: self._picked(choice))
        self.edit.textEdited.connect(self._edited)

    @property
    def is_open(self) -> bool:
        """Words stand in the field that name no claim yet."""
        return self.claim is None and bool(self.edit.text().strip())

    def show_claim(self, claim: Claim | None) -> None:
        """Names this claim, or none."""
        self.claim = claim.n if claim is not None else None
        self.set_words(f"{claim.ref}  {claim.proposition}" if claim is not None else "")

    def _look_up(self, typed: str, answer: Answer) -> None:
        words = typed.strip()

        def choices(found: tuple[Claim, ...]) -> None:
            rows = [Choice(claim, claim.proposition, lead=claim.ref) for claim in found]
            if words and not words.lstrip("Cc").isdigit():
                rows = [*rows[: MOST - 2], Choice(words, f"New claim “{words}”", icon="plus")]
            sentence = " ".join(self.words.split())
            if sentence:
                rows = [*rows[: MOST - 1], Choice(sentence, "New claim from these words", icon="plus")]
            answer(rows)

        self._session.case.ask(lambda store: claims_for(store, typed), choices, instead_of="claims offered")

    def _picked(self, choice: Choice) -> None:
        if isinstance(choice.key, Claim):
            self.show_claim(choice.key)
        else:
            self.claim = str(choice.key)
            self.set_words(self.claim)
        self.touched.emit()

    def _edited(self, _text: str) -> None:
        self.claim = None
        self.touched.emit()


class OriginField(ChoiceField):
    """Who first had the knowledge: one the case knows, or a new name, named or not."""

    touched = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        name = "Origin: who first had the knowledge"
        super().__init__("unknown", name, self._look_up, parent, session)
        self._session = session
        self._origin: int | OriginNamed | None = None
        self.picked.connect(lambda choice, _stay: self._picked(choice))
        self.edit.textEdited.connect(self._edited)

    @property
    def origin(self) -> int | OriginNamed | None:
        """What was chosen; else what was typed, as a name; None for nothing."""
        typed = self.edit.text().strip()
        return self._origin if self._origin is not None or not typed else OriginNamed(typed)

    def forget(self) -> None:
        """Names nobody."""
        self._origin = None
        self.clear()

    def take(self, origin: Origin) -> None:
        """Names this origin, as if chosen by hand."""
        self._picked(Choice(origin.n, origin.name))

    def _look_up(self, typed: str, answer: Answer) -> None:
        words = typed.strip()

        def choices(found: tuple[Origin, ...]) -> None:
            rows = [
                Choice(origin.n, origin.name, note="" if origin.named else "unnamed", icon="user")
                for origin in found
            ]
            if words and not any(origin.name.casefold() == words.casefold() for origin in found):
                rows = [*rows[: MOST - 2], Choice(OriginNamed(words), f"New origin “{words}”", icon="plus")]
                rows.append(
                    Choice(OriginNamed(words, named=False), f"“{words}”, unnamed", icon="circle-help")
                )
            answer(rows)

        self._session.case.ask(lambda store: origins_for(store, typed), choices, instead_of="origins offered")

    def _picked(self, choice: Choice) -> None:
        self._origin = cast("int | OriginNamed", choice.key)
        self.set_words(choice.key.name if isinstance(choice.key, OriginNamed) else choice.words)
        self.touched.emit()

    def _edited(self, _text: str) -> None:
        self._origin = None
        self.touched.emit()
