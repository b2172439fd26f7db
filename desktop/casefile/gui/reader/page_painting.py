"""Paints passages, hits and the selection over a page's picture.

Paper is white in every theme, so the colours are always the light ones; they are multiplied with the
picture, which colours the paper and leaves the letters as black as they were.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from casefile.gui import theme
from casefile.gui.reader.page_letters import PageLetters
from casefile.gui.reader.words_painting import UNDERLINE, Dressing
from casefile.gui.tokens import colours


def paint_marks(
    painter: QPainter, letters: PageLetters, dressing: Dressing, placed: Callable[[QRectF], QRectF]
) -> None:
    """Paints everything that lies on one page; ``placed`` turns points of the page into pixels."""
    paper = colours("contrast_light" if theme.look().high_contrast else "light")
    segments = list(
        dressing.marks.segments(letters.start, letters.end, dressing.shown, dressing.chosen, dressing.lit)
    )

    def boxes(start: int, end: int) -> list[QRectF]:
        return [placed(rect).adjusted(-1, -1, 1, 1) for rect in letters.rectangles(start, end)]

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for segment in segments:
        if segment.fill:
            for box in boxes(segment.start, segment.end):
                painter.fillRect(box, paper[segment.fill])
    for number in dressing.hits.within(letters.start, letters.end):
        for box in boxes(*dressing.hits.found[number]):
            painter.fillRect(box, paper["find"])
    chosen_words = boxes(*dressing.selection) if dressing.selection[0] < dressing.selection[1] else []
    for box in chosen_words:
        painter.fillRect(box, paper["selected"])
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for segment in segments:
        colour = paper["accent" if segment.accent else "mark_line"]
        for box in boxes(segment.start, segment.end):
            for line in range(segment.underline):
                bottom = box.bottom() + UNDERLINE - line * 2 * UNDERLINE
                painter.fillRect(QRectF(box.left(), bottom - UNDERLINE, box.width(), UNDERLINE), colour)
    for box in chosen_words:
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 2), paper["accent"])
    painter.setPen(paper["text"])
    if dressing.hit is not None and dressing.hit < len(dressing.hits):
        for box in boxes(*dressing.hits.found[dressing.hit]):
            painter.drawRect(box)
    painter.restore()
