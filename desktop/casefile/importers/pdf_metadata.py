"""What a PDF says of itself, cleaned, and its title and author where they are worth believing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casefile.importers.one_line import one_line
from casefile.importers.parsed_item import Basis, Fact, Known

_NOT_A_TITLE = re.compile(
    r"""^(?:untitled.*|unbenannt.*|sans\ titre.*|no\ title|title|document\s*\d*|doc\s*\d+|slide\s*1
        |powerpoint[- ]pr[eä]sentation|presentation|print|scan[_\d\s-]*|image[_\d\s-]*|microsoft\ word\ -.*
        |microsoft\ powerpoint\ -.*|microsoft\ excel\ -.*|[\d\W_]+|.*[\\/].*\.\w{2,5}
        |\S*\.(?:docx?|dotx?|rtf|odt|pdf|indd?|qxd|xlsx?|pptx?|ps|eps|tex|dvi|html?|txt|wpd|p65|pmd|tmp|cdr))$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_PDF_DATE = re.compile(r"^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(Z|[+-]\d\d'?(?:\d\d)?'?)?")
_LABELS = (
    ("Title", "Title"),
    ("Author", "Author"),
    ("Subject", "Subject"),
    ("Keywords", "Keywords"),
    ("Creator", "Made with"),
    ("Producer", "Producer"),
    ("CreationDate", "Created"),
    ("ModDate", "Changed"),
)


@dataclass(frozen=True)
class PdfMetadata:
    """Title and author as far as they can be believed; all claims as facts."""

    title: Known | None
    byline: Known | None
    facts: tuple[Fact, ...]


def read_metadata(untrusted_entries: Mapping[str, str]) -> PdfMetadata:
    """From the document information dictionary (names without a slash)."""
    values = {name: one_line(untrusted_entries.get(name) or "") for name, _label in _LABELS}
    facts = []
    for name, label in _LABELS:
        value = values[name]
        if value and name.endswith("Date"):
            value = iso_date(value) or value
        if value:
            facts.append(Fact(label, value))
    return PdfMetadata(believable_title(values["Title"]), believable_author(values["Author"]), tuple(facts))


def believable_title(title: str, place: str = "PDF title") -> Known | None:
    """The title, unless it is what programs put there by themselves (a file name, "Untitled")."""
    if len(title) < 3 or _NOT_A_TITLE.match(title) or "\ufffd" in title:
        return None
    return Known(title, Basis.STATED, place)


def believable_author(author: str, place: str = "PDF author") -> Known | None:
    """The author, only as a guess (it is often who set up the computer), and only when it has two words."""
    if len(author.split()) < 2 or len(author) > 200 or re.search(r"[\\/@\d\ufffd]", author):
        return None
    return Known(author, Basis.GUESS, place)


def iso_date(untrusted: str) -> str | None:
    """A PDF date ("D:20210128160204-05'00'") in ISO 8601 with the precision it has; None if it is none."""
    found = _PDF_DATE.match(untrusted)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    if not (1 <= int(month or 1) <= 12 and 1 <= int(day or 1) <= 31 and int(hour or 0) < 24):
        return None
    if int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    date = "-".join(part for part in (year, month, day) if part)
    if not (day and hour and minute):
        return date
    time = ":".join(part for part in (hour, minute, second) if part)
    if zone and zone != "Z":
        digits = zone.replace("'", "").ljust(5, "0")
        zone = f"{digits[:3]}:{digits[3:5]}"
    return f"{date}T{time}{zone or ''}"


def number_ranges(numbers: Iterable[int]) -> str:
    """Numbers in rising order as people write them: "2, 5–9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)[:2000]
