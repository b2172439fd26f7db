"""What is done to tags themselves: made, renamed, merged, marked, deleted, put on the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect

from casefile.casework.commands.tagging import (
    AddTags,
    DeleteTag,
    MarkTag,
    MergeTags,
    NewTag,
    RemoveTags,
    RenameTag,
)
from casefile.casework.history import Command
from casefile.domain.changes import CaseChanged
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import TAGGABLE
from casefile.domain.sentences import say
from casefile.domain.step_labels import counted
from casefile.domain.tags import Tag
from casefile.gui.library.popups import TagPopup
from casefile.gui.main_window import MainWindow
from casefile.gui.models.dragged_tags import DraggedTag
from casefile.gui.session import Session
from casefile.gui.tags.naming import InlineName, InlineQuestion
from casefile.gui.tags.tag_drops import TagDrops
from casefile.gui.tags.tag_menu import TagDeeds, mark_menu, tag_menu
from casefile.gui.tags.tag_view import TagView

if TYPE_CHECKING:
    from casefile.gui.tags.tag_pane import TagPane

CANNOT_SPLIT = "Put another tag on the part that belongs apart, then take this one off it."


class TagPaneDeeds(QObject):
    """Hears the keys and menus of the tag pane. Every deed is one step and can be undone."""

    def __init__(self, window: MainWindow, session: Session, view: TagView, pane: TagPane) -> None:
        super().__init__(pane)
        self._window, self._session, self._view, self._pane = window, session, view, pane
        self.name = InlineName(view)
        self.question = InlineQuestion(pane)
        self.drops = TagDrops(view, session.do, self._dropped_to_merge)
        over = window.centralWidget() or window
        self.into = TagPopup(over, session)
        self.into.tags_wanted.connect(self._merge_into)
        self._merging: Tag | None = None
        self._wanted: str | None = None
        self._asked_before = False
        view.menu_wanted.connect(self.show_menu)
        for id_, do in {
            "tag.new": self._new_here,
            "tag.rename": self._rename_current,
            "tag.merge": self._ask_merge_current,
            "tag.colour": self._ask_mark_current,
            "tag.delete": self._delete_current,
        }.items():
            window.deeds.when(id_, do)
        window.deeds.allow("tag.split", False, CANNOT_SPLIT)

    # -- the menu --------------------------------------------------------------------------------

    def show_menu(self, place: QPoint) -> None:
        """The context menu of the tag the keyboard stands on."""
        tag = self._view.current_tag()
        if tag is None:
            return
        deeds = TagDeeds(
            only=lambda: self._view.turned.emit(tag, "only"),
            leave_out=lambda: self._view.turned.emit(tag, "leave_out"),
            add=lambda: self._on_selection(tag, put=True),
            remove=lambda: self._on_selection(tag, put=False),
            rename=lambda: self.rename(tag),
            merge=lambda: self._ask_merge(tag),
            mark=lambda mark: self._session.do(MarkTag(tag.n, mark)),
            new_below=lambda: self.new_tag(tag),
            delete=lambda: self._session.do(DeleteTag(tag.n)),
        )
        selection = self._session.selection
        usable = selection.kind in TAGGABLE and bool(selection.numbers)
        selected = counted(selection.kind, len(selection.numbers)) if usable else ""
        menu = tag_menu(self._view, tag, deeds, selected)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _on_selection(self, tag: Tag, *, put: bool) -> None:
        selection = self._session.selection
        if put:
            self._session.do(AddTags(selection.kind, selection.numbers, (tag.path,)))
        else:
            self._session.do(RemoveTags(selection.kind, selection.numbers, (tag.n,)))

    # -- names -----------------------------------------------------------------------------------

    def rename(self, tag: Tag) -> None:
        """F2: the name becomes a field in its row."""
        self.name.rename(tag, lambda path: self._renamed(tag, path))

    def new_tag(self, level: Tag | None) -> None:
        """A field for a new tag below a level, or at the top."""
        if self._view.isHidden():
            self._pane.show_tree()
        if level is not None:
            self._view.expand(self._view.tags.index_of(level.n))
            self._view.scrollTo(self._view.tags.index_of(level.n))
        near = self._view.row_rect(level.n) if level is not None else QRect()
        self.name.new_below(level, near, self._named_new)

    def create(self, words: str) -> None:
        """*Create it*: the words of the filter field become a tag."""
        self._named_new(words)

    def levels_shown(self) -> None:
        """The tree was read anew: a tag just made is gone to."""
        wanted, self._wanted = self._wanted, None
        node = self._view.tags.levels.by_path(wanted) if wanted is not None else None
        if node is not None:
            self._view.go_to(node.tag.n)

    def _renamed(self, tag: Tag, path: str) -> bool:
        other = self._view.tags.levels.by_path(path)
        if other is None or other.tag.n == tag.n:
            self._do(RenameTag(tag.n, path))
            return True
        words = f"There is already {other.tag.name}. Merge into it?"
        self._ask_under(tag.n, words, "Merge", MergeTags(tag.n, other.tag.n))
        return True

    def _named_new(self, path: str) -> bool:
        other = self._view.tags.levels.by_path(path)
        if other is not None:
            self._view.go_to(other.tag.n)
            self._window.status.say_deed(f"There is already {other.tag.name}.", "info", undoable=False)
            return True
        self._wanted = path
        self._do(NewTag(path))
        return True

    # -- merging ---------------------------------------------------------------------------------

    def _ask_merge(self, tag: Tag) -> None:
        self._merging = tag
        over = self._window.centralWidget() or self._window
        row = self._view.row_rect(tag.n)
        place = QRect(self._view.viewport().mapTo(over, row.topLeft()), row.size())
        self.into.ask(place, f"Merge {tag.name} into")

    def _merge_into(self, paths: tuple[str, ...]) -> None:
        tag, self._merging = self._merging, None
        other = self._view.tags.levels.by_path(paths[0]) if paths else None
        if tag is None:
            return
        if other is None:
            self._do(RenameTag(tag.n, paths[0]))
        elif other.tag.n != tag.n:
            self._do(MergeTags(tag.n, other.tag.n))

    def _dropped_to_merge(self, dragged: DraggedTag, into: Tag) -> None:
        """Shift-drop: asked the first time, since putting below is so near (visual.md 7)."""
        command = MergeTags(dragged.n, into.n)
        if self._asked_before:
            self._do(command)
            return
        words = f"Merge {dragged.name} into {into.name}? {dragged.name} is gone then."
        self._ask_under(into.n, words, "Merge", command)

    def _ask_under(self, tag: int, words: str, yes: str, command: Command) -> None:
        row = self._view.row_rect(tag)
        place = QRect(self._view.viewport().mapTo(self._pane, row.topLeft()), row.size())

        def do() -> None:
            self._asked_before = True
            self._do(command)

        self.question.ask(place, words, yes, do)

    # -- the current tag -------------------------------------------------------------------------

    def _new_here(self) -> None:
        """Insert: below a level, beside any other tag."""
        node = self._view.tags.node(self._view.currentIndex())
        if node is None or not self._view.hasFocus():
            self.new_tag(None)
        elif node.has_below:
            self.new_tag(node.tag)
        else:
            above = self._view.tags.levels.by_path(node.tag.above) if node.tag.above else None
            self.new_tag(above.tag if above is not None else None)

    def _rename_current(self) -> None:
        tag = self._current()
        if tag is not None:
            self.rename(tag)

    def _ask_merge_current(self) -> None:
        tag = self._current()
        if tag is not None:
            self._ask_merge(tag)

    def _ask_mark_current(self) -> None:
        tag = self._current()
        if tag is None:
            return
        menu = mark_menu(self._view, tag.mark, lambda mark: self._session.do(MarkTag(tag.n, mark)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._view.viewport().mapToGlobal(self._view.row_rect(tag.n).bottomLeft()))

    def _delete_current(self) -> None:
        tag = self._current()
        if tag is not None:
            self._do(DeleteTag(tag.n))

    def _current(self) -> Tag | None:
        tag = self._view.current_tag()
        if tag is None:
            self._window.status.say_deed("Choose a tag in the tag pane first.", "info", undoable=False)
        return tag

    def _do(self, command: Command) -> None:
        self._session.case.do(command, self._done, self._hindered)

    def _done(self, _change: CaseChanged | None) -> None:
        self._view.setFocus()

    def _hindered(self, problem: BaseException) -> None:
        """Names that are taken are told where they were typed; anything else as everywhere."""
        told = isinstance(problem, ReporterCanFix) and problem.code in ("tag_exists", "tag_below_itself")
        if told and isinstance(problem, ReporterCanFix):
            self._window.status.say_deed(say(problem), "info", undoable=False)
        else:
            self._session.trouble.emit(problem)
