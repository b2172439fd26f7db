"""What a row of the tag pane shows is read out of the sentence, and a click writes the sentence anew."""

from __future__ import annotations

import pytest

from casefile.domain.tags import Tag
from casefile.gui.tags.row_states import next_state, only_row, read_filter, with_row
from casefile.gui.tags.tag_levels import levels_of, places_named
from casefile.search.folding import fold


def tags(*paths: str) -> list[Tag]:
    return [Tag(n, f"id {n}", path) for n, path in enumerate(paths, 1)]


def state(sentence: str, path: str) -> str:
    return read_filter(sentence).state(fold(path))


def test_a_tag_goes_from_off_to_included_to_left_out_to_off() -> None:
    sentence = "harbour"
    for expected in ("harbour tag:theme:leak", "harbour -tag:theme:leak", "harbour"):
        now = state(sentence, "theme:leak")
        sentence = with_row(sentence, "theme:leak", next_state(now, is_level=False), "all")  # type: ignore[arg-type]
        assert sentence == expected


def test_a_level_has_one_state_more_for_itself_alone() -> None:
    sentence, seen = "", []
    for _ in range(4):
        now = state(sentence, "theme")
        sentence = with_row(sentence, "theme", next_state(now, is_level=True), "all")  # type: ignore[arg-type]
        seen.append((sentence, state(sentence, "theme"), state(sentence, "theme:leak")))
    assert seen == [
        ("tag:theme", "include", "implied"),
        ("tag:=theme", "this_level", "off"),
        ("-tag:theme", "leave_out", "implied_out"),
        ("", "off", "off"),
    ]


def test_the_rule_for_matching_stays_while_tags_come_and_go() -> None:
    sentence = with_row("tag:leak", "denial", "include", "any")
    assert sentence == "(tag:leak or tag:denial)" or sentence == "tag:leak or tag:denial"
    sentence = with_row(sentence, "leak", "off", "any")
    assert with_row(sentence, "leak", "include", "any") in (
        "tag:denial or tag:leak",
        "(tag:denial or tag:leak)",
    )


@pytest.mark.parametrize("typed", ["tag:leak", "tag:LEAK", "tag:theme:Leak"])
def test_a_tag_typed_by_its_last_level_is_shown_and_taken_off_in_the_pane(typed: str) -> None:
    assert state(typed, "theme:leak") == "include"
    assert with_row(typed, "theme:leak", "off", "all") == ""
    assert with_row(typed, "theme:leak", "leave_out", "all") == "-tag:theme:leak"


def test_only_this_keeps_words_and_what_is_left_out() -> None:
    assert only_row("harbour tag:leak -tag:denial", "risk") == "harbour tag:risk -tag:denial"
    assert only_row("-tag:risk", "risk") == "tag:risk"


def test_levels_stand_before_what_is_below_them_whatever_sorts_between() -> None:
    found = levels_of(tags("theme:leak", "theme park", "theme", "Theme:denial", "theme:leak:mail"))
    shown = [(node.name, node.depth, node.has_below) for node in found.nodes]
    assert shown == [
        ("theme", 0, True),
        ("denial", 1, False),
        ("leak", 1, True),
        ("mail", 2, False),
        ("theme park", 0, False),
    ]
    assert found.by_path("THEME:LEAK") is found.nodes[2]
    assert found.by_path("mail") is None


def test_a_level_that_is_missing_is_passed_over() -> None:
    found = levels_of(tags("a:b:c", "a"))
    assert [(node.name, node.depth) for node in found.nodes] == [("a", 0), ("b:c", 1)]


def test_the_filter_field_finds_parts_without_case_and_accents_and_keeps_the_levels() -> None:
    found = levels_of(tags("thème", "thème:leak", "thème:Déni", "risk", "risk:theme park"))
    named = [found.nodes[place].tag.path for place in places_named(found, "DENI")]
    assert named == ["thème", "thème:Déni"]
    named = [found.nodes[place].tag.path for place in places_named(found, "eme p")]
    assert named == ["risk", "risk:theme park"]
    assert len(places_named(found, "  ")) == 5
    assert list(places_named(found, "xylo")) == []
