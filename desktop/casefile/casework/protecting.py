"""Protected sources, open in memory: under their own passphrase, counted and searched nowhere while closed.

Everything they hold is in one `ProtectedContents`; each deed replaces it whole and seals it again. Their
steps are undone here and nowhere else: the case's own history never hears of them (decision 22).

What they hold changes on the front end's thread only. Keys are derived on a lane of their own (`open_later`,
`set_up_later`), sealing and writing happen on the writer lane; `open` and `set_up` wait for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from casefile.casework.guarded_words import words_of_source
from casefile.casework.lanes import Lane, Turn, deliver_result
from casefile.casework.open_case import OpenCase
from casefile.casework.protected_drafts import KeptDraft, ProtectedDrafts
from casefile.casework.protected_keeping import keep_sealed, sealed_in
from casefile.domain.contacts import Contact, ContactKind, Conversation, GroundRules
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import new_id
from casefile.domain.protected import (
    UNDO_STEPS,
    Identity,
    ProtectedContents,
    SourceLink,
    from_bytes,
    to_bytes,
)
from casefile.exporters.spotting import TextUnit, Vocabulary, spots_of
from casefile.store.case_store import CaseStore
from casefile.vault import protected_blocks, recovery_key
from casefile.vault.passphrase import ParameterSets
from casefile.vault.process_hardening import wipe
from casefile.vault.protected_blocks import ProtectedBlocks
from casefile.vault.sealed_drafts import address_of

T = TypeVar("T")
SHORTEST_NAME = 3
"""Shorter names are not looked for in what is typed."""

Trouble = Callable[[BaseException], None]


@dataclass(frozen=True)
class _Unsealed:
    """What opening brought: the key, the payload, and the drafts that lay in the case."""

    key: bytearray = field(repr=False)
    payload: bytes = field(repr=False)
    drafts: tuple[KeptDraft, ...] = field(default=(), repr=False)
    groups: tuple[str, ...] = field(default=(), repr=False)


class ProtectedSources:
    """The protected compartment of one open case."""

    def __init__(self, case: OpenCase, sets: ParameterSets | None = None) -> None:
        self._case = case
        self._sets = case.sets if sets is None else sets
        self._key: bytearray | None = None
        self._contents = ProtectedContents()
        self._steps: tuple[ProtectedContents, ...] = ()
        self._undone: tuple[ProtectedContents, ...] = ()
        self._after: list[int] = []
        self._lane: Lane | None = None
        self._asked = 0
        self._listeners: list[Callable[[], None]] = []
        self.drafts = ProtectedDrafts(case)
        self.kept_drafts: tuple[KeptDraft, ...] = ()
        """Half-typed calls that lay in the case when they were opened; none while closed."""

    @property
    def is_open(self) -> bool:
        return self._key is not None

    def listen(self, listener: Callable[[], None]) -> None:
        """Tells ``listener``, where the front end lives, that they were opened, changed or closed."""
        self._listeners.append(listener)

    # -- opening and closing ---------------------------------------------------------------------

    def open(self, passphrase: str) -> None:
        """Opens them. Raises ReporterCanFix: wrong_protected_passphrase (also where none were ever made)."""
        self._hold(self._unsealed(passphrase))

    def open_later(self, passphrase: str, then: Callable[[], None], trouble: Trouble) -> None:
        """Opens them without waiting; ``then`` and ``trouble`` are called where the front end lives."""
        self._later(lambda: self._unsealed(passphrase), self._hold, lambda _held: then(), trouble)

    def open_with_recovery_key(self, typed: str) -> None:
        """Opens them with the key that was written down when they were set up."""
        self._hold(self._unsealed_with_recovery_key(typed))

    def open_with_recovery_key_later(self, typed: str, then: Callable[[], None], trouble: Trouble) -> None:
        """The same without waiting."""
        self._later(
            lambda: self._unsealed_with_recovery_key(typed), self._hold, lambda _held: then(), trouble
        )

    def set_up(self, passphrase: str) -> tuple[str, ...]:
        """Makes an empty compartment under a passphrase, in the place of whatever lay there.

        Returns its recovery key's groups, shown once. What was sealed there before is gone: the window
        asks first, because nobody can tell filler from sources. Raises ReporterCanFix: passphrase_empty,
        protected_same_passphrase.
        """
        made = self._made(passphrase)
        self._hold(made)
        return made.groups

    def set_up_later(
        self, passphrase: str, then: Callable[[tuple[str, ...]], None], trouble: Trouble
    ) -> None:
        """The same without waiting; ``then`` is given the recovery key's groups."""
        self._later(lambda: self._made(passphrase), self._hold, lambda made: then(made.groups), trouble)

    def give_up_opening(self) -> None:
        """What is being opened stays closed; its key is wiped when it comes."""
        self._asked += 1

    def close(self) -> None:
        """Forgets everything; the key is wiped. Harmless when closed."""
        self._asked += 1
        was_open = self._key is not None
        if self._key is not None:
            wipe(self._key)
        self._key = None
        self._contents = ProtectedContents()
        self._steps = self._undone = ()
        self._after = []
        self.kept_drafts = ()
        if was_open:
            self._tell()

    def shut(self) -> None:
        """Closes them for good, before the case is closed."""
        self.close()
        lane, self._lane = self._lane, None
        if lane is not None:
            lane.stop(drop_waiting=True)

    # -- what they hold --------------------------------------------------------------------------

    @property
    def contents(self) -> ProtectedContents:
        """What they hold. Raises ReporterCanFix("protected_closed")."""
        if self._key is None:
            raise ReporterCanFix("protected_closed")
        return self._contents

    def contacts_or_none(self) -> tuple[Contact, ...] | None:
        """The contacts while open, None while closed: for summaries and their check."""
        return self._contents.contacts if self.is_open else None

    def named_in(self, text: str) -> tuple[Contact, ...]:
        """The sources that words point to, as the check before an export finds them; none while closed."""
        if self._key is None or not text.strip():
            return ()
        units = [TextUnit(text)]
        vocabulary = Vocabulary(units)
        return tuple(
            contact
            for contact in self._contents.contacts
            if any(
                spots_of(guarded.word, units, vocabulary)
                for guarded in words_of_source(self._contents, contact)
                if guarded.kind != "alias" and len(guarded.word.strip()) >= SHORTEST_NAME
            )
        )

    # -- deeds -----------------------------------------------------------------------------------

    def new_contact(self, name: str, organisation: str | None = None, role: str | None = None) -> str:
        """Writes a protected person down, with terms not set; returns the contact's id."""
        name = " ".join(name.split())
        if not name:
            raise ReporterCanFix("contact_empty")
        contact = Contact(
            n=0, id=new_id(), name=name, kind=ContactKind.PERSON, organisation=organisation, role=role
        )
        self._do(self.contents.with_contact(contact))
        return contact.id

    def take_in(self, contact: Contact, log: Sequence[Conversation]) -> None:
        """Takes over a contact that is erased elsewhere. No step: undoing one never takes it away again."""

        def with_it(contents: ProtectedContents) -> ProtectedContents:
            contents = contents.with_contact(contact)
            for entry in log:
                contents = contents.with_conversation(contact.id, entry)
            return contents

        taken = with_it(self.contents)
        self._steps = tuple(with_it(step) for step in self._steps)
        self._undone = ()
        self._replace(taken)

    def change_contact(self, id_: str, **fields: object) -> None:
        """Sets fields of a contact, such as ``agreed_description`` or ``channels``."""
        contact = self._contact(id_)
        changed = replace(contact, **fields)  # type: ignore[arg-type]  # names checked by the dataclass
        if not changed.name.strip():
            raise ReporterCanFix("contact_empty")
        if changed != contact:
            self._do(self.contents.with_contact(changed))

    def set_terms(self, id_: str, entry: Conversation) -> None:
        """Sets a source's ground rules to those of ``entry``, which goes into the log as one step."""
        contact = replace(self._contact(id_), ground_rules=entry.ground_rules)
        self._do(self.contents.with_contact(contact).with_conversation(id_, entry))

    def set_identity(self, id_: str, identity: Identity) -> None:
        """Writes a source's real identity down, apart from the name it is called by."""
        self._contact(id_)
        if identity != self.contents.identity(id_):
            self._do(self.contents.with_identity(id_, identity))

    def log_conversation(self, id_: str, entry: Conversation) -> None:
        """Adds to a source's log. Where no terms were set, those of the entry become the source's."""
        contact, contents = self._contact(id_), self.contents
        if contact.ground_rules is GroundRules.NOT_SET is not entry.ground_rules:
            contents = contents.with_contact(replace(contact, ground_rules=entry.ground_rules))
        self._do(contents.with_conversation(id_, entry))

    def link(self, id_: str, ref: str, note: str = "") -> None:
        """Says that a claim or item rests on a source. Terms are needed first (decision 9)."""
        if self._contact(id_).ground_rules is GroundRules.NOT_SET:
            raise ReporterCanFix("terms_missing")
        linked = self.contents.with_link(SourceLink(id_, ref, note))
        if linked is not self.contents:
            self._do(linked)

    def unlink(self, link: SourceLink) -> None:
        """Says that nothing rests there any more."""
        self._do(self.contents.without_link(link))

    def remove_contact(self, id_: str) -> None:
        """Takes a source away with its log; can be undone while the steps are kept."""
        self._contact(id_)
        self._do(self.contents.without_contact(id_))

    def set_closes_on_leaving(self, closes: bool) -> None:
        """Whether leaving the Contacts view closes them."""
        if closes != self.contents.closes_on_leaving:
            self._do(replace(self.contents, closes_on_leaving=closes))

    # -- steps -----------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether there is a protected step to take back, also one of an earlier opening."""
        return self.is_open and bool(self._steps)

    @property
    def can_redo(self) -> bool:
        """Whether a protected step was taken back in this opening."""
        return self.is_open and bool(self._undone)

    def newest_is_here(self) -> bool:
        """Whether the last deed of all was a protected one, so that Undo means it."""
        return self.can_undo and bool(self._after) and self._after[-1] >= self._last_open_step()

    def undo(self) -> bool:
        """Takes the last protected step back; False where there is none."""
        if not self.can_undo:
            return False
        now, back = self._contents, self._steps[-1]
        self._steps, self._undone, self._after = self._steps[:-1], (*self._undone, now), self._after[:-1]
        self._replace(back)
        return True

    def redo(self) -> bool:
        """Makes the protected step taken back last again; False where there is none."""
        if not self.can_redo:
            return False
        forward = self._undone[-1]
        self._steps, self._undone = (*self._steps, self._contents)[-UNDO_STEPS:], self._undone[:-1]
        self._after.append(self._last_open_step())
        self._replace(forward)
        return True

    # -- drafts ----------------------------------------------------------------------------------

    def throw_draft_away(self, draft: KeptDraft) -> None:
        """Empties a draft's slot."""
        self.drafts.throw_away(draft)
        self._without_draft(draft)

    def take_draft_up(self, draft: KeptDraft, form: int) -> None:
        """She goes on with a draft; it stays in its slot until the form has done with it."""
        self.drafts.take_up(draft, form)
        self._without_draft(draft)

    def _without_draft(self, draft: KeptDraft) -> None:
        self.kept_drafts = tuple(one for one in self.kept_drafts if one != draft)
        self._tell()

    # -- within ----------------------------------------------------------------------------------

    def _contact(self, id_: str) -> Contact:
        contact = self.contents.contact(id_)
        if contact is None:
            raise ReporterCanFix("contact_gone")
        return contact

    def _do(self, contents: ProtectedContents) -> None:
        self._steps, self._undone = (*self._steps, self.contents)[-UNDO_STEPS:], ()
        self._after.append(self._last_open_step())
        self._replace(contents)

    def _last_open_step(self) -> int:
        step = self._case.look.steps.last_done()
        return step.n if step is not None else 0

    def _replace(self, contents: ProtectedContents) -> None:
        assert self._key is not None
        self._contents = contents
        steps, key = self._steps, bytearray(self._key)

        def seal(store: CaseStore) -> None:
            try:
                payload = to_bytes(contents, steps)
                at_least = len(store.sealed.blocks())
                blocks = protected_blocks.seal_payload(key, payload, at_least=at_least)
            finally:
                wipe(key)
            with store.atomic():
                store.sealed.replace_blocks(blocks)

        self._case.write(seal, turn=Turn.REPORTER)
        self._tell()

    def _later(
        self,
        work: Callable[[], _Unsealed],
        hold: Callable[[_Unsealed], None],
        then: Callable[[_Unsealed], None],
        trouble: Trouble,
    ) -> None:
        self._asked += 1
        asked = self._asked
        if self._lane is None:
            self._lane = Lane("protected sources")

        def came(opened: _Unsealed) -> None:
            if asked != self._asked:
                wipe(opened.key)
                return
            hold(opened)
            then(opened)

        def failed(problem: BaseException) -> None:
            if asked == self._asked:
                trouble(problem)

        deliver_result(self._lane.submit(work), self._case.deliver, came, failed)

    def _hold(self, opened: _Unsealed) -> None:
        if self._key is not None:
            wipe(self._key)
        self._contents, self._steps = from_bytes(opened.payload)
        self._undone, self._after = (), []
        self._key, self.kept_drafts = opened.key, opened.drafts
        self._tell()

    def _unsealed(self, passphrase: str) -> _Unsealed:
        key, payload = protected_blocks.open_with_passphrase(passphrase, self._sealed(), self._sets)
        return _Unsealed(key, payload, self.drafts.read(bytearray(key)))

    def _unsealed_with_recovery_key(self, typed: str) -> _Unsealed:
        sealed = self._sealed()
        key = recovery_key.read_page(typed)
        try:
            payload = protected_blocks.open_with_key(key, sealed.blocks)
        except ReporterCanFix:
            wipe(key)
            raise
        return _Unsealed(key, payload, self.drafts.read(bytearray(key)))

    def _made(self, passphrase: str) -> _Unsealed:
        if not passphrase:
            raise ReporterCanFix("passphrase_empty")
        if self._case.opens_with(passphrase):
            raise ReporterCanFix("protected_same_passphrase")
        count = len(self._sealed().blocks)
        empty = to_bytes(ProtectedContents())
        made, key = protected_blocks.create(passphrase, empty, at_least=count, sets=self._sets)
        address = address_of(key)
        self._case.write(lambda store: keep_sealed(store, made, address), turn=Turn.REPORTER).result()
        return _Unsealed(key, empty, groups=recovery_key.write_out(key))

    def _sealed(self) -> ProtectedBlocks:
        return self._case.write(sealed_in, turn=Turn.REPORTER).result()  # after what is being sealed

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            self._case.deliver(listener)
