"""The objects of OpenAPI 3.0 and 3.1, field by field: what stands under it, or the mark it leaves.

A field is a kind of object (`{}` is a map of that kind, `[]` an array of it), a function that gives
the words which a page must have for its value, or Unseen with the reason why there are none.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.torture.written import SECURITY, WRITTEN


@dataclass(frozen=True)
class Unseen:
    """A field that no reader needs to see; `reason` says why."""

    reason: str


Object = Mapping[str, Any]
Words = Callable[[Any, Object], list[str]]
Field = str | Words | Unseen


def text(value: Any, _: Object) -> list[str]:
    return [str(value)]


def value(given: Any, _: Object) -> list[str]:
    """Give what a JSON value consists of."""
    return list(_leaves(given))


def _leaves(given: Any) -> Iterator[str]:
    if isinstance(given, dict):
        yield from given
    if isinstance(given, dict | list):
        for one in given.values() if isinstance(given, dict) else given:
            yield from _leaves(one)
    elif isinstance(given, str):
        yield " ".join(given.split())
    else:
        yield json.dumps(given)


def _number(given: Any) -> list[str]:
    """Give a bound; in 3.0 it is a flag of the bound beside it."""
    return [] if isinstance(given, bool) else [str(given)]


def flag(words: str) -> Words:
    return lambda given, _: [words] if given else []


def refused(words: str) -> Words:
    """Give the words for a schema that is false; another is walked through by itself."""
    return lambda given, _: [words] if given is False else []


def written(_: Any, of: Object) -> list[str]:
    return [WRITTEN[of["name"]]] if of.get("name") in WRITTEN else []


def one_of(table: Mapping[str, str]) -> Words:
    return lambda given, _: [table[given]]


FORMATS = {
    "binary": "binary",
    "byte": "in Base64",
    "date-time": "a date and time",
    "double": "double precision",
    "hostname": "a host name",
    "int32": "32 bits",
    "int64": "64 bits",
    "password": "a secret",
    "post-code": "format post-code",
    "uri": "a URI",
    "uuid": "a UUID",
}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_EXAMPLES: dict[str, Field] = {"example": value, "examples": "example{}"}
_HEADER: dict[str, Field] = {
    "description": text,
    "required": flag("required"),
    "deprecated": flag("deprecated"),
    "style": written,
    "explode": Unseen("it shows in how the value is written"),
    "schema": "schema",
    "content": "media type{}",
    **_EXAMPLES,
}
_PATH_ITEM: dict[str, Field] = {
    "summary": text,
    "description": text,
    "servers": "server[]",
    "parameters": "parameter[]",
    **dict.fromkeys(METHODS, "operation"),
}
_FLOW: dict[str, Field] = {
    "authorizationUrl": text,
    "tokenUrl": text,
    "refreshUrl": text,
    "scopes": value,
}

KINDS: dict[str, dict[str, Field]] = {
    "document": {
        "openapi": Unseen("it is about the document, not the API"),
        "jsonSchemaDialect": Unseen("it is about the document, not the API"),
        "info": "info",
        "servers": "server[]",
        "paths": "path item{}",
        "webhooks": "path item{}",
        "x-webhooks": "path item{}",
        "components": "components",
        "security": lambda _, __: [SECURITY["document"]],
        "tags": "tag[]",
        "x-tagGroups": "tag group[]",
        "externalDocs": "external docs",
    },
    "info": {
        "title": text,
        "summary": text,
        "description": lambda given, _: [given.replace("*", "")],
        "termsOfService": text,
        "contact": "contact",
        "license": "license",
        "version": text,
    },
    "contact": dict.fromkeys(("name", "url", "email"), text),
    "license": dict.fromkeys(("name", "url", "identifier"), text),
    "server": {"url": text, "description": text, "variables": "server variable{}"},
    "server variable": {"enum": value, "default": text, "description": text},
    "tag": {"name": text, "description": text, "externalDocs": "external docs"},
    "tag group": {"name": text, "tags": value},
    "external docs": {"url": text, "description": text},
    "components": {
        "schemas": "schema{}",
        "responses": "response{}",
        "parameters": "parameter{}",
        "examples": "example{}",
        "requestBodies": "request body{}",
        "headers": "header{}",
        "securitySchemes": "security scheme{}",
        "links": "link{}",
        "callbacks": "callback{}",
        "pathItems": "path item{}",
    },
    "path item": _PATH_ITEM,
    "operation": {
        "tags": value,
        "summary": text,
        "description": text,
        "externalDocs": "external docs",
        "operationId": lambda given, _: [given.lower()],
        "parameters": "parameter[]",
        "requestBody": "request body",
        "responses": "response{}",
        "callbacks": "callback{}",
        "deprecated": flag("deprecated"),
        "security": lambda _, of: [SECURITY[of["operationId"]]],
        "servers": "server[]",
    },
    "parameter": {
        "name": text,
        "in": lambda given, of: [f"-{given}-{of['name']}".lower()],
        "allowEmptyValue": flag("may be empty"),
        "allowReserved": written,
        **_HEADER,
    },
    "header": _HEADER,
    "request body": {
        "description": text,
        "content": "media type{}",
        "required": flag("required"),
    },
    "media type": {"schema": "schema", "encoding": "encoding{}", **_EXAMPLES},
    "encoding": {
        "contentType": lambda given, _: given.split(", "),
        "headers": "header{}",
        "style": flag("written"),
        "explode": Unseen("it shows in how the value is written"),
        "allowReserved": flag("written"),
    },
    "response": {
        "description": text,
        "headers": "header{}",
        "content": "media type{}",
        "links": "link{}",
    },
    "callback": {},
    "example": {"summary": text, "description": text, "value": value, "externalValue": text},
    "link": {
        "operationId": lambda given, _: [f"#{given.lower()}"],
        "operationRef": one_of(
            {
                "#/paths/~1letters/post": "#writeletter",
                "https://other.test/openapi.yaml#/paths/~1lanes/get": "https://other.test/openapi.yaml",
            }
        ),
        "parameters": lambda given, _: [name.rpartition(".")[2] for name in given],
        "requestBody": lambda given, _: [given.rpartition("/")[2]],
        "description": text,
        "server": "server",
    },
    "security scheme": {
        "type": one_of(
            {
                "http": "",
                "apiKey": "key",
                "oauth2": "OAuth 2.0",
                "openIdConnect": "OpenID Connect",
                "mutualTLS": "certificate",
            }
        ),
        "scheme": one_of(
            {"basic": "HTTP Basic", "bearer": "a bearer token", "digest": "HTTP Digest"}
        ),
        "bearerFormat": text,
        "description": text,
        "name": text,
        "in": one_of({"query": "query parameter", "header": "header", "cookie": "cookie"}),
        "openIdConnectUrl": text,
        "flows": "flows",
    },
    "flows": dict.fromkeys(
        ("implicit", "password", "clientCredentials", "authorizationCode"), "flow"
    ),
    "flow": _FLOW,
    "discriminator": {"propertyName": text, "mapping": lambda given, _: list(given)},
    "xml": {
        "name": text,
        "namespace": text,
        "prefix": lambda given, _: [f"<{given}:"],
        "attribute": flag('="77"'),
        "wrapped": flag("<things>"),
    },
    "schema": {
        **dict.fromkeys(("title", "description", "pattern", "multipleOf"), text),
        **dict.fromkeys(("minimum", "maximum"), text),
        "exclusiveMinimum": lambda given, _: ["more than", *_number(given)],
        "exclusiveMaximum": lambda given, _: ["less than", *_number(given)],
        **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), text),
        **dict.fromkeys(("minProperties", "maxProperties"), text),
        **dict.fromkeys(("minContains", "maxContains"), text),
        "type": lambda given, _: given if isinstance(given, list) else [given],
        "format": one_of(FORMATS),
        "default": value,
        "const": value,
        "enum": value,
        "example": value,
        "examples": value,
        "nullable": flag("or null"),
        "readOnly": flag("read-only"),
        "writeOnly": flag("write-only"),
        "deprecated": flag("deprecated"),
        "uniqueItems": flag("no two items alike"),
        "required": lambda given, of: [one for one in given if one not in of.get("properties", {})],
        "properties": "schema{}",
        "patternProperties": "schema{}",
        "dependentSchemas": "schema{}",
        "$defs": "schema{}",
        "dependentRequired": value,
        "propertyNames": "schema",
        "contains": "schema",
        "contentSchema": "schema",
        "not": "schema",
        "if": "schema",
        "then": "schema",
        "else": "schema",
        "items": "schema",
        "additionalProperties": "schema",
        "unevaluatedItems": "schema",
        "unevaluatedProperties": "schema",
        "prefixItems": "schema[]",
        "allOf": "schema[]",
        "anyOf": "schema[]",
        "oneOf": "schema[]",
        "contentEncoding": one_of({"base64": "in Base64"}),
        "contentMediaType": text,
        "discriminator": "discriminator",
        "xml": "xml",
        "externalDocs": "external docs",
        "$anchor": Unseen("only references need it"),
        "$dynamicAnchor": Unseen("only references need it"),
        "$dynamicRef": Unseen("what it leads to is shown"),
        "$comment": Unseen("it is for those who write the document"),
    },
}

# The words for a schema that is a boolean, by the keyword that it stands under.
BOOLEANS: dict[tuple[str, bool], str] = {
    ("additionalProperties", True): "any other properties",
    ("additionalProperties", False): "no other properties",
    ("unevaluatedProperties", False): "no other properties",
    ("items", False): "no further items",
    ("unevaluatedItems", False): "no further items",
}

# What stands in another part of a page than the object that it is said of.
FAR = {("tag", "name"), ("operation", "tags")}
