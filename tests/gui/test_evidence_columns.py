"""The reporter looks at one claim: what supports it, what contradicts it, and who first knew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casefile.casework.commands.linking import ChangeLink, LinkPassage
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.trashing import MoveToTrash
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.evidence.column_items import DIMMED
from casefile.gui.models.dragged_refs import refs_mime
from casefile.gui.theme import Look, LookWish
from casefile.gui.widgets import EmptyState
from tests.helpers.evidence_cases import EvidenceDesk, Harbour, HarbourCase

SHIFT = Qt.KeyboardModifier.ShiftModifier


def _link(desk: EvidenceDesk, claim: str, passage: str):  # type: ignore[no-untyped-def]
    return desk.look.evidence.between(desk.made.passages[passage], desk.made.claims[claim])


def _opacities(desk: EvidenceDesk) -> dict[str, set[float]]:
    names = {n: name for name, n in desk.made.passages.items()}
    found: dict[str, set[float]] = {}
    for line in desk.centre.canvas.drawn.lines:
        found.setdefault(names[line.card.linked.passage], set()).add(round(line.opacity(), 2))
    return found


def test_the_chosen_claim_stands_with_its_groups_counts_and_origins(evidence_desk: EvidenceDesk) -> None:
    columns = evidence_desk.centre.columns
    heads = [(group.title, group.count) for group in columns.groups]
    assert heads == [
        ("Where it is said", "2 passages, not counted as evidence"),
        ("Supports", "4 passages, 3 origins"),
        ("Contradicts", "1 passage, 1 origin"),
        ("Context", "3 passages, 2 origins"),
    ]
    drawn = evidence_desk.centre.canvas.drawn
    assert len(drawn.cards) == 10 and len(drawn.origins) == 5
    unnamed = [item.origin.name for item in drawn.origins.values() if not item.origin.named]
    assert unnamed == ["Unnamed (passive voice)", "Reporter's own voice"]


def test_lines_leave_the_claims_row_and_follow_it_as_the_list_scrolls(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    claim = desk.made.claims["twice"]
    canvas, found = desk.centre.canvas, desk.list.view.middle_of(claim)
    assert found is not None
    bar = canvas.drawn.bars[claim]
    seen = canvas.viewport().mapToGlobal(canvas.mapFromScene(bar.pos()))
    assert abs(seen.y() - found[0].y()) <= 1
    desk.choose("denied", "twice")
    low = canvas.drawn.bars[desk.made.claims["denied"]].y()
    assert low > canvas.drawn.bars[claim].y()


def test_a_chosen_card_keeps_its_chain_and_dims_the_others(evidence_desk: EvidenceDesk) -> None:
    assert set.union(*_opacities(evidence_desk).values()) == {1.0}
    evidence_desk.choose_card("denial")
    opacities = _opacities(evidence_desk)
    assert opacities["denial"] == {1.0}
    assert opacities["ledger"] == {DIMMED}
    evidence_desk.press(evidence_desk.centre.canvas, Qt.Key.Key_Escape)
    assert _opacities(evidence_desk)["ledger"] == {1.0}


def test_an_origin_lights_every_claim_it_touches(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose_card("denial")
    desk.press(desk.centre.canvas, Qt.Key.Key_Right)
    assert desk.centre.canvas.origin is not None
    assert "The chair, via Aron Lisk" in desk.centre.canvas.accessibleDescription()
    lit = {desk.made.claims[name]: count for name, count in (("twice", 3), ("contract", 1), ("signed", 1))}
    assert dict(desk.list.room.lit) == lit
    opacities = _opacities(desk)
    assert opacities["denial"] == opacities["invoices"] == {1.0} and opacities["ledger"] == {DIMMED}
    desk.press(desk.centre.canvas, Qt.Key.Key_Left)
    assert desk.centre.canvas.card is not None and dict(desk.list.room.lit) == {}


def test_the_card_under_the_keyboard_is_said_whole(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose_card("denial")
    p, c = desk.made.passages["denial"], desk.made.claims["twice"]
    said = desk.centre.canvas.accessibleDescription()
    assert said.startswith(
        f"P{p} contradicts C{c}, weak, origin The chair, via Aron Lisk, "
        "reason denial by an interested party, no counter-evidence offered"
    )
    assert desk.session.selection.kind is Kind.PASSAGE and desk.session.selection.numbers == (p,)


def test_keys_change_the_link_and_undo_takes_each_back(evidence_desk: EvidenceDesk) -> None:
    desk, canvas = evidence_desk, evidence_desk.centre.canvas
    desk.choose_card("invoices")
    desk.press(canvas, "w")
    assert _link(desk, "twice", "invoices").weakens
    desk.press(canvas, "=")
    assert _link(desk, "twice", "invoices").strength is Strength.MODERATE
    desk.press(canvas, "-")
    desk.press(canvas, "-")
    assert _link(desk, "twice", "invoices").strength is Strength.WEAK
    desk.press(canvas, "x")
    changed = _link(desk, "twice", "invoices")
    assert changed.relation is Relation.CONTRADICTS and not changed.weakens
    assert canvas.card is not None and canvas.card.linked.passage == desk.made.passages["invoices"]
    desk.press(canvas, "w")
    assert not _link(desk, "twice", "invoices").weakens, "only context can weaken"
    for _ in range(2):
        desk.held.case.undo().result()
        desk.held.settle()
    assert _link(desk, "twice", "invoices").strength is Strength.MODERATE


def test_where_it_is_said_becomes_evidence_by_one_key(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose_card("twice")
    assert desk.centre.canvas.card is not None and desk.centre.canvas.card.linked.link is None
    desk.press(desk.centre.canvas, "s")
    made = _link(desk, "twice", "twice")
    assert made.relation is Relation.SUPPORTS and made.strength is Strength.WEAK


def test_shift_l_removes_the_link_and_the_next_card_is_chosen(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose_card("silent")
    desk.press(desk.centre.canvas, Qt.Key.Key_L, SHIFT)
    assert _link(desk, "twice", "silent") is None
    card = desk.centre.canvas.card
    assert card is not None and card.linked.passage != desk.made.passages["silent"]


def test_a_passage_in_the_trash_says_so_in_its_card_with_two_ways_out(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose_card("silent")
    desk.press(desk.centre.canvas, Qt.Key.Key_Delete)
    item = next(
        item
        for item in desk.centre.canvas.drawn.cards.values()
        if item.card.linked.passage == desk.made.passages["silent"]
    )
    assert item.card.linked.passage_trashed and set(item.buttons()) == {"Put back", "Remove link"}
    canvas = desk.centre.canvas
    place = canvas.mapFromScene(item.mapToScene(item.buttons()["Put back"].center()))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.held.settle()
    assert desk.look.passages.get(desk.made.passages["silent"]).trashed is None  # type: ignore[union-attr]
    desk.held.do(MoveToTrash(Kind.ITEM, (desk.made.items["ledger"],)))
    card = next(
        card for card in desk.centre.columns.cards if card.linked.passage == desk.made.passages["ledger"]
    )
    desk.centre.deeds.put_back(card)
    desk.held.settle()
    assert desk.look.items.get(desk.made.items["ledger"]).trashed is None  # type: ignore[union-attr]


def test_enter_opens_the_passage_in_the_library_at_its_words(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    went: list[tuple[str, Ref]] = []
    places: list[tuple[int, int, int]] = []
    desk.session.go_wanted.connect(lambda view, ref: went.append((view, ref)))
    desk.session.place_wanted.connect(lambda *place: places.append(place))
    desk.choose_card("yard")
    desk.press(desk.centre.canvas, Qt.Key.Key_Return)
    passage = desk.look.passages.get(desk.made.passages["yard"])
    assert passage is not None
    assert went == [("library", Ref(Kind.PASSAGE, passage.n))]
    assert places == [(passage.item, passage.start, passage.end)]


def test_g_sets_another_origin_or_makes_a_new_one(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose_card("sums")
    desk.press(desk.centre.canvas, "g")
    field = desk.centre.popup.findChild(type(desk.centre.popup._field))
    assert field is not None and field.edit.hasFocus() and field.edit.text() == "Minutes of the harbour board"
    QTest.keyClicks(field.edit, "Nordkiel's season notice")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    desk.held.settle()
    origin = desk.look.evidence.origin(_link(desk, "twice", "sums").origin)
    assert origin is not None and origin.name == "Nordkiel's season notice"
    assert not desk.centre.popup.isVisible() and desk.centre.canvas.hasFocus()


def test_a_card_dropped_on_an_origin_goes_back_to_it(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    canvas = desk.centre.canvas
    wanted = next(o for o in canvas.drawn.origins.values() if o.origin.name == "The board's ledger")
    place = canvas.mapFromScene(wanted.place.center())
    carried = refs_mime(Kind.PASSAGE, [desk.made.passages["sums"]])
    event = QDropEvent(
        QPointF(place),
        Qt.DropAction.LinkAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    canvas.dropEvent(event)
    desk.held.settle()
    assert _link(desk, "twice", "sums").origin == wanted.origin.n


def test_a_claim_without_links_says_what_it_rests_on(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    asked: list[object] = []
    desk.session.link_form_wanted.connect(asked.append)
    desk.choose("yard")
    state = desk.centre.findChild(EmptyState)
    claim, passage = desk.made.claims["yard"], desk.made.passages["yard"]
    assert isinstance(state, EmptyState)
    assert (
        state.accessibleName() == f"No passage is linked to C{claim}. It rests on its own words, P{passage}."
    )
    desk.press(state, "l")
    assert [wanted.claim for wanted in asked] == [claim]  # type: ignore[attr-defined]


def test_a_case_without_claims_says_how_they_come(harbour_case: tuple[HarbourCase, Harbour]) -> None:
    desk = EvidenceDesk(*harbour_case)
    desk.held.do(MoveToTrash(Kind.CLAIM, tuple(desk.made.claims.values())))
    desk.choose()
    desk.held.until(lambda: desk.list.toolbar.count.words == "0")
    said = [state.accessibleName() for state in desk.window.findChildren(EmptyState) if state.isVisible()]
    assert said.count("Claims appear here. Select words in an article and press N.") == 2
    desk.close()


def test_the_table_has_the_same_links_and_changes_them_too(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose_card("denial")
    QTest.keyClick(desk.centre.canvas, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | SHIFT)
    desk.held.settle()
    table = desk.centre.table
    assert desk.centre.shown_as == "table" and table.isVisible() and table.hasFocus()
    assert table.card is not None and table.card.linked.passage == desk.made.passages["denial"]
    model = table.links
    assert model.rowCount() == 10 and table.isColumnHidden(2)
    row = table.currentIndex().row()
    cells = [model.data(model.index(row, column)) for column in range(model.columnCount())]
    assert cells[1:] == [
        "contradicts",
        f"C{desk.made.claims['twice']}",
        "weak",
        "The chair, via Aron Lisk",
        "denial by an interested party, no counter-evidence offered",
    ]
    assert model.setData(model.index(row, 3), "strong") and model.setData(
        model.index(row, 5), "he would say so"
    )
    assert model.setData(model.index(row, 4), "The board's ledger")
    desk.held.settle()
    changed = _link(desk, "twice", "denial")
    assert changed.strength is Strength.STRONG and changed.reason == "he would say so"
    origin = desk.look.evidence.origin(changed.origin)
    assert origin is not None and origin.name == "The board's ledger"
    desk.press(table, "c")
    assert _link(desk, "twice", "denial").relation is Relation.CONTEXT
    desk.choose("twice", "contract")
    assert not table.isColumnHidden(2)


def test_a_change_of_another_claim_draws_nothing_anew(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    drawn = desk.centre.canvas.drawn
    desk.held.do(ChangeLink(desk.made.links["vote", "minutes"], reason="other words"))
    assert desk.centre.canvas.drawn is not drawn, "the passage is shown here too"
    drawn = desk.centre.canvas.drawn
    desk.held.do(ChangeLink(desk.made.links["contract", "clerk"], reason="other words"))
    assert desk.centre.canvas.drawn is drawn


def test_more_than_forty_cards_fold_by_group_and_open_by_key(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    item, claim = desk.made.items["article"], desk.made.claims["largest"]
    for start in range(0, 43 * 3, 3):
        link = LinkPassage(claim, Relation.SUPPORTS, words=NewPassage(item, start, start + 2))
        desk.held.case.do(link)
    desk.held.settle()
    desk.choose("largest")
    canvas = desk.centre.canvas
    assert canvas.drawn.cards == {} and "folded" in next(iter(canvas.drawn.heads.values())).said()
    canvas.setFocus()
    desk.press(canvas, Qt.Key.Key_Return)
    assert len(canvas.drawn.cards) == 43
    desk.press(canvas, Qt.Key.Key_Down)
    assert canvas.card is not None


@pytest.mark.parametrize("theme", ["light", "dark", "contrast", "contrast_light"])
def test_every_theme_draws_the_columns_in_its_own_colours(
    evidence_desk: EvidenceDesk, the_look: Look, theme: str
) -> None:
    the_look.apply(LookWish(theme=theme, reduce_motion=True, text_size=115))  # type: ignore[arg-type]
    QApplication.processEvents()
    picture: QImage = evidence_desk.centre.canvas.grab().toImage()
    supports = the_look.colour("supports")
    found = {picture.pixelColor(x, y).name() for x in range(0, 90) for y in range(0, picture.height(), 2)}
    assert supports.name() in found and the_look.colour("pane").name() in found


def test_a_narrow_window_names_the_origins_in_the_cards(harbour_case: tuple[HarbourCase, Harbour]) -> None:
    desk = EvidenceDesk(*harbour_case, (1024, 700))
    desk.choose("twice")
    assert desk.centre.canvas.drawn.origins == {}
    assert not [line for line in desk.centre.canvas.drawn.going.values()]
    assert desk.centre.canvas.drawn.arranged.width <= desk.centre.canvas.width()
    desk.close()


def test_left_goes_back_to_the_list(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.choose_card("ledger")
    desk.press(desk.centre.canvas, Qt.Key.Key_Left)
    assert desk.list.view.hasFocus()
    assert desk.session.selection.kind is Kind.CLAIM
    QTest.mouseClick(
        desk.centre.canvas.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(5, desk.centre.canvas.height() - 5),
    )
    assert desk.centre.canvas.card is None
