"""From the start window to an open case and back: opening, making, locking, the first import.

Key derivation, the keyring and backups wait on a lane of their own; the window never does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from casefile import settings
from casefile.casework import opening, sample, starting
from casefile.casework.importing.run import Importing
from casefile.casework.lanes import Lane, deliver_result
from casefile.casework.open_case import OpenCase
from casefile.casework.reading_files import start_reading_files
from casefile.domain.errors import ReporterCanFix
from casefile.gui import clipboard, file_dialogs
from casefile.gui.bridge import Bridge
from casefile.gui.case_window import CaseWindow
from casefile.gui.drop import CaseDrops
from casefile.gui.main_window import MainWindow
from casefile.gui.messages import message_for
from casefile.gui.session import Session
from casefile.gui.start import StartWindow
from casefile.gui.start.case_list import CaseFile
from casefile.gui.start.new_case import NewCaseWish
from casefile.gui.tags.tag_pane import TagPane
from casefile.gui.widgets import Message


class Conductor(QObject):
    """One life of the program: one start window, at most one case."""

    locked = Signal(object)
    """The case that was locked: the process ends now."""
    opened = Signal(object)
    """A `CaseWindow`, shown."""

    def __init__(self, start: StartWindow, offered: Path | None = None) -> None:
        super().__init__()
        self.start = start
        self.bridge = Bridge(self)
        self.files = start_reading_files()
        self.case_window: CaseWindow | None = None
        self.settings = settings.load()
        self._opening = Lane("opening")
        self._made: opening.NewCase | None = None
        self._wish: NewCaseWish | None = None
        self._connect()
        self._show_cases(offered)

    def end(self) -> None:
        """Closes what is open and ends every lane and reader."""
        self.bridge.shut()
        if self.case_window is not None:
            self.case_window.stop()
            self.case_window.session.close()
            self.case_window = None
        elif self._made is not None:
            self._made.case.close()
        self._opening.stop(drop_waiting=True)
        self.files.close()

    def _connect(self) -> None:
        unlock, new_case = self.start.unlock, self.start.new_case
        unlock.unlock_requested.connect(self._unlock)
        unlock.recovery_requested.connect(self._unlock_by_recovery)
        unlock.login_requested.connect(self._unlock_by_login)
        unlock.cancelled.connect(lambda: unlock.set_busy(False))
        unlock.case_chosen.connect(self._warn_of_place)
        unlock.folder_asked.connect(self._choose_folder)
        unlock.open_asked.connect(self._choose_case)
        unlock.new_asked.connect(self._begin_new_case)
        unlock.sample_asked.connect(self._choose_sample)
        new_case.create_requested.connect(self._create)
        new_case.place_asked.connect(self._choose_place)
        new_case.backups_asked.connect(self._choose_backups)
        self.start.recovery_key.copy_asked.connect(self._copy_recovery_key)
        self.start.recovery_key.confirmed.connect(self._confirmed)
        self.start.case_dropped.connect(lambda path: self._show_cases(Path(path)))

    # -- the start window ------------------------------------------------------------------------

    def _show_cases(self, offered: Path | None = None) -> None:
        """The cases of the chosen folder, and one that was named on the command line or dropped."""
        folder = Path(self.settings.cases_folder) if self.settings.cases_folder else None
        if offered is not None and (folder is None or offered.parent != folder):
            there = [case for case in starting.cases_in(offered.parent) if case.path == offered]
            shown, name = there, str(offered.parent)
        else:
            shown, name = (starting.cases_in(folder), str(folder)) if folder is not None else ([], "")
        files = [CaseFile(str(one.path), one.path.name, one.size, one.changed) for one in shown]
        self.start.unlock.show_cases(name, files, str(offered) if offered is not None else None)
        self.start.unlock.go_in()
        if offered is not None and not files:
            self.start.unlock.refuse(ReporterCanFix("case_missing"))
        paths = [one.path for one in shown]
        future = self._opening.submit(lambda: {str(path) for path in paths if starting.login_keeps(path)})
        deliver_result(future, self.bridge.deliver, lambda kept: self._show_logins(name, files, kept), _quiet)

    def _show_logins(self, folder: str, files: list[CaseFile], kept: set[str]) -> None:
        if kept and self.case_window is None:
            known = [CaseFile(f.path, f.name, f.size, f.changed, f.path in kept) for f in files]
            self.start.unlock.show_cases(folder, known, self.start.unlock.path)

    def _warn_of_place(self, path: str) -> None:
        self.start.unlock.set_synced(starting.warning_for(Path(path)) is not None)

    def _choose_folder(self) -> None:
        folder = file_dialogs.choose_folder(self.start, self._here(), "Folder of your cases")
        if folder is not None:
            self._remember_folder(folder)
            self._show_cases()

    def _choose_case(self) -> None:
        path = file_dialogs.choose_case(self.start, self._here())
        if path is not None:
            self._show_cases(path)

    def _remember_folder(self, folder: Path) -> None:
        self.settings = settings.replaced(self.settings, cases_folder=str(folder))
        settings.keep(self.settings)

    def _here(self) -> Path:
        return Path(self.settings.cases_folder) if self.settings.cases_folder else Path.home()

    # -- opening ---------------------------------------------------------------------------------

    def _unlock(self, path: str, passphrase: str) -> None:
        deliver = self.bridge.deliver
        self._open(lambda: opening.open_with_passphrase(Path(path), passphrase, deliver))

    def _unlock_by_recovery(self, path: str, typed: str) -> None:
        self._open(lambda: opening.open_with_recovery_key(Path(path), typed, self.bridge.deliver))

    def _unlock_by_login(self, path: str) -> None:
        self._open(lambda: starting.open_with_login(Path(path), self.bridge.deliver))

    def _open(self, work: Callable[[], OpenCase]) -> None:
        self.start.unlock.set_busy(True)
        deliver_result(self._opening.submit(work), self.bridge.deliver, self._show_case, self._not_opened)

    def _not_opened(self, problem: BaseException) -> None:
        self.start.unlock.set_busy(False)
        fixable = problem if isinstance(problem, ReporterCanFix) else ReporterCanFix("our_bug")
        self.start.unlock.refuse(fixable)

    def _show_case(self, case: OpenCase) -> None:
        """An open case gets its window; what was dropped before is imported now."""
        session = Session(case, self.files, Importing(case, self.files))
        window = MainWindow(session)
        self.case_window = CaseWindow(session, window)
        window.drops = drops = CaseDrops(session, self._open_other)
        if isinstance(window.folding.tags, TagPane):
            drops.tag_at = window.folding.tags.tag_at
        self.case_window.lock_wanted.connect(self.lock)
        self.case_window.new_case_wanted.connect(self.lock)
        self.case_window.open_case_wanted.connect(self.lock)
        window.closing.connect(self._closed)
        waiting = self.start.waiting_files
        self.start.forget()
        window.setGeometry(window.geometry())
        window.show()
        self.start.hide()
        self.start.unlock.set_busy(False)
        session.importing.carry_on()
        session.second_look.go_on()
        if waiting:
            session.importing.start([Path(path) for path in waiting])
        self.opened.emit(self.case_window)

    def _open_other(self, path: Path) -> None:
        self.lock(path)

    def lock(self, then: object = None) -> None:
        """Closes the case and ends the process that held its key (decision 11)."""
        path = then if isinstance(then, Path) else None
        if self.case_window is not None:
            path = path or self.case_window.session.case.path
            self.case_window.window.hide()
            self.case_window.keep_state()
            self.case_window.stop()
            self.bridge.shut()
            self.case_window.session.close()
            self.case_window = None
        QGuiApplication.clipboard().clear()
        self.locked.emit(path)

    def _closed(self) -> None:
        application = QApplication.instance()
        if application is not None and self.case_window is not None:
            application.quit()

    # -- a new case ------------------------------------------------------------------------------

    def _begin_new_case(self) -> None:
        folder = self._here()
        name, number = "New case", 1
        while (folder / f"{name}.casefile").exists():
            number += 1
            name = f"New case {number}"
        self.start.show_new_case(str(folder / f"{name}.casefile"))

    def _choose_place(self) -> None:
        proposed = Path(self.start.new_case.wish().path or self._here() / "New case.casefile")
        path = file_dialogs.choose_new_file(self.start, proposed, "Where to keep the case", "casefile")
        if path is not None:
            self.start.new_case.place.set_place(str(path))

    def _choose_backups(self) -> None:
        folder = file_dialogs.choose_folder(self.start, self._here(), "Folder for backup copies")
        if folder is not None:
            self.start.new_case.backups.set_place(str(folder))

    def _create(self, wish: NewCaseWish) -> None:
        self._wish = wish
        self.start.new_case.set_busy(True)
        deliver = self.bridge.deliver

        def make() -> opening.NewCase:
            return opening.new_case(
                Path(wish.path), wish.passphrase, wish.codename, deliver, level=wish.level
            )

        deliver_result(self._opening.submit(make), deliver, self._show_recovery_key, self._not_made)

    def _not_made(self, problem: BaseException) -> None:
        self.start.new_case.set_busy(False)
        fixable = problem if isinstance(problem, ReporterCanFix) else ReporterCanFix("our_bug")
        self.start.new_case.refuse(fixable)

    def _show_recovery_key(self, made: opening.NewCase) -> None:
        self._made = made
        self.start.new_case.set_busy(False)
        offered = self._wish is not None and self._wish.level != "critical"
        self.start.show_recovery_key(made.recovery_groups, login_offered=offered, printing=False)

    def _copy_recovery_key(self) -> None:
        if self._made is not None:
            clipboard.copy_secret(" ".join(self._made.recovery_groups))

    def _confirmed(self, login: bool) -> None:
        made, wish = self._made, self._wish
        if made is None or wish is None:
            return
        self._made = None
        if not self.settings.cases_folder:
            self._remember_folder(Path(wish.path).parent)
        self._show_case(made.case)
        if wish.backups:
            made.case.write(lambda store: store.case_sheet.put("backups", wish.backups))
        if login:
            future = self._opening.submit(made.case.keep_login)
            deliver_result(future, self.bridge.deliver, None, self._say_trouble)

    # -- the sample case -------------------------------------------------------------------------

    def _choose_sample(self) -> None:
        proposed = self._here() / "Sample case.casefile"
        title = "Where to keep the sample case"
        place = file_dialogs.choose_new_file(self.start, proposed, title, "casefile")
        if place is not None:
            self.make_sample(place)

    def make_sample(self, place: Path) -> None:
        """Makes the sample case and shows it, with its passphrase; says so where it cannot be made."""
        line, deliver = self.start.unlock.files_line, self.bridge.deliver
        line.say("Making the sample case. It takes a few seconds.", "accent", "loader-circle")
        self.start.unlock.set_busy(True)

        def show(case: OpenCase) -> None:
            line.say("")
            self._show_case(case)
            if self.case_window is not None:
                words = f"Everything here is invented. The passphrase is: {sample.sample_passphrase()}"
                self.case_window.window.messages.post(Message("sample_case", words, weight="ok"))

        def failed(problem: BaseException) -> None:
            self.start.unlock.set_busy(False)
            line.say(message_for(problem).words, "danger", "circle-x", aloud=True)

        def make() -> OpenCase:
            return sample.make_sample_case(place, sample.sample_passphrase(), deliver, self.files)

        deliver_result(self._opening.submit(make), deliver, show, failed)

    def _say_trouble(self, problem: BaseException) -> None:
        if self.case_window is not None:
            self.case_window.window.messages.post(message_for(problem))


def _quiet(problem: BaseException) -> None:
    """The keyring's silence hinders nothing: the passphrase always works."""
