"""Web pages of our own making, to warm the libraries with; they take every way through the reader."""

from __future__ import annotations

_PARAGRAPH = (
    "<p>The harbour board of Larkspur met on Tuesday and put off its vote on the new crane, because the"
    " surveyor's report had not been handed in, said its chair. The board will meet again in March, and the"
    " report is to be read aloud to everybody who wishes to hear what it has to say about the old quay.</p>"
)
_LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "The crane waits",'
    ' "author": [{"@type": "Person", "name": "Ada Quill"}], "datePublished": "2026-01-02T03:04:05Z",'
    ' "publisher": {"name": "Larkspur Post"}, "inLanguage": "en"}]}</script>'
)
_ARTICLE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The crane waits</title>'
    '<meta property="og:title" content="The crane waits"><link rel="canonical" href="https://example.org/crane">'
    f"{_LINKED}</head>"
    "<body><nav><ul><li><a href='/'>Home</a></li></ul></nav><article><h1>The crane waits</h1>"
    "<div class='byline'>By Ada Quill</div>"
    "<time datetime='Fri, 02 Jan 2026 03:04:05 +0000'>2 January 2026</time>"
    f"{_PARAGRAPH * 3}<h2>What comes next</h2>{_PARAGRAPH}<ul><li>A report</li><li>A vote</li></ul>"
    "<blockquote><p>We wait.</p></blockquote><table><tr><th>Year</th><td>Cranes</td></tr></table>"
    f"<pre>a\n b</pre>{_PARAGRAPH}<img src='https://example.org/a.png'></article>"
    "<div class='comments'><p>First!</p></div><footer>© Larkspur Post</footer></body></html>"
)
_SCATTERED = (
    "<html><body>"
    + "<div><span>Crane</span> <a href='#'>more</a></div>" * 40
    + _PARAGRAPH.replace("<p>", "<div>")
    + "</body></html>"
)

WARMING_PAGES: tuple[bytes, ...] = (
    _ARTICLE.encode("utf-8"),
    _SCATTERED.encode("utf-8"),
    (
        "<html><head><meta charset=iso-8859-1></head><body>" + "<p>Größe, café</p>" * 9 + "</body></html>"
    ).encode("cp1252"),
    "<html><body><p>Příliš žluťoučký kůň</p></body></html>".encode("cp1250"),
    _ARTICLE.encode("utf-16"),
    b"<html><body><p>Short.</p></body></html>",
    b"<html><frameset></frameset></html>",
    b"<!-- nothing -->",
    b"",
)
