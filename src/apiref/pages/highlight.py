"""Code as HTML, its tokens marked by the classes that the theme colours."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, _TokenType
from pygments.util import ClassNotFound

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LONGEST = 50_000  # characters that get colours
_PLAIN = frozenset({"", "n", "nx", "o", "p", "w"})  # names, marks and white space stay as they are


@lru_cache(maxsize=256)
def highlighted(code: str, language: str) -> Markup:
    """Give code as a block of HTML; a language that nobody knows, and very long code, is text."""
    code = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", code).rstrip("\n")
    marked = "".join(_marked(code, _lexer(language if len(code) <= _LONGEST else "text")))
    return Markup(f'<div class="highlight"><pre><code>{marked}</code></pre></div>\n')  # noqa: S704 -- escaped token by token


def _marked(code: str, lexer: Lexer) -> Iterator[str]:
    tokens = ((_class_of(kind), value) for kind, value in lexer.get_tokens(code))
    for name, alike in groupby(tokens, key=lambda token: token[0]):
        escaped = "".join(value for _, value in alike).translate(_ESCAPES)
        yield f'<span class="{name}">{escaped}</span>' if name else escaped


@lru_cache(maxsize=256)
def _class_of(kind: _TokenType) -> str:
    while kind not in STANDARD_TYPES and kind.parent:
        kind = kind.parent
    name = STANDARD_TYPES.get(kind, "")
    return "" if name in _PLAIN else name


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language or "text", stripnl=False)
    except ClassNotFound:
        return get_lexer_by_name("text", stripnl=False)
