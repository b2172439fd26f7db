"""What an exporter is: a format's name, and a function from a summary to a file's bytes."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from casefile.domain.summary import CaseSummary


@dataclass(frozen=True)
class Exporter:
    """One format a summary can be written in.

    ``name`` is what the command line takes (pdf, docx, html, md), ``title`` what the window shows, in
    ``order``. ``write`` returns the finished file; the same summary gives the same bytes.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    order: int
    write: Callable[[CaseSummary], bytes]


def all_exporters() -> tuple[Exporter, ...]:
    """Every exporter of this folder: each module's `EXPORTER`, in the order they are offered."""
    import casefile.exporters as folder

    modules = (
        importlib.import_module(f"casefile.exporters.{module.name}")
        for module in pkgutil.iter_modules(folder.__path__)
        if not module.ispkg
    )
    found = [module.EXPORTER for module in modules if hasattr(module, "EXPORTER")]
    return tuple(sorted(found, key=lambda exporter: exporter.order))
