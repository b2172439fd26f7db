"""A web page's words in blocks: the article alone as trafilatura finds it, or everything visible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casefile.domain.limits import Limits
from casefile.importers.block_text import BlockText
from casefile.importers.importer import most_characters
from casefile.importers.parsed_item import BlockKind

_HEADINGS = {"h1": BlockKind.HEADING1, "h2": BlockKind.HEADING2}
_ARTICLE_BLOCKS: Mapping[str, BlockKind] = {
    "p": BlockKind.PARAGRAPH,
    "div": BlockKind.PARAGRAPH,
    "list": BlockKind.PARAGRAPH,
    "item": BlockKind.LIST_ITEM,
    "quote": BlockKind.QUOTE,
    "table": BlockKind.PARAGRAPH,
    "row": BlockKind.TABLE_ROW,
}
_PARAGRAPHS = (
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "address",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "dl",
    "dd",
    "dt",
    "ul",
    "ol",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "body",
    "pre",
    "details",
    "summary",
    "hr",
    "center",
    "option",
    "select",
)
_PAGE_BLOCKS: Mapping[str, BlockKind] = {
    **{tag: BlockKind.HEADING3 for tag in ("h3", "h4", "h5", "h6")},
    **{tag: BlockKind.PARAGRAPH for tag in _PARAGRAPHS},
    **_HEADINGS,
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    "tr": BlockKind.TABLE_ROW,
}
_UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
    }
)
_REMOTE = ("src", "data", "poster", "background")
_SHORT_PAGE = 2_000
"""A page with fewer visible characters than this has no furniture worth cutting away …"""
_LEAST_SHARE = 0.5
"""… unless the article found in it is at least this share of it."""
_DEEPEST = 250


def parse_page(page: str) -> Any | None:
    """The page's tree without its comments, None when there is not even one element in it. Opens nothing."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    untrusted = page.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        return lxml.html.document_fromstring(untrusted, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
        return None


def load_trafilatura() -> Any:
    """trafilatura, imported without the network library it brings trying whether IPv6 is there.

    That library opens (and closes) a socket while it is imported, unless Python is built without IPv6.
    """
    import socket

    before = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        import trafilatura
    finally:
        socket.has_ipv6 = before
    return trafilatura


def article_text(tree: Any, limits: Limits) -> BlockText:
    """The article's words; everything visible where no article is found or the page is hardly more.

    The tree is used up by it.
    """
    trafilatura = load_trafilatura()
    everything = whole_text(tree, limits)
    if not everything.text.strip():
        return everything
    document = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    body = getattr(document, "body", None)
    if body is None:
        return everything
    found = BlockText(most_characters(limits))
    _walk(body, found, _ARTICLE_BLOCKS, 0)
    found.end()
    short = len(everything.text) < _SHORT_PAGE and len(found.text) < len(everything.text) * _LEAST_SHARE
    return everything if short or not found.text.strip() else found


def whole_text(tree: Any, limits: Limits) -> BlockText:
    """Every visible word of the page."""
    found = BlockText(most_characters(limits))
    for body in tree.iter("body", "frameset"):
        _walk(body, found, _PAGE_BLOCKS, 0)
        break
    else:
        _walk(tree, found, _PAGE_BLOCKS, 0)
    found.end()
    return found


def remote_references(tree: Any) -> tuple[int, int]:
    """How many elements want something from elsewhere, and how many of the page's are pictures."""
    remote = pictures = 0
    for element in tree.iter(
        "img", "script", "iframe", "link", "video", "audio", "source", "embed", "object", "input"
    ):
        if element.tag == "img":
            pictures += 1
        wanted = [element.get(name) for name in _REMOTE]
        if element.tag == "link" and "canonical" not in (element.get("rel") or ""):
            wanted.append(element.get("href") if "stylesheet" in (element.get("rel") or "") else None)
        if any((each or "").lstrip().lower().startswith(("http:", "https:", "//")) for each in wanted):
            remote += 1
    return remote, pictures


def _walk(element: Any, found: BlockText, blocks: Mapping[str, BlockKind], depth: int) -> None:
    """Adds an element's words and its children's; deeper than `_DEEPEST` they are taken as they come."""
    tag = element.tag if isinstance(element.tag, str) else ""
    unseen = tag in _UNSEEN and not (tag == "head" and blocks is _ARTICLE_BLOCKS)
    if not tag or unseen or element.get("hidden") is not None:
        return
    if depth > _DEEPEST:
        found.add(" ".join(element.itertext()))
        return
    kind = _kind(element, tag, blocks)
    verbatim = tag == "pre" or (tag == "code" and "\n" in "".join(element.itertext()))
    if verbatim:
        before = found.begin(BlockKind.PARAGRAPH)
        found.add("".join(element.itertext()), verbatim=True)
        found.end_verbatim()
        found.begin(before)
        return
    outer = found.begin(kind) if kind else None
    if tag in ("br", "lb"):
        found.add("\n", verbatim=True)
    found.add(element.text)
    for child in element:
        _walk(child, found, blocks, depth + 1)
        if child.tag in ("td", "th", "cell") and child.getnext() is not None:
            found.add("\t", verbatim=True)
        found.add(child.tail)
    if outer is not None:
        found.begin(outer)


def _kind(element: Any, tag: str, blocks: Mapping[str, BlockKind]) -> BlockKind | None:
    """The kind of block an element makes, None for one that stands inside a line."""
    if tag == "head" and blocks is _ARTICLE_BLOCKS:
        return _HEADINGS.get(element.get("rend") or "", BlockKind.HEADING3)
    parent = element.getparent()
    inner = parent.tag if parent is not None else ""
    if tag in ("p", "div") and inner in ("item", "li", "quote", "blockquote", "cell", "td", "th", "dd"):
        return None if inner in ("cell", "td", "th") else blocks.get(inner)
    return blocks.get(tag)
