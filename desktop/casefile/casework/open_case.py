"""An open case: its lanes, its history, and the questions and deeds a front end may put to it.

Everything a front end does goes through here: `do` a command, `undo`, `redo`, `ask` a question on the
reader lane, or `look` at rows by number on its own reading connection (at most a window's worth).
"""

from __future__ import annotations

import contextlib
import datetime
import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from casefile.casework import credentials
from casefile.casework.changing import Changes
from casefile.casework.credentials import SealedCredential
from casefile.casework.history import Command, History
from casefile.casework.lanes import Deliver, Lane, Superseded, Turn, deliver_result
from casefile.casework.sheet import under_legal_hold
from casefile.domain.changes import CaseChanged, Deed, Step
from casefile.domain.credentials import SecretFields
from casefile.domain.errors import ReporterCanFix
from casefile.store.backups import Backup, make_backup, that_open_with
from casefile.store.case_lock import CaseLock
from casefile.store.case_store import CaseStore
from casefile.store.checking import Finding, check
from casefile.store.connection import connect, sqlite3
from casefile.store.copying import Progress, copy_case
from casefile.store.failures import in_words
from casefile.vault import remembered_key
from casefile.vault.passphrase import PARAMETER_SETS, ParameterSets, derive
from casefile.vault.process_hardening import wipe

T = TypeVar("T")
log = logging.getLogger(__name__)


class OpenCase:
    """One open case. Made by `casework.opening`; closed by `close`, which wipes its key.

    ``deliver`` runs a callable where the front end lives; ``changes`` and ``troubles`` are told there.
    """

    def __init__(
        self,
        path: Path,
        key: bytearray,
        lock: CaseLock,
        deliver: Deliver,
        salt: bytes,
        sets: ParameterSets = PARAMETER_SETS,
    ) -> None:
        self.path = path
        self.salt = salt
        self.sets = sets
        self.deliver = deliver
        self.changes = Changes()
        self._troubles: list[Callable[[BaseException], None]] = []
        self._key = key
        self._lock = lock
        self._asking = _Asking()
        self._writing = CaseStore(connect(path, key, writing=True))
        self._reading = CaseStore(connect(path, key, writing=False))
        self.look = CaseStore(connect(path, key, writing=False))
        self._history = History(self._writing)
        self._writer = Lane("writer", when_quiet=self._settle)
        self._reader = Lane("reader")
        self._closed = False

    @property
    def codename(self) -> str:
        """What the case is called on screen."""
        return self.look.case_sheet.get("codename") or self.path.stem

    def when_trouble(self, listener: Callable[[BaseException], None]) -> None:
        """Tells ``listener``, where the front end lives, what went wrong on a lane."""
        self._troubles.append(listener)

    def do(
        self,
        command: Command,
        then: Callable[[CaseChanged | None], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
        origin: str = "",
    ) -> Future[CaseChanged | None]:
        """Does a deed as one step. The future, ``then`` and every listener hear what it changed."""
        return self._step(lambda: self._history.do(command, origin), then, trouble)

    def undo(self, then: Callable[[CaseChanged | None], None] | None = None) -> Future[CaseChanged | None]:
        """Takes the last step back."""
        return self._step(lambda: self._history.undo(), then, None)

    def redo(self, then: Callable[[CaseChanged | None], None] | None = None) -> Future[CaseChanged | None]:
        """Makes the step undone last again."""
        return self._step(lambda: self._history.redo(), then, None)

    def ask(
        self,
        question: Callable[[CaseStore], T],
        then: Callable[[T], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
        instead_of: str | None = None,
    ) -> Future[T]:
        """Puts a question on the reader lane. A newer one with the same ``instead_of`` stops an older one.

        After the case is closed a question is never answered: its future is cancelled.
        """
        if self._closed:
            return _never()
        number = self._asking.begin(instead_of, self._reading)

        def answer() -> T:
            with self._asking.answering(instead_of, number):
                try:
                    return question(self._reading)
                except sqlite3.OperationalError as problem:
                    if self._asking.overtaken(instead_of, number):
                        raise Superseded from problem
                    raise

        future = self._reader.submit(answer)
        deliver_result(future, self.deliver, then, trouble or self._tell_trouble)
        return future

    def write(
        self,
        work: Callable[[CaseStore], T],
        then: Callable[[T], None] | None = None,
        trouble: Callable[[BaseException], None] | None = None,
        turn: Turn = Turn.BACKGROUND,
    ) -> Future[T]:
        """Runs work that is no step (imports filling in, window state) on the writer lane."""
        if self._closed:
            return _never()

        def run() -> T:
            with in_words():
                return work(self._writing)

        future = self._writer.submit(run, turn)
        deliver_result(future, self.deliver, then, trouble or self._tell_trouble)
        return future

    def answer(self, question: Callable[[CaseStore], T]) -> T:
        """The answer to a question, waited for; what it raises is raised here and told to nobody else."""

        def run() -> T:
            with in_words():
                return question(self._reading)

        return self._reader.submit(run).result()

    def written(self, work: Callable[[CaseStore], T]) -> T:
        """The result of work on the writer lane, waited for; what it raises is raised here alone."""

        def run() -> T:
            with in_words():
                return work(self._writing)

        return self._writer.submit(run, Turn.BACKGROUND).result()

    def publish(self, change: CaseChanged) -> None:
        """Tells every listener, where the front end lives."""
        self.deliver(lambda: self.changes.publish(change))

    def trouble(self, problem: BaseException) -> None:
        """Tells, where the front end lives, what went wrong in work nobody waits for."""
        self.deliver(lambda: self._tell_trouble(problem))

    def own_files(self) -> frozenset[tuple[int, int]]:
        """The case's own files, by device and inode: the file, its log and index, its lock.

        Nothing else in this process may open them, whatever they are called: closing such a descriptor
        ends SQLite's locks (sqlite.org/howtocorrupt.html, 2.2).
        """
        name = self.path.name
        places = [self.path, self._lock.path, *(self.path.with_name(name + end) for end in ("-wal", "-shm"))]
        found = set()
        for place in places:
            with contextlib.suppress(OSError):
                status = place.stat()
                found.add((status.st_dev, status.st_ino))
        return frozenset(found)

    def owns(self, path: Path) -> bool:
        """Whether something written at ``path`` would fall on the open case."""
        ours = {self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm", self._lock.path.name}
        try:
            status = path.stat()
        except OSError:
            return path.name in ours and path.absolute().parent == self.path.absolute().parent
        return (status.st_dev, status.st_ino) in self.own_files()

    def opens_with(self, passphrase: str) -> bool:
        """Whether a passphrase is this case's. Waits on key derivation: ask it on a lane."""
        tried = derive(passphrase, self.salt, self.sets)
        try:
            return secrets.compare_digest(tried, self._key)
        finally:
            wipe(tried)

    def keep_login(self) -> None:
        """Lets this computer's login open the case. Waits on the keyring. Raises ReporterCanFix."""
        remembered_key.remember(self.salt, self._key)

    def forget_login(self) -> None:
        """Takes the key out of this computer's keyring."""
        remembered_key.forget(self.salt)

    def back_up(
        self, folder: Path, now: datetime.datetime | None = None, progress: Progress | None = None
    ) -> Path:
        """Writes and verifies a backup in a folder; waits, while the reporter's deeds go on.

        What older backups it replaces goes, unless the case is under a legal hold. ``now`` is local time.
        """
        trim = not self.answer(under_legal_hold)
        now = now or datetime.datetime.now()
        backup = make_backup(self.path, self._key, self.salt, folder, now, trim=trim, progress=progress)
        return backup.path

    def backups_that_open(self, folder: Path) -> list[Backup]:
        """The backups in a folder that the present passphrase opens, newest first; waits.

        Raises ReporterCanFix place_missing, disk_gone.
        """
        return that_open_with(folder, self.path, self._key, self.salt)

    def check_backup(self, backup: Backup) -> list[Finding]:
        """Everything found wrong with a backup, its originals read again as well; waits."""
        return check(backup.path, self._key, full=True)

    def save_copy(self, destination: Path) -> None:
        """Writes a verified full copy, still encrypted under the same passphrase; waits."""
        copy_case(self.path, self._key, self.salt, destination)

    def seal_credential(self, name: str, secret: SecretFields, id_: str = "") -> SealedCredential:
        """Seals a login's secret fields, to be written by `NewCredential` or `ChangeCredential`."""
        return credentials.seal(self.look, self._key, name, secret, id_)

    def unseal_credential(self, n: int) -> SecretFields:
        """The secret fields of a login. Raises ReporterCanFix."""
        return credentials.unseal(self.look, self._key, n)

    def sealed_by(self, store: CaseStore, name: str, secret: SecretFields) -> SealedCredential:
        """As `seal_credential`, on the lane that answers with ``store``."""
        return credentials.seal(store, self._key, name, secret)

    def unsealed_by(self, store: CaseStore, n: int) -> SecretFields:
        """As `unseal_credential`, on the lane that answers with ``store``."""
        return credentials.unseal(store, self._key, n)

    def steps(self, then: Callable[[list[Step]], None], limit: int = 200) -> None:
        """The newest steps of the history, newest first."""
        self.ask(lambda store: store.steps.newest(limit), then)

    def next_undo(self) -> Deed | None:
        """What Undo would take back, for the menu's label."""
        step = self.look.steps.last_done()
        return step.deed if step is not None else None

    def next_redo(self) -> Deed | None:
        """What Redo would make again."""
        step = self.look.steps.first_undone()
        return step.deed if step is not None else None

    def close(self) -> None:
        """Finishes what was begun, moves the log into the case file, closes it and wipes the key."""
        if self._closed:
            return
        self._closed = True
        self._asking.stop(self._reading)
        self._reader.stop(drop_waiting=True)
        self._writer.submit(self._settle)
        self._writer.stop()
        self.look.close()
        self._reading.close()
        self._writing.close()
        wipe(self._key)
        self._lock.release()

    def _step(
        self,
        work: Callable[[], CaseChanged | None],
        then: Callable[[CaseChanged | None], None] | None,
        trouble: Callable[[BaseException], None] | None,
    ) -> Future[CaseChanged | None]:
        def run() -> CaseChanged | None:
            with in_words():
                return work()

        if self._closed:
            return _never()
        future = self._writer.submit(run, Turn.REPORTER)

        def told(change: CaseChanged | None) -> None:
            if change is not None:
                self.changes.publish(change)
            if then is not None:
                then(change)

        deliver_result(future, self.deliver, told, trouble or self._tell_trouble)
        return future

    def _settle(self) -> bool:
        """Moves the write-ahead log into the file, so that a copy of the open case holds every step.

        False where a reading was under way that needs the log: it is tried again after as long.
        """
        try:
            return self._writing.settle()
        except ReporterCanFix:
            log.warning("the write-ahead log could not be moved into the case yet")
            return True

    def _tell_trouble(self, problem: BaseException) -> None:
        for listener in tuple(self._troubles):
            listener(problem)


def _never() -> Future[Any]:
    """What is asked of a closed case."""
    future: Future[Any] = Future()
    future.cancel()
    return future


class _Asking:
    """Which question of each kind is the newest, and how to stop the one that is being answered."""

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._newest: dict[str, int] = {}
        self._now: str | None = None
        self._stopping = False

    def begin(self, name: str | None, store: CaseStore) -> int:
        if name is None:
            return 0
        with self._gate:
            self._newest[name] = number = self._newest.get(name, 0) + 1
            if self._now == name:
                store.interrupt()
        return number

    def overtaken(self, name: str | None, number: int) -> bool:
        with self._gate:
            return self._stopping or (name is not None and self._newest.get(name, 0) != number)

    def answering(self, name: str | None, number: int) -> _Answering:
        if self.overtaken(name, number):
            raise Superseded
        return _Answering(self, name)

    def set_now(self, name: str | None) -> None:
        with self._gate:
            self._now = name

    def stop(self, store: CaseStore) -> None:
        with self._gate:
            self._stopping = True
            store.interrupt()


class _Answering:
    def __init__(self, asking: _Asking, name: str | None) -> None:
        self._asking = asking
        self._name = name

    def __enter__(self) -> None:
        self._asking.set_now(self._name)

    def __exit__(self, *failure: object) -> None:
        self._asking.set_now(None)
