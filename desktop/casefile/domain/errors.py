"""The two kinds of failure: what the reporter can mend, and what is our mistake.

The core raises codes and safe fields, never sentences; `domain.sentences` holds the words.
"""

from __future__ import annotations


class ReporterCanFix(Exception):
    """Something the world did (a wrong passphrase, a full disk, a damaged file).

    ``code`` is a key of `domain.sentences.SENTENCES`; ``fields`` fill its placeholders and hold
    only what may be shown on screen and kept in a report: ids, counts, sizes, names of kinds.
    Never text of a document, a name of a person, or a path inside the exception's message.
    """

    def __init__(self, code: str, **fields: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def __repr__(self) -> str:
        return f"ReporterCanFix({self.code!r})"
