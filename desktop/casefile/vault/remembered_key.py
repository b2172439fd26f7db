"""The key of a case kept by this computer's login, if the reporter asked for it.

Only stores of the system that really protect what they are given, made by name: never the one that
``keyring`` would choose by its settings, environment or installed plug-ins. Some of those accept a
password and drop it (null, an empty chainer) or write it down readable (`keyrings.alt`): tried. What was
written is read back and compared. The passphrase always stays a way in.

No call may take longer than `TIMEOUT_SECONDS`, for a locked store may wait for a prompt nobody sees; the
deeds here may be called from any thread.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import importlib
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

from casefile.domain.errors import ReporterCanFix

T = TypeVar("T")

TIMEOUT_SECONDS = 10.0
SERVICE = "Casefile"
KEY_BYTES = 32

ALLOWED = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
)
"""Stores that keep a password encrypted under the login, best first. A system has one or two of them."""

_STAYS_ON_THIS_COMPUTER = "local machine"
"""Windows: without it an entry travels with a roaming profile (CRED_PERSIST_ENTERPRISE)."""


class Store(Protocol):
    """What is used of a ``keyring`` backend."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def entry_name(salt: bytes) -> str:
    """The name of a case's entry, known before the case is open and telling nothing (decision 29)."""
    return hashlib.sha256(b"casefile keyring" + salt).hexdigest()


def available() -> bool:
    """Whether this computer has a store that is allowed. Asks the system; may take a moment."""
    try:
        _asked(_find_store)
    except ReporterCanFix:
        return False
    return True


def remember(salt: bytes, key: bytes | bytearray, store: Store | None = None) -> None:
    """Keeps the key of the case with this salt, and makes sure that it can be read back.

    Raises ReporterCanFix: ``keyring_missing``, ``keyring_locked``, ``keyring_dismissed``,
    ``keyring_failed`` (also when what was read back differs; the entry is then removed),
    ``keyring_weak`` for a store that is not allowed, ``keyring_slow``.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a case key has {KEY_BYTES} bytes")
    name, secret = entry_name(salt), key.hex()

    def keep(abandoned: threading.Event) -> None:
        chosen = _checked(store)
        chosen.set_password(SERVICE, name, secret)
        read_back = _same(chosen.get_password(SERVICE, name), secret)
        if not read_back or abandoned.is_set():  # told as failed, so nothing may stay behind
            with contextlib.suppress(Exception):
                chosen.delete_password(SERVICE, name)
        if not read_back:
            raise ReporterCanFix("keyring_failed")

    _asked(keep)


def recall(salt: bytes, store: Store | None = None) -> bytearray:
    """The key kept for the case with this salt. The caller wipes it.

    Raises ReporterCanFix: ``keyring_no_entry`` when nothing is kept for this case, else as `remember`.
    """
    secret = _asked(lambda _: _checked(store).get_password(SERVICE, entry_name(salt)))
    if secret is None:
        raise ReporterCanFix("keyring_no_entry")
    try:
        key = bytearray.fromhex(secret)
    except ValueError as problem:
        raise ReporterCanFix("keyring_failed") from problem
    if len(key) != KEY_BYTES:
        raise ReporterCanFix("keyring_failed")
    return key


def is_kept(salt: bytes, store: Store | None = None) -> bool:
    """Whether an entry is there for the case. False too where no store answers.

    Asked whenever the start window stands, so it never lets the system put a question of its own: a
    Secret Service is searched without being opened, which it allows while it is locked, and before it
    was ever made. (Asked by `recall`, it put its own password window over ours, and the passphrase of the
    case was typed there: seen.)
    """

    def look(_abandoned: threading.Event) -> bool:
        chosen = _checked(store)
        if type(chosen).__module__ == "keyring.backends.SecretService":
            return _secret_service_holds(entry_name(salt))
        return chosen.get_password(SERVICE, entry_name(salt)) is not None

    try:
        return _asked(look)
    except ReporterCanFix:
        return False


def _secret_service_holds(name: str) -> bool:
    import secretstorage

    with contextlib.closing(secretstorage.dbus_init()) as bus:
        wanted = {"service": SERVICE, "username": name}
        return next(secretstorage.search_items(bus, wanted), None) is not None


def forget(salt: bytes, store: Store | None = None) -> None:
    """Removes the key kept for the case with this salt, and makes sure that it is gone.

    Nothing kept is no failure. Raises ReporterCanFix as `remember`.
    """
    name = entry_name(salt)

    def drop(_abandoned: threading.Event) -> None:
        chosen = _checked(store)
        if chosen.get_password(SERVICE, name) is None:
            return
        chosen.delete_password(SERVICE, name)
        if chosen.get_password(SERVICE, name) is not None:
            raise ReporterCanFix("keyring_failed")

    _asked(drop)


def is_allowed(store: object) -> bool:
    """Whether a store is exactly one of the allowed classes; a class of their making is not."""
    return (type(store).__module__, type(store).__qualname__) in ALLOWED


def _checked(store: Store | None) -> Store:
    if store is None:
        return _find_store()
    if not is_allowed(store):
        raise ReporterCanFix("keyring_weak")
    return store


def _find_store(_abandoned: threading.Event | None = None) -> Store:
    """Makes the first allowed store that says it works here. Raises ``keyring_missing``."""
    for module, name in ALLOWED:
        try:
            kind: Any = getattr(importlib.import_module(module), name)
            kind.priority  # noqa: B018 - raises where the store does not work
        except Exception:  # another program's edge: RuntimeError mostly, but buses raise their own
            continue
        store: Any = kind()
        _undo_environment(store)
        chosen: Store = store
        return chosen
    raise ReporterCanFix("keyring_missing")


def _undo_environment(store: Any) -> None:
    """Takes back what ``KEYRING_PROPERTY_…`` variables set: they could lead to another collection."""
    for name in [name for name in vars(store) if name not in {"handle"}]:
        with contextlib.suppress(AttributeError):
            delattr(store, name)
    if type(store).__name__ == "WinVaultKeyring":
        store.persist = _STAYS_ON_THIS_COMPUTER
    if type(store).__module__ == "keyring.backends.macOS":
        store.keychain = None  # the class takes another one from KEYCHAIN_PATH


def _asked(question: Callable[[threading.Event], T]) -> T:
    """The answer of a store, asked on a thread of its own; its failures said in our codes.

    When the answer comes too late, the thread is left to end by itself and knows that nobody waits.
    """
    answers: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()
    abandoned = threading.Event()

    def ask() -> None:
        try:
            with _in_our_codes():
                answers.put((question(abandoned), None))
        except BaseException as problem:  # the thread's edge: it belongs to whoever asked
            answers.put((None, problem))

    threading.Thread(target=ask, name="casefile keyring", daemon=True).start()
    try:
        answer, problem = answers.get(timeout=TIMEOUT_SECONDS)
    except queue.Empty:
        abandoned.set()
        raise ReporterCanFix("keyring_slow", seconds=int(TIMEOUT_SECONDS)) from None
    if problem is not None:
        raise problem
    return answer  # type: ignore[return-value]


@contextlib.contextmanager
def _in_our_codes() -> Iterator[None]:
    from keyring import errors

    try:
        yield
    except ReporterCanFix:
        raise
    except errors.NoKeyringError as problem:
        raise ReporterCanFix("keyring_missing") from problem
    except Exception as problem:  # another program's edge: D-Bus, Keychain and Windows raise their own
        if _was_dismissed(problem):
            raise ReporterCanFix("keyring_dismissed") from problem
        if isinstance(problem, errors.KeyringLocked) or _class_name(problem) == "LockedException":
            raise ReporterCanFix("keyring_locked") from problem
        raise ReporterCanFix("keyring_failed") from problem


def _was_dismissed(problem: BaseException | None) -> bool:
    """Whether the system's own prompt was closed unanswered: said by a class, or only in a sentence.

    A locked collection whose prompt was closed is told as locked by ``keyring``, and so by us.
    """
    while problem is not None:
        if _class_name(problem) == "PromptDismissedException":
            return True
        told = str(problem).lower()
        if "dismissed" in told or "cancelled by user" in told or "canceled by the user" in told:
            return True
        problem = problem.__cause__
    return False


def _class_name(problem: BaseException) -> str:
    return type(problem).__name__


def _same(read: str | None, written: str) -> bool:
    return read is not None and hmac.compare_digest(read.encode(), written.encode())
