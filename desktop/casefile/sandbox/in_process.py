"""Reading without a child, for unit tests of what comes after. The program never selects it.

The same calls and the same records as `client.Nursery`; nothing is confined, nothing is timed.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Mapping
from typing import Self

from casefile.domain.limits import Limits
from casefile.importers import CannotShowPages, Importer, PageSource, ParsedItem, Structure
from casefile.importers.parsed_item import Reason
from casefile.sandbox import wire


class InProcessReading:
    """Reads trusted samples in this very process, one at a time: PDFium bears no second thread."""

    def __init__(self, importers: str = "casefile.importers") -> None:
        self._importers: dict[str, Importer] = {
            importer.name: importer for importer in importlib.import_module(importers).all_importers()
        }
        self._one_at_a_time = threading.Lock()

    @classmethod
    def start(cls, importers: str = "casefile.importers") -> Self:
        """As `Nursery.start`."""
        return cls(importers)

    def read(
        self,
        source: int,
        importer: str,
        limits: Limits | None = None,
        wish: Mapping[str, str] | None = None,
    ) -> ParsedItem:
        """As `Nursery.read`; goes through the wire's form, so that what cannot travel is seen here too."""
        limits = limits or Limits()
        with wire.stream_of(source) as stream, self._one_at_a_time:
            item = self._importers[importer].read(stream, limits, wish or {})
        return ParsedItem.from_wire(wire.decode_json(wire.encode_json(item.to_wire())), limits)

    def read_structure(
        self,
        source: int,
        importer: str,
        limits: Limits | None = None,
        wish: Mapping[str, str] | None = None,
    ) -> Structure:
        """As `Nursery.read_structure`."""
        reading = self._importers[importer].read_structure
        if reading is None:
            return Structure(readable=False)
        with wire.stream_of(source) as stream, self._one_at_a_time:
            found = reading(stream, limits or Limits(), wish or {})
        return Structure.from_wire(wire.decode_json(wire.encode_json(found.to_wire())))

    def open_pages(
        self,
        source: int,
        importer: str = "pdf",
        limits: Limits | None = None,
        wish: Mapping[str, str] | None = None,
    ) -> PageSource:
        """As `Nursery.open_pages`; the source must stay open until the pages are closed."""
        opening = self._importers[importer].open_pages
        if opening is None:
            raise CannotShowPages(Reason.NO_READER)
        return opening(wire.stream_of(source), limits or Limits(), wish or {})

    def break_off(self) -> None:
        """Nothing to end."""

    def close(self) -> None:
        """Nothing to end."""
