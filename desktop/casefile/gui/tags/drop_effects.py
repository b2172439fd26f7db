"""What letting go over a tag would do, in words, and the command that does it (visual.md 7)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.saving_passages import TagWords
from casefile.casework.commands.tagging import AddTags, PutTagsBelow, RemoveTags
from casefile.casework.history import Command
from casefile.domain.identifiers import TAGGABLE, Kind
from casefile.domain.step_labels import counted
from casefile.domain.tags import Tag
from casefile.gui.models.dragged_refs import refs_of
from casefile.gui.models.dragged_tags import DraggedTag, tags_of
from casefile.gui.reader import passage_drag
from casefile.gui.tags.drag_label import DragEffect

SHIFT_REMOVES = "Hold Shift to remove it instead"
SHIFT_MERGES = "Hold Shift to merge it instead"


@dataclass(frozen=True)
class Letting:
    """What letting go does: the words of the label, and the command, or the tags to be merged."""

    effect: DragEffect
    command: Command | None = None
    merge: tuple[DraggedTag, Tag] | None = None


def takes(carried: QMimeData) -> bool:
    """Whether tags can take what is dragged at all."""
    refs = refs_of(carried)
    if refs is not None:
        return refs[0] in TAGGABLE and bool(refs[1])
    return bool(tags_of(carried)) or passage_drag.read(carried) is not None


def letting_go(carried: QMimeData, tag: Tag | None, *, shift: bool) -> Letting | None:
    """What letting go over a tag (or over none) would do; None where the drag is not for tags."""
    tags = tags_of(carried)
    if tags:
        return _tags_on(tags, tag, shift)
    things = _things(carried)
    if things is not None:
        return None if tag is None else _things_on(*things, tag, shift)
    words = passage_drag.read(carried)
    if words is None or tag is None:
        return None
    making = TagWords(NewPassage(words.item, words.start, words.end), (tag.path,))
    return Letting(DragEffect(f"New passage, tag {tag.name}"), making)


def tags_on_things(
    tags: tuple[DraggedTag, ...], kind: Kind, numbers: tuple[int, ...], *, shift: bool
) -> Letting:
    """What letting go of tags over records does."""
    names, where = ", ".join(tag.name for tag in tags), _named(kind, numbers)
    if shift:
        effect = DragEffect(
            f"Remove {names} from {where}", "Let go of Shift to add it", len(tags), takes=True
        )
        return Letting(effect, RemoveTags(kind, numbers, tuple(tag.n for tag in tags)))
    effect = DragEffect(f"Add {names} to {where}", SHIFT_REMOVES, len(tags))
    return Letting(effect, AddTags(kind, numbers, tuple(tag.path for tag in tags)))


def _things(carried: QMimeData) -> tuple[Kind, tuple[int, ...]] | None:
    refs = refs_of(carried)
    if refs is not None:
        return refs if refs[0] in TAGGABLE and refs[1] else None
    words = passage_drag.read(carried)
    if words is not None and words.passage is not None:
        return Kind.PASSAGE, (words.passage,)
    return None


def _things_on(kind: Kind, numbers: tuple[int, ...], tag: Tag, shift: bool) -> Letting:
    where = _named(kind, numbers)
    if shift:
        said = DragEffect(
            f"Remove {tag.name} from {where}", "Let go of Shift to add it", len(numbers), takes=True
        )
        return Letting(said, RemoveTags(kind, numbers, (tag.n,)))
    effect = DragEffect(f"Add {tag.name} to {where}", SHIFT_REMOVES, len(numbers))
    return Letting(effect, AddTags(kind, numbers, (tag.path,)))


def _named(kind: Kind, numbers: tuple[int, ...]) -> str:
    """ "4 passages", or the one by its ref: "P25"."""
    return f"{kind.value}{numbers[0]}" if len(numbers) == 1 else counted(kind, len(numbers))


def _tags_on(tags: tuple[DraggedTag, ...], tag: Tag | None, shift: bool) -> Letting:
    names = ", ".join(one.name for one in tags)
    numbers = tuple(one.n for one in tags)
    if tag is None:
        if all(":" not in one.path for one in tags):
            return _refused(f"{names} stands at the top already", len(tags))
        return Letting(DragEffect(f"Put {names} at the top", "", len(tags)), PutTagsBelow(numbers, None))
    if any(tag.n == one.n or tag.path.startswith(f"{one.path}:") for one in tags):
        return _refused("A tag cannot be put below itself", len(tags))
    if shift:
        if len(tags) > 1:
            return _refused("Merge one tag at a time", len(tags))
        effect = DragEffect(
            f"Merge {names} into {tag.name}", "Let go of Shift to put it below", 1, takes=True
        )
        return Letting(effect, merge=(tags[0], tag))
    if all(one.path.rpartition(":")[0] == tag.path for one in tags):
        return _refused(f"{names} stands below {tag.name} already", len(tags), SHIFT_MERGES)
    hint = SHIFT_MERGES if len(tags) == 1 else ""
    return Letting(DragEffect(f"Put {names} below {tag.name}", hint, len(tags)), PutTagsBelow(numbers, tag.n))


def _refused(why: str, count: int, hint: str = "") -> Letting:
    return Letting(DragEffect(why, hint, count, refused=True))
