"""A click in the tag pane edits the search sentence, and the pane reads its state back from it."""

from __future__ import annotations

from typing import get_args

from hypothesis import assume, given
from hypothesis import strategies as st

from casefile.search.editing import (
    MatchRule,
    TagFilter,
    TagState,
    only_tag,
    renamed_tag,
    tag_filter,
    with_field,
    with_match,
    with_tag,
    without_tags,
)
from casefile.search.parse import parse


def test_include_leave_out_and_off_are_written_into_the_sentence() -> None:
    assert with_tag("", "leak", "include") == "tag:leak"
    assert with_tag("tag:leak", "unsourced", "include") == "tag:leak tag:unsourced"
    assert with_tag("peskov tag:leak", "attribution", "leave_out") == "peskov tag:leak -tag:attribution"
    assert with_tag("tag:leak", "leak", "leave_out") == "-tag:leak"
    assert with_tag("peskov -tag:leak", "leak", "off") == "peskov"


def test_any_joins_the_included_tags_with_or() -> None:
    sentence = with_match(with_tag("tag:leak tag:unsourced", "attribution", "leave_out"), "any")
    assert sentence == "(tag:leak or tag:unsourced) -tag:attribution"
    assert tag_filter(sentence) == TagFilter(("leak", "unsourced"), ("attribution",), "any")
    assert with_match(sentence, "all") == "tag:leak tag:unsourced -tag:attribution"
    assert (
        with_tag(sentence, "denial", "include")
        == "(tag:leak or tag:unsourced or tag:denial) -tag:attribution"
    )


def test_a_sentence_of_alternative_tags_alone_is_read_as_any() -> None:
    assert tag_filter("tag:leak or tag:denial") == TagFilter(("leak", "denial"), (), "any")
    assert with_tag("tag:leak or tag:denial", "denial", "off") == "tag:leak"


def test_the_state_of_a_tag_is_read_without_case_or_accents() -> None:
    tags = tag_filter("tag:Téléphone -tag:risk")
    assert tags.state("telephone") == "include"
    assert tags.state("risk") == "leave_out"
    assert tags.state("other") == "off"


def test_tags_deeper_in_the_sentence_are_admitted_and_left_alone() -> None:
    sentence = "(tag:leak peskov) or denial"
    assert not tag_filter(sentence).exact
    edited = with_tag(sentence, "risk", "include")
    assert edited == "((tag:leak peskov) or denial) tag:risk"
    assert tag_filter("tag:a").exact


def test_what_was_not_understood_is_kept_by_an_edit() -> None:
    assert with_tag("peskov befor:2016", "leak", "include") == "peskov tag:leak befor:2016"
    assert with_tag("peskov -befor:2016", "leak", "include") == "peskov tag:leak -befor:2016"


def test_only_this_tag_and_no_tags() -> None:
    assert only_tag("x tag:a tag:b -tag:c", "d") == "x tag:d -tag:c"
    assert without_tags("x (tag:a or tag:b) -tag:c") == "x"


def test_narrowing_adds_a_field_once() -> None:
    assert with_field("leak or denial", "is", "unread") == "(leak or denial) is:unread"
    assert with_field("leak is:unread", "is", "unread") == "leak is:unread"


def test_renaming_a_tag_updates_a_saved_search() -> None:
    assert renamed_tag("peskov -tag:leak", "leak", "data leak") == 'peskov -tag:"data leak"'
    assert renamed_tag("(tag:leak:mail or x)", "leak", "breach") == "tag:breach:mail or x"
    assert renamed_tag("peskov  (leak)", "leak", "breach") == "peskov  (leak)"
    assert renamed_tag("tag:=leak -tag:=leak:mail", "leak", "breach") == "tag:=breach -tag:=breach:mail"
    assert renamed_tag("tag:=leaks", "leak", "breach") == "tag:=leaks"


tag_names = st.text(min_size=1, max_size=8).filter(lambda name: name.split() == [name] and name[-1] != ":")


@given(
    st.text(max_size=20), tag_names, st.sampled_from(get_args(TagState)), st.sampled_from(get_args(MatchRule))
)
def test_whatever_stood_there_the_pane_reads_back_what_it_wrote(
    sentence: str, tag: str, state: TagState, match: MatchRule
) -> None:
    kept = [mistake for mistake in parse(sentence).mistakes if mistake.code != "unknown_field"]
    assume(not kept)
    assert tag_filter(with_tag(sentence, tag, state, match)).state(tag) == state
