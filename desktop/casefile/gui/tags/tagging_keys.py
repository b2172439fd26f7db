"""T, the digits and 0 wherever the library's own deeds do not reach: claims and contacts in any view.

Items and passages are tagged by the library while it is shown, words by the reader; what is selected
anywhere else is tagged here, by the same commands.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QAbstractItemView

from casefile.casework.commands.saving_passages import ClearMarkedTags
from casefile.casework.commands.tagging import AddTags, ToggleMarkedTag
from casefile.domain.identifiers import TAGGABLE, Kind
from casefile.domain.step_labels import counted
from casefile.gui.library.popups import TagPopup
from casefile.gui.main_window import MainWindow
from casefile.gui.session import Selection, Session

SELECT_FIRST = "Select what shall be tagged first."
_THE_LIBRARYS = (Kind.ITEM, Kind.PASSAGE)


class TaggingKeys(QObject):
    """Hears the tagging actions of a window."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._about = Selection()
        self.popup = TagPopup(window.centralWidget() or window, session)
        self.popup.tags_wanted.connect(self._add)
        window.deeds.asked.connect(self._asked)

    def _asked(self, id_: str) -> None:
        if not id_.startswith(("tag.add", "tag.toggle", "tag.clear")) or self._is_the_librarys():
            return
        selection = self._session.selection
        if selection.kind not in TAGGABLE or not selection.numbers:
            self._window.status.say_deed(SELECT_FIRST, "info", undoable=False)
        elif id_ == "tag.add":
            self._ask(selection)
        elif id_ == "tag.clear":
            self._session.do(ClearMarkedTags(selection.kind, selection.numbers))
        else:
            mark = int(id_.removeprefix("tag.toggle"))
            self._session.do(ToggleMarkedTag(selection.kind, selection.numbers, mark))

    def _is_the_librarys(self) -> bool:
        if self._window.view != "library":
            return False
        selection = self._session.selection
        return selection.kind in _THE_LIBRARYS or not selection.numbers

    def _ask(self, selection: Selection) -> None:
        self._about = selection
        self.popup.ask(self._anchor(), f"Tag {counted(selection.kind, len(selection.numbers))}")

    def _add(self, paths: tuple[str, ...]) -> None:
        if self._about.numbers:
            self._session.do(AddTags(self._about.kind, self._about.numbers, paths))

    def _anchor(self) -> QRect:
        """The current row of the list with the keyboard, else a place near the top of the window."""
        focus, over = self._window.focusWidget(), self._window.centralWidget() or self._window
        view = focus if isinstance(focus, QAbstractItemView) else None
        if view is None or not view.currentIndex().isValid():
            return QRect(over.width() // 2 - 150, over.height() // 4, 300, 1)
        row = view.visualRect(view.currentIndex()).intersected(view.viewport().rect())
        return QRect(view.viewport().mapTo(over, row.topLeft()), row.size())
