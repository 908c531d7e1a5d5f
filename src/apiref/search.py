"""The index of the search: the sections of a site's pages, and every name of the contract on them.

`search/index.json` holds the pages, `[address, title]`, and the sections, `[title, page, anchor,
text]`. A name, of a parameter, a property, a value or a status, stands in `search/names-X.json` for
the first letter of each of its parts: `[name, where, page, anchor, kind, text]`. So a reader loads
the names of a few letters only, however many a document has.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from operator import itemgetter
from pathlib import Path
from urllib.parse import unquote

MKDOCS_INDEX = "search/search_index.json"
_OF_ALL_SECTIONS = 1_500_000  # characters of text that the sections share
_OF_A_SECTION = 2_000
_OF_A_NAME = 120
_PLACES_OF_A_NAME = 30
_VALUE_LEVEL = 7  # below each heading
_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_UNSEARCHED = re.compile(
    r'<section class="ar-panel".*?</section>|<pre\b.*?</pre>|<a class="headerlink".*?</a>'
    r"|<(?:form|button|svg)\b.*?</(?:form|button|svg)>",
    re.DOTALL,
)
_ENTRY = re.compile(
    r'<h(?P<level>[1-6])\b(?P<attributes>[^>]*?\sid="(?P<heading>[^"]*)"[^>]*)>(?P<title>.*?)'
    r"</h(?P=level)>"
    r'|<li id="(?P<value>[^"]*)"><a[^>]*>(?P<text>.*?)</a></li>',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_KINDS = (  # what is sent ranks before the schemas, these before the responses and the callbacks
    (3, re.compile(r"^callback-|-callback-")),
    (2, re.compile(r"-(\d\d\d|\dxx|default)(-|$)")),
    (1, re.compile(r"^schema-")),
)
_PART = re.compile(r"[^\W_]+")
_Place = tuple[str, str, int, str, int, str]


@dataclass
class _Entry:
    """A heading or a value of a page, and the text up to the next."""

    level: int
    anchor: str
    title: str
    is_name: bool
    is_ours: bool
    text: str
    where: str


def write(site: Path) -> None:
    """Write the index of a built site in place of MkDocs's, if that is there."""
    theirs = site / MKDOCS_INDEX
    if not theirs.exists():
        return
    docs = json.loads(theirs.read_text("utf-8"))["docs"]
    theirs.unlink()
    titles: dict[str, str] = {}
    for doc in docs:
        titles.setdefault(doc["location"].partition("#")[0], _plain(doc["title"]))
    pages = [list(_entries(_html(site, one), title)) for one, title in titles.items()]
    names = dict(_shards(pages))
    index = {
        "pages": [(one, entries[0].title) for one, entries in zip(titles, pages, strict=True)],
        "sections": [section for _, section in sorted(_sections(pages), key=itemgetter(0))],
        "shards": "".join(sorted(names)),
    }
    _write(theirs.with_name("index.json"), index)
    for letter, found in names.items():
        _write(theirs.with_name(f"names-{letter}.json"), found)


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _html(site: Path, address: str) -> str:
    """Read the page that is at an address within the site."""
    path = site / unquote(address)
    return (path if address.endswith(".html") else path / "index.html").read_text("utf-8")


def _entries(page: str, title: str) -> Iterator[_Entry]:
    """Give what can be found on a page, in its order.

    First comes the page itself, by its title if it does not begin with a heading.
    """
    article = _ARTICLE.search(page)
    searched = _UNSEARCHED.sub("", article[0]) if article else ""
    found = list(_ENTRY.finditer(searched))
    above: list[_Entry] = []
    if not found or found[0]["level"] != "1":
        text = _plain(searched[: found[0].start()] if found else searched)
        text = text.removeprefix(title).lstrip()  # the theme writes it as a heading without an id
        above = [_Entry(1, "", title, is_name=False, is_ours=False, text=text, where="")]
        yield above[0]
    for match, following in zip_longest(found, found[1:]):
        text = searched[match.end() : following.start() if following else len(searched)]
        entry = _entry(match, _plain(text), above)
        above = [*(one for one in above if one.level < entry.level), entry]
        yield entry


def _entry(match: re.Match[str], text: str, before: list[_Entry]) -> _Entry:
    level = int(match["level"] or _VALUE_LEVEL)
    title = match["title"] or match["text"] or ""
    above = [one.title for one in before if one.level < level]
    where = " / ".join(above[1:] or above)
    is_name = level == _VALUE_LEVEL or title.startswith("<code>")
    shown = re.sub(r"^<code>(.*?)</code>.*", r"\1", title) if is_name else title
    anchor = html.unescape(match["heading"] or match["value"])
    is_ours = 'class="ar-' in (match["attributes"] or "")
    return _Entry(level, anchor, _plain(shown), is_name, is_ours, text, where)


def _plain(fragment: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", fragment)).split())


def _sections(pages: list[list[_Entry]]) -> Iterator[tuple[bool, tuple[str, int, str, str]]]:
    """Give each section with its text and that of the names in it, cut to its share.

    What sorts it says whether somebody wrote it by hand: an operation comes before its mentions.
    """
    count = sum(not entry.is_name for entries in pages for entry in entries)
    share = min(_OF_A_SECTION, _OF_ALL_SECTIONS // max(count, 1))
    for page, entries in enumerate(pages):
        for heading, texts in _with_names(entries):
            anchor = "" if heading is entries[0] else heading.anchor
            section = heading.title, page, anchor, " ".join(texts)[:share]
            yield not heading.is_ours, section


def _with_names(entries: Iterable[_Entry]) -> Iterator[tuple[_Entry, list[str]]]:
    section: tuple[_Entry, list[str]] | None = None
    for entry in entries:
        if section and entry.is_name:
            section[1].append(entry.text)
        elif not entry.is_name:
            if section:
                yield section
            section = entry, [entry.text]
    if section:
        yield section


def _shards(
    pages: list[list[_Entry]],
) -> Iterator[tuple[str, list[_Place]]]:
    """Give the names by the first letter of each of their parts, each with its likeliest places."""
    places: dict[str, list[_Place]] = defaultdict(list)
    for page, entries in enumerate(pages):
        for one in entries:
            if one.is_name:
                place = (
                    one.title,
                    one.where,
                    page,
                    one.anchor,
                    _kind(one.anchor),
                    one.text[:_OF_A_NAME],
                )
                places[one.title].append(place)
    letters: dict[str, list[_Place]] = defaultdict(list)
    for name, found in places.items():
        likeliest = sorted(found, key=lambda place: place[4])[:_PLACES_OF_A_NAME]
        for letter in _letters(name):
            letters[letter] += likeliest
    yield from letters.items()


def _kind(anchor: str) -> int:
    return next((kind for kind, pattern in _KINDS if pattern.search(anchor)), 0)


def _letters(name: str) -> set[str]:
    """Give the shards of a name: `_` for what begins with no letter or digit of ASCII."""
    starts = [name.lower()[:1], *(part[0] for part in _PART.findall(name.lower()))]
    return {start if start.isascii() and start.isalnum() else "_" for start in starts}
