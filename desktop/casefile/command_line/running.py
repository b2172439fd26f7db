"""Running a command: its exit code, its sentences on stderr, its result on stdout."""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence

from casefile.command_line.arguments import make_parser
from casefile.command_line.deeds import DEEDS
from casefile.domain.errors import ReporterCanFix
from casefile.domain.sentences import SENTENCES, say
from casefile.vault.passphrase import PARAMETER_SETS, ParameterSets

DONE, REFUSED, USAGE, KEPT_UNREAD = 0, 1, 2, 3
"""0 done · 1 refused or failed · 2 usage · 3 done, but some files are kept unread."""


def run(arguments: Sequence[str], sets: ParameterSets = PARAMETER_SETS) -> int:
    """Runs ``casefile ARGUMENTS`` and returns the exit code; argparse ends with 2 on its own.

    ``sets`` are the key derivations that are known (tests bring a cheap one).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter the terminal does not know stops nothing
            stream.reconfigure(errors="backslashreplace")
    wanted: argparse.Namespace = make_parser().parse_args(arguments)
    wanted.sets = sets
    try:
        code = DEEDS[wanted.command](wanted)
        sys.stdout.flush()
    except ReporterCanFix as problem:
        return refuse(problem)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except OSError as problem:
        return refuse(in_words_of(problem))
    except Exception as problem:  # the application's edge: a traceback would show what is in the case
        return refuse(ReporterCanFix("our_bug"), type(problem).__name__)
    return code


def refuse(problem: ReporterCanFix, further: str = "") -> int:
    """Says on stderr what hindered, and returns the exit code for it."""
    step = SENTENCES[problem.code].step if problem.code in SENTENCES else None
    said = say(problem) + (f" [{step.format(**problem.fields)}]" if step else "")
    print(f"{said} ({further})" if further else said, file=sys.stderr)
    return REFUSED


def in_words_of(problem: OSError) -> ReporterCanFix:
    """What the system refused, in words that name no file of the case."""
    full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
    return ReporterCanFix("output_full" if full else "output_failed")
