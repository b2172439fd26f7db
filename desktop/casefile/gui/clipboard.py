"""The clipboard: what is secret is marked so, and cleared again after ten seconds if still there.

The hints are those password managers leave for clipboard histories (security.md, KeePassXC).
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

CLEARS_AFTER_MS = 10_000
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"",
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
}


def copy(words: str) -> None:
    """Copies words that may stay (a citation, a reason)."""
    QGuiApplication.clipboard().setText(words)


def copy_secret(words: str) -> None:
    """Copies a secret: hidden from clipboard histories that listen, cleared after ten seconds."""
    QGuiApplication.clipboard().setMimeData(secret_mime(words))
    QTimer.singleShot(CLEARS_AFTER_MS, lambda: clear_if(words))


def secret_mime(words: str) -> QMimeData:
    """Words for the clipboard with the hints that keep them out of its histories."""
    carried = QMimeData()
    carried.setText(words)
    for name, value in _HINTS.items():
        carried.setData(name, value)
    return carried


def clear_if(words: str) -> None:
    """Clears the clipboard where these words still stand on it."""
    board = QGuiApplication.clipboard()
    if board.text() == words:
        board.clear()
