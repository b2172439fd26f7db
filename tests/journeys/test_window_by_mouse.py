"""A reporter's day by mouse: unlock, drop, read, mark, tag, lock, unlock, quit."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.helpers.dropped_files import put_three_files
from tests.helpers.screen_reading import ALWAYS_ON, Reading, has_pyatspi, reading
from tests.helpers.screens import Screen, needs, until
from tests.helpers.window_days import (
    CASE,
    START,
    asked,
    ends,
    first_life_of,
    is_running,
    readers_of,
    stands_alone,
    unlock,
)

pytestmark = [
    pytest.mark.x11,
    pytest.mark.slow,
    needs("pcmanfm"),
    pytest.mark.skipif(not has_pyatspi(), reason="Debian's python3-pyatspi is not installed"),
]


def drag_all_from_file_manager(screen: Screen, folder: Path, to: tuple[int, int]) -> None:
    """Opens the folder in a real file manager, takes everything in it, and drops it on a place."""
    program = screen.start("pcmanfm", str(folder))
    manager = screen.window(f"^{folder.name}$")
    screen.activate(manager)
    screen.hand("windowmove", manager, "0", "40")
    screen.hand("windowsize", manager, "520", "420")
    time.sleep(1)  # it draws its icons in its own time and says nothing of it
    screen.press("ctrl+a")
    place = screen.place_of(manager)
    screen.drag((place.x + 208, place.y + 112), to)
    program.terminate()


def select_words(screen: Screen, eyes: Reading, words: str) -> None:
    """Draws the mouse over words in the reader."""
    first, last = eyes.where("Text", words)
    start = (first.x + 1, first.y + first.height // 2)
    screen.drag(start, (last.x + last.width, last.y + last.height // 2))


def test_a_day_with_the_mouse(screen: Screen, case: Path) -> None:
    files = put_three_files(screen.home / "leads")
    with reading(screen) as eyes:
        program = screen.start_program(str(case), **ALWAYS_ON)
        window = unlock(screen)

        screen.hand("windowmove", window, "540", "20")
        drag_all_from_file_manager(screen, files[0].parent, (1000, 400))
        screen.hand("windowmove", window, "0", "0")
        eyes.find("crane.html, *")
        screen.click(*eyes.find("Web page, Crane paid for twice*").middle)

        select_words(screen, eyes, "second payment had no contract")
        screen.press("e")
        screen.press("t")
        screen.type("leak")
        screen.press("Return")
        screen.click(*eyes.find("leak, *").middle, button=3)
        screen.press(*["Down"] * 7, "Right", "Return")  # Mark ▸ 1 disc
        eyes.find("Changed the mark of leak")
        select_words(screen, eyes, "No answer had come")
        screen.press("1")
        eyes.find("Tags on this passage: leak")

        life, readers = first_life_of(program), readers_of(program)
        assert readers
        screen.press("ctrl+l")
        screen.gone(CASE)
        screen.window(START)
        assert program.poll() is None
        assert first_life_of(program) != life
        until(lambda: not any(map(is_running, readers)), "the end of the readers that saw the files")
        assert stands_alone(case)

        unlock(screen)
        eyes.find("Web page, Crane paid for twice*")
        screen.press("alt+F4")
        assert ends(program) == 0
    assert stands_alone(case)
    items = asked(screen, "items", case)
    assert [(item["original_name"], item["status"]) for item in items] == [
        ("answer.html", "ok"),
        ("crane.html", "ok"),
        ("minutes.pdf", "ok"),
    ]
    found = asked(screen, "items", case, "tag:leak")
    hits = asked(screen, "search", case, '"no contract behind it"')
    assert found == [] and [hit["item"] for hit in hits] == [items[1]["ref"]]
