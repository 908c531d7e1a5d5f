"""Whether a value fits a schema of the document, by jsonschema-rs."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from apiref.spec.identity import Identity
from apiref.spec.node import Node
from apiref.spec.pointer import tokens
from apiref.spec.read_only import without_read_only
from apiref.spec.schema import Schema
from apiref.spec.source import Source

_BASE = "urn:document"
_KEPT = 32  # validators of a document; one of a large document takes megabytes
MOST_STEPS = 20_000  # of judging one value
_ANYTHING = jsonschema_rs.Draft202012Validator(True)  # noqa: FBT003 -- a schema


def validator(schema: Schema, *, in_request: bool = False) -> jsonschema_rs.Validator:
    """Compile a schema into a validator that asserts formats and follows the document's references.

    A request need not have what is readOnly (OpenAPI 3.1, section 4.8.24). By a schema of more
    than `MOST_STEPS` others, each judging the same value in its turn, anything fits. Raises
    jsonschema_rs.ValidationError for a schema that is itself broken. Nothing is fetched.
    """
    return _compiler(Identity(schema.node.source, schema.node.source), in_request)(schema.pointer)


def width(schema: Schema, known: dict[str, int]) -> int:
    """Give how many schemas judge a value in the place of one, `MOST_STEPS` at most.

    `known` keeps it for the schemas of a document, by their pointers.
    """
    if schema.pointer not in known:
        known[schema.pointer] = 1  # for a circle that leads back here
        parts = (*schema.one_of, *schema.any_of, *schema.all_of)
        found = 1 + sum(width(part, known) for part in parts)
        known[schema.pointer] = min(found, MOST_STEPS)
    return known[schema.pointer]


@lru_cache(maxsize=4)
def _compiler(key: Identity[Source], in_request: bool) -> Callable[[str], jsonschema_rs.Validator]:  # noqa: FBT001 -- a cache's key
    """Give what compiles the schema at a pointer of a document, and keeps those used last."""
    data = key.value.data
    document = from_openapi_30(data) if data["openapi"].startswith("3.0") else data
    document = without_read_only(document) if in_request else document
    registry = jsonschema_rs.Registry([(_BASE, document)], draft=jsonschema_rs.Draft202012)

    widths: dict[str, int] = {}

    @lru_cache(maxsize=_KEPT)
    def compiled(pointer: str) -> jsonschema_rs.Validator:
        schema = Schema(Node.root(key.value).child(*tokens(pointer)))
        if width(schema, widths) >= MOST_STEPS:
            return _ANYTHING
        return jsonschema_rs.Draft202012Validator(
            {"$ref": f"{_BASE}#{quote(pointer)}"},
            registry=registry,
            validate_formats=True,
            offline=True,
        )

    return compiled


def from_openapi_30(value: Any) -> Any:
    """Give the 2020-12 form of what OpenAPI 3.0 says otherwise: null and exclusive bounds."""
    if isinstance(value, list):
        return [from_openapi_30(item) for item in value]
    if not isinstance(value, dict):
        return value
    schema = {key: from_openapi_30(item) for key, item in value.items()}
    if schema.pop("nullable", False) is True and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    for bound in ("Minimum", "Maximum"):
        exclusive = f"exclusive{bound}"
        if isinstance(schema.get(exclusive), bool):
            limit = schema.pop(bound.lower(), None) if schema.pop(exclusive) else None
            if limit is not None:
                schema[exclusive] = limit
    return schema
