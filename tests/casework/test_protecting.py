"""Protected sources: unreadable and uncounted while closed, whatever the case's passphrase shows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.contacting import EditContact, LogConversation, NewContact
from casefile.casework.commands.tagging import AddTags
from casefile.casework.exporting import Wish, check_summary, write_summary
from casefile.casework.guarded_words import guarded_words
from casefile.casework.moving_to_protected import move_to_protected, plan_move
from casefile.casework.open_case import OpenCase
from casefile.casework.protected_drafts import ADDRESS, LONGEST, ProtectedDrafts, count_opening
from casefile.casework.protecting import ProtectedSources
from casefile.casework.sheet import LEGAL_HOLD
from casefile.domain.contacts import Channel, Conversation, GroundRules, Outcome
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.protected import Identity, SourceLink
from casefile.vault.sealed_drafts import DRAFT_SLOTS, open_draft, unused_address, unused_draft
from casefile.vault.sealing import Unsealable
from tests.helpers.canary import CANARY
from tests.helpers.cases import PASSPHRASE, case_at, note, reopened
from tests.helpers.open_rows import tables_that_name

WORDS = "moth lantern gravel seven owls tide"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[OpenCase]:
    with case_at(tmp_path / "Larkspur.casefile") as held:
        yield held


@pytest.fixture
def sources(case: OpenCase) -> Iterator[ProtectedSources]:
    """Protected sources, set up and open."""
    held = ProtectedSources(case)
    held.set_up(WORDS)
    yield held
    held.shut()


def written(case: OpenCase) -> None:
    """Waits until everything handed to the writer lane lies in the case."""
    case.write(lambda store: None).result()


def a_talk(summary: str = "She saw the ledger.", rules: GroundRules = GroundRules.NOT_SET) -> Conversation:
    return Conversation(0, 0, "2026-03", "phone", Outcome.SPOKE, rules, summary)


def test_what_was_written_down_is_there_after_closing_and_opening_again(
    case: OpenCase, sources: ProtectedSources
) -> None:
    magpie = sources.new_contact(f"MAGPIE {CANARY}")
    sources.change_contact(magpie, agreed_description="a person familiar with the review")
    sources.set_identity(magpie, Identity(name="Jana Novak", phone="+420 601 234 567"))
    sources.log_conversation(magpie, a_talk())
    sources.close()
    assert not sources.is_open
    sources.open(WORDS)
    (contact,) = sources.contents.contacts
    assert (contact.name, contact.ground_rules) == (f"MAGPIE {CANARY}", GroundRules.NOT_SET)
    assert sources.contents.identity(magpie) == Identity(name="Jana Novak", phone="+420 601 234 567")
    assert [entry.summary for entry in sources.contents.log_of(magpie)] == ["She saw the ledger."]


def test_closed_sources_answer_nothing(sources: ProtectedSources) -> None:
    sources.new_contact("MAGPIE")
    sources.close()
    with pytest.raises(ReporterCanFix, match="protected_closed"):
        sources.contents  # noqa: B018 - reading it is the deed
    with pytest.raises(ReporterCanFix, match="protected_closed"):
        sources.new_contact("HERON")
    assert sources.contacts_or_none() is None
    assert sources.named_in("I met MAGPIE") == ()
    assert not sources.can_undo
    assert not sources.undo()


def test_a_wrong_passphrase_is_told_and_nothing_is_opened(sources: ProtectedSources) -> None:
    sources.close()
    with pytest.raises(ReporterCanFix, match="wrong_protected_passphrase"):
        sources.open("another one")
    assert not sources.is_open


def test_a_case_where_none_were_set_up_refuses_in_the_same_words(case: OpenCase) -> None:
    with pytest.raises(ReporterCanFix, match="wrong_protected_passphrase"):
        ProtectedSources(case).open(WORDS)


def test_the_passphrase_of_the_case_is_refused_for_them(case: OpenCase) -> None:
    with pytest.raises(ReporterCanFix, match="protected_same_passphrase"):
        ProtectedSources(case).set_up(PASSPHRASE)


def test_the_recovery_key_shown_at_set_up_opens_them(case: OpenCase) -> None:
    sources = ProtectedSources(case)
    groups = sources.set_up(WORDS)
    magpie = sources.new_contact("MAGPIE")
    written(case)
    sources.close()
    sources.open_with_recovery_key(" ".join(groups))
    assert sources.contents.contact(magpie) is not None
    sources.shut()


def test_setting_up_anew_leaves_nothing_of_what_lay_there(case: OpenCase, sources: ProtectedSources) -> None:
    sources.new_contact("MAGPIE")
    written(case)
    sources.close()
    sources.set_up("another passphrase for them")
    assert sources.contents.contacts == ()
    sources.close()
    with pytest.raises(ReporterCanFix, match="wrong_protected_passphrase"):
        sources.open(WORDS)


def test_opening_without_waiting_tells_when_it_is_open(case: OpenCase, sources: ProtectedSources) -> None:
    sources.close()
    opened, refused = threading.Event(), threading.Event()
    sources.open_later("another one", opened.set, lambda problem: refused.set())
    assert refused.wait(5)
    assert not opened.is_set()
    sources.open_later(WORDS, opened.set, lambda problem: None)
    assert opened.wait(5)
    assert sources.is_open


def test_an_opening_that_was_given_up_stays_closed(case: OpenCase, sources: ProtectedSources) -> None:
    sources.close()
    waiting: list[Callable[[], None]] = []
    case.deliver = waiting.append
    sources.open_later(WORDS, lambda: pytest.fail("it opened"), lambda problem: pytest.fail(str(problem)))
    sources._lane.stop()  # type: ignore[union-attr]  # waits until the key was derived
    sources.give_up_opening()
    for call in waiting:
        call()
    assert not sources.is_open


# -- steps ---------------------------------------------------------------------------------------


def test_protected_deeds_are_undone_and_made_again_apart_from_the_case(
    case: OpenCase, sources: ProtectedSources
) -> None:
    magpie = sources.new_contact("MAGPIE")
    sources.change_contact(magpie, motive="passed over for promotion")
    assert sources.undo()
    assert sources.contents.contacts[0].motive is None
    assert sources.redo()
    assert sources.contents.contacts[0].motive == "passed over for promotion"
    assert case.next_undo() is None


def test_undo_means_the_last_deed_whether_it_was_protected_or_not(
    case: OpenCase, sources: ProtectedSources
) -> None:
    sources.new_contact("MAGPIE")
    assert sources.newest_is_here()
    note(case, "an open note")
    assert not sources.newest_is_here()
    sources.new_contact("HERON")
    assert sources.newest_is_here()


def test_a_removed_source_comes_back_whole(sources: ProtectedSources) -> None:
    magpie = sources.new_contact("MAGPIE")
    sources.set_identity(magpie, Identity(name="Jana Novak"))
    sources.log_conversation(magpie, a_talk())
    sources.remove_contact(magpie)
    assert sources.contents.log_of(magpie) == ()
    sources.undo()
    assert sources.contents.identity(magpie).name == "Jana Novak"
    assert len(sources.contents.log_of(magpie)) == 1


def test_new_terms_are_an_entry_of_the_log_and_overwrite_none(sources: ProtectedSources) -> None:
    magpie = sources.new_contact("MAGPIE")
    sources.log_conversation(magpie, a_talk())
    sources.set_terms(magpie, a_talk("For the call of March.", GroundRules.BACKGROUND))
    first, second = sources.contents.log_of(magpie)
    assert first.ground_rules is GroundRules.NOT_SET
    assert second.ground_rules is GroundRules.BACKGROUND
    assert sources.contents.contacts[0].ground_rules is GroundRules.BACKGROUND
    sources.undo()
    assert len(sources.contents.log_of(magpie)) == 1
    assert sources.contents.contacts[0].ground_rules is GroundRules.NOT_SET


def test_nothing_rests_on_a_source_before_terms_are_set(sources: ProtectedSources) -> None:
    magpie = sources.new_contact("MAGPIE")
    with pytest.raises(ReporterCanFix, match="terms_missing"):
        sources.link(magpie, "C18")
    sources.set_terms(magpie, a_talk("", GroundRules.BACKGROUND))
    sources.link(magpie, "C18")
    assert sources.contents.links_of(magpie) == (SourceLink(magpie, "C18"),)
    sources.unlink(SourceLink(magpie, "C18"))
    assert sources.contents.links == ()


# -- what the case's passphrase shows ------------------------------------------------------------


def test_a_protected_name_stands_in_no_row_of_the_open_case(
    case: OpenCase, sources: ProtectedSources
) -> None:
    magpie = sources.new_contact(f"MAGPIE {CANARY}")
    sources.set_identity(magpie, Identity(name=CANARY, employer=CANARY, phone=CANARY, other=CANARY))
    sources.change_contact(magpie, note=CANARY, channels=(Channel("phone", CANARY),))
    sources.set_terms(magpie, a_talk(CANARY, GroundRules.BACKGROUND))
    sources.log_conversation(magpie, a_talk(CANARY))
    sources.link(magpie, "C18", CANARY)
    sources.remove_contact(magpie)
    sources.undo()
    sources.drafts.keep(f"half typed about {CANARY}", 0)
    written(case)
    assert tables_that_name(case) == set()


def test_the_search_for_names_would_find_one_that_is_not_sealed(case: OpenCase) -> None:
    case.do(NewContact(CANARY)).result()
    assert {"contact", "step"} & tables_that_name(case)


def test_used_and_unused_cases_show_the_same(tmp_path: Path) -> None:
    """By names and sizes of everything sealed; the bytes are random in both."""

    def sizes(case: OpenCase) -> tuple[object, ...]:
        keys = case.look.db.conn.execute("SELECT name, length(body) FROM sealed_key").fetchall()
        blocks = case.look.db.conn.execute("SELECT slot, length(body) FROM sealed_block").fetchall()
        return sorted(keys), blocks

    with case_at(tmp_path / "unused.casefile") as unused, case_at(tmp_path / "used.casefile") as used:
        sources = ProtectedSources(used)
        sources.set_up(WORDS)
        sources.new_contact("MAGPIE")
        sources.drafts.keep("half typed", 0)
        written(used)
        sources.shut()
        assert sizes(unused) == sizes(used)


def test_what_is_typed_is_searched_for_names_only_while_open(sources: ProtectedSources) -> None:
    magpie = sources.new_contact("MAGPIE")
    sources.set_identity(magpie, Identity(name="Jana Novak", employer="Harbour Office"))
    sources.change_contact(magpie, channels=(Channel("phone", "+420 601 234 567"),))
    for named in ("saw Magpie again", "Novak, Jana called", "call 420601234567"):
        assert [contact.id for contact in sources.named_in(named)] == [magpie], named
    for free in ("the Harbour Office is closed", "two magpies? no: magpiety", ""):
        assert sources.named_in(free) == (), free


def test_each_part_of_an_identity_is_looked_for_before_an_export(
    case: OpenCase, sources: ProtectedSources
) -> None:
    magpie = sources.new_contact("MAGPIE")
    sources.set_identity(magpie, Identity("Jana Novak", "Harbour Office", "+420 601 234 567"))
    guarded = {one.word.word for one in guarded_words(case.look, sources.contents)}
    assert {"MAGPIE", "Jana Novak", "Novak", "+420 601 234 567"} <= guarded
    assert "Harbour Office" not in guarded, "an employer alone would cry wolf; it is guarded beside the role"


def test_a_closed_compartment_leaves_a_summary_without_it(case: OpenCase, sources: ProtectedSources) -> None:
    sources.new_contact("MAGPIE")
    sources.close()
    case.do(NewClaim("The ferry was late.")).result()
    wish = Wish(format="md")
    prepared = case.ask(lambda store: check_summary(store, write_summary(store, wish))).result()
    assert not prepared.checked_names
    assert prepared.written.collected.summary.sources == ()


# -- drafts --------------------------------------------------------------------------------------


def test_a_call_half_typed_while_closed_is_there_after_a_lock_and_an_opening(tmp_path: Path) -> None:
    path = tmp_path / "Larkspur.casefile"
    with case_at(path) as case:
        sources = ProtectedSources(case)
        sources.set_up(WORDS)
        sources.shut()
        ProtectedDrafts(case).keep(f"She says the ledger {CANARY}", 0)
    with reopened(path) as case:
        assert tables_that_name(case) == set()
        sources = ProtectedSources(case)
        sources.open(WORDS)
        (draft,) = sources.kept_drafts
        assert draft.words == f"She says the ledger {CANARY}"
        sources.throw_draft_away(draft)
        written(case)
        assert sources.kept_drafts == ()
        sources.close()
        sources.open(WORDS)
        assert sources.kept_drafts == ()
        sources.shut()


def test_a_draft_grows_in_its_slot_and_the_next_opening_takes_another(tmp_path: Path) -> None:
    path = tmp_path / "Larkspur.casefile"
    with case_at(path) as case:
        sources = ProtectedSources(case)
        sources.set_up(WORDS)
        sources.shut()
        case.write(count_opening).result()
        drafts = ProtectedDrafts(case)
        drafts.keep("She says", 0)
        drafts.keep("She says the ledger", 0)
    with reopened(path) as case:
        case.write(count_opening).result()
        ProtectedDrafts(case).keep("He says nothing", 0)
        sources = ProtectedSources(case)
        sources.open(WORDS)
        assert sorted(draft.words for draft in sources.kept_drafts) == [
            "He says nothing",
            "She says the ledger",
        ]
        sources.shut()


def test_a_draft_longer_than_its_slot_is_refused_and_not_cut(case: OpenCase) -> None:
    drafts = ProtectedDrafts(case)
    assert drafts.keep("x" * LONGEST, 0)
    assert not drafts.keep("x" * (LONGEST + 1), 0)


def test_drafts_of_a_case_without_protected_sources_open_to_nobody(case: OpenCase) -> None:
    ProtectedDrafts(case).keep("half typed", 0)
    sources = ProtectedSources(case)
    sources.set_up(WORDS)
    sources.close()
    sources.open(WORDS)
    assert sources.kept_drafts == ()
    sources.shut()


def test_an_address_somebody_else_put_there_is_replaced_at_the_next_opening(
    case: OpenCase, sources: ProtectedSources
) -> None:
    ours = case.look.sealed.key(ADDRESS)
    sources.close()
    case.write(lambda store: store.sealed.put_key(ADDRESS, unused_address())).result()
    sources.open(WORDS)
    assert case.look.sealed.key(ADDRESS) == ours


def test_empty_slots_open_under_no_key() -> None:
    for _ in range(DRAFT_SLOTS):
        with pytest.raises(Unsealable):
            open_draft(bytes(32), unused_draft())


# -- moving an open contact ----------------------------------------------------------------------


def test_a_contact_moved_to_protected_sources_is_nowhere_in_the_open_case(
    case: OpenCase, sources: ProtectedSources
) -> None:
    case.do(NewContact(f"Jana {CANARY}")).result()
    talk = LogConversation(1, "2016-10", "phone", Outcome.SPOKE, GroundRules.BACKGROUND, f"said {CANARY}")
    case.do(talk).result()
    case.do(EditContact(1, "note", f"met {CANARY}")).result()
    case.do(AddTags(Kind.CONTACT, (1,), ("status:call",))).result()
    sources.new_contact("HERON")
    plan = case.ask(lambda store: plan_move(store, 1, case)).result()
    moved: list[str] = []
    move_to_protected(case, sources, plan, lambda id_, erased: moved.append(id_), pytest.fail)
    assert tables_that_name(case) == set()
    (id_,) = moved
    contact = sources.contents.contact(id_)
    assert contact is not None
    assert (contact.n, contact.name, contact.note) == (0, f"Jana {CANARY}", f"met {CANARY}")
    assert contact.id != plan.contact.id
    assert [entry.summary for entry in sources.contents.log_of(id_)] == [f"said {CANARY}"]
    assert sources.undo()  # HERON goes; who was moved stays
    assert [one.name for one in sources.contents.contacts] == [f"Jana {CANARY}"]


def test_what_still_names_a_contact_is_told_before_it_is_moved(
    case: OpenCase, sources: ProtectedSources
) -> None:
    case.do(NewContact("Jana Novakova")).result()
    case.do(NewClaim("Jana Novakova saw the ledger.")).result()
    plan = case.ask(lambda store: plan_move(store, 1, case)).result()
    assert plan.named_in == ("C1",)


def test_under_a_legal_hold_nothing_is_moved(case: OpenCase, sources: ProtectedSources) -> None:
    case.do(NewContact("Jana Novakova")).result()
    plan = case.ask(lambda store: plan_move(store, 1, case)).result()
    case.write(lambda store: store.case_sheet.put(LEGAL_HOLD, "1")).result()
    refused: list[BaseException] = []
    move_to_protected(case, sources, plan, lambda id_, erased: pytest.fail("moved"), refused.append)
    written(case)
    assert [problem.args[0] for problem in refused] == ["legal_hold"]
    assert sources.contents.contacts == ()
    assert case.look.contacts.count() == 1
