"""Three files of our own making, as a reporter would have them in a folder: a PDF and two saved pages."""

from __future__ import annotations

from pathlib import Path

from casefile.importers.pdf_sample import sample_pdf

MINUTES = "minutes.pdf"
CRANE = "crane.html"
ANSWER = "answer.html"

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="{author}"><meta property="og:site_name" content="The Harbour Gazette">
<meta property="article:published_time" content="2024-03-05T09:00:00Z"></head>
<body><article><h1>{title}</h1>
{paragraphs}
</article></body></html>
"""

CRANE_PARAGRAPHS = (
    "The harbour board agreed on Tuesday to pay the crane company a second time, although the first payment "
    "had never been entered in the books of the port.",
    "A clerk who had seen the ledger wrote that the second payment had no contract behind it, and asked who "
    "had signed the order.",
    "The board said that it would answer in writing. No answer had come when this page was printed.",
)
ANSWER_PARAGRAPHS = (
    "The chair of the board denied that anything had been paid twice, and called the ledger a draft that "
    "nobody had meant to publish.",
    "She did not say who had kept the ledger, nor why the draft carried the seal of the port.",
)


def page(title: str, author: str, paragraphs: tuple[str, ...]) -> str:
    """A saved article as a newspaper's site might have it."""
    words = "\n".join(f"<p>{words}</p>" for words in paragraphs)
    return _PAGE.format(title=title, author=author, paragraphs=words)


def put_three_files(folder: Path) -> list[Path]:
    """Writes the three files and returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    minutes, crane, answer = folder / MINUTES, folder / CRANE, folder / ANSWER
    minutes.write_bytes(sample_pdf())
    crane.write_text(page("Crane paid for twice", "Ada Quay", CRANE_PARAGRAPHS), "utf-8")
    answer.write_text(page("Chair denies second payment", "Ben Mole", ANSWER_PARAGRAPHS), "utf-8")
    return [minutes, crane, answer]
