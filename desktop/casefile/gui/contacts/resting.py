"""Claims that rest on a protected source. The link lies with the source; the claim knows nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefile.casework.completing import claims_for
from casefile.domain.claims import Claim
from casefile.domain.identifiers import Kind, Ref, parse_ref
from casefile.domain.protected import SourceLink
from casefile.gui.inspector.choice_field import Answer, ChoiceField
from casefile.gui.inspector.choices import Choice
from casefile.gui.session import Session
from casefile.gui.widgets import Button, ElidedLabel, Hairline, IconButton, PlainLabel


class RestingSection(QWidget):
    """Which claims rest on the source, and a field for one more."""

    linked = Signal(str)
    """The ref of a claim."""
    unlinked = Signal(object)
    """A `SourceLink`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(PlainLabel("Claims that rest on this source", "strong"))
        column.addWidget(Hairline("line"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self.field = ChoiceField("Number or words of a claim", "Add a claim that rests on it", self._look_up)
        self.field.picked.connect(self._picked)
        column.addWidget(self.field)
        self._needed = PlainLabel(
            "Set ground rules first: they are needed to link.", "small", "warn", wrap=True
        )
        column.addWidget(self._needed)

    def show_links(self, links: Sequence[SourceLink], *, terms_set: bool) -> None:
        """Shows what rests on the source; without terms nothing can be added."""
        while (held := self._rows.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        numbers = [ref.n for link in links if (ref := parse_ref(link.ref)) and ref.kind is Kind.CLAIM]
        claims = {claim.ref: claim for claim in self._session.case.look.claims.several(numbers)}
        for link in links:
            self._rows.addWidget(self._row(link, claims.get(link.ref)))
        self.field.setVisible(terms_set)
        self._needed.setVisible(not terms_set)

    def forget(self) -> None:
        """They are closed."""
        self.show_links((), terms_set=True)
        self.field.clear()

    def _row(self, link: SourceLink, claim: Claim | None) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        ref = Button(link.ref, "link", "small")
        if claim is not None:
            target = parse_ref(link.ref)
            ref.clicked.connect(partial(self._go, target))
        line.addWidget(ref)
        line.addWidget(ElidedLabel(claim.proposition if claim else "no longer in the case", "body"), 1)
        away = IconButton("x", f"{link.ref} does not rest on it", shape="small", size=14)
        away.clicked.connect(partial(self._unlink, link))
        line.addWidget(away)
        return row

    def _go(self, target: Ref | None, _checked: bool = False) -> None:
        self._session.go("evidence", target)

    def _unlink(self, link: SourceLink, _checked: bool = False) -> None:
        self.unlinked.emit(link)

    def _look_up(self, typed: str, answer: Answer) -> None:
        def answered(claims: tuple[Claim, ...]) -> None:
            answer([Choice(claim.ref, claim.proposition, lead=claim.ref) for claim in claims])

        self._session.case.ask(lambda store: claims_for(store, typed), answered, instead_of="claims to rest")

    def _picked(self, choice: Choice, _stay: bool) -> None:
        self.field.clear()
        self.linked.emit(choice.key)
