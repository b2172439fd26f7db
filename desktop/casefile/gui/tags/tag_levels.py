"""Tags as a tree of levels: built once for all of them, and narrowed to those a filter field names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casefile.domain.tags import Tag, path_key
from casefile.search.folding import fold


@dataclass(frozen=True, slots=True)
class TagNode:
    """A tag at its place. ``name`` is what its row shows, ``folded`` its path for comparing.

    ``parent`` is a place in `TagLevels.nodes`, -1 at the top; ``has_below`` says that it is a level.
    """

    tag: Tag
    name: str = field(repr=False)
    depth: int
    parent: int
    folded: str = field(repr=False)
    has_below: bool = False


@dataclass(frozen=True)
class TagLevels:
    """All tags, each level right before the tags below it."""

    nodes: tuple[TagNode, ...] = ()
    _places: dict[int, int] = field(default_factory=dict, repr=False, compare=False)
    _by_key: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def place_of(self, tag: int) -> int | None:
        """The place of a tag given by its number."""
        return self._places.get(tag)

    def by_path(self, path: str) -> TagNode | None:
        """The tag with this path, whatever its case."""
        place = self._by_key.get(path_key(path))
        return None if place is None else self.nodes[place]


def levels_of(tags: Iterable[Tag]) -> TagLevels:
    """The tree of these tags, by name at every level. A level that is missing is passed over."""
    ordered = sorted(((fold(tag.path), tag) for tag in tags), key=lambda one: one[0].split(":"))
    nodes: list[TagNode] = []
    above: list[tuple[str, str, int]] = []
    with_below: set[int] = set()
    for folded, tag in ordered:
        while above and not folded.startswith(f"{above[-1][0]}:"):
            above.pop()
        parent = above[-1][2] if above else -1
        name = ":".join(tag.path.split(":")[above[-1][1].count(":") + 1 :]) if above else tag.path
        if parent >= 0:
            with_below.add(parent)
        above.append((folded, tag.path, len(nodes)))
        nodes.append(TagNode(tag, name, len(above) - 1, parent, folded))
    whole = (
        TagNode(node.tag, node.name, node.depth, node.parent, node.folded, place in with_below)
        for place, node in enumerate(nodes)
    )
    return TagLevels(
        tuple(whole),
        {node.tag.n: place for place, node in enumerate(nodes)},
        {path_key(node.tag.path): place for place, node in enumerate(nodes)},
    )


def places_named(levels: TagLevels, words: str) -> Sequence[int]:
    """The places whose path contains the words, whatever their case and accents, and all levels above.

    Nothing but blanks names every tag.
    """
    wanted = fold(words).strip()
    if not wanted:
        return range(len(levels.nodes))
    named: set[int] = set()
    for place, node in enumerate(levels.nodes):
        if wanted in node.folded:
            while place >= 0 and place not in named:
                named.add(place)
                place = levels.nodes[place].parent
    return sorted(named)
