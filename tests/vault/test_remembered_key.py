"""A key is kept by this computer's login only where it is really kept, and never at any price."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring.errors
import pytest
from keyring.backends import chainer, fail, null

from casefile.domain.errors import ReporterCanFix
from casefile.vault import remembered_key
from casefile.vault.remembered_key import entry_name, forget, is_kept, recall, remember

KEY = bytes(range(32))
SALT = b"\x01" + bytes(15)


class GoodStore:
    """Keeps what it is given, as the stores of the system do."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class PlaintextKeyring(GoodStore):
    """As keyrings.alt writes passwords to a readable file."""


class FailingStore(GoodStore):
    def __init__(self, problem: Exception) -> None:
        super().__init__()
        self.problem = problem

    def get_password(self, service: str, username: str) -> str | None:
        raise self.problem

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.problem


class ForgetfulStore(GoodStore):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class CuttingStore(GoodStore):
    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:-1])


class ClingingStore(GoodStore):
    def delete_password(self, service: str, username: str) -> None:
        pass


class SlowStore(GoodStore):
    """Waits for a prompt nobody sees, until `answer` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answer.wait()
        super().set_password(service, username, password)


class PromptDismissedException(Exception):
    """Named as secretstorage names it."""


@pytest.fixture
def _fakes_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    fakes = (GoodStore, FailingStore, ForgetfulStore, CuttingStore, ClingingStore, SlowStore)
    names = tuple((fake.__module__, fake.__qualname__) for fake in fakes)
    monkeypatch.setattr(remembered_key, "ALLOWED", names)


def code_of(deed: object, *given: object) -> str:
    with pytest.raises(ReporterCanFix) as told:
        deed(*given)  # type: ignore[operator]
    return told.value.code


@pytest.mark.usefixtures("_fakes_allowed")
def test_a_key_that_was_kept_is_recalled_and_forgotten() -> None:
    store = GoodStore()
    remember(SALT, KEY, store)
    assert recall(SALT, store) == KEY
    assert is_kept(SALT, store)
    forget(SALT, store)
    assert store.kept == {}
    assert not is_kept(SALT, store)
    assert code_of(recall, SALT, store) == "keyring_no_entry"
    forget(SALT, store)


@pytest.mark.usefixtures("_fakes_allowed")
def test_the_entry_tells_neither_salt_nor_case() -> None:
    store = GoodStore()
    remember(SALT, KEY, store)
    ((service, name),) = store.kept
    assert (service, name) == ("Casefile", entry_name(SALT))
    assert len(name) == 64
    assert SALT.hex() not in name
    assert entry_name(SALT) != entry_name(b"\x01" + b"\xff" * 15)


@pytest.mark.parametrize(
    "store", [null.Keyring(), chainer.ChainerBackend(), fail.Keyring(), PlaintextKeyring(), GoodStore()]
)
def test_stores_that_drop_or_expose_a_key_are_refused_as_weak(store: remembered_key.Store) -> None:
    for deed, given in ((remember, (SALT, KEY)), (recall, (SALT,)), (forget, (SALT,))):
        assert code_of(deed, *given, store) == "keyring_weak"
    assert getattr(store, "kept", {}) == {}


def test_a_class_made_from_an_allowed_one_is_not_allowed() -> None:
    from keyring.backends import SecretService

    class Redirected(SecretService.Keyring):  # type: ignore[misc]
        pass

    assert remembered_key.is_allowed(SecretService.Keyring())
    assert not remembered_key.is_allowed(Redirected())


@pytest.mark.usefixtures("_fakes_allowed")
@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (keyring.errors.NoKeyringError("none"), "keyring_missing"),
        (keyring.errors.KeyringLocked("Failed to unlock the collection!"), "keyring_locked"),
        (
            keyring.errors.InitError("Failed to create the collection: Prompt dismissed.."),
            "keyring_dismissed",
        ),
        (keyring.errors.PasswordSetError("Cancelled by user"), "keyring_dismissed"),
        (PromptDismissedException(), "keyring_dismissed"),
        (keyring.errors.PasswordSetError("no room"), "keyring_failed"),
        (OSError("the bus is gone"), "keyring_failed"),
    ],
)
def test_each_way_a_store_fails_is_told_apart(problem: Exception, code: str) -> None:
    assert code_of(remember, SALT, KEY, FailingStore(problem)) == code
    assert code_of(recall, SALT, FailingStore(problem)) == code


@pytest.mark.usefixtures("_fakes_allowed")
@pytest.mark.parametrize("kind", [ForgetfulStore, CuttingStore])
def test_a_store_that_does_not_give_back_what_it_took_has_failed(kind: type[GoodStore]) -> None:
    store = kind()
    assert code_of(remember, SALT, KEY, store) == "keyring_failed"
    assert store.kept == {}


@pytest.mark.usefixtures("_fakes_allowed")
def test_a_key_that_could_not_be_removed_is_told() -> None:
    store = ClingingStore()
    remember(SALT, KEY, store)
    assert code_of(forget, SALT, store) == "keyring_failed"


@pytest.mark.usefixtures("_fakes_allowed")
@pytest.mark.parametrize("secret", ["", "zz" * 32, "00" * 31, "00" * 33])
def test_an_entry_somebody_changed_is_not_taken_for_a_key(secret: str) -> None:
    store = GoodStore()
    store.set_password("Casefile", entry_name(SALT), secret)
    assert code_of(recall, SALT, store) == "keyring_failed"


@pytest.fixture
def slow_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowStore]:
    monkeypatch.setattr(remembered_key, "TIMEOUT_SECONDS", 0.05)
    store = SlowStore()
    yield store
    store.answer.set()
    for thread in threading.enumerate():
        if thread.name == "casefile keyring":
            thread.join(5)


@pytest.mark.usefixtures("_fakes_allowed")
def test_a_store_that_does_not_answer_is_left_and_keeps_nothing_afterwards(slow_store: SlowStore) -> None:
    assert code_of(remember, SALT, KEY, slow_store) == "keyring_slow"
    slow_store.answer.set()
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "casefile keyring")
    thread.join(5)
    assert slow_store.kept == {}


def test_settings_from_outside_do_not_choose_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/org/freedesktop/secrets/collection/other")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert code_of(remember, SALT, KEY) == "keyring_missing"
    assert not remembered_key.available()
    from keyring.backends import SecretService

    store = SecretService.Keyring()
    assert store.preferred_collection.endswith("other")
    remembered_key._undo_environment(store)
    assert not hasattr(store, "preferred_collection")
