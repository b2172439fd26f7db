"""What is listed of the claims, what is counted for each, and the small deeds of the evidence room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.casework.commands.claiming import BringGapBack, EditClaim, NewClaim, PutGapAside
from casefile.casework.commands.linking import ChangeLink, LinkPassage, LinkPassages, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags
from casefile.casework.commands.trashing import MoveToTrash
from casefile.casework.finding_passages import passages_for
from casefile.casework.history import Command
from casefile.casework.listing_claims import CLAIM_ORDERS, CONTRADICTED, ClaimBook, ListedClaims
from casefile.casework.open_case import OpenCase
from casefile.casework.picturing import claims_of_origin, pictures_of, shown_records
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind
from casefile.domain.step_labels import said
from tests.helpers.cases import case_at, note

BOARD, CLERK = OriginNamed("The board"), OriginNamed("A clerk", named=False)


class Desk:
    """A case with four passages and a book of its claims."""

    def __init__(self, case: OpenCase) -> None:
        self.case = case
        self.item = note(case, "The council met on Tuesday and paid twice for one harbour.")
        self.passages = [
            self.made(NewPassage(self.item, start, start + 9), Kind.PASSAGE) for start in (0, 10, 20, 30)
        ]
        self.book = ClaimBook()
        case.changes.subscribe(self.book.note)

    def made(self, command: Command, kind: Kind) -> int:
        change = self.case.do(command).result()
        assert change is not None
        return max(change.of(kind))

    def claim(self, sentence: str, **fields: object) -> int:
        return self.made(NewClaim(sentence, **fields), Kind.CLAIM)  # type: ignore[arg-type]

    def link(self, claim: int, passage: int, relation: str, origin: OriginNamed | None = None) -> int:
        link = LinkPassage(claim, Relation(relation), self.passages[passage], origin=origin, reason="so")
        return self.made(link, Kind.LINK)

    def listed(self, *how: object, **more: object) -> ListedClaims:
        return self.book.listed(self.case.look, *how, **more)  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with case_at(tmp_path / "Larkspur.casefile") as case:
        yield Desk(case)


def test_claims_stand_in_every_order_with_what_each_filter_would_keep(desk: Desk) -> None:
    quiet = desk.claim("A quiet sentence", speaker="the board")
    paid = desk.claim("Paid twice", speaker="the board")
    doubted = desk.claim("Met on Tuesday", speaker="the board")
    desk.link(paid, 0, "supports", BOARD)
    desk.link(paid, 1, "supports", CLERK)
    desk.link(doubted, 2, "contradicts", BOARD)
    listed = desk.listed()
    assert listed.numbers == [quiet, paid, doubted] and listed.total == 3
    assert listed.counts[CONTRADICTED] == 1 and listed.counts["no_evidence"] == 1
    orders = {order: desk.listed("", None, order).numbers for order in CLAIM_ORDERS}
    assert orders["newest"] == [doubted, paid, quiet]
    assert orders["words"] == [quiet, doubted, paid]
    assert orders["support"][0] == paid and orders["contradicted"][0] == doubted
    assert orders["missing"] == [doubted, quiet, paid]
    assert desk.listed("", None, "words", backwards=True).numbers == [paid, doubted, quiet]


def test_a_filter_keeps_the_claims_that_have_the_gap(desk: Desk) -> None:
    bare, linked = desk.claim("A bare sentence"), desk.claim("Paid twice")
    desk.link(linked, 0, "contradicts")
    assert desk.listed("", "no_evidence").numbers == [bare]
    assert desk.listed("", CONTRADICTED).numbers == [linked]
    desk.case.do(EditClaim(linked, "note", "They were asked.")).result()
    assert desk.listed("", CONTRADICTED).numbers == [linked], "an answer does not undo a contradiction"
    assert desk.listed("", "contradicted_unanswered").numbers == []


def test_the_search_sentence_narrows_the_claims_too(desk: Desk) -> None:
    desk.claim("A bare sentence")
    tagged = desk.claim("Paid twice")
    desk.case.do(AddTags(Kind.CLAIM, (tagged,), ("leak",))).result()
    assert desk.listed("tag:leak").numbers == [tagged]
    assert desk.listed("paid").numbers == [tagged]
    assert desk.listed("tag:leak").total == 2


def test_only_the_claims_a_deed_touched_are_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = desk.claim("Met on Tuesday"), desk.claim("Paid twice")
    desk.link(second, 0, "supports", CLERK)
    desk.listed()
    read: list[int] = []
    whole = type(desk.case.look.claims).rows
    claims = desk.case.look.claims
    monkeypatch.setattr(claims, "rows", lambda ns: read.extend(ns) or whole(claims, ns))
    desk.listed()
    assert read == []
    desk.case.do(MoveToTrash(Kind.PASSAGE, (desk.passages[0],))).result()
    assert "passage_in_trash" in desk.listed().counts
    assert read == [second]
    desk.case.undo().result()
    desk.case.do(MoveToTrash(Kind.ITEM, (desk.item,))).result()
    assert desk.listed().counts["passage_in_trash"] == 1
    desk.case.do(MoveToTrash(Kind.CLAIM, (first,))).result()
    assert desk.listed().numbers == [second]
    desk.case.undo().result()
    assert desk.listed().numbers == [first, second]


def test_a_stopped_reading_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = desk.claim("Paid twice")
    claims = desk.case.look.claims
    with monkeypatch.context() as broken:

        def stop(_ns: object) -> list[object]:
            raise RuntimeError("stopped")

        broken.setattr(claims, "rows", stop)
        with pytest.raises(RuntimeError):
            desk.listed()
    assert desk.listed().numbers == [claim] and desk.book.has_claims


def _reasons(desk: Desk, claim: int) -> dict[str, str]:
    return dict(pictures_of(desk.case.look, [claim]).claims[0].aside)


def test_a_gap_put_aside_is_no_longer_listed_and_stays_countable(desk: Desk) -> None:
    claim = desk.claim("Paid twice")
    with pytest.raises(ReporterCanFix, match="reason_needed"):
        desk.case.do(PutGapAside(claim, "no_evidence", "  ")).result()
    change = desk.case.do(PutGapAside(claim, "no_evidence", "settled in court")).result()
    assert change is not None and change.deed is not None
    assert said(change.deed) == f"Put a gap of C{claim} aside"
    picture = desk.case.look.evidence.picture(claim)
    assert [gap.code for gap in picture.gaps_aside] == ["no_evidence"]
    assert "no_evidence" not in [gap.code for gap in picture.gaps]
    assert "no_evidence" not in desk.listed().counts
    assert _reasons(desk, claim) == {"no_evidence": "settled in court"}
    desk.case.do(PutGapAside(claim, "no_evidence", "settled, twice")).result()
    assert _reasons(desk, claim) == {"no_evidence": "settled, twice"}
    desk.case.do(BringGapBack(claim, "no_evidence")).result()
    assert desk.listed().counts["no_evidence"] == 1
    assert desk.case.do(BringGapBack(claim, "no_evidence")).result() is None
    desk.case.undo().result()
    assert "no_evidence" not in desk.listed().counts


def test_several_passages_are_linked_in_one_step(desk: Desk) -> None:
    claim = desk.claim("Paid twice")
    desk.link(claim, 0, "contradicts")
    change = desk.case.do(LinkPassages(claim, Relation.SUPPORTS, tuple(desk.passages))).result()
    assert change is not None and change.deed is not None
    assert said(change.deed) == f"Linked 3 passages to C{claim} · supports"
    links = desk.case.look.evidence.links_of_claim(claim)
    assert [link.relation.value for link in links] == ["contradicts", "supports", "supports", "supports"]
    assert desk.case.do(LinkPassages(claim, Relation.CONTEXT, tuple(desk.passages))).result() is None
    desk.case.undo().result()
    assert len(desk.case.look.evidence.links_of_claim(claim)) == 1
    with pytest.raises(ReporterCanFix, match="link_conflict"):
        desk.case.do(LinkPassages(claim, Relation.SUPPORTS, (desk.passages[0],))).result()


def test_a_suggested_origin_can_be_confirmed_and_the_same_again_is_no_step(desk: Desk) -> None:
    claim, other = desk.claim("Paid twice"), desk.claim("Met on Tuesday")
    desk.link(claim, 0, "supports", BOARD)
    n = desk.made(LinkPassage(other, Relation.SUPPORTS, desk.passages[0]), Kind.LINK)
    link = desk.case.look.evidence.link(n)
    assert link is not None and link.origin_suggested
    desk.case.do(ChangeLink(n, confirms_origin=True)).result()
    link = desk.case.look.evidence.link(n)
    assert link is not None and not link.origin_suggested and link.origin is not None
    assert desk.case.do(ChangeLink(n, strength=Strength.WEAK)).result() is None


def test_the_picture_of_several_claims_names_every_origin(desk: Desk) -> None:
    first, second = desk.claim("Paid twice", said_in=(desk.passages[3],)), desk.claim("Met on Tuesday")
    desk.link(first, 0, "supports", BOARD)
    desk.link(second, 3, "context", CLERK)
    pictures = pictures_of(desk.case.look, [second, first, 999])
    assert [one.claim.n for one in pictures.claims] == [second, first]
    assert {origin.name for origin in pictures.origins.values()} == {"The board", "A clerk"}
    said_origins = pictures.claims[1].said_origins
    assert [pictures.origins[n].name for n in said_origins.values()] == ["A clerk"]
    shown = shown_records(pictures.claims)
    assert shown[Kind.PASSAGE] == {desk.passages[0], desk.passages[3]} and shown[Kind.ITEM] == {desk.item}
    board = next(n for n, origin in pictures.origins.items() if origin.name == "The board")
    assert claims_of_origin(desk.case.look, board) == {first: 1}


def test_passages_are_found_for_a_claim_without_those_it_has(desk: Desk) -> None:
    claim = desk.claim("Paid twice")
    desk.link(claim, 3, "supports")
    store = desk.case.look
    assert [one.row.n for one in passages_for(store, "", claim)] == desk.passages[2::-1]
    assert [one.row.n for one in passages_for(store, "council", claim)] == [
        n
        for n in desk.passages[2::-1]
        if "council" in (store.passages.get(n).exact)  # type: ignore[union-attr]
    ]
    assert [one.row.n for one in passages_for(store, f"p{desk.passages[1]}", claim)] == [desk.passages[1]]
    assert passages_for(store, f"{desk.passages[3]}", claim) == ()
    assert all(one.item_name for one in passages_for(store, "", claim))
