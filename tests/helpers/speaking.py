"""What a test said aloud: log records, and the error stream as pytest caught it."""

from __future__ import annotations

import logging

from tests.helpers.canary import holds_canary


class LeakListener(logging.Handler):
    """Hears every log record of every level and keeps those that speak of what is in a case."""

    def __init__(self) -> None:
        super().__init__(level=logging.NOTSET)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # format() adds the traceback, where exceptions' own texts leak
        if holds_canary(self.format(record)):
            self.leaks.append(f"{record.name} at {record.pathname}:{record.lineno}")


def leaks_on_error_stream(sections: list[tuple[str, str]]) -> list[str]:
    """The names of pytest's captured sections (error stream, not output) that hold the canary."""
    return [name for name, text in sections if "stderr" in name and holds_canary(text)]
