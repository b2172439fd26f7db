"""Writing a summary: collect, write, read back what was written, check it, and only then save it.

Nothing is saved unchecked (decision 12): protected names can only be looked for while protected sources
are open, and the one way round is typing `UNCHECKED`, which goes into the file's name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from casefile.casework.guarded_words import guarded_words
from casefile.casework.lanes import Turn
from casefile.casework.masking import Tokens, without_words
from casefile.casework.open_case import OpenCase
from casefile.casework.preflight import Finding, check_written
from casefile.casework.summarising import Collected, collect
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.profiles import EDITOR, Scope
from casefile.domain.protected import ProtectedContents
from casefile.exporters.exporter import Exporter, all_exporters
from casefile.exporters.leaks import GuardedWord
from casefile.store.case_store import CaseStore

UNCHECKED = "unchecked"
"""What a reporter types to save without protected names having been looked for."""
PREVIEW = "pdf"


@dataclass(frozen=True)
class Wish:
    """What the reporter asks for: which summary of which claims, for whom, in which format.

    ``masks`` are guarded words to be taken out of the summary; ``tokens`` name masked sources and are made
    anew for each export.
    """

    profile: str = EDITOR
    scope: Scope = field(default_factory=Scope)
    recipient: str = field(default="", repr=False)
    format: str = PREVIEW
    masks: frozenset[GuardedWord] = field(default=frozenset(), repr=False)
    tokens: Tokens = field(default_factory=Tokens, repr=False, compare=False)


@dataclass(frozen=True)
class Written:
    """A summary written in memory, not checked yet. ``preview`` is its PDF, the content itself if that
    is one."""

    wish: Wish
    content: bytes = field(repr=False)
    preview: bytes = field(repr=False)
    collected: Collected = field(repr=False)


@dataclass(frozen=True)
class Prepared:
    """A summary written and checked, ready to be saved (or stopped by what was found).

    ``checked_names`` says whether protected names could be looked for.
    """

    written: Written
    findings: tuple[Finding, ...] = field(repr=False)
    checked_names: bool

    @property
    def stops(self) -> tuple[Finding, ...]:
        """The findings that keep it from being saved."""
        return tuple(one for one in self.findings if one.stops)

    @property
    def masked(self) -> int:
        """How many sources are masked in it."""
        return sum(source.masked for source in self.written.collected.summary.sources)


@dataclass(frozen=True)
class Saved:
    """A summary on the disk; ``notes`` are for the reporter, a sentence each."""

    path: Path
    sha256: str
    notes: tuple[str, ...] = field(default=(), repr=False)


def formats() -> tuple[Exporter, ...]:
    """The formats a summary can be written in, in the order they are offered."""
    return all_exporters()


def scopes(store: CaseStore) -> tuple[int, list[tuple[str, int]]]:
    """How many claims there are, and every tag that stands on some of them (path, how many)."""
    paths = {tag.n: tag.path for tag in store.tags.all()}
    counts = store.tags.counts(Kind.CLAIM)
    return store.claims.count(), sorted((paths[one.tag], one.total) for one in counts if one.total)


def write_summary(store: CaseStore, wish: Wish, contents: ProtectedContents | None = None) -> Written:
    """Collects a summary and writes it in memory. Runs on the reader lane; nothing touches the disk.

    ``contents`` are open protected sources, None while they are closed. Raises ReporterCanFix:
    export_empty.
    """
    collected = collect(store, wish.profile, wish.scope, contents, wish.tokens)
    if wish.masks:
        masks = {
            one.word: one.mask(wish.tokens)
            for one in guarded_words(store, contents)
            if one.word in wish.masks
        }
        masked = without_words(collected.summary, masks, collected.open_texts)
        collected = replace(collected, summary=masked)
    content = _exporter(wish.format).write(collected.summary)
    preview = content if wish.format == PREVIEW else _exporter(PREVIEW).write(collected.summary)
    return Written(wish, content, preview, collected)


def check_summary(store: CaseStore, written: Written, contents: ProtectedContents | None = None) -> Prepared:
    """Looks through the finished bytes. Runs on the reader lane."""
    guarded = guarded_words(store, contents)
    findings = check_written(written.wish.format, written.content, written.collected, guarded)
    return Prepared(written, findings, contents is not None)


def save(
    case: OpenCase, prepared: Prepared, path: Path, *, typed: str = "", weighed: Collection[str] = ()
) -> Saved:
    """Writes a checked summary: a neighbour first, flushed, then in its place, whole or not at all.

    ``typed`` must be `UNCHECKED` where protected names could not be looked for; the word then goes into
    the file's name. ``weighed`` are codes of advice the reporter has weighed, noted in the audit log.
    Waits on the disk. Raises ReporterCanFix: export_blocked, export_unchecked, export_failed.
    """
    if prepared.stops:
        raise ReporterCanFix("export_blocked")
    if not prepared.checked_names:
        if typed.strip().casefold() != UNCHECKED:
            raise ReporterCanFix("export_unchecked")
        path = unchecked_name(path)
    return _save(case, prepared, path, weighed)


def unchecked_name(path: Path) -> Path:
    """The name under which an unchecked summary is saved."""
    return path if UNCHECKED in path.stem else path.with_name(f"{path.stem} {UNCHECKED}{path.suffix}")


def export(
    case: OpenCase, profile: str, format_name: str, out: Path, contents: ProtectedContents | None = None
) -> Saved:
    """Prepares and saves a summary under the name given (the command line).

    A command's result lies where the command says; that names were not looked for is told in a note.
    Raises ReporterCanFix: export_empty, export_blocked_by (with what stands where), terms_missing,
    export_failed.
    """
    wish = Wish(profile=profile, format=format_name)

    def prepare(store: CaseStore) -> Prepared:
        return check_summary(store, write_summary(store, wish, contents), contents)

    prepared = case.ask(prepare).result()
    shown = [one for one in prepared.stops if one.code != "terms_missing"]
    if shown:
        raise ReporterCanFix("export_blocked_by", what="; ".join(_said(one) for one in shown))
    if prepared.stops:
        raise ReporterCanFix("terms_missing")
    return _save(case, prepared, out, ())


def _said(finding: Finding) -> str:
    """Whose and where, never what: "phone of a protected source in Key claims, C7, page 3"."""
    where = finding.where.lstrip("0123456789 ")
    page = f", page {finding.page}" if finding.page and not where.startswith("page ") else ""
    return f"{finding.whose} in {where or finding.where}{page}"


def _exporter(name: str) -> Exporter:
    return next(one for one in all_exporters() if one.name == name)


def _save(case: OpenCase, prepared: Prepared, path: Path, weighed: Collection[str]) -> Saved:
    if case.owns(path):
        raise ReporterCanFix("file_exists")
    content = prepared.written.content
    part = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise ReporterCanFix("export_failed") from None
    digest = hashlib.sha256(content).hexdigest()
    wish = prepared.written.wish
    said = [wish.profile, wish.format, digest, "checked" if prepared.checked_names else UNCHECKED]
    said += [f"for {wish.recipient}"] if wish.recipient else []
    said += [f"weighed {code}" for code in sorted(weighed)]
    case.write(
        lambda store: store.audit.append("export", " ".join(said), "done"), turn=Turn.REPORTER
    ).result()
    return Saved(path, digest, _notes(prepared))


def _notes(prepared: Prepared) -> tuple[str, ...]:
    collected = prepared.written.collected
    notes = [f"Left out: {ref}." for ref in collected.left_out]
    notes += [f"Words and names withheld: {ref}." for ref in collected.withheld]
    if not prepared.checked_names:
        notes.append("Checked without protected sources; they and what rests on them were left out.")
    return tuple(notes)
