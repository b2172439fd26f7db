"""What each command does, spoken in the casework's own words."""

from __future__ import annotations

import argparse
import json
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from casefile.casework import answering, checking, exporting, opening
from casefile.casework.commands.tagging import AddTags, RemoveTags
from casefile.casework.importing import dumping
from casefile.casework.importing.progress import ImportProgress
from casefile.casework.importing.run import Importing
from casefile.casework.lanes import at_once
from casefile.casework.open_case import OpenCase
from casefile.casework.protecting import ProtectedSources
from casefile.casework.reading_files import ReadingFiles, start_reading_files
from casefile.casework.sample import make_sample_case, protected_passphrase
from casefile.command_line.passphrases import page_in, passphrase_from, secret_in
from casefile.domain.errors import ReporterCanFix
from casefile.domain.identifiers import Kind
from casefile.domain.ledger import LedgerRow, LedgerState
from casefile.domain.sentences import reason_said, say
from casefile.domain.step_labels import label

DONE, REFUSED, KEPT_UNREAD = 0, 1, 3


@contextmanager
def _opened(wanted: argparse.Namespace) -> Iterator[OpenCase]:
    if wanted.recovery_file is not None:
        case = opening.open_with_recovery_key(
            wanted.case, page_in(wanted.recovery_file), at_once, sets=wanted.sets
        )
    else:
        passphrase = passphrase_from(wanted.passphrase_file)
        case = opening.open_with_passphrase(wanted.case, passphrase, at_once, sets=wanted.sets)
    try:
        yield case
    finally:
        case.close()


def new(wanted: argparse.Namespace) -> int:
    passphrase = passphrase_from(wanted.passphrase_file, twice=True)
    _refuse_recovery_place(wanted.write_recovery, wanted.case)
    made = opening.new_case(
        wanted.case, passphrase, wanted.title or wanted.case.stem, at_once,
        level=wanted.level, sets=wanted.sets,
    )  # fmt: skip
    made.case.close()
    print(f"Made {wanted.case.name}.", file=sys.stderr)
    return _keep_recovery(made.recovery_groups, wanted.write_recovery, wanted.case)


def take_in(wanted: argparse.Namespace) -> int:
    for path in wanted.paths:
        if not os.path.lexists(path):
            raise ReporterCanFix("path_missing", place=path.name or str(path))
    files = start_reading_files()
    try:
        with _opened(wanted) as case:
            if wanted.dump is not None and case.owns(wanted.dump):
                raise ReporterCanFix("file_exists")
            rows, troubles = _import(case, files, wanted)
            if wanted.dump is not None:
                dumping.dump(case, rows, wanted.paths, wanted.dump)
            return _tell_import(rows, troubles)
    finally:
        files.close()


def _import(
    case: OpenCase, files: ReadingFiles, wanted: argparse.Namespace
) -> tuple[list[LedgerRow], list[BaseException]]:
    """Goes on with what an earlier import left, then takes in what is named now."""
    troubles: list[BaseException] = []
    importing = Importing(case, files)
    try:
        if sys.stderr.isatty():
            importing.listen(_show_progress)
        batch = importing.start(wanted.paths, wanted.tag).result()
        case.when_trouble(troubles.append)
        importing.carry_on()
        importing.wait()
    finally:
        importing.stop()
    return dumping.rows_of_batch(case, batch), troubles


def items(wanted: argparse.Namespace) -> int:
    with _opened(wanted) as case:
        listed = answering.listed_items(case, wanted.sentence)
        if wanted.json:
            _print_json([asdict(one) for one in listed])
        else:
            for one in listed:
                print(one.ref, one.kind, one.status, _plain(one.title or one.original_name), sep="\t")
    return DONE


def text(wanted: argparse.Namespace) -> int:
    with _opened(wanted) as case:
        layer = answering.text_of(case, wanted.item)
    left = memoryview(layer.encode("utf-8", "surrogatepass"))
    while left:  # an unbuffered output takes what it can
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()
    return DONE


def search(wanted: argparse.Namespace) -> int:
    with _opened(wanted) as case:
        hits = answering.hits(case, wanted.sentence, wanted.limit)
        if wanted.json:
            _print_json([asdict(one) for one in hits])
        else:
            for one in hits:
                place = "" if one.offset is None else f"@{one.offset}"
                print(f"{one.passage or one.item}{place}", _plain(one.snippet), sep="\t")
    return DONE


def tag(wanted: argparse.Namespace) -> int:
    with _opened(wanted) as case:
        numbers = answering.numbers_of(case, wanted.items)
        if wanted.remove:
            held = case.look.tags.by_path(wanted.tag)
            if held is None:
                raise ReporterCanFix("tag_none", tag=wanted.tag)
            case.do(RemoveTags(Kind.ITEM, numbers, (held.n,))).result()
        else:
            case.do(AddTags(Kind.ITEM, numbers, (wanted.tag,))).result()
    return DONE


def export(wanted: argparse.Namespace) -> int:
    with _opened(wanted) as case:
        contents = None
        if wanted.protected_passphrase_file is not None:
            protected = ProtectedSources(case)
            protected.open(secret_in(wanted.protected_passphrase_file))
            contents = protected.contents
            protected.shut()
        written = exporting.export(case, wanted.profile, wanted.format, wanted.out, contents)
    for note in written.notes:
        print(note, file=sys.stderr)
    print(f"Saved {written.path.name}.", file=sys.stderr)
    return DONE


def check(wanted: argparse.Namespace) -> int:
    wrong = "wrong_recovery_key" if wanted.recovery_file is not None else "wrong_passphrase"
    findings = checking.check(wanted.case, _key_of(wanted), full=wanted.full, wrong=wrong)
    for finding in findings:
        print(finding)
    if not findings:
        print("Nothing is wrong.", file=sys.stderr)
    return REFUSED if findings else DONE


def history(wanted: argparse.Namespace) -> int:
    with _opened(wanted) as case:
        for _ in range(wanted.undo or 0):
            change = case.undo().result()
            if change is None:
                print("There is nothing left to undo.", file=sys.stderr)
                break
            if change.deed is not None:
                print(f"Undone: {_plain(label(change.deed))}")
        if wanted.undo is None:
            _print_steps(case, as_json=wanted.json)
    return DONE


def passphrase(wanted: argparse.Namespace) -> int:
    new_one = secret_in(wanted.new_passphrase_file)
    _refuse_recovery_place(wanted.write_recovery, wanted.case)
    groups = opening.new_passphrase(wanted.case, _key_of(wanted), new_one, sets=wanted.sets)
    print("The case was written anew under the new passphrase.", file=sys.stderr)
    return _keep_recovery(groups, wanted.write_recovery, wanted.case)


def sample(wanted: argparse.Namespace) -> int:
    passphrase = passphrase_from(wanted.passphrase_file, twice=True)
    files = start_reading_files()
    try:
        make_sample_case(wanted.case, passphrase, at_once, files, sets=wanted.sets).close()
    finally:
        files.close()
    print(f"Made {wanted.case.name}. Everything in it is invented.", file=sys.stderr)
    print(f"The passphrase of its protected sources: {protected_passphrase()}", file=sys.stderr)
    return DONE


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "new": new,
    "import": take_in,
    "items": items,
    "text": text,
    "search": search,
    "tag": tag,
    "export": export,
    "check": check,
    "history": history,
    "passphrase": passphrase,
    "sample": sample,
}


def _key_of(wanted: argparse.Namespace) -> bytearray:
    if wanted.recovery_file is not None:
        return opening.key_from_recovery(page_in(wanted.recovery_file))
    passphrase = passphrase_from(wanted.passphrase_file)
    return opening.key_from_passphrase(wanted.case, passphrase, sets=wanted.sets)


def _refuse_recovery_place(place: Path | None, case: Path) -> None:
    """Says before anything is written what would keep the recovery key from being written after it."""
    if place is None:
        return
    opening.refuse_recovery_place(place, case)
    if os.path.lexists(place):
        raise ReporterCanFix("file_exists")
    if not place.parent.is_dir():
        raise ReporterCanFix("place_missing")


def _keep_recovery(groups: tuple[str, ...], place: Path | None, case: Path) -> int:
    """Writes the recovery key; where that fails it is shown, for it cannot be made a second time."""
    try:
        if place is not None:
            opening.write_recovery(groups, place, case)
            print("The recovery key was written. Keep it away from the case.", file=sys.stderr)
            return DONE
    except ReporterCanFix as problem:
        print(say(problem), file=sys.stderr)
    print("The recovery key. Write it down now; it is not shown again:", file=sys.stderr)
    print(" ".join(groups))
    return DONE if place is None else REFUSED


def _show_progress(progress: ImportProgress) -> None:
    done = progress.total - progress.to_go
    end = "\n" if progress.to_go == 0 else ""
    print(f"\r{done} of {progress.total} files", end=end, file=sys.stderr, flush=True)


def _tell_import(rows: Sequence[LedgerRow], troubles: Sequence[BaseException]) -> int:
    count = Counter(row.state for row in rows)
    imported, here = count[LedgerState.IMPORTED], count[LedgerState.DUPLICATE]
    unread = [row for row in rows if row.state not in (LedgerState.IMPORTED, LedgerState.DUPLICATE)]
    kept = sum(row.sha256 is not None for row in unread)
    said = [f"{imported} imported", f"{here} already here", f"{kept} kept unread"]
    said += [f"{len(unread) - kept} not taken in"] if len(unread) > kept else []
    print(", ".join(said) + ".", file=sys.stderr)
    for row in unread:
        print(f"{row.name}\t{reason_said(row.reason) or row.state}")
    for code in dict.fromkeys(getattr(one, "code", "our_bug") for one in troubles):
        print(say(ReporterCanFix(code)), file=sys.stderr)
    if troubles or not imported + here + kept:
        return REFUSED
    return KEPT_UNREAD if unread else DONE


def _print_steps(case: OpenCase, *, as_json: bool) -> None:
    steps = case.ask(lambda store: store.steps.newest(1000)).result()
    if as_json:
        _print_json(
            [
                {"step": one.n, "label": label(one.deed), "made": one.made, "undone": one.undone}
                for one in steps
            ]
        )
        return
    for one in steps:
        print(one.n, one.made, _plain(label(one.deed)) + (" (undone)" if one.undone else ""), sep="\t")


def _print_json(rows: Sequence[dict[str, Any]]) -> None:
    print(json.dumps(rows, ensure_ascii=False))


def _plain(words: str) -> str:
    """Strangers' words on one line of a terminal, without what would command it."""
    shown = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in words)
    return " ".join(shown.split())
