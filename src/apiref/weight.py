"""What a visit downloads, made lighter: style sheets and pages without what nobody sees.

A theme brings a script and styles for everything that it can do. For its script stands our own,
which does what these pages use. A rule stays if each class and id in its
selector is on a page, or is a word in a script, which may put it there; a word that ends in two
hyphens stands for all that begins with it.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import tinycss2

_BYTES_KEPT = ("utf-8", "surrogateescape")  # of a file of the user's that is not UTF-8
_NAME = re.compile(r"[\w-]+")
_THEIR_SCRIPTS = "assets/javascripts"
_THEIR_SCRIPT = re.compile(
    rf'<script id="__config".*?</script>\s*<script src="([^"]*){_THEIR_SCRIPTS}/bundle\.[^"]*">',
    re.DOTALL,
)
_OUR_SCRIPT = r'<script src="\1assets/apiref.theme.js">'
_VERSION = re.compile(r"\.[0-9a-f]{8}\.")
_TAB = re.compile(r"[^(]*\binput:nth-child\((\d+)\)")
_DIRECTION = re.compile(r"^dir=\w+")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_PROPERTY = re.compile(r'(?<=[{;])\s*(--[\w-]+):(?:"[^"]*"|[^;{}"])*(?:;|(?=\}))')
_AS_IT_IS = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_ENTRY = re.compile(
    r'(<a href="[^"]*" class="md-nav__link">)\n<span class="md-ellipsis">\n([^\n]*)\n</span>\n'
    r'(?:<span class="md-nav__icon md-icon"></span>\n)?</a>\n'
)
_PRUNED = " md-nav__item--pruned md-nav__item--nested"
_NO_TABINDEX = ' tabindex=""'  # what the theme writes, and HTML does not know
_NEEDLESS_ESCAPE = re.compile(r"&#(?!(?:34|38|39|60|62);)([2-9]\d|1[01]\d|12[0-6]);")
_ATTRIBUTE = re.compile(r"""\s(class|id|dir)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SOURCE_ONLY = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)
_PLAIN_SPAN = re.compile(r'<span class="(?:w|n)">([^<]*)</span>')


def lighten(site: Path) -> dict[str, str]:
    """Rewrite the style sheets, the pages and the scripts of our own in a built site.

    A style sheet whose name tells its version gets the version of what is left of it; the old
    names are given, each with the new one.
    """
    shutil.rmtree(site / _THEIR_SCRIPTS, ignore_errors=True)
    pages = list(site.rglob("*.html"))
    names = _names((page.read_text(*_BYTES_KEPT) for page in pages), _scripts(site))
    renamed = dict(_lighter_sheets(site, names))
    for page in pages:
        page.write_text(lighter(page.read_text(*_BYTES_KEPT), renamed), *_BYTES_KEPT)
    for path in site.glob("assets/apiref*.js"):
        path.write_text(_SOURCE_ONLY.sub("", path.read_text("utf-8")), "utf-8")
    return renamed


def lighter(html: str, renamed: Mapping[str, str]) -> str:
    """Give a page that asks for the renamed style sheets and for our script, made lighter."""
    for old, new in renamed.items():
        html = html.replace(old, new)
    return _lighter_page(_THEIR_SCRIPT.sub(_OUR_SCRIPT, html))


def reduced(sheet: str, names: frozenset[str]) -> str:
    """Give a style sheet without comments and the rules that need a class or id beyond `names`."""
    return "".join(_reduced(tinycss2.parse_stylesheet(sheet, skip_comments=True), names))


def _lighter_sheets(site: Path, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Rewrite the style sheets; give the old and the new name of each."""
    sheets = {path: reduced(path.read_text(*_BYTES_KEPT), names) for path in site.rglob("*.css")}
    read = names.union(*(_READ.findall(sheet) for sheet in sheets.values()))
    for path, rules in sheets.items():
        sheet = _without_unread(rules, read)
        version = sha256(sheet.encode(*_BYTES_KEPT)).hexdigest()[:8]
        new = path.with_name(_VERSION.sub(f".{version}.", path.name))
        path.unlink()
        new.write_text(sheet, *_BYTES_KEPT)
        yield path.name, new.name


def _reduced(rules: Iterable[Any], names: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _may_match(one, names)]
            if selectors:
                yield ",".join(map(_written, selectors)) + f"{{{_written(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = "".join(_reduced(tinycss2.parse_rule_list(rule.content, True, True), names))  # noqa: FBT003 -- no comments, no white space
            if inner:
                yield f"@{rule.at_keyword} {_written(rule.prelude)}{{{inner}}}"
        elif rule.type != "whitespace":
            yield rule.serialize()


def _selectors(prelude: Iterable[Any]) -> Iterator[list[Any]]:
    selector: list[Any] = []
    for token in prelude:
        if token == ",":  # noqa: S105 -- a token of CSS
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _may_match(selector: list[Any], names: frozenset[str]) -> bool:
    return all(name in names or _beginning(name) in names for name in _needs(selector))


def _beginning(name: str) -> str:
    """Give what a script has of a name such as `tab--next` that it puts together: `tab--`."""
    stem, mark, _ = name.rpartition("--")
    return stem + mark if stem else name


def _needs(selector: list[Any]) -> Iterator[str]:
    """Give what a page must have for a selector to match: classes, ids, a direction, tabs."""
    for before, token in pairwise([None, *selector]):
        if token.type == "hash" or (token.type == "ident" and before == "."):
            yield token.value
        elif token.type == "[] block":
            yield from _DIRECTION.findall(tinycss2.serialize(token.content))
    if tab := _TAB.match(tinycss2.serialize(selector)):
        yield f"tab {tab[1]}"


def _written(tokens: Iterable[Any]) -> str:
    written = (
        " " if token.type == "whitespace" else token.serialize()
        for token in tokens
        if token.type != "comment"
    )
    return "".join(written).strip()


def _without_unread(sheet: str, read: frozenset[str]) -> str:
    """Take away the custom properties that nothing reads."""
    return _PROPERTY.sub(lambda match: match[0] if match[1] in read else "", sheet)


def _names(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    attributes = {found for page in pages for found in _ATTRIBUTE.findall(page)}
    return frozenset(name for one in attributes for name in _named(one[0], "".join(one[1:]))).union(
        *(_NAME.findall(script) for script in scripts)
    )


def _named(attribute: str, value: str) -> Iterator[str]:
    """Give what a value of a class, an id or a direction lets a selector match."""
    if attribute == "dir":
        yield f"dir={value}"
        return
    value = unescape(value)
    yield from value.split()
    if attribute == "id" and value.startswith("__tabbed_"):
        yield f"tab {value.rpartition('_')[2]}"


def _scripts(site: Path) -> Iterator[str]:
    for path in site.rglob("*.js"):
        yield path.read_text(*_BYTES_KEPT)


def _lighter_page(html: str) -> str:
    """Take from a page its indentation, marks that show nothing and escapes that HTML needs not."""
    return "".join(
        _PLAIN_SPAN.sub(r"\1", part) if part.startswith("<pre") else _shorter(part)
        for part in _parts(html)
    )


def _parts(html: str) -> Iterator[str]:
    end = 0
    for match in _AS_IT_IS.finditer(html):
        yield html[end : match.start()]
        yield match[1]
        end = match.end()
    yield html[end:]


def _shorter(html: str) -> str:
    as_it_is = html.startswith(("<script", "<style", "<textarea"))
    if as_it_is:
        return html
    html = _ENTRY.sub(r"\1\2</a>", re.sub(r"\s*\n\s*", "\n", html))
    html = html.replace(_PRUNED, "").replace(_NO_TABINDEX, "")
    return _NEEDLESS_ESCAPE.sub(lambda one: chr(int(one[1])), html)
