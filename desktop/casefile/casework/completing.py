"""What a half-typed word may mean: tags, claims, origins, found at the beginnings of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from casefile.domain.claims import Claim
from casefile.domain.evidence import Origin
from casefile.domain.identifiers import Kind, parse_ref
from casefile.domain.tags import Tag, clean_path, path_key
from casefile.search.folding import fold
from casefile.store.case_store import CaseStore

MOST = 8
_WORD_STARTS = re.compile(r"(?<!\w)(?=\w)")


@dataclass(frozen=True)
class TagOffered:
    """A tag that fits; ``count`` is on how many records it stands."""

    tag: Tag
    count: int


@dataclass(frozen=True)
class TagsOffered:
    """Tags that fit what was typed, and the paths a new tag could be given (none where one is there)."""

    tags: tuple[TagOffered, ...]
    new: tuple[str, ...] = field(default=(), repr=False)


def tags_for(store: CaseStore, typed: str, without: Iterable[str] = ()) -> TagsOffered:
    """Tags whose name or path has a word that begins so; ``without`` are paths not to offer.

    A name that no tag has can be made as it stands. Nothing typed offers the marked tags.
    """
    left_out = {path_key(path) for path in without}
    tags = [tag for tag in store.tags.all() if path_key(tag.path) not in left_out]
    wanted = fold(typed).strip()
    if not wanted:
        fitting = sorted((tag for tag in tags if tag.mark is not None), key=lambda tag: tag.mark or 0)
    else:
        fitting = _ranked(tags, wanted)
    offered = tuple(
        TagOffered(tag, sum(len(some) for some in store.tags.targets(tag.n).values()))
        for tag in fitting[:MOST]
    )
    return TagsOffered(offered, _new_paths(store, typed))


def _ranked(tags: list[Tag], wanted: str) -> list[Tag]:
    ranks: list[tuple[int, str, Tag]] = []
    for tag in tags:
        name, path = fold(tag.name), fold(tag.path)
        if name == wanted or path == wanted:
            ranks.append((0, path, tag))
        elif name.startswith(wanted):
            ranks.append((1, path, tag))
        elif _begins_a_word(path, wanted):
            ranks.append((2, path, tag))
    return [tag for _, _, tag in sorted(ranks, key=lambda rank: rank[:2])]


def _new_paths(store: CaseStore, typed: str) -> tuple[str, ...]:
    try:
        path = clean_path(typed)
    except ValueError:
        return ()
    return () if store.tags.by_path(path) is not None else (path,)


def tag_paths_in(untrusted_words: str) -> tuple[str, ...]:
    """The paths in typed or pasted words: one a line, or parted by semicolons; what is none is left out."""
    paths: list[str] = []
    for piece in re.split(r"[;\r\n]+", untrusted_words):
        try:
            paths.append(clean_path(piece))
        except ValueError:
            continue
    return tuple(dict.fromkeys(paths))


def claims_for(store: CaseStore, typed: str) -> tuple[Claim, ...]:
    """Claims by number ("27", "C27") or by words that each begin one of theirs, the newest first."""
    numbers = store.claims.all()
    ref = parse_ref(f"C{typed.strip()}") or parse_ref(typed)
    if ref is not None and ref.kind is Kind.CLAIM:
        begin = str(ref.n)
        return tuple(store.claims.several([n for n in numbers if str(n).startswith(begin)][:MOST]))
    words = fold(typed).split()
    found: list[Claim] = []
    for start in range(len(numbers), 0, -256):
        page = numbers[max(0, start - 256) : start]
        for claim in reversed(store.claims.several(page)):
            said = fold(claim.proposition)
            if all(_begins_a_word(said, word) for word in words):
                found.append(claim)
                if len(found) == MOST:
                    return tuple(found)
    return tuple(found)


def origins_for(store: CaseStore, typed: str) -> tuple[Origin, ...]:
    """Origins with a word that begins so; with nothing typed the first of all."""
    wanted = fold(typed).strip()
    fitting = [
        origin
        for origin in store.evidence.origins()
        if not wanted or _begins_a_word(fold(origin.name), wanted)
    ]
    return tuple(fitting[:MOST])


def _begins_a_word(folded: str, wanted: str) -> bool:
    return any(folded.startswith(wanted, place.start()) for place in _WORD_STARTS.finditer(folded))
