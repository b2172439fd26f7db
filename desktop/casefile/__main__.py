"""The program's first lines: no network for this process, then the window or a command."""

from __future__ import annotations

import sys

COMMANDS = frozenset(
    {"new", "import", "items", "text", "search", "tag", "export", "check", "history", "passphrase", "sample"}
)


KEY_OPTIONS = ("--passphrase-file", "--recovery-file")
"""Options that may stand before the command as well."""


def is_command(arguments: list[str]) -> bool:
    """Whether the command line was meant, not the window."""
    if {"--version", "--help", "-h"} & {*arguments}:
        return True
    rest = list(arguments)
    while rest and rest[0].partition("=")[0] in KEY_OPTIONS:
        rest = rest[1:] if "=" in rest[0] else rest[2:]
        if not rest:
            return True  # an option without its command is a wrong use, not a case to open
    return bool(rest) and rest[0] in COMMANDS


def main() -> int:
    """Starts Casefile; returns the exit code. The network is shut before anything else is imported."""
    from casefile.sandbox.no_network import deny_internet

    deny_internet()
    arguments = sys.argv[1:]
    if arguments[:1] == ["--nursery"]:  # a frozen program starts its readers by its own name
        from casefile.sandbox.nursery import main as be_the_nursery

        be_the_nursery(arguments[1])

    from casefile.vault.process_hardening import harden

    harden()  # before any key is in memory
    if is_command(arguments):
        from casefile.command_line.running import run

        return run(arguments)
    from casefile.gui.app import run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
