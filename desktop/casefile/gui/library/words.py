"""Words of the library: kinds, states, markings, ratings, and rows as a screen reader says them."""

from __future__ import annotations

from casefile.domain.items import ItemKind, ItemRow, ItemStatus, Marking, ReadingState
from casefile.domain.passages import PassageRow, PassageState

KIND_WORDS: dict[ItemKind, str] = {
    ItemKind.ARTICLE: "Article",
    ItemKind.WEB_PAGE: "Web page",
    ItemKind.DOCUMENT: "Document",
    ItemKind.EMAIL: "E-mail",
    ItemKind.MESSAGE_THREAD: "Messages",
    ItemKind.IMAGE: "Image",
    ItemKind.AUDIO: "Sound",
    ItemKind.VIDEO: "Video",
    ItemKind.DATASET: "Table",
    ItemKind.INTERVIEW_RECORD: "Interview",
    ItemKind.NOTE: "Note",
    ItemKind.LETTER_OUT: "Letter sent",
    ItemKind.REPLY_IN: "Reply received",
    ItemKind.DRAFT: "Draft",
}
KIND_ICONS: dict[ItemKind, str] = {
    ItemKind.ARTICLE: "newspaper",
    ItemKind.WEB_PAGE: "globe",
    ItemKind.EMAIL: "mail",
    ItemKind.MESSAGE_THREAD: "mail",
    ItemKind.IMAGE: "image",
    ItemKind.AUDIO: "circle-play",
    ItemKind.VIDEO: "circle-play",
    ItemKind.DATASET: "table",
    ItemKind.INTERVIEW_RECORD: "phone",
    ItemKind.NOTE: "file-pen-line",
    ItemKind.LETTER_OUT: "mail",
    ItemKind.REPLY_IN: "mail",
    ItemKind.DRAFT: "file-pen-line",
}
"""Kinds without an icon of their own stand as a document."""

STATUS_WORDS: dict[ItemStatus, str] = {
    ItemStatus.STORED: "Reading text…",
    ItemStatus.PARTIAL: "Only a part could be read",
    ItemStatus.NO_TEXT: "No text in this file",
    ItemStatus.LOCKED: "Locked with a password",
    ItemStatus.CORRUPT: "Text could not be read",
    ItemStatus.UNSUPPORTED: "No reader for this kind of file",
    ItemStatus.EMPTY: "The file is empty",
}
"""What a row says of its text where it is not simply read; the original is kept in every case."""
FAILED = frozenset({ItemStatus.LOCKED, ItemStatus.CORRUPT, ItemStatus.UNSUPPORTED})
"""States that a row shows in `danger`, with the sign circle-x."""

MARKING_WORDS: dict[Marking, str] = {
    Marking.RED: "Only me",
    Marking.AMBER_STRICT: "Newsroom",
    Marking.AMBER: "Partners",
    Marking.GREEN: "Partners, freely",
    Marking.CLEAR: "Anyone",
}
"""Who may see an item, in the words of decision 14; exports write the TLP label instead."""
COMMON_MARKINGS = (Marking.RED, Marking.AMBER_STRICT, Marking.AMBER, Marking.CLEAR)

READING_WORDS: dict[ReadingState, str] = {
    ReadingState.UNREAD: "unread",
    ReadingState.READ: "read",
    ReadingState.TO_CHECK: "to check",
    ReadingState.RELEVANT: "relevant",
    ReadingState.NOT_RELEVANT: "not relevant",
    ReadingState.USED: "used",
}

RELIABILITY_WORDS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""Admiralty code, source reliability (NATO STANAG 2511)."""
CREDIBILITY_WORDS = {
    "1": "confirmed by others",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
"""Admiralty code, credibility of the information (NATO STANAG 2511)."""

LANGUAGE_WORDS = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def language_word(code: str | None) -> str:
    """The language in words, its code where we have no word, "" for none."""
    if not code:
        return ""
    return LANGUAGE_WORDS.get(code.partition("-")[0].lower(), code)


def language_code(words: str) -> str:
    """The code for a language written as a word or as its code; what is not known stays as typed."""
    wanted = words.strip().casefold()
    return next((code for code, name in LANGUAGE_WORDS.items() if name.casefold() == wanted), words.strip())


def is_judged(reliability: str, credibility: str) -> bool:
    """Whether a rating says anything; F 6 is where every item begins (decision 14)."""
    return (reliability, credibility) != ("F", "6")


def rating_words(reliability: str, credibility: str) -> str:
    """The rating in plain words, as it stands under its two rows of buttons."""
    if not is_judged(reliability, credibility):
        return "F and 6 mean: cannot be judged"
    return f"Source: {RELIABILITY_WORDS[reliability]}. Content: {CREDIBILITY_WORDS[credibility]}."


def item_name(row: ItemRow) -> tuple[str, bool]:
    """What an item is called in a list, and whether that is derived (its first words, its file's name)."""
    if row.title:
        return row.title, row.title_basis == "guess"
    if row.first_words:
        return f"“{row.first_words}”", True
    return row.original_name, True


def counted(count: int, one: str, many: str) -> str:
    """ "1 passage", "30 passages", "1,000 passages"."""
    return f"{count:,} {one if count == 1 else many}"


def say_item(row: ItemRow) -> str:
    """An item's row for a screen reader (visual.md 8.2)."""
    parts = [KIND_WORDS[row.kind]]
    if row.title:
        parts.append(row.title)
        if row.title_basis == "guess":
            parts.append("title guessed")
    else:
        parts.append("title unknown")
        derived = f"first words {row.first_words}" if row.first_words else f"file {row.original_name}"
        parts.append(derived)
    parts.append(row.publisher or "publisher unknown")
    parts.append(row.published or "date unknown")
    if row.reading_state is ReadingState.UNREAD:
        parts.append("unread")
    parts.append(counted(row.passages, "passage", "passages"))
    rating = f"rating {row.reliability} {row.credibility}"
    parts.append(rating if is_judged(row.reliability, row.credibility) else f"{rating}, not judged")
    if row.status in STATUS_WORDS:
        parts.append(STATUS_WORDS[row.status].rstrip("…"))
    if row.tags:
        parts.append("tags " + ", ".join(tag_name(path) for path in row.tags))
    return ", ".join(parts)


def passage_place(row: PassageRow) -> str:
    """Where a passage stands: "p. 3 · ¶10 · 2412–2501"."""
    parts = []
    if row.page_label:
        parts.append(f"p. {row.page_label}")
    if row.paragraph:
        parts.append(f"¶{row.paragraph}")
    return " · ".join(parts)


def say_passage(row: PassageRow) -> str:
    """A passage's row for a screen reader."""
    parts = [f"Passage {row.n}", " ".join(row.exact.split())]
    if row.page_label:
        parts.append(f"page {row.page_label}")
    if row.paragraph:
        parts.append(f"paragraph {row.paragraph}")
    parts.append(f"item {row.item}")
    if row.state is PassageState.ORPHANED:
        parts.append("these words were not found again")
    parts.extend(row.relations or ("not linked",))
    if row.tags:
        parts.append("tags " + ", ".join(tag_name(path) for path in row.tags))
    return ", ".join(parts)


def tag_name(path: str) -> str:
    """The last level of a tag's path, which is what a chip shows."""
    return path.rpartition(":")[2]


def size_words(size: int) -> str:
    """A size in bytes, and from a megabyte on also in the larger unit."""
    exact = f"{size:,} bytes" if size != 1 else "1 byte"
    for unit, bytes_in_it in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if size >= bytes_in_it:
            return f"{size / bytes_in_it:.1f} {unit} ({exact})"
    return exact
