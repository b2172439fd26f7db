"""Context menus of items and passages, in the order of visual.md §7: open first, trash last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from casefile.domain.identifiers import Kind
from casefile.domain.items import Marking
from casefile.domain.tags import MARKS
from casefile.gui.action_binding import ActionTable
from casefile.gui.library.words import COMMON_MARKINGS, MARKING_WORDS, tag_name
from casefile.gui.models.tag_marks import TagMarks

Do = Callable[[str], None]
"""Does what an id asks for: an action of the table, or one of the ids below."""

SHOW_IN = (("evidence", "Evidence"), ("board", "Board"), ("timeline", "Timeline"))


def item_menu(parent: QWidget, deeds: ActionTable, marks: TagMarks, do: Do, *, several: bool) -> QMenu:
    """Open · Peek · Link… · Tag ▸ · Rate… · Marking ▸ · How did you get this?… · Show in ▸ · Check · …"""
    menu = _menu(parent, "Item")
    _table(menu, deeds, "item.open", "item.peek")
    _table(menu, deeds, "link.new")
    menu.addMenu(tag_menu(menu, deeds, marks))
    _table(menu, deeds, "item.rate")
    menu.addMenu(marking_menu(menu, do))
    _table(menu, deeds, "item.provenance")
    menu.addMenu(_show_in(menu, do))
    check = menu.addAction("Check the original again")
    check.triggered.connect(partial(_do, do, "item.check"))
    check.setEnabled(not several)
    _table(menu, deeds, "item.outside", "item.rename")
    menu.addSeparator()
    _table(menu, deeds, "item.trash")
    return menu


def passage_menu(parent: QWidget, deeds: ActionTable, marks: TagMarks, do: Do, *, several: bool) -> QMenu:
    """Open at passage · Link… · Tag ▸ · Copy with citation · Origin… · Turn into a claim · Move to trash."""
    menu = _menu(parent, "Passage")
    opened = menu.addAction("Open at passage")
    opened.triggered.connect(partial(_do, do, "item.open"))
    _table(menu, deeds, "link.new")
    menu.addMenu(tag_menu(menu, deeds, marks))
    _table(menu, deeds, "passage.copy")
    menu.addMenu(_show_in(menu, do))
    claim = menu.addAction("Turn into a claim")
    claim.triggered.connect(partial(_do, do, "passage.claim"))
    claim.setEnabled(not several)
    menu.addSeparator()
    _table(menu, deeds, "item.trash")
    return menu


def tag_menu(parent: QMenu, deeds: ActionTable, marks: TagMarks) -> QMenu:
    """*Tag…* and the marked tags with their digits."""
    menu = QMenu("Tag", parent)
    menu.setAccessibleName("Tag")
    menu.addAction(deeds["tag.add"])
    marked = [(mark, path) for mark in MARKS if (path := marks.path(mark)) is not None]
    if marked:
        menu.addSeparator()
    for mark, path in marked:
        entry = menu.addAction(f"{tag_name(path)}\t{mark}".replace("&", "&&"))
        entry.triggered.connect(deeds[f"tag.toggle{mark}"].trigger)
    if marked:
        menu.addAction(deeds["tag.clear"])
    return menu


def marking_menu(parent: QWidget, do: Do) -> QMenu:
    """Who may see it, in words (decision 14)."""
    menu = QMenu("Marking", parent)
    menu.setAccessibleName("Marking")
    rest = [marking for marking in Marking if marking not in COMMON_MARKINGS]
    for marking in (*COMMON_MARKINGS, *rest):
        entry = menu.addAction(MARKING_WORDS[marking])
        entry.triggered.connect(partial(_do, do, f"marking.{marking.value}"))
    return menu


def kind_of_menu(kind: Kind) -> Callable[..., QMenu]:
    """The menu of a kind of record."""
    return passage_menu if kind is Kind.PASSAGE else item_menu


def _show_in(parent: QMenu, do: Do) -> QMenu:
    menu = QMenu("Show in", parent)
    menu.setAccessibleName("Show in")
    for view, words in SHOW_IN:
        menu.addAction(words).triggered.connect(partial(_do, do, f"show.{view}"))
    return menu


def _menu(parent: QWidget, name: str) -> QMenu:
    menu = QMenu(parent)
    menu.setAccessibleName(name)
    menu.setToolTipsVisible(True)
    return menu


def _table(menu: QMenu, deeds: ActionTable, *ids: str) -> None:
    for id_ in ids:
        menu.addAction(deeds[id_])


def _do(do: Do, id_: str, _checked: bool = False) -> None:
    do(id_)
