"""What the Contacts view calls things, and the icons that stand for them."""

from __future__ import annotations

from casefile.domain.contacts import Basis, Contact, ContactKind, Conversation, GroundRules, Outcome

CLOSED_WORDS = "Not shown, not counted, not searched"
RULES_WORDS = {
    GroundRules.NOT_SET: "terms not set",
    GroundRules.ON_THE_RECORD: "on the record",
    GroundRules.BACKGROUND: "background",
    GroundRules.DEEP_BACKGROUND: "deep background",
    GroundRules.OFF_THE_RECORD: "off the record",
}
RULES_SHORT = {**RULES_WORDS, GroundRules.DEEP_BACKGROUND: "deep", GroundRules.OFF_THE_RECORD: "off"}
TERMS = (
    GroundRules.ON_THE_RECORD,
    GroundRules.BACKGROUND,
    GroundRules.DEEP_BACKGROUND,
    GroundRules.OFF_THE_RECORD,
)
"""The ground rules that can be agreed, from the most open to the most closed."""

BASIS_WORDS = {
    Basis.PARTICIPANT: "took part",
    Basis.EYEWITNESS: "saw it",
    Basis.DOCUMENT_HOLDER: "holds documents",
    Basis.SECOND_HAND: "second hand",
    Basis.EXPERT: "as an expert",
    Basis.SPOKESPERSON: "speaks for it",
}
PAID_WORDS = {"no": "no", "yes": "yes"}
RELIABILITY_WORDS = {
    "A": "A · completely reliable",
    "B": "B · usually reliable",
    "C": "C · fairly reliable",
    "D": "D · not usually reliable",
    "E": "E · unreliable",
}
NOT_ASKED = "not asked yet"
OUTCOME_WORDS = {
    Outcome.SPOKE: "spoke",
    Outcome.MESSAGE_LEFT: "left a message",
    Outcome.NO_ANSWER: "no answer",
    Outcome.REPLIED: "replied",
    Outcome.REFUSED: "refused",
    Outcome.ASKED_FOR_TIME: "asked for time",
    Outcome.WRONG_CONTACT: "wrong contact",
}
CHANNELS = ("phone", "e-mail", "Signal", "letter", "in person")
UNANSWERED = frozenset({Outcome.NO_ANSWER, Outcome.MESSAGE_LEFT, Outcome.WRONG_CONTACT})


def contact_icon(contact: Contact, *, protected: bool = False) -> str:
    """The icon of a contact in the list and on its sheet."""
    if protected:
        return "shield"
    if contact.hostile:
        return "venetian-mask"
    return "landmark" if contact.kind is ContactKind.OFFICE else "user"


def talk_icon(entry: Conversation) -> str:
    """The icon of an entry of the log."""
    if entry.about_terms:
        return "handshake"
    if entry.outcome in UNANSWERED:
        return "phone-missed"
    channel = {"e-mail": "mail", "letter": "mail", "in person": "users-round"}
    return channel.get(entry.channel, "phone-incoming" if entry.direction == "in" else "phone")


def terms_said(rules: GroundRules) -> str:
    """Terms where they need saying in full: what is not set counts as the most closed (decision 9)."""
    if rules is GroundRules.NOT_SET:
        return "not set, treated as off the record"
    return RULES_WORDS[rules]


def under_the_name(contact: Contact, *, protected: bool) -> str:
    """The quiet line under a contact's name on its sheet."""
    parts = [part for part in (contact.role, contact.organisation) if part]
    if protected:
        return " · ".join(["protected", *parts])
    kind = "office" if contact.kind is ContactKind.OFFICE else "open contact"
    return " · ".join([contact.ref, kind, *parts])
