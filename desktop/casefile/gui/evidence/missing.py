"""What is missing for the claim chosen: generated, worst first, never a score (picture 06, right)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casefile.casework.commands.claiming import BringGapBack, EditClaim, PutGapAside
from casefile.casework.commands.linking import ChangeLink
from casefile.casework.commands.trashing import PutBack
from casefile.casework.history import Command
from casefile.casework.picturing import ClaimPicture
from casefile.domain.evidence import Gap, LinkedPassage
from casefile.domain.gap_words import say_gap
from casefile.domain.identifiers import Kind
from casefile.gui.evidence.claim_deeds import ORIGIN
from casefile.gui.evidence.entering import room_of
from casefile.gui.evidence.gap_rows import AsideRow, GapRow, by_passage, passages_of
from casefile.gui.evidence.words import CHECK_ICONS, CHECK_WORDS, NOBODY_NAMED, PUBLISH_WORDS
from casefile.gui.inspector.facts import Facts
from casefile.gui.inspector.scrolled import ScrolledSections
from casefile.gui.main_window import MainWindow
from casefile.gui.session import LinkWanted
from casefile.gui.widgets import GroupHead, IconSign, PlainLabel, Section, Surface

_FIELDS = {"fact_unverified": "verification", "nobody_named": "speaker", "true_at_a_time": "as_of"}
"""Gaps whose next step is a field of the claim."""
_SHOWS = frozenset({"conflict_inside", "provenance_weak"})
_MENDS = frozenset({"origin_unnamed", "passage_in_trash", "origin_suggested"})
FOOT = "Nothing here is counted as a score."


class Missing(Surface):
    """Follows the claim chosen; every gap has one next step, and can be put aside with a reason."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("inspector", "")
        self.room = room_of(window)
        self.session = self.room.session
        self.setAccessibleName("Missing")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rows: list[GapRow] = []
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._sections: QWidget = QWidget()
        self._column.addWidget(self._sections, 1)
        self._column.addWidget(_foot())
        self.room.pictured.connect(self._follow)
        self._follow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.rows:
            self.rows[0].button.setFocus(event.reason())

    # -- showing ---------------------------------------------------------------------------------

    def _follow(self) -> None:
        pictures = list(self.room.columns.picture_of.values())
        one = pictures[0] if len(pictures) == 1 else None
        if one is None:
            many = f"{len(pictures)} claims are chosen. Choose one to see what is missing for it."
            self._put(_words(many if pictures else "Choose a claim to see what is missing for it."))
            self.rows, self._shown = [], None
            return
        shown = (one.claim, one.picture.gaps, one.picture.gaps_aside, dict(one.aside))
        if shown != self._shown:
            self._show(one)
            self._shown = shown

    def _show(self, one: ClaimPicture) -> None:
        sections = ScrolledSections("What is missing")
        sections.add(self._head(one))
        section = tall_section("What is missing", PlainLabel(f"{len(one.picture.gaps)}", "micro", "text2"))
        section.column.setSpacing(0)
        section.column.addSpacing(8)
        self.rows = []
        for gap in one.picture.gaps:
            row = GapRow(gap, one.picture)
            row.step.connect(lambda gap: self._step(one, gap))
            row.written.connect(lambda gap, words: self._write(one, gap, words))
            row.put_aside.connect(lambda gap, why: self._do(PutGapAside(one.claim.n, gap.code, why)))
            section.add(row)
            self.rows.append(row)
        if not one.picture.gaps:
            section.add(PlainLabel("Nothing that the case could know of.", "small", "text2", wrap=True))
        sections.add(section)
        if one.picture.gaps_aside:
            sections.add(self._aside(one))
        sections.end()
        self._put(sections)
        said = "; ".join(say_gap(gap) for gap in one.picture.gaps)
        self.setAccessibleDescription(f"{len(one.picture.gaps)} missing. {said}".strip())

    def _put(self, sections: QWidget) -> None:
        had_keyboard = self.isAncestorOf(self.window().focusWidget() or self.window())
        old, self._sections = self._sections, sections
        self._column.replaceWidget(old, sections)
        old.hide()
        old.deleteLater()
        if had_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self, one: ClaimPicture) -> Section:
        claim, section = one.claim, tall_section()
        section.column.setSpacing(3)
        section.add(PlainLabel(claim.ref, "micro", "text2"))
        section.add(PlainLabel(claim.proposition, "strong", wrap=True))
        facts = Facts()
        icon, token = CHECK_ICONS[claim.verification]
        facts.add("Check", _signed(icon, token, CHECK_WORDS[claim.verification]))
        facts.add("Publish", _signed("hand", "text2", PUBLISH_WORDS[claim.publish]))
        said = PlainLabel(
            claim.speaker or NOBODY_NAMED, "small", "text" if claim.speaker else "warn", wrap=True
        )
        facts.add("Who says it", said)
        section.add(facts)
        return section

    def _aside(self, one: ClaimPicture) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 14, 8)
        column.setSpacing(0)
        head = GroupHead("Put aside", f"{len(one.picture.gaps_aside)}")
        column.addWidget(head)
        rows = []
        for gap in one.picture.gaps_aside:
            row = AsideRow(gap, one.aside.get(gap.code, ""))
            row.back.connect(lambda code: self._do(BringGapBack(one.claim.n, code)))
            row.hide()
            rows.append(row)
            column.addWidget(row)

        def show(folded: bool) -> None:
            for row in rows:
                row.setVisible(not folded)

        head.folded.connect(show)
        head.fold(True)
        return box

    # -- steps -----------------------------------------------------------------------------------

    def _do(self, command: Command) -> None:
        self.session.do(command, ORIGIN)

    def _write(self, one: ClaimPicture, gap: Gap, words: str) -> None:
        """A line written in the row: the answer is the claim's note, a reason is the link's."""
        if gap.code == "contradicted_unanswered":
            held = one.claim.note.strip()
            self._do(EditClaim(one.claim.n, "note", f"{held}\n{words}" if held else words))
            return
        linked = self._first(one, gap)
        if linked is not None and linked.link is not None:
            self._do(ChangeLink(linked.link.n, reason=words))

    def _step(self, one: ClaimPicture, gap: Gap) -> None:
        """The one next step of a gap; where there is no nearer one, the search for a passage to link."""
        field = _FIELDS.get(gap.code)
        linked = self._first(one, gap)
        if field is not None:
            self.room.ask_field(field)
        elif linked is None or gap.code not in _SHOWS | _MENDS:
            self.session.link_form_wanted.emit(LinkWanted(claim=one.claim.n))
        elif gap.code in _SHOWS:
            self.room.passage_shown.emit(linked.passage)
        elif gap.code == "origin_unnamed":
            self.room.origin_asked.emit(linked.passage)
        elif gap.code == "passage_in_trash":
            self._put_back(linked)
        elif linked.link is not None:
            self._do(ChangeLink(linked.link.n, confirms_origin=True))

    def _put_back(self, linked: LinkedPassage) -> None:
        passage = self.session.case.look.passages.get(linked.passage)
        if passage is not None and passage.trashed is not None:
            self._do(PutBack(Kind.PASSAGE, (passage.n,)))
        else:
            self._do(PutBack(Kind.ITEM, (linked.item,)))

    def _first(self, one: ClaimPicture, gap: Gap) -> LinkedPassage | None:
        known = by_passage(one.picture)
        return next((known[passage] for passage in passages_of(gap) if passage in known), None)


def tall_section(title: str = "", right: QWidget | None = None) -> Section:
    """A section that grows with words broken over several lines."""
    section = Section(title, right)
    section.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return section


def _words(words: str) -> QWidget:
    label = PlainLabel(words, "body", "text3", wrap=True)
    label.setContentsMargins(14, 14, 14, 14)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label


def _signed(icon: str, token: str, words: str) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(IconSign(icon, token, 14))
    row.addWidget(PlainLabel(words, "small"))
    row.addStretch(1)
    return both


def _foot() -> QWidget:
    foot = Surface("inspector", "top")
    row = QHBoxLayout(foot)
    row.setContentsMargins(14, 9, 14, 9)
    row.setSpacing(6)
    row.addWidget(IconSign("info", "text2", 14))
    row.addWidget(PlainLabel(FOOT, "small", "text2"))
    row.addStretch(1)
    return foot
