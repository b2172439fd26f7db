"""What a page states in JSON-LD (schema.org), wherever in its graph that stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ARTICLES = re.compile(
    r"(?:(?:Advertiser|AnalysisNews|AskPublicNews|BackgroundNews|News|OpinionNews|ReportageNews|ReviewNews|Satirical"
    r"|Scholarly|MedicalScholarly|Social|Tech)?Article|Report|BlogPosting|LiveBlogPosting|DiscussionForumPosting"
    r"|SocialMediaPosting|TechArticle|APIReference)\Z"
)
_PAGES = re.compile(r"(?:Web|Item|About|FAQ|Profile|Collection)Page\Z|CreativeWork\Z|Book\Z|VideoObject\Z")
_DEPTH = 12
_NODES = 5_000


@dataclass(frozen=True)
class LinkedStatement:
    """What one object of the graph states; "" where it states nothing."""

    headline: str = ""
    name: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""


def read_linked(untrusted_scripts: Iterable[str]) -> LinkedStatement:
    """The article's statements, or the page's where there is no article; empty when there is neither."""
    nodes = [node for script in untrusted_scripts for node in _nodes(_parsed(script))]
    by_id = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    for wanted in (_ARTICLES, _PAGES):
        for node in nodes:
            if any(wanted.search(kind) for kind in _kinds(node)):
                return _statement(node, by_id)
    return LinkedStatement()


def _parsed(untrusted: str) -> object:
    words = re.sub(r"\A\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*\Z", "", untrusted)
    try:
        return json.loads(words.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(untrusted: object) -> Iterator[dict[str, object]]:
    """Every object of the graph, outermost first."""
    level: list[object] = [untrusted]
    count = 0
    for _depth in range(_DEPTH):
        deeper: list[object] = []
        for value in level:
            if isinstance(value, dict):
                count += 1
                yield value
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
            if count > _NODES:
                return
        level = deeper


def _kinds(node: dict[str, object]) -> list[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [str(each).rpartition("/")[2] for each in kinds if isinstance(each, str)]


def _statement(node: dict[str, object], by_id: dict[str, dict[str, object]]) -> LinkedStatement:
    return LinkedStatement(
        headline=_words(node.get("headline")),
        name=_words(node.get("name")),
        author=", ".join(dict.fromkeys(_names(node.get("author") or node.get("creator"), by_id))),
        publisher=", ".join(_names(node.get("publisher"), by_id)[:1]),
        published=_words(node.get("datePublished")) or _words(node.get("dateCreated")),
        language=_words(node.get("inLanguage")),
        url=_words(node.get("url")) or _address(node.get("mainEntityOfPage")),
    )


def _words(untrusted: object) -> str:
    if isinstance(untrusted, list) and untrusted:
        untrusted = untrusted[0]
    if isinstance(untrusted, dict):
        untrusted = untrusted.get("@value") or untrusted.get("name")
    return " ".join(untrusted.split()) if isinstance(untrusted, str) else ""


def _address(untrusted: object) -> str:
    if isinstance(untrusted, dict):
        untrusted = untrusted.get("@id") or untrusted.get("url")
    return untrusted.strip() if isinstance(untrusted, str) and untrusted.startswith("http") else ""


def _names(untrusted: object, by_id: dict[str, dict[str, object]]) -> list[str]:
    """People or organisations, as strings, objects with a name, or references to such objects."""
    names = []
    for each in untrusted if isinstance(untrusted, list) else [untrusted]:
        if isinstance(each, dict):
            pointed = each.get("@id") if "name" not in each else None
            known = by_id.get(pointed, each) if isinstance(pointed, str) else each
            names.append(_words(known.get("name")))
        elif isinstance(each, str) and not re.match(r"(?:https?:)?//", each):
            names.append(" ".join(each.split()))
    return [name for name in names if name][:50]
