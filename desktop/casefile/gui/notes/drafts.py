"""What is half typed, kept at every pause so that it outlives the curtain, a lock and a crash.

An open note, to-do or call is kept in the case, which is encrypted. A call with a protected source is sealed
to protected sources instead, open or closed (`casework.protected_drafts`), and is read again only once they
are open; of such a call nothing is ever written where the case's own passphrase would show it.
"""

from __future__ import annotations

import json
from typing import Any

from casefile.casework.lanes import Turn
from casefile.gui.session import Session

PREFIX = "draft "
KINDS = ("note", "task", "call")


def keep_draft(session: Session, kind: str, draft: dict[str, Any]) -> None:
    """Keeps what was typed so far in the case, over what was kept before."""
    session.case.write(lambda store: store.window_state.put(PREFIX + kind, draft), turn=Turn.REPORTER)


def forget_draft(session: Session, kind: str) -> None:
    """It was saved, thrown away, or is kept with protected sources now."""
    session.case.write(lambda store: store.window_state.put(PREFIX + kind, None), turn=Turn.REPORTER)


def kept_draft(session: Session, kind: str) -> dict[str, Any]:
    """What was kept, or an empty draft."""
    held = session.case.look.window_state.get(PREFIX + kind)
    return held if isinstance(held, dict) else {}


def sealed_words(draft: dict[str, Any]) -> str:
    """A draft as it is sealed to protected sources."""
    return json.dumps(draft, ensure_ascii=False, separators=(",", ":"))


def draft_of(words: str) -> dict[str, Any]:
    """What `sealed_words` wrote; words that are none of ours are a draft's text."""
    try:
        read = json.loads(words)
    except ValueError:
        return {"text": words}
    return read if isinstance(read, dict) else {"text": words}
