"""What may follow at the cursor of a search sentence: names of fields, and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from casefile.casework.completing import origins_for, tags_for
from casefile.gui.inspector.choices import Choice
from casefile.gui.session import Session
from casefile.search.query import FIELDS, STATES
from casefile.search.write import write_field

FIELD_NOTES = {
    "tag": "what carries a tag",
    "kind": "article, e-mail, claim …",
    "from": "who published, wrote or sent it",
    "origin": "who first had the knowledge",
    "said": "who says it",
    "before": "a date: 2016, 2016-10 or 2016-10-07",
    "after": "a date: 2016, 2016-10 or 2016-10-07",
    "is": "unread, contradicted, verified …",
    "has": "reply, passage, note …",
}
LETTERS_FOR_A_NAME = 2
"""So many letters of a field's name before it is offered: the words themselves are searched as well."""
_RUN = re.compile(r'[^\s()"]*$')


@dataclass(frozen=True)
class Typed:
    """The part before the cursor: from ``start`` on, with the name of its field, if it has one yet."""

    start: int
    name: str | None
    value: str = field(repr=False)


def typed_at(sentence: str, cursor: int) -> Typed:
    """What is being typed at a place (code points) of a sentence."""
    found = _RUN.search(sentence[:cursor])
    start = found.start() if found is not None else cursor
    run = sentence[start:cursor]
    if run.startswith("-"):
        start, run = start + 1, run[1:]
    name, colon, value = run.partition(":")
    if colon and name.lower() in FIELDS:
        return Typed(start, name.lower(), value)
    return Typed(start, None, run)


def completed(sentence: str, cursor: int, words: str) -> tuple[str, int]:
    """The sentence with ``words`` in the place of what was typed, and the cursor after them."""
    start = typed_at(sentence, cursor).start
    after = sentence[cursor:]
    gap = "" if words.endswith(":") or (after[:1] in (" ", ")") and after) else " "
    return sentence[:start] + words + gap + after, start + len(words) + len(gap)


def field_names(typed: Typed) -> list[Choice]:
    """Fields whose name begins so; the choice's key is what stands in the sentence then."""
    letters = typed.value.lower()
    if len(letters) < LETTERS_FOR_A_NAME:
        return []
    names = [name for name in FIELDS if name.startswith(letters)]
    return [Choice(f"{name}:", f"{name}:", note=FIELD_NOTES[name], icon="list-filter") for name in names]


def ask_values(session: Session, typed: Typed, answer: Callable[[Sequence[Choice]], None]) -> None:
    """Values of a field that begin so; tags and origins are looked up off the window's thread."""
    name, value = typed.name, typed.value
    if name == "tag":
        session.case.ask(
            lambda store: tags_for(store, value.removeprefix("=")).tags,
            lambda found: answer(
                [
                    Choice(
                        write_field("tag", one.tag.path), one.tag.name, note=one.tag.above,
                        right=f"{one.count:,}", mark=one.tag.mark or 0,
                    )
                    for one in found
                ]
            ),
            instead_of="sentence completed",
        )  # fmt: skip
    elif name == "origin":
        session.case.ask(
            lambda store: origins_for(store, value),
            lambda found: answer([Choice(write_field("origin", one.name), one.name) for one in found]),
            instead_of="sentence completed",
        )
    elif name in STATES:
        wanted = value.lower()
        states = [state for state in STATES[name] if state.startswith(wanted) and state != wanted]
        answer([Choice(f"{name}:{state}", state.replace("_", " ")) for state in states])
    else:
        answer([])
