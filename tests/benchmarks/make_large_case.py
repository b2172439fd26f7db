"""Makes a large case of invented words, the same each time: for benchmarks, never for the test run.

    python -m tests.benchmarks.make_large_case FOLDER [--items 100000] [--words 150] [--tags 10000] …

Words follow Zipf's law over an invented vocabulary; tags do as well. The key is `KEY`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casefile.domain.identifiers import Kind
from casefile.store.case_store import CaseStore
from casefile.store.connection import connect
from casefile.store.migrations.m0001_first_case import make_first_case

KEY = bytes(range(32))
_SYLLABLES = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "ar", "en", "is")]
_WHEN = "2024-01-02T03:04:05.000Z"
_KINDS = ("document", "article", "web_page", "email", "image")
_PUBLISHERS = 300


@dataclass(frozen=True)
class Size:
    """How much there is of everything; ``words`` is the mean length of an item's text."""

    items: int = 100_000
    words: int = 150
    vocabulary: int = 150_000
    tags: int = 10_000
    taggings: int = 1_000_000
    passages: int = 20_000
    claims: int = 2_000
    links: int = 6_000


class Vocabulary:
    """Invented words, the frequent ones first."""

    def __init__(self, size: int, luck: random.Random) -> None:
        words: dict[str, None] = {}
        while len(words) < size:
            words["".join(luck.choices(_SYLLABLES, k=luck.choice((1, 2, 2, 3, 3, 3, 4, 4, 5))))] = None
        self.words = list(words)
        self._weights = zipf(size)
        self._luck = luck

    def text(self, length: int) -> list[str]:
        """That many words, as frequent as they are in a language."""
        return self._luck.choices(self.words, cum_weights=self._weights, k=length)


def zipf(size: int) -> list[float]:
    """Cumulative weights of a Zipf distribution over so many things."""
    return list(itertools.accumulate(1 / (rank + 2.7) for rank in range(size)))


def make_large_case(path: Path, size: Size, *, quiet: bool = True) -> None:
    """Writes the case file anew."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    luck = random.Random(20_161_007)
    vocabulary = Vocabulary(size.vocabulary, luck)
    store = CaseStore(connect(path, KEY, salt=bytes(16), writing=True))
    store.db.conn.execute("PRAGMA synchronous=OFF")
    with store.atomic():
        make_first_case(store.db)
    began = time.perf_counter()
    for part in _parts(size):
        with store.atomic():
            _items(store, part, vocabulary, size.words, luck)
        if not quiet and part[0] % 10_000 == 1:
            print(f"{part[0] - 1} items, {time.perf_counter() - began:.0f} s", flush=True)
    with store.atomic():
        _tags(store, size, luck)
        _evidence(store, size, vocabulary, luck)
    store.db.conn.execute("ANALYZE")
    store.checkpoint()
    store.close()


def _parts(size: Size) -> Iterator[tuple[int, ...]]:
    for first in range(1, size.items + 1, 1_000):
        yield tuple(range(first, min(first + 1_000, size.items + 1)))


def _items(
    store: CaseStore, numbers: Sequence[int], vocabulary: Vocabulary, words: int, luck: random.Random
) -> None:
    for n in numbers:
        text = vocabulary.text(max(5, int(luck.expovariate(1 / words))))
        body = ". ".join(" ".join(text[at : at + 12]).capitalize() for at in range(0, len(text), 12))
        title = " ".join(vocabulary.text(5)).capitalize() if luck.random() < 0.7 else None
        day = f"{luck.randint(1990, 2024)}-{luck.randint(1, 12):02}-{luck.randint(1, 28):02}"
        store.items.add(
            {
                "n": n, "id": f"{n:08x}-0000-4000-8000-000000000000", "kind": luck.choice(_KINDS),
                "status": "ok", "original_name": f"{text[0]}_{text[1]}-{n}.pdf",
                "size": len(body), "sha256": f"{n:064x}",
                "mime": "application/pdf", "title": title, "title_basis": "stated" if title else None,
                "byline": None, "publisher": vocabulary.words[luck.randrange(_PUBLISHERS)],
                "published": luck.choice((day, day[:7], day[:4], None)),
                "reading_state": luck.choice(("unread", "read")), "first_words": body[:80],
                "created": _WHEN, "modified": _WHEN, "trashed": _WHEN if n % 97 == 0 else None,
            }
        )  # fmt: skip
        store.text_layers.add(
            n,
            method="pdf_text",
            tool="made",
            sha256=f"{n:064x}",
            text=body,
            made=_WHEN,
            pages=[(0, len(body), "1")],
        )
    store.search_index.refresh(Kind.ITEM, numbers)


def _tags(store: CaseStore, size: Size, luck: random.Random) -> None:
    connection = store.db.conn
    paths = [f"theme{n % 50}:subject{n}" for n in range(1, size.tags + 1)]
    connection.executemany(
        "INSERT INTO tag (n, id, path, key, created, modified) VALUES (?, ?, ?, ?, ?, ?)",
        [(n, f"tag {n}", path, path, _WHEN, _WHEN) for n, path in enumerate(paths, 1)],
    )
    pairs: set[tuple[int, int]] = set()
    weights = list(itertools.accumulate(1 / (rank + 20) for rank in range(size.tags)))
    while len(pairs) < size.taggings:
        left = size.taggings - len(pairs)
        tags = luck.choices(range(1, size.tags + 1), cum_weights=weights, k=left)
        pairs.update(zip(tags, luck.choices(range(1, size.items + 1), k=left), strict=True))
    connection.executemany("INSERT INTO tagging (tag, kind, target) VALUES (?, 'I', ?)", sorted(pairs))


def _evidence(store: CaseStore, size: Size, vocabulary: Vocabulary, luck: random.Random) -> None:
    connection = store.db.conn
    for n in range(1, size.passages + 1):
        item = luck.randint(1, size.items)
        start = luck.randint(0, 20)
        exact = " ".join(vocabulary.text(15))
        connection.execute(
            "INSERT INTO passage (n, id, item, layer, layer_sha256, start, end, exact, prefix, suffix,"
            " page, page_label, paragraph, created, modified)"
            " VALUES (?, ?, ?, ?, '', ?, ?, ?, '', '', 0, '1', 1, ?, ?)",
            [n, f"passage {n}", item, item, start, start + len(exact), exact, _WHEN, _WHEN],
        )
    for n in range(1, 41):
        connection.execute(
            "INSERT INTO origin (n, id, name, named, created, modified) VALUES (?, ?, ?, ?, ?, ?)",
            [n, f"origin {n}", vocabulary.words[n], n % 4 != 0, _WHEN, _WHEN],
        )
    for n in range(1, size.claims + 1):
        connection.execute(
            "INSERT INTO claim (n, id, proposition, kind, verification, publish, created, modified)"
            " VALUES (?, ?, ?, 'fact', 'unchecked', 'hold', ?, ?)",
            [n, f"claim {n}", " ".join(vocabulary.text(14)).capitalize(), _WHEN, _WHEN],
        )
    relations = ("supports", "supports", "contradicts", "context")
    connection.executemany(
        "INSERT OR IGNORE INTO evidence_link (id, passage, claim, relation, strength, origin, reason,"
        " created, modified) VALUES (?, ?, ?, ?, 'weak', ?, 'as said', ?, ?)",
        [
            (
                f"link {n}", luck.randint(1, size.passages), luck.randint(1, size.claims),
                luck.choice(relations), luck.choice((None, *range(1, 41))), _WHEN, _WHEN,
            )
            for n in range(1, size.links + 1)
        ],
    )  # fmt: skip
    store.search_index.refresh(Kind.PASSAGE, range(1, size.passages + 1))
    store.search_index.refresh(Kind.CLAIM, range(1, size.claims + 1))


def main(arguments: Sequence[str]) -> int:
    """Makes ``large.casefile`` in the folder given, with ``large.json`` saying what is in it."""
    parser = argparse.ArgumentParser(prog="make_large_case")
    parser.add_argument("folder", type=Path)
    for name, count in vars(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=count)
    wanted = vars(parser.parse_args(arguments))
    folder = wanted.pop("folder")
    folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    make_large_case(folder / "large.casefile", Size(**wanted), quiet=False)
    (folder / "large.json").write_text(json.dumps(wanted))
    size = (folder / "large.casefile").stat().st_size
    print(f"{folder / 'large.casefile'}: {size / 1e6:.0f} MB, {time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
