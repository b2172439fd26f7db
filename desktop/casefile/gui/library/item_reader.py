"""The reader of the library: what is selected is read; what is done to its words goes into the case."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from casefile.casework.citing import citation
from casefile.casework.commands.claiming import NewClaim
from casefile.casework.commands.linking import LinkPassage
from casefile.casework.commands.marking import MovePassage, NewPassage
from casefile.casework.commands.saving_passages import ToggleMarkOnWords
from casefile.casework.commands.tagging import ToggleMarkedTag
from casefile.casework.reading_items import (
    OpenedItem,
    failed_rows,
    mark_read,
    marked_passages,
    opened_item,
)
from casefile.casework.showing_pages import ShowingPages, ShownPages
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.evidence import EvidenceLink, Relation
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.items import ItemKind, ItemStatus
from casefile.domain.passages import Passage
from casefile.gui import clipboard
from casefile.gui.library.settling import settling
from casefile.gui.library.words import KIND_WORDS, STATUS_WORDS
from casefile.gui.reader.marks import Stretch, marked
from casefile.gui.reader.reader_pane import ReaderPane
from casefile.gui.reader.reader_states import ReaderState
from casefile.gui.session import LinkWanted, Selection, Session

SETTLE_MS = 60
"""A held arrow key passes over items without opening each."""
READ_AFTER_MS = 1_500
"""An unread item shown for so long counts as read."""


class ItemReader(QObject):
    """Follows the session's selection with a `ReaderPane`, and does what its words are asked for."""

    said = Signal(str)
    """One sentence for the status bar."""
    tag_wanted = Signal(object)
    """The `Stretch` that shall be tagged: the window asks which tag."""

    def __init__(self, session: Session, pane: ReaderPane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.pane = pane
        self.pages = ShowingPages(session.case, session.files, session.passwords)
        self.item: int | None = None
        self._status: ItemStatus | None = None
        self._jump: tuple[int, int] | None = None
        self._wanted: tuple[int, int] | None = None
        self._settle = settling(session, self, SETTLE_MS, self._follow)
        self._looked_at = settling(session, self, READ_AFTER_MS, self.mark_read)
        session.selection_changed.connect(lambda _selection: self._settle.start())
        session.changed.connect(self._changed)
        session.place_wanted.connect(self.show_place)
        session.working_claim_changed.connect(self._show_working_claim)
        reading = pane.reading
        reading.passage_wanted.connect(self._make_passage)
        reading.link_wanted.connect(self._link)
        reading.link_form_wanted.connect(lambda stretch: self._open_form(stretch, None))
        reading.tag_wanted.connect(self.tag_wanted)
        reading.mark_wanted.connect(self._toggle_mark)
        reading.claim_wanted.connect(self._make_claim)
        reading.copy_with_citation_wanted.connect(self.copy_citation)
        reading.passage_move_wanted.connect(lambda n, start, end: session.do(MovePassage(n, start, end)))
        reading.passage_chosen.connect(self._chosen)
        pane.hinted.connect(self.said)
        pane.asked.connect(self._asked)

    def stop(self) -> None:
        """Ends the child that shows pages."""
        self.pages.stop()

    # -- showing ---------------------------------------------------------------------------------

    def show_item(self, n: int) -> None:
        """Opens an item; what is shown already stays as it is."""
        if n != self.item:
            self._open(n)

    def show_place(self, item: int, start: int, end: int) -> None:
        """Shows a stretch of an item's text."""
        if item == self.item and self.pane.state == "text":
            self.pane.jump_to(start, end)
            return
        self._jump = (start, end)
        self._open(item)

    def _open(self, n: int) -> None:
        self._session.case.ask(lambda store: opened_item(store, n), self._show, instead_of="reader")

    def _follow(self) -> None:
        selection = self._session.selection
        if len(selection.numbers) != 1:
            return
        if selection.kind is Kind.ITEM:
            self.show_item(selection.numbers[0])
        elif selection.kind is Kind.PASSAGE:
            self._show_passage(selection)

    def _show_passage(self, selection: Selection) -> None:
        passage = self._session.case.look.passages.get(selection.numbers[0])
        if passage is None:
            return
        if passage.item == self.item and self.pane.reading.dressing.chosen == passage.n:
            return
        self.show_place(passage.item, passage.start, passage.end)

    def _show(self, opened: OpenedItem | None) -> None:
        if opened is None:
            self.item = None
            self.pane.show_nothing()
            return
        item, jump = opened.item, self._jump
        self._jump, self.item, self._status = None, item.n, item.status
        derived = not item.title
        title = item.title or opened.row.first_words or item.original_name
        self.pane.show_item(
            title,
            derived=derived and bool(opened.row.first_words),
            state=_state(opened),
            kind=KIND_WORDS[item.kind].lower(),
            reason=_reason(item.status),
            switched_off=item.kind in (ItemKind.WEB_PAGE, ItemKind.EMAIL),
        )
        if opened.layer is not None:
            self.pane.set_layer(opened.layer)
            self._show_passages(opened.passages, opened.links)
        if jump is not None:
            self.pane.jump_to(*jump)
        self.pages.show(item, partial(self._show_pages, item.n))
        self._looked_at.start()

    def _show_pages(self, n: int, pages: ShownPages | None) -> None:
        if n == self.item:
            self.pane.set_pages(pages)

    def _show_passages(
        self, passages: tuple[Passage, ...], links: dict[int, tuple[EvidenceLink, ...]]
    ) -> None:
        self.pane.set_passages(marked(passage, links.get(passage.n, ())) for passage in passages)
        wanted, self._wanted = self._wanted, None
        for passage in passages:
            if (passage.start, passage.end) == wanted:
                self.pane.passage_made(passage.n)

    def mark_read(self) -> None:
        """What is shown was looked at long enough."""
        if self.item is not None and self.pane.isVisible():
            mark_read(self._session.case, self.item)

    # -- changes ---------------------------------------------------------------------------------

    def _changed(self, change: CaseChanged) -> None:
        n = self.item
        if n is None:
            return
        if n in change.of(Kind.ITEM):
            self._item_changed(n)
        if any(change.of(kind) for kind in (Kind.PASSAGE, Kind.LINK, Kind.CLAIM)):
            self._session.case.ask(
                lambda store: marked_passages(store, n),
                lambda found: self._show_passages(*found) if n == self.item else None,
                instead_of="reader passages",
            )

    def _item_changed(self, n: int) -> None:
        """Its text may have come, or another; its name may be another. The words are not moved for less."""
        rows = self._session.case.look.items.rows([n])
        layers = self._session.case.look.text_layers.of_item(n)
        shown = self.pane.reading.layer
        newest = layers[-1] if layers else None
        if not rows or rows[0].trashed:
            self.item = None
            self.pages.put_away()
            self.pane.show_nothing()
        elif newest != (shown.n if shown else None) or rows[0].status is not self._status:
            self._open(n)
        else:
            row = rows[0]
            title = row.title or row.first_words or row.original_name
            self.pane.toolbar.show_name(title, derived=not row.title and bool(row.first_words))

    # -- deeds -----------------------------------------------------------------------------------

    def words(self, stretch: Stretch) -> NewPassage | None:
        """The passage that would be made of a stretch of what is shown."""
        return None if self.item is None else NewPassage(self.item, stretch.start, stretch.end)

    def _make_passage(self, start: int, end: int) -> None:
        if self.item is not None:
            command = NewPassage(self.item, start, end)
            self._session.case.do(command, partial(self._made, (start, end)), self._hindered)

    def _made(self, place: tuple[int, int], change: CaseChanged | None) -> None:
        """A passage came of the selected words: it is chosen as soon as its mark is here."""
        if change is not None:
            self._wanted = place

    def _link(self, relation: str, stretch: Stretch) -> None:
        """S, X or C: to the working claim at once, weak, its origin suggested; else the form."""
        claim = self._session.working_claim
        if claim is None:
            self._open_form(stretch, relation)
            return
        words = self.words(stretch) if stretch.passage is None else None
        command = LinkPassage(claim, Relation(relation), passage=stretch.passage, words=words)
        place = (stretch.start, stretch.end)
        self._session.case.do(command, partial(self._made, place), self._hindered)

    def _open_form(self, stretch: Stretch, relation: str | None) -> None:
        self._session.link_form_wanted.emit(
            LinkWanted(
                stretch.passage, self.item, stretch.start, stretch.end, relation, self._session.working_claim
            )
        )

    def _toggle_mark(self, mark: int, stretch: Stretch) -> None:
        words = self.words(stretch)
        if stretch.passage is not None:
            self._session.case.do(
                ToggleMarkedTag(Kind.PASSAGE, (stretch.passage,), mark), None, self._hindered
            )
        elif words is not None:
            place = (stretch.start, stretch.end)
            self._session.case.do(ToggleMarkOnWords(words, mark), partial(self._made, place), self._hindered)

    def _make_claim(self, words: str, stretch: Stretch) -> None:
        """N: the words become a claim that is said there; it is pinned if none is."""
        said_in = (stretch.passage,) if stretch.passage is not None else ()
        at = self.words(stretch) if stretch.passage is None else None
        self._session.case.do(NewClaim(words, said_in=said_in, words=at), self._claim_made, self._hindered)

    def _claim_made(self, change: CaseChanged | None) -> None:
        made = max(change.of(Kind.CLAIM), default=None) if change is not None else None
        if made is not None and self._session.working_claim is None:
            self._session.set_working_claim(made)

    def copy_citation(self, stretch: Stretch) -> None:
        """The words with publisher, date and place, on the clipboard."""
        item = self.item
        if item is not None:
            self._session.case.ask(
                lambda store: citation(store, item, stretch.start, stretch.end), self._copied, self._hindered
            )

    def _copied(self, words: str) -> None:
        clipboard.copy(words)
        self.said.emit("Copied with its citation.")

    def _chosen(self, n: int | None) -> None:
        """A passage chosen by hand is what the inspector shows; a click beside all shows the item again."""
        if n is not None:
            self._session.select(Kind.PASSAGE, (n,), n)
        elif (
            self._session.selection.kind is Kind.PASSAGE
            and self.item is not None
            and self.pane.current_view.hasFocus()
        ):
            self._session.select(Kind.ITEM, (self.item,), self.item)

    def _asked(self, deed: str) -> None:
        claim = self._session.working_claim
        if deed == "claim.unpin":
            self._session.set_working_claim(None)
        elif deed == "claim.show_working" and claim is not None:
            self._session.go("evidence", Ref(Kind.CLAIM, claim))
        elif deed == "item.read_again" and self.item is not None:
            self.read_again(self.item)

    def read_again(self, item: int) -> None:
        """Tries an item whose text could not be read once more, from its original in the case."""
        self._session.case.ask(
            lambda store: failed_rows(store, item), lambda rows: self._session.importing.retry(rows)
        )

    def _show_working_claim(self, n: int | None) -> None:
        claim = self._session.case.look.claims.get(n) if n is not None else None
        self.pane.set_working_claim(claim.proposition if claim is not None else None)

    def _hindered(self, problem: BaseException) -> None:
        if isinstance(problem, ReporterCanFix) and problem.code == "passage_same":
            number = int(str(problem.fields["ref"])[1:])
            self.pane.reading.choose(number)
        self._session.trouble.emit(problem)


def _state(opened: OpenedItem) -> ReaderState:
    if opened.layer is not None:
        return "reading"
    status = opened.item.status
    if status is ItemStatus.STORED:
        return "reading"
    return "no_text" if status in (ItemStatus.NO_TEXT, ItemStatus.EMPTY, ItemStatus.OK) else "not_read"


def _reason(status: ItemStatus) -> str:
    words = STATUS_WORDS.get(status, "")
    return f"{words}." if words and not words.endswith("…") else ""
