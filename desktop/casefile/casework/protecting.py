"""Protected sources, open in memory: under their own passphrase, counted and searched nowhere while closed.

Everything they hold is in one `ProtectedContents`; each deed replaces it whole and seals it again. Their
steps are undone here and nowhere else: the case's own history never hears of them (decision 22).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from casefile.casework.lanes import Turn
from casefile.casework.open_case import OpenCase
from casefile.domain.contacts import Contact, ContactKind, Conversation, GroundRules
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import new_id
from casefile.domain.protected import ProtectedContents, SourceLink, from_bytes, to_bytes
from casefile.store.case_store import CaseStore
from casefile.vault import protected_blocks, recovery_key
from casefile.vault.passphrase import PARAMETER_SETS, ParameterSets
from casefile.vault.process_hardening import wipe
from casefile.vault.protected_blocks import ProtectedBlocks

HEAD = "protected"
"""The name under which every case, used or not, keeps the head of its sealed blocks."""


class ProtectedSources:
    """The protected compartment of one open case. `open` and `set_up` wait on key derivation."""

    def __init__(self, case: OpenCase, sets: ParameterSets = PARAMETER_SETS) -> None:
        self._case = case
        self._sets = sets
        self._key: bytearray | None = None
        self._contents = ProtectedContents()
        self._steps: tuple[ProtectedContents, ...] = ()
        self._count = protected_blocks.FIRST_BLOCKS
        self._listeners: list[Callable[[], None]] = []

    @property
    def is_open(self) -> bool:
        return self._key is not None

    def listen(self, listener: Callable[[], None]) -> None:
        """Tells ``listener``, where the front end lives, that they were opened, changed or closed."""
        self._listeners.append(listener)

    def open(self, passphrase: str) -> None:
        """Opens them. Raises ReporterCanFix: wrong_protected_passphrase (also where none were ever made)."""
        sealed = self._sealed()
        key, payload = protected_blocks.open_with_passphrase(passphrase, sealed, self._sets)
        self._hold(key, payload, len(sealed.blocks))

    def open_with_recovery_key(self, typed: str) -> None:
        """Opens them with the key that was written down when they were set up."""
        sealed = self._sealed()
        key = recovery_key.read_page(typed)
        try:
            payload = protected_blocks.open_with_key(key, sealed.blocks)
        except ReporterCanFix:
            wipe(key)
            raise
        self._hold(key, payload, len(sealed.blocks))

    def set_up(self, passphrase: str) -> tuple[str, ...]:
        """Makes an empty compartment under a passphrase, in the place of whatever lay there.

        Returns its recovery key's groups, shown once. What was sealed there before is gone: the window
        asks first, because nobody can tell filler from sources.
        """
        if not passphrase:
            raise ReporterCanFix("passphrase_empty")
        count = len(self._sealed().blocks)
        made, key = protected_blocks.create(
            passphrase, to_bytes(ProtectedContents()), at_least=count, sets=self._sets
        )
        self._case.write(lambda store: _keep(store, made), turn=Turn.REPORTER).result()
        groups = recovery_key.write_out(key)
        self._hold(key, b"", len(made.blocks))
        return groups

    def close(self) -> None:
        """Forgets everything; the key is wiped. Harmless when closed."""
        if self._key is not None:
            wipe(self._key)
        self._key = None
        self._contents = ProtectedContents()
        self._steps = ()
        self._tell()

    @property
    def contents(self) -> ProtectedContents:
        """What they hold. Raises ReporterCanFix("protected_closed")."""
        if self._key is None:
            raise ReporterCanFix("protected_closed")
        return self._contents

    def contacts_or_none(self) -> tuple[Contact, ...] | None:
        """The contacts while open, None while closed: for summaries and their check."""
        return self._contents.contacts if self.is_open else None

    def new_contact(self, name: str) -> str:
        """Writes a protected person down, with terms not set; returns the contact's id."""
        name = " ".join(name.split())
        if not name:
            raise ReporterCanFix("contact_empty")
        contact = Contact(n=0, id=new_id(), name=name, kind=ContactKind.PERSON)
        self._do(self.contents.with_contact(contact))
        return contact.id

    def change_contact(self, id_: str, **fields: object) -> None:
        """Sets fields of a contact, such as ``ground_rules`` or ``agreed_description``."""
        contact = self._contact(id_)
        changed = replace(contact, **fields)  # type: ignore[arg-type]  # names checked by the dataclass
        if changed != contact:
            self._do(self.contents.with_contact(changed))

    def set_identity(self, id_: str, identity: str) -> None:
        """Writes a source's real identity down, apart from the name it is called by."""
        self._contact(id_)
        self._do(self.contents.with_identity(id_, identity.strip()))

    def log_conversation(self, id_: str, entry: Conversation) -> None:
        """Adds to a source's log."""
        self._contact(id_)
        self._do(self.contents.with_conversation(id_, entry))

    def link(self, id_: str, ref: str, note: str = "") -> None:
        """Says that a claim or item rests on a source. Terms are needed first (decision 9)."""
        if self._contact(id_).ground_rules is GroundRules.NOT_SET:
            raise ReporterCanFix("terms_missing")
        self._do(self.contents.with_link(SourceLink(id_, ref, note)))

    def remove_contact(self, id_: str) -> None:
        """Takes a source away with its log; can be undone while the steps are kept."""
        self._contact(id_)
        self._do(self.contents.without_contact(id_))

    def undo(self) -> bool:
        """Takes the last protected step back; False where there is none."""
        if not self._steps:
            return False
        self._replace(self._steps[-1], self._steps[:-1])
        return True

    def _contact(self, id_: str) -> Contact:
        contact = self.contents.contact(id_)
        if contact is None:
            raise ReporterCanFix("contact_gone")
        return contact

    def _do(self, contents: ProtectedContents) -> None:
        self._replace(contents, (*self._steps, self.contents))

    def _replace(self, contents: ProtectedContents, steps: tuple[ProtectedContents, ...]) -> Future[None]:
        assert self._key is not None
        blocks = protected_blocks.seal_payload(self._key, to_bytes(contents, steps), at_least=self._count)
        self._contents, self._steps, self._count = contents, steps, len(blocks)
        written = self._case.write(lambda store: _keep_blocks(store, blocks), turn=Turn.REPORTER)
        self._tell()
        return written

    def _hold(self, key: bytearray, payload: bytes, count: int) -> None:
        self._contents, self._steps = from_bytes(payload)
        self._key, self._count = key, count
        self._tell()

    def _sealed(self) -> ProtectedBlocks:
        def answer(store: CaseStore) -> ProtectedBlocks:
            return ProtectedBlocks(store.sealed.key(HEAD) or b"", tuple(store.sealed.blocks()))

        return self._case.ask(answer).result()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            self._case.deliver(listener)


def keep_filler(store: CaseStore, sets: ParameterSets) -> None:
    """Puts filler in a new case, so that nobody can tell whether it holds protected sources."""
    _keep(store, protected_blocks.new_filler(sets=sets))


def _keep(store: CaseStore, sealed: ProtectedBlocks) -> None:
    with store.atomic():
        store.sealed.put_key(HEAD, sealed.head)
        store.sealed.replace_blocks(sealed.blocks)


def _keep_blocks(store: CaseStore, blocks: tuple[bytes, ...]) -> None:
    with store.atomic():
        store.sealed.replace_blocks(blocks)
