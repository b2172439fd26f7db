"""The shared corpus of real files, where it is at hand: what the importers must make of it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casefile.importers import HEAD_BYTES, Limits, choose
from casefile.importers.parsed_item import Known, ParsedItem, ReadStatus
from casefile.importers.text import read

SHARED = Path(os.environ.get("CASEFILE_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
CORPUS = SHARED / "corpus"
SEED = SHARED / "seed-case"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not on this computer")
needs_seed = pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not on this computer")


def value(known: Known | None) -> str | None:
    return known.value if known else None


def record_of(name: str) -> dict[str, Any]:
    content = (CORPUS / name).read_bytes()
    suffix = Path(name).suffix.lower()
    importer = choose(content[:HEAD_BYTES], len(content), suffix)
    item = importer.read(io.BytesIO(content), Limits(), {"suffix": suffix})
    assert ParsedItem.from_wire(json.loads(json.dumps(item.to_wire()))) == item
    assert item.text or item.status is not ReadStatus.OK
    return {
        "file": name,
        "status": item.status,
        "text": item.text,
        "pages": len(item.pages) or None,
        "title": value(item.title),
        "byline": value(item.byline),
        "date": value(item.published),
        "lang": value(item.language),
        "siteName": value(item.site_name),
    }


@pytest.mark.slow
@needs_corpus
def test_the_corpus_is_read_as_well_as_was_promised(tmp_path: Path) -> None:
    rows = (CORPUS / "MANIFEST.tsv").read_text("utf-8").splitlines()[1:]
    out = tmp_path / "read.jsonl"
    out.write_text("\n".join(json.dumps(record_of(row.split("\t")[0])) for row in rows), "utf-8")
    command = [sys.executable, str(CORPUS / "score_manifest.py"), str(CORPUS), str(out)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    scores = {line.split()[0]: dict(re.findall(r"(\w+)=([\d.]+)", line)) for line in told.splitlines()}
    assert {name: score["handled"] for name, score in scores.items()} == dict.fromkeys(scores, "1.000")
    for name, measure, least in (
        ("pdf", "status", 0.99),
        ("pdf", "contains", 0.99),
        ("pdf", "pages", 0.99),
        ("html", "status", 1.0),
        ("html", "body_F1", 0.94),
        ("html", "title", 0.80),
        ("html-odd", "contains", 1.0),
        ("text", "contains", 0.93),
        ("image", "status", 1.0),
    ):
        assert float(scores[name][measure]) >= least, (name, measure, scores[name])


@needs_seed
def test_the_seed_article_holds_its_passages_and_nothing_made_up() -> None:
    (path,) = SEED.glob("*.txt")
    item = read(io.BytesIO(path.read_bytes()), Limits(), {})
    assert (item.title, item.byline, item.published, item.url) == (None,) * 4
    acceptance = json.loads((SEED / "seed_acceptance.json").read_text("utf-8"))
    paragraphs = [(each["start"], each["end"]) for each in acceptance["paragraphs"]]
    assert [(block.start, block.end) for block in item.blocks] == paragraphs
    passages = acceptance["excerpts"]
    assert len(passages) == 30
    for passage in passages:
        assert item.text[passage["start"] : passage["end"]] == passage["exact"]
