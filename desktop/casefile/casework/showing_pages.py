"""An item's original shown page by page: its bytes from the case, its pixels from a confined child.

One lane waits on the child, so nothing here ever keeps the window waiting. The bytes are drawn from the
case in turns, sealed in memory and handed to the child; no file is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import PurePath
from typing import TypeVar

from casefile.casework.file_passwords import FilePasswords
from casefile.casework.importing.taking_in import TakenIn, take_in
from casefile.casework.lanes import Lane, Turn, deliver_result
from casefile.casework.open_case import OpenCase
from casefile.casework.reading_files import OpenPages, ReadingFiles
from casefile.domain.errors import ReporterCanFix
from casefile.domain.items import Item
from casefile.domain.limits import Limits
from casefile.importers import HEAD_BYTES, CannotShowPages, choose
from casefile.importers.parsed_item import Reason
from casefile.store.case_store import CaseStore

TURN_CHUNKS = 16
"""Pieces of 1 MiB drawn from the case in one turn of the reader lane."""

T = TypeVar("T")
Box = tuple[float, float, float, float]
Pixels = tuple[int, int, int, bytes]
"""Width, height, bytes a row, pixels (blue, green, red, unused; rows from the top)."""


class ShownPages:
    """One open original, as the reader's `PagePictures`: sizes are known, pictures come later."""

    def __init__(
        self, lane: Lane, case: OpenCase, pages: OpenPages, sizes: Sequence[tuple[float, float]]
    ) -> None:
        self._lane = lane
        self._case = case
        self._pages = pages
        self._sizes = sizes
        self._open = True

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    def page_size(self, i: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        return self._sizes[i]

    def want(self, i: int, scale: float, then: Callable[[int, Pixels | None], None]) -> None:
        """Asks for a page's picture; ``then`` is told where the front end lives, None for none."""

        def draw() -> Pixels | None:
            try:
                drawn = self._pages.render(i, scale)
            except (CannotShowPages, ReporterCanFix):
                return None
            return drawn.width, drawn.height, drawn.stride, drawn.pixels

        self._do(draw, lambda pixels: then(i, pixels), lambda: then(i, None))

    def want_characters(self, i: int, then: Callable[[int, str, Sequence[Box]], None]) -> None:
        """Asks for a page's words and the box of each of its code points."""

        def look() -> tuple[str, Sequence[Box]]:
            try:
                found = self._pages.characters(i)
            except (CannotShowPages, ReporterCanFix):
                return "", ()
            return found.text, found.boxes

        self._do(look, lambda found: then(i, *found), lambda: then(i, "", ()))

    def close(self) -> None:
        """Ends the child, once it has answered what it is answering."""
        if self._open:
            self._open = False
            self._lane.submit(self._pages.close)

    def _do(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[], None]) -> None:
        if not self._open:
            return

        def run() -> T | None:
            return work() if self._open else None

        def told(answer: T | None) -> None:
            if self._open and answer is not None:
                then(answer)
            elif self._open:
                failed()

        future = self._lane.submit(run, Turn.REPORTER)
        deliver_result(future, self._case.deliver, told, lambda _problem: failed())


class ShowingPages:
    """Opens originals to be shown, one at a time; ends with `stop`."""

    def __init__(self, case: OpenCase, files: ReadingFiles, passwords: FilePasswords | None = None) -> None:
        self._case = case
        self._files = files
        self._passwords = passwords
        self._lane = Lane("pages")
        self._shown: ShownPages | None = None
        self._asked = 0
        self._stopped = False

    def show(self, item: Item, then: Callable[[ShownPages | None], None]) -> None:
        """Opens an item's original; ``then`` is told None where it has no pages to show.

        What was shown before is closed. An answer overtaken by a newer wish is never told.
        """
        if item.sha256 is None:
            self.put_away()
            then(None)
            return
        self._show(lambda: self._open(item), then)

    def show_pdf(self, content: bytes, then: Callable[[ShownPages | None], None]) -> None:
        """Opens a PDF we just wrote, in a confined child like a stranger's; else as `show`."""
        self._show(lambda: self._open_pdf(content), then)

    def _show(
        self, opened: Callable[[], ShownPages | None], then: Callable[[ShownPages | None], None]
    ) -> None:
        self.put_away()
        asked = self._asked
        if self._stopped:
            then(None)
            return
        future = self._lane.submit(lambda: opened() if asked == self._asked else None)

        def told(shown: ShownPages | None) -> None:
            if asked == self._asked:
                self._shown = shown
                then(shown)
            elif shown is not None:
                shown.close()

        deliver_result(future, self._case.deliver, told, lambda _problem: told(None))

    def put_away(self) -> None:
        """Closes what is shown, and drops what is being opened."""
        self._asked += 1
        shown, self._shown = self._shown, None
        if shown is not None and not self._stopped:
            shown.close()

    def settle(self) -> None:
        """Waits until everything asked for so far is answered. Not for the window's thread."""
        self._lane.submit(lambda: None, Turn.LAST).result()

    def stop(self) -> None:
        """Closes everything and ends the lane."""
        if not self._stopped:
            self.put_away()
            self._stopped = True
            self._lane.stop()

    def _open(self, item: Item) -> ShownPages | None:
        taken = take_in(self._pieces(item.sha256 or ""), HEAD_BYTES)
        try:
            return self._open_taken(item, taken)
        except (CannotShowPages, ReporterCanFix):
            return None
        finally:
            taken.let_go()

    def _open_pdf(self, content: bytes) -> ShownPages | None:
        taken = take_in(iter([content]), HEAD_BYTES)
        try:
            return self._sized(self._files.open_pages(taken.descriptor, "pdf", Limits(), {}))
        except (CannotShowPages, ReporterCanFix):
            return None
        finally:
            taken.let_go()

    def _open_taken(self, item: Item, taken: TakenIn) -> ShownPages | None:
        suffix = PurePath(item.original_name).suffix.lower()
        importer = choose(taken.head, taken.size, suffix)
        if importer.open_pages is None or not taken.size:
            return None
        try:
            pages = self._files.open_pages(taken.descriptor, importer.name, Limits(), {})
        except CannotShowPages as refused:
            if refused.reason != Reason.PASSWORD_NEEDED or self._passwords is None:
                raise
            wish = {"password": self._passwords.of(item.n)}
            pages = self._files.open_pages(taken.descriptor, importer.name, Limits(), wish)
        return self._sized(pages)

    def _sized(self, pages: OpenPages) -> ShownPages:
        try:
            sizes = [_size(pages, i) for i in range(pages.page_count)]
        except BaseException:
            pages.close()
            raise
        return ShownPages(self._lane, self._case, pages, sizes)

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        """The original's bytes, drawn on the reader lane a turn at a time."""
        drawn: list[Iterator[bytes]] = []

        def turn(store: CaseStore) -> list[bytes]:
            if not drawn:
                drawn.append(store.originals.chunks(sha256))
            return list(islice(drawn[0], TURN_CHUNKS))

        while pieces := self._case.ask(turn).result():
            yield from pieces


def _size(pages: OpenPages, i: int) -> tuple[float, float]:
    """A page's size; a damaged page stands as A4, so that the others can be seen."""
    try:
        return pages.page_size(i)
    except (CannotShowPages, ReporterCanFix):
        return 595.0, 842.0
