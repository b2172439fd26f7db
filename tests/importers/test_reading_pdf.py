"""PDFs: the text, the map of pages, honest statuses, and pages to show."""

from __future__ import annotations

import contextlib
import io
import logging
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.importers import CannotShowPages, Limits, ParsedItem, Structure
from casefile.importers.parsed_item import Basis, BlockKind, ReadStatus, Reason
from casefile.importers.pdf import IMPORTER, PAGE_GAP, read
from casefile.importers.pdf_characters import NO_BOX, page_text
from casefile.importers.pdf_metadata import believable_author, believable_title, iso_date, number_ranges
from casefile.importers.pdf_pages import open_pages
from casefile.importers.pdf_sample import sample_pdf
from casefile.importers.pdf_structure import read_structure

THREE = sample_pdf(("First page\nof two lines", "", "Third page"), title="Minutes of the board")


def read_bytes(content: bytes, limits: Limits | None = None, **wish: str) -> ParsedItem:
    item = read(io.BytesIO(content), limits or Limits(), wish)
    assert ParsedItem.from_wire(item.to_wire()) == item
    return item


def locked(password: str = "harbour", *, algorithm: str = "AES-256", owner: str = "owner") -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sample_pdf()))
    writer.encrypt(password, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def facts_of(item: ParsedItem) -> dict[str, str]:
    return {fact.name: fact.value for fact in item.facts}


def test_the_text_layer_has_a_stretch_for_every_page() -> None:
    item = read_bytes(THREE)
    assert item.text == f"First page\nof two lines{PAGE_GAP}{PAGE_GAP}Third page"
    assert [item.text[page.start : page.end] for page in item.pages] == [
        "First page\nof two lines",
        "",
        "Third page",
    ]
    assert [page.label for page in item.pages] == ["1", "2", "3"]
    assert (item.status, item.reason, item.method) == (ReadStatus.OK, Reason.NONE, "pdf_text")
    assert facts_of(item)["Pages without words"] == "2"
    assert facts_of(item)["Created"] == "2026-01-02T03:04:05Z"


def test_two_lines_of_a_paragraph_are_one_block() -> None:
    item = read_bytes(THREE)
    assert [(item.text[block.start : block.end], block.kind) for block in item.blocks] == [
        ("First page\nof two lines", BlockKind.PARAGRAPH),
        ("Third page", BlockKind.PARAGRAPH),
    ]


def test_a_stated_title_is_taken_and_one_made_by_a_program_is_not() -> None:
    title = read_bytes(THREE).title
    assert title is not None
    assert (title.value, title.basis) == ("Minutes of the board", Basis.STATED)
    assert read_bytes(sample_pdf(title="Microsoft Word - minutes.doc")).title is None
    assert facts_of(read_bytes(sample_pdf(title="Untitled")))["Title"] == "Untitled"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "a",
        "untitled",
        "Untitled-3",
        "Microsoft Word - x",
        "report.indd",
        "C:\\tmp\\report.doc",
        "2019 04 12",
        "Scan_0012",
    ],
)
def test_titles_programs_put_there_are_not_believed(title: str) -> None:
    assert believable_title(title) is None


def test_an_author_is_only_ever_a_guess() -> None:
    author = believable_author("Ada Quill")
    assert author is not None and author.basis is Basis.GUESS
    assert believable_author("office-2007") is None
    assert believable_author("CORP\\ada quill") is None


def test_pages_without_any_words_are_told_as_such() -> None:
    item = read_bytes(sample_pdf(("", "")))
    assert (item.status, item.reason, len(item.pages)) == (ReadStatus.NO_TEXT, Reason.PICTURES_ONLY, 2)


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", THREE[:200], b"%PDF-1.7\n" + bytes(2000)])
def test_a_damaged_file_is_corrupt_and_asks_for_no_password(content: bytes) -> None:
    item = read_bytes(content)
    assert (item.status, item.reason) == (ReadStatus.CORRUPT, Reason.DAMAGED)


def test_a_file_without_its_table_of_places_is_still_read() -> None:
    assert read_bytes(sample_pdf(damaged=True)).text.startswith("Harbour board minutes")


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_locked_file_says_so_and_opens_with_its_password(algorithm: str) -> None:
    content = locked(algorithm=algorithm)
    assert read_bytes(content).status is ReadStatus.LOCKED
    assert read_bytes(content, password="wrong").reason is Reason.PASSWORD_NEEDED
    assert read_bytes(content, password="harbour").text.startswith("Harbour board minutes")
    with pytest.raises(CannotShowPages):
        open_pages(io.BytesIO(content), Limits(), {})
    opened = open_pages(io.BytesIO(content), Limits(), {"password": "harbour"})
    assert opened.characters(0).text == "Harbour board minutes"
    opened.close()


def test_a_file_locked_only_against_changes_is_read() -> None:
    assert read_bytes(locked(password="")).status is ReadStatus.OK


def test_what_lies_beyond_the_limits_is_left_out_and_told() -> None:
    item = read_bytes(THREE, Limits(max_pages=1))
    assert (item.status, item.reason, len(item.pages)) == (ReadStatus.PARTIAL, Reason.TOO_MANY_PAGES, 1)
    assert facts_of(item)["Pages"] == "3"
    item = read_bytes(THREE, Limits(max_text_characters=5))
    assert (item.text, item.reason, len(item.pages)) == ("First", Reason.TOO_MUCH_TEXT, 3)
    item = read_bytes(THREE, Limits(max_page_characters=3))
    assert (item.text, item.reason) == (f"Fir{PAGE_GAP}{PAGE_GAP}Thi", Reason.TOO_MUCH_TEXT)


def test_shown_characters_are_the_layers_own_with_a_box_each() -> None:
    item = read_bytes(THREE)
    source = open_pages(io.BytesIO(THREE), Limits(), {})
    for index, page in enumerate(item.pages):
        shown = source.characters(index)
        assert shown.text == item.text[page.start : page.end]
        assert len(shown.boxes) == len(shown.text)
        for letter, box in zip(shown.text, shown.boxes, strict=True):
            assert (box == NO_BOX) is (letter == "\n")
            assert 0 <= box[0] <= box[2] <= 300 and 0 <= box[1] <= box[3] <= 200
    first = source.characters(0).boxes
    assert first[0][0] < first[1][0] < first[2][0]
    assert first[0][1] < 60 and first[0][1] < first[-1][1]
    source.close()


def test_boxes_of_a_turned_page_stand_where_it_is_shown() -> None:
    source = open_pages(io.BytesIO(sample_pdf(("Turned",), rotate=90)), Limits(), {})
    assert source.page_size(0) == (200.0, 300.0)
    boxes = source.characters(0).boxes
    assert all(0 <= box[0] < box[2] <= 200 and 0 <= box[1] < box[3] <= 300 for box in boxes)
    assert boxes[0][1] < boxes[1][1] < boxes[2][1]
    source.close()


def test_boxes_lie_over_the_ink_of_the_picture() -> None:
    source = open_pages(io.BytesIO(sample_pdf(("Ink",))), Limits(), {})
    picture = source.render(0, 2.0)
    left, top, right, bottom = source.characters(0).boxes[0]
    assert (picture.width, picture.height, len(picture.pixels)) == (600, 400, picture.stride * 400)

    def darkest(columns: range, rows: range) -> int:
        return min(picture.pixels[row * picture.stride + 4 * column] for row in rows for column in columns)

    inside = range(int(left * 2), int(right * 2)), range(int(top * 2), int(bottom * 2))
    assert darkest(*inside) < 60
    assert darkest(range(0, int(left * 2) - 2), inside[1]) == 255
    source.close()


def test_a_picture_never_exceeds_the_limits() -> None:
    source = open_pages(io.BytesIO(sample_pdf()), Limits(max_page_pixels=10_000), {})
    picture = source.render(0, 50.0)
    assert picture.width * picture.height <= 10_000
    assert source.page_count == 2
    with pytest.raises(IndexError):
        source.render(2, 1.0)
    source.close()
    source = open_pages(io.BytesIO(sample_pdf()), Limits(max_page_side=100), {})
    assert max(source.render(0, 50.0)[:2]) <= 100
    source.close()


def characters_as_written(
    codes: list[int],
    monkeypatch: pytest.MonkeyPatch,
    *,
    generated: tuple[int, ...] = (),
    hyphens: tuple[int, ...] = (),
) -> tuple[str, list[int]]:
    from pypdfium2 import raw

    monkeypatch.setattr(raw, "FPDFText_CountChars", lambda _page: len(codes))
    monkeypatch.setattr(raw, "FPDFText_GetUnicode", lambda _page, index: codes[index])
    monkeypatch.setattr(raw, "FPDFText_IsGenerated", lambda _page, index: int(index in generated))
    monkeypatch.setattr(raw, "FPDFText_IsHyphen", lambda _page, index: int(index in hyphens))
    found = page_text(SimpleNamespace(raw=None), 100)
    assert len(found.text) == len(found.owners)
    return found.text, found.owners


def test_a_lines_end_is_one_newline_that_no_character_owns(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [ord("a"), 13, 10, ord("b")]
    assert characters_as_written(codes, monkeypatch, generated=(1, 2)) == ("a\nb", [0, -1, 3])


def test_a_hyphen_at_a_lines_end_keeps_its_hyphen_and_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert characters_as_written([ord("a"), 2, ord("b")], monkeypatch, hyphens=(1,)) == (
        "a-\nb",
        [0, 1, -1, 2],
    )
    codes = [ord("a"), 0xFFFE, 13, 10, ord("b")]
    written = characters_as_written(codes, monkeypatch, generated=(2, 3), hyphens=(1,))
    assert written == ("a-\nb", [0, 1, -1, 4])


def test_letters_beyond_the_basic_plane_are_one_code_point(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [0xD83D, 0xDE42, ord("b"), 0x10330, 0xD800]
    assert characters_as_written(codes, monkeypatch) == ("🙂b\U00010330\ufffd", [0, 2, 3, 4])


def test_ligatures_become_letters_and_unknown_glyphs_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [0xFB03, 0xAD, 0xA0, 0, 3, 0xFFFF, 0xE001, 10]
    assert characters_as_written(codes, monkeypatch) == (
        "ffi\xad\xa0\ufffd\ufffd\ufffd\ue001\ufffd",
        [0, 0, 0, 1, 2, 3, 4, 5, 6, 7],
    )


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("D:20210128160204-05'00'", "2021-01-28T16:02:04-05:00"),
        ("D:20230814143339Z00'00'", "2023-08-14T14:33:39Z"),
        ("D:2019", "2019"),
        ("D:201904", "2019-04"),
        ("20190431", "2019-04-31"),
        ("D:20191301", None),
        ("yesterday", None),
    ],
)
def test_pdf_dates_keep_the_precision_they_have(written: str, wanted: str | None) -> None:
    assert iso_date(written) == wanted


def test_numbers_are_told_as_people_write_them() -> None:
    assert number_ranges([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), min_size=1, max_size=20))
def test_no_damage_to_a_pdf_stops_the_readers(changes: list[tuple[int, int]]) -> None:
    content = bytearray(THREE)
    for place, byte in changes:
        content[place] = byte
    item = read_bytes(bytes(content))
    assert len(item.pages) == 0 or item.status not in (ReadStatus.LOCKED, ReadStatus.UNSUPPORTED)
    structure = read_structure(io.BytesIO(bytes(content)), Limits(), {})
    assert Structure.from_wire(structure.to_wire()) == structure
    if item.pages and item.status is not ReadStatus.CORRUPT:
        source = open_pages(io.BytesIO(bytes(content)), Limits(), {})
        for index, page in enumerate(item.pages):
            with contextlib.suppress(CannotShowPages):
                assert source.characters(index).text == item.text[page.start : page.end]
        source.close()


def structured() -> bytes:
    import pypdf
    from pypdf.annotations import FreeText
    from pypdf.generic import NumberObject

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sample_pdf(("One", "Two", "Three"))))
    chapter = writer.add_outline_item(title="Chapter", page_number=0)
    writer.add_outline_item(title="Section\x07 one", page_number=2, parent=chapter)
    writer.add_attachment("accounts.csv", b"a,b\n").size = NumberObject(4)
    writer.add_annotation(1, FreeText(text="Who paid?", rect=(10, 10, 60, 40)))
    writer.add_metadata({"/Title": "Annual accounts", "/Author": "Ada Quill", "/Producer": "Some Press"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_structure_tells_outline_attachments_notes_and_metadata() -> None:
    structure = read_structure(io.BytesIO(structured()), Limits(), {})
    assert Structure.from_wire(structure.to_wire()) == structure
    assert [(entry.title, entry.level, entry.page) for entry in structure.outline] == [
        ("Chapter", 0, 0),
        ("Section one", 1, 2),
    ]
    assert [(each.name, each.size) for each in structure.attachments] == [("accounts.csv", 4)]
    assert [(note.page, note.kind, note.text) for note in structure.annotations] == [
        (1, "FreeText", "Who paid?")
    ]
    assert structure.title is not None and structure.title.value == "Annual accounts"
    assert {fact.name: fact.value for fact in structure.facts}["Producer"] == "Some Press"
    assert [each.name for each in read_bytes(structured()).attachments] == ["accounts.csv"]


def test_structure_of_a_locked_file_names_its_lock() -> None:
    structure = read_structure(io.BytesIO(locked()), Limits(), {})
    assert (structure.readable, structure.encryption) == (False, "AES, 256 bits (Standard, revision 6)")
    assert read_structure(io.BytesIO(locked()), Limits(), {"password": "harbour"}).readable


def test_structure_of_a_damaged_file_is_unreadable_and_silent(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert not read_structure(io.BytesIO(b"%PDF-1.7\nsecretword"), Limits(), {}).readable
        read_structure(io.BytesIO(sample_pdf(damaged=True)), Limits(), {})
    assert caplog.records == []


def test_the_importer_offers_pages_and_structure() -> None:
    assert IMPORTER.open_pages is open_pages
    assert IMPORTER.read_structure is read_structure
