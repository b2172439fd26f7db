"""Putting finished files in their places: hidden while they grow, named once, safe from a power cut."""

from __future__ import annotations

import os
from pathlib import Path

from casefile.domain.errors import ReporterCanFix


def hidden_neighbour(path: Path, suffix: str) -> Path:
    """A name in the same folder, hidden, for work on a case that is not finished."""
    return path.with_name(f".{path.name}{suffix}")


def remove_with_log(path: Path) -> None:
    """Removes a database file that is not in use, with the log and index SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def give_name(unnamed: Path, path: Path) -> None:
    """Gives a finished file its name, never in place of another. Raises ``case_exists``."""
    try:
        os.link(unnamed, path)
    except FileExistsError as problem:
        raise ReporterCanFix("case_exists") from problem
    except OSError as problem:  # FAT and some network places know no second names
        if os.path.lexists(path):
            raise ReporterCanFix("case_exists") from problem
        unnamed.rename(path)
    else:
        unnamed.unlink()
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Waits until the file's bytes are on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Waits until the folder's names are on the disk, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # some network and FUSE places refuse it
        return
    finally:
        os.close(descriptor)
