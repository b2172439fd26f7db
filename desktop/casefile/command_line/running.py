"""Running a command: its exit code, its sentences on stderr, its result on stdout."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from casefile.command_line.arguments import make_parser
from casefile.command_line.deeds import DEEDS
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import SENTENCES, say

DONE, REFUSED, USAGE, KEPT_UNREAD = 0, 1, 2, 3
"""0 done · 1 refused or failed · 2 usage · 3 done, but some files are kept unread."""


def run(arguments: Sequence[str]) -> int:
    """Runs ``casefile ARGUMENTS`` and returns the exit code; argparse ends with 2 on its own."""
    wanted: argparse.Namespace = make_parser().parse_args(arguments)
    try:
        return DEEDS[wanted.command](wanted)
    except ReporterCanFix as problem:
        step = SENTENCES[problem.code].step if problem.code in SENTENCES else None
        print(say(problem) + (f" [{step}]" if step else ""), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
