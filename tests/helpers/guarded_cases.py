"""A case with a protected source, and ways to write down what must not leave it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.linking import LinkPassage
from casefile.casework.commands.marking import NewPassage
from casefile.casework.exporting import Prepared, Wish, check_summary, write_summary
from casefile.casework.open_case import OpenCase
from casefile.casework.protecting import ProtectedSources
from casefile.domain.contacts import Channel, Conversation, GroundRules, Outcome
from casefile.domain.evidence import Relation, Strength
from casefile.domain.protected import Identity
from casefile.store.case_store import CaseStore
from tests.helpers.cheap_keys import CHEAP_SETS
from tests.helpers.records import make_item

CODENAME = "HERON"
IDENTITY = "Zoë Łukaszewicz"
PHONE = "+48 601 234 567"
MAIL = "zoe.l@nightmail.example"
HANDLE = "@night_tide_zl"
ROLE, ORGANISATION = "deputy registrar", "Port Authority of Skarv"
FILE_NAME = "night ledger (final).xlsx"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
DESCRIPTION = "a person familiar with the tender"

SECRETS = {
    "codename of a protected source": CODENAME,
    "real name of a protected source": IDENTITY,
    "phone of a protected source": PHONE,
    "e-mail of a protected source": MAIL,
    "Signal of a protected source": HANDLE,
    "role and employer of a protected source": f"{ROLE}, {ORGANISATION}",
    "file name of I2": FILE_NAME,
    "fingerprint of I2": HASH,
}
"""What is guarded, by the words the reporter is told."""

SPELLINGS = {
    "as it is": IDENTITY,
    "in capitals": "ZOË ŁUKASZEWICZ",
    "on a plain keyboard": "zoe lukaszewicz",
    "without spaces": "zoëłukaszewicz",
    "letter by letter": "Z o ë Ł u k a s z e w i c z",
    "with characters of no width": "Zo\u200bë Łuka\u200dszewicz",
    "with soft hyphens": "Zoë Łuka\u00adsze\u00adwicz",
    "in another alphabet": "Зое Лукашевич",
    "last name first": "Łukaszewicz, Zoë",
    "with an initial": "Zoë M. Łukaszewicz",
    "decomposed": unicodedata.normalize("NFD", IDENTITY),
    "with look-alikes": "Zоë Łukаszеwicz",  # Cyrillic о, а, е
    "the surname alone": "Mrs Lukaszewicz",
}


@dataclass
class GuardedCase:
    """An open case with one claim, three items and one protected source, who is called HERON."""

    case: OpenCase
    protected: ProtectedSources
    source: str
    article: int
    confidential: int
    interview: int

    @classmethod
    def make(cls, case: OpenCase) -> GuardedCase:
        article, confidential, interview = case.write(_items).result()
        case.do(NewClaim("The board paid the ferry line before the tender closed.")).result()
        for item, relation in ((article, Relation.SUPPORTS), (confidential, Relation.CONTEXT)):
            case.do(
                LinkPassage(
                    1,
                    relation,
                    words=NewPassage(item, 0, 40),
                    strength=Strength.MODERATE,
                    reason="it gives the date",
                    suggest_origin=False,
                )
            ).result()
        protected = ProtectedSources(case, CHEAP_SETS)
        protected.set_up("a quiet harbour at low tide")
        source = protected.new_contact(CODENAME)
        protected.set_identity(source, Identity(name=IDENTITY))
        protected.change_contact(
            source,
            ground_rules=GroundRules.BACKGROUND,
            agreed_description=DESCRIPTION,
            role=ROLE,
            organisation=ORGANISATION,
            channels=(Channel("phone", PHONE), Channel("e-mail", MAIL), Channel("Signal", HANDLE)),
        )
        protected.log_conversation(
            source,
            Conversation(1, 0, "2026-02-17", "phone", Outcome.SPOKE, GroundRules.BACKGROUND, "She told me."),
        )
        return cls(case, protected, source, article, confidential, interview)

    def prepared(self, format_name: str = "md", **wish: object) -> Prepared:
        """A summary written and checked with protected sources as they are now."""
        contents = self.protected.contents if self.protected.is_open else None
        wanted = Wish(format=format_name, **wish)  # type: ignore[arg-type]

        def prepare(store: CaseStore) -> Prepared:
            return check_summary(store, write_summary(store, wanted, contents), contents)

        return self.case.ask(prepare).result()


def _items(store: CaseStore) -> tuple[int, int, int]:
    def item(text: str, **columns: object) -> int:
        return make_item(store, text, original_name=columns.pop("name", "paper.txt"), **columns)

    with store.atomic():
        return (
            item(
                "The board paid on Monday, four days early, the pilot Zoë Łukaszewicz told the inquiry.",
                kind="article",
                publisher="The Evening Gull",
                title="Ferry contract raises questions",
                provenance="public_website",
                published="2026-01-12",
            ),
            item(
                "Transfer of 240,000 crowns, value date 12 January, cleared by the night desk; I saw it.",
                name=FILE_NAME,
                sha256=HASH,
                title="Night ledger of the board",
                publisher="Accounts office",
                provenance="given_by_confidential_source",
            ),
            item("We talked for an hour.", kind="interview_record", provenance="interview"),
        )


def case_file(folder: Path) -> Path:
    """Where a test's case lies."""
    return folder / "Larkspur.casefile"
