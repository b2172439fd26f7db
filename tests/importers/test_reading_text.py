"""Plain text: exactly the decoded characters, in the right encoding, and never what is not text."""

from __future__ import annotations

import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.importers import Limits, ParsedItem
from casefile.importers.encodings_by_words import READABLE, codec_named, detect
from casefile.importers.language import guess_language
from casefile.importers.parsed_item import Basis, ReadStatus, Reason
from casefile.importers.text import read, sniff, text_blocks
from tests.importers.samples_of_every_kind import (
    ARABIC,
    CZECH,
    ENGLISH,
    GERMAN,
    GREEK,
    JAPANESE,
    RUSSIAN,
)

TWIN = "Ärger 🙂 cafe\u0301\r\n\u00a0indented\u2028same\rold\n\nשלום עולם\x0b end\u00ad"


def read_bytes(content: bytes, limits: Limits | None = None, **wish: str) -> ParsedItem:
    item = read(io.BytesIO(content), limits or Limits(), wish)
    assert ParsedItem.from_wire(item.to_wire()) == item
    return item


def test_every_character_stays_as_it_is() -> None:
    item = read_bytes(TWIN.encode())
    assert item.text == TWIN
    assert (item.status, item.encoding, item.method) == (ReadStatus.OK, "utf_8", "as_is")


def test_title_author_and_date_are_never_made_up() -> None:
    item = read_bytes(b"Minutes of the board\nBy Ada Quill, 2 January 2026\n" + ENGLISH.encode())
    known = (item.title, item.byline, item.published, item.url, item.site_name, item.canonical)
    assert known == (None,) * 6


@given(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1).filter(str.strip)
)
def test_any_text_in_utf_8_is_read_whole(text: str) -> None:
    content = b"\xef\xbb\xbf" + text.encode()
    assert read_bytes(content).text == text


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=400))
def test_blocks_hold_every_visible_character_once_and_in_order(text: str) -> None:
    blocks = text_blocks(text)
    covered = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(first.end <= second.start for first, second in itertools.pairwise(blocks))


def test_paragraphs_end_at_empty_lines_and_long_lines_stand_alone() -> None:
    long = "word " * 40
    text = f"one\ntwo\r\n\r\nthree\n{long}\n{long}\nfour"
    assert [text[block.start : block.end] for block in text_blocks(text)] == [
        "one\ntwo",
        "three",
        long.rstrip(),
        long.rstrip(),
        "four",
    ]


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (GERMAN, "cp1252"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859_2"),
        (CZECH, "cp852"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859_5"),
        (GREEK, "cp1253"),
        (ARABIC, "cp1256"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (ENGLISH, "utf_16"),
        (ENGLISH, "utf_16_le"),
        (ENGLISH, "utf_16_be"),
        (ENGLISH, "utf_32"),
        (GERMAN, "utf_8_sig"),
    ],
)
def test_old_encodings_are_recognised_by_their_words(words: str, encoding: str) -> None:
    content = (words * 3).encode(encoding)
    item = read_bytes(content)
    assert item.text == words * 3
    assert item.status is ReadStatus.OK
    assert sniff(content, len(content), "") > 0


def test_the_reporter_may_read_it_as_another_encoding() -> None:
    content = (CZECH * 2).encode("cp852")
    item = read_bytes(content, encoding="windows-1250")
    assert (item.encoding, item.status) == ("cp1250", ReadStatus.OK)
    assert item.text != CZECH * 2
    assert "cp852" in item.encoding_candidates
    assert "cp1250" not in item.encoding_candidates
    assert read_bytes(content, encoding="IBM852").text == CZECH * 2


def test_bytes_that_do_not_fit_the_wished_encoding_are_told() -> None:
    item = read_bytes(GERMAN.encode("cp1252"), encoding="UTF-8")
    assert (item.status, item.reason) == (ReadStatus.PARTIAL, Reason.WRONG_ENCODING)
    assert "\ufffd" in item.text


def test_a_wish_for_an_unknown_encoding_changes_nothing() -> None:
    assert read_bytes(GERMAN.encode(), encoding="klingon").text == GERMAN
    assert codec_named("klingon") is None
    assert codec_named("../../etc/passwd") is None
    assert codec_named("idna") is None
    assert codec_named(" Shift-JIS ") == "cp932"
    assert codec_named("ISO-8859-1") == "latin_1"
    assert all(codec_named(name) for name in READABLE - {"latin_1"})


def test_utf_8_with_a_few_damaged_bytes_stays_utf_8() -> None:
    content = bytearray((CZECH * 30).encode())
    content[500] = 0xFF
    item = read_bytes(bytes(content))
    assert (item.encoding, item.status, item.reason) == ("utf_8", ReadStatus.PARTIAL, Reason.WRONG_ENCODING)


def test_what_is_longer_than_the_limit_is_cut_and_told() -> None:
    item = read_bytes(ENGLISH.encode(), Limits(max_text_characters=20))
    assert (item.text, item.status, item.reason) == (ENGLISH[:20], ReadStatus.PARTIAL, Reason.TOO_MUCH_TEXT)
    item = read_bytes(b"x" * 1000, Limits(max_text_characters=20))
    assert (len(item.text), item.reason) == (20, Reason.TOO_MUCH_TEXT)


def test_a_file_of_white_space_has_no_words() -> None:
    assert read_bytes(b" \r\n\t\n").status is ReadStatus.NO_TEXT


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 4,
        b"\0" * 100,
        b"words \0\0\0 words " * 40,
        bytes((index * 7919) % 251 for index in range(4000)),
        b"\x7fELF" + b"words" * 100,
        b"PK\x03\x04" + b"words" * 100,
        b"",
    ],
)
def test_what_is_no_text_is_not_claimed(content: bytes) -> None:
    assert sniff(content, len(content), ".txt") == 0


def test_a_character_cut_by_the_heads_end_does_not_hide_a_text() -> None:
    content = ("ž" * 40_000).encode()
    assert sniff(content[:65_535], len(content), "") == 40


LANGUAGES = {
    "en": ENGLISH * 2,
    "de": """
        Der Hafenrat hat die Entscheidung über den neuen Kran verschoben, weil der Bericht noch
        nicht vorlag. Er soll im März wieder zusammenkommen, und der Bericht wird dann vor allen
        gelesen, die ihn hören wollen. Es ist nicht das erste Mal, dass sich die Sache so lange
        hinzieht.
    """,
    "cs": """
        Rada přístavu odložila rozhodnutí o novém jeřábu, protože zpráva o jeho stavu ještě nebyla
        hotová. Sejde se znovu v březnu a zpráva se má číst před všemi, kteří ji chtějí slyšet. Není
        to poprvé, co se to tak dlouho táhne, a není jasné, kdo za to může, ale byl to už třetí rok
        a pro město je to další starost.
    """,
    "ru": """
        Совет гавани отложил решение о новом кране, потому что отчёт ещё не был готов. Он должен
        собраться снова в марте, и тогда отчёт будет прочитан для всех, кто хочет его слышать. Это
        уже не первый раз, когда дело тянется так долго, и не ясно, кто в этом виноват, но для
        города это был ещё один трудный год.
    """,
    "ar": """
        أجل مجلس الميناء قراره بشأن الرافعة الجديدة لأن التقرير لم يكن قد وصل إلى المجلس في ذلك
        الوقت. ومن المقرر أن يجتمع المجلس مرة أخرى في شهر مارس بعد أن يتم عرض التقرير على كل من يريد
        أن يعرف ما كان قد حدث. وهذه ليست المرة الأولى التي يحدث فيها هذا الأمر في هذه المدينة، كما
        أن ذلك كان من قبل على هذا النحو.
    """,
    "ja": JAPANESE * 2,
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_language_is_guessed_and_said_to_be_a_guess(code: str) -> None:
    language = guess_language(LANGUAGES[code])
    assert language is not None
    assert (language.value, language.basis) == (code, Basis.GUESS)


@pytest.mark.parametrize("words", ["", "The board met on Tuesday.", "1234 5678 " * 100, "aab aba bab " * 100])
def test_too_little_to_go_by_leaves_the_language_unknown(words: str) -> None:
    assert guess_language(words) is None


def test_ascii_needs_no_other_encoding() -> None:
    found = detect(ENGLISH.encode())
    assert found is not None
    assert (found.encoding, found.candidates, found.sure) == ("utf_8", (), True)


def test_a_table_or_a_calendar_is_called_by_its_name() -> None:
    assert read_bytes(b"a,b\n1,2\n", suffix=".csv").format_name == "Table (CSV)"
    assert read_bytes(b"BEGIN:VCALENDAR\n", suffix=".ics").format_name == "Calendar file"
    assert read_bytes(b"words\n", suffix=".br").format_name == "Plain text"
