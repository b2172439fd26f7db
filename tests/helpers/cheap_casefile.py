"""The program as a process of its own, with the cheap key derivation: the entry point of tests.

python -m tests.helpers.cheap_casefile ARGUMENTS
"""

from __future__ import annotations

import sys

from casefile.sandbox.no_network import deny_internet

if __name__ == "__main__":
    deny_internet()
    from casefile.command_line.running import run
    from tests.helpers.cheap_keys import CHEAP_SETS

    sys.exit(run(sys.argv[1:], CHEAP_SETS))
