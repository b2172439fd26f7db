"""The reporter keeps her claims: writes them down, filters them, drops passages on them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest

from casefile.domain.evidence import Relation
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.evidence.dropped import dropped
from casefile.gui.models.dragged_refs import refs_mime
from casefile.gui.models.dragged_tags import tags_mime
from casefile.gui.reader import passage_drag
from casefile.gui.reader.passage_drag import DraggedWords
from casefile.gui.session import LinkWanted
from tests.helpers.evidence_cases import EvidenceDesk, Harbour, HarbourCase

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def _row(desk: EvidenceDesk, claim: str):  # type: ignore[no-untyped-def]
    view = desk.list.view
    place = view.rows.place(desk.made.claims[claim])
    assert place is not None
    return view.visualRect(view.rows.index(place))


def _carry(
    desk: EvidenceDesk, carried: QMimeData, place: QPoint, *, wait: bool, keys: Qt.KeyboardModifier = NONE
) -> None:
    """Drags over a place of the list, waits there if wanted, and lets go."""
    view, actions, left = desk.list.view, Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, actions, carried, left, keys)
    view.dragEnterEvent(enter)
    assert enter.isAccepted()
    move = QDragMoveEvent(place, actions, carried, left, keys)
    view.dragMoveEvent(move)
    assert move.isAccepted()
    if wait:
        view._split_row()  # the timer's turn, without the wait
    view.grab()
    view.dropEvent(QDropEvent(QPointF(place), actions, carried, left, keys))
    desk.held.settle()


def test_rows_say_what_was_counted_in_words(evidence_desk: EvidenceDesk) -> None:
    rows = evidence_desk.list.view.rows
    said = [rows.data(rows.index(place), Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
    c = evidence_desk.made.claims
    assert said[0].startswith(
        f"Claim {c['twice']}, The harbour board paid Nordkiel twice for dredging the inner basin, "
        "supported by 4 passages, 3 origins, contradicted by 1 passage, 1 origin, "
        "context 3 passages, 2 origins"
    )
    assert "tags money" in said[0]
    assert "single origin" in said[1]


def test_chips_filter_by_what_is_missing_and_a_second_press_lists_all(evidence_desk: EvidenceDesk) -> None:
    desk, chips = evidence_desk, evidence_desk.list.chips
    numbers = desk.list.view.rows
    contradicted, bare = chips._chips
    assert contradicted.accessibleName() == "Contradicted, 3 claims"
    bare.click()
    desk.held.settle()
    names = {n: name for name, n in desk.made.claims.items()}
    assert [names[n] for n in numbers.numbers] == ["denied", "yard", "largest", "lisk"]
    assert desk.list.toolbar.count.words.startswith("4 of 9")
    bare.click()
    desk.held.settle()
    assert len(numbers.numbers) == 9
    menu = chips.menu()
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    assert words[:2] == ["No answer noted", "No evidence"] and "Single origin" in words
    menu.actions()[words.index("Single origin")].trigger()
    desk.held.settle()
    assert [names[n] for n in numbers.numbers] == ["vote"]
    assert chips.only == "one_origin"
    menu.deleteLater()


def test_a_sentence_and_enter_make_a_claim_and_the_field_waits_for_the_next(
    evidence_desk: EvidenceDesk,
) -> None:
    desk = evidence_desk
    desk.press(desk.list.view, "n")
    edit = desk.list.field.edit
    assert edit.hasFocus()
    QTest.keyClicks(edit, "The yard in Tolm closed in 1x")
    desk.press(edit, Qt.Key.Key_Return)
    made = desk.look.claims.get(max(desk.look.claims.all()))
    assert made is not None and made.proposition == "The yard in Tolm closed in 1x"
    assert edit.hasFocus() and edit.text() == ""
    desk.held.until(lambda: desk.session.selection.numbers == (made.n,))
    desk.press(edit, Qt.Key.Key_Escape)
    assert not desk.list.field.isVisible() and desk.list.view.hasFocus()


def test_f2_changes_the_sentence_where_it_stands(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.press(desk.list.view, Qt.Key.Key_F2)
    field = desk.list.view._field
    assert field.isVisible() and field.toPlainText().startswith("The harbour board paid")
    QTest.keyClicks(field, "Paid twice, in 3 months")
    desk.press(field, Qt.Key.Key_Return)
    claim = desk.look.claims.get(desk.made.claims["twice"])
    assert claim is not None and claim.proposition == "Paid twice, in 3 months"
    desk.press(desk.list.view, Qt.Key.Key_F2)
    QTest.keyClicks(field, "nothing of this")
    desk.press(field, Qt.Key.Key_Escape)
    claim = desk.look.claims.get(desk.made.claims["twice"])
    assert claim is not None and claim.proposition == "Paid twice, in 3 months"


def test_digits_tag_delete_trashes_and_each_is_one_step(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    claims = (desk.made.claims["twice"], desk.made.claims["vote"])
    desk.choose("twice", "vote")
    desk.press(desk.list.view, "1")
    assert [tag.path for tag in desk.look.tags.of(Kind.CLAIM, claims[1])] == ["theme:money"]
    desk.press(desk.list.view, "1")
    assert all(not desk.look.tags.of(Kind.CLAIM, claim) for claim in claims)
    desk.press(desk.list.view, Qt.Key.Key_Delete)
    desk.held.until(lambda: not set(claims) & set(desk.list.view.rows.numbers))
    desk.held.case.undo().result()
    desk.held.until(lambda: set(claims) <= set(desk.list.view.rows.numbers))


def test_a_passage_dropped_on_a_claim_is_linked_by_the_band_it_falls_on(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    carried = refs_mime(Kind.PASSAGE, [desk.made.passages["silent"]])
    for claim, part, relation in (
        ("denied", 0, "supports"),
        ("yard", 1, "contradicts"),
        ("lisk", 2, "context"),
    ):
        rect = _row(desk, claim)
        place = QPoint(rect.center().x(), rect.top() + rect.height() * (2 * part + 1) // 6)
        _carry(desk, carried, place, wait=True)
        link = desk.look.evidence.between(desk.made.passages["silent"], desk.made.claims[claim])
        assert link is not None and link.relation.value == relation
    assert desk.list.view._dragged is None


def test_with_shift_several_passages_become_context_in_one_step(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    carried = refs_mime(Kind.PASSAGE, [desk.made.passages[name] for name in ("clerk", "silent", "sums")])
    _carry(desk, carried, _row(desk, "largest").center(), wait=False, keys=SHIFT)
    links = desk.look.evidence.links_of_claim(desk.made.claims["largest"])
    assert [link.relation for link in links] == [Relation.CONTEXT] * 3
    desk.held.case.undo().result()
    assert desk.look.evidence.links_of_claim(desk.made.claims["largest"]) == []


def test_words_of_the_reader_let_go_at_once_open_the_form(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    asked: list[LinkWanted] = []
    desk.session.link_form_wanted.connect(asked.append)
    item = desk.made.items["ledger"]
    carried = passage_drag.written(DraggedWords(item, 1, 0, 13))
    _carry(desk, carried, _row(desk, "vote").center(), wait=False)
    assert asked == [LinkWanted(item=item, start=0, end=13, claim=desk.made.claims["vote"])]
    assert len(desk.look.evidence.links_of_claim(desk.made.claims["vote"])) == 1


def test_a_tag_dropped_on_one_of_several_chosen_goes_on_all_of_them(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    tag = desk.look.tags.by_path("theme:money")
    assert tag is not None
    desk.choose("vote", "yard")
    _carry(desk, tags_mime([tag]), _row(desk, "vote").center(), wait=True)
    for name in ("vote", "yard"):
        assert [held.n for held in desk.look.tags.of(Kind.CLAIM, desk.made.claims[name])] == [tag.n]
    assert desk.look.tags.of(Kind.CLAIM, desk.made.claims["lisk"]) == []


def test_what_is_no_passage_and_no_tag_is_refused(evidence_desk: EvidenceDesk) -> None:
    files = QMimeData()
    files.setText("words of another program")
    for carried in (files, refs_mime(Kind.ITEM, [1]), refs_mime(Kind.PASSAGE, [])):
        assert dropped(carried) is None
        event = QDragEnterEvent(
            QPoint(5, 5), Qt.DropAction.LinkAction, carried, Qt.MouseButton.LeftButton, NONE
        )
        evidence_desk.list.view.dragEnterEvent(event)
        assert not event.isAccepted()


def test_the_working_claim_is_pinned_only_when_asked(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    assert desk.session.working_claim is None
    menu = desk.list.deeds.menu((desk.made.claims["twice"],), desk.list)
    pin = next(action for action in menu.actions() if action.text() == "Pin as working claim")
    pin.trigger()
    assert desk.session.working_claim == desk.made.claims["twice"]
    assert len([action for action in menu.actions() if not action.isSeparator()]) <= 12
    assert menu.actions()[-1].text().startswith("Move to trash")
    menu.deleteLater()
    desk.window.deeds["claim.pin"].trigger()
    assert desk.session.working_claim is None


def test_the_sentence_of_the_search_narrows_the_list(evidence_desk: EvidenceDesk) -> None:
    desk = evidence_desk
    desk.session.set_sentence("tag:money")
    desk.held.settle()
    assert desk.list.view.rows.numbers == [desk.made.claims["twice"]]
    assert desk.list.sentence.isVisible()
    desk.session.set_sentence("zebra")
    desk.held.settle()
    assert desk.list._pages.currentWidget() is desk.list._nothing


def test_going_to_a_claim_or_a_passage_finds_its_columns(
    harbour_case: tuple[HarbourCase, Harbour],
) -> None:
    desk = EvidenceDesk(*harbour_case)
    desk.session.go("evidence", Ref(Kind.CLAIM, desk.made.claims["contract"]))
    desk.held.settle()
    assert desk.list.view.chosen() == (desk.made.claims["contract"],)
    desk.session.go("evidence", Ref(Kind.PASSAGE, desk.made.passages["ledger"]))
    desk.held.settle()
    assert set(desk.list.view.chosen()) == {desk.made.claims["twice"], desk.made.claims["contract"]}
    card = desk.centre.canvas.card
    assert card is not None and card.linked.passage == desk.made.passages["ledger"]
    desk.close()
