"""Every sentence the program says when something went wrong or was done, by code.

One home for the words (both the window and the command line speak them). The form: what happened,
in the past; what was not harmed; one next step. No "please", "sorry", "error", exclamation marks.
Placeholders in braces are filled from `ReporterCanFix.fields`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casefile.domain.errors import ReporterCanFix


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the text of the one next step (None where there is none)."""

    text: str
    step: str | None = None


SENTENCES: dict[str, Sentence] = {
    "wrong_passphrase": Sentence("That passphrase does not open this case."),
    "wrong_recovery_key": Sentence("That recovery key does not open this case."),
    "case_damaged": Sentence(
        "This case file has been changed or damaged. Nothing was written.", "Open a backup…"
    ),
    "case_newer": Sentence("This case was made by a newer Casefile. It was not touched."),
    "case_in_use": Sentence("This case is open in another window.", "Open read-only"),
    "case_missing": Sentence("There is no case at that place.", "Choose another…"),
    "case_exists": Sentence("There is already a file with that name. It was not touched.", "Choose another…"),
    "not_a_case": Sentence("That file is not a case. It was not touched.", "Choose another…"),
    "file_exists": Sentence("There is already a file with that name. It was not touched.", "Choose another…"),
    "recovery_key_incomplete": Sentence("{groups} of {wanted} groups are there. Type the others too."),
    "recovery_key_mistyped": Sentence("Group {group} does not read right. Compare it with the paper."),
    "recovery_beside_case": Sentence(
        "The recovery key does not belong beside the case: who takes one would take both."
        " Nothing was written.",
        "Choose another folder",
    ),
    "keyring_missing": Sentence(
        "This computer's login keeps no keys for programs. The passphrase opens the case."
    ),
    "keyring_locked": Sentence(
        "The keys of this computer's login are locked. The passphrase opens the case."
    ),
    "keyring_dismissed": Sentence(
        "The question of this computer's login was closed. The passphrase opens the case.", "Try again"
    ),
    "keyring_failed": Sentence(
        "This computer's login did not keep the key. Nothing is kept; the passphrase opens the case."
    ),
    "keyring_weak": Sentence("This computer would keep the key readable by others. Nothing was kept."),
    "keyring_slow": Sentence(
        "This computer's login did not answer within {seconds} seconds. The passphrase opens the case.",
        "Try again",
    ),
    "keyring_no_entry": Sentence(
        "This computer's login keeps no key for this case. The passphrase opens it."
    ),
    "finding_file": Sentence("The case file cannot be read as a whole.", "Open a backup…"),
    "finding_page": Sentence("Page {place} of the case file has been changed or damaged.", "Open a backup…"),
    "finding_tree": Sentence("A table of the case is damaged.", "Open a backup…"),
    "finding_reference": Sentence("A row of {place} speaks of something that is gone."),
    "finding_search": Sentence("The search index {place} does not match what it was made from."),
    "finding_original": Sentence(
        "The original {place} no longer matches its fingerprint.", "Compare with backup…"
    ),
    "wrong_protected_recovery_key": Sentence("That recovery key does not open protected sources."),
    "protected_same_passphrase": Sentence(
        "That is the passphrase of the case. Protected sources need one of their own."
    ),
    "protected_named": Sentence(
        "This names a protected source. Whoever opens the case could read it, so it was not saved."
    ),
    "protected_damaged": Sentence(
        "Protected sources have been changed or damaged. Nothing was written.", "Open a backup…"
    ),
    "case_read_only": Sentence("This case lies where it cannot be changed.", "Open read-only"),
    "case_older_read_only": Sentence(
        "This case was made by an older Casefile and cannot be read before it is brought up to date."
        " It was not touched."
    ),
    "place_network": Sentence(
        "That folder is another computer's. A case can be damaged there; keep it on this one and put backups"
        " there.",
        "Choose another folder",
    ),
    "place_synced": Sentence(
        "That folder is copied to other computers while it is written. Keep the case elsewhere and put"
        " backups there.",
        "Choose another folder",
    ),
    "place_cannot_lock": Sentence(
        "That folder cannot keep a second window out. The case was not opened.", "Choose another…"
    ),
    "place_not_writable": Sentence("Nothing can be written in that folder.", "Choose another folder"),
    "place_missing": Sentence("That folder is not there.", "Choose another folder"),
    "copy_differs": Sentence(
        "The copy did not match the case and was removed. The case was not harmed.", "Try again"
    ),
    "disk_full": Sentence("The disk is full. Your last change is not saved yet.", "Save a copy elsewhere…"),
    "disk_gone": Sentence(
        "The disk with this case is gone. Nothing is lost while this window stays open.", "Try again"
    ),
    "saved_late": Sentence("Saved after {seconds} seconds. The disk is slow."),
    "backup_old": Sentence("The last backup is {days} days old.", "Back up now"),
    "import_none": Sentence("No file could be imported. Nothing was changed.", "Show why"),
    "not_a_file": Sentence("Only files from this computer can be dropped here."),
    "original_changed": Sentence(
        "The original of {ref} no longer matches its fingerprint.", "Compare with backup…"
    ),
    "passage_lost": Sentence("These words were not found again in the new text.", "Show where they were"),
    "passage_same": Sentence("This passage is already there as {ref}.", "Show {ref}"),
    "passage_outside": Sentence("These words do not stand in the text of this item. Nothing was changed."),
    "passage_gone": Sentence("That passage is no longer in the case."),
    "no_text_layer": Sentence("This item has no text to mark. The original was kept."),
    "link_same": Sentence("{ref} already {relation} {claim}.", "Show the link"),
    "link_conflict": Sentence("{ref} {relation} {claim}. Change it to {wanted}?", "Change"),
    "link_gone": Sentence("That link is no longer in the case."),
    "claim_gone": Sentence("That claim is no longer in the case."),
    "reason_needed": Sentence("Write in a few words why. Nothing was changed."),
    "claim_empty": Sentence("A claim is one sentence that can be checked. Write it first."),
    "contact_gone": Sentence("That contact is no longer in the case."),
    "contact_empty": Sentence("A contact needs a name or a codename."),
    "item_gone": Sentence("That item is no longer in the case."),
    "tag_exists": Sentence("There is already {tag}.", "Merge into it"),
    "tag_gone": Sentence("That tag is no longer in the case."),
    "tag_name_unusable": Sentence("A tag needs a name of at most 200 letters."),
    "tag_below_itself": Sentence("{tag} cannot be put below itself."),
    "mark_unused": Sentence("No tag has mark {mark} yet.", "Choose a tag"),
    "task_empty": Sentence("Write what is to be done first."),
    "credential_empty": Sentence("A login needs a name."),
    "credential_gone": Sentence("That login is no longer in the case."),
    "credential_damaged": Sentence("This login was changed or damaged and cannot be read.", "Open a backup…"),
    "pin_short": Sentence("A PIN has at least {letters} letters or digits."),
    "note_empty": Sentence("Write the note first."),
    "export_empty": Sentence("Nothing to export: no claim is in this scope.", "New claim"),
    "not_a_day": Sentence("Not a day yet. Write it as 2026-03-09."),
    "passphrase_empty": Sentence("A case needs a passphrase. Nothing was written."),
    "passphrase_missing": Sentence(
        "No passphrase was given: use --passphrase-file, CASEFILE_PASSPHRASE_FILE or a terminal."
    ),
    "passphrase_file_unreadable": Sentence("That file holds no passphrase or key that can be read."),
    "passphrases_differ": Sentence("The two passphrases are not the same. Nothing was written."),
    "remembered_key_wrong": Sentence(
        "The key this computer keeps does not open the case. Type the passphrase."
    ),
    "tag_none": Sentence("No tag called {tag}.", "Create it"),
    "item_none": Sentence("No item called {name}."),
    "undo_stale": Sentence("This step cannot be undone: {ref} was changed later.", "Show {ref}"),
    "legal_hold": Sentence(
        "This case is under a legal hold: nothing in it is erased or trimmed.", "About this case"
    ),
    "erased_already": Sentence("What was to be erased is no longer in the case."),
    "codename_empty": Sentence("A case needs a codename. Nothing was changed."),
    "sheet_too_long": Sentence("The case sheet takes {letters} letters a field. Nothing was changed."),
    "protected_closed": Sentence("Protected sources are closed.", "Open…"),
    "protected_closing": Sentence("Protected sources close in {seconds} seconds.", "Keep open"),
    "wrong_protected_passphrase": Sentence("That passphrase does not open protected sources."),
    "terms_missing": Sentence("Set ground rules before this is linked or exported.", "Ground rules…"),
    "export_blocked": Sentence(
        "The summary would show a protected detail. It cannot be saved yet.", "Show the place"
    ),
    "export_blocked_by": Sentence("The summary would show a protected detail. Nothing was saved: {what}."),
    "export_unchecked": Sentence(
        "Protected names could not be looked for. Nothing was saved.", "Open protected sources"
    ),
    "export_failed": Sentence("Could not write to that folder. Nothing was saved.", "Choose another folder"),
    "output_full": Sentence(
        "The disk is full. The result could not be written whole; the case was not harmed."
    ),
    "output_failed": Sentence("The result could not be written there. The case was not harmed."),
    "reason_password_needed": Sentence("Needs a password to open.", "Enter password"),
    "reason_unknown_lock": Sentence("Locked in a way that cannot be opened here. The original was kept."),
    "reason_damaged": Sentence("Could not be read: the file is damaged. The original was kept."),
    "reason_cut_short": Sentence("Could not be read: the file ends too early. The original was kept."),
    "reason_some_pages_failed": Sentence("Some pages could not be read. The original was kept."),
    "reason_too_many_pages": Sentence("Only the first pages were read. The original was kept."),
    "reason_too_much_text": Sentence("Only the first part was read. The original was kept."),
    "reason_too_large": Sentence("Too large to read. The original was kept."),
    "reason_pictures_only": Sentence("Pages without words: pictures, or nothing. The original was kept."),
    "reason_no_words": Sentence("There are no words in it. The original was kept."),
    "reason_letters_unknown": Sentence("The file does not say which letters some signs are."),
    "reason_no_reader": Sentence("No reader for this kind of file yet. The original was kept."),
    "reason_wrong_encoding": Sentence("Some letters do not fit this encoding.", "Read as…"),
    "reason_empty_file": Sentence("There is nothing in this file."),
    "reason_not_a_file": Sentence("Not a file: a link, a device or a pipe. It was not followed."),
    "reason_not_readable": Sentence("It could not be opened where it lies. Nothing was kept."),
    "reason_too_deep": Sentence("This folder lies too deep in others. Nothing in it was looked at."),
    "reason_no_memory": Sentence("This computer had no memory for it just now. Nothing was kept."),
    "reason_own_case": Sentence("This is the case that is open. A case is not imported into itself."),
    "reason_taken_back": Sentence("Its import was undone. Redo brings it again."),
    "reason_original_changed": Sentence("Its original no longer matches its fingerprint."),
    "reason_case_damaged": Sentence("Its original could not be read from the case file."),
    "reason_our_bug": Sentence("Casefile made a mistake reading it. The original was kept."),
    "import_undone": Sentence("This import was undone. Redo it, or drop the files again."),
    "path_missing": Sentence("There is no file or folder at {place}. Nothing was imported."),
    "reader_stopped": Sentence(
        "Reading this file took too long and was stopped. The original was kept.", "Try again"
    ),
    "reader_crashed": Sentence("Reading this file broke off. The original was kept.", "Try again"),
    "reader_memory": Sentence(
        "Reading this file needed more memory than it may have. The original was kept."
    ),
    "reader_unconfined": Sentence(
        "This computer cannot shut the reading of files in, so nothing was read. The original was kept."
    ),
    "reader_unavailable": Sentence(
        "The reading of files could not be started. The original was kept.", "Try again"
    ),
    "our_bug": Sentence("Casefile made a mistake and kept your case safe.", "Copy details"),
}


def reason_said(reason: str | None) -> str | None:
    """The sentence for a reason kept in the ledger or with an item; None where there is none."""
    sentence = SENTENCES.get(f"reason_{reason}") or SENTENCES.get(reason or "")
    return sentence.text if sentence is not None and "{" not in sentence.text else None


def say(problem: ReporterCanFix, words: Mapping[str, Sentence] = SENTENCES) -> str:
    """The sentence for a problem, with its fields filled in.

    An unknown code is our mistake and is said as such, with the code, so that nothing is hidden.
    """
    sentence = words.get(problem.code)
    if sentence is None:
        return f"{words['our_bug'].text} ({problem.code})"
    return sentence.text.format(**problem.fields)
