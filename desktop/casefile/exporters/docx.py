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
# XML 1.0 has no place for these; they show nothing.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write(summary: CaseSummary) -> bytes:
    """The finished document."""
    import docx

    from casefile.exporters import docx_styles as styles

    outline = lay_out(summary)
    document = docx.Document()
    styles.style_document(document)
    _set_header(document, outline)
    document.add_paragraph(_clean(outline.title), style="Title")
    document.add_paragraph(_clean(outline.subtitle), style="Subtitle")
    if outline.note:
        document.add_paragraph(_clean(outline.note), style="Small")
    for block in outline.blocks:
        match block:
            case Heading(text):
                document.add_heading(_clean(text), level=1)
            case Paragraph():
                _add_paragraph(document, block)
            case Points(rows):
                for row in rows:
                    document.add_paragraph(_clean(row), style="List Bullet")
            case Table():
                _add_table(document, block)
            case Claim():
                _add_claim(document, block)
    for term in outline.terms:
        document.add_paragraph(_clean(term), style="Terms")
    styles.mark_language(document)
    _blank_properties(document)
    made = io.BytesIO()
    document.save(made)
    return _without_traces(made.getvalue())


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text).replace("\t", " ").replace("\r", " ").replace("\n", " ")


def _set_header(document: Any, outline: Outline) -> None:
    from casefile.exporters import docx_styles as styles

    section = document.sections[0]
    line = section.header.paragraphs[0]
    line.text = "\t\t".join(_clean(part) for part in (outline.codename, outline.marking) if part)
    line.style = "Header"
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    foot.add_run(_clean(outline.title) + "\t\tpage ")
    styles.add_page_number(foot, "PAGE")
    foot.add_run(" of ")
    styles.add_page_number(foot, "NUMPAGES")


def _add_paragraph(document: Any, block: Paragraph) -> None:
    line = document.add_paragraph()
    if block.label:
        line.add_run(_clean(block.label)).bold = True
        line.add_run("  ")
    said = line.add_run(_clean(block.text), style="Unknown" if block.unknown else "Words")
    said.italic = block.unknown or None


def _add_table(document: Any, block: Table) -> None:
    from casefile.exporters import docx_styles as styles

    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(block.columns), style="Summary Table")
    table.autofit = False
    page_width = 162
    whole = sum(block.widths)
    for cell, name, width in zip(table.rows[0].cells, block.columns, block.widths, strict=True):
        cell.width = Mm(page_width * width / whole)
        cell.paragraphs[0].style = "Cell"
        cell.paragraphs[0].add_run(_clean(name)).bold = True
        styles.shade(cell, "F4F2EC")
    styles.mark_header_row(table.rows[0])
    for row in block.rows:
        for cell, text, width in zip(table.add_row().cells, row, block.widths, strict=True):
            cell.width = Mm(page_width * width / whole)
            line = cell.paragraphs[0]
            line.style = "Cell"
            line.add_run(_clean(text) or UNKNOWN, style=None if text else "Unknown")
    document.add_paragraph(style="Small")


def _add_claim(document: Any, claim: Claim) -> None:
    from casefile.exporters import docx_styles as styles

    heading = document.add_heading(level=2)
    heading.add_run(f"{_clean(claim.ref)}  ", style="Ref")
    heading.add_run(_clean(claim.proposition))
    document.add_paragraph(_clean(claim.status), style="Small")
    document.add_paragraph(_clean(claim.said_by), style="Small")
    for count in claim.counts:
        line = document.add_paragraph(style="Small")
        line.add_run(_clean(count.text)).font.color.rgb = styles.COLOURS[count.relation]
    for quote in claim.quotes:
        label = document.add_paragraph(style="Quote Label")
        label.add_run(_clean(quote.label)).font.color.rgb = styles.COLOURS[quote.relation]
        lines = [label, document.add_paragraph(_clean(quote.words), style="Quoted Words")]
        lines.append(document.add_paragraph(_clean(quote.citation), style="Quote Note"))
        if quote.note:
            lines.append(document.add_paragraph(_clean(quote.note), style="Quote Note"))
        for line in lines:
            styles.rule_at_left(line, quote.relation)
    for one in claim.missing:
        line = document.add_paragraph(style="Small")
        line.add_run(_clean(one)).font.color.rgb = styles.COLOURS["missing"]


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
