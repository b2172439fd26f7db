"""The article the project began from, worked into a case by commands: every number comes out as it must."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.importing.run import Importing
from casefile.casework.open_case import OpenCase
from casefile.domain.claims import ClaimKind, SaidAs
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind
from casefile.sandbox.client import Nursery
from casefile.search.parse import parse
from casefile.store import finding
from tests.helpers.cases import case_at, reopened
from tests.helpers.shared import SEED_CASE, needs_seed_case

UNNAMED = ("O0", "O4")
"""The article's own voice and the passive: origins nobody stands behind."""
PER_CLAIM = re.compile(r"(C\d\d) (\d)/(\d) · (\d)/(\d) · (\d)")


@pytest.fixture(scope="module")
def wanted() -> dict[str, Any]:
    """Every number the case must give."""
    loaded: dict[str, Any] = json.loads((SEED_CASE / "seed_acceptance.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def worked_case(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery, wanted: dict[str, Any]) -> Path:
    """The article imported, its passages, claims and links made: one command each."""
    path = tmp_path_factory.mktemp("seed") / "seed.casefile"
    with case_at(path) as case:
        importing = Importing(case, nursery)
        importing.start([SEED_CASE / wanted["item"]["original_name"]]).result(60)
        importing.wait()
        importing.stop()
        _work(case, wanted)
    return path


def _work(case: OpenCase, wanted: dict[str, Any]) -> None:
    passages, claims = {}, {}
    for excerpt in wanted["excerpts"]:
        passages[excerpt["id"]] = _made(case, NewPassage(1, excerpt["start"], excerpt["end"]), Kind.PASSAGE)
    for claim in wanted["claims"]:
        claims[claim["id"]] = _made(
            case,
            NewClaim(
                claim["proposition"],
                ClaimKind(claim["kind"]),
                None if claim["attribution_mode"] == "passive_unsourced" else claim["asserter"],
                SaidAs(claim["attribution_mode"]),
                tuple(passages[anchor] for anchor in claim["anchors"]),
            ),
            Kind.CLAIM,
        )
    for link in wanted["links"]:
        origin = OriginNamed(wanted["origins"][link["origin"]], named=link["origin"] not in UNNAMED)
        case.do(
            LinkPassage(
                claims[link["claim"]], Relation(link["relation"]), passages[link["excerpt"]],
                strength=Strength(link["strength"]), origin=origin, reason=link["note"],
                weakens="weakens" in link["note"],
            )
        ).result()  # fmt: skip


def _made(case: OpenCase, command: Any, kind: Kind) -> int:
    change = case.do(command).result()
    assert change is not None
    return max(change.of(kind))


def _numbered(wanted: dict[str, Any], name: str) -> dict[str, int]:
    return {one["id"]: number for number, one in enumerate(wanted[name], 1)}


@needs_seed_case
def test_what_the_article_does_not_say_is_unknown(worked_case: Path, wanted: dict[str, Any]) -> None:
    with reopened(worked_case) as case:
        item = case.look.items.get(1)
        layer = case.look.text_layers.current(1)
        assert item is not None and layer is not None
        assert (item.title, item.byline, item.publisher, item.published, item.url) == (None,) * 5
        assert (item.provenance, item.reliability, item.credibility) == ("unknown", "F", "6")
        assert (item.sha256, item.size) == (wanted["item"]["sha256"], wanted["item"]["bytes"])
        assert item.language == wanted["item"]["language"]
        original = b"".join(case.look.originals.chunks(wanted["item"]["sha256"]))
        assert original == (SEED_CASE / item.original_name).read_bytes()
        assert layer.text == original.decode("ascii")
        assert len(layer.text) == wanted["item"]["code_points"]
        assert [(a, b) for a, b, _ in layer.blocks] == [(p["start"], p["end"]) for p in wanted["paragraphs"]]


def _assert_passages_stand(case: OpenCase, wanted: dict[str, Any]) -> None:
    layer = case.look.text_layers.current(1)
    assert layer is not None and len(wanted["excerpts"]) == 30
    for n, excerpt in enumerate(wanted["excerpts"], 1):
        passage = case.look.passages.get(n)
        assert passage is not None
        assert (passage.start, passage.end, passage.exact, passage.prefix, passage.suffix, passage.state) == (
            excerpt["start"], excerpt["end"], excerpt["exact"], excerpt["prefix"], excerpt["suffix"],
            "anchored",
        )  # fmt: skip
        assert layer.text[passage.start : passage.end] == passage.exact
        assert passage.layer_sha256 == layer.sha256
        (row,) = case.look.passages.rows([n])
        assert row.paragraph == excerpt["para"]


@needs_seed_case
def test_the_thirty_passages_stand_where_they_must_after_lock_reopen_and_reindex(
    worked_case: Path, wanted: dict[str, Any]
) -> None:
    with reopened(worked_case) as case:
        _assert_passages_stand(case, wanted)
        sentences = ['"tens of thousands of hacking attempts"', "peskov", "guccifer", "kind:document sasse"]
        found = [_found(case, sentence) for sentence in sentences]
        assert found[0] == {Kind.ITEM: [1], Kind.PASSAGE: [_numbered(wanted, "excerpts")["X21"]]}

        def index_anew(store: Any) -> None:
            with store.atomic():
                store.search_index.rebuild()

        case.written(index_anew)
        assert [_found(case, sentence) for sentence in sentences] == found
        _assert_passages_stand(case, wanted)
    with reopened(worked_case) as case:
        _assert_passages_stand(case, wanted)
        assert case.look.audit.verify() == []


def _found(case: OpenCase, sentence: str) -> dict[Kind, list[int]]:
    tree = parse(sentence).tree
    assert tree is not None
    groups = case.answer(lambda store: finding.search(store, tree, 50))
    return {group.kind: sorted(group.ns) for group in groups if group.kind in (Kind.ITEM, Kind.PASSAGE)}


@needs_seed_case
def test_claims_and_links_count_passages_and_origins_as_worked_out_by_hand(
    worked_case: Path, wanted: dict[str, Any]
) -> None:
    counted = {
        claim: tuple(map(int, numbers))
        for claim, *numbers in PER_CLAIM.findall((SEED_CASE / "seed-case.md").read_text("utf-8"))
    }
    assert len(counted) == 14
    claims = _numbered(wanted, "claims")
    with reopened(worked_case) as case:
        rows = {row.n: row for row in case.look.claims.rows(sorted(claims.values()))}
        assert len(rows) == 28
        for name, n in claims.items():
            row = rows[n]
            assert (*row.supports, *row.contradicts, row.context[0]) == counted.get(name, (0,) * 5), name
        links = case.look.evidence.links()
        assert len(links) == 29
        relations = [link.relation for link in links]
        assert [relations.count(one) for one in Relation] == [13, 7, 9]
        assert [row.verification for row in rows.values()] == ["unchecked"] * 28
        assert [row.publish for row in rows.values()] == ["hold"] * 28
        contradicted = {name for name, n in claims.items() if rows[n].contradicts[0]}
        assert contradicted == {"C02", "C03", "C08", "C10", "C11", "C23", "C26"}
        two_origins = {name for name, n in claims.items() if rows[n].supports[1] == 2}
        assert two_origins == {"C02", "C26"}
        unsaid = {name for name, n in claims.items() if rows[n].speaker is None}
        assert unsaid == {"C17", "C23", "C25", "C26"}


@needs_seed_case
def test_all_of_it_is_taken_back_and_made_again_from_a_reopened_case(
    worked_case: Path, wanted: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "copy.casefile"
    path.write_bytes(worked_case.read_bytes())
    steps = 1 + 30 + 28 + 29
    with reopened(path) as case:
        undone = 0
        while case.undo().result() is not None:
            undone += 1
        assert undone == steps
        assert (case.look.items.count(), case.look.claims.all()) == (0, [])
    with reopened(path) as case:
        for _ in range(steps):
            assert case.redo().result() is not None
        _assert_passages_stand(case, wanted)
        assert len(case.look.evidence.links()) == 29
