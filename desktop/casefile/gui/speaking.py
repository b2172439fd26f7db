"""Words handed to Qt so that they stay words: tooltips that cannot become rich text, announcements.

Qt guesses whether a tooltip is HTML; a title with an ``<img>`` in it would then open a file
(security.md 3e). Everything that may carry a name goes through `tip_text` or `set_tip`.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QToolTip, QWidget


def tip_text(words: str) -> str:
    """The words as a tooltip shows them: escaped whenever Qt could take them for markup."""
    if "<" not in words and "&" not in words:
        return words
    return "<qt>" + escape(words).replace("\n", "<br>") + "</qt>"


def set_tip(widget: QWidget, words: str) -> None:
    """Gives a widget a tooltip of plain words."""
    widget.setToolTip(tip_text(words))


def show_tip(place: QPoint, words: str, widget: QWidget) -> None:
    """Shows plain words at a place of the screen, for delegates whose row was cut."""
    QToolTip.showText(place, tip_text(words), widget)


def announce(widget: QWidget, words: str, *, at_once: bool = False) -> None:
    """Says words to a screen reader: politely for deeds, ``at_once`` for what stops the reporter."""
    try:
        from PySide6.QtGui import QAccessibleAnnouncementEvent
    except ImportError:  # before Qt 6.8
        from PySide6.QtGui import QAccessibleEvent

        widget.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    urgency = QAccessible.AnnouncementPoliteness
    event.setPoliteness(urgency.Assertive if at_once else urgency.Polite)
    QAccessible.updateAccessibility(event)
