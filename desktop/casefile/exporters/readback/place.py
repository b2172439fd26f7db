"""A piece of text found in a file we wrote, and where it was found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """One unit of text: a page, a paragraph, a cell, an attribute, a property.

    ``where`` is in the reporter's words ("page 3", "the document's properties"). ``hidden`` is True for
    what a reader does not see. ``page`` counts from 1, 0 where the format has none.
    """

    where: str
    text: str = field(repr=False)
    hidden: bool = False
    page: int = 0
