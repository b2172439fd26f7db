"""A contact's sheet: terms with their meaning, a hidden identity, a log that only grows, and undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.contacting import LogConversation, NewContact, SetTerms
from casefile.casework.commands.tagging import AddTags
from casefile.casework.summarising import collect
from casefile.casework.who_sees import who_sees
from casefile.domain.contacts import Channel, ContactKind, Conversation, GroundRules, Outcome
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.protected import Identity
from casefile.gui import clipboard
from casefile.gui.contacts.identity_card import MASK, SHOWN_SECONDS
from casefile.gui.contacts.room import Chosen
from tests.helpers.contact_windows import ContactsWindow
from tests.helpers.open_rows import cells_that_say
from tests.helpers.window_cases import WindowCase

JANA = Identity("Jana Novak", "Harbour Office", "+420 601 234 567")


@pytest.fixture
def shown(window_case: WindowCase) -> Iterator[ContactsWindow]:
    made = ContactsWindow(window_case)
    made.show_contacts()
    yield made
    made.stop()
    made.drop()


@pytest.fixture
def magpie(shown: ContactsWindow) -> str:
    shown.set_up()
    return shown.source("MAGPIE")


def contact_of(
    shown: ContactsWindow, name: str = "DHS press office", kind: ContactKind = ContactKind.OFFICE
) -> int:
    n = shown.held.made(NewContact(name, kind), Kind.CONTACT)
    shown.room.choose(Chosen("contact", n=n))
    shown.held.settle()
    return n


# -- terms ---------------------------------------------------------------------------------------


def test_each_term_is_said_with_its_definition(shown: ContactsWindow) -> None:
    contact_of(shown, "Odile Marchetti", ContactKind.PERSON)
    card = shown.sheet.terms
    assert card.switch.value == ""
    assert card.meaning.text() == "Not set: treated as off the record until set."
    names = [part.accessibleName() for part in card.switch.findChildren(QToolButton)]
    assert names[1] == (
        "Ground rules: background, use it, without the name, under the description you both agreed"
    )


def test_choosing_terms_adds_an_entry_and_overwrites_none(shown: ContactsWindow) -> None:
    n = contact_of(shown, "Odile Marchetti", ContactKind.PERSON)
    card = shown.sheet.terms
    for rules in (GroundRules.BACKGROUND, GroundRules.ON_THE_RECORD):
        card.switch.chosen.emit(rules.value)
        shown.held.settle()
    log = shown.held.case.look.contacts.conversations_of(n)
    assert [entry.ground_rules for entry in log] == [GroundRules.ON_THE_RECORD, GroundRules.BACKGROUND]
    assert card.meaning.text() == "Use it, quote it, name them."
    shown.session.undo()
    shown.held.settle()
    assert shown.held.case.look.contacts.get(n).ground_rules is GroundRules.BACKGROUND  # type: ignore[union-attr]
    assert len(shown.held.case.look.contacts.conversations_of(n)) == 1


def test_background_asks_for_the_words_both_agreed(shown: ContactsWindow, magpie: str) -> None:
    shown.sheet.terms.switch.chosen.emit("background")
    shown.held.settle()
    assert shown.sheet.terms._needed.text() == "Background needs the words you both agreed."
    shown.sheet.terms.described.emit("a person familiar with the review")
    shown.held.settle()
    assert (
        shown.session.protected.contents.contacts[0].agreed_description == "a person familiar with the review"
    )
    assert shown.sheet.terms._needed.isHidden()


def test_terms_of_an_earlier_call_can_be_agreed_later(shown: ContactsWindow) -> None:
    n = contact_of(shown, "Odile Marchetti", ContactKind.PERSON)
    talk = LogConversation(n, "2016-10-09", "phone", Outcome.SPOKE, GroundRules.NOT_SET, "She said more.")
    shown.held.do(talk)
    rows = shown.sheet.talks._rows
    row = rows.itemAt(0).widget()
    row._open_switch()  # type: ignore[attr-defined]
    row.switch.chosen.emit("background")  # type: ignore[attr-defined]
    shown.held.settle()
    newest, oldest = shown.held.case.look.contacts.conversations_of(n)
    assert (newest.ground_rules, newest.summary) == (
        GroundRules.BACKGROUND,
        "For the conversation of 9 October 2016.",
    )
    assert (oldest.ground_rules, oldest.summary) == (GroundRules.NOT_SET, "She said more.")


def test_what_the_tab_says_the_editor_sees_is_what_the_memo_shows(shown: ContactsWindow, magpie: str) -> None:
    shown.held.do(NewClaim("The ferry was late."))
    protected = shown.session.protected
    talk = Conversation(0, 0, "2016-10", "phone", Outcome.SPOKE, GroundRules.NOT_SET, "She saw it.")
    protected.log_conversation(magpie, talk)
    for rules, described in (
        (GroundRules.NOT_SET, ""),
        (GroundRules.BACKGROUND, ""),
        (GroundRules.BACKGROUND, "a person familiar with the review"),
        (GroundRules.DEEP_BACKGROUND, "a person familiar with the review"),
        (GroundRules.OFF_THE_RECORD, ""),
        (GroundRules.ON_THE_RECORD, "a clerk"),
    ):
        protected.change_contact(magpie, ground_rules=rules, agreed_description=described)
        contact = protected.contents.contacts[0]
        seen = who_sees(contact, protected=True)[0]
        contents = protected.contents
        collected = collect(shown.held.case.look, "editor", contents=contents)
        sources = collected.summary.sources
        assert bool(collected.terms_missing) == seen.stops
        if seen.words == "nothing" or seen.stops:
            assert sources == ()
        else:
            said = sources[0].description
            assert seen.words == ("description" if said == described else f"“{said}”").replace(
                "“no attribution”", "no attribution"
            )
            assert sources[0].masked


# -- identity ------------------------------------------------------------------------------------


def test_an_identity_is_dots_and_reads_hidden_until_asked_for(shown: ContactsWindow, magpie: str) -> None:
    shown.session.protected.set_identity(magpie, JANA)
    shown.held.settle()
    card = shown.sheet.identity
    for part in ("name", "employer", "phone", "other"):
        assert card.values[part].text() == MASK
        assert card.values[part].accessibleName().endswith(": hidden")
    card.unmasking.button.click()
    assert card.values["name"].text() == "Jana Novak"
    assert card.values["other"].text() == "not written down"
    for _ in range(SHOWN_SECONDS):
        card.unmasking._tick()
    assert card.values["name"].text() == MASK


def test_ways_to_reach_a_source_hide_and_show_with_the_identity(shown: ContactsWindow, magpie: str) -> None:
    shown.session.protected.change_contact(magpie, channels=(Channel("Signal", "+420 601 234 567"),))
    shown.held.settle()
    section = shown.sheet.channels

    def value() -> str:
        row = section._rows.itemAt(0).widget()
        return str(row.layout().itemAt(1).widget().text())  # type: ignore[union-attr]

    assert value() == MASK
    shown.sheet.identity.unmasking.show_now()
    assert value() == "+420 601 234 567"
    shown.sheet.identity.unmasking.hide_now()
    assert value() == MASK


def test_another_source_or_another_window_hides_what_was_shown(shown: ContactsWindow, magpie: str) -> None:
    shown.session.protected.set_identity(magpie, JANA)
    shown.held.settle()
    card = shown.sheet.identity
    card.unmasking.show_now()
    QApplication.sendEvent(shown.window, QEvent(QEvent.Type.WindowDeactivate))
    assert card.values["name"].text() == MASK
    card.unmasking.show_now()
    shown.source("HERON")
    assert card.values["name"].text() == MASK


def test_copying_an_identity_asks_and_the_clipboard_is_cleared(
    shown: ContactsWindow, magpie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clipboard.CLEARS_AFTER_MS == 10_000
    monkeypatch.setattr(clipboard, "CLEARS_AFTER_MS", 30)
    shown.session.protected.set_identity(magpie, JANA)
    shown.held.settle()
    card, board = shown.sheet.identity, QGuiApplication.clipboard()
    board.clear()
    card.unmasking.show_now()
    card._copies["name"].click()
    assert board.text() == ""
    assert card.question.isVisible()
    card.question.copy_button.click()
    assert board.text() == "Jana Novak"
    assert board.mimeData().hasFormat("x-kde-passwordManagerHint")
    shown.held.until(lambda: board.text() == "")


def test_saying_no_copies_nothing(shown: ContactsWindow, magpie: str) -> None:
    shown.session.protected.set_identity(magpie, JANA)
    shown.held.settle()
    QGuiApplication.clipboard().clear()
    shown.sheet.identity.unmasking.show_now()
    shown.sheet.identity._copies["phone"].click()
    shown.sheet.identity.question.keep_button.click()
    assert QGuiApplication.clipboard().text() == ""
    assert shown.sheet.identity.question._secret == ""


def test_an_identity_is_written_down_in_its_parts(shown: ContactsWindow, magpie: str) -> None:
    card = shown.sheet.identity
    card.change.click()
    card.edits["name"].setText("  Jana   Novak ")
    card.edits["phone"].setText("+420 601 234 567")
    card.save_button.click()
    shown.held.settle()
    assert shown.session.protected.contents.identity(magpie) == Identity("Jana Novak", "", "+420 601 234 567")
    assert card.edits["name"].text() == ""


def test_words_copied_from_a_sources_notes_are_marked_secret(shown: ContactsWindow, magpie: str) -> None:
    note = shown.sheet.note
    note.setPlainText("met her at the harbour")
    note.selectAll()
    carried = note.createMimeDataFromSelection()
    assert carried.text() == "met her at the harbour"
    assert carried.hasFormat("x-kde-passwordManagerHint")
    contact_of(shown)
    shown.sheet.note.selectAll()
    assert not shown.sheet.note.createMimeDataFromSelection().hasFormat("x-kde-passwordManagerHint")


# -- weight, notes, links ------------------------------------------------------------------------


def test_what_was_never_asked_is_said_so(shown: ContactsWindow) -> None:
    contact_of(shown)
    weight = shown.sheet.weight
    assert weight.basis.text() == "not asked yet"
    assert weight.motive.placeholderText() == "not asked yet"
    assert weight.paid.text() == "not asked yet"
    assert weight.reliability.text() == "not judged"


@pytest.mark.parametrize("protected", [True, False])
def test_weight_is_written_down_for_both_kinds(shown: ContactsWindow, magpie: str, protected: bool) -> None:
    n = 0
    if not protected:
        n = contact_of(shown)
    weight = shown.sheet.weight
    weight.basis.chosen.emit("eyewitness")
    shown.held.settle()
    weight.paid.chosen.emit("no")
    shown.held.settle()
    weight.motive.said.emit("passed over for promotion")
    shown.held.settle()
    weight.reliability.chosen.emit("B")
    shown.held.settle()
    look = shown.held.case.look.contacts
    contact = shown.session.protected.contents.contacts[0] if protected else look.get(n)
    assert contact is not None
    assert (contact.basis.value, contact.paid, contact.motive, contact.reliability) == (
        "eyewitness",
        False,
        "passed over for promotion",
        "B",
    )
    assert weight.paid.text() == "no"


def test_a_note_half_typed_when_they_close_is_kept_with_them(shown: ContactsWindow, magpie: str) -> None:
    shown.sheet.note.setPlainText("met her at the harbour")
    shown.room.close_sources()
    shown.held.settle()
    assert shown.sheet.note.toPlainText() == ""
    shown.unlock()
    assert shown.session.protected.contents.contacts[0].note == "met her at the harbour"
    assert cells_that_say(shown.held.case, "harbour") == set()


def test_a_claim_rests_on_a_source_only_once_terms_are_set(shown: ContactsWindow, magpie: str) -> None:
    shown.held.do(NewClaim("The ferry was late."))
    resting = shown.sheet.resting
    assert resting.field.isHidden()
    assert not resting._needed.isHidden()
    shown.sheet.terms.switch.chosen.emit("background")
    shown.held.settle()
    assert not resting.field.isHidden()
    resting.linked.emit("C1")
    shown.held.settle()
    assert [link.ref for link in shown.session.protected.contents.links] == ["C1"]
    assert shown.held.case.look.audit is not None


def test_a_hostile_contact_carries_its_warning(shown: ContactsWindow) -> None:
    from casefile.casework.commands.contacting import EditContact

    n = contact_of(shown, "Guccifer 2.0", ContactKind.PERSON)
    assert shown.sheet.hostile.isHidden()
    shown.held.do(EditContact(n, "hostile", True))
    assert not shown.sheet.hostile.isHidden()
    shown.held.until(lambda: any(row.badges for row in shown.list.model.rows))
    (row,) = [row for row in shown.list.model.rows if row.title == "Guccifer 2.0"]
    assert row.badges == (("hostile", "danger"),)
    assert row.said == "Guccifer 2.0, person, K1, hostile, not set, treated as off the record"


# -- undo ----------------------------------------------------------------------------------------


def test_undo_takes_the_last_deed_back_wherever_it_was_done(shown: ContactsWindow, magpie: str) -> None:
    n = contact_of(shown)
    shown.held.do(SetTerms(n, GroundRules.BACKGROUND, "2016-10-08"))
    shown.session.protected.change_contact(magpie, motive="passed over for promotion")
    shown.held.settle()
    undo = shown.window.deeds["edit.undo"]
    assert undo.text() == "Undo Change of protected sources"
    undo.trigger()
    shown.held.settle()
    assert shown.session.protected.contents.contacts[0].motive is None
    assert shown.window.deeds["edit.redo"].text() == "Redo Change of protected sources"
    assert undo.text() == "Undo Change of ground rules"
    shown.window.deeds["edit.redo"].trigger()
    shown.held.settle()
    assert shown.session.protected.contents.contacts[0].motive == "passed over for promotion"
    shown.room.close_sources()
    shown.held.settle()
    assert undo.text() == "Undo Change of ground rules"


def test_a_source_taken_away_comes_back_with_undo(shown: ContactsWindow, magpie: str) -> None:
    shown.session.protected.set_identity(magpie, JANA)
    shown.held.settle()
    shown.list.trash()
    shown.held.settle()
    assert shown.session.protected.contents.contacts == ()
    shown.window.deeds["edit.undo"].trigger()
    shown.held.settle()
    assert shown.session.protected.contents.identity(magpie) == JANA


# -- list and tags -------------------------------------------------------------------------------


def test_the_filter_narrows_open_contacts_and_says_how_many(shown: ContactsWindow) -> None:
    n = contact_of(shown)
    shown.held.do(NewContact("White House press"))
    shown.held.do(AddTags(Kind.CONTACT, (n,), ("status:reply-needed",)))
    shown.session.set_sentence("tag:reply-needed")
    shown.held.until(lambda: any(row.second == "1 of 2" for row in shown.list.model.rows))
    (row,) = [row for row in shown.list.model.rows if row.chosen and row.chosen.kind == "contact"]
    assert row.title == "DHS press office"
    assert row.badges == (("reply needed", "warn"),)
    shown.session.set_sentence("")


def test_only_open_contacts_can_be_dragged_or_tagged(shown: ContactsWindow, magpie: str) -> None:
    from PySide6.QtCore import Qt

    model = shown.list.model
    source = model.index_of(Chosen("source", magpie))
    assert not model.flags(source) & Qt.ItemFlag.ItemIsDragEnabled
    assert shown.session.selection.numbers == ()
    shown.window.inspector.show_tab("Tags")
    tab = shown.window.inspector.widget_of("contacts", "Tags")
    assert tab is not None
    assert tab._section.isHidden()  # type: ignore[attr-defined]
    n = contact_of(shown)
    shown.held.until(lambda: shown.session.selection.numbers == (n,))
    assert not tab._section.isHidden()  # type: ignore[attr-defined]


def test_going_to_a_contact_shows_its_sheet(shown: ContactsWindow) -> None:
    n = contact_of(shown)
    shown.held.do(NewContact("White House press"))
    shown.window.show_view("library")
    shown.session.go("contacts", Ref(Kind.CONTACT, n))
    shown.held.settle()
    assert shown.window.view == "contacts"
    assert shown.sheet.name.text() == "DHS press office"


def test_an_open_contact_moves_to_protected_sources_after_a_question(
    shown: ContactsWindow, magpie: str
) -> None:
    n = contact_of(shown, "Jana Novakova", ContactKind.PERSON)
    shown.room.ask_to_move(Chosen("contact", n=n))
    shown.held.settle()
    question = shown.pane.moving
    assert question.isVisible()
    assert question.words.text().startswith(
        "Move K1 to protected sources? The contact and every step of Undo"
    )
    question.move_button.click()
    shown.held.until(lambda: shown.room.chosen.kind == "source")
    shown.held.settle()
    assert shown.sheet.name.text() == "Jana Novakova"
    assert cells_that_say(shown.held.case, "Novakova") == set()


def test_moving_while_they_are_closed_says_how_to_open_them(shown: ContactsWindow) -> None:
    n = contact_of(shown, "Jana Novakova", ContactKind.PERSON)
    shown.room.ask_to_move(Chosen("contact", n=n))
    shown.held.settle()
    message = shown.window.messages.shown
    assert message is not None
    assert (message.code, message.step) == ("protected_closed", "Open…")
    assert shown.held.case.look.contacts.count() == 1
