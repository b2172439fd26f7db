"""One summary, four formats: the same facts in the same order, and nothing about who made the file."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.domain.summary import CaseSummary, SourceSummary
from casefile.exporters.exporter import Exporter, all_exporters
from casefile.exporters.laying_out import NOTHING_TO_EXPORT, lay_out
from casefile.exporters.outline import facts
from casefile.exporters.readback.reading import characters_lost, read_back
from casefile.exporters.spotting import tight
from tests.helpers.summaries import a_claim, a_summary

EXPORTERS = {exporter.name: exporter for exporter in all_exporters()}
MISCHIEF = (
    '\\#read("/etc/passwd") *b* _i_ $x$ <b>&amp; [l](http://x.example) ![p](y) | `c` {{ 7*7 }} '
    "www.x.example # @k"
)


def shown(exporter: Exporter, summary: CaseSummary) -> str:
    """The letters and digits a reader sees, in order."""
    places = read_back(exporter.name, exporter.write(summary))
    return "".join(tight(place.text) for place in places if not place.hidden)


def test_every_exporter_of_the_folder_is_found() -> None:
    assert list(EXPORTERS) == ["pdf", "docx", "html", "md"]
    assert all(exporter.suffix == f".{exporter.name}" for exporter in EXPORTERS.values())


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_fact_stands_there_and_in_order(name: str) -> None:
    summary = a_summary(3)
    text = shown(EXPORTERS[name], summary)
    wanted = [fact for fact in map(tight, facts(lay_out(summary))) if fact]
    if name in ("pdf", "docx"):  # their running heads hold the codename, the marking and the title
        assert all(fact in text for fact in wanted[:2])
        wanted = wanted[2:]
    at = 0
    for fact in wanted:
        found = text.find(fact, at) if name != "pdf" else text.find(fact)
        assert found >= 0, fact
        at = found


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_summary_gives_the_same_bytes(name: str) -> None:
    assert EXPORTERS[name].write(a_summary()) == EXPORTERS[name].write(a_summary())


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_empty_summary_says_so(name: str) -> None:
    empty = CaseSummary(a_summary().header)
    assert tight(NOTHING_TO_EXPORT) in shown(EXPORTERS[name], empty)
    assert tight("Question unknown") in shown(EXPORTERS[name], empty)


@pytest.mark.parametrize("name", EXPORTERS)
def test_what_strangers_write_is_only_text(name: str) -> None:
    summary = a_summary(1, question=MISCHIEF, claims=(a_claim(proposition=MISCHIEF, missing=(MISCHIEF,)),))
    assert shown(EXPORTERS[name], summary).count(tight(MISCHIEF)) == 3


@pytest.mark.parametrize("name", EXPORTERS)
def test_names_in_any_script_come_through(name: str) -> None:
    people = ("Łukasz Żółć", "Дмитрий Песков", "Νίκος Παπανδρέου")
    summary = a_summary(1, questions=people)
    places = read_back(name, EXPORTERS[name].write(summary))
    text = "".join(tight(place.text) for place in places if not place.hidden)
    assert all(tight(person) in text for person in people)
    assert characters_lost(summary, places) == ""


@pytest.mark.parametrize("name", EXPORTERS)
def test_characters_no_font_has_do_not_stop_the_memo(name: str) -> None:
    summary = a_summary(1, sources=(SourceSummary("王毅 \U00012345", False, "محمد \u0378", "background"),))
    places = read_back(name, EXPORTERS[name].write(summary))
    assert tight("agreed description") in "".join(tight(place.text) for place in places)
    lost = characters_lost(summary, places)
    assert lost == "" if name != "pdf" else "\U00012345" in lost


def test_a_pdf_is_tagged_titled_and_silent_about_its_making() -> None:
    from pypdf import PdfReader

    made = EXPORTERS["pdf"].write(a_summary())
    reader = PdfReader(io.BytesIO(made))
    assert {name: str(value) for name, value in (reader.metadata or {}).items()} == {"/Title": "Editor memo"}
    assert str(reader.root_object["/Lang"]) == "en"
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    xmp = reader.root_object["/Metadata"].get_data().decode()  # type: ignore[attr-defined]
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    for trace in ("Typst", "typst", "writer", "Date>", "CreatorTool", "InstanceID", "Producer"):
        assert trace not in xmp, trace
    assert not re.search(rb"/(?:CreationDate|ModDate|Producer|Creator|Author)\b", made)
    inner = " ".join(place.text for place in read_back("pdf", made) if place.hidden)
    assert "typst" not in inner.lower()
    assert "/tmp" not in inner


def test_a_pdf_that_lacks_a_character_makes_no_promise_to_screen_readers() -> None:
    summary = a_summary(1, question="\U00012345")
    assert b"pdfuaid:part" not in EXPORTERS["pdf"].write(summary)


def test_a_word_document_has_headings_and_blank_properties() -> None:
    import docx

    made = EXPORTERS["docx"].write(a_summary(2))
    document = docx.Document(io.BytesIO(made))
    headings = [line.text for line in document.paragraphs if line.style and line.style.name == "Heading 1"]
    assert headings[:3] == ["1 Story", "2 Hypotheses", "3 Key claims"]
    claims = [line.text for line in document.paragraphs if line.style and line.style.name == "Heading 2"]
    assert len(claims) == 2
    assert document.tables[0].rows[0].cells[0].text == "Source"
    properties = document.core_properties
    assert [properties.author, properties.last_modified_by, properties.title, properties.comments] == [""] * 4
    assert properties.created is None and properties.modified is None and properties.revision == 0


def test_a_word_document_carries_nothing_of_its_making() -> None:
    with zipfile.ZipFile(io.BytesIO(EXPORTERS["docx"].write(a_summary()))) as members:
        assert {member.date_time for member in members.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in members.namelist() if "thumbnail" in name or "customXml" in name]
        everything = b"".join(members.read(name) for name in members.namelist())
        types = members.read("[Content_Types].xml").decode()
        named = re.findall(r'PartName="/([^"]+)"', types)
        assert set(named) <= set(members.namelist())
    for trace in (b"python", b"rsidRoot", b"docId", b"Microsoft Macintosh", b"generated"):
        assert trace not in everything, trace


def test_a_page_fetches_nothing_and_forbids_the_rest() -> None:
    page = EXPORTERS["html"].write(a_summary(1, question=MISCHIEF)).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "<script" not in page and "<img" not in page and "<link" not in page
    assert not re.search(r"(?:src|href|action)\s*=", page)
    assert "url(" not in page and "@import" not in page
    assert "&lt;b&gt;&amp;amp;" in page


def test_the_style_sheet_is_the_one_the_policy_names() -> None:
    import base64
    import hashlib

    page = EXPORTERS["html"].write(a_summary()).decode()
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page


def test_markdown_of_a_stranger_means_nothing() -> None:
    text = (
        EXPORTERS["md"].write(a_summary(1, questions=("# h", "- x", "1. y", "+ z", "= =", MISCHIEF))).decode()
    )
    for line in text.splitlines():
        assert not line.startswith("- #") and not line.startswith("- - ") and not line.startswith("- 1. ")
    assert not re.search(r"(?<!\\)\[l|(?<!\\)<b|(?<!\\)://|www\.", text)


def test_contradicting_passages_and_origins_are_always_told() -> None:
    said = facts(lay_out(a_summary(1)))
    assert "Supports: 3 passages, 2 origins, 1 unnamed" in said
    assert "Contradicts: 1 passage, 1 origin" in said
    assert "““No payment left our accounts in that month,” the board wrote.”" in said
    assert "(publisher unknown, date unknown, paragraph 4) P3" in said


def test_a_claim_without_evidence_says_so() -> None:
    said = facts(lay_out(a_summary(claims=(a_claim(counts=(), passages=(), said_by=()),))))
    assert "No evidence linked" in said
    assert "Said by nobody named" in said


@settings(max_examples=15)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_at_all_can_be_exported(first: str, second: str) -> None:
    summary = a_summary(1, question=first, risks=(second,), claims=(a_claim(proposition=first),))
    for name in ("docx", "html", "md"):
        text = shown(EXPORTERS[name], summary)
        assert tight(lay_out(summary).blocks[1].text) in text  # type: ignore[union-attr]


@pytest.mark.slow
@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_set_as_pdf(text: str) -> None:
    read_back("pdf", EXPORTERS["pdf"].write(a_summary(1, question=text)))


@pytest.mark.slow
def test_a_memo_of_five_hundred_claims_is_whole_in_every_format() -> None:
    summary = a_summary(500)
    for exporter in EXPORTERS.values():
        text = shown(exporter, summary)
        assert text.count(tight("The harbour board paid the ferry line before the tender closed")) == 500
