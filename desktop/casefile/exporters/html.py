"""A summary as one HTML file that fetches nothing: no script, no picture, no font, no address.

Everything a reporter or a stranger wrote is escaped by Jinja2; the page's own policy forbids whatever is not
its one style sheet, should a browser be asked for more.
"""

from __future__ import annotations

import base64
import hashlib

from casefile.domain.summary import CaseSummary
from casefile.exporters.exporter import Exporter
from casefile.exporters.laying_out import lay_out
from casefile.resource_files import resource


def write(summary: CaseSummary) -> bytes:
    """The finished page, UTF-8."""
    import jinja2
    import markupsafe

    templates = resource("templates")
    style = (templates / "memo.css").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    outline = lay_out(summary)
    page = environment.get_template("memo.html.j2").render(
        memo=outline,
        blocks=[(type(block).__name__.lower(), block) for block in outline.blocks],
        style=markupsafe.Markup(style),  # our own file, not escaped so that its digest holds
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return page.encode()


EXPORTER = Exporter(name="html", title="HTML", suffix=".html", media_type="text/html", order=3, write=write)
