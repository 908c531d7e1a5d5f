"""openapi.yaml is valid, complete, and written so that tools can read it."""

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.contract_document import TEXT, Check, Node, broken, load, nodes, operations, resolve

PLACEHOLDER = re.compile(
    r"\b(kittens?|foo|bar|baz|lorem|ipsum|todo|tbd|fixme|xxx|fluffums)\b", re.IGNORECASE
)
# Each of these stops one tool or another that people import the contract into.
HARD_TO_IMPORT = {"const", "anyOf", "allOf", "exclusiveMinimum", "exclusiveMaximum", "nullable"}
HARD_TO_IMPORT |= {"jsonSchemaDialect", "webhooks"}


def invalid_openapi(document: Node) -> list[str]:
    return [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]


def undescribed(document: Node) -> list[str]:
    parts = [(tag["name"], tag) for tag in document["tags"]]
    for place, node in nodes(document):
        if isinstance(node.get("parameters"), list):
            parts += [(place, parameter) for parameter in node["parameters"]]
        for kind in ("properties", "headers", "responses", "schemas", "links", "securitySchemes"):
            parts += [(f"{place}/{name}", part) for name, part in node.get(kind, {}).items()]
    return [place for place, part in parts if not resolve(document, part).get("description")]


def thin_operations(document: Node) -> list[str]:
    wanted = ("operationId", "summary", "description", "tags")
    thin = [f"{p} {key}" for p, node in operations(document) for key in wanted if key not in node]
    for place, node in operations(document):
        if not any(status.startswith("4") for status in node["responses"]):
            thin.append(f"{place} 4xx")
    media = [
        (place, node) for place, node in nodes(document) if place.endswith("/application/json")
    ]
    return thin + [place for place, node in media if not isinstance(node.get("examples"), dict)]


def repeated_operation_ids(document: Node) -> list[str]:
    ids = [node["operationId"] for _, node in operations(document) if "operationId" in node]
    return sorted({name for name in ids if ids.count(name) > 1})


def hard_to_import(document: Node) -> list[str]:
    found = [] if document["openapi"] == "3.1.0" else ["openapi"]
    for place, node in nodes(document):
        if HARD_TO_IMPORT & node.keys() or isinstance(node.get("type"), list):
            found.append(place)
    callbacks = [(place, node) for place, node in operations(document) if "/callbacks/" in place]
    found += [place for place, node in callbacks if node.get("security") != []]
    tags = [tag["name"] for tag in document["tags"]]
    return found + (["tags"] if tags != sorted(tags) else [])


def wrongly_closed(document: Node) -> list[str]:
    """Name request schemas that take unknown properties, and response schemas that refuse them."""
    closed = {"MaxPrice", "ShippingAddress"}
    return [
        name
        for name, schema in document["components"]["schemas"].items()
        if "properties" in schema
        and (name in closed or name.endswith("Request"))
        is not (schema.get("additionalProperties") is False)
    ]


CHECKS: list[Check] = [
    invalid_openapi,
    undescribed,
    thin_operations,
    repeated_operation_ids,
    hard_to_import,
    wrongly_closed,
]

CREATE = "paths /task/transcription post"
EVENT = f"{CREATE} callbacks taskCompleted {{$request.body#/callback_url}} post"
BREAKAGES: list[tuple[Check, str, object]] = [
    (invalid_openapi, "info title", None),
    (invalid_openapi, "paths /tasks get parameters 0 in", "body"),
    (undescribed, "paths /tasks get parameters 6 description", None),
    (undescribed, "components schemas IsTest description", None),
    (undescribed, "components headers Allow description", None),
    (undescribed, "tags 0 description", None),
    (thin_operations, f"{CREATE} summary", None),
    (thin_operations, f"{EVENT} responses 4XX", None),
    (thin_operations, "components responses Conflict content application/json examples", None),
    (repeated_operation_ids, f"{EVENT} operationId", "retrieveTask"),
    (hard_to_import, "openapi", "3.1.2"),
    (hard_to_import, "components schemas AddressLine2 type", ["string", "null"]),
    (hard_to_import, "components schemas TaskStatus const", "pending"),
    (hard_to_import, f"{EVENT} security", None),
    (hard_to_import, "tags 0 name", "Work"),
    (wrongly_closed, "components schemas BuyProductRequest additionalProperties", None),
    (wrongly_closed, "components schemas Money additionalProperties", False),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_contract_has_no(check: Check) -> None:
    assert check(load()) == []


@pytest.mark.parametrize(("check", "path", "value"), BREAKAGES)
def test_check_sees(check: Check, path: str, value: object) -> None:
    assert check(broken(load(), path, value)) != []


def test_contract_has_no_placeholder() -> None:
    assert PLACEHOLDER.findall(TEXT) == []
