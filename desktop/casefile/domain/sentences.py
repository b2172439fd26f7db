"""Every sentence the program says when something went wrong or was done, by code.

One home for the words (both the window and the command line speak them). The form: what happened,
in the past; what was not harmed; one next step. No "please", "sorry", "error", exclamation marks.
Placeholders in braces are filled from `ReporterCanFix.fields`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casefile.domain.errors import ReporterCanFix


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the text of the one next step (None where there is none)."""

    text: str
    step: str | None = None


SENTENCES: dict[str, Sentence] = {
    "wrong_passphrase": Sentence("That passphrase does not open this case."),
    "wrong_recovery_key": Sentence("That recovery key does not open this case."),
    "case_damaged": Sentence(
        "This case file has been changed or damaged. Nothing was written.", "Open a backup…"
    ),
    "case_newer": Sentence("This case was made by a newer Casefile. It was not touched."),
    "case_in_use": Sentence("This case is open in another window.", "Open read-only"),
    "case_missing": Sentence("There is no case at that place.", "Choose another…"),
    "case_exists": Sentence("There is already a file with that name. It was not touched.", "Choose another…"),
    "not_a_case": Sentence("That file is not a case. It was not touched.", "Choose another…"),
    "disk_full": Sentence("The disk is full. Your last change is not saved yet.", "Save a copy elsewhere…"),
    "disk_gone": Sentence(
        "The disk with this case is gone. Nothing is lost while this window stays open.", "Try again"
    ),
    "our_bug": Sentence("Casefile made a mistake and kept your case safe.", "Copy details"),
}


def say(problem: ReporterCanFix, words: Mapping[str, Sentence] = SENTENCES) -> str:
    """The sentence for a problem, with its fields filled in.

    An unknown code is our mistake and is said as such, with the code, so that nothing is hidden.
    """
    sentence = words.get(problem.code)
    if sentence is None:
        return f"{words['our_bug'].text} ({problem.code})"
    return sentence.text.format(**problem.fields)
