"""What the link form starts from: the words, where they stand, what overlaps, which origin is proposed."""

from __future__ import annotations

from dataclasses import dataclass, field

from casefile.domain.claims import Claim
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import Origin
from casefile.domain.identifiers import Kind
from casefile.domain.passages import quote_context
from casefile.domain.tags import Tag
from casefile.store.case_store import CaseStore
from casefile.store.text_layers import place_columns

_QUOTES = '"“”„‟«»‹›'


@dataclass(frozen=True)
class FormStart:
    """The form's contents before anything is typed. ``passage`` is None for words not marked yet;
    ``overlaps`` are the passages that share words with them; ``suggested`` is an origin to propose.
    """

    passage: int | None
    item: int
    start: int
    end: int
    words: str = field(repr=False)
    page_label: str | None
    paragraph: int | None
    direct_quote: bool | None
    overlaps: tuple[int, ...]
    tags: tuple[Tag, ...]
    suggested: Origin | None
    claim: Claim | None


def start_form(
    store: CaseStore, passage: int | None, item: int | None, start: int, end: int, claim: int | None
) -> FormStart:
    """Gathers what the form shows, for a passage or for words of an item.

    Raises passage_gone, item_gone, no_text_layer, passage_outside.
    """
    held = store.passages.get(passage) if passage is not None else None
    if passage is not None and held is None:
        raise ReporterCanFix("passage_gone")
    if held is not None:
        item, start, end = held.item, held.start, held.end
    if item is None:
        raise ReporterCanFix("item_gone")
    layer = store.text_layers.current(item)
    if layer is None:
        raise ReporterCanFix("no_text_layer")
    n = passage if passage is not None else store.passages.at(item, start, end)
    try:
        words, before, after = quote_context(layer.text, start, end)
    except ValueError:
        raise ReporterCanFix("passage_outside") from None
    if held is not None:
        words = held.exact
    where = place_columns(layer, start)
    neighbours = store.passages.of_item(item)
    overlaps = tuple(p.n for p in neighbours if p.start < end and p.end > start and p.n != n)
    return FormStart(
        passage=n,
        item=item,
        start=start,
        end=end,
        words=words,
        page_label=where["page_label"],
        paragraph=where["paragraph"],
        direct_quote=held.is_direct_quote if held is not None else _quoted(words, before, after),
        overlaps=overlaps,
        tags=tuple(store.tags.of(Kind.PASSAGE, n)) if n is not None else (),
        suggested=_suggested(store, n, item, start, end),
        claim=store.claims.get(claim) if claim is not None else None,
    )


def _quoted(words: str, before: str, after: str) -> bool | None:
    """True where the words stand right inside quotation marks; None where that cannot be told."""
    opened = words.lstrip()[:1] in _QUOTES or before.rstrip()[-1:] in _QUOTES
    closed = words.rstrip()[-1:] in _QUOTES or after.lstrip()[:1] in _QUOTES
    return True if opened and closed and words.strip() else None


def _suggested(store: CaseStore, n: int | None, item: int, start: int, end: int) -> Origin | None:
    """The origin proposed for the passage; for words not marked yet, that of the nearest linked one."""
    if n is None:
        near = [p for p in store.passages.of_item(item) if max(p.start - end, start - p.end) <= 1_000]
        for passage in sorted(near, key=lambda p: max(p.start - end, start - p.end, 0)):
            for link in store.evidence.links_of_passage(passage.n):
                if link.origin is not None and not link.origin_suggested:
                    return store.evidence.origin(link.origin)
        return None
    number = store.evidence.suggested_origin(n)
    return None if number is None else store.evidence.origin(number)
