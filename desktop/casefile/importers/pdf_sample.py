"""A small PDF of our own, to warm the libraries with and to test them by."""

from __future__ import annotations


def sample_pdf(
    pages: tuple[str, ...] = ("Harbour board minutes", "Second page"),
    *,
    title: str = "",
    rotate: int = 0,
    damaged: bool = False,
) -> bytes:
    """A PDF with one line of text a page (ASCII; ``\\n`` begins a new line), set in Helvetica.

    ``damaged`` leaves the table of objects' places out, so that a reader has to rebuild it.
    """
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index, words in enumerate(pages):
        content = _content(words)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Rotate {rotate} /Contents {5 + 2 * index}"
            " 0 R /Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< /Title ({title}) /CreationDate (D:20260102030405Z) >>".encode())
    return _file(objects, damaged=damaged)


def _content(words: str) -> bytes:
    lines = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in words.split("\n")]
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    return f"BT /F 12 Tf 14 TL 20 160 Td {shown} ET".encode("ascii")


def _file(objects: list[bytes], *, damaged: bool) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    if damaged:
        return bytes(out) + b"trailer\n<< /Root 1 0 R >>\nstartxref\n1\n%%EOF\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
