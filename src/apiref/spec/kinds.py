"""What stands where in a document (OpenAPI 3.0 and 3.1, section 4.8)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from apiref.spec.pointer import join

_OPERATIONS = dict.fromkeys(
    ("get", "put", "post", "delete", "options", "head", "patch", "trace"), "operation"
)

# For each kind of object, the kind that stands under a key. `{}` is a map of that kind, `[]` an
# array of it.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "document": {
        "info": "info",
        "tags": "tag[]",
        "servers": "server[]",
        "paths": "path item{}",
        "webhooks": "path item{}",
        "x-webhooks": "path item{}",
        "components": "components",
    },
    "info": {"license": "license"},
    "components": {
        "schemas": "schema{}",
        "responses": "response{}",
        "parameters": "parameter{}",
        "examples": "example{}",
        "requestBodies": "request body{}",
        "headers": "header{}",
        "links": "link{}",
        "callbacks": "callback{}",
        "securitySchemes": "security scheme{}",
        "pathItems": "shared path item{}",
    },
    "path item": {"parameters": "parameter[]", **_OPERATIONS},
    "shared path item": {"parameters": "parameter[]", **_OPERATIONS},
    "operation": {
        "parameters": "parameter[]",
        "requestBody": "request body",
        "responses": "response{}",
        "callbacks": "callback{}",
    },
    "parameter": {"schema": "schema", "content": "media type{}", "examples": "example{}"},
    "header": {"schema": "schema", "content": "media type{}", "examples": "example{}"},
    "request body": {"content": "media type{}"},
    "response": {"headers": "header{}", "content": "media type{}", "links": "link{}"},
    "media type": {"schema": "schema", "examples": "example{}", "encoding": "encoding{}"},
    "encoding": {"headers": "header{}"},
    "security scheme": {"flows": "oauth flows"},
    "schema": {
        "discriminator": "discriminator",
        "xml": "xml",
        **dict.fromkeys(
            ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
            "schema{}",
        ),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "schema[]"),
        **dict.fromkeys(
            (
                *("items", "contains", "unevaluatedItems"),
                *("additionalProperties", "unevaluatedProperties", "propertyNames"),
                *("not", "if", "then", "else", "contentSchema"),
            ),
            "schema",
        ),
    },
}


def parts(kind: str, pointer: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Give a part of a document and all those within it: kind, pointer and value.

    A part is an object, or a boolean schema. References are given, and not followed.
    """
    if kind.endswith(("{}", "[]")):
        for key, item in members(kind, value):
            yield from parts(kind[:-2], join(pointer, key), item)
    elif isinstance(value, Mapping):
        yield kind, pointer, value
        if kind == "callback":  # an object that is a map, with extensions
            yield from parts("path item{}", pointer, value)
        for key, field in FIELDS.get(kind, {}).items():
            if key in value:
                yield from parts(field, join(pointer, key), value[key])
    elif isinstance(value, bool) and kind == "schema":
        yield kind, pointer, value


def kind_below(kind: str, key: str) -> str | None:
    """Give the kind that stands under a key of a kind; None for what the standard leaves open."""
    if kind == "callback":
        kind = "path item{}"
    if kind.endswith("{}"):
        return kind[:-2] if kind == "schema{}" or key[:2] != "x-" else None
    return FIELDS.get(kind, {}).get(key)


def kind_within(kind: str, key: str) -> str:
    """Give the kind under a key, or an index, of a kind; "" for what the standard leaves open."""
    return kind[:-2] if kind.endswith("[]") else kind_below(kind, key) or ""


def kinds_along(keys: Iterable[str | int]) -> Iterator[str]:
    """Give the kinds of what keys lead through, from the document on."""
    kind = "document"
    yield kind
    for key in keys:
        yield (kind := kind_within(kind, str(key)))


def members(kind: str, value: Any) -> Iterator[tuple[str | int, Any]]:
    """Give the members of a map or an array of a kind, without a map's extensions."""
    if kind.endswith("[]"):
        yield from enumerate(value if isinstance(value, list) else ())
    elif isinstance(value, Mapping):
        named = kind == "schema{}"  # a property may be called x-…
        yield from ((key, item) for key, item in value.items() if named or key[:2] != "x-")
