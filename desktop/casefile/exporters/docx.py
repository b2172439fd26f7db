"""A summary as a Word document: real headings, lists, tables with header rows, and blank properties.

Bytes depend on the summary alone: members carry the ZIP format's first date, nobody is named as author, and
whatever the library's own template carries besides styles (thumbnail, edit marks, ids) is left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from casefile.domain.summary import CaseSummary
from casefile.exporters.exporter import Exporter
from casefile.exporters.laying_out import lay_out
from casefile.exporters.outline import UNKNOWN, Claim, Heading, Outline, Paragraph, Points, Table

_FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNWANTED = re.compile(r"docProps/thumbnail|customXml/|word/stylesWithEffects")


def write(summary: CaseSummary) -> bytes:
    """The finished document."""
    import docx

    from casefile.exporters import docx_styles as styles

    outline = lay_out(summary)
    document = docx.Document()
    styles.style_document(document)
    _set_header(document, outline)
    _add_line(document, outline.title, "Title")
    _add_line(document, outline.subtitle, "Subtitle")
    if outline.note:
        _add_line(document, outline.note, "Small")
    for block in outline.blocks:
        match block:
            case Heading(text):
                _add_line(document, text, "Heading 1")
            case Paragraph():
                _add_paragraph(document, block)
            case Points(rows):
                for row in rows:
                    _add_line(document, row, "List Bullet")
            case Table():
                _add_table(document, block)
            case Claim():
                _add_claim(document, block)
    for term in outline.terms:
        _add_line(document, term, "Terms")
    styles.mark_language(document)
    _blank_properties(document)
    made = io.BytesIO()
    document.save(made)
    return _without_traces(made.getvalue())


def _add_line(document: Any, text: str, style: str) -> Any:
    """A paragraph in a style. The library looks each style up anew, which takes most of its time."""
    line = document.add_paragraph(text)
    line._p.style = style.replace(" ", "")
    return line


def _add_words(line: Any, text: str, style: str = "") -> Any:
    """A run in a paragraph, in a character style if one is named."""
    run = line.add_run(text)
    if style:
        run._r.style = style
    return run


def _set_header(document: Any, outline: Outline) -> None:
    from casefile.exporters import docx_styles as styles

    section = document.sections[0]
    line = section.header.paragraphs[0]
    line.text = "\t\t".join(part for part in (outline.codename, outline.marking) if part)
    line.style = "Header"
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    foot.add_run(outline.title + "\t\tpage ")
    styles.add_page_number(foot, "PAGE")
    foot.add_run(" of ")
    styles.add_page_number(foot, "NUMPAGES")


def _add_paragraph(document: Any, block: Paragraph) -> None:
    line = document.add_paragraph()
    if block.label:
        line.add_run(block.label).bold = True
        line.add_run("  ")
    _add_words(line, block.text, "Unknown" if block.unknown else "Words")


def _add_table(document: Any, block: Table) -> None:
    from docx.shared import Mm

    from casefile.exporters import docx_styles as styles

    table = document.add_table(rows=1, cols=len(block.columns), style="Summary Table")
    table.autofit = False
    page_width = 162
    whole = sum(block.widths)
    for cell, name, width in zip(table.rows[0].cells, block.columns, block.widths, strict=True):
        cell.width = Mm(page_width * width / whole)
        cell.paragraphs[0]._p.style = "Cell"
        cell.paragraphs[0].add_run(name).bold = True
        styles.shade(cell, "F4F2EC")
    styles.mark_header_row(table.rows[0])
    for row in block.rows:
        for cell, text, width in zip(table.add_row().cells, row, block.widths, strict=True):
            cell.width = Mm(page_width * width / whole)
            line = cell.paragraphs[0]
            line._p.style = "Cell"
            _add_words(line, text or UNKNOWN, "" if text else "Unknown")
    _add_line(document, "", "Small")


def _add_claim(document: Any, claim: Claim) -> None:
    from casefile.exporters import docx_styles as styles

    heading = _add_line(document, "", "Heading 2")
    _add_words(heading, f"{claim.ref}  ", "Ref")
    heading.add_run(claim.proposition)
    _add_line(document, claim.status, "Small")
    _add_line(document, claim.said_by, "Small")
    for count in claim.counts:
        line = _add_line(document, "", "Small")
        line.add_run(count.text).font.color.rgb = styles.COLOURS[count.relation]
    for quote in claim.quotes:
        label = document.add_paragraph(style="Quote Label")
        label.add_run(quote.label).font.color.rgb = styles.COLOURS[quote.relation]
        lines = [label, _add_line(document, quote.words, "Quoted Words")]
        lines.append(_add_line(document, quote.citation, "Quote Note"))
        if quote.note:
            lines.append(_add_line(document, quote.note, "Quote Note"))
        for line in lines:
            styles.rule_at_left(line, quote.relation)
    for one in claim.missing:
        line = _add_line(document, "", "Small")
        line.add_run(one).font.color.rgb = styles.COLOURS["missing"]


def _blank_properties(document: Any) -> None:
    for element in list(document.core_properties._element):
        document.core_properties._element.remove(element)


def _without_traces(made: bytes) -> bytes:
    """The same document with fixed dates, members in order of name, and no thumbnail."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            if _UNWANTED.match(name):
                continue
            content = old.read(name)
            if name == "docProps/app.xml":
                content = _BARE_APP_PROPERTIES
            elif name == "[Content_Types].xml" or name.endswith(".rels"):
                content = _without_links_to_unwanted(content)
            elif name == "word/settings.xml":
                content = _EDIT_MARKS.sub(b"", content)
            member = zipfile.ZipInfo(name, _FIRST_ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            new.writestr(member, content)
    return out.getvalue()


_BARE_APP_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_EDIT_MARKS = re.compile(rb"<w:rsids>.*?</w:rsids>|<w14:docId [^>]*/>|<w:savePreviewPicture/>", re.DOTALL)
_LINK = re.compile(rb"<(?:Relationship|Override|Default)\b[^>]*/>")


def _without_links_to_unwanted(content: bytes) -> bytes:
    unwanted = (b"thumbnail", b"customXml", b"stylesWithEffects", b'Extension="jpeg"')
    return _LINK.sub(lambda link: b"" if any(word in link[0] for word in unwanted) else link[0], content)


EXPORTER = Exporter(
    name="docx",
    title="DOCX",
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    order=2,
    write=write,
)
