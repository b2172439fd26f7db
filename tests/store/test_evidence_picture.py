"""A claim shows what stands for and against it, counted in passages and in origins, and what is missing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from casefile.domain.evidence import Relation, Strength
from casefile.domain.gaps import GapCode, independent_origins
from casefile.store.case_store import CaseStore
from casefile.store.rows import insert
from tests.helpers.records import WHEN, make_claim, make_item, make_link, make_origin, make_passage

SHARED = Path(os.environ.get("CASEFILE_SHARED", Path(__file__).parents[3] / "shared"))
SEED = SHARED / "seed-case" / "seed_acceptance.json"


def gaps(store: CaseStore, claim: int) -> list[str]:
    return [gap.code for gap in store.evidence.picture(claim).gaps]


def words_of(store: CaseStore, count: int = 6) -> list[int]:
    item = make_item(store, "abcdefghijklmnopqrstuvwxyz")
    return [make_passage(store, item, at, at + 2) for at in range(0, 4 * count, 4)]


@pytest.mark.parametrize(
    ("origins", "independent"),
    [([], 0), ([1], 1), ([1, 1, 1], 1), ([1, 2], 2), ([None, None], 1), ([1, None], 1), ([1, 2, None], 2)],
)
def test_five_copies_of_one_voice_are_one_origin(origins: list[int | None], independent: int) -> None:
    assert independent_origins(origins) == independent


def test_the_picture_holds_every_link_strongest_first(store: CaseStore) -> None:
    a, b, c, d, said, gone = words_of(store)
    claim = make_claim(store, speaker="the minister")
    one, other = make_origin(store, "ODNI"), make_origin(store, "unnamed", named=False)
    make_link(store, b, claim, origin=one)
    make_link(store, a, claim, origin=other, strength="strong")
    make_link(store, c, claim, "contradicts", origin=one)
    make_link(store, d, claim, "context", weakens=1)
    make_link(store, gone, claim)
    store.db.conn.execute("UPDATE passage SET trashed = ? WHERE n = ?", [WHEN, gone])
    insert(store.db, "claim_said_in", {"claim": claim, "passage": said})
    picture = store.evidence.picture(claim)
    assert [one.passage for one in picture.supports] == [a, b, gone]
    assert [one.passage_trashed for one in picture.supports] == [False, False, True]
    assert [one.passage for one in picture.contradicts] == [c]
    assert [one.passage for one in picture.context] == [d]
    assert [(one.passage, one.link) for one in picture.where_said] == [(said, None)]
    assert [origin.n for origin in picture.origins] == [other, one]
    link = picture.supports[0].link
    assert link is not None
    assert (link.relation, link.strength) == (Relation.SUPPORTS, Strength.STRONG)
    assert store.evidence.link(link.n) == link == store.evidence.between(a, claim)
    assert picture.supports[0].exact == "ab" and picture.supports[0].paragraph == 1
    (row,) = store.claims.rows([claim])
    assert (row.supports, row.contradicts, row.context) == ((2, 2), (1, 1), (1, 1))
    with pytest.raises(KeyError):
        store.evidence.picture(99)


def test_a_claim_without_any_passage_says_only_that(store: CaseStore) -> None:
    assert gaps(store, make_claim(store)) == ["no_evidence", "nobody_named"]
    assert gaps(store, make_claim(store, said_as="reporter_voice")) == ["no_evidence"]
    assert gaps(store, make_claim(store, speaker="Sasse", as_of="2016-10")) == [
        "no_evidence",
        "true_at_a_time",
    ]


def test_everything_missing_stands_there_worst_first(store: CaseStore) -> None:
    a, b, c, d, _, _ = words_of(store)
    claim = make_claim(store, publish="as_fact")
    voice = make_origin(store, "somebody", named=False)
    make_link(store, a, claim, origin=voice, origin_suggested=1)
    make_link(store, b, claim, reason="")
    make_link(store, c, claim, "contradicts", origin=voice)
    make_link(store, d, claim, "context", weakens=1)
    assert gaps(store, claim) == [
        "fact_unverified",
        "contradicted_unanswered",
        "conflict_inside",
        "nobody_named",
        "one_origin",
        "origin_unnamed",
        "all_weak",
        "provenance_weak",
        "origin_suggested",
        "reason_missing",
    ]
    found = {gap.code: gap.fields for gap in store.evidence.picture(claim).gaps}
    assert found["contradicted_unanswered"] == (("passage", f"P{c}"),)
    assert found["reason_missing"] == (("passage", f"P{b}"),)
    assert store.claims.gap_counts()["one_origin"] == 1


@pytest.mark.parametrize(
    "answer", [{"note": "they deny it"}, {"verification": "disputed"}, {"publish": "with_denial"}]
)
def test_a_contradiction_that_was_answered_is_no_gap(store: CaseStore, answer: dict[str, str]) -> None:
    a, b, c, *_ = words_of(store)
    claim = make_claim(store, speaker="Sasse", **answer)
    for passage, relation in ((a, "supports"), (b, "supports"), (c, "contradicts")):
        origin = make_origin(store, f"origin of {passage}")
        make_link(store, passage, claim, relation, origin=origin, strength="strong")
    assert gaps(store, claim) == []


def test_support_that_is_all_against_it_or_in_the_trash_is_said(store: CaseStore) -> None:
    a, b, *_ = words_of(store)
    claim = make_claim(store, speaker="Sasse", note="answered")
    make_link(store, a, claim, "contradicts")
    assert gaps(store, claim) == ["no_support"]
    make_link(store, b, claim)
    store.db.conn.execute("UPDATE passage SET trashed = ? WHERE n = ?", [WHEN, b])
    assert gaps(store, claim) == ["no_support", "passage_in_trash"]


def test_a_gap_put_aside_stays_countable(store: CaseStore) -> None:
    claim = make_claim(store)
    insert(
        store.db,
        "gap_aside",
        {"claim": claim, "code": "no_evidence", "reason": "common knowledge", "created": WHEN},
    )
    picture = store.evidence.picture(claim)
    assert [gap.code for gap in picture.gaps] == ["nobody_named"]
    assert [gap.code for gap in picture.gaps_aside] == ["no_evidence"]
    assert store.claims.rows([claim])[0].gaps == ("nobody_named",)


def test_an_origin_is_proposed_from_the_nearest_passage_and_never_from_a_proposal(store: CaseStore) -> None:
    item = make_item(store, "x" * 5_000)
    near, here, far, beyond = (make_passage(store, item, at, at + 10) for at in (100, 150, 400, 3_000))
    claim, other = make_claim(store), make_claim(store)
    first, second = make_origin(store, "First"), make_origin(store, "Second")
    assert store.evidence.suggested_origin(here) is None
    make_link(store, beyond, claim, origin=first)
    assert store.evidence.suggested_origin(here) is None
    make_link(store, far, claim, origin=second)
    assert store.evidence.suggested_origin(here) == second
    make_link(store, near, claim, origin=first, origin_suggested=1)
    assert store.evidence.suggested_origin(here) == second
    make_link(store, near, other, origin=first)
    assert store.evidence.suggested_origin(here) == first
    make_link(store, here, claim, origin=second)
    assert store.evidence.suggested_origin(here) == second
    assert store.evidence.origin_named("sECOND") == store.evidence.origin(second)


@pytest.fixture
def seed(store: CaseStore) -> dict[str, Any]:
    if not SEED.exists():
        pytest.skip("the worked example of the design folder is not here (CASEFILE_SHARED)")
    acceptance: dict[str, Any] = json.loads(SEED.read_text())
    item = make_item(store, "." * acceptance["item"]["code_points"])
    passages = {
        one["id"]: make_passage(store, item, one["start"], one["end"]) for one in acceptance["excerpts"]
    }
    origins = {
        name: make_origin(store, name, named=name not in ("O0", "O4")) for name in acceptance["origins"]
    }
    for one in acceptance["claims"]:
        speaker = (
            None if one["attribution_mode"] in ("passive_unsourced", "reporter_voice") else one["asserter"]
        )
        n = make_claim(store, one["id"], said_as=one["attribution_mode"], speaker=speaker)
        assert f"C{n:02}" == one["id"]
    for one in acceptance["links"]:
        make_link(
            store, passages[one["excerpt"]], int(one["claim"][1:]), one["relation"],
            strength=one["strength"], origin=origins[one["origin"]], reason=one["note"],
        )  # fmt: skip
    return acceptance


def test_the_worked_example_gives_every_number_it_must(store: CaseStore, seed: dict[str, Any]) -> None:
    rows = {f"C{row.n:02}": row for row in store.claims.rows(store.claims.all())}
    assert sum(row.supports[0] for row in rows.values()) == 13
    assert sum(row.contradicts[0] for row in rows.values()) == 7
    assert sum(row.context[0] for row in rows.values()) == 9
    expected = {
        "C01": (2, 1, 0, 0, 0), "C02": (3, 2, 1, 1, 3), "C03": (1, 1, 1, 1, 0), "C08": (0, 0, 1, 1, 0),
        "C10": (1, 1, 1, 1, 0), "C11": (1, 1, 1, 1, 0), "C12": (1, 1, 0, 0, 0), "C13": (1, 1, 0, 0, 0),
        "C16": (0, 0, 0, 0, 1), "C23": (1, 1, 1, 1, 0), "C25": (0, 0, 0, 0, 1), "C26": (2, 2, 1, 1, 0),
        "C27": (0, 0, 0, 0, 1), "C28": (0, 0, 0, 0, 3),
    }  # fmt: skip
    for name, row in rows.items():
        counts = (*row.supports, *row.contradicts, row.context[0])
        assert counts == expected.get(name, (0, 0, 0, 0, 0)), name

    def with_gap(code: GapCode) -> list[str]:
        return [name for name, row in rows.items() if code.value in row.gaps]

    assert len(with_gap(GapCode.NO_EVIDENCE)) == 14
    assert len(with_gap(GapCode.ONE_ORIGIN)) == 7
    assert with_gap(GapCode.NOBODY_NAMED) == ["C17", "C23", "C25", "C26"]
    assert with_gap(GapCode.CONTRADICTED_UNANSWERED) == ["C02", "C03", "C08", "C10", "C11", "C23", "C26"]
    assert with_gap(GapCode.CONFLICT_INSIDE) == ["C11"]
