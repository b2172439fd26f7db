"""What she types in the search field, what it means, and what is said where it means nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.search.dates import day_bounds
from casefile.search.mistakes import say_mistake
from casefile.search.parse import parse, with_last_word_unfinished
from casefile.search.query import (
    FIELDS,
    And,
    Field,
    Not,
    Or,
    Parts,
    Phrase,
    Query,
    Words,
    tag_matches,
    tidy,
    word_rows,
)
from casefile.search.write import write


def test_words_beside_each_other_must_all_stand_there() -> None:
    assert parse("peskov denial").tree == And((Words("peskov"), Words("denial")))
    assert parse("peskov and denial").tree == parse("peskov denial").tree


def test_or_binds_less_than_words_beside_each_other() -> None:
    assert parse("a b or c").tree == Or((And((Words("a"), Words("b"))), Words("c")))
    assert parse("a (b or c)").tree == And((Words("a"), Or((Words("b"), Words("c")))))


@pytest.mark.parametrize("sentence", ["-leak", "not leak", "NOT leak", "not not not leak", "---leak"])
def test_a_minus_and_the_word_not_both_leave_out(sentence: str) -> None:
    assert parse(sentence).tree == Not(Words("leak"))


def test_a_minus_before_parentheses_phrases_and_fields_leaves_them_out() -> None:
    assert parse("-(a or b)").tree == Not(Or((Words("a"), Words("b"))))
    assert parse('-"exact words"').tree == Not(Phrase("exact words"))
    assert parse("-tag:leak").tree == Not(Field("tag", "leak"))


def test_a_hyphen_inside_a_word_or_alone_leaves_nothing_out() -> None:
    assert parse("e-mail - sent").tree == And((Words("e-mail"), Words("sent")))


@pytest.mark.parametrize(
    "sentence", ['"exact words"', "“exact words”", "„exact words“", '"exact words', "«exact words»"]
)
def test_exact_words_stand_between_any_quotes_even_left_open(sentence: str) -> None:
    parsed = parse(sentence)
    assert parsed.tree == Phrase("exact words")
    assert parsed.mistakes == ()


def test_a_star_searches_for_beginnings_and_parts() -> None:
    assert parse("gucc*").tree == Words("gucc", prefix=True)
    assert parse("*soft*").tree == Parts("soft")
    assert parse("*soft").tree == Parts("soft")


def test_fields_take_words_paths_and_quoted_values() -> None:
    assert parse("tag:theme:leak").tree == Field("tag", "theme:leak")
    assert parse('TAG:"my tag"').tree == Field("tag", "my tag")
    assert parse('tag:theme:"my tag"').tree == Field("tag", "theme:my tag")
    assert parse('from:"The Evening Gull" after:2016-10').tree == And(
        (Field("from", "The Evening Gull"), Field("after", "2016-10"))
    )
    assert parse("kind:web-page").tree == Field("kind", "web_page")


def test_an_address_is_words_and_no_field() -> None:
    parsed = parse("https://example.org/a")
    assert parsed.tree == Words("https://example.org/a")
    assert parsed.mistakes == ()


def test_a_mistyped_field_is_marked_at_its_place_and_the_rest_still_searches() -> None:
    parsed = parse("peskov befor:2016 denial")
    assert parsed.tree == And((Words("peskov"), Words("denial")))
    (mistake,) = parsed.mistakes
    assert (mistake.start, mistake.end, mistake.code, mistake.suggestion) == (
        7,
        13,
        "unknown_field",
        "before:",
    )
    assert say_mistake(mistake, parsed.sentence) == "`befor:` is not known. Did you mean `before:`?"


@pytest.mark.parametrize(
    ("sentence", "code", "start", "end", "suggestion"),
    [
        ("author:reed", "unknown_field", 0, 7, "from:"),
        ("qqqq:reed", "unknown_field", 0, 5, None),
        ("tag:", "missing_value", 0, 4, None),
        ('tag:""', "missing_value", 0, 6, None),
        ("before:yesterday", "not_a_date", 7, 16, None),
        ("after:7.10.2016", "not_a_date", 6, 15, "2016-10-07"),
        ("after:2016-2-30", "not_a_date", 6, 15, None),
        ("after:03/04/2021", "not_a_date", 6, 16, None),
        ("before:2016-13", "not_a_date", 7, 14, None),
        ("is:unraed", "unknown_value", 3, 9, "unread"),
        ("kind:articles", "unknown_value", 5, 13, "article"),
        ("has:wings", "unknown_value", 4, 9, None),
        ("(leak", "unclosed_parenthesis", 0, 1, None),
        ("leak)", "extra_parenthesis", 4, 5, ""),
        ("leak or", "nothing_to_join", 5, 7, None),
        ("or leak", "nothing_to_join", 0, 2, None),
        ("(leak or) x", "nothing_to_join", 6, 8, None),
        ("leak not", "nothing_to_join", 5, 8, None),
    ],
)
def test_each_mistake_is_told_at_its_place(
    sentence: str, code: str, start: int, end: int, suggestion: str | None
) -> None:
    (mistake,) = parse(sentence).mistakes
    assert (mistake.code, mistake.start, mistake.end, mistake.suggestion) == (code, start, end, suggestion)
    assert say_mistake(mistake, sentence)


@pytest.mark.parametrize(
    "sentence", ["(leak", "leak)", "leak or", "or leak", "leak not", "tag: leak", "qqqq:x leak"]
)
def test_a_mistake_leaves_the_rest_searching(sentence: str) -> None:
    assert parse(sentence).tree == Words("leak")


def test_an_empty_sentence_asks_for_nothing() -> None:
    for sentence in ("", "   ", "()", "-", "&", '""', "***", "\u200b", "( ( ) )"):
        assert parse(sentence).tree is None, sentence


def test_recognised_parts_are_told_for_painting() -> None:
    parsed = parse('x -tag:"my tag" or (y)')
    told = [(part.kind, parsed.sentence[part.start : part.end]) for part in parsed.parts]
    assert told == [
        ("word", "x"), ("not", "-"), ("field", 'tag:"my tag"'), ("joiner", "or"),
        ("open", "("), ("word", "y"), ("close", ")"),
    ]  # fmt: skip
    chip = parsed.parts[2]
    assert (chip.name, chip.value, chip.negated) == ("tag", "my tag", True)


def test_a_thousand_parentheses_and_minuses_are_survived() -> None:
    assert parse("(" * 5000 + "leak" + ")" * 5000).tree == Words("leak")
    assert parse("-" * 5001 + "leak").tree == Not(Words("leak"))
    assert parse("(-" * 5001 + "leak").tree is not None


def test_the_word_still_being_typed_is_a_beginning() -> None:
    assert with_last_word_unfinished(parse("peskov gucc")) == And(
        (Words("peskov"), Words("gucc", prefix=True))
    )
    for finished in ("gucc ", '"gucc"', "-gucc", "not gucc", "tag:gucc", "gucc or", "*gucc"):
        assert with_last_word_unfinished(parse(finished)) == parse(finished).tree, finished


def test_a_tag_is_met_at_any_level() -> None:
    for path in ("leak", "theme:leak", "theme:leak:mail", "Theme:LEAK"):
        assert tag_matches("leak", path), path
    assert tag_matches("theme:leak", "x:theme:leak")
    for path in ("leaks", "theme:leaked", "theme:not-leak", ""):
        assert not tag_matches("leak", path), path


def test_a_compound_is_found_apart_and_in_one_piece() -> None:
    assert word_rows("well-known") == (("well", "known"), ("wellknown",))
    assert word_rows("O'Brien") == (("o", "brien"),)
    assert word_rows("Łódź") == (("lodz",),)


def test_a_month_has_its_first_and_last_day() -> None:
    assert day_bounds("2016") == ("2016-01-01", "2016-12-31")
    assert day_bounds("2016-02") == ("2016-02-01", "2016-02-29")
    assert day_bounds("2016-10-07") == ("2016-10-07", "2016-10-07")


values = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["leak", "theme:leak", "2016-10", "unread", "reply", "article", 'a"b\\', "or"]),
)
leaves: st.SearchStrategy[Query] = st.one_of(
    st.builds(Words, values, st.booleans()),
    st.builds(Phrase, values),
    st.builds(Parts, values),
    st.builds(Field, st.sampled_from(FIELDS), values),
)
trees: st.SearchStrategy[Query] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, max_size=4).map(tuple)),
        st.builds(Or, st.lists(inner, max_size=4).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=12,
)


@given(trees)
def test_what_is_written_is_read_again_as_the_same(tree: Query) -> None:
    parsed = parse(write(tree))
    assert parsed.tree == tidy(tree)
    assert parsed.mistakes == ()
    assert write(parsed.tree) == write(tree)


pieces = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ['"', "(", ")", "-", " ", "or", "and", "not", "tag:", "befor:", "is:", "*", "\\", "“", ":", "a"]
    ),
)


@given(st.lists(pieces, max_size=20).map("".join))
def test_any_text_at_all_is_a_sentence(sentence: str) -> None:
    parsed = parse(sentence)
    assert parsed.tree == tidy(parsed.tree)
    for mistake in parsed.mistakes:
        assert 0 <= mistake.start < mistake.end <= len(sentence)
    ends = [0]
    for part in parsed.parts:
        assert ends[-1] <= part.start < part.end <= len(sentence)
        ends.append(part.end)
    assert parse(write(parsed.tree)).tree == parsed.tree
    with_last_word_unfinished(parsed)
