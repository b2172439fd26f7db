"""No test reaches the internet, not even by a library's own idea.

An audit hook sees every socket of this process, also one made below Python's `socket` module. It
cannot be removed, so `refused` is what a test looks at. Started programs are not seen: Casefile's own
refuse such sockets themselves.
"""

from __future__ import annotations

import socket
import sys

LOCAL_FAMILIES = frozenset({int(socket.AF_UNIX)})

refused: list[str] = []
"""What was asked for and not given since the list was last cleared."""


class InternetRefused(RuntimeError):
    """A test, or something it called, asked for the internet."""


def refuse_internet() -> None:
    """From here on only Unix sockets are made and no host name is looked up. Can be called once."""
    sys.addaudithook(_look_at)


def _look_at(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__":
        family = arguments[1]
        # A wrapped descriptor (socket(fileno=…)) of the local kind says so itself; -1 asks the kernel.
        if isinstance(family, int) and family not in LOCAL_FAMILIES and family != -1:
            _refuse(f"a socket of family {family}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        _refuse(f"a host name ({event})")


def _refuse(what: str) -> None:
    refused.append(what)
    raise InternetRefused(f"A test asked for {what}; tests stay on this computer.")
