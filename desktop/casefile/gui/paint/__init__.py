"""Everything painted by hand: marks, relations, chips, words on two lines, rows' states.

All of it is plain text and geometry; nothing here can be told to open a file.
"""

from casefile.gui.paint.chips import (
    badge_size,
    chip_size,
    count_width,
    draw_badge,
    draw_chip,
    draw_count,
    draw_filter_chip,
    draw_key_cap,
    draw_keys,
    filter_chip_size,
    key_cap_size,
    keys_width,
)
from casefile.gui.paint.marks import MARK_SHAPES, draw_mark, draw_own_mark, draw_state_box, mark_words
from casefile.gui.paint.relations import (
    RELATION_WORDS,
    draw_quotation,
    draw_relation,
    draw_strength,
    relation_line,
    relation_words,
)
from casefile.gui.paint.rows import draw_drop_frame, draw_drop_target, draw_row, draw_unread_dot
from casefile.gui.paint.words import draw_line, draw_lines, elided, forget_words, split_lines, text_width

__all__ = [
    "MARK_SHAPES",
    "RELATION_WORDS",
    "badge_size",
    "chip_size",
    "count_width",
    "draw_badge",
    "draw_chip",
    "draw_count",
    "draw_drop_frame",
    "draw_drop_target",
    "draw_filter_chip",
    "draw_key_cap",
    "draw_keys",
    "draw_line",
    "draw_lines",
    "draw_mark",
    "draw_own_mark",
    "draw_quotation",
    "draw_relation",
    "draw_row",
    "draw_state_box",
    "draw_strength",
    "draw_unread_dot",
    "elided",
    "filter_chip_size",
    "forget_words",
    "key_cap_size",
    "keys_width",
    "mark_words",
    "relation_line",
    "relation_words",
    "split_lines",
    "text_width",
]
