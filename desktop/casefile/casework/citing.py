"""Copy with citation: "words" (publisher, date, p. 3), with what is not known said (decision 19)."""

from __future__ import annotations

from casefile.domain.citations import CitedPlace, cite
from casefile.domain.errors import ReporterCanFix
from casefile.domain.passages import quote_context
from casefile.store.case_store import CaseStore
from casefile.store.text_layers import place_columns


def citation(store: CaseStore, item: int, start: int, end: int) -> str:
    """A quotation of ``[start, end)`` of an item's present text that an editor can use.

    Raises item_gone, no_text_layer, passage_outside.
    """
    held, layer = store.items.get(item), store.text_layers.current(item)
    if held is None:
        raise ReporterCanFix("item_gone")
    if layer is None:
        raise ReporterCanFix("no_text_layer")
    try:
        words = quote_context(layer.text, start, end)[0]
    except ValueError:
        raise ReporterCanFix("passage_outside") from None
    where = place_columns(layer, start)
    return cite(
        words,
        CitedPlace(
            publisher=held.publisher or "",
            published=held.published or "",
            page=where["page_label"] or "",
            paragraph=where["paragraph"] or 0,
        ),
    )


def citation_of_passage(store: CaseStore, passage: int) -> str:
    """The same for a passage. Raises passage_gone too."""
    held = store.passages.get(passage)
    if held is None:
        raise ReporterCanFix("passage_gone")
    item = store.items.get(held.item)
    row = store.passages.rows([passage])[0]
    place = CitedPlace(
        publisher=(item.publisher if item else None) or "",
        published=(item.published if item else None) or "",
        page=row.page_label or "",
        paragraph=row.paragraph or 0,
    )
    return cite(held.exact, place)
