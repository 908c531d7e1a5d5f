"""Text from the contract, made safe for a page: as plain text, as prose, and as code."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from apiref.pages.highlight import highlighted

# What means something to HTML or to a Markdown extension, inside a line or at its beginning.
_SPECIAL = str.maketrans({char: f"&#{ord(char)};" for char in "&<>\"'`~*_[]{}#\\|^=!$+:@"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def text(value: object) -> Markup:
    """Give a value as text that neither HTML nor Markdown reads anything into, on one line.

    It fits wherever text does: in a heading, a table's cell, an attribute, an element.
    """
    return Markup(_escaped(" ".join(str(value).split())))  # noqa: S704 -- escaped in this line


def attribute(value: str) -> Markup:
    """Give a value for an attribute of HTML that goes to the page as it is: white space is kept."""
    return Markup(_escaped(value))  # noqa: S704 -- escaped in this line


@lru_cache(maxsize=4096)
def prose(value: str) -> Markup:
    """Give CommonMark as safe HTML: no markup of its own, no scripting links, no foreign images."""
    return Markup(_COMMONMARK.render(_clean(value)))  # noqa: S704 -- the renderer escapes all text


@lru_cache(maxsize=4096)
def prose_line(value: str) -> Markup:
    """Give the first paragraph of CommonMark as safe HTML for the inside of a line."""
    paragraph = _clean(value).strip().split("\n\n")[0]
    html = _COMMONMARK.renderInline(paragraph)
    return Markup(" ".join(html.split()))  # noqa: S704 -- the renderer escapes all text


def plain(value: str) -> str:
    """Give the words of the first paragraph of CommonMark, without its marks."""
    (inline,) = _COMMONMARK.parseInline(_clean(value).strip().split("\n\n")[0])
    words = (" " if "break" in child.type else child.content for child in inline.children or ())
    return "".join(words)


def away(words: str, url: str) -> Markup:
    """Give a link of HTML to another site; of an address that runs something, the words alone."""
    inner = text(words or url)
    if not _COMMONMARK.validateLink(_clean(url).strip()):
        return inner
    return Markup(f'<a href="{attribute(url.strip())}">{inner}</a>')  # noqa: S704 -- both are escaped


def path(value: str) -> Markup:
    """Give a path as HTML that a narrow page breaks after a slash."""
    broken = str(text(value)).replace("/", "/<wbr>")
    return Markup(broken.replace("<wbr>", "", 1))  # noqa: S704 -- text and marks of our own


def fence(code: str, language: str = "text") -> Markup:
    """Give code as a fenced block that nothing in the code can close."""
    code = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", code).rstrip("\n")
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    mark = "`" * max(3, longest + 1)
    return Markup(f"{mark}{language}\n{code}\n{mark}")  # noqa: S704 -- a fence takes code as it is


def shown(value: Any) -> str:
    """Give a JSON value as a reader writes it: a string bare, unless that would hide it."""
    if isinstance(value, str) and value.strip() == value != "":
        return value
    return json.dumps(value, ensure_ascii=False)


def json_text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _clean(value: str) -> str:
    return _CONTROLS.sub("", value)


def _escaped(value: str) -> str:
    return _clean(value).translate(_SPECIAL)


class _Renderer(RendererHTML):
    """Writes HTML in which no text is left that Python-Markdown could read once more."""

    def text(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        return _escaped(tokens[idx].content)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"<code>{_escaped(tokens[idx].content)}</code>"

    def code_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"<pre><code>{_escaped(tokens[idx].content)}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        return _highlighted(tokens[idx].content, tokens[idx].info.strip().split(" ")[0])

    def heading_open(self, *_: Any) -> str:
        return "<p><strong>"  # a description is no place in the page's outline

    def heading_close(self, *_: Any) -> str:
        return "</strong></p>\n"

    def image(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Write a link in place of the picture, which would be fetched from another host."""
        source = _escaped(str(tokens[idx].attrs["src"]))
        return f'<a href="{source}">{_escaped(tokens[idx].content or "image")}</a>'

    @staticmethod
    def renderAttrs(token: Token) -> str:  # noqa: N802 -- markdown-it's name
        return "".join(f' {name}="{_escaped(str(value))}"' for name, value in token.attrItems())


def _highlighted(code: str, language: str) -> str:
    return str(highlighted(code, language)).replace("`", "&#96;").replace("~", "&#126;")


class _CommonMark(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 -- markdown-it's name
        """Let a link lead to a page or into a mail; it runs nothing and reads no file."""
        return bool(re.match(r"https?:|mailto:|[^:]*(?:[/?#]|$)", url, re.IGNORECASE))


_COMMONMARK = _CommonMark("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
