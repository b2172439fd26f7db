"""Folders where a case is better not kept: shares of other computers, and folders that are synchronised.

A share may lose or reorder writes and keeps no reliable locks; a synchronised folder is copied elsewhere
while it is written, in halves, and its old versions stay with a stranger. The reporter is warned, not
refused; a backup may well lie in either.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Literal

Warned = Literal["place_network", "place_synced"]

_NETWORK = """
nfs nfs4 cifs smb smb2 smb3 smbfs ncpfs ncp afs coda ceph glusterfs lustre 9p afpfs webdav davfs davfs2
orangefs beegfs fuse.sshfs fuse.rclone fuse.s3fs fuse.davfs2 fuse.curlftpfs fuse.glusterfs fuse.ceph
fuse.gvfsd-fuse fuse.smbnetfs fuse.kio-fuse fuse.google-drive-ocamlfuse fuse.onedriver fuse.pcloud
fuse.pCloud.fs fuse.dropbox fuse.mfs
"""
_NETWORK_TYPES = frozenset(_NETWORK.split())
"""File system types as Linux (mountinfo) and macOS (statfs) name them."""

_SYNCED = """
dropbox, google drive, googledrive, my drive, icloud drive, icloud, nextcloud, owncloud, pcloud, pclouddrive,
seafile, mega, megasync, box, box sync, creative cloud files, syncthing, tresorit, proton drive, sync,
yandex.disk, hidrive, koofr, jottacloud
"""
_SYNCED_FOLDERS = frozenset(name.strip() for name in _SYNCED.split(","))
"""Names such programs give to their folder, in small letters. OneDrive's carry a firm's name behind."""

_SYNCED_PREFIXES = ("onedrive", "dropbox (", "nextcloud-", "google drive -")
_SYNCED_MARKERS = (
    *(".dropbox", ".dropbox.cache", ".stfolder", ".sync", ".owncloudsync.log", ".nextcloudsync.log"),
    *(".csync_journal.db", ".tmp.drivedownload", ".tmp.driveupload", ".megaignore", "desktop.ini.onedrive"),
    *(".849C9593-D756-4E56-8D6E-42412F2A707B", ".seafile-data"),
)
"""Files such programs leave in the folder they watch; the long one is OneDrive's."""
_SYNCED_PATTERNS = (".sync_*.db", "._sync_*.db")
_ICLOUD = ("library", "mobile documents")
_CLOUD_STORAGE = ("library", "cloudstorage")

_WINDOWS_REMOTE_DRIVE = 4


def warning_for(path: Path) -> Warned | None:
    """The code of what to warn about before a case is kept at ``path`` (which need not exist yet).

    Reads names and the table of file systems, opens nothing. None for an ordinary folder.
    """
    place = path.absolute()
    if is_synced(place):
        return "place_synced"
    if is_on_network(place):
        return "place_network"
    return None


def is_synced(place: Path) -> bool:
    """Whether a synchronising program's folder is the place or above it, by name or by its marks."""
    resolved = place.resolve()
    if has_synced_name(resolved.parts) or has_synced_name(place.parts):
        return True
    return any(_has_marks(folder) for folder in (resolved, *resolved.parents))


def has_synced_name(parts: Iterable[str]) -> bool:
    """Whether one of a path's names is one such programs give."""
    names = [part.lower() for part in parts]
    if any(name in _SYNCED_FOLDERS or name.startswith(_SYNCED_PREFIXES) for name in names):
        return True
    pairs = list(itertools.pairwise(names))
    return _ICLOUD in pairs or _CLOUD_STORAGE in pairs


def is_on_network(place: Path) -> bool:
    """Whether the place lies on another computer's disk."""
    if sys.platform == "win32":
        return _is_remote_drive(place)
    if sys.platform == "darwin":
        return _type_on_mac(place) in _NETWORK_TYPES
    try:
        table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return type_of_mount(place.resolve(), table) in _NETWORK_TYPES


def type_of_mount(place: PurePath, mountinfo: str) -> str:
    """The type of the file system a path lies on, by Linux' table of mounts (proc_pid_mountinfo(5)).

    The deepest mount point above the path counts, and of two at the same point the later one.
    """
    deepest, found = -1, ""
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        point = PurePath(_unescaped(fields[4]))
        if place.is_relative_to(point) and len(point.parts) >= deepest:
            deepest, found = len(point.parts), right.split(" ")[0]
    return found


def _unescaped(field: str) -> str:
    for written, meant in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(written, meant)
    return field


def _has_marks(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries}
    except OSError:
        return False
    if names.intersection(_SYNCED_MARKERS):
        return True
    return any(PurePath(name).match(pattern) for name in names for pattern in _SYNCED_PATTERNS)


def _is_remote_drive(place: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    if place.drive.startswith("\\\\"):
        return True
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\")
    return bool(kind == _WINDOWS_REMOTE_DRIVE)


def _type_on_mac(place: Path) -> str:
    """``f_fstypename`` of statfs(2): 16 bytes, 72 into the 64-bit structure."""
    import ctypes

    there = next((folder for folder in (place, *place.parents) if folder.exists()), Path("/"))
    told = ctypes.create_string_buffer(2168)
    library = ctypes.CDLL(None, use_errno=True)
    if library.statfs(os.fsencode(there), told) != 0:
        return ""
    return told.raw[72:88].split(b"\0")[0].decode("ascii", "replace")
