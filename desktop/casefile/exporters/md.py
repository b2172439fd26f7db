"""A summary as Markdown (CommonMark with pipe tables): plain to read, every character of the case escaped.

Nothing a stranger wrote becomes a link, a picture, a heading or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.domain.summary import CaseSummary
from casefile.exporters.exporter import Exporter
from casefile.exporters.laying_out import lay_out
from casefile.exporters.outline import UNKNOWN, Claim, Heading, Outline, Paragraph, Points, Table

# Every ASCII mark that can mean something in CommonMark, in a table, or in an address that some readers
# turn into a link. "-", "+", "=" and "1." mean something only where a line begins: see `_line_start`.
_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>#|!~&^$@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029\t]+")


def write(summary: CaseSummary) -> bytes:
    """The finished text, UTF-8, with a line's end after the last line."""
    return ("\n\n".join(_pieces(lay_out(summary))) + "\n").encode()


def escaped(text: str) -> str:
    """Text of the case as Markdown that shows it letter for letter, on one line."""
    return _MEANS_SOMETHING.sub(r"\\\1", _LINE_ENDS.sub(" ", text).strip())


def _pieces(outline: Outline) -> Iterator[str]:
    yield "  \n".join(f"**{escaped(part)}**" for part in (outline.codename, outline.marking) if part)
    yield f"# {escaped(outline.title)}"
    yield f"*{escaped(outline.subtitle)}*"
    if outline.note:
        yield f"> {escaped(outline.note)}"
    for block in outline.blocks:
        match block:
            case Heading(text):
                yield f"## {escaped(text)}"
            case Paragraph(text, label, unknown):
                shown = f"*{escaped(text)}*" if unknown else escaped(text)
                yield f"**{escaped(label)}:** {shown}" if label else f"{_line_start(shown)}"
            case Points(rows):
                yield "\n".join(f"- {_line_start(escaped(row))}" for row in rows)
            case Table():
                yield _table(block)
            case Claim():
                yield from _claim(block)
    yield "---"
    yield from (f"*{escaped(term)}*" for term in outline.terms)


def _line_start(shown: str) -> str:
    """Keeps a line that begins with "-", "+", "=" or "1." from becoming a list or a rule."""
    return re.sub(
        r"^([-+=]|\d{1,9}(?=\.))", lambda at: f"{at[0]}\\" if at[0].isdigit() else f"\\{at[0]}", shown
    )


def _claim(claim: Claim) -> Iterator[str]:
    yield f"### {escaped(claim.ref)} {escaped(claim.proposition)}"
    said = [claim.status, claim.said_by, *(count.text for count in claim.counts)]
    yield "\n".join(f"- {_line_start(escaped(one))}" for one in said)
    for quote in claim.quotes:
        lines = [f"**{escaped(quote.label)}**", _line_start(escaped(quote.words)), escaped(quote.citation)]
        if quote.note:
            lines.append(f"*{escaped(quote.note)}*")
        yield "\n".join(f"> {line}  " for line in lines)
    if claim.missing:
        yield "\n".join(f"- {escaped(one)}" for one in claim.missing)


def _table(table: Table) -> str:
    lines = [table.columns, tuple("---" for _ in table.columns)]
    shown = ["| " + " | ".join(line) + " |" for line in lines]
    for row in table.rows:
        cells = (escaped(cell) if cell else f"*{UNKNOWN}*" for cell in row)
        shown.append("| " + " | ".join(cells) + " |")
    return "\n".join(shown)


EXPORTER = Exporter(
    name="md", title="Markdown", suffix=".md", media_type="text/markdown", order=4, write=write
)
