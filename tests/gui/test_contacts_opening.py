"""Opening and closing protected sources: by passphrase, by key, by the clock, behind the curtain."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from casefile.domain.sentences import SENTENCES
from casefile.gui.contacts import clock
from casefile.gui.contacts.room import CLOSED
from tests.helpers.contact_windows import SOURCES_WORDS, ContactsWindow
from tests.helpers.window_cases import WindowCase

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(window_case: WindowCase) -> Iterator[ContactsWindow]:
    made = ContactsWindow(window_case)
    made.show_contacts()
    yield made
    made.stop()
    made.drop()


@pytest.fixture
def used(shown: ContactsWindow) -> ContactsWindow:
    """Protected sources with MAGPIE in them, closed."""
    shown.set_up()
    shown.source("MAGPIE")
    shown.room.close_sources()
    shown.held.settle()
    return shown


def test_the_right_passphrase_opens_them_and_leaves_the_field_empty(used: ContactsWindow) -> None:
    used.unlock()
    assert used.session.protected.is_open
    assert used.pane.locked.field.words == ""
    assert used.sheet.name.text() == "MAGPIE"
    assert used.pane.strip.isVisible()


def test_a_wrong_passphrase_is_told_in_one_sentence_without_a_hint(used: ContactsWindow) -> None:
    used.unlock("something else")
    assert not used.session.protected.is_open
    assert used.pane.locked._below.words == SENTENCES["wrong_protected_passphrase"].text
    assert used.pane.locked.field.words == "something else"
    assert used.held.troubles == []


def test_a_case_without_any_refuses_in_the_same_sentence(shown: ContactsWindow) -> None:
    shown.unlock("something else")
    assert shown.pane.locked._below.words == SENTENCES["wrong_protected_passphrase"].text


def test_the_key_opens_and_closes_them_from_any_view(used: ContactsWindow) -> None:
    used.window.show_view("library")
    used.window.deeds["protected.toggle"].trigger()
    assert used.window.view == "contacts"
    assert used.room.chosen == CLOSED
    used.unlock()
    used.window.show_view("library")
    assert used.window.deeds["protected.toggle"].text() == "Close protected sources"
    used.window.deeds["protected.toggle"].trigger()
    assert not used.session.protected.is_open
    used.held.settle()
    assert used.window.deeds["protected.toggle"].text() == "Open protected sources"


def test_enter_on_the_closed_row_goes_to_the_passphrase_field(used: ContactsWindow) -> None:
    used.list.view.setFocus()
    used.list.view.setCurrentIndex(used.list.model.index_of(CLOSED))
    used.press(Qt.Key.Key_Return, on=used.list.view)
    assert used.window.focusWidget() is used.pane.locked.field.edit


def test_the_status_bar_says_whether_they_are_open(used: ContactsWindow) -> None:
    assert used.window.status._protected.text() == "Protected sources closed"
    used.unlock()
    assert used.window.status._protected.text() == "Protected sources open, 5 min left"


def test_five_minutes_without_use_close_them(used: ContactsWindow) -> None:
    used.unlock()
    start = time.monotonic()
    used.room.clock.use()
    used.room.clock.look_at_the_clock(start + clock.CLOSES_AFTER - 1)
    assert used.session.protected.is_open
    used.room.clock.look_at_the_clock(start + clock.CLOSES_AFTER + 2)
    assert not used.session.protected.is_open


def test_a_key_in_their_panes_is_use_and_one_elsewhere_is_not(used: ContactsWindow) -> None:
    used.unlock()
    used.room.clock._last_use = before = time.monotonic() - 200
    used.press(Qt.Key.Key_F24, on=used.window.search)
    assert used.room.clock._last_use == before
    used.press(Qt.Key.Key_F24, on=used.list.view)
    assert used.room.clock._last_use > before


def test_twenty_seconds_before_the_end_a_message_offers_to_keep_them_open(used: ContactsWindow) -> None:
    used.unlock()
    now = time.monotonic()
    used.room.clock.look_at_the_clock(now + clock.CLOSES_AFTER - 15)
    message = used.window.messages.shown
    assert message is not None
    assert message.code == "protected_closing"
    assert message.step == "Keep open"
    used.window.messages.stepped.emit("protected_closing")
    assert used.room.clock.seconds_left == clock.CLOSES_AFTER
    assert used.window.messages.shown is None


def test_the_curtain_closes_them(used: ContactsWindow) -> None:
    """A PIN is less than their passphrase, and never opens them."""
    used.unlock()
    used.window.draw_curtain()
    used.held.settle()
    assert not used.session.protected.is_open
    used.window.lift_curtain()


def test_leaving_the_view_closes_them_only_where_she_wants_that(used: ContactsWindow) -> None:
    used.unlock()
    used.window.show_view("library")
    assert used.session.protected.is_open
    used.show_contacts()
    used.pane.strip.leaving.trigger()
    used.held.settle()
    used.window.show_view("library")
    assert not used.session.protected.is_open
    used.unlock()
    assert used.pane.strip.leaving.isChecked()


def test_esc_while_opening_leaves_them_closed(used: ContactsWindow) -> None:
    locked = used.pane.locked
    used.room.ask_to_open()
    locked.field.set_words(SOURCES_WORDS)
    locked.open_button.click()
    used.press(Qt.Key.Key_Escape, on=locked)
    used.held.settle()
    QApplication.processEvents()
    assert not used.session.protected.is_open
    assert locked.open_button.isEnabled()


# -- setting up ----------------------------------------------------------------------------------


def test_setting_up_warns_first_and_shows_the_recovery_key_once(shown: ContactsWindow) -> None:
    shown.room.ask_to_open()
    pane, form = shown.pane, shown.pane.set_up
    pane.locked.set_up_button.click()
    form.first.set_words(SOURCES_WORDS)
    form.second.set_words(SOURCES_WORDS)
    assert not form.button.isEnabled()
    assert form.missing() == "Tick that nothing there is needed."
    form.nothing_there.setChecked(True)
    form.button.click()
    shown.held.until(lambda: shown.session.protected.is_open)
    shown.held.settle()
    key = pane.key_page.form
    assert pane.pages.currentWidget() is pane._scrolled[pane.key_page]
    groups = key._groups
    assert len(groups) > 4
    assert form.first.words == ""
    shown.room.choose(CLOSED)
    assert key._groups == groups  # it stays until it was written down
    for edit, number in zip(key._fields, key._asked, strict=True):
        edit.setText(groups[number])
    key._finish.click()
    assert key._groups == ()
    assert pane.pages.currentWidget() is not pane._scrolled[pane.key_page]
    shown.room.close_sources()
    shown.held.settle()
    shown.session.protected.open_with_recovery_key(" ".join(groups))
    assert shown.session.protected.is_open


def test_no_recovery_key_means_lost_and_says_so(shown: ContactsWindow) -> None:
    shown.set_up()
    shown.pane.key_page.show_groups(("ABCD", "EFGH", "IJKL"))
    assert shown.pane.key_page.give_up.text() == "Keep no recovery key. Lost means lost."
    shown.pane.key_page.give_up.click()
    assert shown.pane.key_page.form._groups == ()


def test_the_passphrase_of_the_case_is_refused_where_it_is_typed(shown: ContactsWindow) -> None:
    from tests.helpers.cases import PASSPHRASE

    shown.room.ask_to_open()
    form = shown.pane.set_up
    shown.pane.locked.set_up_button.click()
    form.nothing_there.setChecked(True)
    form.first.set_words(PASSPHRASE)
    form.second.set_words(PASSPHRASE)
    form.button.click()
    shown.held.until(lambda: bool(form._below.words))
    assert form._below.words == SENTENCES["protected_same_passphrase"].text
    assert not shown.session.protected.is_open


def test_the_recovery_key_copied_is_cleared_from_the_clipboard(shown: ContactsWindow) -> None:
    shown.pane.key_page.show_groups(("ABCD", "EFGH"))
    shown.pane.key_page.form.copy_asked.emit()
    board = QGuiApplication.clipboard()
    assert board.text() == "ABCD-EFGH"
    assert board.mimeData().hasFormat("x-kde-passwordManagerHint")
    from casefile.gui import clipboard

    clipboard.clear_if("ABCD-EFGH")
    assert board.text() == ""


# -- new contacts --------------------------------------------------------------------------------


def test_a_new_person_is_protected_by_default(used: ContactsWindow) -> None:
    used.unlock()
    used.window.deeds["contact.new"].trigger()
    used.list.new.name.setText("HERON")
    used.list.new.write_down()
    used.held.settle()
    assert [one.name for one in used.session.protected.contents.contacts] == ["MAGPIE", "HERON"]
    assert used.held.case.look.contacts.count() == 0
    assert used.sheet.name.text() == "HERON"


def test_a_person_wanted_while_they_are_closed_waits_until_they_are_open(used: ContactsWindow) -> None:
    used.window.deeds["contact.new"].trigger()
    popup = used.list.new
    popup.name.setText("HERON")
    assert popup.open_them.isVisible()
    popup.open_them.click()
    assert not popup.isVisible()
    used.unlock()
    assert popup.isVisible()
    assert popup.name.text() == "HERON"
    popup.write_down()
    used.held.settle()
    assert used.session.protected.contents.contacts[-1].name == "HERON"


def test_one_click_makes_a_person_an_open_contact(shown: ContactsWindow) -> None:
    shown.window.deeds["contact.new"].trigger()
    popup = shown.list.new
    popup.name.setText("Odile Marchetti")
    popup.as_open.click()
    popup.write_down()
    shown.held.settle()
    (contact,) = shown.held.case.look.contacts.rows(shown.held.case.look.contacts.all())
    assert (contact.name, contact.kind.value, contact.ground_rules.value) == (
        "Odile Marchetti",
        "person",
        "not_set",
    )


def test_an_office_is_open_and_on_the_record(shown: ContactsWindow) -> None:
    shown.window.deeds["contact.new"].trigger()
    popup = shown.list.new
    popup.kind.choose("office")
    popup.kind.chosen.emit("office")
    popup.name.setText("DHS press office")
    popup.write_down()
    shown.held.settle()
    shown.held.settle()
    (contact,) = shown.held.case.look.contacts.rows(shown.held.case.look.contacts.all())
    assert (contact.kind.value, contact.ground_rules.value) == ("office", "on_the_record")
    assert shown.sheet.name.text() == "DHS press office"


def test_a_protected_name_is_refused_for_an_open_contact(used: ContactsWindow) -> None:
    used.unlock()
    used.window.deeds["contact.new"].trigger()
    popup = used.list.new
    popup.name.setText("Magpie")
    popup.as_open.setChecked(True)
    popup.write_down()
    used.held.settle()
    assert used.held.case.look.contacts.count() == 0
    assert [problem.args[0] for problem in used.held.troubles] == ["protected_named"]
