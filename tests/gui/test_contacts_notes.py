"""Notes, calls and to-dos from anywhere: kept while half typed, never an open word of a protected source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from casefile.casework.commands.contacting import NewContact
from casefile.casework.commands.tasking import NewTask
from casefile.domain.contacts import ContactKind, GroundRules, Outcome
from casefile.domain.identifiers import Kind
from casefile.domain.tasks import TaskKind, TaskState
from casefile.gui.contacts.room import Chosen
from casefile.gui.notes.drafts import kept_draft
from casefile.gui.notes.offering import A_PROTECTED_SOURCE
from casefile.gui.notes.popup import KEPT_IN_CASE, KEPT_SEALED
from tests.helpers.canary import CANARY
from tests.helpers.contact_windows import SOURCES_WORDS, ContactsWindow, ReopenedCase
from tests.helpers.open_rows import cells_that_say, tables_that_name
from tests.helpers.window_cases import WindowCase

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(window_case: WindowCase) -> Iterator[ContactsWindow]:
    made = ContactsWindow(window_case)
    yield made
    made.stop()
    made.drop()


def trigger(shown: ContactsWindow, id_: str) -> None:
    shown.window.deeds[id_].trigger()
    shown.held.settle()


def notes_of(shown: ContactsWindow) -> list[str]:
    """The words of every note in the case."""
    rows = shown.held.case.look.db.conn.execute("SELECT text FROM text_layer").fetchall()
    return [row[0] for row in rows]


# -- notes ---------------------------------------------------------------------------------------


def test_one_key_opens_the_note_and_ctrl_enter_saves_it(shown: ContactsWindow) -> None:
    assert shown.window.deeds.keys("note.new") == ("Ctrl+N",)
    trigger(shown, "note.new")
    note = shown.notes.note
    assert note.isVisible()
    assert shown.window.focusWidget() is note.text.edit
    QTest.keyClicks(note.text.edit, f"The clerk signed twice. {CANARY}")
    shown.press(Qt.Key.Key_Return, CTRL, on=note.text.edit)
    assert notes_of(shown) == [f"The clerk signed twice. {CANARY}"]
    assert not note.isVisible()
    assert note.text.words == ""


def test_a_half_typed_note_outlives_a_lock(
    shown: ContactsWindow, window_case: WindowCase, tmp_path: Path
) -> None:
    trigger(shown, "note.new")
    QTest.keyClicks(shown.notes.note.text.edit, f"The clerk signed {CANARY}")
    shown.stop()  # a lock comes before the pause
    window_case.close()
    again = ReopenedCase(tmp_path / "Larkspur.casefile")
    reopened = ContactsWindow(again)
    strip = reopened.notes.due
    assert strip.card.isVisible()
    reopened.window.deeds["note.new"].trigger()
    assert reopened.notes.note.text.words == f"The clerk signed {CANARY}"
    assert reopened.notes.note.kept.words == KEPT_IN_CASE
    reopened.stop()
    reopened.drop()
    again.close()


def test_esc_puts_the_note_away_and_nothing_is_lost(shown: ContactsWindow) -> None:
    trigger(shown, "note.new")
    QTest.keyClicks(shown.notes.note.text.edit, "The clerk")
    shown.press(Qt.Key.Key_Escape, on=shown.notes.note.text.edit)
    assert not shown.notes.note.isVisible()
    assert kept_draft(shown.session, "note")["text"] == "The clerk"
    trigger(shown, "note.new")
    assert shown.notes.note.text.words == "The clerk"
    shown.notes.note.throw.click()
    shown.held.settle()
    assert kept_draft(shown.session, "note") == {}


def test_the_curtain_hides_the_popup_and_gives_it_back(shown: ContactsWindow) -> None:
    trigger(shown, "note.new")
    QTest.keyClicks(shown.notes.note.text.edit, "The clerk")
    shown.window.draw_curtain()
    assert not shown.notes.note.isVisible()
    shown.held.settle()
    assert kept_draft(shown.session, "note")["text"] == "The clerk"
    shown.window.lift_curtain()
    assert shown.notes.note.isVisible()
    assert shown.notes.note.text.words == "The clerk"


def test_at_completes_open_contacts_and_the_note_is_about_them(shown: ContactsWindow) -> None:
    n = shown.held.made(NewContact("DHS press office"), Kind.CONTACT)
    trigger(shown, "note.new")
    text = shown.notes.note.text
    QTest.keyClicks(text.edit, "Ask @dhs pr")
    text.complete()
    shown.held.until(lambda: bool(text.list.choices))
    shown.press(Qt.Key.Key_Return, on=text.edit)
    assert text.words == "Ask @DHS press office "
    assert shown.notes.note.draft()["about"] == f"K{n}"


def test_protected_names_are_offered_in_no_open_note(shown: ContactsWindow) -> None:
    shown.set_up()
    shown.source("MAGPIE")
    trigger(shown, "note.new")
    text = shown.notes.note.text
    QTest.keyClicks(text.edit, "Ask @mag")
    text.complete()
    shown.held.settle()
    assert text.list.choices == ()


def test_a_note_that_names_a_source_is_not_saved_and_can_be_logged_with_it(shown: ContactsWindow) -> None:
    shown.set_up()
    magpie = shown.source("MAGPIE")
    trigger(shown, "note.new")
    note = shown.notes.note
    note.text.set_words(f"Met Magpie at noon {CANARY}")
    note.keep()
    assert note.kept.words == KEPT_SEALED
    note.save()
    shown.held.settle()
    assert notes_of(shown) == []
    assert "names a protected source" in note.below.words
    assert cells_that_say(shown.held.case, "magpie") == set()
    note.move_button.click()
    shown.held.settle()
    call = shown.notes.call
    assert call.text.words == f"Met Magpie at noon {CANARY}"
    assert call.is_protected
    call.choose(Chosen("source", magpie), "MAGPIE")
    call.save()
    shown.held.settle()
    assert [entry.summary for entry in shown.session.protected.contents.log_of(magpie)] == [
        f"Met Magpie at noon {CANARY}"
    ]
    assert tables_that_name(shown.held.case) == set()


# -- calls ---------------------------------------------------------------------------------------


def test_f9_opens_a_call_with_the_keyboard_in_the_note(shown: ContactsWindow) -> None:
    assert "F9" in shown.window.deeds.keys("contact.log")
    QTest.keyClick(shown.window, Qt.Key.Key_F9)
    shown.held.settle()
    call = shown.notes.call
    assert call.isVisible()
    assert shown.window.focusWidget() is call.text.edit
    assert call.terms_line.text() == "Terms not set, treated as off the record. You can choose them later."


def test_terms_never_keep_anybody_from_typing_and_are_kept_with_the_call(shown: ContactsWindow) -> None:
    n = shown.held.made(NewContact("Odile Marchetti", ContactKind.PERSON), Kind.CONTACT)
    trigger(shown, "contact.log")
    call = shown.notes.call
    QTest.keyClicks(call.text.edit, f"The ledger has two pages. {CANARY}")
    call.choose(Chosen("contact", n=n), "Odile Marchetti")
    call.save()
    shown.held.settle()
    (entry,) = shown.held.case.look.contacts.conversations_of(n)
    assert (entry.summary, entry.ground_rules, entry.outcome) == (
        f"The ledger has two pages. {CANARY}",
        GroundRules.NOT_SET,
        Outcome.SPOKE,
    )
    assert entry.when == datetime.date.today().isoformat()


def test_an_office_is_called_on_the_record_unless_said_otherwise(shown: ContactsWindow) -> None:
    n = shown.held.made(NewContact("DHS press office"), Kind.CONTACT)
    trigger(shown, "contact.log")
    shown.notes.call.choose(Chosen("contact", n=n), "DHS press office")
    assert shown.notes.call.terms.value == "on_the_record"
    assert shown.notes.call.terms_line.isHidden()


def test_a_call_with_nobody_chosen_is_kept_as_a_note(shown: ContactsWindow) -> None:
    trigger(shown, "contact.log")
    shown.notes.call.text.set_words(f"Somebody rang. {CANARY}")
    assert shown.notes.call.save_button.text() == "Save as a note"
    shown.notes.call.save()
    shown.held.settle()
    assert notes_of(shown) == [f"Somebody rang. {CANARY}"]


def test_the_next_step_of_a_call_becomes_a_call_that_is_due(shown: ContactsWindow) -> None:
    n = shown.held.made(NewContact("DHS press office"), Kind.CONTACT)
    trigger(shown, "contact.log")
    call = shown.notes.call
    call.choose(Chosen("contact", n=n), "DHS press office")
    call.text.set_words("No answer yet.")
    call.next.setText("Ask for the figures again")
    call.due.setText("tomorrow")
    call.save()
    shown.held.settle()
    (task,) = shown.held.case.look.tasks.about(f"K{n}")
    assert (task.what, task.kind) == ("Ask for the figures again", TaskKind.CALL)
    assert task.due == (datetime.date.today() + datetime.timedelta(days=1)).isoformat()


def test_a_date_that_is_none_keeps_the_call_and_says_so(shown: ContactsWindow) -> None:
    trigger(shown, "contact.log")
    call = shown.notes.call
    call.text.set_words("Somebody rang.")
    call.when.setText("03/04/2016")
    call.save()
    assert call.below.words.startswith("Not a date yet.")
    assert call.text.words == "Somebody rang."


def test_a_call_with_a_closed_source_is_sealed_as_it_is_typed(shown: ContactsWindow) -> None:
    shown.set_up()
    magpie = shown.source("MAGPIE")
    shown.room.close_sources()
    shown.held.settle()
    trigger(shown, "contact.log")
    call = shown.notes.call
    call.choose(A_PROTECTED_SOURCE, "A protected source")
    QTest.keyClicks(call.text.edit, f"She says the ledger {CANARY}")
    call.keep()
    assert call.kept.words == KEPT_SEALED
    assert tables_that_name(shown.held.case) == set()
    assert kept_draft(shown.session, "call") == {}
    assert call.save_button.text() == "Open to file it…"
    call.save()
    shown.held.settle()
    assert not call.isVisible()
    assert call.text.words == ""
    shown.unlock()
    shown.held.settle()
    assert call.isVisible()
    assert call.text.words == f"She says the ledger {CANARY}"
    call.save()
    assert call.below.words == "Choose which of them it was."
    call.choose(Chosen("source", magpie), "MAGPIE")
    call.save()
    shown.held.settle()
    (entry,) = shown.session.protected.contents.log_of(magpie)
    assert entry.summary == f"She says the ledger {CANARY}"
    shown.room.close_sources()
    shown.held.settle()
    shown.unlock()
    assert shown.session.protected.kept_drafts == ()
    assert tables_that_name(shown.held.case) == set()


def test_a_sealed_call_outlives_a_lock_and_is_told_of_when_they_are_open(
    shown: ContactsWindow, window_case: WindowCase, tmp_path: Path
) -> None:
    shown.set_up()
    shown.room.close_sources()
    shown.held.settle()
    trigger(shown, "contact.log")
    shown.notes.call.choose(A_PROTECTED_SOURCE, "A protected source")
    QTest.keyClicks(shown.notes.call.text.edit, f"She says {CANARY}")
    shown.stop()
    window_case.close()
    again = ReopenedCase(tmp_path / "Larkspur.casefile")
    reopened = ContactsWindow(again)
    assert not reopened.notes.due.card.isVisible()
    assert tables_that_name(again.case) == set()
    reopened.show_contacts()
    reopened.unlock(SOURCES_WORDS)
    assert reopened.pane.strip._draft.isVisible()
    assert reopened.pane.strip._kept_words.text() == "A call you began is kept here."
    reopened.room.draft_wanted.emit()
    again.settle()
    assert reopened.notes.call.text.words == f"She says {CANARY}"
    reopened.stop()
    reopened.drop()
    again.close()


def test_a_call_whose_contact_is_not_chosen_yet_is_sealed_once_they_were_opened(
    shown: ContactsWindow,
) -> None:
    """It may turn out to be one of theirs; what was kept in the open would then have stood there."""
    n = shown.held.made(NewContact("DHS press office"), Kind.CONTACT)
    shown.set_up()
    shown.room.close_sources()
    shown.held.settle()
    trigger(shown, "contact.log")
    call = shown.notes.call
    QTest.keyClicks(call.text.edit, f"She says {CANARY}")
    call.keep()
    assert tables_that_name(shown.held.case) == set()
    call.choose(Chosen("contact", n=n), "DHS press office")
    call.keep()
    shown.held.settle()
    assert call.kept.words == KEPT_IN_CASE
    assert kept_draft(shown.session, "call")["text"] == f"She says {CANARY}"


def test_words_of_a_source_do_not_become_open_because_a_name_was_deleted(shown: ContactsWindow) -> None:
    shown.set_up()
    magpie = shown.source("MAGPIE")
    trigger(shown, "contact.log")
    call = shown.notes.call
    call.choose(Chosen("source", magpie), "MAGPIE")
    QTest.keyClicks(call.text.edit, f"She says {CANARY}")
    call.who.edit.setFocus()
    QTest.keyClicks(call.who.edit, "x")
    call.save()
    shown.held.settle()
    assert call.below.words == "Choose which of them it was."
    assert notes_of(shown) == []
    assert tables_that_name(shown.held.case) == set()


def test_closing_them_takes_a_half_typed_call_out_of_the_window(shown: ContactsWindow) -> None:
    shown.set_up()
    magpie = shown.source("MAGPIE")
    trigger(shown, "contact.log")
    call = shown.notes.call
    call.choose(Chosen("source", magpie), "MAGPIE")
    QTest.keyClicks(call.text.edit, f"She says {CANARY}")
    shown.room.close_sources()
    shown.held.settle()
    assert not call.isVisible()
    assert (call.text.words, call.who.edit.text()) == ("", "")
    assert tables_that_name(shown.held.case) == set()
    shown.unlock()
    (draft,) = shown.session.protected.kept_drafts
    assert CANARY in draft.words


def test_two_sealed_calls_one_after_the_other_are_both_there(shown: ContactsWindow) -> None:
    shown.set_up()
    shown.room.close_sources()
    shown.held.settle()
    for words in ("the first call", "the second call"):
        trigger(shown, "contact.log")
        shown.notes.call.choose(A_PROTECTED_SOURCE, "A protected source")
        QTest.keyClicks(shown.notes.call.text.edit, words)
        shown.press(Qt.Key.Key_Escape, on=shown.notes.call.text.edit)
        assert shown.notes.call.text.words == ""
    shown.unlock()
    said = " ".join(draft.words for draft in shown.session.protected.kept_drafts)
    assert "the first call" in said
    assert "the second call" in said


def test_whom_a_call_was_with_names_protected_sources_only_while_open(shown: ContactsWindow) -> None:
    shown.set_up()
    shown.source("MAGPIE")
    shown.held.do(NewContact("Magnolia Bakery"))
    trigger(shown, "contact.log")
    offered: list[list[str]] = []
    shown.notes.call._offer_whom("mag", lambda choices: offered.append([one.words for one in choices]))
    shown.held.settle()
    shown.room.close_sources()
    shown.held.settle()
    shown.notes.call._offer_whom("mag", lambda choices: offered.append([one.words for one in choices]))
    shown.held.settle()
    shown.notes.call._offer_whom("", lambda choices: offered.append([one.words for one in choices]))
    shown.held.settle()
    assert offered == [
        ["MAGPIE", "Magnolia Bakery"],
        ["Magnolia Bakery"],
        ["A protected source", "Magnolia Bakery"],
    ]


# -- to-dos --------------------------------------------------------------------------------------


def test_a_to_do_is_one_line_a_day_and_enter(shown: ContactsWindow) -> None:
    assert shown.window.deeds.keys("task.new") == ("Ctrl+T",)
    trigger(shown, "task.new")
    task = shown.notes.task
    QTest.keyClicks(task.what.edit, "Call the registry")
    assert task.kind_switch.value == "call"
    task.due.setText("tomorrow")
    shown.press(Qt.Key.Key_Return, on=task.due)
    look = shown.held.case.look.tasks
    (made,) = look.rows(look.all())
    assert (made.what, made.kind) == ("Call the registry", TaskKind.CALL)
    assert made.due == (datetime.date.today() + datetime.timedelta(days=1)).isoformat()


def test_a_day_that_is_none_is_said_and_nothing_is_saved(shown: ContactsWindow) -> None:
    trigger(shown, "task.new")
    task = shown.notes.task
    task.what.set_words("Order the court file")
    task.due.setText("03/04")
    task.save()
    assert task._day.text() == "Not a day yet."
    assert shown.held.case.look.tasks.all() == []
    assert task.what.words == "Order the court file"


def test_a_to_do_that_names_a_source_is_not_saved(shown: ContactsWindow) -> None:
    shown.set_up()
    shown.source("MAGPIE")
    trigger(shown, "task.new")
    shown.notes.task.what.set_words("Call Magpie")
    shown.notes.task.save()
    assert shown.held.case.look.tasks.all() == []
    assert "names a protected source" in shown.notes.task.below.words


# -- due -----------------------------------------------------------------------------------------


def due_tasks(held: WindowCase) -> None:
    today = datetime.date.today()
    held.do(NewContact("DHS press office"))
    held.do(NewTask("Order the court file", today.isoformat()))
    held.do(
        NewTask("Ask for the figures", (today - datetime.timedelta(days=2)).isoformat(), "K1", TaskKind.CALL)
    )
    held.do(NewTask("Read the second letter", (today + datetime.timedelta(days=9)).isoformat()))


def test_what_is_due_stands_there_when_the_case_opens_calls_first(window_case: WindowCase) -> None:
    due_tasks(window_case)
    shown = ContactsWindow(window_case)
    strip = shown.notes.due
    assert strip.card.isVisible()
    assert strip._count.text() == "1 call, 1 to-do"
    assert [task.what for task in (*strip._to_dos.due.calls, *strip._to_dos.due.others)] == [
        "Ask for the figures",
        "Order the court file",
    ]
    assert strip.later_button.text() == "1 more"
    shown.show_contacts()
    assert not strip.card.isVisible()
    shown.stop()
    shown.drop()


def test_a_click_does_what_is_due_and_undo_brings_it_back(window_case: WindowCase) -> None:
    due_tasks(window_case)
    shown = ContactsWindow(window_case)
    strip = shown.notes.due
    strip._done(2, True)
    shown.held.until(lambda: strip._count.text() == "1 to-do")
    task = shown.held.case.look.tasks.get(2)
    assert task is not None
    assert task.state is TaskState.DONE
    shown.session.undo()
    shown.held.until(lambda: strip._count.text() == "1 call, 1 to-do")
    shown.stop()
    shown.drop()


def test_the_strip_is_put_away_and_comes_back_when_something_else_is_due(window_case: WindowCase) -> None:
    due_tasks(window_case)
    shown = ContactsWindow(window_case)
    strip = shown.notes.due
    strip.put_away()
    assert not strip.card.isVisible()
    window_case.do(NewTask("Something later"))
    shown.held.until(lambda: len(strip._to_dos.later) == 2)
    assert not strip.card.isVisible()
    window_case.do(NewTask("Something now", datetime.date.today().isoformat()))
    shown.held.until(strip.card.isVisible)
    shown.stop()
    shown.drop()


def test_a_case_with_nothing_to_do_shows_no_strip(shown: ContactsWindow) -> None:
    assert not shown.notes.due.card.isVisible()
