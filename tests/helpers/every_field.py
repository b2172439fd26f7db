"""Fills every field a reporter can fill with the canary, and with a second word what must never leave a case.

``python -m tests.helpers.every_field CASE DROP`` does so in a process of its own and then waits to be
killed, with the case open; "ready" on its output says when.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from casefile.casework.commands.claiming import EDITABLE as CLAIM_FIELDS
from casefile.casework.commands.claiming import EditClaim, NewClaim, PutGapAside
from casefile.casework.commands.contacting import EDITABLE as CONTACT_FIELDS
from casefile.casework.commands.contacting import EditContact, LogConversation, NewContact, SetTerms
from casefile.casework.commands.editing import EDITABLE as ITEM_FIELDS
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage, NotePassage
from casefile.casework.commands.noting import EditNote, NewNote
from casefile.casework.commands.tagging import AddTags, NewTag, RenameTag
from casefile.casework.commands.tasking import NewTask
from casefile.casework.credentials import NewCredential
from casefile.casework.history import Command
from casefile.casework.importing.run import Importing
from casefile.casework.lanes import at_once
from casefile.casework.open_case import OpenCase
from casefile.casework.opening import new_case
from casefile.casework.protecting import ProtectedSources
from casefile.domain.contacts import Channel, ContactKind, Conversation, GroundRules, Outcome
from casefile.domain.credentials import SecretFields
from casefile.domain.evidence import Relation
from casefile.domain.identifiers import Kind
from casefile.domain.protected import Identity
from casefile.importers.pdf_sample import sample_pdf
from casefile.sandbox.client import Nursery
from casefile.search.parse import parse
from casefile.store import finding
from tests.helpers.canary import CANARY
from tests.helpers.cases import PASSPHRASE
from tests.helpers.cheap_keys import CHEAP_SETS

HIDDEN = "Purpurreiher"
"""The second canary: in notes, contacts, credentials and protected sources, which no memo may show."""
_CHOSEN = {"kind", "marking", "reading_state", "reliability", "credibility", "provenance", "basis",
           "ground_rules", "paid", "hostile", "verification", "publish", "said_as", "published", "as_of",
           "language"}  # fmt: skip
"""Fields that are chosen from a list, or are a date: no words can be written there."""


def drop(folder: Path) -> Path:
    """Strangers' files with the canary in their names, their texts and what they say of themselves."""
    folder.mkdir(parents=True)
    (folder / f"{CANARY} letter.txt").write_text(f"A letter about {CANARY} and the harbour.\n" * 20)
    (folder / f"{CANARY}.pdf").write_bytes(sample_pdf((f"Page of {CANARY}",), title=CANARY))
    (folder / "page.html").write_text(
        f"<html><head><title>{CANARY}</title><meta name='author' content='{CANARY}'></head><body><article>"
        + f"<p>The harbour company spoke of {CANARY} in a long letter to the council on Tuesday.</p>" * 9
        + "</article></body></html>"
    )
    (folder / f"{CANARY}.xyz").write_bytes(bytes(range(256)) + CANARY.encode())
    return folder


def words_of(fields: tuple[str, ...]) -> list[str]:
    """The fields among these that words are written into."""
    return [field for field in fields if field not in _CHOSEN]


def fill(case: OpenCase, files: Nursery, dropped: Path) -> None:
    """Everything a reporter does in a day, with the canaries in every word of it."""

    def do(command: Command) -> None:
        assert case.do(command).result() is not None, command

    importing = Importing(case, files)
    importing.start([dropped], tags=(f"{CANARY}:{CANARY}",)).result()
    importing.wait()
    importing.stop()
    do(NewNote(f"{HIDDEN} said {CANARY}", title=f"{CANARY} {HIDDEN}", about=CANARY))
    note = case.look.items.count()
    do(EditNote(note, f"{HIDDEN} said {CANARY} twice"))
    for name in words_of(ITEM_FIELDS):
        do(EditItems((1,), name, f"{CANARY} {name} {HIDDEN}" if name == "note" else f"{CANARY} {name}"))
    item = next(n for n in range(1, note) if case.look.text_layers.current(n) is not None)
    do(NewPassage(item, 0, 10, paths=(f"{CANARY} quote",), note=HIDDEN))
    do(NotePassage(1, f"{HIDDEN} {CANARY}"))
    do(NewTag(f"{CANARY} old"))
    do(RenameTag(1, f"{CANARY} new"))
    do(AddTags(Kind.PASSAGE, (1,), (f"{HIDDEN} tag",)))
    do(NewClaim(f"{CANARY} paid twice.", speaker=CANARY, said_in=(1,)))
    for name in words_of(CLAIM_FIELDS):
        do(EditClaim(1, name, f"{HIDDEN} of {CANARY}" if name == "note" else f"{CANARY} {name}"))
    do(
        LinkPassage(
            1, Relation.SUPPORTS, 1, origin=OriginNamed(f"{CANARY} board"), reason=f"{CANARY} says so"
        )
    )
    do(PutGapAside(1, "one_origin", f"{HIDDEN} {CANARY}"))
    do(
        NewContact(
            f"{CANARY} office", ContactKind.OFFICE, CANARY, CANARY, (Channel("phone", HIDDEN, HIDDEN),)
        )
    )
    for name in words_of(CONTACT_FIELDS):
        shown = name in ("agreed_description", "motive")
        do(EditContact(1, name, CANARY if shown else HIDDEN))
    do(SetTerms(1, GroundRules.BACKGROUND, "2026-03-09", HIDDEN))
    do(LogConversation(1, "2026-03-09", CANARY, Outcome.SPOKE, GroundRules.BACKGROUND, HIDDEN, HIDDEN))
    do(NewTask(f"Call {CANARY}", about="C1"))
    secret = SecretFields(f"{HIDDEN} user", f"{HIDDEN} secret", HIDDEN, HIDDEN)
    do(NewCredential(case.seal_credential(f"{HIDDEN} archive", secret)))
    _protect(case)
    case.written(lambda store: store.window_state.put("sentence", f"{CANARY} {HIDDEN}"))
    for sentence in (CANARY, f'"{CANARY} and the harbour"', f"*{CANARY[2:8]}*", f'tag:"{CANARY}"', HIDDEN):
        tree = parse(sentence).tree
        assert tree is not None
        assert case.answer(lambda store, tree=tree: finding.search(store, tree, 50)), sentence


def _protect(case: OpenCase) -> None:
    protected = ProtectedSources(case, CHEAP_SETS)
    protected.set_up(f"{HIDDEN} protected passphrase")
    id_ = protected.new_contact(f"{HIDDEN} source", HIDDEN, HIDDEN)
    protected.set_identity(id_, Identity(HIDDEN, HIDDEN, HIDDEN, HIDDEN))
    protected.change_contact(id_, agreed_description=HIDDEN, note=HIDDEN, motive=HIDDEN, risk=HIDDEN)
    talk = Conversation(1, 0, "2026-03-09", HIDDEN, Outcome.SPOKE, GroundRules.OFF_THE_RECORD, HIDDEN, HIDDEN)
    protected.log_conversation(id_, talk)
    protected.link(id_, "C1", HIDDEN)
    protected.close()


def main(path: Path, dropped: Path) -> None:
    with Nursery.start() as files:
        case = new_case(path, PASSPHRASE, CANARY, at_once, sets=CHEAP_SETS).case
        fill(case, files, drop(dropped))
        print("ready", files.process_id, flush=True)
        time.sleep(600)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
