"""Documents that take their reader over: the window goes on, and the reporter is told."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.domain.errors import ReporterCanFix
from casefile.domain.limits import Limits
from casefile.domain.sentences import SENTENCES
from casefile.importers import CannotShowPages
from casefile.sandbox import client, confinement, nursery_process
from casefile.sandbox import nursery as nursery_module
from casefile.sandbox.client import Nursery
from casefile.sandbox.nursery import command as nursery_command
from casefile.sandbox.wire import memfd_of

HERE = str(Path(__file__).parent)
DESKTOP = str(Path(client.__file__).parents[2])
SHORT = Limits(seconds=0.4)
SECRET = "the name of the source"
pytestmark = pytest.mark.skipif(bool(confinement.obstacle()), reason=f"here: {confinement.obstacle()}")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    sys.path.append(HERE)
    try:
        with Nursery.start("hostile_importers") as started:
            yield started
    finally:
        sys.path.remove(HERE)


@contextlib.contextmanager
def document(words: bytes) -> Iterator[int]:
    """The descriptor of a stranger's file with these words."""
    descriptor = memfd_of([words])
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def read(nursery: Nursery, words: bytes, limits: Limits | None = None, **wish: str) -> str:
    """The text that comes back."""
    with document(words) as source:
        return nursery.read(source, "hostile", limits, wish).text


def told(nursery: Nursery, words: bytes, limits: Limits | None = None) -> ReporterCanFix:
    """What the reporter is told; the next file is then read as if nothing had happened."""
    with pytest.raises(ReporterCanFix) as problem:
        read(nursery, words, limits)
    assert problem.value.code in SENTENCES
    assert SECRET not in f"{problem.value!r} {problem.value.fields}"
    assert read(nursery, b"the next file") == "the next file"
    return problem.value


def test_a_file_is_read_in_a_child_that_is_shut_in_by_every_layer(nursery: Nursery) -> None:
    assert nursery.confinement().proved
    assert read(nursery, b"a quiet file, ", wish="as wished") == "a quiet file, as wished"


@pytest.mark.parametrize("words", [b"sleep", b"trickle"])
def test_a_file_that_takes_too_long_is_stopped(nursery: Nursery, words: bytes) -> None:
    assert told(nursery, words, SHORT).code == "reader_stopped"


def test_a_file_that_only_burns_the_processor_is_stopped_by_the_kernel(nursery: Nursery) -> None:
    assert told(nursery, b"spin", Limits(cpu_seconds=1)).code == "reader_stopped"


@pytest.mark.parametrize("words", [b"abort", b"segfault", b"exit"])
def test_a_file_that_crashes_its_reader_crashes_nothing_else(nursery: Nursery, words: bytes) -> None:
    problem = told(nursery, words)
    assert problem.code == "reader_crashed"
    assert problem.fields["kind"] in {"SIGABRT", "SIGSEGV", ""}


def test_a_bomb_of_three_gigabytes_becomes_a_sentence(nursery: Nursery) -> None:
    assert told(nursery, b"fill memory").code == "reader_memory"


def test_a_failure_tells_where_it_happened_and_nothing_of_the_document(nursery: Nursery) -> None:
    problem = told(nursery, b"fail")
    assert problem.code == "reader_crashed"
    assert problem.fields["kind"] == "ValueError"
    assert str(problem.fields["place"]).startswith("hostile_importers.py:")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (b"a page past the end", "ValueError"),
        (b"not a number", "WireMistake"),
        (b"half a character", "WireMistake"),
        (b"garbage", "WireMistake"),
        (b"half a frame", ""),
        (b"a frame without end", "WireMistake"),
        (b"a header without end", "WireMistake"),
        (b"no answer of ours", "WireMistake"),
    ],
)
def test_an_answer_that_cannot_be_is_not_believed(nursery: Nursery, words: bytes, kind: str) -> None:
    problem = told(nursery, words, Limits(seconds=5))
    assert (problem.code, problem.fields["kind"]) == ("reader_crashed", kind)


def test_a_reader_cannot_put_words_into_the_report(nursery: Nursery) -> None:
    assert told(nursery, b"a long name").fields == {"kind": "", "place": ""}


def test_a_reader_that_was_not_shut_in_is_told_as_that(nursery: Nursery) -> None:
    assert told(nursery, b"exit as if unconfined").code == "reader_unconfined"


def test_nothing_can_be_loaded_or_opened_after_confinement(nursery: Nursery) -> None:
    assert "colorsys" not in nursery.late_imports
    assert read(nursery, b"import late") == "refused"
    assert "colorsys" in nursery.late_imports
    assert read(nursery, b"open late") == "refused"


def test_a_reader_inherits_no_environment_and_no_descriptor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEFILE_PASSPHRASE_FILE", SECRET)
    monkeypatch.syspath_prepend(HERE)
    left_open = os.open(__file__, os.O_RDONLY)
    os.set_inheritable(left_open, True)
    try:
        with Nursery.start("hostile_importers") as nursery:
            assert read(nursery, b"environment") in {"[]", "['LC_CTYPE']"}  # Python's own, for UTF-8
            # Three to /dev/null, the channel, the sealed bytes:
            assert read(nursery, b"descriptors") == "5"
    finally:
        os.close(left_open)


def test_only_sealed_memory_travels(nursery: Nursery) -> None:
    opened = os.open(__file__, os.O_RDONLY)
    try:
        with pytest.raises(ValueError, match="sealed"):
            nursery.read(opened, "hostile")
    finally:
        os.close(opened)


def test_two_lanes_and_an_open_document_do_not_mix_their_files(nursery: Nursery) -> None:
    found: dict[str, str] = {}

    def lane(name: str) -> None:
        for number in range(10):
            found[f"{name} {number}"] = read(nursery, f"{name} {number}".encode())

    with document(b"shown") as source:
        pages = nursery.open_pages(source, "hostile")
        lanes = [threading.Thread(target=lane, args=(name,)) for name in ("left", "right")]
        for each in lanes:
            each.start()
        pictures = {pages.render(0, 1.0).pixels[:5] for _ in range(10)}
        for each in lanes:
            each.join()
        pages.close()
    assert len(found) == 20
    assert all(text == name for name, text in found.items())
    assert pictures == {b"shown"}


def ended(process: int) -> bool:
    """Whether a process is gone or only waits to be taken leave of."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except FileNotFoundError:
        return True


def wait_until_ended(process: int) -> None:
    end = time.monotonic() + 10
    while not ended(process):
        assert time.monotonic() < end, "it lives on"
        time.sleep(0.01)


def test_a_nursery_that_was_killed_is_started_again(nursery: Nursery) -> None:
    with document(b"shown") as source:
        pages = nursery.open_pages(source, "hostile")
        first = nursery.process_id
        os.kill(first, signal.SIGKILL)
        wait_until_ended(first)
        assert read(nursery, b"after the fall") == "after the fall"
        assert nursery.process_id != first
        assert pages.render(0, 1.0).pixels[:5] == b"shown"
        pages.close()


def test_a_nursery_that_does_not_answer_is_replaced(
    nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(nursery, b"before") == "before"
    stuck = nursery.process_id
    os.kill(stuck, signal.SIGSTOP)
    monkeypatch.setattr(nursery_process, "_ANSWER_SECONDS", 0.2)
    assert read(nursery, b"after") == "after"
    assert nursery.process_id != stuck
    assert ended(stuck)


def test_a_frozen_program_starts_its_nursery_by_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HERE)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    program, argument, start = nursery_command(5, "hostile_importers")
    assert (program, argument) == (sys.executable, "--nursery")
    assert json.loads(start)["control"] == 5
    begin = f"import sys; sys.path[:0] = [{DESKTOP!r}, {HERE!r}]; from casefile.__main__ import main; main()"

    def as_if_frozen(control: int, importers: str) -> list[str]:
        _, argument, start = nursery_command(control, importers)
        return [sys.executable, "-I", "-c", begin, argument, start]

    monkeypatch.setattr(nursery_module, "command", as_if_frozen)
    with Nursery.start("hostile_importers") as nursery:
        assert read(nursery, b"read by a frozen program") == "read by a frozen program"


@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_the_nursery_and_its_children_end_with_the_program(end: str) -> None:
    program = (
        f"import os, signal, sys; sys.path[:0] = [{DESKTOP!r}, {HERE!r}]\n"
        "from casefile.sandbox.client import Nursery\n"
        "from casefile.sandbox.wire import memfd_of\n"
        "nursery = Nursery.start('hostile_importers')\n"
        "pages = nursery.open_pages(memfd_of([b'shown']), 'hostile')\n"
        "children = open(f'/proc/{nursery.process_id}/task/{nursery.process_id}/children').read()\n"
        f"print(nursery.process_id, children, flush=True)\n{end}\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], stdout=subprocess.PIPE, text=True, timeout=60, check=False
    )
    processes = [int(word) for word in done.stdout.split()]
    assert len(processes) == 2
    for process in processes:
        wait_until_ended(process)


def test_a_reading_leaves_no_process_behind(nursery: Nursery) -> None:
    assert read(nursery, b"one more") == "one more"
    children = Path(f"/proc/{nursery.process_id}/task/{nursery.process_id}/children").read_text().split()
    assert all(ended(int(child)) for child in children) or len(children) <= 1
    assert read(nursery, b"and another") == "and another"


def test_readers_that_do_not_load_are_our_mistake_and_say_why() -> None:
    with (
        Nursery.start("no_such_importers") as nursery,
        pytest.raises(RuntimeError, match="no_such_importers"),
    ):
        read(nursery, b"anything")


def test_where_readers_cannot_be_shut_in_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "obstacle", lambda: "not Linux")
    with Nursery.start() as nursery, pytest.raises(ReporterCanFix) as problem:
        read(nursery, b"anything")
    assert problem.value.code == "reader_unconfined"
    assert nursery.process_id == 0


def test_a_document_is_shown_page_by_page(nursery: Nursery) -> None:
    with document(b"shown") as source:
        pages = nursery.open_pages(source, "hostile")
    assert pages.page_count == 8
    assert pages.page_size(0) == (595.0, 842.0)
    drawn = pages.render(0, 2.0)
    assert (drawn.width, drawn.height, drawn.stride, len(drawn.pixels)) == (20, 4, 80, 320)
    found = pages.characters(0)
    assert found.text == "añ😀"
    assert found.boxes == ((1.0, 2.0, 3.0, 4.5),) * 3
    with pytest.raises(IndexError):
        pages.render(8, 1.0)
    pages.close()
    pages.close()
    with pytest.raises(ValueError, match="closed"):
        pages.page_size(0)


def test_one_bad_page_is_told_and_the_others_stay_open(nursery: Nursery) -> None:
    with document(b"shown") as source:
        pages = nursery.open_pages(source, "hostile", SHORT)
    for index, code in ((1, "crashed"), (2, "stopped"), (3, "crashed"), (4, "crashed"), (5, "crashed")):
        with pytest.raises(ReporterCanFix) as problem:
            pages.render(index, 1.0)
        assert problem.value.code == f"reader_{code}"
        assert pages.render(0, 1.0).pixels[:5] == b"shown"
    with pytest.raises(CannotShowPages) as damaged:
        pages.render(6, 1.0)
    assert damaged.value.reason == "damaged"
    with pytest.raises(ReporterCanFix) as made_up:
        pages.render(7, 1.0)
    assert SECRET not in repr(made_up.value)
    pages.close()


def test_sizes_and_boxes_that_cannot_be_are_not_believed(nursery: Nursery) -> None:
    with document(b"shown") as source:
        pages = nursery.open_pages(source, "hostile", Limits(seconds=5))
    for index in (1, 2, 3):
        with pytest.raises(ReporterCanFix):
            pages.page_size(index)
        with pytest.raises(ReporterCanFix):
            pages.characters(index)
    assert pages.characters(0).text == "añ😀"
    pages.close()


def test_a_document_that_cannot_be_shown_says_why(nursery: Nursery) -> None:
    with document(b"locked") as source, pytest.raises(CannotShowPages) as why:
        nursery.open_pages(source, "hostile")
    assert why.value.reason == "password_needed"


def test_a_thousand_million_pages_are_not_believed(nursery: Nursery) -> None:
    with document(b"endless") as source, pytest.raises(ReporterCanFix) as problem:
        nursery.open_pages(source, "hostile")
    assert problem.value.code == "reader_crashed"
