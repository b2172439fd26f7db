"""After the import a PDF is looked into once more; what it says of itself stands among its facts."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Mapping
from pathlib import Path

from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.marking import NewPassage
from casefile.casework.file_passwords import FilePasswords
from casefile.casework.importing.dumping import rows_of_batch
from casefile.casework.open_case import OpenCase
from casefile.casework.reading_again import ReadingAgain
from casefile.casework.second_look import LOOKED_INTO, SecondLook
from casefile.domain.errors import ReporterCanFix
from casefile.domain.ledger import LedgerState
from casefile.domain.limits import Limits
from casefile.importers.pdf_sample import sample_pdf
from casefile.importers.structure import Structure
from tests.helpers.canary import CANARY
from tests.helpers.imports import PATIENCE, DeskReading, desk_again, desk_at


def report(password: str = "", *, labels: bool = False) -> bytes:
    """A PDF of our own with everything the second look looks for."""
    import pypdf
    from pypdf.annotations import FreeText
    from pypdf.constants import PageLabelStyle

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sample_pdf()))
    for title in ("Summary", f"Payments to {CANARY}"):
        writer.add_outline_item(title=title, page_number=0)
    writer.add_attachment("invoice.txt", b"412,000")
    writer.add_annotation(page_number=0, annotation=FreeText(text=f"ask {CANARY}", rect=(50, 50, 90, 90)))
    writer.add_metadata({"/Producer": "Harbour Office 9", "/Title": f"The {CANARY} report"})
    if labels:
        writer.set_page_label(0, len(writer.pages) - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def facts_of(case: OpenCase, item: int) -> dict[str, list[str]]:
    held = case.look.items.get(item)
    assert held is not None
    found: dict[str, list[str]] = {}
    for name, value in held.facts:
        found.setdefault(name, []).append(value)
    return found


def look(case: OpenCase, reading: DeskReading) -> SecondLook:
    return SecondLook(case, reading, FilePasswords(case))


def test_what_the_file_says_of_itself_is_kept_as_its_claims(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report())
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "report.pdf")
        assert facts_of(desk.case, 1)["Attached file"] == ["invoice.txt"]
        second = look(desk.case, desk.reading)
        second.go_on()
        second.settle()
        facts = facts_of(desk.case, 1)
        assert facts[LOOKED_INTO] == ["read"]
        assert facts["Contents list"] == [f"Summary · Payments to {CANARY}"]
        assert facts["Attached file"] == ["invoice.txt"]
        assert facts["Notes on its pages"] == ["1"]
        assert "Locked with" not in facts and "Signatures" not in facts
        assert all(len(values) == len(set(values)) for values in facts.values())
        second.stop()


def test_it_changes_no_step_and_nothing_she_typed(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report())
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "report.pdf")
        desk.case.do(EditItems((1,), "title", "My title")).result()
        desk.case.do(EditItems((1,), "byline", "")).result()
        steps = desk.case.look.steps.newest()
        second = look(desk.case, desk.reading)
        second.go_on()
        second.settle()
        second.stop()
        held = desk.case.look.items.get(1)
        assert held is not None and held.title == "My title"
        assert desk.case.look.steps.newest() == steps
        while desk.case.undo().result() is not None:
            pass
        assert desk.held() == set()


def test_printed_page_labels_are_taken_over_where_pages_had_numbers_only(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report(labels=True))
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "report.pdf")
        layer = desk.case.look.text_layers.current(1)
        assert layer is not None
        assert [label for _, _, label in layer.pages][:1] == ["i"]
        labelled = desk.case.written(lambda store: store.text_layers.label_pages(1, ["a", "b", "c", "d"]))
        assert not labelled
        numbers = json.dumps([[a, b, str(at)] for at, (a, b, _) in enumerate(layer.pages, 1)])
        desk.case.written(lambda store: store.db.conn.execute("UPDATE text_layer SET pages = ?", [numbers]))
        second = look(desk.case, desk.reading)
        second.go_on()
        second.settle()
        second.stop()
        anew = desk.case.look.text_layers.current(1)
        assert anew is not None and anew.pages == layer.pages


def test_labels_do_not_change_under_a_passage(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report())
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "report.pdf")
        desk.case.do(NewPassage(1, 0, 4)).result()
        labelled = desk.case.written(lambda store: store.text_layers.label_pages(1, ["i"] * 9))
        assert not labelled


def test_an_unlocked_file_is_looked_into_with_its_password(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report("sesame"))
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "report.pdf")
        passwords = FilePasswords(desk.case)
        second = SecondLook(desk.case, desk.reading, passwords)
        second.go_on()
        second.settle()
        assert LOOKED_INTO not in facts_of(desk.case, 1)
        again = ReadingAgain(desk.case, desk.reading, passwords)
        again.unlock([1], "sesame").result(PATIENCE)
        second.settle()
        facts = facts_of(desk.case, 1)
        assert facts[LOOKED_INTO] == ["read"]
        assert facts["Locked with"][0].startswith("AES, 256 bits")
        second.stop()
        again.stop()


class SlowLook(DeskReading):
    """A reader whose second look waits until it is broken off, or fails."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_into = 0
        self.waits = False
        self.fails = False
        self.is_looking = threading.Event()

    def read_structure(
        self,
        source: int,
        importer: str,
        limits: Limits | None = None,
        wish: Mapping[str, str] | None = None,
    ) -> Structure:
        self.looked_into += 1
        self.is_looking.set()
        if self.waits:
            self.may_read.clear()
            assert self.may_read.wait(PATIENCE)
        if self.broken_off or self.fails:
            raise ReporterCanFix("reader_crashed", kind="", place="")
        return super().read_structure(source, importer, limits, wish)


def test_a_lock_breaks_the_look_off_and_the_next_opening_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.casefile"
    (tmp_path / "report.pdf").write_bytes(report())
    with desk_at(path) as desk:
        desk.take_in(tmp_path / "report.pdf")
        slow = SlowLook()
        slow.waits = True
        second = look(desk.case, slow)
        second.go_on()
        assert slow.is_looking.wait(PATIENCE)
        second.stop()
        assert LOOKED_INTO not in facts_of(desk.case, 1)
    with desk_again(path) as desk:
        assert desk.states() == {"report.pdf": LedgerState.IMPORTED}
        second = look(desk.case, desk.reading)
        second.go_on()
        second.settle()
        second.stop()
        assert facts_of(desk.case, 1)[LOOKED_INTO] == ["read"]


def test_a_file_that_cannot_be_looked_into_is_tried_once_and_stays_imported(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report())
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "report.pdf")
        failing = SlowLook()
        failing.fails = True
        second = look(desk.case, failing)
        for _ in range(3):
            second.go_on()
            second.settle()
        second.stop()
        assert failing.looked_into == 1
        assert facts_of(desk.case, 1)[LOOKED_INTO] == ["could not be read"]
        assert desk.states() == {"report.pdf": LedgerState.IMPORTED}


def test_it_waits_while_an_import_is_under_way_and_begins_by_itself_after_it(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report())
    (tmp_path / "later.txt").write_text(f"A clerk wrote to {CANARY}.")
    with desk_at(tmp_path / "a.casefile") as desk:
        desk.take_in(tmp_path / "report.pdf")
        desk.reading.may_read.clear()
        batch = desk.importing.start([tmp_path / "later.txt"]).result(PATIENCE)
        second = look(desk.case, desk.reading)
        second.go_on()
        second.settle()
        assert LOOKED_INTO not in facts_of(desk.case, 1)
        desk.reading.may_read.set()
        desk.wait()
        second.settle()
        assert [row.state for row in rows_of_batch(desk.case, batch)] == [LedgerState.IMPORTED]
        assert facts_of(desk.case, 1)[LOOKED_INTO] == ["read"]
        second.stop()
