"""Where cards, origins and lines stand: as pictured, without touching, whatever the widths and numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt

from casefile.casework.picturing import ClaimPicture, Pictures
from casefile.domain.claims import Claim
from casefile.domain.evidence import (
    EvidenceLink,
    EvidencePicture,
    LinkedPassage,
    Origin,
    Relation,
    Strength,
)
from casefile.gui.evidence.arranging import (
    BAR_HEIGHT,
    GAP,
    GUTTER_LEFT,
    ORIGIN_WIDTH,
    ORIGINS_APART,
    Arranged,
    arrange,
    arriving,
    leaving,
    pushed_apart,
)
from casefile.gui.evidence.columns import Columns, columns_of
from casefile.gui.evidence.walking import Stop, first_in, next_stop, stops_of

MINUTES, LISK = Origin(1, "a", "Minutes"), Origin(2, "b", "Lisk", named=False)
NOW = "2026-01-01T00:00:00.000Z"


def linked(passage: int, relation: str | None, origin: int | None = None, **more: bool) -> LinkedPassage:
    link = None
    if relation is not None:
        link = EvidenceLink(
            passage, "l", passage, 1, Relation(relation), Strength.WEAK, NOW, NOW, origin=origin, reason="so"
        )
    return LinkedPassage(passage, link, f"words of {passage}", 1, "An item", 0, 5, None, passage, **more)


def picture(claim: int, *passages: LinkedPassage) -> ClaimPicture:
    def those(relation: str | None) -> tuple[LinkedPassage, ...]:
        return tuple(
            one for one in passages if (None if one.link is None else one.link.relation.value) == relation
        )

    whole = EvidencePicture(
        claim, those(None), those("supports"), those("contradicts"), those("context"), (MINUTES, LISK), ()
    )
    return ClaimPicture(Claim(claim, f"c{claim}", "Paid twice", NOW, NOW), whole, {})


def columns(*pictures: ClaimPicture) -> Columns:
    return columns_of(Pictures(pictures, {1: MINUTES, 2: LISK}))


def some(count: int = 8) -> Columns:
    relations = ("supports", "supports", "contradicts", "context")
    return columns(
        picture(
            1,
            linked(90, None),
            *(linked(n, relations[n % 4], 1 + n % 2) for n in range(1, count)),
        )
    )


def placed(shown: Columns, width: float = 620, *, with_origins: bool = True, scale: float = 1.0) -> Arranged:
    return arrange(
        shown,
        width,
        (),
        lambda card, _width: (84 if card.tall else 49) * scale,
        lambda _origin, _width: 100 * scale,
        with_origins=with_origins,
        scale=scale,
    )


def test_at_the_pictured_width_the_columns_have_the_pictured_widths() -> None:
    at = placed(some())
    first = at.cards[(1, "said", 90)]
    assert (first.left(), round(first.width())) == (GUTTER_LEFT, 314)
    assert {rect.width() for rect in at.origins.values()} == {ORIGIN_WIDTH}
    assert at.width == 620


def test_groups_stand_in_their_order_and_cards_five_apart() -> None:
    shown = some()
    assert [group.title for group in shown.groups] == [
        "Where it is said", "Supports", "Contradicts", "Context",
    ]  # fmt: skip
    at = placed(shown)
    for group in shown.groups:
        tops = [at.cards[card.key] for card in group.cards]
        assert all(above.bottom() + GAP == below.top() for above, below in pairwise(tops))
        assert at.heads[group.key].bottom() == tops[0].top()


def test_counts_always_come_with_their_origins_and_leave_out_the_trash() -> None:
    shown = columns(
        picture(
            1,
            linked(1, "supports", 1),
            linked(2, "supports", 1),
            linked(3, "supports", 2, passage_trashed=True),
            linked(4, None),
        )
    )
    counts = {group.name: group.count for group in shown.groups}
    assert counts == {
        "said": "1 passage, not counted as evidence",
        "supports": "2 passages, 1 origin",
    }
    does = {one.origin.name: dict(one.does) for one in shown.origins}
    assert does == {"Minutes": {"supports": 2}, "Lisk": {"supports": 1}}


@pytest.mark.parametrize("with_origins", [True, False])
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5])
@pytest.mark.parametrize("width", [300, 620, 1400])
def test_nothing_lies_on_anything_else_at_any_size(width: int, scale: float, with_origins: bool) -> None:
    at = placed(some(14), width, with_origins=with_origins, scale=scale)
    rects: list[QRectF] = [*at.cards.values(), *at.origins.values(), *at.heads.values()]
    for number, rect in enumerate(rects):
        assert rect.right() <= at.width and rect.bottom() <= at.height
        assert not any(rect.intersects(other) for other in rects[number + 1 :])
    assert bool(at.origins) is with_origins


@given(
    st.lists(st.tuples(st.floats(-200, 2_000), st.floats(20, 200)), max_size=12),
    st.floats(0, 100),
)
def test_origins_are_pushed_apart_and_keep_the_order_of_their_passages(
    pairs: list[tuple[float, float]], least: float
) -> None:
    wishes, heights = [wish for wish, _ in pairs], [height for _, height in pairs]
    tops = pushed_apart(wishes, heights, ORIGINS_APART, least)
    order = sorted(range(len(tops)), key=lambda i: wishes[i] + heights[i] / 2)
    for above, below in pairwise(order):
        assert tops[below] >= tops[above] + heights[above] + ORIGINS_APART - 0.001
    assert all(top >= least - 0.001 for top in tops)


def test_an_origin_that_touches_no_other_stands_where_it_wishes() -> None:
    assert pushed_apart([500.0, 40.0], [100, 100], 12, 0) == [500.0, 40.0]
    assert pushed_apart([100.0, 100.0], [100, 100], 12, 0) == [44.0, 156.0]


@given(st.integers(1, 60))
def test_lines_leave_the_bar_inside_it_and_arrive_inside_the_card(count: int) -> None:
    starts = leaving(100, count, 1.0)
    assert all(abs(start - 100) <= BAR_HEIGHT / 2 for start in starts)
    card = QRectF(0, 50, 165, 90)
    assert all(card.top() < end < card.bottom() for end in arriving(card, count, 1.0))
    assert starts == sorted(starts)


def test_eight_lines_leave_in_steps_of_three_point_two() -> None:
    starts = leaving(0, 8, 1.0)
    assert {round(b - a, 3) for a, b in pairwise(starts)} == {3.2}


def test_the_arrow_keys_go_down_a_column_and_across_to_the_origin_and_back() -> None:
    shown = some(5)
    keys = Qt.Key
    now = first_in(shown, ())
    assert now is not None and now.key[1] == "supports"
    down = next_stop(shown, (), now, keys.Key_Down, origins=True)
    assert down is not None and down.column == "passages" and down != now
    assert next_stop(shown, (), down, keys.Key_Up, origins=True) == now
    across = next_stop(shown, (), now, keys.Key_Right, origins=True)
    assert across is not None and across.column == "origins"
    back = next_stop(shown, (), across, keys.Key_Left, origins=True)
    assert back is not None and back.column == "passages"
    assert next_stop(shown, (), now, keys.Key_Right, origins=False) is None
    last = next_stop(shown, (), now, keys.Key_End, origins=True)
    assert next_stop(shown, (), last, keys.Key_Down, origins=True) is None


def test_with_more_than_forty_cards_the_heads_are_stops_too() -> None:
    many = some(60)
    assert many.folds and not some(20).folds
    folded = [group.key for group in many.groups]
    assert [stop.column for stop in stops_of(many, folded)] == ["heads"] * 4 + ["origins"] * 2
    assert Stop("heads", (1, "said")) in stops_of(many, ())
    assert not [stop for stop in stops_of(some(20), ()) if stop.column == "heads"]


def test_several_claims_stand_under_their_sentences() -> None:
    shown = columns(picture(1, linked(1, "supports", 1)), picture(2, linked(1, "contradicts", 2)))
    at = placed(shown)
    assert list(at.claims) == [1, 2]
    assert at.claims[2].top() > at.cards[(1, "supports", 1)].bottom()
    assert placed(columns(picture(1, linked(1, "supports", 1)))).claims == {}
    assert replace(at, height=0).height == 0
