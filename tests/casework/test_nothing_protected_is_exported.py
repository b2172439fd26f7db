"""A protected source, wherever it was written down, keeps a summary from leaving, and the place is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.casework.commands.claiming import EditClaim
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.linking import ChangeLink, OriginNamed
from casefile.casework.commands.tagging import AddTags
from casefile.casework.commands.tasking import NewTask
from casefile.casework.exporting import formats
from casefile.casework.history import Command
from casefile.casework.preflight import Finding
from casefile.domain.contacts import GroundRules
from casefile.domain.identifiers import Kind
from casefile.domain.profiles import Scope
from casefile.domain.summary import CaseSummary
from casefile.exporters.readback.reading import read_back
from tests.helpers.cases import case_at
from tests.helpers.guarded_cases import (
    CODENAME,
    DESCRIPTION,
    FILE_NAME,
    HASH,
    IDENTITY,
    ORGANISATION,
    ROLE,
    SECRETS,
    SPELLINGS,
    GuardedCase,
    case_file,
)

FORMATS = [one.name for one in formats()]


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[GuardedCase]:
    with case_at(case_file(tmp_path)) as case:
        yield GuardedCase.make(case)


def stops(guarded: GuardedCase, format_name: str = "md", **wish: object) -> tuple[Finding, ...]:
    return guarded.prepared(format_name, **wish).stops


def everything_said(summary: CaseSummary, format_name: str, content: bytes) -> str:
    return "\n".join(place.text for place in read_back(format_name, content)) + repr(summary)


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_summary_that_says_nothing_protected_may_be_saved(guarded: GuardedCase, format_name: str) -> None:
    prepared = guarded.prepared(format_name)
    assert prepared.stops == ()
    assert prepared.checked_names
    said = everything_said(prepared.written.collected.summary, format_name, prepared.written.content)
    for secret in SECRETS.values():
        if secret != IDENTITY:  # a published article says it; see below
            assert secret not in said
    assert "".join(DESCRIPTION.split()) in "".join(said.split())


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_spelling_of_a_protected_name_stops_every_format(
    guarded: GuardedCase, format_name: str
) -> None:
    missed = []
    for way, spelling in SPELLINGS.items():
        guarded.case.do(EditClaim(1, "proposition", f"Why did {spelling} leave the board?")).result()
        found = stops(guarded, format_name)
        if not any("name of a protected source" in one.whose for one in found):
            missed.append(way)
    assert missed == []


@pytest.mark.parametrize("whose", SECRETS)
def test_every_protected_field_is_named(guarded: GuardedCase, whose: str) -> None:
    guarded.case.do(EditClaim(1, "proposition", f"We were told of {SECRETS[whose]} on Monday.")).result()
    found = stops(guarded)
    assert whose in {one.whose for one in found}
    assert {one.where for one in found} == {"2 Key claims, C1"}


@pytest.mark.parametrize(
    ("deed", "where"),
    [
        (EditClaim(1, "proposition", f"{IDENTITY} paid."), "Key claims, C1"),
        (EditClaim(1, "speaker", IDENTITY), "Key claims, C1"),
        (ChangeLink(1, reason=f"{IDENTITY} says so"), "Key claims, C1"),
        (ChangeLink(1, origin=OriginNamed(IDENTITY)), "Key claims, C1"),
        (NewTask(f"Ring {IDENTITY} again"), "Open questions and tasks"),
    ],
)
def test_wherever_the_name_was_typed_the_place_is_told(
    guarded: GuardedCase, deed: Command, where: str
) -> None:
    guarded.case.do(deed).result()
    assert any(one.where.endswith(where) for one in stops(guarded))


def test_a_tag_that_names_a_source_stops_a_summary_of_that_tag(guarded: GuardedCase) -> None:
    tag = f"from:{CODENAME}"
    guarded.case.do(AddTags(Kind.CLAIM, (1,), (tag,))).result()
    assert stops(guarded) == ()  # tags are in no summary
    (found,) = stops(guarded, scope=Scope(tag=tag))
    assert found.where == "the head of the summary"


def test_notes_are_in_no_summary(guarded: GuardedCase) -> None:
    guarded.case.do(EditClaim(1, "note", f"From {IDENTITY}, {CODENAME}")).result()
    guarded.case.do(EditItems((1,), "note", f"{CODENAME} sent it")).result()
    prepared = guarded.prepared()
    assert prepared.stops == ()
    assert CODENAME not in prepared.written.content.decode()


def test_the_name_of_an_employer_alone_does_not_cry_wolf(guarded: GuardedCase) -> None:
    guarded.case.do(EditClaim(1, "proposition", f"The {ORGANISATION} opened the bids.")).result()
    assert stops(guarded) == ()
    guarded.case.do(EditClaim(1, "proposition", f"The {ROLE}, {ORGANISATION}, told us.")).result()
    assert {one.whose for one in stops(guarded)} == {"role and employer of a protected source"}


def test_a_finding_keeps_the_word_to_itself(guarded: GuardedCase) -> None:
    guarded.case.do(EditClaim(1, "proposition", f"{CODENAME} paid.")).result()
    (found,) = stops(guarded)
    assert found.shown == CODENAME
    assert CODENAME not in repr(found)
    assert CODENAME not in repr(guarded.prepared())


def test_a_pdf_finding_says_on_which_page(guarded: GuardedCase) -> None:
    guarded.case.do(NewTask(f"Ring {CODENAME}")).result()
    (found,) = stops(guarded, "pdf")
    assert found.page >= 1
    assert found.where.endswith("Open questions and tasks")


def test_what_an_article_published_is_told_and_does_not_stop(guarded: GuardedCase) -> None:
    guarded.case.write(
        lambda store: store.db.conn.execute(
            "UPDATE passage SET exact = (SELECT substr(text, 1, 86) FROM text_layer WHERE item = 1)"
            " WHERE n = 1"
        )
    ).result()
    prepared = guarded.prepared()
    assert IDENTITY in prepared.written.content.decode()
    assert prepared.stops == ()
    assert {one.code for one in prepared.findings if "name" in one.whose} == {"open_material"}


def test_the_same_words_from_an_unpublished_item_stop_it(guarded: GuardedCase) -> None:
    test_what_an_article_published_is_told_and_does_not_stop(guarded)
    guarded.case.do(EditItems((1,), "provenance", "interview")).result()
    assert {one.code for one in stops(guarded)} == {"protected_word"}


def test_with_protected_sources_closed_nothing_of_them_is_collected(guarded: GuardedCase) -> None:
    guarded.protected.link(guarded.source, "C1")
    guarded.protected.close()
    for format_name in FORMATS:
        prepared = guarded.prepared(format_name)
        assert not prepared.checked_names
        said = everything_said(prepared.written.collected.summary, format_name, prepared.written.content)
        assert DESCRIPTION not in said
        assert "masked" not in said.replace("masked=", "").replace("masked_sources=", "")


def test_a_confidential_document_leaves_without_name_hash_or_words(guarded: GuardedCase) -> None:
    prepared = guarded.prepared()
    said = prepared.written.content.decode()
    assert "Transfer of 240,000" not in said
    for secret in (FILE_NAME, HASH, "Night ledger of the board", "Accounts office"):
        assert secret not in said
    assert "Words withheld" in said
    assert prepared.written.collected.withheld == ("I2",)


def test_its_words_leave_once_the_reporter_cleared_it_for_anyone(guarded: GuardedCase) -> None:
    guarded.case.do(EditItems((2,), "marking", "CLEAR")).result()
    said = guarded.prepared().written.content.decode()
    assert "Transfer of 240,000" in said
    assert "Accounts office" not in said
    assert "document withheld" in said


def test_an_item_linked_to_a_protected_source_is_confidential_too(guarded: GuardedCase) -> None:
    assert "Ferry contract raises questions" in guarded.prepared().written.content.decode()
    guarded.protected.link(guarded.source, "I1")
    assert "Ferry contract raises questions" not in guarded.prepared().written.content.decode()


def test_a_source_has_a_fresh_token_in_each_export_and_one_within_it(guarded: GuardedCase) -> None:
    guarded.protected.link(guarded.source, "C1")
    tokens = set()
    for _ in range(12):
        summary = guarded.prepared().written.collected.summary
        (source,) = summary.sources
        assert summary.claims[0].rests_on == (source.token,)
        tokens.add(source.token)
    assert len(tokens) > 1


def test_a_source_without_ground_rules_stops_the_summary(guarded: GuardedCase) -> None:
    guarded.protected.change_contact(guarded.source, ground_rules=GroundRules.NOT_SET)
    (found,) = stops(guarded)
    assert (found.code, found.whose) == ("terms_missing", "a protected source")


def test_a_claim_that_only_one_masked_source_supports_is_to_be_weighed(guarded: GuardedCase) -> None:
    guarded.protected.link(guarded.source, "C1")
    assert "alone" not in {one.code for one in guarded.prepared().findings}
    guarded.case.do(ChangeLink(1, relation=None, reason="x")).result()
    guarded.case.write(
        lambda store: store.db.conn.execute("UPDATE evidence_link SET relation = 'context'")
    ).result()
    (found,) = [one for one in guarded.prepared().findings if one.code == "alone"]
    assert found.where == "C1"
    assert not found.stops


def test_days_of_conversations_are_told_by_month(guarded: GuardedCase) -> None:
    (source,) = guarded.prepared().written.collected.summary.sources
    assert source.when == "2026-02"


def test_masking_takes_the_words_out_and_the_summary_may_be_saved(guarded: GuardedCase) -> None:
    guarded.protected.link(guarded.source, "C1")
    guarded.case.do(
        EditClaim(1, "proposition", f"{CODENAME} told us: call {SECRETS['phone of a protected source']}.")
    ).result()
    found = stops(guarded)
    words = frozenset(one.word for one in found if one.word is not None)
    masked = guarded.prepared(masks=words)
    assert masked.stops == ()
    said = masked.written.collected.summary.claims[0].proposition
    assert said.startswith("[Source ")
    assert said.endswith("told us: call [withheld].")
