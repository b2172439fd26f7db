"""Where the files we ship lie: `resources/` in a checkout, `casefile/resources` in an installed wheel."""

from __future__ import annotations

from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of one of our own files or folders, such as ``resource("themes", "tokens.json")``.

    Raises `FileNotFoundError` when it is in neither place: our mistake, never the reporter's.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "resources", package.parents[1] / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))
