"""The specification's own schemas, which here describe all that is read of a document."""

import json
from functools import cache
from typing import Any

import jsonschema_rs
from openapi_spec_validator.schemas import schema_v30, schema_v31

Rules = jsonschema_rs.Draft4Validator | jsonschema_rs.Draft202012Validator

# A key that is no status, and is read as one.
_NO_STATUS = "^(?!x-|default$|[1-5](?:[0-9]{2}|XX)$)"


@cache
def rules(*, is_30: bool) -> Rules:
    if is_30:
        return jsonschema_rs.Draft4Validator(_schema_30())
    return jsonschema_rs.Draft202012Validator(_schema_31())


def _schema_30() -> dict[str, Any]:
    """Give that of 3.0. It passes over components whose names have other characters."""
    schema = _copy(schema_v30)
    parts = schema["definitions"]
    for section in parts["Components"]["properties"].values():
        [section["additionalProperties"]] = section["patternProperties"].values()
    path_items = {"additionalProperties": {"$ref": "#/definitions/PathItem"}}
    newer = {"webhooks": path_items, "components": {"properties": {"pathItems": path_items}}}
    schema["allOf"] = [{"properties": {"x-webhooks": path_items, **newer}}]
    response = {"oneOf": [{"$ref": f"#/definitions/{one}"} for one in ("Response", "Reference")]}
    parts["Operation"]["properties"]["responses"] = _of_any_status(
        {"$ref": "#/definitions/Responses"}, response
    )
    return schema


def _schema_31() -> dict[str, Any]:
    """Give that of 3.1, with two slips mended, as later ones do.

    A Link Object has `server`, not `body`, and its parameters are of any type (section 4.8.20).
    """
    schema = _copy(schema_v31)
    parts = schema["$defs"]
    link = parts["link"]["properties"]
    link |= {"server": link.pop("body"), "parameters": {"type": "object"}}
    path_items = {"additionalProperties": {"$ref": "#/$defs/path-item-or-reference"}}
    schema["properties"]["x-webhooks"] = path_items
    parts["operation"]["properties"]["responses"] = _of_any_status(
        {"$ref": "#/$defs/responses"}, {"$ref": "#/$defs/response-or-reference"}
    )
    return schema


def _of_any_status(responses: dict[str, Any], response: dict[str, Any]) -> dict[str, Any]:
    return {"allOf": [responses, {"patternProperties": {_NO_STATUS: response}}]}


def _copy(schema: Any) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(dict(schema)))
    return copy
