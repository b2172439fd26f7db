"""The schema's history. Each module adds its steps to `MIGRATIONS` and is imported at the end here.

A step is a function on a `Database`, decorated with ``@MIGRATIONS(name="…")``; it runs inside one
transaction together with the record that it ran, and a step once released is never changed.
"""

from __future__ import annotations

from casefile.store.connection import sqlite_utils

MIGRATIONS = sqlite_utils.Migrations("casefile")
