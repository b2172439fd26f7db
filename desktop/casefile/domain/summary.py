"""A summary: the part of a case chosen to leave it, and nothing else.

`casework.summarising` builds one from a profile's allow-list of fields; the exporters write it and know
nothing of the case. Whatever is not in these classes cannot leave. Text is plain; "" means unknown, and is
shown as unknown; dates are EDTF; states carry the words of their enumerations ("verified_narrower").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.citations import CitedPlace


@dataclass(frozen=True, slots=True)
class Header:
    """What stands on top of every page.

    ``profile`` is the profile's id ("editor"), ``title`` its name on paper ("Editor memo"). ``made_on`` is
    the date of the state shown, never finer than the profile allows. ``masked_sources`` is 0 where even
    the number must not be told. ``page_note`` is one sentence for the reader, "" for none.
    """

    codename: str = field(repr=False)
    profile: str
    title: str
    marking: str
    made_on: str
    masked_sources: int = 0
    page_note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class HypothesisSummary:
    """One hypothesis or question; ``against`` is what speaks against it, in words."""

    statement: str = field(repr=False)
    kind: str
    status: str
    would_disprove: str = field(default="", repr=False)
    against: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """Exact words that bear on a claim. ``relation`` is supports, contradicts or context.

    ``origin`` is who first had the knowledge ("" is unnamed); ``weakens`` stands on context only.
    ``withheld`` says that the document may not be told apart (exports.md, M5): ``place`` then names no
    publisher and no date, and ``exact`` is "" unless the reporter cleared the document for anyone.
    """

    ref: str
    relation: str
    exact: str = field(repr=False)
    place: CitedPlace = field(repr=False)
    strength: str = ""
    origin: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    weakens: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How much stands on one side of a claim: passages, and the origins they go back to.

    ``unnamed`` passages have an origin nobody stands behind, or none.
    """

    relation: str
    passages: int
    origins: int
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """One claim with its status, who says so, the counts as origins, and the words it rests on.

    ``rests_on`` are the tokens of masked sources it rests on ("Source K").
    """

    ref: str
    proposition: str = field(repr=False)
    kind: str
    verification: str
    publish: str
    said_by: tuple[str, ...] = field(default=(), repr=False)
    as_of: str = ""
    counts: tuple[EvidenceCount, ...] = ()
    passages: tuple[CitedPassage, ...] = field(default=(), repr=False)
    missing: tuple[str, ...] = field(default=(), repr=False)
    rests_on: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One person or office spoken to: a name where it may be said, else a token ("Source K").

    ``when`` is as coarse as the profile demands.
    """

    token: str = field(repr=False)
    masked: bool
    description: str = field(default="", repr=False)
    ground_rules: str = "not_set"
    basis: str = "unknown"
    motive: str = field(default="", repr=False)
    reliability: str = "F"
    when: str = ""


@dataclass(frozen=True, slots=True)
class CitedItem:
    """A document the summary quotes or speaks of; ``held`` is False for one that is only wanted.

    ``withheld`` is True where nothing may tell it apart: it has a ref and a kind, and nothing else.
    """

    ref: str
    title: str = field(repr=False)
    kind: str
    publisher: str = field(default="", repr=False)
    author: str = field(default="", repr=False)
    published: str = ""
    held: bool = True
    authentication: str = "not_assessed"
    marking: str = ""
    sha256: str = field(default="", repr=False)
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class EventSummary:
    """One line of the timeline; ``status`` is stated, alleged, verified or disputed."""

    ref: str
    when: str
    title: str = field(repr=False)
    status: str
    basis: str = "unknown"


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something still to do; ``due`` is a day or "" for none."""

    ref: str
    what: str = field(repr=False)
    kind: str
    state: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """Who was asked for comment, on what, how, and what came back."""

    subject: str = field(repr=False)
    about: str = field(repr=False)
    state: str
    sent: str = ""
    deadline: str = ""
    attempts: int = 0
    answer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """Everything one summary says, in the order it is said."""

    header: Header
    question: str = field(default="", repr=False)
    minimum_story: str = field(default="", repr=False)
    maximum_story: str = field(default="", repr=False)
    hypotheses: tuple[HypothesisSummary, ...] = ()
    claims: tuple[ClaimSummary, ...] = ()
    sources: tuple[SourceSummary, ...] = ()
    items: tuple[CitedItem, ...] = ()
    events: tuple[EventSummary, ...] = ()
    replies: tuple[ReplyRow, ...] = ()
    questions: tuple[str, ...] = field(default=(), repr=False)
    tasks: tuple[OpenTask, ...] = ()
    missing: tuple[str, ...] = field(default=(), repr=False)
    risks: tuple[str, ...] = field(default=(), repr=False)
    changes: tuple[str, ...] = field(default=(), repr=False)
