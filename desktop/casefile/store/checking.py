"""Is every byte of a case still what was written?

SQLCipher's seals find any changed page but not a file cut at a page's end; SQLite's own check finds that.
Both are asked, each on a connection of its own, because after the first unreadable page a connection
reports unrelated ones (tried). The log is moved into the file first: its torn end would otherwise look
like damage (72 of 615 simulated crashes, every one whole after the log was moved).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from casefile.domain.errors import ReporterCanFix
from casefile.store.connection import Database, checkpoint, connect, is_open_here, sqlite3
from casefile.store.copying import page_findings, tree_findings
from casefile.store.failures import code_for, in_words
from casefile.store.originals import ERASED
from casefile.store.page_seals import Fit, broken_pages, fit, read_salt

What = Literal["file", "page", "tree", "reference", "search", "original"]
Progress = Callable[[int, int], None]
"""Told originals done and originals in all."""

_PAGE_NUMBER = re.compile(r"page (\d+)")
_SEARCH_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was written.

    ``what``: the whole ``file`` cannot be read; a ``page`` whose seal is broken (``place`` its number); the
    ``tree`` of a table or index; a ``reference`` to a row that is gone (``place`` its table); a ``search``
    index that differs; an ``original`` that no longer has its fingerprint (``place`` its SHA-256).
    """

    what: What
    place: str = ""

    @property
    def code(self) -> str:
        """Its sentence in `domain.sentences`, which may name ``place``."""
        return f"finding_{self.what}"


def check(
    path: Path,
    key: bytes | bytearray,
    *,
    full: bool,
    progress: Progress | None = None,
    wrong: str = "wrong_passphrase",
) -> list[Finding]:
    """Checks a case, open or closed, with the key that opens it; nothing found is an empty list.

    A key that fits no page of a closed file raises ``wrong``. ``full`` also reads every original again and
    compares its SHA-256. Nothing is repaired. The caller holds the case's lock: only this process may have
    it open. Raises ReporterCanFix also what `read_salt` says, ``disk_full`` and ``disk_gone``.
    """
    with in_words():
        if not is_open_here(path):
            read_salt(path)
            if fit(path, key) is Fit.NONE:
                raise ReporterCanFix(wrong)
        findings = _all_findings(path, key, progress, full=full)
    if any(finding.what != "file" for finding in findings):
        # A question that met an unreadable page; the page itself is named already.
        findings = [finding for finding in findings if finding.what != "file"]
    return list(dict.fromkeys(findings))


def _all_findings(
    path: Path, key: bytes | bytearray, progress: Progress | None, *, full: bool
) -> list[Finding]:
    findings = _asked(path, key, _move_log, writing=True)
    for question in (_pages, _trees, _references, _search):
        findings += _asked(path, key, question)
    if full:
        findings += _asked(path, key, lambda database: _originals(database, progress))
    if findings and all(finding.what == "file" for finding in findings) and not is_open_here(path):
        # The schema itself cannot be read, so nothing can be opened: the pages are asked one by one.
        findings += [Finding("page", str(number)) for number in broken_pages(path, key)]
    return findings


def _asked(
    path: Path,
    key: bytes | bytearray,
    question: Callable[[Database], Iterator[Finding]],
    *,
    writing: bool = False,
) -> list[Finding]:
    """The answers of one question on a fresh connection; a page that cannot be read is an answer too."""
    findings: list[Finding] = []
    try:
        database = connect(path, key, writing=writing)
        try:
            for finding in question(database):
                findings.append(finding)
        finally:
            database.close()
    except sqlite3.DatabaseError as problem:
        if code_for(problem) != "case_damaged":
            raise
        findings.append(Finding("file"))
    return findings


def _move_log(database: Database) -> Iterator[Finding]:
    checkpoint(database)
    return iter(())


def _pages(database: Database) -> Iterator[Finding]:
    for told in page_findings(database):
        number = _PAGE_NUMBER.search(told)
        yield Finding("page", number[1]) if number else Finding("file")


def _trees(database: Database) -> Iterator[Finding]:
    if tree_findings(database):
        yield Finding("tree")


def _references(database: Database) -> Iterator[Finding]:
    rows = database.execute("PRAGMA foreign_key_check").fetchall()
    for table in sorted({str(row[0]) for row in rows}):
        yield Finding("reference", table)


def _search(database: Database) -> Iterator[Finding]:
    """SQLite's integrity check asks each FTS5 index about itself; its findings name the index."""
    for (name,) in database.execute(_SEARCH_TABLES).fetchall():
        told = database.execute(f"PRAGMA integrity_check({name})").fetchall()
        if [row[0] for row in told] != ["ok"]:
            yield Finding("search", str(name))


def _originals(database: Database, progress: Progress | None) -> Iterator[Finding]:
    wanted = database.execute(
        "SELECT sha256, size FROM original WHERE sha256 <> ? ORDER BY sha256", [ERASED]
    ).fetchall()
    for done, (fingerprint, size) in enumerate(wanted, start=1):
        if not _is_whole(database, fingerprint, size):
            yield Finding("original", fingerprint)
        if progress is not None:
            progress(done, len(wanted))


def _is_whole(database: Database, fingerprint: str, size: int) -> bool:
    hashed, length = hashlib.sha256(), 0
    chunks = database.conn.execute(
        "SELECT seq, bytes FROM original_chunk WHERE original = ? ORDER BY seq", [fingerprint]
    )
    try:
        for seq, (stored_seq, chunk) in enumerate(chunks):
            if stored_seq != seq:
                return False
            hashed.update(chunk)
            length += len(chunk)
    except sqlite3.DatabaseError:
        return False
    return length == size and hashed.hexdigest() == fingerprint
