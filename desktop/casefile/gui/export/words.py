"""The words of the leak check and of the dialog's foot."""

from __future__ import annotations

from dataclasses import dataclass

from casefile.casework.exporting import Prepared
from casefile.casework.preflight import Finding

PROFILE_ICONS = {
    "editor": "file-pen-line",
    "legal": "scale",
    "checker": "list-checks",
    "partner": "handshake",
    "public": "globe",
}
FORMAT_WORDS = {"pdf": "PDF", "docx": "DOCX", "html": "HTML", "md": "MD"}
COMING = "This summary is still to come. The editor memo is ready."
NOTHING = "Nothing to export: no claim is in this scope."
NOT_CHECKED = "Checked without protected sources. Open them to check names."
_MOST_CHARACTERS = 12


@dataclass(frozen=True)
class FindingWords:
    """One finding as it is told: a line, a sentence, and what its step is called."""

    line: str
    sentence: str
    step: str = ""


def told(finding: Finding) -> FindingWords:
    """The words for a finding; never the protected word itself."""
    place = _place(finding)
    match finding.code:
        case "protected_word":
            return FindingWords(_capital(finding.whose), f"It stands {place}.", "Mask it")
        case "terms_missing":
            return FindingWords(
                f"No ground rules are set for {finding.whose}",
                "Until they are, everything counts as off the record.",
                "Ground rules…",
            )
        case "traces" | "hidden":
            return FindingWords(_capital(finding.whose), f"It stands in {finding.where}.")
        case "date":
            return FindingWords("An exact day of a conversation", "Days are told by month.")
        case "characters_lost":
            some = finding.whose[:_MOST_CHARACTERS] + ("…" if finding.count > _MOST_CHARACTERS else "")
            return FindingWords(
                _count(finding.count, "character cannot be drawn", "characters cannot be drawn"),
                f"No font on this computer has them: {some}",
            )
        case "alone":
            return FindingWords(
                f"{finding.whose} stands alone for {finding.where}",
                "If few people could know this, the claim points to the source.",
                f"Leave {finding.where} out",
            )
        case "first_person":
            return FindingWords(
                f"First-person words in {finding.whose}", "The way somebody speaks can be known again."
            )
        case "left_out":
            return FindingWords(
                _count(finding.count, "thing is left out", "things are left out"),
                f"Off the record, or only for you: {finding.whose}. The reader is not told.",
            )
        case _:
            times = f"{finding.count} times " if finding.count > 1 else ""
            return FindingWords(
                _capital(finding.whose), f"It stands {times}in open material ({place}). That stops nothing."
            )


def panel(prepared: Prepared, to_weigh: int) -> tuple[str, str, str, str]:
    """(surface, icon, line, sentence) of the panel above the findings, once everything has run."""
    stops = len(prepared.stops)
    if stops:
        line = "One thing must be fixed" if stops == 1 else f"{stops} things must be fixed"
        protected = any(one.code == "protected_word" for one in prepared.stops)
        said = "The summary would show a protected detail. " if protected else ""
        return "danger_soft", "shield-alert", line, f"{said}It cannot be saved yet."
    if not prepared.checked_names:
        return "warn_soft", "shield-alert", "Names were not looked for", "Protected sources are closed."
    if to_weigh:
        line = _count(to_weigh, "thing to weigh", "things to weigh")
        return "warn_soft", "triangle-alert", line, "Nothing stops it. Weigh what is below, then save."
    return "ok_soft", "shield-check", "Nothing protected was found", "Looked for in the finished file."


def foot(prepared: Prepared | None) -> str:
    """The line at the left of the foot."""
    always = "The contradicting passages are always included."
    if prepared is None or not prepared.masked:
        return always
    return f"{_count(prepared.masked, 'source', 'sources')} masked with a fresh token. {always}"


def saved(name: str, pages: int, masked: int) -> str:
    """ "Saved editor-memo.pdf, 4 pages. 1 source masked." """
    words = f"Saved {name}"
    if pages:
        words += f", {_count(pages, 'page', 'pages')}"
    return f"{words}. {_count(masked, 'source', 'sources')} masked." if masked else f"{words}."


def _place(finding: Finding) -> str:
    number, _, rest = finding.where.partition(" ")
    section = rest if number.isdigit() and rest else finding.where
    where = f"in “{section}”" if number.isdigit() and rest else f"in {section}"
    if finding.page and section != f"page {finding.page}":
        return f"{where}, page {finding.page}"
    return where if where != f"in page {finding.page}" else f"on page {finding.page}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
