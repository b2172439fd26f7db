"""Read as another encoding, or with a password; what was marked is found again or said to be lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.marking import NewPassage
from casefile.casework.file_passwords import NAME, FilePasswords
from casefile.casework.reading_again import ReadingAgain
from casefile.casework.showing_pages import ShowingPages, ShownPages
from casefile.domain.errors import ReporterCanFix
from casefile.domain.ledger import LedgerState
from casefile.domain.passages import PassageState
from casefile.domain.step_labels import label
from casefile.importers.pdf_sample import sample_pdf
from casefile.search.parse import parse
from casefile.store import finding
from tests.helpers.canary import CANARY
from tests.helpers.imports import PATIENCE, Desk, desk_again, desk_at

CZECH = f"Smlouva nebyla podepsána. Zpráva o {CANARY}: příliš žluťoučký kůň úpěl ďábelské ódy.\r\n" * 3
PASSWORD = "open sesame"


class Again:
    """Reading again on a desk's case."""

    def __init__(self, desk: Desk) -> None:
        self.passwords = FilePasswords(desk.case)
        self.reading = ReadingAgain(desk.case, desk.reading, self.passwords)

    def __enter__(self) -> ReadingAgain:
        return self.reading

    def __exit__(self, *failure: object) -> None:
        self.reading.stop()
        self.passwords.forget()


def czech(desk: Desk, folder: Path, name: str = "zprava.txt", content: bytes = b"") -> int:
    path = folder / name
    path.write_bytes(content or CZECH.encode("cp1250"))
    desk.take_in(path)
    item = desk.rows()[name].item
    assert item is not None
    return item


def text_of(desk: Desk, item: int) -> str:
    layer = desk.case.look.text_layers.current(item)
    assert layer is not None
    return layer.text


def locked_pdf(password: str = PASSWORD) -> bytes:
    """Our sample PDF under a password, locked by pypdf."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sample_pdf()))
    writer.encrypt(password, algorithm="AES-256")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def test_another_encoding_is_one_step_and_undone_exactly(tmp_path: Path) -> None:
    with desk_at(tmp_path / "a.casefile") as desk, Again(desk) as again:
        item = czech(desk, tmp_path)
        assert "příliš žluťoučký" in text_of(desk, item)
        layers = desk.case.look.text_layers.of_item(item)
        told = again.read_as(item, "windows-1251").result(PATIENCE)
        assert (told.item, told.encoding, told.lost) == (item, "cp1251", ())
        assert "příliš" not in text_of(desk, item)
        new = desk.case.look.text_layers.current(item)
        assert new is not None and (new.parent, new.encoding) == (layers[-1], "cp1251")
        deed = desk.case.next_undo()
        assert deed is not None and label(deed) == f"Reading of I{item} as cp1251"
        assert desk.case.answer(lambda store: finding.items(store, parse("žluťoučký").tree)) == []
        desk.case.undo().result()
        assert desk.case.look.text_layers.of_item(item) == layers
        assert desk.case.answer(lambda store: finding.items(store, parse("žluťoučký").tree)) == [item]
        desk.case.redo().result()
        assert "příliš" not in text_of(desk, item)


def test_passages_are_found_again_or_said_to_be_lost(tmp_path: Path) -> None:
    with desk_at(tmp_path / "a.casefile") as desk, Again(desk) as again:
        item = czech(desk, tmp_path, content=("Smlouva o koni. " + CZECH).encode("cp1250"))
        text = text_of(desk, item)
        plain, special = text.index("Smlouva o koni"), text.index("žluťoučký")
        desk.case.do(NewPassage(item, plain, plain + 14)).result()
        desk.case.do(NewPassage(item, special, special + 9)).result()
        told = again.read_as(item, "windows-1251").result(PATIENCE)
        assert (told.moved, told.lost) == ((1,), (2,))
        moved, lost = desk.case.look.passages.get(1), desk.case.look.passages.get(2)
        assert moved is not None and lost is not None
        assert (moved.state, lost.state) == (PassageState.REANCHORED, PassageState.ORPHANED)
        layer = desk.case.look.text_layers.current(item)
        assert layer is not None and moved.layer == layer.n
        assert layer.text[moved.start : moved.end] == "Smlouva o koni"
        back = again.read_as(item, "windows-1250").result(PATIENCE)
        assert back.lost == () and back.moved == (1, 2)
        for _ in range(2):
            desk.case.undo().result()
        again_lost = desk.case.look.passages.get(2)
        assert again_lost is not None and again_lost.state is PassageState.ANCHORED


def test_what_she_typed_is_hers_and_what_the_page_says_is_read_anew(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Žádost o příspěvek</title><meta name=author content='Ida Šťastná'></head><body>"
        + "<p>Rada zaplatila dvakrát za stejnou práci, říká zápis z jednání.</p>" * 12
        + f"<p>{CANARY}</p></body></html>"
    ).encode("cp1250")
    with desk_at(tmp_path / "a.casefile") as desk, Again(desk) as again:
        item = czech(desk, tmp_path, "zadost.html", page)
        desk.case.do(EditItems((item,), "byline", "Ida S.")).result()
        again.read_as(item, "windows-1251").result(PATIENCE)
        garbled = desk.case.look.items.get(item)
        again.read_as(item, "windows-1250").result(PATIENCE)
        held = desk.case.look.items.get(item)
        assert garbled is not None and held is not None
        assert garbled.title != held.title == "Žádost o příspěvek"
        assert garbled.byline == held.byline == "Ida S."


def test_letters_that_do_not_fit_are_told(tmp_path: Path) -> None:
    with desk_at(tmp_path / "a.casefile") as desk, Again(desk) as again:
        item = czech(desk, tmp_path)
        assert not again.read_as(item, "utf-8").result(PATIENCE).fits
        assert again.read_as(item, "windows-1250").result(PATIENCE).fits


def test_encodings_that_would_fit_are_offered_likeliest_first(tmp_path: Path) -> None:
    with desk_at(tmp_path / "a.casefile") as desk, Again(desk) as again:
        item = czech(desk, tmp_path)
        offered: list[tuple[str, ...]] = []
        again.candidates(item, offered.append)
        again._lane.submit(lambda: None).result(PATIENCE)
        assert offered[0][0] == "cp1250"


def test_an_original_that_changed_is_not_read_but_said(tmp_path: Path) -> None:
    with desk_at(tmp_path / "a.casefile") as desk, Again(desk) as again:
        item = czech(desk, tmp_path)
        desk.case.write(
            lambda store: store.db.conn.execute("UPDATE original_chunk SET bytes = ?", [b"other bytes"])
        ).result()
        with pytest.raises(ReporterCanFix, match="original_changed"):
            again.read_as(item, "windows-1251").result(PATIENCE)
        assert len(desk.case.look.text_layers.of_item(item)) == 1


def test_one_password_opens_every_locked_file_of_the_drop_that_it_fits(tmp_path: Path) -> None:
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "one.pdf").write_bytes(locked_pdf())
    (folder / "two.pdf").write_bytes(locked_pdf())
    (folder / "other.pdf").write_bytes(locked_pdf("something else"))
    with desk_at(tmp_path / "a.casefile") as desk, Again(desk) as again:
        batch = desk.take_in(folder)
        assert set(desk.states().values()) == {LedgerState.NEEDS_PASSWORD}
        locked = again.locked_in(batch)
        assert again.unlock(locked, "wrong").result(PATIENCE).opened == ()
        told = again.unlock(locked, PASSWORD).result(PATIENCE)
        rows = desk.rows()
        assert set(told.opened) == {rows["one.pdf"].item, rows["two.pdf"].item}
        assert told.still_locked == (rows["other.pdf"].item,)
        assert desk.states()["one.pdf"] is LedgerState.IMPORTED
        assert desk.states()["other.pdf"] is LedgerState.NEEDS_PASSWORD
        assert desk.text("one.pdf").strip()
        assert again.locked_in(batch) == [rows["other.pdf"].item]
        assert desk.case.look.credentials.all() == []


def test_the_pages_of_an_unlocked_file_can_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(locked_pdf())
    with desk_at(tmp_path / "a.casefile") as desk:
        again = Again(desk)
        showing = ShowingPages(desk.case, desk.reading, again.passwords)
        shown: list[ShownPages | None] = []
        with again as reading:
            desk.take_in(path)
            item = desk.case.look.items.get(1)
            assert item is not None
            showing.show(item, shown.append)
            showing.settle()
            reading.unlock([1], PASSWORD).result(PATIENCE)
            showing.show(item, shown.append)
            showing.settle()
        showing.stop()
        assert shown[0] is None
        assert shown[1] is not None and shown[1].page_count > 0


def test_a_password_she_wishes_kept_is_a_credential_and_opens_the_pages_tomorrow(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    (tmp_path / "one.pdf").write_bytes(locked_pdf())
    with desk_at(path) as desk, Again(desk) as again:
        desk.take_in(tmp_path / "one.pdf")
        again.unlock([1], PASSWORD, keep=True).result(PATIENCE)
        (kept,) = desk.case.look.credentials.all()
        assert kept.name == NAME
        assert desk.case.unseal_credential(kept.n).secret == PASSWORD
    with desk_again(path) as desk:
        passwords = FilePasswords(desk.case)
        assert passwords.of(1) == PASSWORD
        assert passwords.of(2) == ""
        desk.case.undo().result()
        assert passwords.of(1) == ""


def test_a_failed_row_is_tried_again_from_the_original_the_case_holds(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(f"The clerk wrote to {CANARY}.")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.reading.failures = {b"clerk": ReporterCanFix("reader_stopped")}
        desk.take_in(path)
        assert desk.states() == {"letter.txt": LedgerState.FAILED}
        path.unlink()
        desk.reading.failures = {}
        desk.importing.retry([desk.rows()["letter.txt"].n])
        desk.wait()
        assert desk.states() == {"letter.txt": LedgerState.IMPORTED}
        assert "clerk" in desk.text("letter.txt")


def test_nothing_is_read_as_anything_once_the_item_is_gone(tmp_path: Path) -> None:
    with desk_at(tmp_path / "a.casefile") as desk, Again(desk) as again:
        with pytest.raises(ReporterCanFix, match="item_gone"):
            again.read_as(9, "utf-8").result(PATIENCE)
        assert desk.case.next_undo() is None
