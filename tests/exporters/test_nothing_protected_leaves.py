"""A protected name is found in the finished file, however it is written and wherever it hides."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.domain.summary import CaseSummary
from casefile.exporters.exporter import all_exporters
from casefile.exporters.leaks import GuardedWord, Leak, find_leaks
from casefile.exporters.readback.place import Place
from casefile.exporters.readback.reading import planned, read_back
from tests.helpers.summaries import a_claim, a_summary

NAME = "Zoë Łukaszewicz"
GUARDED = (
    GuardedWord(NAME, "name", "name of a protected source"),
    GuardedWord("+48 601 234 567", "number", "phone of a protected source"),
    GuardedWord("HERON", "codename", "codename of a protected source"),
    GuardedWord("zoe.l@nightmail.example", "address", "e-mail of a protected source"),
    GuardedWord(
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "hash", "hash of an item"
    ),
    GuardedWord("night ledger (final).xlsx", "file_name", "file name of an item"),
)

SPELLINGS = {
    "as it is": NAME,
    "in capitals": "ZOË ŁUKASZEWICZ",
    "on a plain keyboard": "zoe lukaszewicz",
    "without spaces": "zoëłukaszewicz",
    "letter by letter": "Z o ë Ł u k a s z e w i c z",
    "with dashes": "Zoë—Łukaszewicz, Zo-ë Łuka-szewicz",
    "with characters of no width": "Zo\u200bë Łuka\u200dszewicz",
    "with soft hyphens": "Zoë Łuka\u00adsze\u00adwicz",
    "in another alphabet": "Зое Лукашевич",
    "last name first": "Łukaszewicz, Zoë",
    "with an initial": "Zoë M. Łukaszewicz",
    "decomposed": unicodedata.normalize("NFD", "Zoë Łukaszewicz"),
    "in wide letters": "Ｚｏｅ　Ｌｕｋａｓｚｅｗｉｃｚ",
    "with look-alikes": "Zоë Łukаszеwicz",  # Cyrillic о, а, е
    "declined": "с Зое Лукашевичем",
    "phone in other groups": "48-601-23-45-67",
    "phone as dialled at home": "0601 234 567",
    "codename": "Heron's",
    "e-mail": "ZOE.L@NIGHTMAIL.EXAMPLE",
    "hash": "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
    "file name": "Night_Ledger-final.xlsx",
}
FORMATS = [exporter.name for exporter in all_exporters()]


def written(format_name: str, summary: CaseSummary) -> bytes:
    (exporter,) = (one for one in all_exporters() if one.name == format_name)
    return exporter.write(summary)


def blocking(places: Sequence[Place], open_texts: Sequence[str] = ()) -> list[Leak]:
    return [leak for leak in find_leaks(places, GUARDED, open_texts) if leak.blocks]


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_clean_summary_passes(format_name: str) -> None:
    summary = a_summary()
    assert (
        find_leaks((*read_back(format_name, written(format_name, summary)), *planned(summary)), GUARDED) == ()
    )


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_spelling_is_found_in_the_finished_file(format_name: str) -> None:
    missed = []
    for way, spelling in SPELLINGS.items():
        summary = a_summary(1, questions=(f"Why did {spelling} leave?",))
        places = read_back(format_name, written(format_name, summary))
        if format_name == "pdf" and way == "in wide letters":  # no font here can draw them
            places = planned(summary)
        if not blocking(places):
            missed.append(way)
    assert missed == []


@pytest.mark.parametrize("field", ["proposition", "said_by", "missing"])
def test_the_place_is_named_in_the_reporters_words(field: str) -> None:
    said: object = NAME if field == "proposition" else (NAME,)
    summary = a_summary(claims=(a_claim(7, **{field: said}),))
    (leak,) = blocking(planned(summary))
    assert leak.where == "3 Key claims, C7"
    assert leak.guarded.field == "name of a protected source"
    assert leak.shown == NAME
    assert NAME not in repr(leak)


def test_a_pdf_says_on_which_page() -> None:
    summary = a_summary(8, changes=(f"{NAME} is new.",))
    places = read_back("pdf", written("pdf", summary))
    (leak,) = blocking(places)
    assert leak.page == max(place.page for place in places) > 1


def test_a_name_is_found_in_what_a_pdf_does_not_show() -> None:
    from pypdf import PdfWriter
    from pypdf.annotations import Text

    made = written("pdf", a_summary(1))
    for hide in ("author", "own property", "outline", "attachment", "annotation", "description"):
        writer = PdfWriter(clone_from=io.BytesIO(made))
        match hide:
            case "author":
                writer.add_metadata({"/Author": NAME})
            case "own property":
                writer.add_metadata({"/Source": "zoë_łukaszewicz"})
            case "outline":
                writer.add_outline_item(title=NAME, page_number=0)
            case "attachment":
                writer.add_attachment(filename="notes.txt", data=f"met {NAME}".encode())
            case "annotation":
                writer.add_annotation(page_number=0, annotation=Text(text=NAME, rect=(50, 50, 80, 80)))
            case "description":
                writer.xmp_metadata = f"<?xpacket?><x a='1'>{NAME}</x>".encode()
        changed = io.BytesIO()
        writer.write(changed)
        assert blocking(read_back("pdf", changed.getvalue())), hide


def with_member(made: bytes, name: str, content: bytes, replace: tuple[bytes, bytes] | None = None) -> bytes:
    """The ZIP with one member more, or with bytes replaced in that member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            kept = old.read(member)
            new.writestr(member, kept.replace(*replace) if replace and member == name else kept)
        if content:
            new.writestr(name, content)
    return out.getvalue()


def test_a_name_is_found_in_what_a_word_document_does_not_show() -> None:
    made = written("docx", a_summary(1))
    name = NAME.encode()
    core, body = "docProps/core.xml", "word/document.xml"
    with zipfile.ZipFile(io.BytesIO(made)) as members:
        end_of_properties = members.read(core)[-2:]
    assert end_of_properties == b"/>"
    properties = (b"/>", b"><dc:creator>" + name + b"</dc:creator></cp:coreProperties>")
    deleted = b"<w:p><w:del><w:r><w:delText>" + name + b"</w:delText></w:r></w:del></w:p>"
    split = b"".join(b"<w:r><w:t>" + run.encode() + b"</w:t></w:r>" for run in ("Zo", "ë Łuka", "szewicz"))
    hidden = {
        "author": with_member(made, core, b"", properties),
        "comment": with_member(made, body, b"", (b"<w:body>", b"<w:body><!-- " + name + b" -->")),
        "attribute": with_member(made, body, b"", (b"<w:body>", b'<w:body w:rsidR="' + name + b'">')),
        "member's name": with_member(made, "word/Zoe Lukaszewicz.txt", b"x"),
        "picture": with_member(made, "word/media/image1.png", b"\x89PNG Zoe Lukaszewicz"),
        "deleted words": with_member(made, body, b"", (b"<w:body>", b"<w:body>" + deleted)),
        "split runs": with_member(made, body, b"", (b"<w:body>", b"<w:body><w:p>" + split + b"</w:p>")),
    }
    assert [way for way, changed in hidden.items() if not blocking(read_back("docx", changed))] == []


def test_a_name_is_found_in_what_a_page_does_not_show() -> None:
    made = written("html", a_summary(1))
    hidden = {
        "comment": f"<!-- {NAME} -->",
        "attribute": f'<p title="{NAME}">x</p>',
        "address": '<a href="mailto:zoe%2El%40nightmail.example">x</a>',
        "address of a name": '<a href="/people/zo%C3%AB-%C5%81ukaszewicz">x</a>',
        "entities": "<p>Zo&euml; &#321;ukaszewicz</p>",
        "split runs": "<p>Zo<b>ë Łuka</b><span>szewicz</span></p>",
        "style": f"<style>/* {NAME} */</style>",
        "script": f"<script>var a = '{NAME}'</script>",
        "two cells": "<table><tr><td>Zoë</td><td>Łukaszewicz</td></tr></table>",
        "title": f"<title>{NAME}</title>",
    }
    missed = []
    for way, markup in hidden.items():
        changed = made.replace(b"<main>", b"<main>" + markup.encode())
        if not blocking(read_back("html", changed)):
            missed.append(way)
    assert missed == []


def test_a_name_is_found_in_what_markdown_does_not_show() -> None:
    made = written("md", a_summary(1)).decode()
    hidden = (
        f"<!-- {NAME} -->",
        "Zo**ë Łuka**szewicz",
        f"[x](y '{NAME}')",
        "Zo&euml; &Lstrok;ukaszewicz",
        "Zoë\\_Łukaszewicz",
    )
    assert [way for way in hidden if not blocking(read_back("md", f"{made}\n{way}\n".encode()))] == []


def test_what_stands_in_published_material_is_listed_and_does_not_block() -> None:
    quoted = f"The pilot, {NAME}, told the inquiry in March that she had seen nothing unusual."
    places = [Place("3 Key claims, C1", f"“{quoted}”")]
    (leak,) = find_leaks(places, GUARDED, [quoted])
    assert not leak.blocks
    (leak,) = find_leaks(places, GUARDED, ["The pilot told the inquiry nothing."])
    assert leak.blocks


def test_a_note_blocks_even_when_published_material_has_the_name_too() -> None:
    quoted = f"The pilot, {NAME}, told the inquiry in March that she had seen nothing unusual."
    note = f"{NAME} rang again"
    leaks = find_leaks([Place("a", f"“{quoted}”"), Place("b", note)], GUARDED, [quoted])
    assert [(leak.where, leak.blocks) for leak in leaks] == [("b", True), ("a", False)]


def test_a_quotation_cut_by_a_page_is_still_known_as_one() -> None:
    quoted = f"Those on board that night remember the pilot, {NAME}, at the rail, and nobody else whatever."
    first, second = quoted[:75], quoted[75:]
    leaks = find_leaks(
        [Place("page 1", f"head {first}"), Place("page 2", f"head {second}")], GUARDED, [quoted]
    )
    assert [leak.blocks for leak in leaks] == [False]


def test_an_open_record_of_that_very_name_is_open_as_often_as_it_stands_there() -> None:
    named = [Place("page 1", f"Said by {NAME}"), Place("page 2", f"Said by {NAME}")]
    assert blocking(named, [NAME, NAME]) == []
    assert len(blocking(named, [NAME])) == 2
    assert blocking([*named, Place("the PDF's property Author", NAME, hidden=True)], [NAME, NAME])


@pytest.mark.parametrize(
    "innocent",
    [
        "Zoë went home. Łukaszewicz stayed.", "zoology and Lukasz", "heronry", "herons", "he ron",
        "Luke Shevitz", "48 601 of 234 567 votes", "601 234 568", "the 601st, 234th and 567th",
        "1601 234 5678 crowns",
        "zoe at nightmail", "night ledger", "final.xlsx",
    ],
)  # fmt: skip
def test_the_check_does_not_cry_wolf(innocent: str) -> None:
    assert find_leaks([Place("x", innocent)], GUARDED) == ()


def test_words_that_meet_by_chance_are_no_name() -> None:
    guarded = (GuardedWord("Ed Norton", "name", "name"),)
    assert find_leaks([Place("x", "They joined Norton that day.")], guarded) == ()
    assert find_leaks([Place("x", "write to ednorton at once")], guarded) != ()


def test_names_in_scripts_without_spaces_and_without_vowels_are_found() -> None:
    guarded = (GuardedWord("王毅", "name", "name"), GuardedWord("Fatima Haddad", "name", "name"))
    assert len(find_leaks([Place("x", "外交部长王毅说"), Place("y", "قالت فاطمة حداد")], guarded)) == 2


@given(
    st.text(max_size=30),
    st.sampled_from(sorted(SPELLINGS)),
    st.sampled_from([" ", "\n", ", ", "“", "(", "。", "\u00a0"]),
    st.text(max_size=30),
)
def test_whatever_stands_around_it_the_name_is_found(before: str, way: str, mark: str, after: str) -> None:
    """A space keeps the name's last letter from being joined to what follows by an accent or a letter."""
    text = f"{before}{mark}{SPELLINGS[way]} ; {after}"
    assert find_leaks([Place("x", text)], GUARDED), text


@given(
    st.lists(st.text(max_size=20), max_size=5),
    st.lists(st.text(max_size=15), max_size=4),
    st.lists(st.text(max_size=15)),
)
def test_any_texts_at_all_can_be_checked(texts: list[str], words: list[str], open_texts: list[str]) -> None:
    places = [Place("x", text) for text in texts]
    guarded = [GuardedWord(word, "name", "name") for word in words]
    for leak in find_leaks(places, guarded, open_texts):
        assert leak.shown in {
            place.text[: len(place.text)][place.text.find(leak.shown) :][: len(leak.shown)]
            for place in places
        }
        assert leak.count > 0
