"""Writing a summary: collect, write, read back what was written, check it, and only then save it.

Nothing is saved unchecked (decision 12). With protected sources closed their names cannot be looked
for; the check then says so, and what rests on them was never collected.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from casefile.casework.lanes import Turn
from casefile.casework.open_case import OpenCase
from casefile.casework.preflight import Finding, check_written, guarded_of, open_material_of
from casefile.casework.protecting import ProtectedSources
from casefile.casework.summarising import Collected, collect
from casefile.domain.errors import ReporterCanFix
from casefile.exporters.exporter import Exporter, all_exporters
from casefile.store.case_store import CaseStore


@dataclass(frozen=True)
class Prepared:
    """A summary written in memory and checked, ready to be saved (or stopped by what was found)."""

    format: str
    content: bytes = field(repr=False)
    collected: Collected = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)
    checked_names: bool
    """Whether protected names could be looked for."""

    @property
    def stops(self) -> tuple[Finding, ...]:
        """The findings that keep it from being saved."""
        return tuple(one for one in self.findings if one.stops)


@dataclass(frozen=True)
class Saved:
    """A summary on the disk; ``notes`` are for the reporter, a sentence each."""

    path: Path
    sha256: str
    notes: tuple[str, ...] = field(default=(), repr=False)


def formats() -> tuple[Exporter, ...]:
    """The formats a summary can be written in, in the order they are offered."""
    return all_exporters()


def prepare(
    store: CaseStore, profile: str, format_name: str, protected: ProtectedSources | None = None
) -> Prepared:
    """Collects, writes and checks a summary. Runs on the reader lane; nothing touches the disk."""
    contents = protected.contents if protected is not None and protected.is_open else None
    collected = collect(store, profile, None if contents is None else contents.contacts)
    exporter = next(one for one in all_exporters() if one.name == format_name)
    content = exporter.write(collected.summary)
    findings = check_written(
        format_name, content, guarded_of(store, contents), open_material_of(store, collected.summary)
    )
    missing = tuple(Finding("terms_missing", ref, "", True) for ref in collected.terms_missing)
    return Prepared(format_name, content, collected, (*missing, *findings), contents is not None)


def save(case: OpenCase, prepared: Prepared, path: Path, *, unchecked: bool = False) -> Saved:
    """Writes a checked summary: a neighbour first, flushed, then in its place, whole or not at all.

    ``unchecked`` is the reporter's own word for saving without protected names having been looked for
    where there may be some; it goes into the file's name. Raises ReporterCanFix: export_blocked,
    export_failed.
    """
    if prepared.stops:
        raise ReporterCanFix("export_blocked")
    if unchecked and "unchecked" not in path.stem:
        path = path.with_name(f"{path.stem} unchecked{path.suffix}")
    part = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(prepared.content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise ReporterCanFix("export_failed") from None
    digest = hashlib.sha256(prepared.content).hexdigest()
    profile = prepared.collected.summary.header.profile
    case.write(
        lambda store: store.audit.append("export", f"{profile} {prepared.format} {digest}", "done"),
        turn=Turn.REPORTER,
    ).result()
    return Saved(path, digest, _notes(prepared))


def export(case: OpenCase, profile: str, format_name: str, out: Path) -> Saved:
    """Prepares and saves a summary with protected sources closed (the command line)."""
    prepared = case.ask(lambda store: prepare(store, profile, format_name)).result()
    return save(case, prepared, out)


def _notes(prepared: Prepared) -> tuple[str, ...]:
    notes = [f"Left out: {ref}." for ref in prepared.collected.left_out]
    if not prepared.checked_names:
        notes.append("Checked without protected sources; they and what rests on them were left out.")
    return tuple(notes)
