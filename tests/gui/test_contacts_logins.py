"""Contacts › Logins: names in the open, everything else dots until asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from casefile.casework.credentials import NewCredential
from casefile.domain.credentials import SecretFields
from casefile.gui import clipboard
from casefile.gui.contacts.identity_card import MASK, SHOWN_SECONDS
from casefile.gui.contacts.logins import LoginsPage
from casefile.gui.contacts.room import LOGINS
from tests.helpers.canary import CANARY
from tests.helpers.contact_windows import ContactsWindow, everything_said
from tests.helpers.open_rows import tables_that_name
from tests.helpers.window_cases import WindowCase


@pytest.fixture
def shown(window_case: WindowCase) -> Iterator[ContactsWindow]:
    made = ContactsWindow(window_case)
    made.show_contacts()
    made.room.choose(LOGINS)
    made.held.settle()
    yield made
    made.stop()
    made.drop()


@pytest.fixture
def page(shown: ContactsWindow) -> LoginsPage:
    """Two logins listed."""
    case = shown.held.case
    secret = SecretFields("anna", f"hunter2 {CANARY}", "archive.example", "until May")
    for name in ("Court archive", "Blue stick"):
        shown.held.do(NewCredential(case.seal_credential(name, secret)))
    shown.held.until(lambda: len(shown.pane.logins.cards) == 2)
    return shown.pane.logins


def test_logins_are_listed_by_name_with_everything_else_hidden(
    page: LoginsPage, shown: ContactsWindow
) -> None:
    assert [card.accessibleName() for card in page.cards] == ["Login Blue stick", "Login Court archive"]
    for value in page.cards[0].values.values():
        assert value.text() == MASK
        assert value.accessibleName().endswith(": hidden")
    assert not any("hunter2" in words or "anna" in words for words in everything_said(shown.window))


def test_a_login_shows_for_ten_seconds(page: LoginsPage) -> None:
    card = page.cards[1]
    card.unmasking.button.click()
    assert card.values["secret"].text() == f"hunter2 {CANARY}"
    assert page.cards[0].values["secret"].text() == MASK
    for _ in range(SHOWN_SECONDS):
        card.unmasking._tick()
    assert card.values["secret"].text() == MASK


def test_a_copied_password_is_marked_secret_and_cleared(page: LoginsPage) -> None:
    board = QGuiApplication.clipboard()
    page.cards[1]._copy("secret")
    assert board.text() == f"hunter2 {CANARY}"
    assert board.mimeData().hasFormat("x-kde-passwordManagerHint")
    clipboard.clear_if(board.text())
    assert board.text() == ""


def test_a_login_is_added_changed_and_thrown_away(page: LoginsPage, shown: ContactsWindow) -> None:
    case = shown.held.case
    page.add_button.click()
    page.form.edits["name"].setText("Press pool")
    page.form.edits["secret"].setText(f"correct horse {CANARY}")
    page.form.save()
    shown.held.until(lambda: len(page.cards) == 3)
    assert page.form.edits["secret"].text() == ""
    card = next(card for card in page.cards if card.accessibleName() == "Login Press pool")
    card.edit()
    assert card.form.edits["secret"].text() == f"correct horse {CANARY}"
    card.form.edits["name"].setText("Press pool, new")
    card.form.edits["user"].setText("desk")
    card.form.save()
    shown.held.until(lambda: any(c.accessibleName() == "Login Press pool, new" for c in page.cards))
    login = next(one for one in case.look.credentials.all() if one.name == "Press pool, new")
    assert case.unseal_credential(login.n) == SecretFields("desk", f"correct horse {CANARY}")
    next(c for c in page.cards if c.accessibleName() == "Login Press pool, new")._trash()
    shown.held.until(lambda: len(page.cards) == 2)
    shown.session.undo()
    shown.held.until(lambda: len(page.cards) == 3)
    assert tables_that_name(case) == set()


def test_a_login_without_a_name_is_not_saved(page: LoginsPage, shown: ContactsWindow) -> None:
    page.ask()
    page.form.edits["secret"].setText("x")
    page.form.save()
    assert page.form._below.words == "A login needs a name."
    assert len(shown.held.case.look.credentials.all()) == 2


def test_leaving_the_page_hides_what_was_shown(page: LoginsPage, shown: ContactsWindow) -> None:
    page.cards[0].unmasking.show_now()
    shown.window.show_view("library")
    assert page.cards[0].values["secret"].text() == MASK
