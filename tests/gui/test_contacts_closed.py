"""Protected sources, closed: nothing to read and nothing to count, used or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from casefile.casework.commands.contacting import NewContact
from casefile.casework.standing import numbers
from casefile.domain.contacts import Channel, Conversation, GroundRules, Outcome
from casefile.domain.identifiers import Kind
from casefile.domain.protected import Identity
from casefile.gui.contacts.rows import rows_of
from casefile.gui.contacts.words import CLOSED_WORDS
from tests.helpers.canary import CANARY, holds_canary
from tests.helpers.contact_windows import ContactsWindow, everything_said
from tests.helpers.open_rows import tables_that_name
from tests.helpers.window_cases import WindowCase


@pytest.fixture
def shown(window_case: WindowCase) -> Iterator[ContactsWindow]:
    made = ContactsWindow(window_case)
    yield made
    made.stop()
    made.drop()


def fill_sources(shown: ContactsWindow) -> None:
    """Three sources with everything a source can have, and a deed of each kind."""
    protected = shown.session.protected
    for name in (f"MAGPIE {CANARY}", f"HERON {CANARY}", f"DUNNOCK {CANARY}"):
        id_ = shown.source(name)
        protected.set_identity(id_, Identity(CANARY, CANARY, "+420 601 234 567", CANARY))
        protected.change_contact(
            id_, agreed_description=CANARY, motive=CANARY, note=CANARY, channels=(Channel("phone", CANARY),)
        )
        talk = Conversation(0, 0, "2016-10", "phone", Outcome.SPOKE, GroundRules.BACKGROUND, CANARY, CANARY)
        protected.log_conversation(id_, talk)
        protected.link(id_, "C1")
    shown.held.settle()


def look_around(shown: ContactsWindow) -> None:
    """Everything that could keep a word: tabs, popups, the shown identity, the logins."""
    shown.window.inspector.show_tab("Tags")
    shown.window.inspector.show_tab("Protection")
    shown.sheet.identity.unmasking.show_now()
    shown.room.call_wanted.emit()
    shown.held.settle()
    shown.notes.call.text.set_words(f"half typed about {CANARY}")
    shown.notes.call.keep()
    shown.held.settle()


def test_closing_takes_every_word_out_of_the_window(shown: ContactsWindow) -> None:
    shown.show_contacts()
    shown.set_up()
    fill_sources(shown)
    look_around(shown)
    assert any(holds_canary(words) for words in everything_said(shown.window))
    shown.room.close_sources()
    shown.held.settle()
    QApplication.processEvents()
    assert [words for words in everything_said(shown.window) if holds_canary(words)] == []


def test_a_case_with_three_closed_sources_says_what_a_case_without_any_says(
    window_case: WindowCase, tmp_path: Path
) -> None:
    """Word for word, in texts, models and the accessible tree; after both were opened and closed once."""
    said = []
    other = WindowCase(tmp_path / "Other.casefile")
    for held, uses in ((window_case, True), (other, False)):
        shown = ContactsWindow(held)
        shown.show_contacts()
        shown.set_up()
        if uses:
            fill_sources(shown)
        shown.room.close_sources()
        held.settle()
        said.append(sorted(words for words in everything_said(shown.window) if "Locks in" not in words))
        shown.stop()
        shown.drop()
    other.close()
    assert said[0] == said[1]
    assert len(said[0]) > 200


def test_a_case_whose_sources_were_never_opened_says_what_an_unused_one_says(
    window_case: WindowCase, tmp_path: Path
) -> None:
    used = WindowCase(tmp_path / "Used.casefile")
    protected = used.session.protected
    protected.set_up("moth lantern gravel seven owls tide")
    protected.new_contact(f"MAGPIE {CANARY}")
    protected.drafts.keep(f"half typed {CANARY}", 0)
    protected.close()
    said = []
    for held in (used, window_case):
        shown = ContactsWindow(held)
        shown.room.ask_to_open()
        held.settle()
        said.append(sorted(words for words in everything_said(shown.window) if "Locks in" not in words))
        shown.stop()
        shown.drop()
    used.close()
    assert said[0] == said[1]


def test_the_list_shows_one_row_of_fixed_words(shown: ContactsWindow) -> None:
    shown.show_contacts()
    shown.set_up()
    fill_sources(shown)
    shown.room.close_sources()
    shown.held.settle()
    rows = [row for row in shown.list.model.rows if row.protected]
    assert [(row.title, row.second, row.right) for row in rows] == [
        ("Protected sources", "", ""),
        ("Closed", CLOSED_WORDS, ""),
    ]


def test_numbers_beside_the_views_never_count_them_open_or_closed(shown: ContactsWindow) -> None:
    shown.held.do(NewContact("ODNI public affairs"))
    shown.show_contacts()
    shown.set_up()
    fill_sources(shown)
    asked = shown.held.case.ask(numbers).result()
    assert asked.by_view["contacts"] == 1
    assert shown.list.toolbar.count.words == "1"


def test_no_step_label_and_no_change_speaks_of_them(shown: ContactsWindow) -> None:
    changes: list[object] = []
    shown.session.changed.connect(changes.append)
    shown.show_contacts()
    shown.set_up()
    fill_sources(shown)
    assert changes == []
    assert shown.held.case.next_undo() is None
    shown.room.close_sources()
    shown.held.settle()
    assert shown.window.deeds["edit.undo"].text() == "Undo"


def test_nothing_of_a_whole_session_stands_in_the_open_case(shown: ContactsWindow) -> None:
    """Everything is done by the window's own hands, the drafts among it; then every table is read."""
    shown.show_contacts()
    shown.set_up()
    fill_sources(shown)
    look_around(shown)
    shown.sheet.name.setText(f"STORK {CANARY}")
    shown.sheet.name.commit()
    shown.sheet.note.setPlainText(f"what else {CANARY}")
    shown.sheet.note.commit()
    shown.notes.note.open_up()
    shown.notes.note.text.set_words(f"an open note about STORK {CANARY}")
    shown.notes.note.keep()
    shown.notes.note.save()
    shown.held.settle()
    shown.list.view.selectAll()
    shown.room.close_sources()
    shown.parts.keep_state()
    shown.held.settle()
    assert tables_that_name(shown.held.case) == set()


def test_rows_while_open_are_the_only_ones_that_name_them(shown: ContactsWindow) -> None:
    shown.show_contacts()
    shown.set_up()
    shown.source("MAGPIE")
    rows = rows_of(shown.list._listed, shown.session.protected)
    assert [row.title for row in rows if row.protected and row.shape == "row"] == ["MAGPIE"]
    assert shown.session.selection.kind is not Kind.CONTACT or not shown.session.selection.numbers
