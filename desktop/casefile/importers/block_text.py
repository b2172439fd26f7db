"""A text layer put together block by block, with the place of every block in it."""

from __future__ import annotations

import re

from casefile.importers.parsed_item import Block, BlockKind

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_CLOSE = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class BlockText:
    """Collects words; white space runs become one space unless they are added verbatim.

    Blocks are parted by an empty line, items of a list and rows of a table by a line's end only.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: list[str] = []
        self._length = 0
        self._pending: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self.blocks: list[Block] = []
        self.cut = False

    def begin(self, kind: BlockKind) -> BlockKind:
        """Ends the block at hand; what follows is of ``kind``. Returns the kind before."""
        self.end()
        before, self._kind = self._kind, kind
        return before

    def add(self, untrusted: str | None, *, verbatim: bool = False) -> None:
        """Words for the block at hand."""
        if untrusted:
            words = _UNWANTED.sub("\ufffd", untrusted)
            self._pending.append(words if verbatim else _SPACES.sub(" ", words))

    def end(self) -> None:
        """Writes the block at hand down, if there is anything in it."""
        words = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(self._pending))).strip(" \n\t")
        self._write(words)

    def end_verbatim(self) -> None:
        """The same for preformatted words: only empty lines at both ends go."""
        self._write(re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", "".join(self._pending).replace("\r\n", "\n")))

    def _write(self, words: str) -> None:
        self._pending.clear()
        if not words.strip() or self.cut:
            return
        if self.blocks:
            close = self._kind in _CLOSE and self.blocks[-1].kind == self._kind
            self._put("\n" if close else "\n\n")
        start = self._length
        self._put(words)
        if self._length > start:
            self.blocks.append(Block(start, self._length, self._kind))

    def _put(self, words: str) -> None:
        room = self._most - self._length
        self.cut = self.cut or len(words) > room
        self._parts.append(words[:room])
        self._length += min(len(words), room)

    @property
    def text(self) -> str:
        """The text layer so far."""
        return "".join(self._parts)
