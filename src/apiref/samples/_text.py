"""Strings of a language: how they are quoted, and how a key from the environment is put in."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from apiref.request.credentials import Secret

Text = tuple[str | Secret, ...]
"""Text whose parts stand one after another; a Secret is a part that the environment holds."""

NEWLINES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""The escapes that nearly every language has."""

_UNSEEN = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def is_unseen(char: str) -> bool:
    """Whether a character shows nothing or reorders its line: control, surrogate, bidi mark."""
    return char in _UNSEEN or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


def quoted(
    text: str, escapes: Mapping[str, str], unseen: str = "\\u{:04x}", quotes: str = '"'
) -> str:
    """Put text in the one of the quotes that it has fewest of, escaped with a backslash.

    `unseen` formats the code point of a character that a reader cannot see.
    """
    quote = min(quotes, key=text.count)
    every = {"\\": "\\\\", quote: f"\\{quote}", **escapes}
    return quote + "".join(_escaped(char, every, unseen) for char in text) + quote


def _escaped(char: str, escapes: Mapping[str, str], unseen: str) -> str:
    if char in escapes:
        return escapes[char]
    return unseen.format(ord(char)) if is_unseen(char) else char


def text(*parts: str | Secret) -> Text:
    """Give text of parts, with a key that is known put into the words beside it."""
    joined: list[str | Secret] = [""]
    for part in parts:
        known = part.text if isinstance(part, Secret) and not part.in_environment else part
        if isinstance(known, str) and isinstance(joined[-1], str):
            joined[-1] += known
        else:
            joined.append(known)
    return tuple(part for part in joined if part) or ("",)


def expression(
    parts: Text, string: Callable[[str], str], variable: Callable[[str], str], plus: str = " + "
) -> str:
    """Write text as an expression: strings and variables of the environment, joined by `plus`."""
    return plus.join(
        variable(part.text) if isinstance(part, Secret) else string(part) for part in parts
    )


def has_surrogate(value: Any) -> bool:
    """Whether a JSON value has a lone surrogate, which many languages' strings cannot hold."""
    if isinstance(value, str):
        return any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, Mapping):
        return any(has_surrogate(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(map(has_surrogate, value))
