"""The readers we ship, each in its confined child: what comes back is what an unconfined one would say."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefile.domain.limits import Limits
from casefile.importers import HEAD_BYTES, CannotShowPages, all_importers, choose
from casefile.sandbox import confinement
from casefile.sandbox.client import Nursery
from casefile.sandbox.in_process import InProcessReading
from casefile.sandbox.wire import memfd_of

pytestmark = pytest.mark.skipif(bool(confinement.obstacle()), reason=f"here: {confinement.obstacle()}")

sys.path.insert(0, str(Path(__file__).parents[1] / "importers"))
try:
    from samples_of_every_kind import SAMPLES
finally:
    sys.path.pop(0)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery.start() as started:
        yield started


@pytest.fixture(scope="module")
def unconfined() -> InProcessReading:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "has_ipv6", False)  # or a library opens one such socket when it is loaded
        for importer in all_importers():
            importer.warm()
    return InProcessReading.start()


def there_is(module: str) -> bool:
    """Whether a module could be loaded; libraries ask for some that are not there, with the same result."""
    try:
        return importlib.util.find_spec(module) is not None
    except ImportError:
        return False


def test_every_reader_is_tried() -> None:
    tried = {choose(content[:HEAD_BYTES], len(content), suffix).name for _, suffix, content, _ in SAMPLES}
    assert tried == {importer.name for importer in all_importers()}


@pytest.mark.parametrize(("name", "suffix", "content", "wish"), SAMPLES, ids=[name for name, *_ in SAMPLES])
def test_shut_in_a_reader_finds_what_it_finds_outside(
    nursery: Nursery,
    unconfined: InProcessReading,
    name: str,
    suffix: str,
    content: bytes,
    wish: dict[str, str],
) -> None:
    importer = choose(content[:HEAD_BYTES], len(content), suffix).name
    source = memfd_of([content])
    try:
        assert nursery.read(source, importer, Limits(), wish) == unconfined.read(source, importer, wish=wish)
        inside = nursery.read_structure(source, importer, Limits(), wish)
        assert inside == unconfined.read_structure(source, importer, wish=wish)
        try:
            pages = unconfined.open_pages(source, importer, wish=wish)
        except CannotShowPages as why:
            with pytest.raises(CannotShowPages) as same:
                nursery.open_pages(source, importer, Limits(), wish)
            assert same.value.reason == why.reason
        else:
            shown = nursery.open_pages(source, importer, Limits(), wish)
            assert shown.page_count == pages.page_count
            for index in range(shown.page_count):
                assert shown.page_size(index) == pytest.approx(pages.page_size(index))
                assert shown.render(index, 1.5) == pages.render(index, 1.5)
                found, expected = shown.characters(index), pages.characters(index)
                assert found.text == expected.text
                for box, other in zip(found.boxes, expected.boxes, strict=True):
                    assert box == pytest.approx(other, abs=0.01)
            shown.close()
            pages.close()
    finally:
        os.close(source)
    late = {module for module in nursery.late_imports if there_is(module)}
    assert late == set(), f"{name} or a sample before it wants a module that no warm() loaded"
