"""The field that puts tags on: completes at word starts, makes new ones, takes several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casefile.casework.completing import TagsOffered, tag_paths_in, tags_for
from casefile.gui.inspector.choice_field import Answer, ChoiceField
from casefile.gui.inspector.choices import Choice
from casefile.gui.session import Session

SEVERAL = "several"


class TagField(ChoiceField):
    """`tags_wanted` carries the paths and whether the field stays open (Shift+Enter).

    ``without`` tells which paths stand there already and need no offering.
    """

    tags_wanted = Signal(object, bool)

    def __init__(
        self,
        session: Session,
        placeholder: str = "Type a tag",
        name: str = "Add a tag",
        without: Callable[[], Iterable[str]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, name, self._look_up, parent, session)
        self._session = session
        self._without = without
        self.picked.connect(self._picked)

    def _look_up(self, typed: str, answer: Answer) -> None:
        several = tag_paths_in(typed)
        if len(several) > 1 or ";" in typed:
            answer(
                [Choice(several, ", ".join(several), f"{len(several)} tags", icon="tags")] if several else []
            )
            return
        without = tuple(self._without())
        self._session.case.ask(
            partial(_question, typed, without),
            lambda found: answer(_choices(found)),
            instead_of="tags offered",
        )

    def _picked(self, choice: Choice, stay: bool) -> None:
        paths = choice.key if isinstance(choice.key, tuple) else (choice.key,)
        self.clear()
        self.tags_wanted.emit(paths, stay)


def _question(typed: str, without: tuple[str, ...], store: object) -> TagsOffered:
    return tags_for(store, typed, without)  # type: ignore[arg-type]


def _choices(found: TagsOffered) -> list[Choice]:
    choices = [
        Choice(one.tag.path, one.tag.name, note=one.tag.above, right=f"{one.count:,}", mark=one.tag.mark or 0)
        for one in found.tags
    ]
    for path in found.new:
        above, _, name = path.rpartition(":")
        made = f"Create “{name}” in {above}" if above else f"Create “{name}”"
        choices.append(Choice(path, made, icon="plus"))
    return choices
