"""Run by itself: warms every importer, then forbids every opening of files and reads samples of each kind.

Prints one line a sample, "status importer name", so that the test can look at them; attempts that a library
swallowed are written to stderr all the same.
"""

from __future__ import annotations

import io
import resource
import sys

from casefile.importers import HEAD_BYTES, Limits, all_importers, choose
from tests.importers.samples_of_every_kind import SAMPLES

FORBIDDEN = ("open", "os.listdir", "os.scandir", "subprocess", "socket", "ctypes.dlopen", "os.exec")


attempts: list[str] = []


def forbid(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(FORBIDDEN):
        attempts.append(f"{event} {str(arguments)[:200]}")
        raise PermissionError(f"{event} after confinement: {str(arguments)[:200]}")


for importer in all_importers():
    importer.warm()
sys.addaudithook(forbid)
resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))

for name, suffix, content, wish in SAMPLES:
    importer = choose(content[:HEAD_BYTES], len(content), suffix)
    item = importer.read(io.BytesIO(content), Limits(), wish)
    if importer.read_structure is not None:
        importer.read_structure(io.BytesIO(content), Limits(), wish)
    if importer.open_pages is not None and item.status == "ok":
        source = importer.open_pages(io.BytesIO(content), Limits(), wish)
        source.render(0, 1.5)
        source.characters(0)
        source.close()
    print(item.status, importer.name, name, flush=True)

print("\n".join(attempts), end="", file=sys.stderr)
