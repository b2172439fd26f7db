"""The store at 100,000 items, 10,000 tags and a million taggings: searching, listing, counting, tagging.

Uses the large case in the folder that CASEFILE_LARGE_CASE names (`make_large_case` makes it); without, a
case is made in a temporary folder first, which takes minutes. CASEFILE_LARGE_ITEMS makes a smaller one.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from casefile.domain.changes import Deed
from casefile.domain.found import ItemOrder
from casefile.domain.identifiers import Kind, new_id
from casefile.search.parse import parse, with_last_word_unfinished
from casefile.store import finding
from casefile.store.case_store import CaseStore
from casefile.store.connection import connect
from casefile.store.recording import Recorder, pack, unpack
from tests.benchmarks.figure import Figure
from tests.benchmarks.make_large_case import KEY, Size, make_large_case

_MILLISECONDS = 1_000.0


def p95(calls: Sequence[Callable[[], object]]) -> float:
    """The 95th of a hundred, in milliseconds, of calls made once each (a tenth of them before, to warm)."""
    for call in calls[:: max(1, len(calls) // 10)]:
        call()
    taken = []
    for call in calls:
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return sorted(taken)[int(len(taken) * 0.95)] * _MILLISECONDS


def figures() -> Iterator[Figure]:
    """Every figure of the store."""
    with tempfile.TemporaryDirectory(prefix="casefile-bench-") as scratch:
        path = _large_case(Path(scratch))
        store = CaseStore(connect(path, KEY, writing=False))
        size = f"{store.items.count():,} items"
        yield from _searching(store, size)
        yield from _listing(store, size)
        yield from _counting(store, size)
        store.close()
        writing = CaseStore(connect(path, KEY, writing=True))
        yield from _tagging(writing, size)
        yield from _indexing(writing, Path(scratch), size)
        writing.close()


def _large_case(scratch: Path) -> Path:
    copy = scratch / "large.casefile"
    ready = os.environ.get("CASEFILE_LARGE_CASE")
    if ready:
        shutil.copyfile(Path(ready) / "large.casefile", copy)
    else:
        items = int(os.environ.get("CASEFILE_LARGE_ITEMS", "100000"))
        make_large_case(copy, Size(items=items, tags=items // 10, taggings=items * 10))
    return copy


def _frequent_words(store: CaseStore) -> list[str]:
    """Words of the case, from very frequent to rare: the first few texts hold them as they are spread."""
    words: dict[str, int] = {}
    for n in range(1, 200):
        layer = store.text_layers.current(n)
        for word in layer.text.lower().replace(".", "").split() if layer is not None else ():
            words[word] = words.get(word, 0) + 1
    return sorted(words, key=lambda word: (-words[word], word))


def _searching(store: CaseStore, size: str) -> Iterator[Figure]:
    words = _frequent_words(store)
    chosen = words[:20] + words[20:2_000:40]
    typed = [word[:length] for word in chosen for length in range(1, len(word) + 1)]

    def first_hits(sentence: str) -> Callable[[], object]:
        tree = with_last_word_unfinished(parse(sentence))
        return lambda: finding.items(store, tree, limit=201)

    def everything(sentence: str) -> Callable[[], object]:
        tree = with_last_word_unfinished(parse(sentence))
        return lambda: finding.search(store, tree, limit=50)

    def all_hits(sentence: str) -> Callable[[], object]:
        tree = parse(sentence).tree
        return lambda: finding.items(store, tree)

    pairs = [f"{a} {b}" for a, b in zip(chosen, reversed(chosen), strict=True)]
    parts = [f"*{word[1:]}*" for word in chosen if len(word) > 4]
    yield Figure(f"search as typed, first 200 hits, {size}, p95", p95([*map(first_hits, typed)]), "ms", 50)
    yield Figure(f"search two words, first 200 hits, {size}, p95", p95([*map(first_hits, pairs)]), "ms", 50)
    yield Figure(f"search part of a word, {size}, p95", p95([*map(first_hits, parts)]), "ms", 50)
    yield Figure(f"search as typed, every kind, {size}, p95", p95([*map(everything, typed)]), "ms", 50)
    yield Figure(f"search a word, all hits, {size}, p95", p95([*map(all_hits, chosen)]), "ms")


def _listing(store: CaseStore, size: str) -> Iterator[Figure]:
    def by_tag(tag: int, order: ItemOrder = ItemOrder.ADDED) -> Callable[[], object]:
        tree = parse(f"tag:theme{tag % 50}:subject{tag}").tree
        return lambda: finding.items(store, tree, order)

    tags = [1, 2, 3, 4, 5, *range(6, 1_000, 25), *range(1_000, 10_000, 500)]
    yield Figure(f"tag click to list, {size}, p95", p95([by_tag(tag) for tag in tags]), "ms", 100)
    for order in ItemOrder:
        calls = [by_tag(tag, order) for tag in tags[:20]]
        yield Figure(f"tag click to list by {order}, {size}, p95", p95(calls), "ms", 100)
        whole = [lambda order=order: finding.items(store, None, order)] * 3  # type: ignore[misc]
        yield Figure(f"whole list by {order}, {size}", p95(whole), "ms")
    windows = [
        lambda at=at: store.items.rows(range(at, at + 64)) for at in range(1, store.items.count() - 64, 997)
    ]
    yield Figure(f"64 rows of the list, {size}, p95", p95(windows), "ms", 5)
    rows = [lambda at=at: store.claims.rows(range(at, at + 64)) for at in range(1, 1_900, 64)]
    yield Figure("64 rows of the claims, p95", p95(rows), "ms", 5)
    rows = [lambda at=at: store.passages.rows(range(at, at + 64)) for at in range(1, 19_000, 640)]
    yield Figure("64 rows of the passages, p95", p95(rows), "ms", 5)


def _counting(store: CaseStore, size: str) -> Iterator[Figure]:
    began = time.perf_counter()
    store.tags.counts(Kind.ITEM)
    yield Figure(f"counts of all tags, first time, {size}", (time.perf_counter() - began) * 1e3, "ms", 100)
    listed = finding.items(store, None)
    for share in (0.01, 0.08, 0.3, 0.5, 0.9):
        within = listed[:: max(1, round(1 / share))] if share <= 0.5 else listed[: int(len(listed) * share)]
        calls = [lambda within=within: store.tags.counts(Kind.ITEM, within)] * 5  # type: ignore[misc]
        yield Figure(f"counts of tags in {len(within):,} of {size}, p95", p95(calls), "ms", 100)


def _tagging(store: CaseStore, size: str) -> Iterator[Figure]:
    """One step: taggings, history row and audit line, committed; then its undo."""
    targets = list(range(1, 100_000, 20))[: min(5_000, store.items.count() // 2)]
    tag = 9_000 if store.tags.get(9_000) else 1
    with store.atomic():
        store.audit.append("open", "case", "done")
    began = time.perf_counter()
    with store.atomic():
        recorder = Recorder(store.db)
        recorder.tag(tag, Kind.ITEM, targets)
        step = store.steps.push(
            Deed("tag_added", {"count": len(targets)}),
            pack(recorder.changes),
            None,
            "2024-01-01T00:00:00.000Z",
        )
        store.audit.append("tag_added", f"step {step}", "done")
    yield Figure(f"tag {len(targets):,} of {size}", (time.perf_counter() - began) * 1e3, "ms", 300)
    began = time.perf_counter()
    with store.atomic():
        Recorder(store.db).undo(unpack(store.steps.changes_of(step)), "2024-01-01T00:00:01.000Z")
        store.steps.mark(step, undone=True)
        store.audit.append("undo", f"step {step}", "done")
    yield Figure(
        f"undo of tagging {len(targets):,} of {size}", (time.perf_counter() - began) * 1e3, "ms", 300
    )


def _indexing(store: CaseStore, scratch: Path, size: str) -> Iterator[Figure]:
    """What a document costs in a full case against one of 1,000; and 5,000 rows that need no writing."""
    make_large_case(
        scratch / "small.casefile", Size(1_000, tags=10, taggings=1_000, passages=10, claims=1, links=1)
    )
    small = CaseStore(connect(scratch / "small.casefile", KEY, writing=True))
    luck = random.Random(1)
    words = _frequent_words(small)
    texts = [" ".join(luck.choices(words, k=400)) for _ in range(320)]
    taken = {store: 0.0, small: 0.0}
    for at in range(0, len(texts), 16):
        for one in taken:
            began = time.perf_counter()
            with one.atomic():
                ns = [_add(one, text) for text in texts[at : at + 16]]
                one.search_index.refresh(Kind.ITEM, ns)
            taken[one] += time.perf_counter() - began
    yield Figure("a document of 400 words into 1,000 items", taken[small] / len(texts) * 1e3, "ms")
    yield Figure(f"a document against 1,000 items, {size}", taken[store] / taken[small], "×", 1.3)
    with store.atomic():
        began = time.perf_counter()
        store.search_index.refresh(Kind.ITEM, range(1, 5_001))
        yield Figure(
            f"5,000 unchanged items looked at, {size}", (time.perf_counter() - began) * 1e3, "ms", 300
        )
    small.close()


def _add(store: CaseStore, text: str) -> int:
    n = store.items.add(
        {
            "id": new_id(), "kind": "document", "status": "ok", "original_name": "a.txt", "size": 1,
            "mime": "text/plain", "created": "2024", "modified": "2024",
        }
    )  # fmt: skip
    store.text_layers.add(n, method="as_is", tool="made", sha256="", text=text, made="2024")
    return n
