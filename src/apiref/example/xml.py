"""A value as XML, as its schema names things (OpenAPI 3.1, section 4.8.26)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from apiref.spec import Schema

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_UNNAMED = "root"


def is_xml(media_type: str) -> bool:
    """Whether a media type is XML by its name, such as application/atom+xml."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence in ("application/xml", "text/xml") or essence.endswith("+xml")


def xml_text(value: Any, schema: Schema | None) -> str:
    """Write a JSON value as an XML document of which the schema is the root."""
    name = (schema.name if schema else None) or _UNNAMED
    return "\n".join([_DECLARATION, *_element(name, value, schema, wrapped=True)])


def _element(
    name: str, value: Any, schema: Schema | None, *, wrapped: bool = False
) -> Iterator[str]:
    """Give the lines of an element; of a list, those of its items, in an element if `wrapped`."""
    if isinstance(value, list):
        items = schema.items if schema else None
        lines = [line for one in value for line in _element(name, one, items)]
        is_wrapped = wrapped or _about(schema).get("wrapped")
        yield from _wrapped(name, schema, lines) if is_wrapped else lines
    elif isinstance(value, Mapping):
        yield from _wrapped(name, schema, *_members(value, _properties(schema)))
    else:
        yield from _wrapped(name, schema, [] if value is None else [_text(value)])


def _members(value: Mapping[str, Any], properties: Mapping[str, Schema]) -> tuple[list[str], str]:
    """Give the elements within an object's element, and its attributes."""
    attributes, lines = "", list[str]()
    for key, member in value.items():
        schema = properties.get(key)
        if _about(schema).get("attribute"):
            attributes += f" {_tag(key, schema)}={quoteattr(_plain(member))}"
        else:
            lines += _element(key, member, schema)
    return lines, attributes


def _wrapped(
    name: str, schema: Schema | None, lines: list[str], attributes: str = ""
) -> Iterator[str]:
    tag, start = _tag(name, schema), f"{_tag(name, schema)}{_namespace(schema)}{attributes}"
    if not lines:
        yield f"<{start}/>"
    elif len(lines) == 1 and not lines[0].lstrip().startswith("<"):
        yield f"<{start}>{lines[0]}</{tag}>"
    else:
        yield from (f"<{start}>", *(f"  {line}" for line in lines), f"</{tag}>")


def _about(schema: Schema | None) -> Mapping[str, Any]:
    """Give a schema's XML Object, or an empty one."""
    about = schema.data.get("xml") if schema else None
    return about if isinstance(about, Mapping) else {}


def _properties(schema: Schema | None) -> Mapping[str, Schema]:
    """Give the properties of a schema and of all that it is made of."""
    waiting, seen, found = [schema] if schema else [], set[str](), dict[str, Schema]()
    while waiting:
        one = waiting.pop(0)
        if one.pointer not in seen:
            seen.add(one.pointer)
            found = {**one.properties, **found}
            waiting += [*one.all_of, *one.one_of, *one.any_of]
    return found


def _tag(name: str, schema: Schema | None) -> str:
    about = _about(schema)
    tag = re.sub(r"[^\w.-]", "_", str(about.get("name") or name))
    return f"{about['prefix']}:{tag}" if about.get("prefix") else tag


def _namespace(schema: Schema | None) -> str:
    about = _about(schema)
    if not about.get("namespace"):
        return ""
    colon = f":{about['prefix']}" if about.get("prefix") else ""
    return f" xmlns{colon}={quoteattr(str(about['namespace']))}"


def _text(value: Any) -> str:
    return escape(_plain(value))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
