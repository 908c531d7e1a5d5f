"""A document as large ones are: operations under tags, and objects that hold others."""

from typing import Any

WIDTH = 20  # properties of an object


def large(count: int) -> dict[str, Any]:
    """Give a document of `count` operations; of the five objects, each holds those after it."""
    kinds = ("Repository", "Person", "Team", "Licence", "Branch")
    schemas = {
        kind: _object(
            {other: {"$ref": f"#/components/schemas/{other}"} for other in kinds[index + 1 :]}
        )
        for index, kind in enumerate(kinds)
    }
    return {
        "openapi": "3.0.3",
        "info": {"title": "Large", "version": "1"},
        "servers": [{"url": "https://api.example.com/v3"}],
        "paths": {f"/things{n}/{{id}}": {"get": _operation(n, kinds[n % 5])} for n in range(count)},
        "components": {"schemas": schemas},
    }


def _operation(number: int, kind: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{kind}"}
    return {
        "operationId": f"things/get-{number}",
        "summary": f"Get thing {number}",
        "description": f"Thing number {number}.",
        "tags": [f"tag {number % 3}"],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        ],
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": schema}}}
        },
    }


def _object(held: dict[str, Any]) -> dict[str, Any]:
    plain = {
        f"property_{n}": {"type": "string", "description": f"Says what {n} is."}
        for n in range(WIDTH)
    }
    return {"type": "object", "properties": plain | held}
