"""Where sealed blocks lie in the file does not tell that anybody used them (decision 7)."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from casefile.store.case_file import checkpoint, create
from casefile.store.connection import connect
from casefile.store.sealed import Sealed

KEY, SALT = bytes(range(32)), b"\x01" + b"s" * 15
PAGE, RESERVED = 4096, 80


def decrypted_pages(path: Path) -> list[bytes]:
    """The pages of a closed case as whoever has its passphrase sees them: AES-256-CBC, the nonce behind."""
    stored = path.read_bytes()
    pages = []
    for start in range(0, len(stored), PAGE):
        page = stored[start : start + PAGE]
        nonce = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        decryptor = Cipher(algorithms.AES(KEY), modes.CBC(nonce)).decryptor()
        pages.append(decryptor.update(page[16 if start == 0 else 0 : PAGE - RESERVED]))
    return pages


def seal(path: Path, count: int = 16) -> None:
    database = connect(path, KEY, writing=True)
    with database.atomic():
        Sealed(database).put_key("protected", os.urandom(76))
        Sealed(database).replace_blocks([os.urandom(PAGE) for _ in range(count)])
    checkpoint(database)
    database.close()


def test_blocks_used_for_the_first_time_lie_where_filler_lay(tmp_path: Path) -> None:
    path = tmp_path / "Larkspur.casefile"
    create(path, KEY, SALT)
    seal(path)
    database = connect(path, KEY, writing=True)
    with database.atomic():
        database["window_state"].insert_all({"name": str(n), "value": "x" * 400} for n in range(60))
    database.close()
    before = decrypted_pages(path)
    assert before[0].startswith(b"\x10\x00\x02\x02"), "not decrypted as SQLCipher does"
    seal(path)
    after = decrypted_pages(path)
    changed = [n for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert 16 < len(changed) < 24
    assert 0 not in changed, "the file's own header tells of a change"
    headers = [(before[n][:4], after[n][:4]) for n in changed]
    assert all(one == other for one, other in headers), "pages were linked in another order"
