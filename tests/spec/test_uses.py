"""Which operations use a schema, directly and through other parts of the document."""

from pathlib import Path
from typing import Any

from apiref.directives import Directive
from apiref.fingerprint import Fingerprints
from tests.pages.specs import body, document, operation, spec_of

SCHEMAS: dict[str, Any] = {
    "Pet": {"properties": {"owner": {"$ref": "#/components/schemas/Owner"}}},
    "Owner": {"properties": {"pets": {"items": {"$ref": "#/components/schemas/Pet"}}}},
    "Size": {"type": "integer"},
    "Fault": {"properties": {"owner": {"$ref": "#/components/schemas/Owner"}}},
    "a/b": {},
    "Unused": {"items": {"$ref": "#/components/schemas/a~1b"}},
}
PET = {"$ref": "#/components/schemas/Pet"}
FAULT = body({"$ref": "#/components/schemas/Fault"}) | {"description": "Wrong."}
SIZE = {"name": "size", "in": "query", "schema": {"$ref": "#/components/schemas/Size"}}


def _document(paths: dict[str, Any]) -> dict[str, Any]:
    return document(paths, {"schemas": SCHEMAS, "responses": {"Wrong": FAULT}})


def test_a_schema_is_used_through_other_parts_of_the_document(tmp_path: Path) -> None:
    wrong = {"400": {"$ref": "#/components/responses/Wrong"}}
    paths = {
        "/pets": {"post": operation(operationId="add", requestBody=body(PET))},
        "/sizes": {
            "parameters": [SIZE],
            "get": operation(operationId="sizes"),
            "put": {"operationId": "change", "responses": wrong},
        },
    }
    spec = spec_of(tmp_path, _document(paths))
    used = {name: [one.id for one in spec.users(name, 9)] for name in SCHEMAS}
    assert used == {
        "Pet": ["add", "change"],
        "Owner": ["add", "change"],
        "Size": ["sizes", "change"],
        "Fault": ["change"],
        "a/b": [],
        "Unused": [],
    }


def test_of_many_operations_the_nearest_are_given(tmp_path: Path) -> None:
    through = {"properties": {"fault": {"$ref": "#/components/schemas/Fault"}}}
    paths = {
        "/far": {"post": operation(operationId="far", requestBody=body(through))},
        "/near": {"post": operation(operationId="near", requestBody=body(PET))},
    }
    spec = spec_of(tmp_path, _document(paths))
    assert [one.id for one in spec.users("Owner", 9)] == ["far", "near"]
    assert [one.id for one in spec.users("Pet", 1)] == ["near"]


def test_two_paths_of_one_item_are_two_operations(tmp_path: Path) -> None:
    shared = {"get": {"responses": {"200": body(PET) | {"description": "A pet."}}}}
    paths = {
        "/a": {"$ref": "#/components/pathItems/One"},
        "/b": {"$ref": "#/components/pathItems/One"},
    }
    spec = spec_of(tmp_path, document(paths, {"schemas": SCHEMAS, "pathItems": {"One": shared}}))
    assert [one.path for one in spec.users("Pet", 9)] == ["/a", "/b"]


def test_the_page_of_a_schema_is_another_when_its_users_are_others(tmp_path: Path) -> None:
    page = Directive(1, "schema", "Size")
    before = {"/sizes": {"get": operation(operationId="sizes")}}
    after = {"/sizes": {"get": operation(operationId="sizes", parameters=[SIZE])}}
    prints = [Fingerprints(spec_of(tmp_path, _document(one))).of(page) for one in (before, after)]
    assert prints[0] != prints[1]
