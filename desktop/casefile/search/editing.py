"""What the tag pane does to a sentence: one visible truth, read and written as text.

Included tags stand together, joined by *and* (one after another) or *or* (in parentheses); tags left out
stand behind a ``-``. What else she typed, mistakes among it, is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casefile.search.folding import fold
from casefile.search.parse import parse
from casefile.search.query import THIS_LEVEL, And, Field, Not, Or, Query
from casefile.search.write import write

TagState = Literal["include", "leave_out", "off"]
MatchRule = Literal["all", "any"]


@dataclass(frozen=True)
class TagFilter:
    """The tags a sentence filters by.

    ``match`` is None while fewer than two tags are included: the sentence then says neither *all* nor
    *any*. ``exact`` is False where tags also stand deeper, so that the pane shows only a part.
    """

    include: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    match: MatchRule | None = None
    exact: bool = True

    def state(self, tag: str) -> TagState:
        """How the pane shows this tag."""
        if _among(tag, self.include):
            return "include"
        return "leave_out" if _among(tag, self.leave_out) else "off"


def tag_filter(sentence: str) -> TagFilter:
    """Read the pane's state out of a sentence."""
    return _taken_apart(sentence)[0]


def with_tag(sentence: str, tag: str, state: TagState, match: MatchRule | None = None) -> str:
    """The sentence with one tag included, left out or taken off.

    ``match`` joins the included tags; when None, what the sentence says stays, and *all* is the rule
    for the first two.
    """
    tags, rest, lost = _taken_apart(sentence)
    include = [one for one in tags.include if fold(one) != fold(tag)]
    leave_out = [one for one in tags.leave_out if fold(one) != fold(tag)]
    if state == "include":
        include.append(tag)
    elif state == "leave_out":
        leave_out.append(tag)
    return _put_together(include, leave_out, match or tags.match or "all", rest, lost)


def only_tag(sentence: str, tag: str) -> str:
    """The sentence with this tag as the only one included; tags left out stay (Enter in the pane)."""
    tags, rest, lost = _taken_apart(sentence)
    leave_out = [one for one in tags.leave_out if fold(one) != fold(tag)]
    return _put_together([tag], leave_out, "all", rest, lost)


def with_match(sentence: str, match: MatchRule) -> str:
    """The sentence with its included tags joined by *and* ("all") or *or* ("any")."""
    tags, rest, lost = _taken_apart(sentence)
    return _put_together(list(tags.include), list(tags.leave_out), match, rest, lost)


def without_tags(sentence: str) -> str:
    """The sentence with every tag of the pane taken off."""
    _, rest, lost = _taken_apart(sentence)
    return _put_together([], [], "all", rest, lost)


def with_field(sentence: str, name: str, value: str) -> str:
    """The sentence narrowed by one more field, unless it stands there already."""
    tree = parse(sentence).tree
    asked = Field(name, value)
    parts = tree.parts if isinstance(tree, And) else (tree,)
    if asked in parts:
        return sentence
    lost = _lost_text(sentence)
    narrowed = write(asked if tree is None else And((tree, asked)))
    return " ".join(piece for piece in (narrowed, lost) if piece)


def renamed_tag(sentence: str, old: str, new: str) -> str:
    """The sentence of a saved search after a tag was renamed; unchanged where the tag is not named."""
    tree = parse(sentence).tree
    changed = _renamed(tree, fold(old), new)
    if changed == tree:
        return sentence
    return " ".join(piece for piece in (write(changed), _lost_text(sentence)) if piece)


def _renamed(tree: Query | None, old: str, new: str) -> Query | None:
    match tree:
        case Field("tag", value) if fold(value) == old:
            return Field("tag", new)
        case Field("tag", value) if value.startswith(THIS_LEVEL):
            inner = _renamed(Field("tag", value.removeprefix(THIS_LEVEL)), old, new)
            return Field("tag", THIS_LEVEL + inner.value) if isinstance(inner, Field) else tree
        case Field("tag", value) if fold(value).startswith(old + ":"):
            return Field("tag", new + ":" + value.split(":", old.count(":") + 1)[-1])
        case And(parts) | Or(parts):
            changed = (_renamed(part, old, new) for part in parts)
            return type(tree)(tuple(part for part in changed if part is not None))
        case Not(part):
            inside = _renamed(part, old, new)
            return None if inside is None else Not(inside)
    return tree


def _taken_apart(sentence: str) -> tuple[TagFilter, list[Query], str]:
    """The tags, the rest of the tree's top row, and the text that was left out as mistaken."""
    tree = parse(sentence).tree
    row = list(tree.parts) if isinstance(tree, And) else [] if tree is None else [tree]
    include: list[str] = []
    leave_out: list[str] = []
    rest: list[Query] = []
    groups = [part for part in row if _is_any_group(part)]
    singles = [part for part in row if isinstance(part, Field) and part.name == "tag"]
    any_group = groups[0] if len(groups) == 1 and not singles else None
    for part in row:
        match part:
            case Field("tag", value):
                include.append(value)
            case Not(Field("tag", value)):
                leave_out.append(value)
            case Or(parts) if part is any_group:
                include.extend(one.value for one in parts if isinstance(one, Field))
            case _:
                rest.append(part)
    match_rule: MatchRule | None = None
    if len(include) > 1:
        match_rule = "any" if any_group is not None else "all"
    exact = not any(_names_tag(part) for part in rest)
    tags = TagFilter(tuple(dict.fromkeys(include)), tuple(dict.fromkeys(leave_out)), match_rule, exact)
    return tags, rest, _lost_text(sentence)


def _is_any_group(part: Query) -> bool:
    return isinstance(part, Or) and all(isinstance(one, Field) and one.name == "tag" for one in part.parts)


def _names_tag(tree: Query) -> bool:
    match tree:
        case Field("tag", _):
            return True
        case And(parts) | Or(parts):
            return any(_names_tag(part) for part in parts)
        case Not(part):
            return _names_tag(part)
    return False


def _put_together(
    include: list[str], leave_out: list[str], match: MatchRule, rest: list[Query], lost: str
) -> str:
    parts = list(rest)
    tags: tuple[Query, ...] = tuple(Field("tag", tag) for tag in include)
    if match == "any" and len(tags) > 1:
        parts.append(Or(tags))
    else:
        parts.extend(tags)
    parts.extend(Not(Field("tag", tag)) for tag in leave_out)
    return " ".join(piece for piece in (write(And(tuple(parts))), lost) if piece)


def _lost_text(sentence: str) -> str:
    """What was typed and not understood, so that an edit does not throw it away."""
    stretches = [mistake.left_out for mistake in parse(sentence).mistakes if mistake.left_out]
    return " ".join(sentence[start:end] for start, end in dict.fromkeys(stretches))


def _among(tag: str, tags: tuple[str, ...]) -> bool:
    return fold(tag) in {fold(one) for one in tags}
