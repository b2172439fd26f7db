"""What is being read: the text, its passages, the selected words; and the deeds they ask for.

Text and Original show one `Reading` and change it; so words selected in one are selected in the other.
The reader changes nothing in the case: every deed leaves as a signal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from casefile.domain.items import TextLayer
from casefile.gui.reader import places
from casefile.gui.reader.marks import MARKS_SHOWN, MarkedPassage, Marks, MarksShown, Stretch
from casefile.gui.reader.paragraphs import Pieces
from casefile.gui.reader.words_painting import Dressing, Hits


class Reading(QObject):
    """One item's text under the reporter's eyes. Every place is a code point of the text layer.

    `passage_wanted` carries start and end; the other deeds carry a `Stretch`: the selected words, else
    the chosen passage. `link_wanted` has the relation ("supports", "contradicts", "context") before it,
    `mark_wanted` the digit, `claim_wanted` the words; `passage_move_wanted` is (number, start, end).
    """

    passage_wanted = Signal(int, int)
    link_wanted = Signal(str, object)
    link_form_wanted = Signal(object)
    tag_wanted = Signal(object)
    mark_wanted = Signal(int, object)
    claim_wanted = Signal(str, object)
    copy_with_citation_wanted = Signal(object)
    passage_move_wanted = Signal(int, int, int)
    passage_chosen = Signal(object)
    """The number of the passage chosen by hand, or None."""
    hinted = Signal(str)
    """One plain sentence on why a key did nothing."""

    text_changed = Signal()
    dressing_changed = Signal()
    selection_changed = Signal()
    sought = Signal(int, int)
    """A stretch that should be brought into sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layer: TextLayer | None = None
        self.text = ""
        self.pieces = Pieces("")
        self.dressing = Dressing()
        self.anchor = 0
        self.caret = 0

    def set_layer(self, layer: TextLayer | None) -> None:
        """Shows another text from its beginning, without passages, selection and hits."""
        self.layer = layer
        self.text = layer.text if layer is not None else ""
        self.pieces = Pieces(self.text, layer.blocks if layer is not None else ())
        self.dressing = Dressing(shown=self.dressing.shown, active=self.dressing.active)
        self.anchor = self.caret = 0
        self.text_changed.emit()
        self.selection_changed.emit()

    @property
    def marks(self) -> Marks:
        return self.dressing.marks

    def set_passages(self, passages: Iterable[MarkedPassage]) -> None:
        """Replaces the passages; one that is gone is no longer chosen."""
        self.dressing.marks = Marks(passages)
        if self.dressing.chosen is not None and self.marks.get(self.dressing.chosen) is None:
            self.choose(None)
        self.dressing_changed.emit()

    def set_marks_shown(self, shown: MarksShown) -> None:
        self.dressing.shown = shown
        self.dressing_changed.emit()

    def set_hits(self, found: Sequence[tuple[int, int]], current: int | None = None) -> None:
        """The places of found words, first to last, and the number of the one being looked at."""
        self.dressing.hits = Hits(found)
        self.dressing.hit = current if current is not None and current < len(found) else None
        self.dressing_changed.emit()

    def light(self, passages: Iterable[int]) -> None:
        """Lights the words of the passages under the pointer."""
        lit = frozenset(passages)
        if lit != self.dressing.lit:
            self.dressing.lit = lit
            self.dressing_changed.emit()

    @property
    def selection(self) -> tuple[int, int]:
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    @property
    def selected_words(self) -> str:
        start, end = self.selection
        return self.text[start:end]

    def select(self, anchor: int, caret: int) -> None:
        """Selects words; ``caret`` is the end that moves."""
        if (anchor, caret) != (self.anchor, self.caret):
            self.anchor, self.caret = anchor, caret
            self.dressing.selection = self.selection
            self.selection_changed.emit()

    @property
    def chosen(self) -> MarkedPassage | None:
        """The passage a click or a key has chosen."""
        return self.marks.get(self.dressing.chosen)

    def choose(self, n: int | None, *, seek: bool = False) -> None:
        """Chooses a passage; ``seek`` brings its words into sight."""
        if n != self.dressing.chosen:
            self.dressing.chosen = n
            self.dressing_changed.emit()
            self.passage_chosen.emit(n)
        passage = self.marks.get(n)
        if seek and passage is not None:
            self.sought.emit(passage.start, passage.end)

    def choose_at(self, place: int | None) -> None:
        """A click on the words: the shortest passage there, or none."""
        found = self.marks.at(place) if place is not None else []
        self.choose(found[0].n if found else None)

    def stretch(self) -> Stretch | None:
        """The selected words without blanks at their ends, else the chosen passage."""
        start, end = places.trimmed(self.text, *self.selection)
        if start < end:
            return Stretch(start, end)
        chosen = self.chosen
        return Stretch(chosen.start, chosen.end, chosen.n) if chosen is not None else None

    def do(self, action: str) -> bool:
        """Does an action of the table (`gui.actions`) if it is one of reading; True when it was."""
        if action in _ON_WORDS or (action.startswith("tag.toggle") and action[10:].isdigit()):
            self._on_words(action)
        elif action in _ON_PASSAGES:
            _ON_PASSAGES[action](self)
        else:
            return False
        return True

    def _on_words(self, action: str) -> None:
        stretch = self.stretch()
        if stretch is None:
            self.hinted.emit("Select words first, or click on a passage.")
        elif action == "passage.new":
            if stretch.passage is None:
                self.passage_wanted.emit(stretch.start, stretch.end)
            else:
                self.hinted.emit("These words are a passage already.")
        elif action.startswith("link."):
            relation = action.removeprefix("link.")
            if relation in ("new", "form"):
                self.link_form_wanted.emit(stretch)
            else:
                self.link_wanted.emit(relation, stretch)
        elif action == "tag.add":
            self.tag_wanted.emit(stretch)
        elif action == "claim.new":
            self.claim_wanted.emit(self.text[stretch.start : stretch.end], stretch)
        elif action == "passage.copy":
            self.copy_with_citation_wanted.emit(stretch)
        else:
            self.mark_wanted.emit(int(action.removeprefix("tag.toggle")), stretch)

    def _step(self, forward: bool) -> None:
        chosen, marks = self.chosen, self.marks
        step = marks.after if forward else marks.before
        following = step(self.selection[0], chosen)
        if following is None:
            self.hinted.emit(
                "There is no passage after this one." if forward else "There is no passage before this one."
            )
        else:
            self.choose(following.n, seek=True)

    def _cycle(self) -> None:
        chosen = self.chosen
        found = self.marks.at(self.caret)
        if chosen is not None and chosen not in found:
            found = self.marks.at(chosen.start)
        if not found:
            self.hinted.emit("There is no passage at this place.")
            return
        at = found.index(chosen) + 1 if chosen in found else 0
        self.choose(found[at % len(found)].n)

    def _move_end(self, grow: bool) -> None:
        chosen = self.chosen
        if chosen is None or chosen.lost:
            self.hinted.emit("Choose a passage first.")
            return
        if grow:
            end = places.next_word_end(self.text, chosen.end)
        else:
            end = places.trimmed(self.text, chosen.start, places.previous_word_start(self.text, chosen.end))[
                1
            ]
        if chosen.start < end != chosen.end:
            self.passage_move_wanted.emit(chosen.n, chosen.start, end)

    def _next_marks(self) -> None:
        at = MARKS_SHOWN.index(self.dressing.shown) + 1
        self.set_marks_shown(MARKS_SHOWN[at % len(MARKS_SHOWN)])


_ON_WORDS = frozenset(
    {
        "passage.new",
        "passage.copy",
        "link.supports",
        "link.contradicts",
        "link.context",
        "link.new",
        "link.form",
        "tag.add",
        "claim.new",
    }
)
_ON_PASSAGES: dict[str, Callable[[Reading], None]] = {
    "passage.next": lambda reading: reading._step(True),
    "passage.previous": lambda reading: reading._step(False),
    "passage.cycle": lambda reading: reading._cycle(),
    "passage.grow": lambda reading: reading._move_end(True),
    "passage.shrink": lambda reading: reading._move_end(False),
    "passage.marks": lambda reading: reading._next_marks(),
}

READING_ACTIONS = frozenset({*_ON_WORDS, *_ON_PASSAGES, *(f"tag.toggle{n}" for n in range(1, 10))})
"""The ids of the actions table that `Reading.do` does."""
