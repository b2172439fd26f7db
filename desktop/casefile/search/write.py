"""A tree as the sentence a reporter would type: the way back from `parse`."""

from __future__ import annotations

import re

from casefile.search.query import And, Field, Not, Or, Parts, Phrase, Query, Words, tidy

_BARE_VALUE = re.compile(r"[^\s()\"“”„‟«»＂\\]+")


def write(tree: Query | None) -> str:
    """The sentence for a tree; "" for none. ``parse(write(tree)).tree == tidy(tree)``."""
    tree = tidy(tree)
    return "" if tree is None else _sentence(tree)


def write_field(name: str, value: str) -> str:
    """``name:value``, quoted where the value needs it."""
    if _BARE_VALUE.fullmatch(value):
        return f"{name}:{value}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}:"{escaped}"'


def _sentence(tree: Query) -> str:
    match tree:
        case Words(term, prefix):
            return f"{term}*" if prefix else term
        case Phrase(text):
            return f'"{text}"'
        case Parts(text):
            return f"*{text}*"
        case Field(name, value):
            return write_field(name, value)
        case Not(part):
            return f"-{_grouped(part)}"
        case And(parts):
            return " ".join(_grouped(part) for part in parts)
        case Or(parts):
            return " or ".join(_grouped(part) for part in parts)


def _grouped(part: Query) -> str:
    return f"({_sentence(part)})" if isinstance(part, And | Or) else _sentence(part)
