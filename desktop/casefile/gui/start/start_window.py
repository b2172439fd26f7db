"""The window before a case is open: the pine panel at the left, one form at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from casefile.gui import theme
from casefile.gui.start.motif import PinePanel
from casefile.gui.start.new_case import Judgement, NewCaseForm, judge_by_length
from casefile.gui.start.recovery_key import RecoveryKeyForm
from casefile.gui.start.unlock import UnlockForm
from casefile.gui.widgets.plain import Surface
from casefile.gui.window.arrangement import SMALLEST

PANEL, FORM, PANEL_FROM = 632, 420, 1000


class StartWindow(QWidget):
    """Three forms, one shown: `unlock`, `new_case`, `recovery_key`.

    A dropped `.casefile` is said by `case_dropped`; other dropped files wait and are said by
    `files_dropped` as their paths, once a case is open it is the controller's to import them.
    """

    case_dropped = Signal(str)
    files_dropped = Signal(list)
    closing = Signal()

    def __init__(
        self,
        make_phrase: Callable[[], str] | None = None,
        judge: Callable[[str, str], Judgement] = judge_by_length,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Casefile")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.panel = PinePanel()
        self.unlock = UnlockForm()
        self.new_case = NewCaseForm(make_phrase, judge)
        self.recovery_key = RecoveryKeyForm()
        self._waiting: list[str] = []
        self._forms = QStackedWidget()
        for form in (self.unlock, self.new_case, self.recovery_key):
            self._forms.addWidget(_centred(form))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(self._forms, 1)
        self.new_case.cancelled.connect(self.show_unlock)
        self.resize(1200, 780)

    def show_unlock(self) -> None:
        """The list of cases and the passphrase; what was typed for a new case is forgotten."""
        self.new_case.forget()
        self._turn(self.unlock, "Casefile")

    def show_new_case(self, place: str) -> None:
        """The first page of *New case*, with a proposed place."""
        self.new_case.begin(place)
        self._turn(self.new_case, "New case – Casefile")

    def show_recovery_key(
        self, groups: tuple[str, ...], *, login_offered: bool, printing: bool = True
    ) -> None:
        """The second page. The case is made; it is shown once this page was confirmed."""
        self.new_case.forget()
        self.recovery_key.show_key(groups, login_offered=login_offered, printing=printing)
        self._turn(self.recovery_key, "Recovery key – Casefile")

    def forget(self) -> None:
        """Takes every secret out of the fields: before the window is hidden or closed."""
        self.unlock.forget()
        self.new_case.forget()
        self.recovery_key.forget()

    @property
    def waiting_files(self) -> list[str]:
        """Paths dropped here before a case was open."""
        return list(self._waiting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / theme.look().scale
        self.panel.setVisible(room >= PANEL_FROM)
        self.panel.setFixedWidth(min(PANEL, round(self.width() * 0.44)))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.forget()
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        untrusted_paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not untrusted_paths:
            return
        event.acceptProposedAction()
        if len(untrusted_paths) == 1 and untrusted_paths[0].endswith(".casefile"):
            self.case_dropped.emit(untrusted_paths[0])
            return
        self._waiting += untrusted_paths
        number = len(self._waiting)
        them = f"the {number} files are" if number > 1 else "the file is"
        self.unlock.files_line.say(
            f"Unlock or create a case first. Then {them} imported.", "accent", "file-down"
        )
        self.files_dropped.emit(untrusted_paths)

    def _turn(self, form: UnlockForm | NewCaseForm | RecoveryKeyForm, title: str) -> None:
        for number in range(self._forms.count()):
            page = self._forms.widget(number)
            if page is not None and page.isAncestorOf(form):
                self._forms.setCurrentIndex(number)
        self.setWindowTitle(title)
        form.go_in()


def _centred(form: QWidget) -> QWidget:
    """A form 420 wide in the middle of its page; it scrolls where the window is too low for it."""
    page = Surface("pane")
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    inside = QWidget()
    inside.setProperty("surface", "none")
    middle = QHBoxLayout(inside)
    middle.setContentsMargins(24, 24, 24, 24)
    column = QVBoxLayout()
    column.addStretch(1)
    column.addWidget(form)
    column.addStretch(1)
    middle.addStretch(1)
    middle.addLayout(column)
    middle.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    row.addWidget(area)

    def keep_width() -> None:
        form.setFixedWidth(theme.look().px(FORM))

    keep_width()
    _Keeper(form, keep_width)
    return page


class _Keeper(QWidget):
    """Keeps a form's width as the text grows; a child of it, so that it goes when the form goes."""

    def __init__(self, form: QWidget, keep: Callable[[], None]) -> None:
        super().__init__(form)
        self._keep = keep
        self.hide()
        theme.look().changed.connect(self._changed)

    def _changed(self) -> None:
        self._keep()
