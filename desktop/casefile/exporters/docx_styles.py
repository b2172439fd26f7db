"""How the Word document looks: fonts, colours and the few things python-docx has no words for."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

_INK, _INK2, _INK3 = RGBColor(0x1F, 0x1D, 0x19), RGBColor(0x52, 0x4E, 0x46), RGBColor(0x67, 0x62, 0x5A)
_PINE = RGBColor(0x17, 0x64, 0x4B)
COLOURS = {
    "supports": RGBColor(0x0B, 0x57, 0xA4),
    "contradicts": RGBColor(0xA9, 0x3C, 0x06),
    "context": RGBColor(0x5E, 0x5A, 0x52),
    "missing": RGBColor(0x7A, 0x50, 0x00),
}
_RULES = {"supports": "C9DCF0", "contradicts": "F3CDB8", "context": "DDD8CD"}
_SANS, _SERIF = "Inter", "Source Serif 4"


def style_document(document: Any) -> None:
    """Page, fonts and the styles the exporter names. Fonts absent at the reader's fall back there."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    styles = document.styles
    _set(styles["Normal"], _SANS, 10, _INK, after=4)
    _set(styles["Title"], _SERIF, 22, _INK, bold=True, after=2)
    _set(styles["Subtitle"], _SANS, 9, _INK2, after=10)
    _set(styles["Heading 1"], _SANS, 12, _PINE, bold=True, before=16, after=4)
    _set(styles["Heading 2"], _SERIF, 11.5, _INK, bold=True, before=10, after=2)
    _set(styles["List Bullet"], _SANS, 10, _INK, after=2)
    _set(styles["Header"], _SANS, 8, _INK2)
    _set(styles["Footer"], _SANS, 8, _INK3)
    for name, font, size, colour, after in (
        ("Small", _SANS, 8.5, _INK2, 1),
        ("Cell", _SANS, 8.5, _INK, 0),
        ("Terms", _SANS, 8, _INK3, 2),
        ("Quote Label", _SANS, 8, _INK2, 0),
        ("Quoted Words", _SERIF, 10.5, _INK, 0),
        ("Quote Note", _SANS, 8.5, _INK2, 0),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _set(style, font, size, colour, after=after)
        if name.startswith("Quote"):
            style.paragraph_format.left_indent = Mm(5)
    styles["Quote Label"].paragraph_format.space_before = Pt(6)
    styles["Quote Label"].paragraph_format.keep_with_next = True
    _add_character_styles(styles)
    table = styles.add_style("Summary Table", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Table Grid"]
    _draw_soft_lines(table)
    _remove_rule(styles["Title"])
    _drop_unused(styles)


def _drop_unused(styles: Any) -> None:
    """The library's template brings a hundred table styles that nothing here uses."""
    kept = {"Summary Table", "Table Grid", "Normal Table"}
    for style in list(styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in kept:
            style.delete()


def _add_character_styles(styles: Any) -> None:
    words = styles.add_style("Words", WD_STYLE_TYPE.CHARACTER)
    _set_font(words, _SERIF, 10.5, _INK)
    unknown = styles.add_style("Unknown", WD_STYLE_TYPE.CHARACTER)
    _set_font(unknown, _SANS, None, _INK3)
    unknown.font.italic = True
    ref = styles.add_style("Ref", WD_STYLE_TYPE.CHARACTER)
    _set_font(ref, _SANS, 9.5, _INK)


def _set(
    style: Any,
    font: str,
    size: float,
    colour: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    _set_font(style, font, size, colour)
    style.font.bold = bold or None
    style.font.italic = None
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _set_font(style: Any, font: str, size: float | None, colour: RGBColor) -> None:
    style.font.name = font
    if size is not None:
        style.font.size = Pt(size)
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), font)


def _draw_soft_lines(table_style: Any) -> None:
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        drawn = side in ("top", "bottom", "insideH")
        line.set(qn("w:val"), "single" if drawn else "nil")
        if drawn:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), "E7E3DA")
        borders.append(line)
    properties.append(borders)
    table_style.element.append(properties)


def _remove_rule(style: Any) -> None:
    for rule in style.element.findall(".//" + qn("w:pBdr")):
        rule.getparent().remove(rule)


def rule_at_left(paragraph: Any, relation: str) -> None:
    """The coloured rule beside quoted words."""
    rules = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", _RULES[relation])):
        left.set(qn(f"w:{name}"), value)
    rules.append(left)
    paragraph._p.get_or_add_pPr().insert_element_before(
        rules, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def shade(cell: Any, colour: str) -> None:
    """Fill a table cell."""
    fill = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        fill.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(fill)


def mark_header_row(row: Any) -> None:
    """Tell readers and screen readers that this row heads the table, on every page."""
    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)


def mark_language(document: Any) -> None:
    """English for the whole document; the library's template says US English per style."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en")


def add_page_number(paragraph: Any, field: str) -> None:
    """A field that Word fills in: PAGE or NUMPAGES."""
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), field)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)
