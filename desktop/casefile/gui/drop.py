"""What letting go over the window would do, and doing it.

Local files and folders are imported (with the tags of the filter); text and addresses from another
program become a note; a case file opens. Where nothing can happen the drop is refused, in words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent

from casefile.casework.commands.noting import NewNote
from casefile.domain.tags import Tag
from casefile.gui.models.dragged_refs import REFS_TYPE
from casefile.gui.session import Session
from casefile.gui.widgets import DropEffect
from casefile.search.editing import tag_filter

FIREFOX_ADDRESS = "text/x-moz-url"
MOST_TEXT = 5_000_000
"""Characters of dropped text that are taken as a note."""


@dataclass(frozen=True)
class Dragged:
    """What is being dragged, as far as it is ours to take: files, or words with perhaps an address."""

    paths: tuple[Path, ...] = field(default=(), repr=False)
    words: str = field(default="", repr=False)
    address: str | None = field(default=None, repr=False)

    @property
    def case_file(self) -> Path | None:
        """The one case file, where it is nothing else."""
        only = self.paths[0] if len(self.paths) == 1 else None
        return only if only is not None and only.suffix == ".casefile" else None


def dragged(carried: QMimeData) -> Dragged | None:
    """Reads a drag's offer; None where there is nothing to take. HTML is never read, only plain text."""
    if carried.hasFormat(REFS_TYPE):
        return None
    local = tuple(
        Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile() and url.toLocalFile()
    )
    if local:
        return Dragged(paths=local)
    address = _address(carried)
    words = carried.text()[:MOST_TEXT] if carried.hasText() else ""
    if not words.strip() and address is None:
        return None
    return Dragged(words=words if words.strip() else address or "", address=address)


def _address(carried: QMimeData) -> str | None:
    remote = [url for url in carried.urls() if not url.isLocalFile()]
    if carried.hasFormat(FIREFOX_ADDRESS) and not remote:
        line = bytes(carried.data(FIREFOX_ADDRESS).data()).decode("utf-16-le", "replace").split("\n")[0]
        remote = [QUrl(line)]
    shown = [url.toString() for url in remote if url.scheme() in ("http", "https", "ftp")]
    return shown[0] if shown else None


TargetRow = Callable[[QPoint], tuple[Tag, QRect] | None]
"""The tag under a place of the window, with its row's rectangle there."""


class CaseDrops:
    """The drops of an open case's window (`main_window.DropHandler`)."""

    def __init__(self, session: Session, open_case: Callable[[Path], None]) -> None:
        self._session = session
        self._open_case = open_case
        self.tag_at: TargetRow = lambda place: None

    def effect(self, event: QDropEvent, place: QPoint) -> tuple[DropEffect, QRect | None] | None:
        """What letting go here would do."""
        offer = dragged(event.mimeData())
        if offer is None:
            return None
        if offer.case_file is not None:
            return DropEffect("Drop to open this case", "The case that is open now is locked first."), None
        if not offer.paths:
            title = (
                "Drop to keep the address" if offer.words == offer.address else "New note from dropped text"
            )
            sentence = "The page is not fetched." if offer.address else "The words are copied into the case."
            return DropEffect(title, sentence, icon="clipboard-paste"), None
        files = _things(offer.paths)
        over = self.tag_at(place)
        if over is not None:
            tag, row = over
            return DropEffect(f"Import {files}, tag {tag.path}", icon="tag"), row
        return self._import_effect(files, plain=_without_tags(event)), None

    def drop(self, event: QDropEvent, place: QPoint) -> None:
        """Does it."""
        offer = dragged(event.mimeData())
        if offer is None:
            return
        if offer.case_file is not None:
            self._open_case(offer.case_file)
            return
        tags: tuple[str, ...] = () if _without_tags(event) else self._filter_tags()
        if not offer.paths:
            note = NewNote(offer.words, source="dropped", url=offer.address, paths=tags)
            self._session.do(note, "drop")
            return
        over = self.tag_at(place)
        if over is not None:
            tags = (over[0].path,)
        self._session.importing.start(offer.paths, tags)

    def _import_effect(self, files: str, *, plain: bool) -> DropEffect:
        sentence = "They are copied into the case. The files on disk stay as they are."
        tags = self._filter_tags()
        if not tags or plain:
            return DropEffect(f"Drop to import {files}", sentence)
        held = self._session.case.look.tags.by_path(tags[0])
        shown = (held.name, held.mark or 0) if held is not None else (tags[0], 0)
        return DropEffect(
            f"Drop to import {files}",
            sentence,
            added=shown,
            because="is added, because the tag filter is on",
            keys=(("Shift", "without the tag"), ("Esc", "cancel")),
        )

    def _filter_tags(self) -> tuple[str, ...]:
        """Tags the filter demands of everything listed: with *any* of several none is certain."""
        wanted = tag_filter(self._session.sentence)
        if len(wanted.include) > 1 and wanted.match == "any":
            return ()
        known = self._session.case.look.tags
        return tuple(path for path in wanted.include if known.by_path(path) is not None)


def _without_tags(event: QDropEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _things(paths: tuple[Path, ...]) -> str:
    folders = sum(path.is_dir() for path in paths)
    files = len(paths) - folders
    parts = []
    if files:
        parts.append("1 file" if files == 1 else f"{files} files")
    if folders:
        parts.append(f"the folder {paths[0].name}" if len(paths) == 1 else f"{folders} folders")
    return " and ".join(parts)
