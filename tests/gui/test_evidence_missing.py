"""What is missing for a claim, each with one next step; and the claim itself, changed where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from casefile.casework.commands.linking import ChangeLink, LinkPassage
from casefile.casework.commands.trashing import MoveToTrash
from casefile.domain.claims import ClaimKind, SaidAs, Verification
from casefile.domain.evidence import Relation
from casefile.domain.identifiers import Kind
from casefile.gui.evidence.claim_sheet import ClaimSheet
from casefile.gui.evidence.gap_rows import AsideRow, GapRow
from casefile.gui.evidence.link_popup import Linking
from casefile.gui.evidence.missing import FOOT, Missing
from casefile.gui.session import LinkWanted
from casefile.gui.widgets import PlainLabel
from tests.helpers.evidence_cases import EvidenceDesk

CTRL = Qt.KeyboardModifier.ControlModifier


def _missing(desk: EvidenceDesk) -> Missing:
    pane = desk.window.inspector.widget_of("evidence", "Missing")
    assert isinstance(pane, Missing)
    return pane


def _sheet(desk: EvidenceDesk) -> ClaimSheet:
    desk.window.inspector.show_tab("Claim")
    pane = desk.window.inspector.widget_of("evidence", "Claim")
    assert isinstance(pane, ClaimSheet)
    return pane


def _row(desk: EvidenceDesk, code: str) -> GapRow:
    return next(row for row in _missing(desk).rows if row.gap.code == code)


def test_gaps_stand_worst_first_each_with_where_it_comes_from(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    rows = _missing(desk).rows
    assert [row.gap.code for row in rows] == ["contradicted_unanswered", "origin_unnamed", "reason_missing"]
    p = desk.made.passages
    assert (
        rows[0]
        .accessibleName()
        .startswith(
            f"Contradicted, no answer noted. P{p['denial']}: The chair's spokesman, Aron Lisk, has dismissed"
        )
    )
    assert rows[1].accessibleName().startswith(f"An origin is unnamed. P{p['yard']}: The money is believed")
    words = [label.text() for label in _missing(desk).findChildren(PlainLabel)]
    assert FOOT in words
    assert not [word for word in words if "%" in word]


def test_an_answer_and_a_reason_are_written_right_there(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    row = _row(desk, "contradicted_unanswered")
    row.button.click()
    assert row.line.hasFocus()
    QTest.keyClicks(row.line, "Two ledgers show it.")
    desk.press(row.line, Qt.Key.Key_Return)
    claim = desk.look.claims.get(desk.made.claims["twice"])
    assert claim is not None and claim.note == "Two ledgers show it."
    row = _row(desk, "reason_missing")
    row.button.click()
    QTest.keyClicks(row.line, "he was asked twice")
    desk.press(row.line, Qt.Key.Key_Return)
    link = desk.look.evidence.link(desk.made.links["twice", "silent"])
    assert link is not None and link.reason == "he was asked twice"
    assert [row.gap.code for row in _missing(desk).rows] == ["origin_unnamed"]


def test_a_gap_is_put_aside_only_with_a_reason_and_can_come_back(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    row = _row(desk, "origin_unnamed")
    row.aside.click()
    desk.press(row.line, Qt.Key.Key_Return)
    assert _row(desk, "origin_unnamed") is row, "no reason, nothing done"
    QTest.keyClicks(row.line, "the yard is on record elsewhere")
    desk.press(row.line, Qt.Key.Key_Return)
    assert "origin_unnamed" not in [row.gap.code for row in _missing(desk).rows]
    aside = _missing(desk).findChildren(AsideRow)
    assert len(aside) == 1
    aside[0].back.emit("origin_unnamed")
    desk.held.settle()
    assert _row(desk, "origin_unnamed")


def test_each_step_leads_where_the_gap_is_mended(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    asked: list[LinkWanted] = []
    desk.session.link_form_wanted.connect(asked.append)
    _row(desk, "origin_unnamed").button.click()
    assert desk.centre.popup.isVisible()
    assert desk.centre.card is not None and desk.centre.card.linked.passage == desk.made.passages["yard"]
    desk.centre.popup.close_up()
    desk.choose("yard")
    _row(desk, "no_evidence").button.click()
    assert asked == [LinkWanted(claim=desk.made.claims["yard"])]
    _row(desk, "nobody_named").button.click()
    assert _sheet(desk).speaker.hasFocus()
    desk.window.inspector.show_tab("Missing")
    n = desk.held.made(
        LinkPassage(desk.made.claims["yard"], Relation.SUPPORTS, desk.made.passages["ledger"]), Kind.LINK
    )
    _row(desk, "origin_suggested").button.click()
    desk.held.settle()
    link = desk.look.evidence.link(n)
    assert link is not None and link.origin is not None and not link.origin_suggested
    desk.held.do(MoveToTrash(Kind.PASSAGE, (desk.made.passages["ledger"],)))
    _row(desk, "passage_in_trash").button.click()
    desk.held.settle()
    assert "passage_in_trash" not in [row.gap.code for row in _missing(desk).rows]


def test_nothing_is_drawn_anew_while_nothing_differs(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    row = _row(desk, "reason_missing")
    desk.held.do(ChangeLink(desk.made.links["twice", "sums"], reason="other words"))
    assert _row(desk, "reason_missing") is row
    desk.choose("twice", "vote")
    assert _missing(desk).rows == []


def test_the_claim_is_changed_where_it_stands(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose("contract")
    sheet, n = _sheet(desk), desk.made.claims["contract"]
    assert sheet.speaker.text() == "" and sheet.speaker.placeholderText() == "nobody named"
    assert sheet.menus["said_as"].text() == "unknown"
    sheet.speaker.setFocus()
    QTest.keyClicks(sheet.speaker, "A clerk of the board")
    desk.press(sheet.speaker, Qt.Key.Key_Return)
    sheet.menus["kind"].chosen.emit("provenance")
    sheet.menus["said_as"].chosen.emit("indirect_quote")
    sheet.menus["verification"].chosen.emit("disputed")
    desk.held.settle()
    sheet.note.setFocus()
    QTest.keyClicks(sheet.note, "Ask for contract 89")
    desk.press(sheet.note, Qt.Key.Key_Return, CTRL)
    QTest.keyClicks(sheet.tags.edit, "reply")
    desk.press(sheet.tags.edit, Qt.Key.Key_Return)
    claim = desk.look.claims.get(n)
    assert claim is not None
    assert (claim.speaker, claim.kind, claim.said_as) == (
        "A clerk of the board", ClaimKind.PROVENANCE, SaidAs.INDIRECT_QUOTE,
    )  # fmt: skip
    assert (claim.verification, claim.note) == (Verification.DISPUTED, "Ask for contract 89")
    assert [tag.path for tag in desk.look.tags.of(Kind.CLAIM, n)] == ["reply"]
    assert [chip.path for chip in sheet._chips.chips] == ["reply"]
    assert sheet.menus["kind"].text() == "provenance"
    kinds = [action.text() for action in sheet.menus["kind"].menu().actions()]
    assert kinds == ["fact", "utterance", "allegation", "denial", "More"]
    sheet.proposition.setFocus()
    sheet.proposition.selectAll()
    QTest.keyClicks(sheet.proposition, "No contract was found")
    desk.press(sheet.proposition, Qt.Key.Key_Return)
    claim = desk.look.claims.get(n)
    assert claim is not None and claim.proposition == "No contract was found"


def test_a_passage_is_found_by_its_words_and_linked_with_the_form(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    linking = desk.list.room.findChild(Linking)
    assert isinstance(linking, Linking)
    form, finder = linking.popup, linking.finder
    desk.choose("largest")
    desk.press(desk.list.view, "l")
    assert finder.isVisible() and finder.field.edit.hasFocus()
    QTest.keyClicks(finder.field.edit, "announced for the season")
    desk.press(finder.field.edit, Qt.Key.Key_Return)
    assert form.isVisible() and not finder.isVisible()
    assert form.form.claim.edit.text().startswith(f"C{desk.made.claims['largest']}")
    form.form.relation.choose(Relation.CONTEXT)
    form.form.reason.setText("larger than any before")
    form.form.save()
    desk.held.settle()
    link = desk.look.evidence.between(desk.made.passages["sums"], desk.made.claims["largest"])
    assert link is not None and link.relation is Relation.CONTEXT and link.reason == "larger than any before"
    assert not form.isVisible()


def test_the_form_stays_out_of_the_way_of_the_library(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    linking = desk.list.room.findChild(Linking)
    assert isinstance(linking, Linking)
    desk.window.show_view("library")
    desk.session.link_form_wanted.emit(LinkWanted(passage=desk.made.passages["sums"]))
    desk.held.settle()
    assert not linking.popup.isVisible()


def test_the_tab_of_checks_says_that_they_come_later(evidence_desk: EvidenceDesk) -> None:
    evidence_desk.window.inspector.show_tab("Checks")
    words = [label.text() for label in evidence_desk.window.inspector.findChildren(PlainLabel)]
    assert "Checks come later." in words
