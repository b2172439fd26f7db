"""The sample case: an invented story to look around in, made the way a reporter would make it.

Its papers lie in ``resources/sample_case/files`` and are imported through the confined readers; what was
done with them stands in ``story.json`` and is done by the same commands as everything else. Names,
companies and places are invented.
"""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

from casefile.casework.commands.claiming import EditClaim, NewClaim
from casefile.casework.commands.contacting import EditContact, LogConversation, NewContact
from casefile.casework.commands.editing import EditItems
from casefile.casework.commands.linking import LinkPassage, OriginNamed
from casefile.casework.commands.marking import NewPassage
from casefile.casework.commands.noting import NewNote
from casefile.casework.commands.tagging import AddTags, NewTag
from casefile.casework.commands.tasking import NewTask
from casefile.casework.history import Command
from casefile.casework.importing.run import FileReading, Importing
from casefile.casework.lanes import Deliver
from casefile.casework.open_case import OpenCase
from casefile.casework.opening import new_case
from casefile.casework.protecting import ProtectedSources
from casefile.domain.claims import ClaimKind
from casefile.domain.contacts import Basis, Channel, ContactKind, Conversation, GroundRules, Outcome
from casefile.domain.evidence import Relation, Strength
from casefile.domain.identifiers import Kind
from casefile.domain.protected import Identity
from casefile.domain.tasks import TaskKind
from casefile.resource_files import resource
from casefile.store.case_store import CaseStore
from casefile.vault.passphrase import PARAMETER_SETS, ParameterSets

Described = dict[str, Any]


def story() -> Described:
    """What the sample case holds, as ``story.json`` describes it."""
    described: Described = json.loads(resource("sample_case", "story.json").read_text(encoding="utf-8"))
    return described


def sample_passphrase() -> str:
    """The passphrase the start screen shows for the sample case: it guards nothing."""
    return str(story()["passphrase"])


def protected_passphrase() -> str:
    """The passphrase of the sample's protected sources."""
    return str(story()["protected_passphrase"])


def papers() -> list[Path]:
    """The files of the sample case, the story's first one last: the newest stands on top of the list."""
    files = resource("sample_case", "files")
    return [files / str(item["file"]) for item in reversed(story()["items"])]


def make_sample_case(
    path: Path,
    passphrase: str,
    deliver: Deliver,
    files: FileReading,
    *,
    sets: ParameterSets = PARAMETER_SETS,
) -> OpenCase:
    """Makes the sample case at ``path`` and opens it. Waits on the readers: call it on a lane.

    Raises ReporterCanFix as `opening.new_case` does.
    """
    told = story()
    case = new_case(path, passphrase, str(told["codename"]), deliver, sets=sets).case
    importing = Importing(case, files)
    try:
        importing.start(papers()).result()
        importing.wait()
        _Telling(case, told).all(sets)
    except BaseException:
        importing.stop()
        case.close()
        raise
    importing.stop()
    return case


class _Telling:
    """Does the deeds of the story; what was made is kept by the story's own keys."""

    def __init__(self, case: OpenCase, told: Described) -> None:
        self._case = case
        self._told = told
        self._items: dict[str, int] = {}
        self._passages: dict[str, int] = {}
        self._claims: dict[str, int] = {}

    def all(self, sets: ParameterSets) -> None:
        self._case.write(self._sheet).result()
        for mark, path in enumerate(self._told["marks"], start=1):
            self._case.do(NewTag(path, mark)).result()
        for note in self._told["notes"]:
            self._made(NewNote(note["text"], note["title"], paths=tuple(note["tags"])), Kind.ITEM)
        for item in self._told["items"]:
            self._item(item)
        for passage in self._told["passages"]:
            self._passage(passage)
        for claim in self._told["claims"]:
            self._claim(claim)
        for link in self._told["links"]:
            self._link(link)
        for contact in self._told["contacts"]:
            self._contact(contact)
        for task in self._told["tasks"]:
            self._task(task)
        self._protected(self._told["protected"], sets)

    def _made(self, command: Command, kind: Kind) -> int:
        change = self._case.do(command).result()
        assert change is not None
        return max(change.of(kind))

    def _tag(self, kind: Kind, n: int, paths: list[str]) -> None:
        if paths:
            self._case.do(AddTags(kind, (n,), tuple(paths))).result()

    def _sheet(self, store: CaseStore) -> None:
        with store.atomic():
            for name, text in self._told["sheet"].items():
                store.case_sheet.put(name, text)

    def _item(self, item: Described) -> None:
        (n,) = self._case.ask(lambda store: store.items.named(item["file"])).result()
        self._items[item["key"]] = n
        for name, value in item["set"].items():
            self._case.do(EditItems((n,), name, value)).result()
        self._tag(Kind.ITEM, n, item["tags"])

    def _passage(self, passage: Described) -> None:
        item = self._items[passage["item"]]
        layer = self._case.ask(lambda store: store.text_layers.current(item)).result()
        assert layer is not None, passage["key"]
        start, end = _found(layer.text, passage["words"])
        command = NewPassage(item, start, end, paths=tuple(passage["tags"]))
        self._passages[passage["key"]] = self._made(command, Kind.PASSAGE)

    def _claim(self, claim: Described) -> None:
        said_in = tuple(self._passages[key] for key in claim.get("said_in", ()))
        command = NewClaim(
            claim["words"], ClaimKind(claim["kind"]), speaker=claim.get("speaker"), said_in=said_in
        )
        n = self._claims[claim["key"]] = self._made(command, Kind.CLAIM)
        for name, value in claim["set"].items():
            self._case.do(EditClaim(n, name, value)).result()
        self._tag(Kind.CLAIM, n, claim["tags"])

    def _link(self, link: Described) -> None:
        command = LinkPassage(
            self._claims[link["claim"]],
            Relation(link["relation"]),
            passage=self._passages[link["passage"]],
            strength=Strength(link["strength"]),
            weakens=link.get("weakens", False),
            origin=OriginNamed(link["origin"], link.get("named", True)),
            reason=link["reason"],
        )
        self._case.do(command).result()

    def _contact(self, contact: Described) -> None:
        command = NewContact(
            contact["name"],
            ContactKind(contact["kind"]),
            contact.get("organisation"),
            contact.get("role"),
            tuple(Channel(*channel) for channel in contact["channels"]),
        )
        n = self._made(command, Kind.CONTACT)
        for name, value in contact["set"].items():
            self._case.do(EditContact(n, name, value)).result()
        for talk in contact["talks"]:
            told = LogConversation(
                n,
                talk["when"],
                talk["channel"],
                Outcome(talk["outcome"]),
                GroundRules(talk["ground_rules"]),
                talk["summary"],
                talk["next_step"],
            )
            self._case.do(told).result()
        self._tag(Kind.CONTACT, n, contact["tags"])

    def _task(self, task: Described) -> None:
        due = datetime.date.today() + datetime.timedelta(days=task["due_in"])
        about = f"C{self._claims[task['about']]}" if "about" in task else None
        self._case.do(NewTask(task["what"], due.isoformat(), about, TaskKind(task["kind"]))).result()

    def _protected(self, source: Described, sets: ParameterSets) -> None:
        protected = ProtectedSources(self._case, sets)
        protected.set_up(self._told["protected_passphrase"])
        id_ = protected.new_contact(source["name"])
        protected.set_identity(id_, Identity(**source["identity"]))
        fields = dict(source["set"])
        fields["ground_rules"] = GroundRules(fields["ground_rules"])
        fields["basis"] = Basis(fields["basis"])
        fields["channels"] = tuple(Channel(*channel) for channel in source["channels"])
        protected.change_contact(id_, **fields)
        for number, talk in enumerate(source["talks"], start=1):
            spoken = {**talk, "outcome": Outcome(talk["outcome"])}
            spoken["ground_rules"] = GroundRules(talk["ground_rules"])
            protected.log_conversation(id_, Conversation(n=number, contact=0, **spoken))
        for key in source["links"]:
            protected.link(id_, f"C{self._claims[key]}")
        protected.close()


def _found(text: str, words: str) -> tuple[int, int]:
    """Where words stand, whatever lies between them (a page ends its lines where it likes)."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, text)
    if found is None:
        raise LookupError(f"the sample's words are not in its paper: {words[:40]}")
    return found.start(), found.end()
