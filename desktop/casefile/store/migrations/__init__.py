"""The schema's history. Each module holds one step, named in `MIGRATIONS` below.

A step is a function on a `Database`; it runs inside one transaction together with the record that it
ran. A step once released is never changed.
"""

from __future__ import annotations

from casefile.store.connection import sqlite_utils
from casefile.store.migrations import m0001_first_case

MIGRATIONS = sqlite_utils.Migrations("casefile")
MIGRATIONS(name="0001_first_case")(m0001_first_case.make_first_case)

SCHEMA_VERSION = 1
"""The number of steps above. It stands in every case; a higher one there means a newer Casefile."""
