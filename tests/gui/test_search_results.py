"""What a search with words shows: groups, hits, how to narrow it, and what was not searched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.contacting import NewContact
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags
from casefile.domain.changes import CaseChanged
from casefile.domain.found import Found
from casefile.domain.identifiers import Kind, Ref
from casefile.gui.main_window import MainWindow
from casefile.gui.models.dragged_refs import refs_of
from casefile.gui.models.dragged_tags import tags_mime
from casefile.gui.search.group_switch import GroupSwitch
from casefile.gui.search.over_list import ListOrResults
from casefile.gui.search.result_list import Head, ResultList
from casefile.gui.search.results_pane import ResultsPane
from tests.helpers.window_cases import LETTER, WindowCase


class Held:
    """A case with something of every kind about the harbour."""

    def __init__(self, case: WindowCase) -> None:
        self.item, self.other = case.hold_many(
            [(LETTER, {"title": "Harbour payments"}), ("Nothing of it stands here", {"title": "Other"})]
        )
        index([self.item, self.other], case)
        start = LETTER.index("It agreed")
        self.passage = case.made(NewPassage(self.item, start, start + 46), Kind.PASSAGE)
        self.claim = case.made(
            NewClaim("The harbour company was paid twice", said_in=(self.passage,)), Kind.CLAIM
        )
        self.contact = case.made(NewContact("Harbour office"), Kind.CONTACT)


def index(items: list[int], case: WindowCase) -> None:
    case.case.write(lambda store: store.search_index.refresh(Kind.ITEM, items)).result()


@pytest.fixture
def held(window_case: WindowCase) -> Held:
    return Held(window_case)


@pytest.fixture
def window(held: Held, window_case: WindowCase, qtbot) -> Iterator[MainWindow]:  # type: ignore[no-untyped-def]
    made = MainWindow(window_case.session)
    made.search.settled.connect(window_case.session.set_sentence)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    window_case.settle()
    yield made


@pytest.fixture
def both(window: MainWindow) -> ListOrResults:
    widget = window.list.widget_of("library")
    assert isinstance(widget, ListOrResults)
    return widget


@pytest.fixture
def results(both: ListOrResults) -> ResultsPane:
    return both.results


def search(case: WindowCase, sentence: str) -> None:
    case.session.set_sentence(sentence)
    case.settle()


def listed(results: ResultsPane) -> list[str]:
    lines = [results.results.line(results.results.index(row)) for row in range(results.results.rowCount())]
    return [
        f"{line.kind.name} {line.count}" if isinstance(line, Head) else str(line) for line in lines if line
    ]


def test_words_show_results_in_groups_and_fields_alone_the_list(
    both: ListOrResults, results: ResultsPane, held: Held, window_case: WindowCase
) -> None:
    assert both.currentWidget() is both.list
    search(window_case, "harbour")
    assert both.currentWidget() is results
    assert listed(results) == [
        "PASSAGE 1", f"P{held.passage}", "CLAIM 1", f"C{held.claim}",
        "ITEM 1", f"I{held.item}", "CONTACT 1", f"K{held.contact}",
    ]  # fmt: skip
    assert results.groups.parts[0] == ("", "All 4")
    search(window_case, "kind:document")
    assert both.currentWidget() is both.list


def test_the_model_behaves_as_qt_expects_and_folds() -> None:
    model = ResultList()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_found([Found(Kind.PASSAGE, (3, 2)), Found(Kind.ITEM, (9,), more=True)])
    assert model.rowCount() == 5
    model.fold(Kind.PASSAGE, True)
    assert model.rowCount() == 3
    assert model.data(model.index(0)) == "Passages, 2, folded"
    assert model.data(model.index(1)) == "Items, 1+, open"
    model.show_only(Kind.PASSAGE)
    assert [model.line(model.index(row)) for row in range(model.rowCount())] == [
        Ref(Kind.PASSAGE, 3),
        Ref(Kind.PASSAGE, 2),
    ]
    model.set_found([Found(Kind.ITEM, (9,))])
    assert model.only is None and model.rowCount() == 2
    model.set_found([])
    assert tester.model() is model and model.rowCount() == 0


def test_rows_are_read_when_they_are_painted_and_say_their_hits(
    results: ResultsPane, held: Held, window_case: WindowCase
) -> None:
    search(window_case, "harbour")
    results.view.viewport().grab()
    window_case.until(lambda: results.results.row(Ref(Kind.ITEM, held.item)) is not None)
    place = results.results.place_of(Ref(Kind.ITEM, held.item))
    said = results.results.data(place)
    assert said.startswith("Document, Harbour payments, 1 hit, ")
    claim = results.results.data(results.results.place_of(Ref(Kind.CLAIM, held.claim)))
    assert claim.endswith("no evidence linked")
    results.view.viewport().grab()


def test_walking_the_results_selects_them_and_shows_their_hit_in_the_reader(
    window: MainWindow, results: ResultsPane, held: Held, window_case: WindowCase
) -> None:
    places: list[tuple[int, int, int]] = []
    window_case.session.place_wanted.connect(lambda *place: places.append(place))
    window.search.edit.setFocus()
    QTest.keyClicks(window.search.edit, "harbour")
    QTest.keyClick(window.search.edit, Qt.Key.Key_Return)
    window_case.settle()
    QTest.keyClick(window.search.edit, Qt.Key.Key_Down)
    assert results.view.hasFocus()
    assert window_case.session.selection.kind is Kind.PASSAGE
    start = LETTER.index("harbour")
    window_case.until(lambda: (held.item, start, start + 7) in places)
    QTest.keyClick(results.view, Qt.Key.Key_Down)
    QTest.keyClick(results.view, Qt.Key.Key_Down)
    assert window_case.session.selection.numbers == (held.claim,)
    assert window_case.session.selection.kind is Kind.CLAIM
    QTest.keyClick(results.view, Qt.Key.Key_Escape)
    assert window.search.edit.hasFocus()


def test_alt_down_goes_from_hit_to_hit_round_the_end(
    window: MainWindow, both: ListOrResults, held: Held, window_case: WindowCase
) -> None:
    places: list[int] = []
    window_case.session.place_wanted.connect(lambda item, start, end: places.append(start))
    assert not window.deeds["go.next_hit"].isEnabled()
    search(window_case, "payment or paid or pay")
    window_case.session.select(Kind.ITEM, (held.item,), held.item)
    window_case.until(lambda: window.deeds["go.next_hit"].isEnabled())
    hits = [LETTER.index("pay the"), LETTER.index("payment")]
    for _ in range(3):
        window.deeds["go.next_hit"].trigger()
    assert places[-3:] == [hits[0], hits[1], hits[0]]
    window.deeds["go.previous_hit"].trigger()
    assert places[-1] == hits[1]
    search(window_case, "")
    assert not window.deeds["go.next_hit"].isEnabled()


def test_a_tag_put_on_while_searching_narrows_when_its_chip_is_clicked(
    results: ResultsPane, held: Held, window_case: WindowCase
) -> None:
    window_case.do(AddTags(Kind.PASSAGE, (held.passage,), ("theme:leak",)))
    search(window_case, "harbour")
    window_case.until(lambda: bool(results.narrow.narrowers))
    chip = results.narrow._chips[0]
    assert (chip.narrower.name, chip.narrower.value, chip.narrower.count) == ("tag", "theme:leak", 1)
    chip.click()
    window_case.settle()
    assert window_case.session.sentence == "harbour tag:theme:leak"
    assert listed(results) == ["PASSAGE 1", f"P{held.passage}"]


def test_nothing_found_says_what_was_meant_and_finds_it(
    results: ResultsPane, window_case: WindowCase
) -> None:
    search(window_case, "harbuor")
    window_case.until(lambda: "Did you mean" in results._pages.currentWidget().accessibleName())  # type: ignore[union-attr]
    said = results._pages.currentWidget().accessibleName()  # type: ignore[union-attr]
    assert said == "Nothing found for “harbuor”. Did you mean harbour (4)?"
    results._from_nothing("instead")
    window_case.settle()
    assert window_case.session.sentence == "harbour"
    assert results._pages.currentWidget() is results.view


def test_items_that_are_not_read_yet_are_owned_up_to_and_can_be_listed(
    both: ListOrResults, results: ResultsPane, window_case: WindowCase
) -> None:
    waiting = window_case.hold(None, status="stored", title="Scan")
    window_case.hold(None, status="no_text", title="Picture")
    search(window_case, "harbour")
    window_case.until(results.not_searched.isVisible)
    assert results.not_searched.words.text() == (
        "1 item is not searched yet: its text is still being read. 1 item has no text to search."
    )
    results.not_searched._show.click()
    window_case.settle()
    assert window_case.session.sentence == "is:stored"
    assert both.currentWidget() is both.list
    window_case.until(lambda: list(both.list.view.rows.numbers) == [waiting])


def test_a_slow_search_can_be_stopped_and_the_old_results_stay(
    results: ResultsPane, window_case: WindowCase
) -> None:
    search(window_case, "harbour")
    before = listed(results)
    results.asking.slow.emit()
    assert results.slow.isVisible()
    results.slow.stopped.emit()
    window_case.settle()
    assert not results.slow.isVisible() and listed(results) == before
    assert not window_case.troubles


def test_the_whole_list_is_one_click_away_and_other_words_bring_results_back(
    both: ListOrResults, results: ResultsPane, held: Held, window_case: WindowCase
) -> None:
    search(window_case, "harbour")
    results.as_list.click()
    window_case.settle()
    assert both.currentWidget() is both.list
    window_case.until(lambda: list(both.list.view.rows.numbers) == [held.item])
    search(window_case, "company")
    assert both.currentWidget() is results


def test_a_change_of_the_case_searches_again(
    results: ResultsPane, held: Held, window_case: WindowCase
) -> None:
    search(window_case, "harbour")
    claim = window_case.made(NewClaim("Nobody at the harbour knew"), Kind.CLAIM)
    window_case.until(lambda: f"C{claim}" in listed(results))


def test_results_hidden_by_the_list_ask_nothing(results: ResultsPane, window_case: WindowCase) -> None:
    asked: list[str] = []
    results.asking.found.connect(lambda found, sentence: asked.append(sentence))
    search(window_case, "tag:leak")
    window_case.case.publish(CaseChanged({Kind.ITEM: frozenset({1})}))
    window_case.settle()
    assert asked == []


def test_results_are_dragged_as_refs_of_one_kind_and_take_tags(
    results: ResultsPane, held: Held, window_case: WindowCase
) -> None:
    search(window_case, "harbour")
    results.view.grab()
    claim = results.results.place_of(Ref(Kind.CLAIM, held.claim))
    passage = results.results.place_of(Ref(Kind.PASSAGE, held.passage))
    assert refs_of(results.results.mimeData([claim, passage])) == (Kind.PASSAGE, (held.passage,))
    window_case.do(AddTags(Kind.ITEM, (held.item,), ("theme:leak",)))
    leak = window_case.case.look.tags.by_path("theme:leak")
    assert leak is not None
    carried = tags_mime([leak])
    place = results.view.visualRect(claim).center()
    actions, left, none = Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, actions, carried, left, none)
    QApplication.sendEvent(results.view.viewport(), enter)
    assert enter.isAccepted()
    dropped = QDropEvent(QPointF(place), actions, carried, left, none)
    QApplication.sendEvent(results.view.viewport(), dropped)
    window_case.settle()
    assert [tag.path for tag in window_case.case.look.tags.of(Kind.CLAIM, held.claim)] == ["theme:leak"]
    head = QPoint(60, 5)
    over_head = QDropEvent(QPointF(head), actions, carried, left, none)
    QApplication.sendEvent(results.view.viewport(), over_head)
    assert not over_head.isAccepted()


def test_groups_without_room_stand_under_more(qtbot) -> None:  # type: ignore[no-untyped-def]
    switch = GroupSwitch()
    qtbot.addWidget(switch)
    switch.resize(250, 30)
    parts = [("", "All 14"), ("P", "Passages 3"), ("C", "Claims 3"), ("I", "Items 2"), ("K", "Contacts 1")]
    switch.show_parts(parts, "K")
    switch.show()
    assert "K" in switch._shown and switch._more.isVisible()
    under_more = [action.text() for action in switch._menu.actions()]
    assert under_more and len(under_more) + len(switch._shown) == 5
    chosen: list[str] = []
    switch.chosen.connect(chosen.append)
    switch._menu.actions()[-1].trigger()
    assert chosen and chosen[0] in switch._shown
    switch.resize(600, 30)
    assert len(switch._shown) == 5 and not switch._more.isVisible()
