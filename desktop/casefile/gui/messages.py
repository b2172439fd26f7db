"""From a trouble to the message bar: the sentence, its one next step, and how much it weighs."""

from __future__ import annotations

from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import SENTENCES, say
from casefile.gui.widgets import Message

_STOPS = frozenset({"case_damaged", "disk_full", "disk_gone", "export_blocked", "our_bug"})


def message_for(problem: BaseException) -> Message:
    """The message that says a problem; what is our mistake says so and keeps its class for the report."""
    if not isinstance(problem, ReporterCanFix):
        return Message("our_bug", SENTENCES["our_bug"].text, SENTENCES["our_bug"].step or "", "danger")
    sentence = SENTENCES.get(problem.code)
    step = sentence.step.format(**problem.fields) if sentence is not None and sentence.step else ""
    return Message(problem.code, say(problem), step, "danger" if problem.code in _STOPS else "warn")
