"""Whether a value fits a schema of the document, by jsonschema-rs."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from apiref.spec.schema import Schema
from apiref.spec.source import Source

_BASE = "urn:document"


def validator(schema: Schema) -> jsonschema_rs.Validator:
    """Compile a schema into a validator that asserts formats and follows the document's references.

    Raises jsonschema_rs.ValidationError for a schema that is itself broken. Nothing is fetched.
    """
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"{_BASE}#{quote(schema.pointer)}"},
        registry=_registry(_Identity(schema.node.source)),
        validate_formats=True,
        offline=True,
    )


class _Identity:
    """A source as a cache's key: two sources are the same when they are one object."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def __hash__(self) -> int:
        return id(self.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.source is self.source


@lru_cache(maxsize=4)
def _registry(key: _Identity) -> jsonschema_rs.Registry:
    data = key.source.data
    document = from_openapi_30(data) if data["openapi"].startswith("3.0") else data
    return jsonschema_rs.Registry([(_BASE, document)], draft=jsonschema_rs.Draft202012)


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
