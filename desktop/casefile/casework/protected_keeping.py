"""The sealed bytes of protected sources in the store: filler in every new case, sealed blocks once used."""

from __future__ import annotations

from casefile.casework.protected_drafts import keep_unused
from casefile.store.case_store import CaseStore
from casefile.vault import protected_blocks
from casefile.vault.passphrase import ParameterSets
from casefile.vault.protected_blocks import ProtectedBlocks

HEAD = "protected"
"""The name under which every case, used or not, keeps the head of its sealed blocks."""


def keep_filler(store: CaseStore, sets: ParameterSets) -> None:
    """Puts filler in a new case, so that nobody can tell whether it holds protected sources."""
    keep_sealed(store, protected_blocks.new_filler(sets=sets), None)


def keep_sealed(store: CaseStore, sealed: ProtectedBlocks, address: bytes | None) -> None:
    """Puts a head and its blocks in the place of what lay there, in one transaction."""
    with store.atomic():
        store.sealed.put_key(HEAD, sealed.head)
        store.sealed.replace_blocks(sealed.blocks)
        keep_unused(store, address)


def sealed_in(store: CaseStore) -> ProtectedBlocks:
    """What lies in a case, used or not."""
    return ProtectedBlocks(store.sealed.key(HEAD) or b"", tuple(store.sealed.blocks()))
