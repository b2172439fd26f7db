"""The command line's grammar. Passphrases are never arguments: they would stand in the process list."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casefile import __version__

LARGEST = 1_000_000_000


class _Command(argparse.ArgumentParser):
    """One command: its options may stand anywhere among its words.

    Without this, argparse takes a word that may be missing (``items CASE [SENTENCE]``) for missing as
    soon as an option stands before it.
    """

    _mixing = False

    def parse_known_args(  # type: ignore[override]  # the overloads of typeshed, in one
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        if self._mixing:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False


def make_parser() -> argparse.ArgumentParser:
    """The parser of ``casefile``; without a command, the window opens."""
    parser = argparse.ArgumentParser(
        prog="casefile",
        description="One encrypted case for articles, documents, contacts and claims.",
        epilog="Without a command the window opens; a .casefile given alone is opened in it. "
        "The passphrase is asked for, or read from --passphrase-file or CASEFILE_PASSPHRASE_FILE.",
    )
    parser.add_argument("--version", action="version", version=f"casefile {__version__}")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE")
    parser.add_argument("--recovery-file", type=Path, metavar="FILE", help="the recovery key opens the case")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Command)

    new = _command(commands, "new", "make a case")
    new.add_argument("--title", help="the codename shown on screen; not the subject's name")
    new.add_argument("--level", choices=("ordinary", "sensitive", "critical"), default="ordinary")
    new.add_argument("--write-recovery", type=Path, metavar="FILE", help="write the recovery key here (0600)")

    take = _command(commands, "import", "take files and folders in")
    take.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    take.add_argument("--tag", action="append", default=[], metavar="T")
    take.add_argument("--dump", type=Path, metavar="OUT.jsonl", help="write one JSON record a file")

    items = _command(commands, "items", "list items")
    items.add_argument("sentence", nargs="?", default="")
    items.add_argument("--json", action="store_true")

    text = _command(commands, "text", "print an item's text layer, and not one byte more")
    text.add_argument("item")

    search = _command(commands, "search", "search the case")
    search.add_argument("sentence")
    search.add_argument("--limit", type=_positive, default=50)
    search.add_argument("--json", action="store_true")

    tag = _command(commands, "tag", "put a tag on items, or take it off")
    tag.add_argument("tag")
    tag.add_argument("items", nargs="+", metavar="ITEM")
    tag.add_argument("--remove", action="store_true")

    export = _command(commands, "export", "write a summary")
    export.add_argument("--profile", choices=("editor",), default="editor")
    export.add_argument("--format", choices=("pdf", "docx", "html", "md"), required=True)
    export.add_argument("--out", type=Path, required=True)
    export.add_argument(
        "--protected-passphrase-file",
        type=Path,
        metavar="FILE",
        help="open protected sources, so that they are masked and their names looked for",
    )

    check = _command(commands, "check", "look for damage")
    check.add_argument("--full", action="store_true", help="read every original again as well")

    history = _command(commands, "history", "list the steps, or undo the last ones")
    history.add_argument("--undo", type=_positive, metavar="N")
    history.add_argument("--json", action="store_true")

    passphrase = _command(commands, "passphrase", "give the case a new passphrase: it is written anew")
    passphrase.add_argument("--new-passphrase-file", type=Path, required=True, metavar="FILE")
    passphrase.add_argument("--write-recovery", type=Path, required=True, metavar="FILE")

    _command(commands, "sample", "make the sample case: an invented story to look around in")
    return parser


def _command(
    commands: argparse._SubParsersAction[_Command], name: str, meaning: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=meaning, description=meaning.capitalize() + ".")
    parser.add_argument("case", type=Path, metavar="CASE")
    # Left out here, what stands before the command holds.
    for option in ("--passphrase-file", *(() if name in ("new", "sample") else ("--recovery-file",))):
        parser.add_argument(option, type=Path, metavar="FILE", default=argparse.SUPPRESS)
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= LARGEST:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {LARGEST}")
    return number
