"""A parameter's value as text in a request (OpenAPI 3.1, section 4.8.12; RFC 6570)."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from apiref.spec import Parameter

_RESERVED = ":/?@!$()*,;="  # what may stand in a query value without ending it or becoming a space
_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
_PATH_PREFIXES = {"label": ".", "matrix": ";"}

Encode = Callable[[str], str]


def encoded(text: str) -> str:
    """Percent-encode everything but RFC 3986's unreserved characters."""
    return quote(text, safe="", errors="replace")


def _reserved(text: str) -> str:
    """Percent-encode as RFC 6570's `+` does: reserved characters and triplets pass."""
    parts = re.split(r"(%[0-9A-Fa-f]{2})", text)
    return "".join(
        part if index % 2 else quote(part, safe=_RESERVED, errors="replace")
        for index, part in enumerate(parts)
    )


def _sendable(text: str) -> str:
    """Percent-encode what no header may hold; a header is not percent-encoded otherwise."""
    return re.sub(r"[^\t\x20-\x7e]", lambda match: encoded(match[0]), text)


def text_from_value(value: Any) -> str:
    """Give a string as it is and anything else as JSON: true, 1.5, null.

    A lone surrogate, which UTF-8 has no bytes for, becomes a question mark.
    """
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return text.encode(errors="replace").decode()


def path_text(parameter: Parameter, value: Any) -> str:
    """Give what stands in the path in place of the parameter's name in braces."""
    value, prefix = _content(parameter, value), _PATH_PREFIXES.get(parameter.style, "")
    if parameter.style == "matrix":
        return "".join(f";{pair.removesuffix('=')}" for pair in _form(parameter, value, encoded))
    between = prefix if prefix and parameter.explode else ","
    return prefix + _simple(value, explode=parameter.explode, between=between, encode=encoded)


def header_text(parameter: Parameter, value: Any) -> str:
    """Give a header's value."""
    value = _content(parameter, value)
    return _simple(value, explode=parameter.explode, between=",", encode=_sendable)


def query_pairs(parameter: Parameter, value: Any) -> tuple[str, ...]:
    """Give the `name=value` pieces, percent-encoded, of a query or cookie parameter."""
    encode = _reserved if parameter.node.data.get("allowReserved") else encoded
    return tuple(_form(parameter, _content(parameter, value), encode))


def form_pairs(name: str, value: Any, *, style: str, explode: bool) -> tuple[tuple[str, str], ...]:
    """Give the pairs of a form property, not encoded (OpenAPI 3.1, section 4.8.15)."""
    pairs = _pairs(name, value, _Style(style, explode, str, ","))
    return tuple((text_from_value(key), text) for key, text in pairs)


@dataclass(frozen=True)
class _Style:
    """How a value is spread over pairs; `between` joins the members of one that is not."""

    name: str
    explode: bool
    encode: Encode
    between: str


def _content(parameter: Parameter, value: Any) -> Any:
    """Give the text of a parameter that is described by `content`, which is JSON."""
    return text_from_value(value) if "content" in parameter.node.data else value


def _simple(value: Any, *, explode: bool, between: str, encode: Encode) -> str:
    if isinstance(value, Mapping):
        joint = "=" if explode else between
        members = (f"{encode(key)}{joint}{_one(member, encode)}" for key, member in value.items())
        return between.join(members)
    if isinstance(value, list | tuple):
        return between.join(_one(item, encode) for item in value)
    return _one(value, encode)


def _one(value: Any, encode: Encode) -> str:
    return encode(text_from_value(value))


def _form(parameter: Parameter, value: Any, encode: Encode) -> Iterable[str]:
    between = _DELIMITERS.get(parameter.style, ",")
    style = _Style(parameter.style, parameter.explode, encode, between)
    return (f"{encoded(key)}={text}" for key, text in _pairs(parameter.name, value, style))


def _pairs(name: str, value: Any, style: _Style) -> Iterable[tuple[str, str]]:
    if value is None or value in ([], {}):
        return []
    deep = style.name == "deepObject"
    if isinstance(value, Mapping) and (deep or style.explode):
        names = {key: f"{name}[{key}]" if deep else key for key in value}
        return [(names[key], _one(member, style.encode)) for key, member in value.items()]
    if isinstance(value, list | tuple) and (deep or style.explode):
        return [(name, _one(item, style.encode)) for item in value]
    return [(name, _simple(value, explode=False, between=style.between, encode=style.encode))]
