"""A JSON value as a literal of a language."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apiref.samples._text import NEWLINES, quoted

_ARRAY = ("[", "]")
_SHORT = 60  # an array of plain values up to this width stays on its line


@dataclass(frozen=True)
class Notation:
    """How a language writes values: null, true and false; strings; what comes before each member.

    `keys` is given the names of all members of an object, so that they can look alike;
    `opening` is given the object. Arrays look alike everywhere.
    """

    words: tuple[str, str, str]
    string: Callable[[str], str]
    keys: Callable[[Collection[str]], Iterable[str]]
    opening: Callable[[Mapping[str, Any]], str] = lambda _: "{"
    closing: str = "}"
    indent: str = "  "
    last_comma: str = ""


def write(value: Any, notation: Notation, depth: int = 0) -> str:
    """Write a JSON value; its lines after the first are indented `depth` levels, and more."""
    if isinstance(value, Mapping):
        members = [
            key + write(member, notation, depth + 1)
            for key, member in zip(notation.keys(value), value.values(), strict=True)
        ]
        return _lines(members, (notation.opening(value), notation.closing), notation, depth)
    if isinstance(value, list | tuple):
        items = [write(item, notation, depth + 1) for item in value]
        line = ", ".join(items).join(_ARRAY)
        plain = not any(isinstance(item, Mapping | list | tuple) for item in value)
        return line if plain and len(line) <= _SHORT else _lines(items, _ARRAY, notation, depth)
    return _scalar(value, notation)


def _lines(members: list[str], brackets: tuple[str, str], notation: Notation, depth: int) -> str:
    opening, closing = brackets
    if not members:
        return opening + closing
    inner, outer = notation.indent * (depth + 1), notation.indent * depth
    body = f",\n{inner}".join(members)
    return f"{opening}\n{inner}{body}{notation.last_comma}\n{outer}{closing}"


def _scalar(value: Any, notation: Notation) -> str:
    if isinstance(value, str):
        return notation.string(value)
    null, true, false = notation.words
    if value is None:
        return null
    if isinstance(value, bool):
        return true if value else false
    return json.dumps(value)


def _json_string(text: str) -> str:
    return quoted(text, NEWLINES)


_JSON = Notation(
    words=("null", "true", "false"),
    string=_json_string,
    keys=lambda names: (f"{_json_string(name)}: " for name in names),
)


def json_text(value: Any, depth: int = 0) -> str:
    """Write a value as JSON over several lines, with what a reader cannot see escaped."""
    return write(value, _JSON, depth)


def has_integer_beyond(limit: int, value: Any) -> bool:
    """Whether a JSON value has an integer greater than a language's, either side of zero."""
    if isinstance(value, Mapping):
        return any(has_integer_beyond(limit, member) for member in value.values())
    if isinstance(value, list | tuple):
        return any(has_integer_beyond(limit, item) for item in value)
    return isinstance(value, int) and abs(value) > limit
