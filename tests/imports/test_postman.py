"""The collection that `apiref export` writes; newman runs it in `make imports`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from apiref.export import export
from apiref.postman import collection_from_spec
from apiref.spec import load

CONTRACT = Path(__file__).parents[2] / "openapi.yaml"
DONE = {"200": {"description": "Done."}}


@pytest.fixture
def collected(tmp_path: Path) -> Any:
    def collect(**parts: Any) -> Any:
        info = {"title": "Library", "version": "1"}
        path = tmp_path / "openapi.yaml"
        path.write_text(
            yaml.safe_dump({"openapi": "3.1.0", "info": info, **parts}, sort_keys=False)
        )
        return collection_from_spec(load(path))

    return collect


def items(collection: Mapping[str, Any]) -> Iterator[Any]:
    """Give the requests of a collection or of a folder."""
    for item in collection["item"]:
        yield from items(item) if "item" in item else [item]


def only(collection: Mapping[str, Any]) -> Any:
    (item,) = items(collection)
    return item


def sending(content: Any, **more: Any) -> dict[str, Any]:
    operation = {"requestBody": {"content": content}, "responses": DONE, **more}
    return {"paths": {"/books": {"post": operation}}}


def test_export_writes_it_beside_the_pages(tmp_path: Path) -> None:
    export(load(CONTRACT), tmp_path)
    written = json.loads((tmp_path / "postman-collection.json").read_text())
    assert [folder["name"] for folder in written["item"]] == ["Create tasks", "Task operations"]


def test_the_contract_has_a_request_for_each_example() -> None:
    found = {item["name"]: item for item in items(collection_from_spec(load(CONTRACT)))}
    assert len(found) == 10
    invoice = found["Create a transcription task: An invoice with its rows"]
    assert invoice["response"][0]["name"] == "200 An invoice with its rows"
    assert json.loads(invoice["request"]["body"]["raw"])["attachment_type"] == "pdf"


def test_no_key_is_written_but_a_variable() -> None:
    collection = collection_from_spec(load(CONTRACT))
    values = {one["key"]: one["value"] for one in collection["variable"]}
    assert collection["auth"]["basic"][0]["value"] == "{{apiKey}}"
    assert values["apiKey"] == ""
    assert values["baseUrl"] == "https://api.scaleapi.com/v1"
    assert all("auth" not in item["request"] for item in items(collection))


def test_an_answer_fills_the_path_to_which_its_link_leads() -> None:
    found = {item["name"]: item for item in items(collection_from_spec(load(CONTRACT)))}
    (event,) = found["Create a buy product task: One product"]["event"]
    assert '["task.task_id", ["task_id"]]' in "\n".join(event["script"]["exec"])
    url = found["Cancel a task"]["request"]["url"]
    assert url["raw"] == "{{baseUrl}}/task/:task_id/cancel"
    assert url["variable"][0]["value"] == "{{task.task_id}}"


def test_parameters_without_an_example_are_there_and_off(collected: Any) -> None:
    parameters = [
        {"name": "shelf", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "at", "in": "query", "example": "10:30 & later", "schema": {"type": "string"}},
        {"name": "sort", "in": "query", "schema": {"type": "string"}, "description": "By what."},
        {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
    ]
    operation = {"parameters": parameters, "responses": DONE}
    paths = {"/shelves/{shelf}.json": {"get": operation}}
    request = only(collected(paths=paths))["request"]
    assert [one["key"] for one in request["header"] if one["disabled"]] == ["X-Trace"]
    url = request["url"]
    assert url["path"] == ["shelves", "string.json"]  # Postman names whole segments only
    assert url["raw"].endswith("?at=10:30%20%26%20later")
    assert url["query"][1] == {
        "key": "sort",
        "value": "",
        "description": "By what.",
        "disabled": True,
    }


def test_a_form_is_its_fields(collected: Any) -> None:
    fields = {"title": {"type": "string"}, "cover": {"type": "string", "format": "binary"}}
    schema = {"type": "object", "properties": fields, "required": [*fields]}
    example = {"title": "Middlemarch", "cover": "cover.png"}
    form = {"schema": schema, "example": example}
    request = only(collected(**sending({"multipart/form-data": form})))["request"]
    assert request["header"] == []  # Postman makes up the boundary
    assert [one["type"] for one in request["body"]["formdata"]] == ["text", "file"]
    form = {"example": {"title": "Middlemarch"}}
    request = only(collected(**sending({"application/x-www-form-urlencoded": form})))["request"]
    assert request["body"]["urlencoded"] == [{"key": "title", "value": "Middlemarch"}]


@pytest.mark.parametrize(
    ("kind", "mode"), [("text/csv", "raw"), ("image/png", "file"), ("application/json", "raw")]
)
def test_any_kind_of_body_is_sent_as_such(kind: str, mode: str, collected: Any) -> None:
    request = only(collected(**sending({kind: {"example": "a,b"}})))["request"]
    assert request["body"]["mode"] == mode
    assert request["header"][0]["value"] == kind


SCHEMES = {
    "token": {"type": "http", "scheme": "bearer"},
    "app": {"type": "apiKey", "in": "header", "name": "X-App"},
    "site": {"type": "apiKey", "in": "query", "name": "site"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sid"},
}


def test_several_ways_to_prove_oneself_go_together(collected: Any) -> None:
    every: list[dict[str, list[str]]] = [{name: [] for name in SCHEMES}]
    paths = {
        "/public": {"get": {"responses": DONE, "security": []}},
        "/secret": {"get": {"responses": DONE, "security": every}},
        "/app": {"get": {"responses": DONE, "security": [{"app": []}]}},
    }
    collection = collected(paths=paths, components={"securitySchemes": SCHEMES})
    public, secret, app = (item["request"] for item in items(collection))
    assert public["auth"] == {"type": "noauth"}
    assert collection["auth"]["type"] == "bearer"
    assert "auth" not in secret
    headers = [(one["key"], one["value"]) for one in secret["header"]]
    assert headers == [("X-App", "{{apiKey}}"), ("Cookie", "sid={{apiKey}}")]
    assert secret["url"]["raw"] == "{{baseUrl}}/secret?site={{apiKey}}"
    assert {one["key"]: one["value"] for one in app["auth"]["apikey"]} == {
        "key": "X-App",
        "value": "{{apiKey}}",
        "in": "header",
    }


def test_an_operation_with_a_server_of_its_own_is_sent_there(collected: Any) -> None:
    operation = {"responses": DONE, "servers": [{"url": "https://files.library.example/"}]}
    request = only(collected(paths={"/books": {"get": operation}}))["request"]
    assert request["url"]["raw"] == "https://files.library.example/books"


def test_a_status_that_is_a_range_or_the_rest_is_saved_too(collected: Any) -> None:
    responses = {"4XX": {"description": "Refused."}, "default": {"description": "Anything else."}}
    item = only(collected(paths={"/books": {"get": {"responses": responses}}}))
    assert [(one["name"], one.get("code")) for one in item["response"]] == [
        ("4XX Refused.", 400),
        ("default Anything else.", None),
    ]
