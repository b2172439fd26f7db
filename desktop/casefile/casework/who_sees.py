"""Who gets to see what of a contact in each of the five summaries, in words.

For the editor memo this is what `summarising_sources` does, held to it by a test; for those still to come
it is what a source's terms will allow to their readers. A protected source is masked whatever its terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casefile.casework.summarising_sources import NO_ATTRIBUTION, NO_DESCRIPTION
from casefile.domain.contacts import Contact, GroundRules
from casefile.domain.profiles import EDITOR, PROFILES

DESCRIPTION = "description"
NOTHING = "nothing"
STOPS = "stops until terms are set"
_INSIDE = (EDITOR, "legal")
"""Summaries in which a masked source stands; the others leave the newsroom or go round it."""


@dataclass(frozen=True)
class Seen:
    """What one summary shows of a contact, in a word or two; ``stops`` where it cannot be saved as it is."""

    summary: str
    words: str = field(repr=False)
    stops: bool = False


def who_sees(contact: Contact, *, protected: bool) -> Sequence[Seen]:
    """One line for each of the five summaries, those nearest the reporter first."""
    shown = ((profile.title, _shown(contact, profile.id, protected)) for profile in PROFILES)
    return [Seen(title, words, words == STOPS) for title, words in shown]


def _shown(contact: Contact, profile: str, protected: bool) -> str:
    rules = contact.ground_rules
    if rules is GroundRules.OFF_THE_RECORD:
        return NOTHING
    if rules is GroundRules.NOT_SET:
        return STOPS if profile in _INSIDE else NOTHING
    if rules is GroundRules.ON_THE_RECORD and not protected:
        return "name"
    if profile == "checker" and rules is not GroundRules.DEEP_BACKGROUND:
        return "“ask reporter”"
    if profile not in _INSIDE:
        return NOTHING
    if rules is GroundRules.DEEP_BACKGROUND:
        return NO_ATTRIBUTION
    return DESCRIPTION if contact.agreed_description else f"“{NO_DESCRIPTION}”"
