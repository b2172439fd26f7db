"""Claims: written down, changed, anchored where they are said."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.casework.commands.marking import NewPassage, new_passage
from casefile.casework.history import Writing
from casefile.domain.changes import Deed
from casefile.domain.claims import Claim, ClaimKind, Publish, SaidAs, Verification
from casefile.domain.errors import ReporterCanFix
from casefile.domain.gaps import GapCode
from casefile.domain.identifiers import Kind, new_id

EDITABLE = ("proposition", "kind", "verification", "publish", "speaker", "said_as", "as_of", "note")
_ENUMS = {"kind": ClaimKind, "verification": Verification, "publish": Publish, "said_as": SaidAs}


@dataclass(frozen=True)
class NewClaim:
    """Writes a claim down. ``said_in`` is the passage it stands in, or ``words`` makes that passage."""

    proposition: str
    kind: ClaimKind = ClaimKind.FACT
    speaker: str | None = None
    said_as: SaidAs | None = None
    said_in: tuple[int, ...] = ()
    words: NewPassage | None = None

    def apply(self, case: Writing) -> Deed | None:
        proposition = " ".join(self.proposition.split())
        if not proposition:
            raise ReporterCanFix("claim_empty")
        passages = list(self.said_in)
        if self.words is not None:
            held = case.store.passages.at(self.words.item, self.words.start, self.words.end)
            passages.append(held if held is not None else new_passage(case, self.words))
        n = case.new_row(
            Kind.CLAIM,
            "claim",
            {
                "id": new_id(),
                "proposition": proposition,
                "kind": self.kind.value,
                "verification": Verification.UNCHECKED.value,
                "publish": Publish.HOLD.value,
                "speaker": self.speaker,
                "said_as": self.said_as.value if self.said_as else None,
            },
        )
        for passage in dict.fromkeys(passages):
            case.recorder.insert("claim_said_in", {"claim": n, "passage": passage})
        return Deed("claim_new", {"ref": f"C{n}"})


@dataclass(frozen=True)
class EditClaim:
    """Sets one field of a claim (one of `EDITABLE`); consecutive edits of it are one step."""

    claim: int
    name: str
    value: str | None

    @property
    def merge_key(self) -> str:
        return f"claim {self.claim} {self.name}"

    def apply(self, case: Writing) -> Deed | None:
        if self.name not in EDITABLE:
            raise ValueError(f"a claim has no field {self.name!r} to edit")
        _held(case, self.claim)
        value = self.value
        if self.name in _ENUMS and value is not None:
            value = _ENUMS[self.name](value).value
        if self.name == "proposition":
            value = " ".join((value or "").split())
            if not value:
                raise ReporterCanFix("claim_empty")
        if self.name == "note":
            value = value or ""
        case.change(Kind.CLAIM, "claim", self.claim, **{self.name: value})
        return Deed("claim_changed", {"ref": f"C{self.claim}"})


@dataclass(frozen=True)
class SayClaimIn:
    """Anchors a claim at a passage where it is said; that is not evidence and is not counted."""

    claim: int
    passage: int

    def apply(self, case: Writing) -> Deed | None:
        _held(case, self.claim)
        if self.passage in case.store.claims.said_in(self.claim):
            return None
        case.recorder.insert("claim_said_in", {"claim": self.claim, "passage": self.passage})
        return Deed("claim_said_in", {"ref": f"C{self.claim}", "passage": f"P{self.passage}"})


@dataclass(frozen=True)
class PutGapAside:
    """Puts one thing that is missing aside, with the reporter's reason; it stays countable.

    Raises reason_needed where none is written.
    """

    claim: int
    code: str
    reason: str = field(repr=False)

    def apply(self, case: Writing) -> Deed | None:
        _held(case, self.claim)
        reason = " ".join(self.reason.split())
        if not reason:
            raise ReporterCanFix("reason_needed")
        code = GapCode(self.code).value
        held = case.store.claims.gap_aside_row(self.claim, code)
        if held is not None:
            changed = case.recorder.update("gap_aside", held, {"reason": reason})
        else:
            row = {"claim": self.claim, "code": code, "reason": reason, "created": case.now}
            changed = bool(case.recorder.insert("gap_aside", row))
        return Deed("gap_dismissed", {"ref": f"C{self.claim}"}) if changed else None


@dataclass(frozen=True)
class BringGapBack:
    """Lists a gap again that was put aside."""

    claim: int
    code: str

    def apply(self, case: Writing) -> Deed | None:
        held = case.store.claims.gap_aside_row(self.claim, self.code)
        if held is None:
            return None
        case.recorder.delete("gap_aside", held)
        return Deed("gap_back", {"ref": f"C{self.claim}"})


def _held(case: Writing, claim: int) -> Claim:
    held = case.store.claims.get(claim)
    if held is None:
        raise ReporterCanFix("claim_gone")
    return held
