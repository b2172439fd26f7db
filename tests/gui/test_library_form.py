"""The form beside the reader writes nothing before Save, and Save is one step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind
from casefile.domain.step_labels import label
from casefile.gui.inspector.link_form import LinkForm
from casefile.gui.models.tag_marks import TagMarks
from casefile.gui.session import LinkWanted
from tests.helpers.window_cases import LETTER, WindowCase

CTRL_ENTER = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def form(window_case: WindowCase) -> Iterator[LinkForm]:
    form = LinkForm(window_case.session, TagMarks(window_case.session))
    form.resize(340, 800)
    form.show()
    form.activateWindow()
    yield form
    window_case.discard(form)


def _begin(case: WindowCase, form: LinkForm, wanted: LinkWanted) -> None:
    form.begin(wanted)
    case.until(lambda: form.words.accessibleName() != "" and form.start is not None)


def test_words_become_a_passage_with_tags_and_a_link_in_one_step(
    window_case: WindowCase, form: LinkForm
) -> None:
    item = window_case.hold(LETTER)
    claim = window_case.made(NewClaim("The council paid twice."), Kind.CLAIM)
    _begin(window_case, form, LinkWanted(item=item, start=28, end=71, relation="context"))
    assert form.words.accessibleName() == "Exact words: It agreed to pay the harbour company twice."
    done: list[bool] = []
    form.done.connect(lambda: done.append(True))
    QTest.keyClicks(form.tags.edit, "leak")
    QTest.keyClick(form.tags.edit, Qt.Key.Key_Return)
    window_case.until(lambda: not form.tags.edit.text())
    QTest.keyClicks(form.claim.edit, "paid")
    window_case.until(lambda: bool(form.claim.list.choices))
    QTest.keyClick(form.claim.edit, Qt.Key.Key_Return)
    assert form.claim.edit.text() == "C1  The council paid twice."
    form.weakens.click()
    form.strength.choose("strong")
    QTest.keyClicks(form.origin.edit, "The clerk")
    form.reason.setText("It is only said")
    assert window_case.case.look.passages.of_item(item) == [], "nothing is written before Save"
    before = window_case.case.next_undo()
    QTest.keyClick(form.reason, *CTRL_ENTER)
    window_case.until(lambda: bool(done))
    (passage,) = window_case.case.look.passages.of_item(item)
    (link,) = window_case.case.look.evidence.links_of_passage(passage.n)
    assert (link.claim, link.relation, link.strength, link.weakens) == (
        claim, Relation.CONTEXT, Strength.STRONG, True,
    )  # fmt: skip
    assert (link.reason, link.origin_suggested) == ("It is only said", False)
    origin = window_case.case.look.evidence.origin(link.origin or 0)
    assert origin is not None
    assert origin.name == "The clerk"
    assert [tag.path for tag in window_case.case.look.tags.of(Kind.PASSAGE, passage.n)] == ["leak"]
    step = window_case.case.next_undo()
    assert step is not None
    assert label(step) == "Link of P1 to C1"
    window_case.case.undo().result()
    assert window_case.case.look.passages.of_item(item) == []
    assert window_case.case.next_undo() == before


def test_a_claim_is_made_from_the_words_themselves(window_case: WindowCase, form: LinkForm) -> None:
    item = window_case.hold(LETTER)
    _begin(window_case, form, LinkWanted(item=item, start=28, end=71, relation="supports"))
    form.claim.complete()
    window_case.until(lambda: bool(form.claim.list.choices))
    assert form.claim.list.choices[-1].words == "New claim from these words"
    form.claim.list.picked.emit(form.claim.list.choices[-1])
    form.save()
    window_case.until(lambda: window_case.case.look.claims.get(1) is not None)
    claim = window_case.case.look.claims.get(1)
    assert claim is not None
    assert claim.proposition == "It agreed to pay the harbour company twice."


def test_a_claim_is_found_by_its_number(window_case: WindowCase, form: LinkForm) -> None:
    item = window_case.hold(LETTER)
    for number in range(1, 13):
        window_case.do(NewClaim(f"Claim number {number} of twelve."))
    _begin(window_case, form, LinkWanted(item=item, start=0, end=11))
    form.claim.edit.setText("1")
    form.claim.complete()
    window_case.until(lambda: bool(form.claim.list.choices))
    assert [choice.lead for choice in form.claim.list.choices if choice.lead] == ["C1", "C10", "C11", "C12"]


def test_a_suggested_origin_is_offered_and_never_set_silently(
    window_case: WindowCase, form: LinkForm
) -> None:
    item = window_case.hold(LETTER)
    claim = window_case.made(NewClaim("The council paid twice."), Kind.CLAIM)
    other = window_case.made(NewClaim("Nobody answered."), Kind.CLAIM)
    passage = window_case.made(NewPassage(item, 28, 71), Kind.PASSAGE)
    window_case.do(LinkPassage(claim, Relation.SUPPORTS, passage=passage, origin=OriginNamed("Minutes")))
    _begin(window_case, form, LinkWanted(item=item, start=0, end=27, claim=other))
    assert form.suggestion.text() == "Suggested: Minutes – take it"
    form.save()
    window_case.until(lambda: window_case.case.look.evidence.link(2) is not None)
    first = window_case.case.look.evidence.link(2)
    assert first is not None
    assert first.origin is None
    _begin(window_case, form, LinkWanted(item=item, start=73, end=100, claim=other))
    form.suggestion.click()
    assert form.origin.edit.text() == "Minutes"
    form.save()
    window_case.until(lambda: window_case.case.look.evidence.link(3) is not None)
    second = window_case.case.look.evidence.link(3)
    assert second is not None
    assert second.origin == 1


def test_leaving_asks_once_where_something_was_typed(window_case: WindowCase, form: LinkForm) -> None:
    item = window_case.hold(LETTER)
    done: list[bool] = []
    form.done.connect(lambda: done.append(True))
    _begin(window_case, form, LinkWanted(item=item, start=0, end=11))
    QTest.keyClick(form.reason, Qt.Key.Key_Escape)
    assert done == [True], "nothing was typed, so nothing is asked"
    _begin(window_case, form, LinkWanted(item=item, start=0, end=11))
    QTest.keyClicks(form.reason, "because")
    QTest.keyClick(form.reason, Qt.Key.Key_Escape)
    assert done == [True]
    assert form.asks_to_keep
    QTest.keyClick(form.reason, Qt.Key.Key_Escape)
    assert done == [True, True]
    assert window_case.case.look.passages.of_item(item) == []


def test_words_in_the_claim_field_that_are_no_choice_are_not_lost(
    window_case: WindowCase, form: LinkForm
) -> None:
    item = window_case.hold(LETTER)
    _begin(window_case, form, LinkWanted(item=item, start=0, end=11))
    form.claim.edit.setText("The council met")
    form.save()
    window_case.settle()
    assert window_case.case.look.passages.of_item(item) == []
    assert form.hint == "Choose one of the claims, or New claim."


def test_a_link_that_is_there_already_is_told_and_the_form_stays(
    window_case: WindowCase, form: LinkForm
) -> None:
    item = window_case.hold(LETTER)
    claim = window_case.made(NewClaim("The council paid twice."), Kind.CLAIM)
    passage = window_case.made(NewPassage(item, 28, 71), Kind.PASSAGE)
    window_case.do(LinkPassage(claim, Relation.SUPPORTS, passage=passage))
    done: list[bool] = []
    form.done.connect(lambda: done.append(True))
    _begin(window_case, form, LinkWanted(passage=passage, relation="supports", claim=claim))
    form.save()
    window_case.until(lambda: bool(window_case.troubles))
    assert getattr(window_case.troubles[0], "code", "") == "link_same"
    assert done == []
