"""Something to read for the tests of the reader: a made-up report, its passages, and pages of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from casefile.domain.evidence import Relation
from casefile.domain.items import TextLayer
from casefile.gui.reader.marks import MarkedPassage

REPORT: tuple[tuple[str, str], ...] = (
    ("heading1", "The harbour board and the missing cranes"),
    (
        "paragraph",
        "The board of Port Ellery has quietly sold three old cranes to a buyer it will not name. "
        "The sale was never put out to tender, and two members learned of it from a newspaper.",
    ),
    (
        "paragraph",
        '"It was consistent with the rules," the secretary, Mrs. Ida Holm, said on Nov. 8. '
        "She added that the price was fair and that the cranes were old.",
    ),
    ("quote", "I turned to the first page anyway 👩‍👩‍👧, and there was no name on it."),
    ("list_item", "The treasurer’s signature is missing."),
    ("paragraph", "אתמול בערב התכנסה מועצת הנמל לישיבה סגורה, ואיש לא שאל מדוע."),
    ("paragraph", "Il a signé à côté, d’après le procès-verbal, sans lire."),
)


def layer_of(
    blocks: Sequence[tuple[str, str]] = REPORT, *, between: str = "\n\n", pages: Sequence[int] = ()
) -> TextLayer:
    """A text layer of blocks; ``pages`` are the numbers of the blocks that begin a page."""
    text, places = "", []
    for kind, words in blocks:
        places.append((len(text), len(text) + len(words), kind))
        text += words + between
    starts = [places[number][0] for number in pages]
    ends = [places[number - 1][1] for number in pages[1:]] + [places[-1][1]]
    labels = [str(number + 1) for number in range(len(starts))]
    spans = tuple(zip(starts, ends, labels, strict=True)) if starts else ()
    return TextLayer(7, 3, "as_it_is", "test", "0" * 64, text, pages=spans, blocks=tuple(places))


def plain_layer(text: str) -> TextLayer:
    """A text layer without blocks."""
    return TextLayer(7, 3, "as_it_is", "test", "0" * 64, text)


def stretch_of(layer: TextLayer, words: str) -> tuple[int, int]:
    """Where words stand in a layer."""
    start = layer.text.index(words)
    return start, start + len(words)


def passage(layer: TextLayer, n: int, words: str, *relations: Relation, claim: str = "C2") -> MarkedPassage:
    """A passage of these words, linked by these relations to one claim."""
    start, end = stretch_of(layer, words)
    return MarkedPassage(
        n,
        start,
        end,
        tuple((relation, False) for relation in relations),
        tuple((relation, False, claim) for relation in relations),
    )


def find_plainly(text: str, words: str) -> list[tuple[int, int]]:
    """A stand-in for the search: the words as they are, in any case."""
    return [match.span() for match in re.finditer(re.escape(words), text, re.IGNORECASE)]


class DrawnPages:
    """Pages whose letters stand on a grid, 8 points wide and 16 high, 60 a line; pictures are white.

    Nothing is answered before `answer`, so that a test sees what is shown while waiting.
    """

    def __init__(self, layer: TextLayer, *, broken: Sequence[int] = ()) -> None:
        self.texts = [layer.text[start:end] for start, end, _ in layer.pages]
        self.broken = frozenset(broken)
        self.asked: list[tuple[int, float]] = []
        self._waiting: list[Callable[[], None]] = []

    @property
    def page_count(self) -> int:
        return len(self.texts)

    def page_size(self, i: int) -> tuple[float, float]:
        return (600.0, 800.0)

    def boxes(self, i: int) -> list[tuple[float, float, float, float]]:
        found: list[tuple[float, float, float, float]] = []
        x, y = 50.0, 50.0
        for letter in self.texts[i]:
            if letter == "\n":
                found.append((0.0, 0.0, 0.0, 0.0))
                x, y = 50.0, y + 12.0
                continue
            found.append((x, y, x + 8, y + 16))
            x += 8
            if x >= 530:
                x, y = 50.0, y + 24.0
        return found

    def want(self, i: int, scale: float, then: Callable[[int, object], None]) -> None:
        self.asked.append((i, scale))
        width, height = round(600 * scale), round(800 * scale)
        pixels = None if i in self.broken else (width, height, 4 * width, b"\xff" * (4 * width * height))
        self._waiting.append(lambda: then(i, pixels))

    def want_characters(self, i: int, then: Callable[[int, str, object], None]) -> None:
        self._waiting.append(lambda: then(i, self.texts[i], self.boxes(i)))

    def answer(self) -> None:
        """Answers everything asked so far, and what is asked meanwhile."""
        for _ in range(1000):
            if not self._waiting:
                return
            self._waiting.pop(0)()
        raise AssertionError("the questions never end")
