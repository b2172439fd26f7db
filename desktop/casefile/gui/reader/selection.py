"""The caret and the selected words: how they move by keys, grow by words, and follow the pointer."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF

from casefile.gui.reader import places
from casefile.gui.reader.flow import Flow

Move = Literal[
    "left",
    "right",
    "word_left",
    "word_right",
    "up",
    "down",
    "page_up",
    "page_down",
    "line_start",
    "line_end",
    "paragraph_up",
    "paragraph_down",
    "start",
    "end",
]
Unit = Literal["character", "word", "sentence", "paragraph"]
UNITS: tuple[Unit, ...] = ("character", "word", "sentence", "paragraph")


class Selection:
    """A caret and the other end of the selected words, as code points; both may be the same."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._text = flow.pieces.text
        self.anchor = 0
        self.caret = 0
        self._goal: float | None = None
        self._origin = (0, 0)
        self._unit: Unit = "character"

    @property
    def start(self) -> int:
        return min(self.anchor, self.caret)

    @property
    def end(self) -> int:
        return max(self.anchor, self.caret)

    @property
    def is_empty(self) -> bool:
        return self.anchor == self.caret

    @property
    def words(self) -> str:
        """The selected words, to the letter."""
        return self._text[self.start : self.end]

    def put(self, place: int, *, extend: bool = False) -> None:
        """Puts the caret somewhere; ``extend`` keeps the other end where it is."""
        self.caret = places.snapped(self._text, place)
        if not extend:
            self.anchor = self.caret
        self._goal = None

    def select(self, start: int, end: int) -> None:
        """Selects words, with the caret after them; no grapheme is split."""
        self.anchor, self.caret = places.snapped_stretch(self._text, start, end)
        self._goal = None

    def clear(self) -> None:
        self.anchor = self.caret
        self._goal = None

    def begin(self, place: int, unit: Unit) -> None:
        """A press of the button: the unit at the place is selected, and dragging grows it by such units."""
        self._unit = unit
        self._origin = self._bounds(place)
        if unit == "character":
            self.put(place)
        else:
            self.select(*self._origin)

    def drag_to(self, place: int) -> None:
        """The pointer went on to a place with the button down."""
        first, last = self._origin
        low, high = self._bounds(place)
        if self._unit == "character":
            self.put(place, extend=True)
        elif low < first:
            self.anchor, self.caret = last, low
        else:
            self.anchor, self.caret = first, max(last, high)
        self._goal = None

    def move(self, move: Move, *, extend: bool = False, page: int = 0) -> None:
        """One key of movement; ``page`` is the height of the window for PgUp and PgDn."""
        if move in ("up", "down", "page_up", "page_down"):
            goal = self._goal if self._goal is not None else self._flow.caret(self.caret).x()
            distance = page if move.startswith("page") else 0
            place = self._vertical(goal, -1 if move in ("up", "page_up") else 1, distance)
            self.put(place, extend=extend)
            self._goal = goal
            return
        if move in ("left", "right") and not extend and not self.is_empty:
            self.put(self.start if self._is_backward(move) else self.end)
            return
        self.put(self._target(move), extend=extend)

    def _target(self, move: Move) -> int:
        pieces, caret = self._flow.pieces, self.caret
        if not len(pieces):
            return 0
        if move in ("left", "right"):
            return self._beside(caret, backward=self._is_backward(move))
        if move in ("word_left", "word_right"):
            backward = self._is_backward("left" if move == "word_left" else "right")
            found = (places.previous_word_start if backward else places.next_word_end)(self._text, caret)
            return min(max(found, pieces.starts[0]), pieces.ends[-1])
        if move in ("paragraph_up", "paragraph_down"):
            first, last = pieces.paragraph(pieces.at(caret))
            if move == "paragraph_up":
                start = pieces.starts[first]
                return start if caret > start or first == 0 else pieces.paragraph_bounds(start - 1)[0]
            return pieces.starts[last + 1] if last + 1 < len(pieces) else pieces.ends[last]
        if move == "start":
            return pieces.starts[0]
        if move == "end":
            return pieces.ends[-1]
        layout = self._flow.layout(pieces.at(caret))
        if not layout.line_count:
            return layout.start
        start, end = layout.line_bounds(layout.line_of(caret))
        return start if move == "line_start" else end

    def _is_backward(self, move: Move) -> bool:
        """Whether a key goes towards the beginning: ← does, but → does where the text runs leftward."""
        pieces = self._flow.pieces
        leftward = bool(len(pieces)) and self._flow.layout(pieces.at(self.caret)).leftward
        return (move == "left") != leftward

    def _beside(self, caret: int, *, backward: bool) -> int:
        pieces = self._flow.pieces
        piece = pieces.at(caret)
        if backward:
            if caret <= pieces.starts[piece]:
                return pieces.ends[piece - 1] if piece else caret
            return places.previous_grapheme(self._text, min(caret, pieces.ends[piece] + 1))
        if caret >= pieces.ends[piece]:
            return pieces.starts[piece + 1] if piece + 1 < len(pieces) else caret
        return min(places.next_grapheme(self._text, caret), max(pieces.ends[piece], caret + 1))

    def _vertical(self, x: float, direction: int, distance: int) -> int:
        """The place one line (or ``distance`` pixels) further, as near to ``x`` as the words allow."""
        pieces = self._flow.pieces
        if not len(pieces):
            return 0
        piece = pieces.at(self.caret)
        layout = self._flow.layout(piece)
        if distance:
            here = self._flow.caret(self.caret)
            y = min(max(here.center().y() + direction * distance, 0), self._flow.total - 1)
            return self._flow.place_at(QPointF(x, y))
        number = layout.line_of(self.caret) + direction
        if not 0 <= number < layout.line_count:
            piece += direction
            if not 0 <= piece < len(pieces):
                return pieces.starts[0] if direction < 0 else pieces.ends[-1]
            layout = self._flow.layout(piece)
            number = layout.line_count - 1 if direction < 0 else 0
        return layout.place_at(x, layout.line_top(number) + 1) if layout.line_count else layout.start

    def _bounds(self, place: int) -> tuple[int, int]:
        low, high = self._flow.pieces.paragraph_bounds(place)
        if self._unit == "word":
            return places.word_bounds(self._text, place, low, high)
        if self._unit == "sentence":
            return places.sentence_bounds(self._text, place, low, high)
        if self._unit == "paragraph":
            return low, high
        return place, place
