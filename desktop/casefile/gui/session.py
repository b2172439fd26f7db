"""What every pane of the window shares: the open case, the search sentence, the selection.

Panes know the session and not each other. The sentence is the one truth about what is listed (a click
in the tag pane edits it); the selection is what the inspector and the keys act on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from casefile.casework.file_passwords import FilePasswords
from casefile.casework.history import Command
from casefile.casework.importing.run import Importing
from casefile.casework.open_case import OpenCase
from casefile.casework.protected_drafts import count_opening
from casefile.casework.protecting import ProtectedSources
from casefile.casework.reading_again import ReadingAgain
from casefile.casework.reading_files import ReadingFiles
from casefile.casework.second_look import SecondLook
from casefile.domain.changes import CaseChanged
from casefile.domain.identifiers import Kind, Ref
from casefile.domain.step_labels import label

PROTECTED_STEP = "Change of protected sources"
"""How Undo names a protected step, while they are open."""


@dataclass(frozen=True)
class Selection:
    """Records of one kind, in list order; ``current`` is the one under the cursor."""

    kind: Kind = Kind.ITEM
    numbers: tuple[int, ...] = ()
    current: int | None = None

    @property
    def several(self) -> bool:
        return len(self.numbers) > 1


@dataclass(frozen=True, eq=False)
class Listing:
    """What the list of the view lists for a sentence: numbers of one kind, in order."""

    kind: Kind
    sentence: str
    numbers: Sequence[int]


class Session(QObject):
    """One open case as the window's panes see it. Lives on the window's thread."""

    changed = Signal(object)
    """A `CaseChanged`."""
    sentence_changed = Signal(str)
    selection_changed = Signal(object)
    """A `Selection`."""
    listing_changed = Signal(object)
    """A `Listing`: what the view's list lists now."""
    working_claim_changed = Signal(object)
    """The claim pinned at the reader's foot (its number), or None."""
    go_wanted = Signal(object, object)
    """A view's id ("library" …) and a `Ref` to show there, or None."""
    place_wanted = Signal(int, int, int)
    """An item and the stretch of its text to show."""
    link_form_wanted = Signal(object)
    """A `LinkWanted`: the form that links words or a passage to a claim."""
    trouble = Signal(object)
    """What went wrong: a ReporterCanFix, or our mistake."""
    backed_up = Signal()
    """A backup was written."""
    read_as_wanted = Signal(int, str)
    """An item whose text shall be read again as another encoding."""
    password_wanted = Signal(object)
    """Locked items that a password is asked for (their numbers, all of one import)."""
    closing = Signal()
    """The case is about to close: whoever runs a lane of its own ends it now."""
    protected_changed = Signal()
    """Protected sources were opened, changed or closed."""

    def __init__(
        self,
        case: OpenCase,
        files: ReadingFiles,
        importing: Importing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.case = case
        self.files = files
        self.importing = importing
        self.passwords = FilePasswords(case)
        self.again = ReadingAgain(case, files, self.passwords)
        self.second_look = SecondLook(case, files, self.passwords)
        self.sentence = ""
        self.selection = Selection()
        self.listing: Listing | None = None
        self.working_claim: int | None = None
        self.view = "library"
        self.protected = ProtectedSources(case)
        self._undid_protected = False
        self.went: tuple[str, Ref | None] = ("", None)
        """Where `go` last led: a pane that is only made by going there looks it up."""
        self._unsubscribe = case.changes.subscribe(self.changed.emit)
        case.when_trouble(self.trouble.emit)
        self.protected.listen(self.protected_changed.emit)
        case.write(count_opening)

    def do(self, command: Command, origin: str = "") -> None:
        """Does a deed; what it changed comes back through `changed`, what hindered it through `trouble`."""
        self.case.do(command, origin=origin)

    def undo(self) -> None:
        """Takes the last deed back: a protected one where that was the last (decision 22)."""
        self._undid_protected = self.protected.newest_is_here()
        if self._undid_protected:
            self.protected.undo()
        else:
            self.case.undo()

    def redo(self) -> None:
        """Makes the deed undone last again."""
        if self._undid_protected and self.protected.can_redo:
            self.protected.redo()
        else:
            self.case.redo()

    def next_steps(self) -> tuple[str | None, str | None]:
        """What Undo and Redo would do now, named; a protected step without a word of what it holds."""
        undo, redo = self.case.next_undo(), self.case.next_redo()
        names = (label(undo) if undo else None, label(redo) if redo else None)
        if self.protected.newest_is_here():
            names = (PROTECTED_STEP, names[1])
        if self._undid_protected and self.protected.can_redo:
            names = (names[0], PROTECTED_STEP)
        return names

    def set_sentence(self, sentence: str) -> None:
        """Lists what this sentence says, everywhere."""
        if sentence != self.sentence:
            self.sentence = sentence
            self.sentence_changed.emit(sentence)

    def select(self, kind: Kind, numbers: Sequence[int], current: int | None = None) -> None:
        """Selects records; tells only where something differs."""
        selection = Selection(kind, tuple(numbers), current)
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit(selection)

    def show_listing(self, kind: Kind, sentence: str, numbers: Sequence[int]) -> None:
        """A list tells what it lists, so that nothing has to be found twice."""
        self.listing = Listing(kind, sentence, numbers)
        self.listing_changed.emit(self.listing)

    def set_working_claim(self, claim: int | None) -> None:
        """Pins the claim that ``S`` links to at once."""
        if claim != self.working_claim:
            self.working_claim = claim
            self.working_claim_changed.emit(claim)

    def go(self, view: str, ref: Ref | None = None) -> None:
        """Goes to a view, and to a record there."""
        self.went = (view, ref)
        self.go_wanted.emit(view, ref)

    def tell_change(self, change: CaseChanged) -> None:
        """Tells the panes of a change that came another way than by a command."""
        self.changed.emit(change)

    def close(self) -> None:
        """Stops the imports and closes the case."""
        self.closing.emit()
        self._unsubscribe()
        self.importing.stop()
        self.second_look.stop()
        self.again.stop()
        self.passwords.forget()
        self.protected.shut()
        self.case.close()


@dataclass(frozen=True)
class LinkWanted:
    """What the link form starts from: a passage, or words of an item; a relation if one was pressed."""

    passage: int | None = None
    item: int | None = None
    start: int = 0
    end: int = 0
    relation: str | None = None
    claim: int | None = None
