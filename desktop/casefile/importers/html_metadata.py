"""What a web page states about itself, each thing with the place it stands; guesses only marked as such.

Read in this order: JSON-LD, citation and Dublin Core tags, Open Graph, other meta tags, then the page's own
elements. What none of them states stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casefile.importers.json_ld import read_linked
from casefile.importers.one_line import one_line
from casefile.importers.parsed_item import Basis, Known
from casefile.importers.stated_dates import date_in_address, iso_date

_TITLES = (
    "citation_title",
    "dc:title",
    "dcterms:title",
    "og:title",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
)
_AUTHORS = (
    "citation_author",
    "dc:creator",
    "dcterms:creator",
    "author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author_name",
    "og:article:author",
    "article:author",
)
_SITES = (
    "og:site_name",
    "application-name",
    "citation_journal_title",
    "dc:publisher",
    "publisher",
)
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc:date.issued",
    "dcterms:issued",
    "dcterms:date",
    "dc:date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "datepublished",
    "og:pubdate",
    "ptime",
    "article.published",
    "date",
)
_LANGUAGES = (
    "content-language",
    "dc:language",
    "dcterms:language",
    "language",
    "og:locale",
)
_DUBLIN_CORE = re.compile(r"^(dc|dcterms)\.")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author(?:s|-?names?)?|dateline-?author|written-?by)(?:$|[\s_-])", re.I
)
_NOT_A_BYLINE = re.compile(
    r"comment|avatar|image|photo|bio|social|follow|share|related|date|time|link-?list", re.I
)
_BY = re.compile(r"^(?:written\s+by|posted\s+by|by|von|par|por|di|door|av|af)\s*:?\s+(?=\S)", re.IGNORECASE)
_LONGEST_BYLINE = 120
_LEAST_HEADING = 10


@dataclass(frozen=True)
class PageStatements:
    """What the page states, or what was guessed; None where neither."""

    title: Known | None
    byline: Known | None
    site_name: Known | None
    published: Known | None
    url: Known | None
    canonical: Known | None
    language: Known | None


class _Found:
    """The page's meta tags and JSON-LD, looked up by name."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.tags: dict[str, list[str]] = {}
        stated_as: dict[str, str] = {}
        for key in ("property", "name", "itemprop", "http-equiv"):
            for element in tree.iter("meta"):
                value = one_line(element.get("content") or "")
                for name in (element.get(key) or "").lower().split()[:5] if value else ():
                    name = _DUBLIN_CORE.sub(r"\1:", name)
                    if stated_as.setdefault(name, key) == key:
                        self.tags.setdefault(name, []).append(value)
        scripts = (each.text or "" for each in tree.iter("script") if "ld+json" in (each.get("type") or ""))
        self.linked = read_linked(scripts)

    def tag(self, names: Iterable[str], *, whole: bool = False) -> Known | None:
        """The first meta tag of these names; all its values joined when ``whole`` is wished."""
        for name in names:
            values = self.tags.get(name)
            if values:
                joined = ", ".join(dict.fromkeys(values)) if whole else values[0]
                return Known(joined, Basis.STATED, f"meta {name}")
        return None


def read_statements(tree: Any, saved_from: str) -> PageStatements:
    """Everything the page states. ``saved_from`` is the address a browser noted while saving, or ""."""
    found = _Found(tree)
    canonical = _canonical(found)
    url = _url(found, saved_from) or canonical
    return PageStatements(
        title=_title(found),
        byline=_byline(found),
        site_name=_linked(found.linked.publisher, "publisher") or found.tag(_SITES),
        published=_published(found, url),
        url=url,
        canonical=canonical,
        language=_language(found),
    )


def _linked(untrusted: str, place: str) -> Known | None:
    value = one_line(untrusted)
    return Known(value, Basis.STATED, f"JSON-LD {place}") if value else None


def _title(found: _Found) -> Known | None:
    tag = _title_tag(found)
    linked = found.linked
    swapped = linked.name and linked.name in tag and linked.headline not in tag
    title = _linked(linked.name if swapped else linked.headline or linked.name, "headline") or found.tag(
        _TITLES
    )
    if title:
        return title
    headings = [one_line(" ".join(each.itertext()), 300) for each in found.tree.iter("h1", "h2")]
    for heading in headings[:20]:
        if len(heading) >= _LEAST_HEADING and tag.startswith(heading):
            return Known(heading, Basis.STATED, "title of the page, without the site's name")
    if tag:
        return Known(tag, Basis.STATED, "title of the page")
    title = found.tag(("title",))
    if title:
        return title
    named = [one_line(" ".join(each.itertext()), 300) for each in found.tree.iter("h1")]
    return Known(named[0], Basis.GUESS, "first heading") if len(named) == 1 and named[0] else None


def _title_tag(found: _Found) -> str:
    """The words of the page's own title element (drawings inside a page have such elements too)."""
    for element in found.tree.iter("title"):
        parent = element.getparent()
        words = one_line("".join(element.itertext()), 1000)
        if words and (parent is None or parent.tag != "svg"):
            return words
    return ""


def _byline(found: _Found) -> Known | None:
    author = _linked(found.linked.author, "author")
    if author:
        return author
    stated = found.tag(_AUTHORS, whole=True)
    if stated and not re.match(r"(?:https?:)?//", stated.value):
        return Known(_without_by(stated.value), stated.basis, stated.place)
    for element in found.tree.iter(
        "a", "span", "div", "p", "address", "li", "cite", "strong", "h2", "h3", "h4"
    ):
        place = _byline_place(element)
        words = one_line(" ".join(element.itertext()), 500) if place else ""
        words = _without_by(words)
        if 2 <= len(words) <= _LONGEST_BYLINE and not re.search(r"https?://|\d{4}", words):
            basis = Basis.STATED if place.startswith(("rel", "itemprop")) else Basis.GUESS
            return Known(words, basis, place)
    return None


def _byline_place(element: Any) -> str:
    """Where an element says it names the author, "" when it does not."""
    if "author" in (element.get("rel") or "").lower().split():
        return "rel=author"
    if "author" in (element.get("itemprop") or "").lower().split():
        return "itemprop=author"
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _BYLINE_CLASS.search(marks) and not _NOT_A_BYLINE.search(marks):
        return "byline on the page"
    return ""


def _without_by(words: str) -> str:
    return _BY.sub("", words).strip(" ,;|·-–—")


def _published(found: _Found, url: Known | None) -> Known | None:
    date = iso_date(found.linked.published)
    if date:
        return Known(date, Basis.STATED, "JSON-LD datePublished")
    for name in _DATES:
        for value in found.tags.get(name, ())[:3]:
            date = iso_date(value)
            if date:
                return Known(date, Basis.STATED, f"meta {name}")
    times = [each for each in found.tree.iter("time") if each.get("datetime")]
    stated = [
        each
        for each in times
        if each.get("pubdate") is not None or "datePublished" in (each.get("itemprop") or "")
    ]
    for element, basis in ((stated[:1], Basis.STATED), (times[:1] if len(times) == 1 else [], Basis.GUESS)):
        date = iso_date(element[0].get("datetime")) if element else None
        if date:
            return Known(date, basis, "time on the page")
    date = date_in_address(url.value) if url else None
    return Known(date, Basis.GUESS, "address of the page") if date else None


def _canonical(found: _Found) -> Known | None:
    for element in found.tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return _web_address(element.get("href"), "canonical link")
    return None


def _url(found: _Found, saved_from: str) -> Known | None:
    return (
        _web_address(saved_from, "note of the browser that saved it")
        or _web_address(next(iter(found.tags.get("og:url", ())), ""), "meta og:url")
        or _web_address(found.linked.url, "JSON-LD url")
    )


def _web_address(untrusted: str | None, place: str) -> Known | None:
    address = one_line(untrusted or "")
    if not re.match(r"https?://[^\s/]+", address):
        return None
    return Known(address, Basis.STATED, place)


def _language(found: _Found) -> Known | None:
    root = next(found.tree.iter("html"), found.tree)
    stated = [
        (
            root.get("lang")
            or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or root.get("xml:lang"),
            "lang of the page",
        )
    ]
    stated.append((found.linked.language, "JSON-LD inLanguage"))
    stated.extend((next(iter(found.tags.get(name, ())), ""), f"meta {name}") for name in _LANGUAGES)
    for untrusted, place in stated:
        code = re.match(r"\s*([A-Za-z]{2})(?:[-_,\s]|\Z)", untrusted or "")
        if code:
            return Known(code[1].lower(), Basis.STATED, place)
    return None
