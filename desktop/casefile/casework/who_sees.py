"""Who gets to see what of a contact in each of the five summaries, in words.

The table of the export profiles (what a source's terms allow to whom), as `summarising` follows it for the
editor memo; a protected source is masked whatever its terms, and left out while they are not set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.domain.contacts import Contact, GroundRules

SUMMARIES = (
    ("editor", "Editor memo"),
    ("legal", "Legal bundle"),
    ("checker", "Fact-checker pack"),
    ("partner", "Partner bundle"),
    ("public", "Public page"),
)
_DESCRIBED = {"editor": "description", "legal": "description", "checker": "“ask reporter”"}
_DEEP = {"editor": "description, no attribution", "legal": "description"}


@dataclass(frozen=True)
class Seen:
    """What one summary shows of a contact, in a word or two; ``stops`` where it cannot be saved as it is."""

    summary: str
    words: str = field(repr=False)
    stops: bool = False


def who_sees(contact: Contact, *, protected: bool) -> Sequence[Seen]:
    """One line for each of the five summaries, those nearest the reporter first."""
    return [Seen(title, *_shown(contact, profile, protected)) for profile, title in SUMMARIES]


def _shown(contact: Contact, profile: str, protected: bool) -> tuple[str, bool]:
    rules = contact.ground_rules
    if rules is GroundRules.NOT_SET:
        stops = not protected and profile in ("editor", "legal")
        return ("stops until terms are set" if stops else "nothing"), stops
    if rules is GroundRules.ON_THE_RECORD and not protected:
        return "name", False
    if rules is GroundRules.OFF_THE_RECORD:
        return "nothing", False
    words = (_DEEP if rules is GroundRules.DEEP_BACKGROUND else _DESCRIBED).get(profile, "nothing")
    if words.startswith("description") and not contact.agreed_description:
        words = words.replace("description", "“a source”")
    return words, False
