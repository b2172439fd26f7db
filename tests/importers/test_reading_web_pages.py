"""Saved web pages: the article, what the page states, what is a guess, and nothing ever fetched."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.importers import Limits, ParsedItem
from casefile.importers.html import read, sniff
from casefile.importers.parsed_item import Basis, BlockKind, Known, ReadStatus, Reason
from casefile.importers.stated_dates import date_in_address, iso_date
from tests.importers.samples_of_every_kind import CZECH, ENGLISH, GERMAN, GREEK

BODY = f"<article><p>{ENGLISH}</p><p>{ENGLISH}</p></article>"


def page(head: str = "", body: str = BODY, root: str = "<html>") -> bytes:
    return f"<!DOCTYPE html>{root}<head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def read_bytes(content: bytes, limits: Limits | None = None, **wish: str) -> ParsedItem:
    item = read(io.BytesIO(content), limits or Limits(), wish)
    assert ParsedItem.from_wire(item.to_wire()) == item
    return item


def linked(**statements: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **statements})}</script>'


def stated(value: str, place: str) -> Known:
    return Known(value, Basis.STATED, place)


def test_the_article_is_read_without_the_page_around_it() -> None:
    furniture = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/m'>Markets</a></li></ul></nav>"
    article = (
        f"<article><h1>The crane waits</h1><p>{ENGLISH}</p><h2>What comes next for it</h2><p>{GERMAN}</p>"
    )
    article += f"<ul><li>One</li><li>Two</li></ul><blockquote>{CZECH}</blockquote></article>"
    item = read_bytes(
        page(body=f"{furniture}{article}<footer>All rights reserved</footer><script>var x = 1</script>")
    )
    assert item.status is ReadStatus.OK
    assert "Markets" not in item.text and "rights" not in item.text and "var x" not in item.text
    kinds = {item.text[block.start : block.end]: block.kind for block in item.blocks}
    assert kinds["What comes next for it"] is BlockKind.HEADING2
    assert kinds[ENGLISH.strip()] is BlockKind.PARAGRAPH
    assert kinds["One"] is kinds["Two"] is BlockKind.LIST_ITEM
    assert kinds[CZECH.strip()] is BlockKind.QUOTE
    assert "One\nTwo" in item.text


def test_blocks_and_what_parts_them_make_up_the_whole_text() -> None:
    item = read_bytes(
        page(body=BODY + "<table><tr><th>Year</th><td>2026</td></tr><tr><td>a</td><td>b</td></tr></table>")
    )
    rest = item.text
    for block in reversed(item.blocks):
        rest = rest[: block.start] + rest[block.end :]
    assert rest.strip("\n") == ""


def test_the_reporter_may_have_the_whole_page() -> None:
    item = read_bytes(
        page(body=f"<nav>Markets</nav>{BODY}<table><tr><td>a</td><td>b</td></tr></table>"), text="whole_page"
    )
    assert item.text.startswith("Markets\n\nThe harbour board")
    assert item.text.endswith("a\tb")


def test_json_ld_is_believed_first_wherever_it_stands_in_the_graph() -> None:
    graph = {"@graph": [
        {"@type": "WebPage", "name": "Page"},
        {"@type": ["NewsArticle"], "headline": "The crane waits", "author": [{"@id": "#ada"}, "Bo Inker"],
         "datePublished": "2026-01-02T03:04:05+0100",
         "publisher": {"name": "Larkspur Post"}, "inLanguage": "en-GB"},
        {"@type": "Person", "@id": "#ada", "name": "Ada Quill"},
    ]}  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    head += '<meta property="og:title" content="Other">'
    item = read_bytes(page(head))
    assert item.title == stated("The crane waits", "JSON-LD headline")
    assert item.byline == stated("Ada Quill, Bo Inker", "JSON-LD author")
    assert item.published == stated("2026-01-02T03:04:05+01:00", "JSON-LD datePublished")
    assert item.site_name == stated("Larkspur Post", "JSON-LD publisher")
    assert item.language == stated("en", "JSON-LD inLanguage")


def test_meta_tags_are_read_and_their_place_is_told() -> None:
    head = """
        <title>Crane | Post</title><meta property="og:title" content="Crane">
        <meta name="DC.creator" content="By Ada Quill"><meta property="og:site_name" content="Post">
        <meta property="article:published_time" content="2026-01-02">
        <link rel="canonical" href="https://example.org/crane"><meta property="og:url" content="https://example.org/c">
    """
    item = read_bytes(page(head, root="<html lang=de-AT>"))
    assert item.title == stated("Crane", "meta og:title")
    assert item.byline == stated("Ada Quill", "meta dc:creator")
    assert item.published == stated("2026-01-02", "meta article:published_time")
    assert item.canonical == stated("https://example.org/crane", "canonical link")
    assert item.url == stated("https://example.org/c", "meta og:url")
    assert item.language == stated("de", "lang of the page")


def test_what_a_page_does_not_state_stays_unknown() -> None:
    item = read_bytes(page(body=f"<p>By Ada Quill, 2 January 2026. {ENGLISH}</p>"))
    assert (item.title, item.byline, item.published, item.site_name, item.url) == (None,) * 5


def test_guesses_are_said_to_be_guesses() -> None:
    body = "<h1>The crane waits</h1><div class=byline>By Ada Quill</div>"
    body += f"<time datetime=2026-01-02>then</time>{BODY}"
    item = read_bytes(page(body=body))
    assert item.title == Known("The crane waits", Basis.GUESS, "first heading")
    assert item.byline == Known("Ada Quill", Basis.GUESS, "byline on the page")
    assert item.published == Known("2026-01-02", Basis.GUESS, "time on the page")
    item = read_bytes(page('<link rel=canonical href="https://example.org/2026/01/02/crane">'))
    assert item.published == Known("2026-01-02", Basis.GUESS, "address of the page")


def test_the_sites_name_is_left_off_a_title_that_its_heading_confirms() -> None:
    item = read_bytes(
        page("<title>The crane still waits « Local « Post</title>", f"<h1>The crane still waits</h1>{BODY}")
    )
    assert item.title is not None
    assert item.title.value == "The crane still waits"


def test_notes_of_the_browser_that_saved_it_are_kept() -> None:
    single = (
        "<!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: Fri Jan 02 2026\n-->"
    )
    item = read_bytes(page().replace(b"<head>", f"{single}<head>".encode(), 1))
    assert item.url == stated("https://example.org/a", "note of the browser that saved it")
    assert [(fact.name, fact.value) for fact in item.facts] == [
        ("Saved with", "SingleFile"),
        ("Saved", "Fri Jan 02 2026"),
    ]
    old = b"<!-- saved from url=(0021)https://example.org/b -->\n" + page()
    assert read_bytes(old).url == stated("https://example.org/b", "note of the browser that saved it")


def test_what_the_page_wanted_from_elsewhere_is_counted_and_never_loaded() -> None:
    body = (
        BODY
        + "<img src=https://t.example/p.gif><img src='a_files/local.png'>"
        + "<script src='//t.example/x.js'></script>"
    )
    item = read_bytes(page('<link rel=stylesheet href="http://t.example/s.css">', body))
    assert item.remote_references == 3
    assert [(fact.name, fact.value) for fact in item.facts] == [("Pictures not loaded", "2")]


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (b"\xef\xbb\xbf<html><p>" + CZECH.encode(), "utf_8_sig", CZECH),
        (b"<html><meta charset=windows-1250><p>" + CZECH.encode("cp1250"), "cp1250", CZECH),
        (b'<html><meta http-equiv=Content-Type content="text/html; charset=ISO-8859-7"><p>'
         + GREEK.encode("iso8859_7"), "iso8859_7", GREEK),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html><p>'
         + CZECH.encode("iso8859_2"), "iso8859_2", CZECH),
        (b"<html><meta charset=iso-8859-1><p>" + GERMAN.encode("cp1252") + b"\x93", "cp1252", GERMAN),
        (b"<html><meta charset=iso-8859-1><p>" + CZECH.encode(), "utf_8", CZECH),
        (b"<html><meta charset=utf-8><p>" + (GERMAN * 2).encode("cp1252"), "cp1252", GERMAN),
        (b"<html><meta charset=klingon><p>" + CZECH.encode(), "utf_8", CZECH),
        (b"<html><meta charset=utf-16><p>" + CZECH.encode(), "utf_8", CZECH),
        (f"<html><p>{CZECH}".encode("utf-16"), "utf_16", CZECH),
        (b"<html><p>" + (CZECH * 2).encode("cp1250"), "cp1250", CZECH),
    ],
)  # fmt: skip
def test_the_encoding_is_the_pages_own_unless_its_bytes_say_otherwise(
    content: bytes, encoding: str, words: str
) -> None:
    item = read_bytes(content)
    assert item.encoding == encoding
    assert words.strip() in item.text
    assert sniff(content, len(content), "") >= 70


def test_the_reporter_may_read_a_page_as_another_encoding() -> None:
    content = b"<html><meta charset=windows-1252><p>" + CZECH.encode("cp1250")
    assert CZECH.strip() not in read_bytes(content).text
    assert CZECH.strip() in read_bytes(content, encoding="cp1250").text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<pre>\n\n\n</pre>",
        "<script>words()</script>",
        "<style>p { color: red }</style>",
        "<p hidden>x</p>",
    ],
)
def test_a_page_without_visible_words_has_no_text(body: str) -> None:
    item = read_bytes(page(body=body))
    assert (item.status, item.reason, item.text) == (ReadStatus.NO_TEXT, Reason.NO_WORDS, "")


def test_a_short_page_is_read_whole() -> None:
    assert read_bytes(b"<html><body>This is <b>all</b> of it.</body></html>").text == "This is all of it."


def test_preformatted_lines_keep_their_shape() -> None:
    assert "a\n  b" in read_bytes(page(body="<pre>a\n  b</pre>"), text="whole_page").text


def test_no_break_spaces_stay() -> None:
    content = page(body="<p>It cost 5&nbsp;000 euros.</p>")
    assert "5\u00a0000 euros" in read_bytes(content, text="whole_page").text


def test_a_page_longer_than_the_limit_is_cut_and_told() -> None:
    item = read_bytes(page(), Limits(max_text_characters=50))
    assert (len(item.text), item.status, item.reason) == (50, ReadStatus.PARTIAL, Reason.TOO_MUCH_TEXT)
    assert item.blocks[-1].end == 50


@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "table><tr><td", "span", "a"])
def test_a_page_nested_without_end_is_read_all_the_same(tag: str) -> None:
    item = read_bytes(b"<html><body>" + f"<{tag}>".encode() * 20_000 + b"words")
    assert item.status in (ReadStatus.OK, ReadStatus.NO_TEXT)


@given(st.text(st.sampled_from("<>/=\"'! -pabdivhtmltable\n&;é\0\ud800"), max_size=80))
def test_no_tag_soup_stops_the_reader(soup: str) -> None:
    read_bytes(b"<html>" + soup.encode("utf-8", "surrogatepass"))


NAMES = st.sampled_from(["@graph", "@id", "@type", "author", "name", "headline"])


@given(
    st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
        max_leaves=8,
    )
)
def test_no_linked_nonsense_stops_the_reader(nonsense: object) -> None:
    read_bytes(page(linked(author=nonsense, headline=nonsense, datePublished=nonsense, publisher=nonsense)))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2026-01-02", "2026-01-02"),
        ("2026-01", "2026-01"),
        ("2026", "2026"),
        ("2026-01-02 03:04", "2026-01-02T03:04"),
        ("2026-01-02T03:04:05.123Z", "2026-01-02T03:04:05.123Z"),
        ("2026-01-02T03:04:05-0500", "2026-01-02T03:04:05-05:00"),
        ("2026-01-02T03:04:05+01", "2026-01-02T03:04:05+01:00"),
        ("20260102", "2026-01-02"),
        ("2026/1/2", "2026-01-02"),
        ("January 2, 2026", "2026-01-02"),
        ("2 Jan. 2026", "2026-01-02"),
        ("Fri, 02 Jan 2026 03:04:05 +0000", "2026-01-02T03:04:05+00:00"),
        ("03/04/2026", None),
        ("2026-13-01", None),
        ("2026-01-02T25:00", "2026-01-02"),
        ("yesterday", None),
        ("0000-00-00", None),
        ("", None),
    ],
)
def test_dates_keep_the_precision_they_have_and_doubtful_ones_are_left(
    written: str, wanted: str | None
) -> None:
    assert iso_date(written) == wanted


def test_a_date_in_an_address() -> None:
    assert date_in_address("https://example.org/2026/01/02/crane") == "2026-01-02"
    assert date_in_address("https://example.org/2026/01/crane") == "2026-01"
    assert date_in_address("https://example.org/page/12345/99") is None
