"""Steps stand in one line: done, then undone; what was erased is in none of them."""

from __future__ import annotations

from typing import Any

from casefile.domain.changes import Deed
from casefile.domain.identifiers import Kind
from casefile.store.case_store import CaseStore
from casefile.store.recording import Recorder, pack, unpack
from tests.helpers.records import make_claim, make_item, make_tag

NOW = "2016-10-08T09:00:00.000Z"


def push(store: CaseStore, code: str = "claim_changed", changes: list[list[Any]] | None = None) -> int:
    return store.steps.push(Deed(code, {"ref": "C1"}), pack(changes or []), "claim 1 note", NOW)


def test_undo_and_redo_walk_along_the_line(store: CaseStore) -> None:
    assert store.steps.last_done() is store.steps.first_undone() is None
    first, second, third = (push(store) for _ in range(3))
    store.steps.mark(third, undone=True)
    store.steps.mark(second, undone=True)
    done, undone = store.steps.last_done(), store.steps.first_undone()
    assert done is not None and done.n == first and done.deed == Deed("claim_changed", {"ref": "C1"})
    assert undone is not None and undone.n == second and undone.undone
    store.steps.drop_undone()
    assert store.steps.first_undone() is None
    assert [step.n for step in store.steps.newest()] == [first]
    assert push(store) > third


def test_pages_of_the_history_follow_each_other(store: CaseStore) -> None:
    numbers = [push(store) for _ in range(5)]
    page = store.steps.newest(2)
    assert [step.n for step in page] == [numbers[4], numbers[3]]
    assert [step.n for step in store.steps.newest(2, before=page[-1].n)] == [numbers[2], numbers[1]]
    assert store.steps.trim(2) == 3
    assert [step.n for step in store.steps.newest()] == [numbers[4], numbers[3]]


def test_only_the_last_step_takes_in_another_edit_of_the_same_thing(store: CaseStore) -> None:
    n = push(store)
    assert store.steps.last_mergeable("claim 1 note", NOW) == n
    assert store.steps.last_mergeable("claim 2 note", NOW) is None
    assert store.steps.last_mergeable("claim 1 note", "2016-10-08T09:00:01.000Z") is None
    store.steps.replace(n, Deed("claim_changed", {"ref": "C9"}), pack([["batch", 1]]), "2017")
    step = store.steps.get(n)
    assert step is not None and (step.deed.fields["ref"], step.made) == ("C9", "2017")
    assert unpack(store.steps.changes_of(n)) == [["batch", 1]]


def test_erased_records_are_in_no_step_and_the_steps_lost_are_counted(store: CaseStore) -> None:
    secret, other = make_claim(store, "SECRET"), make_claim(store, "open")
    tag, kept, gone = make_tag(store, "leak"), make_item(store, "x"), make_item(store, "y")

    def done(make: Any) -> int:
        recorder = Recorder(store.db)
        make(recorder)
        return push(store, changes=recorder.changes)

    about_secret = done(lambda recorder: recorder.update("claim", secret, {"note": "SECRET note"}))
    about_other = done(lambda recorder: recorder.update("claim", other, {"note": "fine"}))
    bulk = done(lambda recorder: recorder.tag(tag, Kind.ITEM, [kept, gone]))
    assert store.steps.forget({("claim", secret), ("item", gone)}) == 1
    spoiled, whole = store.steps.get(about_secret), store.steps.get(about_other)
    assert spoiled is not None and not spoiled.can_undo and dict(spoiled.deed.fields) == {}
    assert unpack(store.steps.changes_of(about_secret)) == []
    assert whole is not None and whole.can_undo
    assert unpack(store.steps.changes_of(bulk)) == [["tagging", tag, "I", [kept], []]]
    assert store.steps.forget({("tag", tag)}) == 1
    assert store.steps.forget({("tag", tag)}) == 0
