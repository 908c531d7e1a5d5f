"""Paths and methods: what is described is answered, and nothing else."""

import pytest
import requests
import yaml

from apiref.bundled import contract_path
from apiref.sandbox import create_app, running
from apiref.spec import Spec, load

from .client import Client

METHODS = {
    "/task/transcription": {"POST"},
    "/task/categorization": {"POST"},
    "/task/categorize": {"POST"},
    "/task/buyproduct": {"POST"},
    "/task/58b7c0e3aa9d139b20a42c01": {"GET", "HEAD"},
    "/tasks": {"GET", "HEAD"},
    "/task/58b7c0e3aa9d139b20a42c01/cancel": {"POST"},
}


@pytest.mark.parametrize("path", METHODS)
@pytest.mark.parametrize(
    "method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"]
)
def test_another_method_is_not_allowed(client: Client, method: str, path: str) -> None:
    if method in METHODS[path]:
        return
    # http.client writes the method as it is; requests would write it in capitals.
    request = requests.Request(method, client.base_url + path, auth=("live_sandbox", ""))
    prepared = request.prepare()
    prepared.method = method
    response = client.session.send(prepared, timeout=20)
    client.check(response)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == METHODS[path]


def test_a_method_override_is_ignored(client: Client) -> None:
    path = f"/task/{client.create()['task_id']}"
    headers = {"X-HTTP-Method-Override": "DELETE", "X-HTTP-Method": "DELETE"}
    task = client.ok("GET", path, headers=headers, params={"_method": "DELETE"})
    assert task["status"] == "pending"


@pytest.mark.parametrize("path", ["/tasks?limit=1", "/task/unknown", "/tasks?limit=0"])
def test_head_is_get_without_a_body(client: Client, path: str) -> None:
    got, head = client("GET", path), client("HEAD", path)
    assert head.content == b""
    assert head.status_code == got.status_code
    for name in ("Content-Type", "Content-Length"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/task",
        "/task/",
        "/tasks/",
        "//tasks",
        "/Tasks",
        "/task/a/b",
        "/task/a/cancel/",
        "/v1",
        "/task/transcription/",
        "/task//cancel",
        "/%0A",
        "/tasks%2F",
        "/openapi.json",
        "/tasks;a",
    ],
)
def test_an_unknown_path_is_not_found(client: Client, path: str) -> None:
    for method in ("GET", "POST"):
        assert client(method, path).status_code == 404


def test_an_encoded_character_is_the_character(client: Client) -> None:
    client.ok("GET", "/t%61sks")
    task_id = client.create()["task_id"]
    encoded = "".join(f"%{ord(character):02X}" for character in task_id)
    assert client.get(f"/task/{encoded}")["task_id"] == task_id


def test_any_page_may_call(client: Client) -> None:
    origin = {"Origin": "http://127.0.0.1:8000"}
    asked = {
        **origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    preflight = requests.options(client.base_url + "/task/transcription", headers=asked, timeout=20)
    assert preflight.ok
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert preflight.headers["Access-Control-Allow-Headers"] == "authorization,content-type"
    for response in (
        client("GET", "/tasks", headers=origin),
        requests.get(client.base_url + "/tasks", headers=origin, timeout=20),
    ):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "WWW-Authenticate" in response.headers["Access-Control-Expose-Headers"]


NEW_PATH = """
/task/{task_id}/notes:
  x-former-paths: ["/task/{task_id}/remarks"]
  get:
    operationId: listNotes
    parameters:
      - {name: task_id, in: path, required: true, schema: {type: string}}
      - {name: since, in: query, required: true, schema: {type: string, format: date}}
      - {name: tags, in: query, schema: {type: array, items: {type: integer}, maxItems: 2}}
      - {name: deep, in: query, schema: {type: boolean}}
      - {name: share, in: query, schema: {type: number, maximum: 0.5}}
      - {name: X-Page, in: header, schema: {type: integer, minimum: 1}}
      - {name: theme, in: cookie, schema: {type: string, enum: [dark]}}
    responses:
      '200':
        description: The notes.
        content: {application/json: {schema: {type: array}, example: [{note: Read it twice.}]}}
  delete:
    operationId: deleteNotes
    parameters: [{name: task_id, in: path, required: true, schema: {type: string}}]
    security: []
    responses: {'204': {description: They are gone.}}
"""

CALLS = {
    "fits": ("?since=2016-08-01", {}, 200),
    "fits-in-all": ("?since=2016-08-01&tags=1&tags=2&deep=true&share=-1e-3", {"X-Page": "1"}, 200),
    "missing": ("", {}, 400),
    "array-item": ("?since=2016-08-01&tags=1&tags=x", {}, 400),
    "array-length": ("?since=2016-08-01&tags=1&tags=2&tags=3", {}, 400),
    "boolean": ("?since=2016-08-01&deep=yes", {}, 400),
    "number": ("?since=2016-08-01&share=0.6", {}, 400),
    "header": ("?since=2016-08-01", {"X-Page": "0"}, 400),
    "cookie": ("?since=2016-08-01", {"Cookie": "theme=light"}, 400),
}


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Spec:
    """Give the contract with one path item more."""
    document = yaml.safe_load(contract_path().read_text("utf-8"))
    document["paths"] |= yaml.safe_load(NEW_PATH)
    path = tmp_path_factory.mktemp("extended") / "openapi.yaml"
    path.write_text(yaml.safe_dump(document), "utf-8")
    return load(path)


def test_a_new_operation_answers_with_its_example(extended: Spec) -> None:
    with running(create_app(extended)) as base_url:
        for notes in (f"{base_url}/task/1/notes", f"{base_url}/task/1/remarks"):
            assert requests.get(notes, timeout=20).status_code == 401
            for query, headers, status in CALLS.values():
                auth = ("live_sandbox", "")
                response = requests.get(notes + query, auth=auth, headers=headers, timeout=20)
                assert response.status_code == status, (query, headers)
                assert status != 200 or response.json() == [{"note": "Read it twice."}]
            open_to_all = requests.delete(notes, timeout=20)
            assert (open_to_all.status_code, open_to_all.content) == (204, b"")
