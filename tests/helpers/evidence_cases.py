"""A made-up case with claims, passages, links, origins and gaps of many kinds, written by commands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from casefile.casework.commands.claiming import EditClaim, NewClaim
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags, MarkTag
from casefile.casework.history import Command
from casefile.casework.importing.run import Importing
from casefile.casework.opening import open_with_passphrase
from casefile.domain.changes import CaseChanged
from casefile.domain.claims import ClaimKind, SaidAs
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind
from casefile.gui.bridge import Bridge
from casefile.gui.evidence.centre import EvidenceCentre
from casefile.gui.evidence.claim_list import ClaimList
from casefile.gui.main_window import MainWindow
from casefile.gui.pane import all_panes
from casefile.gui.session import Session
from tests.helpers.cases import PASSPHRASE
from tests.helpers.cheap_keys import CHEAP_SETS
from tests.helpers.window_cases import NoReaders, WindowCase

NONE = Qt.KeyboardModifier.NoModifier
ARTICLE = (
    "The harbour board of Vellmar paid the dredging company Nordkiel twice for the same work, "
    "according to minutes seen by this newspaper.\n\n"
    "The minutes say that the second payment of 412,000 was approved on 3 March without a vote.\n\n"
    "A clerk of the board wrote in the margin that no contract could be found for it.\n\n"
    "The payment is consistent with the sums that Nordkiel announced for the season, "
    "and larger than any before.\n\n"
    "Only the chair and the treasurer could have signed such an order, the minutes suggest.\n\n"
    "The chair's spokesman, Aron Lisk, has dismissed the account of a second payment as a "
    "misreading of the books.\n\n"
    "Lisk said the board receives hundreds of invoices a month and pays each of them once.\n\n"
    "He did not say who had signed the order of 3 March.\n\n"
    "The money is believed to have gone to a yard in Tolm that the treasurer's family owns.\n\n"
    "What will the city do about it? Nobody has answered so far."
)
LEDGER = (
    "Harbour board, payments of the first quarter.\n\n"
    "14 February, Nordkiel, dredging of the inner basin, 412,000, contract 88.\n\n"
    "3 March, Nordkiel, dredging of the inner basin, 412,000, contract not stated."
)

_WORDS: dict[str, tuple[str, str]] = {
    "twice": ("article", "paid the dredging company Nordkiel twice for the same work"),
    "said": ("article", "The harbour board of Vellmar paid the dredging company Nordkiel twice"),
    "minutes": ("article", "the second payment of 412,000 was approved on 3 March without a vote"),
    "clerk": ("article", "A clerk of the board wrote in the margin that no contract could be found for it"),
    "sums": (
        "article",
        "The payment is consistent with the sums that Nordkiel announced for the season, "
        "and larger than any before",
    ),
    "signers": ("article", "Only the chair and the treasurer could have signed such an order"),
    "denial": (
        "article",
        "The chair's spokesman, Aron Lisk, has dismissed the account of a second payment as a "
        "misreading of the books",
    ),
    "invoices": ("article", "the board receives hundreds of invoices a month and pays each of them once"),
    "silent": ("article", "He did not say who had signed the order of 3 March"),
    "yard": ("article", "The money is believed to have gone to a yard in Tolm"),
    "question": ("article", "What will the city do about it? Nobody has answered so far"),
    "ledger": ("ledger", "3 March, Nordkiel, dredging of the inner basin, 412,000, contract not stated"),
}
"""Passage by a short name: which item, and its exact words."""

_CLAIMS: tuple[tuple[str, str, ClaimKind, str | None, SaidAs | None, tuple[str, ...]], ...] = (
    ("twice", "The harbour board paid Nordkiel twice for dredging the inner basin",
     ClaimKind.ALLEGATION, "Minutes of the board", SaidAs.DOCUMENT_PARAPHRASE, ("said", "twice")),
    ("vote", "The second payment was approved without a vote",
     ClaimKind.FACT, "Minutes of the board", SaidAs.DOCUMENT_PARAPHRASE, ("minutes",)),
    ("contract", "No contract covers the second payment",
     ClaimKind.ALLEGATION, None, None, ("clerk",)),
    ("signed", "Only the chair and the treasurer could have signed the order",
     ClaimKind.ASSESSMENT, "Minutes of the board", SaidAs.INDIRECT_QUOTE, ("signers",)),
    ("denied", "Aron Lisk dismissed the account as a misreading of the books",
     ClaimKind.DENIAL, "Aron Lisk", SaidAs.INDIRECT_QUOTE, ("denial",)),
    ("yard", "The money went to a yard in Tolm that the treasurer's family owns, and nobody asked why",
     ClaimKind.ALLEGATION, None, SaidAs.PASSIVE_UNSOURCED, ("yard",)),
    ("city", "The city has not answered", ClaimKind.FACT, None, SaidAs.REPORTER_VOICE, ("question",)),
    ("largest", "The payment is larger than any the board has made before",
     ClaimKind.FACT, None, SaidAs.REPORTER_VOICE, ()),
    ("lisk", "Aron Lisk is the spokesman of the chair", ClaimKind.ROLE, None, SaidAs.REPORTER_VOICE, ()),
)  # fmt: skip

_MINUTES, _LISK = OriginNamed("Minutes of the harbour board"), OriginNamed("The chair, via Aron Lisk")
_NOBODY = OriginNamed("Unnamed (passive voice)", named=False)
_BOOKS = OriginNamed("The board's ledger")
_S, _X, _C = Relation.SUPPORTS, Relation.CONTRADICTS, Relation.CONTEXT
_WEAK, _MODERATE, _STRONG = Strength.WEAK, Strength.MODERATE, Strength.STRONG

_LINKS: tuple[tuple[str, str, Relation, Strength, OriginNamed, str], ...] = (
    ("twice", "minutes", _S, _MODERATE, _MINUTES, "the minutes name the sum and the day"),
    ("twice", "sums", _S, _WEAK, _MINUTES, "“consistent with” concerns the sums, not the payment"),
    ("twice", "ledger", _S, _STRONG, _BOOKS, "the same sum stands in the books on two days"),
    ("twice", "yard", _S, _WEAK, _NOBODY, "unsourced belief about where the money went"),
    ("twice", "denial", _X, _WEAK, _LISK, "denial by an interested party, no counter-evidence offered"),
    ("twice", "invoices", _C, _WEAK, _LISK, "what the board says it usually does"),
    ("twice", "silent", _C, _WEAK, _LISK, ""),
    ("twice", "question", _C, _WEAK, OriginNamed("Reporter's own voice", named=False), "no answer yet"),
    ("vote", "minutes", _S, _MODERATE, _MINUTES, "the minutes say so in words"),
    ("contract", "clerk", _S, _MODERATE, _MINUTES, "a note in the margin, in another hand"),
    ("contract", "ledger", _S, _WEAK, _BOOKS, "“not stated” is not “none”"),
    ("contract", "denial", _X, _WEAK, _LISK, "a misreading, he says"),
    ("signed", "silent", _X, _WEAK, _LISK, "he leaves it open"),
    ("city", "question", _C, _WEAK, _MINUTES, "true on the day of printing"),
)


@dataclass
class Harbour:
    """The numbers of what was made, by short name."""

    items: dict[str, int] = field(default_factory=dict)
    passages: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    links: dict[tuple[str, str], int] = field(default_factory=dict)


def harbour(held: WindowCase) -> Harbour:
    """Writes the harbour story into a case."""
    made = Harbour()
    made.items["article"] = held.hold(ARTICLE, title="Paid twice at the harbour", kind="article")
    made.items["ledger"] = held.hold(LEDGER, title="Payments, first quarter")
    texts = {"article": ARTICLE, "ledger": LEDGER}
    for name, (item, words) in _WORDS.items():
        start = texts[item].index(words)
        new = NewPassage(made.items[item], start, start + len(words))
        made.passages[name] = _made(held, new, Kind.PASSAGE)
    for name, sentence, kind, speaker, said_as, places in _CLAIMS:
        said_in = tuple(made.passages[place] for place in places)
        made.claims[name] = _made(held, NewClaim(sentence, kind, speaker, said_as, said_in), Kind.CLAIM)
    for claim, passage, relation, strength, origin, reason in _LINKS:
        link = LinkPassage(
            made.claims[claim],
            relation,
            passage=made.passages[passage],
            strength=strength,
            origin=origin,
            reason=reason,
        )
        made.links[claim, passage] = _made(held, link, Kind.LINK)
    _done(held, EditClaim(made.claims["city"], "as_of", "so far"))
    _done(held, AddTags(Kind.CLAIM, (made.claims["twice"],), ("theme:money",)))
    tag = held.case.look.tags.by_path("theme:money")
    assert tag is not None
    _done(held, MarkTag(tag.n, 1))
    held.settle()
    return made


def _done(held: WindowCase, command: Command) -> CaseChanged:
    change = held.case.do(command).result()
    assert change is not None
    return change


def _made(held: WindowCase, command: Command, kind: Kind) -> int:
    return max(_done(held, command).of(kind))


class HarbourCase(WindowCase):
    """A copy of the harbour story, opened: written down once and copied for each test."""

    def __init__(self, path: Path) -> None:
        self.bridge = Bridge()
        self.case = open_with_passphrase(path, PASSPHRASE, self.bridge.deliver, sets=CHEAP_SETS)
        files = NoReaders()
        self.session = Session(self.case, files, Importing(self.case, files))
        self.troubles: list[BaseException] = []
        self.session.trouble.connect(self.troubles.append)


class EvidenceDesk:
    """The harbour story in a window, standing in the Evidence view."""

    def __init__(self, held: WindowCase, made: Harbour, size: tuple[int, int] = (1440, 900)) -> None:
        panes = [pane for pane in all_panes() if pane.view in ("evidence", "claims", "board", "timeline")]
        self.held, self.session, self.look = held, held.session, held.case.look
        self.made = made
        self.window = MainWindow(held.session, panes)
        self.window.view_changed.connect(partial(setattr, held.session, "view"))
        self.session.go_wanted.connect(lambda view, _ref: self.window.show_view(view))
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        held.until(self.window.isActiveWindow)
        self.show("evidence")

    def show(self, view: str) -> None:
        """Goes to a view and waits until it is filled."""
        self.window.show_view(view)
        self.held.settle()

    @property
    def list(self) -> ClaimList:
        pane = self.window.list.widget_of("evidence")
        assert isinstance(pane, ClaimList)
        return pane

    @property
    def centre(self) -> EvidenceCentre:
        pane = self.window.centre.widget_of("evidence")
        assert isinstance(pane, EvidenceCentre)
        return pane

    def choose(self, *names: str) -> None:
        """Chooses claims by their short names."""
        numbers = tuple(self.made.claims[name] for name in names)
        self.session.select(Kind.CLAIM, numbers, numbers[0] if numbers else None)
        self.held.settle()

    def choose_card(self, passage: str) -> None:
        """Gives the columns the keyboard and chooses a passage's card."""
        self.centre.canvas.setFocus()
        self.centre.canvas.choose_passage(self.made.passages[passage])
        self.held.settle()

    def press(self, widget: QWidget, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Presses a key where the keyboard is given to ``widget`` first, and waits for what it does."""
        if not widget.hasFocus():
            widget.setFocus()
        if isinstance(key, str):
            QTest.keyClick(widget, key, modifiers)
        else:
            QTest.keyClick(widget, key, modifiers)
        self.held.settle()

    def close(self) -> None:
        self.window.close()
        self.held.settle()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.held.settle(rounds=1)


@pytest.fixture(scope="session")
def harbour_file(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> tuple[Path, Harbour]:
    """The harbour story in a closed case, and the numbers of what is in it."""
    path = tmp_path_factory.mktemp("harbour") / "Larkspur.casefile"
    held = WindowCase(path)
    try:
        return path, harbour(held)
    finally:
        held.close()


@pytest.fixture
def harbour_case(tmp_path: Path, harbour_file: tuple[Path, Harbour]) -> Iterator[tuple[HarbourCase, Harbour]]:
    """A copy of the harbour story in a session; closed at the end."""
    path, made = harbour_file
    held = HarbourCase(Path(shutil.copy(path, tmp_path)))
    try:
        yield held, made
    finally:
        held.close()


@pytest.fixture
def evidence_desk(harbour_case: tuple[HarbourCase, Harbour]) -> Iterator[EvidenceDesk]:
    """The Evidence view of the harbour story, the claim *twice* chosen."""
    desk = EvidenceDesk(*harbour_case)
    desk.choose("twice")
    try:
        yield desk
    finally:
        desk.close()
