"""The check over the finished file: no protected detail stands in the bytes that are about to leave.

What was written is read back by `exporters.readback`, metadata and hidden parts among it, and what was
*to be* written is looked through beside it: that names the place in the reporter's words, and holds
characters no font could draw.
"""

from __future__ import annotations

import getpass
import re
import socket
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casefile.casework.guarded_words import Guarded
from casefile.casework.summarising import Collected
from casefile.exporters.leaks import GuardedWord, Leak, find_leaks
from casefile.exporters.readback.place import Place
from casefile.exporters.readback.reading import characters_lost, planned, read_back

CHECKS: tuple[tuple[str, str], ...] = (
    ("names", "No names, aliases or handles"),
    ("numbers", "No phone numbers or addresses"),
    ("codename", "No source codename"),
    ("files", "No protected file names or hashes"),
    ("traces", "No author, user or path inside the file"),
    ("hidden", "No hidden text or comments"),
    ("dates", "Dates of calls shown by month"),
    ("terms", "Ground rules are set for everybody in it"),
    ("drawn", "Every character can be seen"),
)
"""What is looked for, in order, and what is said of it once nothing was found."""
NEED_PROTECTED = frozenset({"names", "numbers", "codename", "files"})
"""Checks that say nothing certain while protected sources are closed."""

_CHECK_OF = {
    "name": "names", "alias": "names", "handle": "names", "number": "numbers", "address": "numbers",
    "codename": "codename", "file_name": "files", "hash": "files",
}  # fmt: skip
_AUTHOR = re.compile(r"^the PDF's property (Author|Creator|Producer)$|^the part docProps/core\.xml$")
_A_TIME = re.compile(r"[\d\-:TZ.]*")
_META_NAMES = frozenset({"author", "creator", "generator", "publisher"})
_HIDDEN = ("a comment", "a processing note", "a file inside", "the page's script", "the page's template")
_FIRST_PERSON = re.compile(r"\b(I|I'm|I've|me|my|mine|we|our|ours)\b")
_HOST_LETTERS = 6
_FINEST_DATE = len("2016-10")


@dataclass(frozen=True)
class Finding:
    """One thing the check found. ``whose`` tells whose and which it is, never what it says.

    ``check`` is one of `CHECKS` or "" for advice; ``code`` one of protected_word, open_material,
    terms_missing, traces, hidden, date, characters_lost, alone, first_person, left_out. ``page`` is that
    of the PDF, 0 where there is none; ``shown`` are the words themselves as they stand there.
    """

    check: str
    code: str
    whose: str
    where: str
    stops: bool
    count: int = 1
    page: int = 0
    shown: str = field(default="", repr=False)
    around: str = field(default="", repr=False)
    word: GuardedWord | None = field(default=None, repr=False)

    @property
    def can_be_masked(self) -> bool:
        """Whether the words can be taken out of the summary."""
        return self.stops and self.word is not None


def check_written(
    format_name: str, written: bytes, collected: Collected, guarded: Sequence[Guarded]
) -> tuple[Finding, ...]:
    """Everything found in a finished file, what stops it first."""
    places = read_back(format_name, written)
    found = [
        *_protected_words(places, planned(collected.summary), guarded, collected.open_texts),
        *(Finding("terms", "terms_missing", whose, "", True) for whose in collected.terms_missing),
        *_traces(places),
        *_hidden(places),
        *_dates(collected),
        *_not_drawn(collected, places),
        *_advice(collected),
    ]
    return tuple(sorted(found, key=lambda one: not one.stops))


def _protected_words(
    written: Sequence[Place], plan: Sequence[Place], guarded: Sequence[Guarded], open_texts: Sequence[str]
) -> Iterator[Finding]:
    """Guarded words in the file and in what was to be written, each place once.

    The plan names the place, the file the page. What the file alone holds (its metadata, words it splits)
    is told by the file's own place.
    """
    words = [one.word for one in guarded]
    in_file: dict[tuple[GuardedWord, bool], list[Leak]] = {}
    for leak in find_leaks(written, words, open_texts):
        in_file.setdefault((leak.guarded, leak.blocks), []).append(leak)
    in_plan: dict[tuple[GuardedWord, bool], list[Leak]] = {}
    for leak in find_leaks(plan, words, open_texts):
        in_plan.setdefault((leak.guarded, leak.blocks), []).append(leak)
    for key in dict.fromkeys((*in_plan, *in_file)):
        planned_there, written_there = in_plan.get(key, []), in_file.get(key, [])
        hidden = [leak for leak in written_there if _is_hidden(leak, written)]
        seen = [leak for leak in written_there if leak not in hidden]
        pages = [leak.page for leak in seen for _ in range(leak.count)]
        if not planned_there:
            yield from (_finding(leak, leak.page) for leak in seen)
        met = 0
        for leak in planned_there:
            yield _finding(leak, pages[min(met, len(pages) - 1)] if pages else 0)
            met += leak.count
        yield from (_finding(leak, leak.page) for leak in hidden)


def _is_hidden(leak: Leak, places: Sequence[Place]) -> bool:
    return leak.page == 0 and any(place.hidden and place.where == leak.where for place in places)


def _finding(leak: Leak, page: int) -> Finding:
    return Finding(
        check=_CHECK_OF[leak.guarded.kind],
        code="protected_word" if leak.blocks else "open_material",
        whose=leak.guarded.field,
        where=leak.where,
        stops=leak.blocks,
        count=leak.count,
        page=page,
        shown=leak.shown,
        around=leak.around,
        word=leak.guarded,
    )


def _traces(places: Iterable[Place]) -> Iterator[Finding]:
    """Who made the file, on which computer: in its properties, or anywhere a reader does not see."""
    telling = [str(Path.home())] if len(str(Path.home())) > len("/root") else []
    host = socket.gethostname()
    telling += [host] if len(host) >= _HOST_LETTERS and host != "localhost" else []
    user = re.compile(rf"(?<!\w){re.escape(getpass.getuser())}(?!\w)", re.IGNORECASE)
    for place in places:
        if not place.hidden:
            continue
        said = place.text.strip()
        named = bool(_AUTHOR.search(place.where)) and not _A_TIME.fullmatch(said)
        named = named or (place.where == "the attribute name of meta" and said.casefold() in _META_NAMES)
        if named or any(word in place.text for word in telling):
            yield Finding("traces", "traces", "who made the file", place.where, True)
        elif "property" in place.where and user.search(place.text):
            yield Finding("traces", "traces", "the name of this computer's user", place.where, True)


def _hidden(places: Iterable[Place]) -> Iterator[Finding]:
    for place in places:
        if place.hidden and place.where.startswith(_HIDDEN) and place.text.strip():
            yield Finding("hidden", "hidden", "text that a reader does not see", place.where, True)


def _dates(collected: Collected) -> Iterator[Finding]:
    for source in collected.summary.sources:
        if len(source.when) > _FINEST_DATE:
            yield Finding("dates", "date", "the day of a conversation", "Sources", source.masked)


def _not_drawn(collected: Collected, places: tuple[Place, ...]) -> Iterator[Finding]:
    lost = characters_lost(collected.summary, places)
    if lost:
        yield Finding("drawn", "characters_lost", lost, "", False, count=len(lost))


def _advice(collected: Collected) -> Iterator[Finding]:
    """What does not stop a summary and is to be weighed."""
    for token, ref in collected.alone:
        yield Finding("", "alone", token, ref, False)
    for claim in collected.summary.claims:
        for passage in claim.passages:
            if passage.withheld and _FIRST_PERSON.search(passage.exact):
                yield Finding("", "first_person", passage.ref, claim.ref, False)
    if collected.left_out:
        yield Finding("", "left_out", ", ".join(collected.left_out), "", False, count=len(collected.left_out))
