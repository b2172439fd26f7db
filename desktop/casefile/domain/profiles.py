"""The five summaries a case can leave as, each with the question its reader asks (exports.md 3.1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.tags import path_key


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of summary. ``ready`` is False for those that are still to come."""

    id: str
    title: str
    question: str
    ready: bool = False


EDITOR = "editor"
PROFILES = (
    Profile(EDITOR, "Editor memo", "is there a story, what is missing", ready=True),
    Profile("legal", "Legal bundle", "every sentence and its proof"),
    Profile("checker", "Fact-checker pack", "straight to the proof"),
    Profile("partner", "Partner bundle", "usable, nobody exposed"),
    Profile("public", "Public sources page", "readers can check"),
)
TITLES = {profile.id: profile.title for profile in PROFILES}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which claims a summary is about: all, those under one tag, or those chosen by number; some left out."""

    tag: str = field(default="", repr=False)
    claims: tuple[int, ...] = ()
    without: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """True for the whole case."""
        return not self.tag and not self.claims

    def covers(self, path: str) -> bool:
        """True if a tag's path is the scope's tag or below it."""
        wanted, asked = path_key(self.tag), path_key(path)
        return bool(wanted) and (asked == wanted or asked.startswith(f"{wanted}:"))
