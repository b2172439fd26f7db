"""A made-up case with claims, passages, links, origins and gaps of many kinds, written by commands."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.casework.commands.claiming import EditClaim, NewClaim
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.tagging import AddTags, MarkTag
from casefile.domain.claims import ClaimKind, SaidAs
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind
from tests.helpers.window_cases import WindowCase

ARTICLE = (
    "The harbour board of Vellmar paid the dredging company Nordkiel twice for the same work, "
    "according to minutes seen by this newspaper.\n\n"
    "The minutes say that the second payment of 412,000 was approved on 3 March without a vote.\n\n"
    "A clerk of the board wrote in the margin that no contract could be found for it.\n\n"
    "The payment is consistent with the sums that Nordkiel announced for the season, "
    "and larger than any before.\n\n"
    "Only the chair and the treasurer could have signed such an order, the minutes suggest.\n\n"
    "The chair's spokesman, Aron Lisk, has dismissed the account of a second payment as a "
    "misreading of the books.\n\n"
    "Lisk said the board receives hundreds of invoices a month and pays each of them once.\n\n"
    "He did not say who had signed the order of 3 March.\n\n"
    "The money is believed to have gone to a yard in Tolm that the treasurer's family owns.\n\n"
    "What will the city do about it? Nobody has answered so far."
)
LEDGER = (
    "Harbour board, payments of the first quarter.\n\n"
    "14 February, Nordkiel, dredging of the inner basin, 412,000, contract 88.\n\n"
    "3 March, Nordkiel, dredging of the inner basin, 412,000, contract not stated."
)

_WORDS: dict[str, tuple[str, str]] = {
    "twice": ("article", "paid the dredging company Nordkiel twice for the same work"),
    "said": ("article", "The harbour board of Vellmar paid the dredging company Nordkiel twice"),
    "minutes": ("article", "the second payment of 412,000 was approved on 3 March without a vote"),
    "clerk": ("article", "A clerk of the board wrote in the margin that no contract could be found for it"),
    "sums": (
        "article",
        "The payment is consistent with the sums that Nordkiel announced for the season, "
        "and larger than any before",
    ),
    "signers": ("article", "Only the chair and the treasurer could have signed such an order"),
    "denial": (
        "article",
        "The chair's spokesman, Aron Lisk, has dismissed the account of a second payment as a "
        "misreading of the books",
    ),
    "invoices": ("article", "the board receives hundreds of invoices a month and pays each of them once"),
    "silent": ("article", "He did not say who had signed the order of 3 March"),
    "yard": ("article", "The money is believed to have gone to a yard in Tolm"),
    "question": ("article", "What will the city do about it? Nobody has answered so far"),
    "ledger": ("ledger", "3 March, Nordkiel, dredging of the inner basin, 412,000, contract not stated"),
}
"""Passage by a short name: which item, and its exact words."""

_CLAIMS: tuple[tuple[str, str, ClaimKind, str | None, SaidAs | None, tuple[str, ...]], ...] = (
    ("twice", "The harbour board paid Nordkiel twice for dredging the inner basin",
     ClaimKind.ALLEGATION, "Minutes of the board", SaidAs.DOCUMENT_PARAPHRASE, ("said", "twice")),
    ("vote", "The second payment was approved without a vote",
     ClaimKind.FACT, "Minutes of the board", SaidAs.DOCUMENT_PARAPHRASE, ("minutes",)),
    ("contract", "No contract covers the second payment",
     ClaimKind.ALLEGATION, None, None, ("clerk",)),
    ("signed", "Only the chair and the treasurer could have signed the order",
     ClaimKind.ASSESSMENT, "Minutes of the board", SaidAs.INDIRECT_QUOTE, ("signers",)),
    ("denied", "Aron Lisk dismissed the account as a misreading of the books",
     ClaimKind.DENIAL, "Aron Lisk", SaidAs.INDIRECT_QUOTE, ("denial",)),
    ("yard", "The money went to a yard in Tolm that the treasurer's family owns, and nobody asked why",
     ClaimKind.ALLEGATION, None, SaidAs.PASSIVE_UNSOURCED, ("yard",)),
    ("city", "The city has not answered", ClaimKind.FACT, None, SaidAs.REPORTER_VOICE, ("question",)),
    ("largest", "The payment is larger than any the board has made before",
     ClaimKind.FACT, None, SaidAs.REPORTER_VOICE, ()),
    ("lisk", "Aron Lisk is the spokesman of the chair", ClaimKind.ROLE, None, SaidAs.REPORTER_VOICE, ()),
)  # fmt: skip

_MINUTES, _LISK = OriginNamed("Minutes of the harbour board"), OriginNamed("The chair, via Aron Lisk")
_NOBODY = OriginNamed("Unnamed (passive voice)", named=False)
_BOOKS = OriginNamed("The board's ledger")
_S, _X, _C = Relation.SUPPORTS, Relation.CONTRADICTS, Relation.CONTEXT
_WEAK, _MODERATE, _STRONG = Strength.WEAK, Strength.MODERATE, Strength.STRONG

_LINKS: tuple[tuple[str, str, Relation, Strength, OriginNamed, str], ...] = (
    ("twice", "minutes", _S, _MODERATE, _MINUTES, "the minutes name the sum and the day"),
    ("twice", "sums", _S, _WEAK, _MINUTES, "“consistent with” concerns the sums, not the payment"),
    ("twice", "ledger", _S, _STRONG, _BOOKS, "the same sum stands in the books on two days"),
    ("twice", "yard", _S, _WEAK, _NOBODY, "unsourced belief about where the money went"),
    ("twice", "denial", _X, _WEAK, _LISK, "denial by an interested party, no counter-evidence offered"),
    ("twice", "invoices", _C, _WEAK, _LISK, "what the board says it usually does"),
    ("twice", "silent", _C, _WEAK, _LISK, ""),
    ("twice", "question", _C, _WEAK, OriginNamed("Reporter's own voice", named=False), "no answer yet"),
    ("vote", "minutes", _S, _MODERATE, _MINUTES, "the minutes say so in words"),
    ("contract", "clerk", _S, _MODERATE, _MINUTES, "a note in the margin, in another hand"),
    ("contract", "ledger", _S, _WEAK, _BOOKS, "“not stated” is not “none”"),
    ("contract", "denial", _X, _WEAK, _LISK, "a misreading, he says"),
    ("signed", "silent", _X, _WEAK, _LISK, "he leaves it open"),
    ("city", "question", _C, _WEAK, _MINUTES, "true on the day of printing"),
)


@dataclass
class Harbour:
    """The numbers of what was made, by short name."""

    items: dict[str, int] = field(default_factory=dict)
    passages: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    links: dict[tuple[str, str], int] = field(default_factory=dict)


def harbour(held: WindowCase) -> Harbour:
    """Writes the harbour story into a case."""
    made = Harbour()
    made.items["article"] = held.hold(ARTICLE, title="Paid twice at the harbour", kind="article")
    made.items["ledger"] = held.hold(LEDGER, title="Payments, first quarter")
    texts = {"article": ARTICLE, "ledger": LEDGER}
    for name, (item, words) in _WORDS.items():
        start = texts[item].index(words)
        new = NewPassage(made.items[item], start, start + len(words))
        made.passages[name] = held.made(new, Kind.PASSAGE)
    for name, sentence, kind, speaker, said_as, places in _CLAIMS:
        said_in = tuple(made.passages[place] for place in places)
        made.claims[name] = held.made(NewClaim(sentence, kind, speaker, said_as, said_in), Kind.CLAIM)
    for claim, passage, relation, strength, origin, reason in _LINKS:
        link = LinkPassage(
            made.claims[claim],
            relation,
            passage=made.passages[passage],
            strength=strength,
            origin=origin,
            reason=reason,
        )
        made.links[claim, passage] = held.made(link, Kind.LINK)
    held.do(EditClaim(made.claims["city"], "as_of", "so far"))
    held.do(AddTags(Kind.CLAIM, (made.claims["twice"],), ("theme:money",)))
    tag = held.case.look.tags.by_path("theme:money")
    assert tag is not None
    held.do(MarkTag(tag.n, 1))
    return made
