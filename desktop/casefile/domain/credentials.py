"""Credentials a case needs: logins of archives, passwords of locked files and disks (decision 30).

Listed by name only. The secret fields are sealed in the case and are in no index, label, log or export.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credential:
    """The open part of a credential: its name and what it is for."""

    n: int
    id: str
    name: str = field(repr=False)
    trashed: str | None = None


@dataclass(frozen=True, slots=True)
class SecretFields:
    """The sealed part; never printed, never compared, never logged."""

    user: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
