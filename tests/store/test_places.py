"""The reporter is warned before a case lands on a share or in a synchronised folder."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

import pytest

from casefile.store import places
from casefile.store.places import has_synced_name, type_of_mount, warning_for

MOUNTS = """\
24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
31 24 0:28 / /media/stick\\040one rw - vfat /dev/sdb1 rw
32 24 0:29 / /mnt/newsroom rw,relatime - nfs4 server:/export rw
33 24 0:30 / /mnt/newsroom/local rw - ext4 /dev/vdb rw
34 24 0:31 / /home/anna/far rw - fuse.sshfs anna@far: rw
35 24 0:32 / /srv rw - ext4 /dev/vdc rw
36 35 0:33 / /srv rw - cifs //server/share rw
broken line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/anna/cases/Larkspur.casefile", "ext4"),
        ("/media/stick one/Larkspur.casefile", "vfat"),
        ("/mnt/newsroom/Larkspur.casefile", "nfs4"),
        ("/mnt/newsroom/local/Larkspur.casefile", "ext4"),
        ("/mnt/newsroom2/Larkspur.casefile", "ext4"),
        ("/home/anna/far/Larkspur.casefile", "fuse.sshfs"),
        ("/srv/Larkspur.casefile", "cifs"),
    ],
)
def test_the_deepest_and_latest_mount_says_where_a_case_lies(place: str, kind: str) -> None:
    assert type_of_mount(PurePosixPath(place), MOUNTS) == kind


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux' table of mounts")
@pytest.mark.parametrize(
    ("kind", "warned"), [("nfs4", "place_network"), ("ext4", None), ("fuse.sshfs", "place_network")]
)
def test_a_share_is_warned_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, warned: str | None
) -> None:
    monkeypatch.setattr(places, "type_of_mount", lambda place, table: kind)
    assert warning_for(tmp_path / "Larkspur.casefile") == warned


@pytest.mark.parametrize(
    "place",
    [
        "/home/anna/Dropbox/cases",
        "/home/anna/Dropbox (Newsroom)/cases",
        "C:/Users/anna/OneDrive - The Newsroom/cases",
        "C:/Users/anna/OneDrive/cases",
        "/home/anna/Nextcloud/a/b",
        "/Users/anna/Library/Mobile Documents/com~apple~CloudDocs",
        "/Users/anna/Library/CloudStorage/GoogleDrive-anna/My Drive",
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(place: str) -> None:
    assert has_synced_name(PurePosixPath(place).parts)


@pytest.mark.parametrize(
    "place", ["/home/anna/Documents/cases", "/home/anna/Library/cases", "/home/sandbox/Boxes"]
)
def test_an_ordinary_folder_is_not_mistaken_for_one(place: str) -> None:
    assert not has_synced_name(PurePosixPath(place).parts)


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox.cache", "._sync_abc123.db", ".sync_abc123.db"])
def test_a_synchronised_folder_is_known_by_its_marks_whatever_its_name(tmp_path: Path, mark: str) -> None:
    deep = tmp_path / "work" / "cases"
    deep.mkdir(parents=True)
    assert warning_for(deep / "Larkspur.casefile") is None
    (tmp_path / "work" / mark).touch()
    assert warning_for(deep / "Larkspur.casefile") == "place_synced"


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a right there")
def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "cases").mkdir(parents=True)
    (tmp_path / "cases").symlink_to(tmp_path / "Dropbox" / "cases")
    assert warning_for(tmp_path / "cases" / "Larkspur.casefile") == "place_synced"


def test_a_folder_not_made_yet_is_judged_by_what_is_above_it(tmp_path: Path) -> None:
    assert warning_for(tmp_path / "not" / "yet" / "Larkspur.casefile") is None
