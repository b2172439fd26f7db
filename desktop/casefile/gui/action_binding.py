"""The actions table made into `QAction`s: keys that act in their places, tooltips, fresh icons.

A pane says ``actions.work_in(pane, "list")``; from then on the keys of that place act while the
keyboard is inside it. While a text field has the keyboard, `TypingGuard` keeps every key that words
are typed with from acting, whatever the place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from casefile.gui import icons, theme
from casefile.gui.actions import ACTIONS, BY_ID, MENUS, Action, Place, is_single, tooltip
from casefile.gui.speaking import tip_text

_WRITING = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_MODIFIED = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class ActionTable(QObject):
    """The actions of one window.

    `asked` carries the id of whatever the reporter asked for, from menu, key, button or palette alike.
    """

    asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, QAction] = {}
        self._rebound: dict[str, tuple[str, ...]] = {}
        self._far: dict[str, list[QShortcut]] = {}
        self._singles = True
        self._allowed: dict[str, bool] = {}
        self._only: set[str] | None = None
        self._reasons: dict[str, str] = {}
        for action in ACTIONS:
            self._made[action.id] = self._make(action)
        self._guard = TypingGuard(self)
        theme.look().changed.connect(self._refresh_icons)
        self._refresh_icons()
        for action in ACTIONS:
            self._bind(action)

    def __getitem__(self, id: str) -> QAction:
        """The `QAction` of an id. Raises `KeyError` for an id not in the table."""
        return self._made[id]

    def when(self, id: str, do: Callable[[], object]) -> None:
        """Calls ``do`` whenever the action is asked for."""
        self._made[id].triggered.connect(lambda _checked=False: do())

    def work_in(self, pane: QWidget, *places: Place) -> None:
        """The keys of these places act while the keyboard is in ``pane`` or a child of it."""
        for action in ACTIONS:
            if action.places & set(places):
                pane.addAction(self._made[action.id])

    def allow(self, id: str, allowed: bool, reason: str = "") -> None:
        """Enables or disables; a disabled action's tooltip says what would enable it (``reason``)."""
        self._allowed[id] = allowed
        self._made[id].setEnabled(allowed and (self._only is None or id in self._only))
        self._reasons[id] = "" if allowed else reason
        self._say(BY_ID[id])

    def allow_only(self, ids: set[str] | None) -> None:
        """While the curtain is drawn only these work; None gives back what each was allowed before."""
        self._only = ids
        for id, made in self._made.items():
            made.setEnabled(self._allowed.get(id, True) and (ids is None or id in ids))
        for shortcuts in self._far.values():
            for shortcut in shortcuts:
                shortcut.setEnabled(ids is None)

    def reason(self, id: str) -> str:
        """Why an action cannot be used now; "" when it can."""
        return self._reasons.get(id, "")

    def keys(self, id: str) -> tuple[str, ...]:
        """The keys in force, first the one to print."""
        action = BY_ID[id]
        keys = self._rebound.get(id, action.keys + action.far_keys)
        return keys if self._singles else tuple(key for key in keys if not is_single(key))

    def set_single_letters(self, on: bool) -> None:
        """Settings › Keyboard: single-letter keys on or off (WCAG 2.1.4)."""
        self._singles = on
        for action in ACTIONS:
            self._bind(action)

    def rebind(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Replaces the keys of the named actions (Settings › Keyboard); the others go back to the table."""
        self._rebound = dict(keys)
        for action in ACTIONS:
            self._bind(action)

    def name_step(self, undo: str | None, redo: str | None) -> None:
        """What Undo and Redo would do now, for the Edit menu: "Undo Tag *leak* on 4 passages"."""
        for id, word, step in (("edit.undo", "Undo", undo), ("edit.redo", "Redo", redo)):
            text = f"{word} {step}" if step else word
            self._made[id].setText(text.replace("&", "&&"))
            self.allow(id, step is not None, f"Nothing to {word.lower()}.")
            tip = f"{text}  {self.keys(id)[0]}" if step else f"Nothing to {word.lower()}."
            self._made[id].setToolTip(tip_text(tip))

    def fill_menu(self, menu: QMenu, name: str) -> None:
        """Puts the actions of one menu of the menu bar into ``menu``, in the table's order."""
        for action in ACTIONS:
            if action.menu == name:
                if action.line and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(self._made[action.id])

    def menus(self, parent: QWidget) -> list[QMenu]:
        """One filled menu for every name of the menu bar."""
        made = []
        letters = {"Contact": "Co&ntact"}
        for name in MENUS:
            menu = QMenu(letters.get(name, f"&{name}"), parent)
            menu.setAccessibleName(name)
            menu.setToolTipsVisible(True)
            self.fill_menu(menu, name)
            made.append(menu)
        return made

    def _make(self, action: Action) -> QAction:
        made = QAction(action.text, self._window)
        made.setObjectName(action.id)
        made.setCheckable(action.checkable)
        made.setMenuRole(QAction.MenuRole.NoRole)
        if action.places:
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(made)
        made.triggered.connect(lambda _checked=False, id=action.id: self.asked.emit(id))
        return made

    def _bind(self, action: Action) -> None:
        made = self._made[action.id]
        keys = self.keys(action.id)
        far = action.far_keys if action.id not in self._rebound else ()
        made.setShortcuts([QKeySequence(key) for key in keys if key not in far])
        for old in self._far.pop(action.id, []):
            old.setEnabled(False)
            old.deleteLater()
        self._far[action.id] = [QShortcut(QKeySequence(key), self._window, made.trigger) for key in far]
        self._say(action)

    def _say(self, action: Action) -> None:
        reason = self._reasons.get(action.id, "")
        words = tooltip(action, self.keys(action.id))
        self._made[action.id].setToolTip(tip_text(f"{words}\n{reason}" if reason else words))
        self._made[action.id].setStatusTip("")

    def _refresh_icons(self) -> None:
        for action in ACTIONS:
            if action.icon:
                self._made[action.id].setIcon(icons.icon(action.icon))


class TypingGuard(QObject):
    """Gives every plain key to the text field that has the keyboard, before any action can take it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._gone)
            self._field = None
        if isinstance(now, _WRITING):
            self._field = now
            now.installEventFilter(self)
            now.destroyed.connect(self._gone)

    def _gone(self) -> None:
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            function_key = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35 and event.key() != Qt.Key.Key_F2
            if not event.modifiers() & _MODIFIED and not function_key and event.key() != Qt.Key.Key_Escape:
                event.accept()
                return True
        return False
