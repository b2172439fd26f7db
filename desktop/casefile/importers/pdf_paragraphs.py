"""Lines of a PDF page gathered into paragraphs, so that the reader need not show every line's end."""

from __future__ import annotations

import re

from casefile.importers.parsed_item import Block, BlockKind
from casefile.importers.pdf_characters import NO_BOX, PageGeometry, PageText

_BULLET = re.compile(r"\s*(?:[•‣◦▪●○\uf0b7\uf0a7\uf0fc*–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_WIDE_GAP = 1.45
"""Distance of two lines' tops, in line heights, from which a new paragraph is taken to begin."""
_OTHER_SIZE = 1.2


def page_blocks(page: PageText, geometry: PageGeometry, offset: int) -> list[Block]:
    """The paragraphs of one page whose text starts at ``offset`` of the text layer."""
    blocks: list[Block] = []
    start = end = None
    bullet = False
    above = NO_BOX
    position = 0
    for line in page.text.split("\n"):
        first = position + len(line) - len(line.lstrip())
        last = position + len(line.rstrip())
        position += len(line) + 1
        if first >= last:
            if start is not None and end is not None:
                blocks.append(_block(offset, start, end, bullet))
            start = end = None
            continue
        box = geometry.box(page.owners[first])
        item = _BULLET.match(line) is not None
        if start is not None and end is not None and (item or _begins(above, box)):
            blocks.append(_block(offset, start, end, bullet))
            start = None
        if start is None:
            start, bullet = first, item
        end, above = last, box
    if start is not None and end is not None:
        blocks.append(_block(offset, start, end, bullet))
    return blocks


def _block(offset: int, start: int, end: int, bullet: bool) -> Block:
    return Block(offset + start, offset + end, BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH)


def _begins(above: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    """Whether a line with ``box`` begins a new paragraph under the line with the box ``above``."""
    if NO_BOX in (above, box):
        return False
    height, upper = box[3] - box[1], above[3] - above[1]
    step = box[1] - above[1]
    if step < -upper or step > _WIDE_GAP * max(height, upper):
        return True
    return max(height, upper) > _OTHER_SIZE * max(min(height, upper), 0.1)
