"""Which importer gets a file: its content decides, its name's ending only settles a tie."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import casefile.importers
from casefile.domain.sentences import SENTENCES
from casefile.importers import Importer, all_importers, choose
from casefile.importers.parsed_item import ItemKind, Reason
from casefile.importers.sniffing import suffix_misleads
from tests.importers.samples_of_every_kind import EMAIL, ENGLISH, GERMAN, SAMPLES, png, zip_of

PDF = b"%PDF-1.7\n1 0 obj\n"
PAGE = b"<!DOCTYPE html><html><body><p>Crane</p></body></html>"


def name_of(head: bytes, suffix: str = "") -> str:
    return choose(head, len(head), suffix).name


def test_every_module_with_an_importer_is_found() -> None:
    assert [importer.name for importer in all_importers()] == ["anything", "html", "pdf", "text"]
    folder = Path(casefile.importers.__file__).parent
    with_constant = [path.stem for path in folder.glob("*.py") if "\nIMPORTER = " in path.read_text("utf-8")]
    assert sorted(with_constant) == [importer.name for importer in all_importers()]


def test_importers_keep_their_promises() -> None:
    for importer in all_importers():
        assert isinstance(importer, Importer)
        assert ItemKind(importer.kind)
        assert all(
            0 <= importer.sniff(content, len(content), suffix) <= 100 for _, suffix, content, _ in SAMPLES
        )
    assert [importer.name for importer in all_importers() if importer.open_pages] == ["pdf"]
    assert [importer.name for importer in all_importers() if importer.read_structure] == ["pdf"]


def test_modules_import_the_standard_library_only_until_they_read() -> None:
    outside = {"pypdf", "pypdfium2", "trafilatura", "lxml", "charset_normalizer", "justext"}
    for path in Path(casefile.importers.__file__).parent.glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            assert not outside & {name.partition(".")[0] for name in names}, path.name


@pytest.mark.parametrize(
    ("head", "suffix", "wanted"),
    [
        (PDF, ".txt", "pdf"),
        (PDF, "", "pdf"),
        (b"\n\n" + PDF, ".html", "pdf"),
        (PAGE, ".pdf", "html"),
        (PAGE, ".txt", "html"),
        (b"\xef\xbb\xbf<!-- note -->\n" + PAGE, "", "html"),
        (PAGE.decode().encode("utf-16"), "", "html"),
        (ENGLISH.encode(), ".pdf", "text"),
        (ENGLISH.encode(), ".jpg", "text"),
        (GERMAN.encode("cp1252"), ".doc", "text"),
        (b"about the <html> tag in plain words", ".html", "text"),
        (png(2, 2), ".txt", "anything"),
        (png(2, 2), ".pdf", "anything"),
        (EMAIL, "", "anything"),
        (EMAIL, ".eml", "anything"),
        (EMAIL, ".txt", "text"),
        (b"BEGIN:VCARD\nFN:Ada Quill\nEND:VCARD\n", ".vcf", "text"),
        (zip_of(("a.pdf", PDF)), ".pdf", "anything"),
        (b"", ".pdf", "anything"),
        (bytes(range(256)) * 4, ".txt", "anything"),
        (b"{\\rtf1 words}", ".txt", "anything"),
    ],
)
def test_content_decides(head: bytes, suffix: str, wanted: str) -> None:
    assert name_of(head, suffix) == wanted


def test_the_suffix_settles_a_tie_and_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def importer(name: str, alone: int, named: int) -> Importer:
        text = next(each for each in all_importers() if each.name == "text")
        return Importer(
            name, "document", lambda _h, _s, suffix: named if suffix else alone, text.warm, text.read
        )

    rivals = (importer("first", 40, 40), importer("second", 40, 60), importer("third", 30, 100))
    monkeypatch.setattr(casefile.importers, "all_importers", lambda: rivals)
    assert name_of(b"words", ".second") == "second"


@pytest.mark.parametrize(
    ("suffix", "mime", "misleads"),
    [
        (".pdf", "application/pdf", False),
        (".pdf", "text/plain", True),
        (".txt", "application/pdf", True),
        (".jpg", "text/html", True),
        (".htm", "text/html", False),
        ("", "application/pdf", False),
        (".xyz", "application/pdf", False),
        (".txt", "text/plain", False),
        (".dat", "text/plain", False),
    ],
)
def test_a_misleading_ending_is_told(suffix: str, mime: str, misleads: bool) -> None:
    assert suffix_misleads(suffix, mime) is misleads


def test_choosing_reads_no_file_and_loads_no_parsing_library() -> None:
    program = """
import sys
from casefile.importers import choose
from tests.importers.samples_of_every_kind import SAMPLES
for name, suffix, content, wish in SAMPLES:
    choose(content, len(content), suffix)
outside = {"pypdf", "pypdfium2", "pypdfium2_raw", "trafilatura", "lxml", "charset_normalizer", "justext"}
print(sorted(outside & set(sys.modules)))
"""
    root = Path(casefile.importers.__file__).parents[3]
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{root / 'desktop'}{os.pathsep}{root}"},
        check=True,
    )
    assert told.stdout == "[]\n"


def test_every_reason_has_its_sentence() -> None:
    assert {f"reason_{reason.value}" for reason in Reason if reason} <= set(SENTENCES)
