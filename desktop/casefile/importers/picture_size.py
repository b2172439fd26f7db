"""Width and height of a picture from its header, without decoding it."""

from __future__ import annotations

import re
import struct


def picture_size(head: bytes, mime: str) -> tuple[int, int] | None:
    """Width and height in pixels, or None where the header does not say so near the file's start."""
    try:
        found = _READERS[mime](head) if mime in _READERS else None
    except (struct.error, IndexError):
        return None
    if found is None or not (0 < found[0] < 1_000_000 and 0 < found[1] < 1_000_000):
        return None
    return found


def _png(head: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack_from(">II", head, 16)
    return width, height


def _gif(head: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack_from("<HH", head, 6)
    return width, height


def _bmp(head: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack_from("<ii", head, 18)
    return width, abs(height)


def _psd(head: bytes) -> tuple[int, int] | None:
    height, width = struct.unpack_from(">II", head, 14)
    return width, height


def _jp2(head: bytes) -> tuple[int, int] | None:
    place = head.find(b"ihdr")
    if place < 0:
        return None
    height, width = struct.unpack_from(">II", head, place + 4)
    return width, height


def _heif(head: bytes) -> tuple[int, int] | None:
    """The largest of the image spatial extents (thumbnails have their own)."""
    found = [struct.unpack_from(">II", head, place.start() + 8) for place in re.finditer(b"ispe", head)]
    return max(found, default=None)


def _jpeg(head: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 < len(head) and head[place] == 0xFF:
        marker = head[place + 1]
        if marker == 0xFF:
            place += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", head, place + 5)
            return width, height
        elif marker in (0x01, *range(0xD0, 0xD9)):
            place += 2
        else:
            place += 2 + int(struct.unpack_from(">H", head, place + 2)[0])
    return None


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        return width + 1, height + 1
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _tiff(head: bytes) -> tuple[int, int] | None:
    order = "<" if head[:2] == b"II" else ">"
    (place,) = struct.unpack_from(order + "I", head, 4)
    (count,) = struct.unpack_from(order + "H", head, place)
    found: dict[int, int] = {}
    for index in range(min(count, 100)):
        tag, kind = struct.unpack_from(order + "HH", head, place + 2 + 12 * index)
        if tag in (256, 257):
            form = order + ("H" if kind == 3 else "I")
            (found[tag],) = struct.unpack_from(form, head, place + 10 + 12 * index)
    return (found[256], found[257]) if len(found) == 2 else None


_READERS = {
    "image/png": _png,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/vnd.adobe.photoshop": _psd,
    "image/jp2": _jp2,
    "image/heic": _heif,
    "image/heif": _heif,
    "image/avif": _heif,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
    "image/tiff": _tiff,
}
