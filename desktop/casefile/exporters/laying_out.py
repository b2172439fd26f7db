"""A summary becomes an outline: which sections there are, in which order, and what stands in each."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from casefile.domain.citations import cite_place, spoken_date
from casefile.domain.summary import CaseSummary, CitedItem, CitedPassage, ClaimSummary, Header
from casefile.exporters.outline import Block, Claim, Count, Heading, Outline, Paragraph, Points, Quote, Table
from casefile.exporters.wording import RELATIONS, TERMS, counted, evidence_in_words, in_words

_LINE_ENDS = re.compile(r"[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
WORDS_WITHHELD = "Words withheld: they could show who gave us the document."
DOCUMENT_WITHHELD = "withheld"
NOTHING_TO_EXPORT = "Nothing to export: no claim is in this scope."


def lay_out(summary: CaseSummary) -> Outline:
    """The whole document. Sections that must be seen to be empty say so; the others are left out.

    Characters that no format can carry (control characters, unpaired surrogates, direction overrides) are
    dropped, and text is one line.
    """
    summary = printable(summary)
    sections: list[tuple[str, list[Block]]] = [
        ("Story", list(_story(summary))),
        ("Hypotheses", list(_hypotheses(summary))),
        ("Key claims", list(_claims(summary))),
        ("Sources", list(_sources(summary))),
        ("Documents", list(_documents(summary))),
        ("Timeline", list(_timeline(summary))),
        ("Right of reply", list(_replies(summary))),
        ("Open questions and tasks", list(_tasks(summary))),
        ("What is missing", list(_missing(summary))),
        ("Risks", [Points(summary.risks)] if summary.risks else []),
        ("Changes since the last summary", [Points(summary.changes)] if summary.changes else []),
    ]
    blocks: list[Block] = []
    number = 0
    for title, content in sections:
        if content:
            number += 1
            blocks.append(Heading(f"{number} {title}"))
            blocks.extend(content)
    header = summary.header
    return Outline(
        codename=header.codename,
        marking=header.marking,
        title=header.title,
        subtitle=_subtitle(header),
        note=header.page_note,
        blocks=tuple(blocks),
        terms=TERMS,
    )


def printable(part: Any) -> Any:
    """A record of a summary with every text in it fit for paper."""
    if isinstance(part, str):
        return " ".join(_UNPRINTABLE.sub("", _LINE_ENDS.sub(" ", part)).split())
    if isinstance(part, tuple):
        return tuple(printable(one) for one in part)
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        changed = {field.name: printable(getattr(part, field.name)) for field in dataclasses.fields(part)}
        return dataclasses.replace(part, **changed)
    return part


def _subtitle(header: Header) -> str:
    state = f"State of the case on {spoken_date(header.made_on)}" if header.made_on else "State of the case"
    if not header.masked_sources:
        return state
    return f"{state} · contains {counted(header.masked_sources, 'masked source')}"


def _story(summary: CaseSummary) -> Iterator[Block]:
    yield _known("Question", summary.question)
    if summary.minimum_story or summary.maximum_story:
        yield _known("At the least", summary.minimum_story)
        yield _known("At the most", summary.maximum_story)


def _known(label: str, text: str) -> Paragraph:
    return Paragraph(text, label) if text else Paragraph("unknown", label, unknown=True)


def _hypotheses(summary: CaseSummary) -> Iterator[Block]:
    for one in summary.hypotheses:
        yield Paragraph(one.statement, f"{in_words(one.kind).capitalize()}, {in_words(one.status)}")
        said = [f"Speaks against it: {against}" for against in one.against]
        if one.would_disprove:
            said.append(f"Would disprove it: {one.would_disprove}")
        if said:
            yield Points(tuple(said))


def _claims(summary: CaseSummary) -> Iterator[Block]:
    if not summary.claims:
        yield Paragraph(NOTHING_TO_EXPORT)
    for claim in summary.claims:
        yield _claim(claim)


def _claim(claim: ClaimSummary) -> Claim:
    status = (
        f"{in_words(claim.kind).capitalize()} · {in_words(claim.verification)} · {in_words(claim.publish)}"
    )
    if claim.as_of:
        status = f"{status} · true as of {spoken_date(claim.as_of)}"
    counts = tuple(
        Count(count.relation, f"{RELATIONS[count.relation]}: {evidence_in_words(count)}")
        for count in claim.counts
        if count.passages
    )
    if claim.rests_on:
        counts = (*counts, Count("supports", f"Rests on {', '.join(claim.rests_on)}, masked"))
    return Claim(
        ref=claim.ref,
        proposition=claim.proposition,
        status=status,
        said_by="Said by " + (", ".join(claim.said_by) if claim.said_by else "nobody named"),
        counts=counts or (Count("context", "No evidence linked"),),
        quotes=tuple(_quote(passage) for passage in claim.passages),
        missing=tuple(f"Missing: {one}" for one in claim.missing),
    )


def _quote(passage: CitedPassage) -> Quote:
    about = [passage.strength, f"origin: {passage.origin or 'unnamed'}"]
    if passage.weakens:
        about.insert(0, "weakens where it comes from")
    if passage.reason:
        about.append(passage.reason)
    return Quote(
        relation=passage.relation,
        label=RELATIONS[passage.relation],
        words=f"“{' '.join(passage.exact.split())}”" if passage.exact else WORDS_WITHHELD,
        citation=f"({_place(passage)}) {passage.ref}",
        note=" · ".join(part for part in about if part),
    )


def _place(passage: CitedPassage) -> str:
    """Publisher, date and page; of a withheld document only the page."""
    if not passage.withheld:
        return cite_place(passage.place)
    return ", ".join(["document withheld", *([f"p. {passage.place.page}"] if passage.place.page else [])])


def _sources(summary: CaseSummary) -> Iterator[Block]:
    if not summary.sources:
        yield Paragraph("No source is named in this summary.")
        return
    rows = tuple(
        (
            source.token,
            source.description,
            in_words(source.ground_rules),
            "" if source.basis == "unknown" else in_words(source.basis),
            source.motive,
            source.reliability,
            spoken_date(source.when) if source.when else "",
        )
        for source in summary.sources
    )
    columns = ("Source", "Agreed description", "Ground rules", "Knows it as", "Motive", "Rel.", "When")
    yield Table(columns, rows, (15, 25, 17, 14, 14, 5, 10))


def _documents(summary: CaseSummary) -> Iterator[Block]:
    if not summary.items:
        yield Paragraph("No document is cited.")
        return
    rows = tuple(
        (
            item.ref,
            DOCUMENT_WITHHELD if item.withheld else item.title,
            DOCUMENT_WITHHELD if item.withheld else _who(item),
            _when(item),
            in_words(item.kind) if item.held else f"{in_words(item.kind)}, wanted",
            in_words(item.authentication),
        )
        for item in summary.items
    )
    yield Table(
        ("Ref", "Title", "Author, publisher", "Date", "Kind", "Authenticity"), rows, (6, 30, 21, 16, 12, 15)
    )
    prints = tuple(f"{item.ref} SHA-256 {item.sha256}" for item in summary.items if item.sha256)
    if prints:
        yield Points(prints)


def _who(item: CitedItem) -> str:
    return ", ".join(part for part in (item.author, item.publisher) if part)


def _when(item: CitedItem) -> str:
    if item.withheld:
        return DOCUMENT_WITHHELD
    return spoken_date(item.published) if item.published else ""


def _timeline(summary: CaseSummary) -> Iterator[Block]:
    if summary.events:
        rows = tuple(
            (spoken_date(event.when) if event.when else "", event.title, in_words(event.status), event.ref)
            for event in summary.events
        )
        yield Table(("When", "What", "Status", "Ref"), rows, (22, 54, 16, 8))


def _replies(summary: CaseSummary) -> Iterator[Block]:
    if not summary.replies:
        yield Paragraph("Nobody has been asked for comment yet.")
        return
    rows = tuple(
        (
            reply.subject,
            reply.about,
            in_words(reply.state),
            spoken_date(reply.sent) if reply.sent else "not sent",
            spoken_date(reply.deadline) if reply.deadline else "",
            str(reply.attempts),
            reply.answer or "no answer noted",
        )
        for reply in summary.replies
    )
    columns = ("Who", "About", "State", "Sent", "Deadline", "Tries", "Answer")
    yield Table(columns, rows, (16, 18, 14, 13, 13, 6, 20))


def _tasks(summary: CaseSummary) -> Iterator[Block]:
    if not summary.tasks and not summary.questions:
        yield Paragraph("Nothing is noted as open.")
    if summary.questions:
        yield Points(summary.questions)
    if summary.tasks:
        rows = tuple(
            (task.ref, task.what, in_words(task.kind), in_words(task.state), _due(task.due))
            for task in summary.tasks
        )
        yield Table(("Ref", "What", "Kind", "State", "Due"), rows, (8, 46, 15, 13, 18))


def _due(due: str) -> str:
    return spoken_date(due) if due else "no date"


def _missing(summary: CaseSummary) -> Iterator[Block]:
    if summary.missing:
        yield Points(summary.missing)
    else:
        yield Paragraph("Nothing was found missing.")
