"""What a step of the history is called: "Tag *leak* on 4 passages", "Link of P23 to C02".

The window says "Undo …" before it and the status bar says it alone; the deed sentence (`said`) tells
what really changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from casefile.domain.changes import Deed
from casefile.domain.identifiers import Kind

_COUNTED = {
    Kind.ITEM: ("item", "items"),
    Kind.PASSAGE: ("passage", "passages"),
    Kind.CLAIM: ("claim", "claims"),
    Kind.CONTACT: ("contact", "contacts"),
    Kind.TASK: ("to-do", "to-dos"),
    Kind.CREDENTIAL: ("login", "logins"),
    Kind.LINK: ("link", "links"),
}

LABELS: dict[str, tuple[str, str]] = {
    "tag_added": ("Tag {tag} on {things}", "Added {tag} to {things}{had_it}"),
    "tag_removed": ("Untag {things}", "Removed {tag} from {things}"),
    "tag_new": ("New tag", "Made the tag {tag}"),
    "tag_renamed": ("Rename of tag", "Renamed {tag} to {name}"),
    "tags_put_below": ("Move of tags", "Put {tag} below {level}"),
    "tag_merged": ("Merge of tags", "Merged {tag} into {into}: {count} changed"),
    "tag_marked": ("Change of mark", "Changed the mark of {tag}"),
    "tag_deleted": ("Delete tag", "Deleted the tag {tag}: {count} changed"),
    "passage_new": ("New passage", "Made passage {ref}"),
    "passage_moved": ("Change of passage", "Changed the ends of {ref}"),
    "passage_noted": ("Note on passage", "Changed the note on {ref}"),
    "claim_new": ("New claim", "Made claim {ref}"),
    "claim_changed": ("Change of {ref}", "Changed {ref}"),
    "claim_said_in": ("Place of {ref}", "{ref} is said in {passage}"),
    "link_new": ("Link of {ref} to {claim}", "Linked {ref} to {claim} · {relation}, {strength}"),
    "links_new": ("Link of {things} to {claim}", "Linked {things} to {claim} · {relation}"),
    "link_changed": ("Change of link", "Changed the link of {ref} to {claim}"),
    "link_removed": ("Remove link", "Removed the link of {ref} to {claim}"),
    "contact_new": ("New contact", "Wrote down contact {ref}"),
    "contact_changed": ("Change of contact", "Changed {ref}"),
    "contact_terms": ("Change of ground rules", "Changed the ground rules of {ref}"),
    "call_logged": ("Call log entry", "Logged a call with {ref}"),
    "item_changed": ("Change of {field_name}", "Changed {field_name} of {things_or_ref}"),
    "trashed": ("Move of {things} to trash", "Moved {things} to the trash"),
    "put_back": ("Put back {things}", "Put {things} back"),
    "task_new": ("New to-do", "Wrote down {ref}"),
    "task_changed": ("Change of to-do", "Changed {ref}"),
    "task_done": ("To-do done", "Done: {ref}"),
    "imported": ("Import of {files}", "Imported {files}"),
    "note_new": ("New note", "Wrote note {ref}"),
    "pasted": ("Paste as item", "Made {ref} from what was pasted"),
    "read_as": ("Reading of {ref} as {encoding}", "Read {ref} as {encoding}"),
    "credential_new": ("New login", "Wrote down a login"),
    "credential_changed": ("Change of login", "Changed a login"),
    "gap_dismissed": ("Gap put aside", "Put a gap of {ref} aside"),
    "sheet_changed": ("Change of {field_name}", "Changed the {field_name} of the case"),
    "erased": ("Step of something erased", "Did something to what is erased now"),
    "gap_back": ("Gap listed again", "Listed a gap of {ref} again"),
}
"""Code → (label for Undo, sentence for the status bar)."""

_FIELD_NAMES = {
    "title": "title",
    "byline": "byline",
    "publisher": "publisher",
    "published": "date",
    "url": "address",
    "language": "language",
    "kind": "kind",
    "marking": "marking",
    "reading_state": "reading state",
    "reliability": "rating",
    "credibility": "rating",
    "provenance": "provenance",
    "note": "note",
    "codename": "codename",
    "question": "question",
    "minimum_story": "minimum story",
    "maximum_story": "maximum story",
    "state": "state",
    "level": "level",
    "legal_hold": "legal hold",
    "backups": "folder of backups",
}


def counted(kind: Kind, count: int) -> str:
    """ "1 passage", "4 passages"."""
    one, many = _COUNTED.get(kind, ("thing", "things"))
    return f"{count} {one if count == 1 else many}"


def label(deed: Deed) -> str:
    """The step's name, to stand after "Undo" or "Redo"."""
    return _fill(deed, 0)


def said(deed: Deed) -> str:
    """What the status bar says just happened."""
    return _fill(deed, 1)


def _fill(deed: Deed, which: int) -> str:
    words = LABELS.get(deed.code)
    if words is None:
        return deed.code
    return words[which].format(**_words(deed.fields))


def _words(fields: Mapping[str, str | int]) -> dict[str, str]:
    words = {name: str(value) for name, value in fields.items()}
    count = int(fields.get("count", 0))
    kind = Kind(words["kind"]) if "kind" in words else Kind.ITEM
    had = int(fields.get("had", 0))
    words["things"] = counted(kind, count)
    words["files"] = f"{count} file" if count == 1 else f"{count} files"
    words["things_or_ref"] = words.get("ref", words["things"])
    words["had_it"] = f" ({had} already had it)" if had else ""
    words["field_name"] = _FIELD_NAMES.get(words.get("field", ""), words.get("field", ""))
    return words
