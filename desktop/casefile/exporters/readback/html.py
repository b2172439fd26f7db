"""An HTML page of ours as text: what is shown, block by block, and attributes, comments and styles."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote

from casefile.exporters.readback.place import Place

_INLINE = frozenset(
    {"span", "strong", "em", "b", "i", "a", "code", "small", "sub", "sup", "u", "mark", "wbr"}
)
_NOT_SHOWN = frozenset({"style", "script", "title", "template", "noscript"})


def read_html(written: bytes) -> tuple[Place, ...]:
    """Blocks in order, each with its line; then what is not shown, once each."""
    reader = _Reader()
    reader.feed(written.decode("utf-8"))
    reader.close()
    reader.end_block()
    shown = (place for place in reader.places if not place.hidden)
    return (*shown, *dict.fromkeys(place for place in reader.places if place.hidden))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.places: list[Place] = []
        self._block: list[str] = []
        self._line = 1
        self._not_shown: list[str] = []

    def end_block(self) -> None:
        """Close the block of text being read."""
        text = "".join(self._block)
        self._block.clear()
        if text.strip():
            hidden = bool(self._not_shown)
            where = f"the page's {self._not_shown[-1]}" if hidden else f"line {self._line}"
            self.places.append(Place(where, text, hidden))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.end_block()
            self._line = self.getpos()[0]
        for name, value in attrs:
            for text in dict.fromkeys((value or "", unquote(value or ""))):
                if text.strip():
                    self.places.append(Place(f"the attribute {name} of {tag}", text, hidden=True))
        if tag in _NOT_SHOWN:
            self._not_shown.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end_block()
        if self._not_shown and self._not_shown[-1] == tag:
            self._not_shown.pop()

    def handle_data(self, data: str) -> None:
        self._block.append(data)

    def handle_comment(self, data: str) -> None:
        self.places.append(Place("a comment in the page", data, hidden=True))

    def handle_decl(self, decl: str) -> None:
        self.places.append(Place("the page's declaration", decl, hidden=True))

    def handle_pi(self, data: str) -> None:
        self.places.append(Place("a processing note in the page", data, hidden=True))

    def unknown_decl(self, data: str) -> None:
        self.places.append(Place("the page's declaration", data, hidden=True))
