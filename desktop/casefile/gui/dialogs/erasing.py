"""*Erase for good*: what goes, what goes along, and where it will still stand. Keeping is the easy answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casefile.casework.erasing import Erased, ErasurePlan, erase, plan_erasure
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.sentences import SENTENCES, say
from casefile.domain.step_labels import counted
from casefile.gui.dialogs.frame import DialogFrame
from casefile.gui.session import Session
from casefile.gui.widgets import Button, PlainLabel

MOST_LISTED = 8
"""Backups and claims that are named; the rest is counted."""


class EraseDialog(DialogFrame):
    """Asks once. `erased` says in words what was done; the dialog is closed by then."""

    erased = Signal(str)

    def __init__(self, session: Session, chosen: Mapping[Kind, Sequence[int]], parent: QWidget) -> None:
        super().__init__("Erase for good", parent, 480, 260)
        self._session = session
        self._chosen = {kind: tuple(numbers) for kind, numbers in chosen.items() if numbers}
        self._done: list[Erased] = []
        self.question = PlainLabel("", "body", wrap=True)
        self.along = PlainLabel("", "small", "text2", wrap=True)
        self.elsewhere = PlainLabel("", "small", "warn", wrap=True)
        for line in (self.question, self.along, self.elsewhere):
            self.body.addWidget(line)
        self.body.addStretch(1)
        self.erase_button = self.add_button(Button("Erase", "danger", icon="shredder"))
        self.erase_button.setEnabled(False)
        self.erase_button.clicked.connect(self._erase)
        self.keep_button = self.add_close("Keep")
        self.keep_button.setDefault(True)
        self.keep_button.setFocus()
        case, path = session.case, session.case.path
        case.ask(
            lambda store: [plan_erasure(store, kind, ns, path) for kind, ns in self._chosen.items()],
            self.while_open(self._show),
            self.while_open(self._refused),
        )

    def _show(self, plans: list[ErasurePlan]) -> None:
        things = " and ".join(counted(plan.kind, len(plan.numbers)) for plan in plans)
        self.question.setText(SENTENCES["erase_confirm"].text.format(things=things))
        self.along.setText(_along(plans))
        self.elsewhere.setText(_elsewhere(plans))
        self.erase_button.setEnabled(bool(plans))

    def _refused(self, problem: BaseException) -> None:
        fixable = problem if isinstance(problem, ReporterCanFix) else ReporterCanFix("our_bug")
        self.question.setText(say(fixable))
        self.along.setText("")
        self.elsewhere.setText("")
        self.erase_button.setEnabled(False)

    def _erase(self) -> None:
        """One erasure a kind, one after the other; what an earlier one took along is no mistake."""
        self.erase_button.setEnabled(False)
        self.question.setText("Erasing. This takes a moment in a large case.")
        self._next()

    def _next(self) -> None:
        if not self._chosen:
            self._finish()
            return
        kind = next(iter(self._chosen))
        done, failed = self.while_open(self._one_done), self.while_open(self._one_failed)
        erase(self._session.case, kind, self._chosen.pop(kind), done, failed)

    def _one_done(self, erased: Erased) -> None:
        self._done.append(erased)
        self._next()

    def _one_failed(self, problem: BaseException) -> None:
        if isinstance(problem, ReporterCanFix) and problem.code == "erased_already":
            self._next()
        else:
            self._refused(problem)

    def _finish(self) -> None:
        if self._done:
            things = " and ".join(counted(one.plan.kind, len(one.plan.numbers)) for one in self._done)
            steps = sum(one.steps for one in self._done)
            self.erased.emit(f"Erased {things}.{_steps_lost(steps)}")
        self.accept()


def _steps_lost(steps: int) -> str:
    if not steps:
        return ""
    return f" {steps} earlier {'step' if steps == 1 else 'steps'} can no longer be undone."


def _along(plans: Sequence[ErasurePlan]) -> str:
    along: dict[Kind, int] = {}
    for plan in plans:
        for kind, count in plan.along.items():
            along[kind] = along.get(kind, 0) + count
    if not along:
        return ""
    return f"With it go {' and '.join(counted(kind, count) for kind, count in along.items())}."


def _elsewhere(plans: Sequence[ErasurePlan]) -> str:
    """Where the words will still stand: backups by name, and claims that repeat them."""
    lines = []
    backups = list(dict.fromkeys(backup.path.name for plan in plans for backup in plan.backups))
    if backups:
        lines.append(f"Still in {_listed(backups)}.")
    claims = list(dict.fromkeys(ref for plan in plans for ref in plan.repeated_in))
    if claims:
        repeat = "repeats" if len(claims) == 1 else "repeat"
        lines.append(f"{_listed(claims)} {repeat} the words and {'stays' if repeat[-1] == 's' else 'stay'}.")
    return "\n".join(lines)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_LISTED])
    more = len(names) - MOST_LISTED
    return f"{shown} and {more} more" if more > 0 else shown
