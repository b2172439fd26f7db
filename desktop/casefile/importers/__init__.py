"""Reading strangers' files: one module a format, each with one `IMPORTER` constant.

A module dropped into this folder is found by itself. At top level modules import the standard library
only; parsing libraries are imported inside `warm()` and `read()`, which run in confined children.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil

from casefile.domain.limits import Limits
from casefile.importers.importer import (
    HEAD_BYTES,
    CannotShowPages,
    Importer,
    PageCharacters,
    PageSource,
    RenderedPage,
)
from casefile.importers.parsed_item import ParsedItem
from casefile.importers.structure import Structure

__all__ = [
    "HEAD_BYTES",
    "CannotShowPages",
    "Importer",
    "Limits",
    "PageCharacters",
    "PageSource",
    "ParsedItem",
    "RenderedPage",
    "Structure",
    "all_importers",
    "choose",
]


@functools.cache
def all_importers() -> tuple[Importer, ...]:
    """Every importer of this folder, by name. Raises TypeError when an `IMPORTER` is not one."""
    found = []
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{entry.name}")
        importer = getattr(module, "IMPORTER", None)
        if importer is None:
            continue
        if not isinstance(importer, Importer):
            raise TypeError(f"{module.__name__}.IMPORTER is not an Importer")
        found.append(importer)
    return tuple(sorted(found, key=lambda importer: importer.name))


def choose(head: bytes, size: int, suffix: str) -> Importer:
    """The importer for a file: its content decides, its name's ending only settles a tie.

    ``head`` is the first `HEAD_BYTES` bytes, ``size`` the whole size in bytes, ``suffix`` the name's
    ending in lower case with its dot, or "".
    """
    return max(
        all_importers(),
        key=lambda importer: (importer.sniff(head, size, ""), importer.sniff(head, size, suffix)),
    )
