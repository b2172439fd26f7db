"""The one table of actions: the source of menus, toolbars, palette, tooltips and the list of keys.

A key acts where it stands in `Action.places`; without places it acts everywhere in the window. A key
that is a single letter, digit or sign always needs a place, so that it never acts while words are
typed (WCAG 2.1.4, visual.md 5). `action_binding` makes `QAction`s of these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Place = Literal["list", "reader", "evidence", "claims", "board", "timeline", "contacts", "tags", "tray"]
Menu = Literal["File", "Edit", "View", "Item", "Tag", "Claim", "Contact", "Export", "Help", ""]
PLACES: tuple[Place, ...] = get_args(Place)
MENUS: tuple[Menu, ...] = ("File", "Edit", "View", "Item", "Tag", "Claim", "Contact", "Export", "Help")


@dataclass(frozen=True)
class Action:
    """One deed the reporter can ask for.

    ``text`` ends in "…" when something is asked first; ``icon`` is a file of ``resources/icons`` or ""
    where the sign is painted or absent; ``keys`` act in ``places`` (everywhere when there are none),
    ``far_keys`` everywhere; ``hint`` follows the key in the tooltip; ``undo`` is the label of the step
    with its placeholders, "" where nothing is changed; ``menu`` is where it stands in the menu bar,
    and ``line`` draws a line above it.
    """

    id: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    hint: str = ""
    undo: str = ""
    places: frozenset[Place] = field(default_factory=frozenset)
    far_keys: tuple[str, ...] = ()
    menu: Menu = ""
    line: bool = False
    checkable: bool = False


def _at(*places: Place) -> frozenset[Place]:
    return frozenset(places)


_THINGS = _at("list", "reader", "evidence", "claims", "contacts", "timeline")
_WORDS = _at("reader", "evidence")
_ROWS = _at("list", "evidence", "claims", "contacts", "timeline", "board")
_EVERY = frozenset(PLACES)
A = Action

# A table is read by its columns.
# fmt: off
_FILE = (
    A("case.new", "New case…", "file-plus", ("Ctrl+Shift+N",), menu="File"),
    A("case.open", "Open a case…", "folder-open", ("Ctrl+O",), menu="File"),
    A("item.import", "Import files…", "file-plus", ("Ctrl+I",), "Or drop them anywhere",
      "Import of {n} files", menu="File", line=True),
    A("item.paste", "Paste as item", "clipboard-paste", ("Ctrl+Shift+V",), "", "Paste as item",
      menu="File"),
    A("note.new", "Note…", "file-pen-line", ("Ctrl+N",), "Kept as you type", "New note", menu="File"),
    A("task.new", "To-do…", "list-checks", ("Ctrl+T",), "Tomorrow, Fri or 9 Mar", "New to-do", menu="File"),
    A("case.copy", "Save a copy…", "save", ("Ctrl+Shift+S",), "A full copy, still encrypted", menu="File",
      line=True),
    A("case.backup", "Back up now", "archive", menu="File"),
    A("case.sheet", "About this case", "file-text", menu="File"),
    A("case.trash", "Trash", "trash-2", menu="File"),
    A("case.curtain", "Draw the curtain", "eye-off", ("Ctrl+Shift+L",),
      "Hides everything; your PIN shows it again", menu="File", line=True),
    A("case.lock", "Lock the case", "lock", ("Ctrl+L",), "Closes everything on screen", menu="File"),
    A("app.settings", "Settings", "settings", ("Ctrl+,",), menu="File", line=True),
    A("app.quit", "Quit", "", ("Ctrl+Q",), menu="File"),
)

_EDIT = (
    A("edit.undo", "Undo", "undo-2", ("Ctrl+Z",), "Names the step", menu="Edit"),
    A("edit.redo", "Redo", "redo-2", ("Ctrl+Shift+Z",), "Names the step", menu="Edit"),
    A("case.history", "History", "history", ("Ctrl+H",), "All steps, oldest below", menu="Edit"),
    A("edit.select_all", "Select all", "", ("Ctrl+A",), places=_ROWS, menu="Edit", line=True),
    A("go.search", "Search this case", "search", ("Ctrl+F",), menu="Edit", line=True),
    A("go.find_here", "Find in this item", "scan-search", ("Ctrl+Shift+F",), menu="Edit"),
    A("go.next_hit", "Next hit", "", ("Alt+Down",), "In the item shown", menu="Edit"),
    A("go.previous_hit", "Hit before", "", ("Alt+Up",), "In the item shown", menu="Edit"),
    A("go.list", "Search in this list", "search", ("/",), places=_at("list", "claims", "contacts")),
    A("go.palette", "Commands", "command", ("Ctrl+K",), menu="Edit"),
)

_VIEW = (
    A("view.library", "Library", "library", ("Ctrl+1",), menu="View", checkable=True),
    A("view.evidence", "Evidence", "waypoints", ("Ctrl+2",), menu="View", checkable=True),
    A("view.claims", "Claims", "table-2", ("Ctrl+3",), menu="View", checkable=True),
    A("view.board", "Board", "network", ("Ctrl+4",), menu="View", checkable=True),
    A("view.timeline", "Timeline", "calendar-range", ("Ctrl+5",), menu="View", checkable=True),
    A("view.contacts", "Contacts", "book-user", ("Ctrl+6",), menu="View", checkable=True),
    A("view.nav", "Show navigation", "panel-left", ("Ctrl+B",), menu="View", line=True, checkable=True),
    A("view.list", "Show list", "panel-left-close", ("Ctrl+\\",), menu="View", checkable=True),
    A("view.inspector", "Show inspector", "panel-right", ("Ctrl+J",), menu="View", checkable=True),
    A("view.tray", "Import tray", "inbox", ("Ctrl+Shift+I",), "Badge = files that need you", menu="View",
      checkable=True),
    A("view.table", "As a table", "table", ("Ctrl+Shift+T",), "The same things as rows", menu="View",
      checkable=True),
    A("go.tags", "Filter tags", "list-filter", ("Ctrl+G",), menu="View", line=True),
    A("go.back", "Back", "", ("Alt+Left",), menu="View"),
    A("go.forward", "Forward", "", ("Alt+Right",), menu="View"),
    A("go.pane", "Next pane", "", ("F6",), menu="View"),
    A("go.pane_back", "Previous pane", "", ("Shift+F6",), menu="View"),
    A("zoom.in", "Zoom in", "zoom-in", ("Ctrl+=", "Ctrl++"), menu="View", line=True),
    A("zoom.out", "Zoom out", "zoom-out", ("Ctrl+-",), menu="View"),
)

_ITEM = (
    A("item.open", "Open", "book-open", ("Return",), places=_ROWS, menu="Item"),
    A("item.peek", "Look without leaving the list", "eye", ("Space",), places=_at("list"), menu="Item"),
    A("item.next_unread", "Next unread item", "", ("J",), places=_at("list", "reader"), menu="Item"),
    A("item.rename", "Title…", "pencil", ("F2",), "", "Change of title", _at("list", "reader"), menu="Item",
      line=True),
    A("item.rate", "Rate…", "badge-check", ("R",), "Letter, then digit: B 2", "Rating of {n} items",
      _at("list", "reader"), menu="Item"),
    A("item.mark", "Marking…", "stamp", ("M",), "", "Change of marking", _at("list", "reader"),
      menu="Item"),
    A("item.provenance", "How did you get this?…", "circle-help", ("Ctrl+Shift+H",),
      "Asked once per import", "Provenance", menu="Item"),
    A("passage.new", "Passage", "text-quote", ("E",), "Needs selected words", "New passage", _at("reader"),
      menu="Item", line=True),
    A("passage.grow", "Grow the end", "", ("Alt+Shift+Right",), "Whole words", "Change of passage",
      _at("reader")),
    A("passage.shrink", "Shrink the end", "", ("Alt+Shift+Left",), "Whole words", "Change of passage",
      _at("reader")),
    A("passage.next", "Next passage", "", ("]",), places=_WORDS, menu="Item"),
    A("passage.previous", "Previous passage", "", ("[",), places=_WORDS, menu="Item"),
    A("passage.marks", "Marks: all, linked, none", "a-large-small", ("Shift+M",), places=_at("reader"),
      menu="Item"),
    A("passage.cycle", "Other passage at this place", "", ("O",), "When passages overlap",
      places=_at("reader"), menu="Item"),
    A("passage.copy", "Copy with citation", "copy", ("Ctrl+Shift+C",), "Item, paragraph, characters",
      menu="Item"),
    A("item.outside", "Open outside…", "share", ("Ctrl+Shift+O",),
      "A readable copy exists until you close it", menu="Item", line=True),
    A("item.trash", "Move to trash", "trash-2", ("Del",), "", "Move of {n} items to trash",
      _at("list", "claims", "contacts", "timeline", "evidence"), menu="Item"),
    A("item.erase", "Erase for good…", "shredder", ("Shift+Del",), "Cannot be undone",
      places=_at("list", "claims", "contacts", "timeline"), menu="Item"),
)

_TAG = (
    A("tag.add", "Tag…", "tag", ("T",), "Enter adds, Shift+Enter adds and stays", "Tag *{tag}* on {things}",
      _THINGS, menu="Tag"),

      *(A(f"tag.toggle{n}", f"Toggle marked tag {n}", "", (str(n),),
      "On all selected: removes; else adds",
        "Tag *{tag}* on {things}", _THINGS) for n in range(1, 10)),
    A("tag.clear", "Remove all marked tags", "eraser", ("0",), "", "Untag {things}", _THINGS, menu="Tag"),
    A("tag.new", "New tag", "plus", ("Ins",), "", "New tag", _at("tags"), menu="Tag", line=True),
    A("tag.rename", "Rename…", "pencil", ("F2",), "", "Rename of tag", _at("tags"), menu="Tag"),
    A("tag.merge", "Merge into…", "merge", (), "Shows how many items change", "Merge of tags", menu="Tag"),
    A("tag.split", "Split…", "split", (), "", "Split of tag", menu="Tag"),
    A("tag.colour", "Mark…", "palette", (), "", "Change of mark", menu="Tag"),
    A("tag.delete", "Delete tag", "trash-2", ("Del",), "", "Delete tag", _at("tags"), menu="Tag",
      line=True),
)

_CLAIM = (
    A("claim.new", "New claim", "plus", ("N",), "From selected words if any", "New claim",
      _at("claims", "evidence", "reader"), ("Ctrl+Shift+K",), menu="Claim"),
    A("claim.edit", "Change the sentence…", "pencil", ("F2",), "", "Change of {claim}",
      _at("claims", "evidence"), menu="Claim"),
    A("claim.pin", "Pin as working claim", "pin", (), "S in the reader links to it at once",
      menu="Claim"),
    A("claim.check", "Record a check…", "circle-check", ("V",), "Needs a passage, call or document",
      "Check of {claim}", _at("claims", "evidence"), menu="Claim"),
    A("claim.publish", "Publish as…", "hand", ("P",), "Says why it is refused", "Publish decision",
      _at("claims", "evidence"), menu="Claim"),
    A("claim.reply", "Seek a reply…", "message-circle-question-mark", ("Y",), "", "Reply request",
      _at("claims", "evidence"), menu="Claim"),
    A("link.new", "Link to a claim…", "link-2", ("L",), "Then S, X or C", "Link of {passage} to {claim}",
      _THINGS, menu="Claim", line=True),
    A("link.supports", "Supports", "", ("S",), "", "Change of link", _WORDS, menu="Claim"),
    A("link.contradicts", "Contradicts", "", ("X",), "", "Change of link", _WORDS, menu="Claim"),
    A("link.context", "Context", "", ("C",), "", "Change of link", _WORDS, menu="Claim"),
    A("link.weakens", "It weakens the claim’s provenance", "", ("W",), "Context links only",
      "Change of link", _WORDS, menu="Claim"),
    A("link.form", "Link with the form…", "", ("Shift+S",), "Strength, origin and reason",
      "Link of {passage} to {claim}", _WORDS, menu="Claim"),
    A("link.weaker", "Weaker", "", ("-",), "", "Change of strength", _at("evidence"), menu="Claim"),
    A("link.stronger", "Stronger", "", ("=",), "", "Change of strength", _at("evidence"), menu="Claim"),
    A("link.origin", "Origin…", "git-compare", ("G",), "", "Change of origin", _WORDS, menu="Claim"),
    A("link.remove", "Remove link", "unlink", ("Shift+L",), "", "Remove link", _WORDS, menu="Claim"),
    A("event.new", "Event", "calendar-plus", ("N",), "Type it as you know it", "New event", _at("timeline"),
      menu="Claim", line=True),
    A("event.date", "When…", "calendar-range", ("D",), "Type it as you know it", "Change of date",
      _at("timeline"), menu="Claim"),
    A("board.link", "Draw a relation", "spline", ("K",), "", "New relation", _at("board"), menu="Claim",
      line=True),
    A("board.pin", "Pin", "pin", ("P",), "", "Pin", _at("board")),
    A("board.lock", "Lock layout", "lock-keyhole", ("Shift+P",), "New cards wait in a strip below", "",
      _at("board"), checkable=True),
    A("board.tidy", "Tidy selection", "align-horizontal-distribute-center", ("Shift+T",),
      "Asks nothing and can be undone", "Move of {n} cards", _at("board")),
    A("board.fit", "Fit", "maximize", ("F",), places=_at("board", "timeline")),
    A("board.remove", "Take off the board", "", ("Del",), "The thing stays in the case",
      "Take off the board", _at("board")),
)

_CONTACT = (
    A("contact.new", "New contact", "user-round-plus", ("N",), "", "New contact", _at("contacts"),
      menu="Contact"),
    A("contact.log", "Log a call", "phone", ("Shift+N",), "Terms may come later", "Call log entry",
      _at("contacts"), ("F9",), menu="Contact"),
    A("contact.terms", "Ground rules…", "handshake", ("U",), "Shows the definition",
      "Change of ground rules", _at("contacts"), menu="Contact"),
    A("protected.toggle", "Open protected sources", "lock-open", ("Ctrl+Shift+P",), menu="Contact",
      line=True),
)

_REST = (
    A("export.open", "Export a summary…", "share", ("Ctrl+E",), menu="Export"),
    A("tray.retry", "Retry", "rotate-ccw", ("R",), places=_at("tray")),
    A("tray.pause", "Pause", "circle-pause", ("Space",), places=_at("tray"), checkable=True),
    A("tray.clear", "Clear finished", "eraser", ("Del",), places=_at("tray")),
    A("help.keys", "Keys that work here", "keyboard", ("?",), places=_EVERY, far_keys=("F1",), menu="Help"),
    A("app.about", "About Casefile", "info", menu="Help"),
)


# fmt: on

ACTIONS: tuple[Action, ...] = _FILE + _EDIT + _VIEW + _ITEM + _TAG + _CLAIM + _CONTACT + _REST
BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}
VIEWS: tuple[str, ...] = ("library", "evidence", "claims", "board", "timeline", "contacts")


def is_single(key: str) -> bool:
    """Whether a key is a letter, digit or sign without Ctrl, Alt or Meta: one that words are typed with."""
    last = key.rpartition("+")[2] if not key.endswith("+") else "+"
    modified = any(key.startswith(f"{name}+") or f"+{name}+" in key for name in ("Ctrl", "Alt", "Meta"))
    return len(last) == 1 and not modified


_PRINTED = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Return": "Enter",
    "Escape": "Esc",
    "Del": "Delete",
    "Ins": "Insert",
}


def printed_key(key: str) -> str:
    """A key as it stands on its cap: "Alt+Right" is "Alt+→", "Return" is "Enter"."""
    if key.endswith("+") and len(key) > 1:
        return key
    head, plus, last = key.rpartition("+")
    return f"{head}{plus}{_PRINTED.get(last, last)}"


def tooltip(action: Action, keys: tuple[str, ...] | None = None) -> str:
    """Text, key and hint as a tooltip says them, in plain text: "Rate…  R", the hint on a second line."""
    shown = action.keys + action.far_keys if keys is None else keys
    line = f"{action.text}  {printed_key(shown[0])}" if shown else action.text
    return f"{line}\n{action.hint}" if action.hint else line
