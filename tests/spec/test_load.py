"""How a document is read: each test writes the part that matters and reads it back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from apiref.spec import Spec, SpecError, UnknownName, load
from apiref.spec.validation import validator

Read = Callable[..., Spec]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str, version: str = "3.1.0") -> Spec:
        path = tmp_path / "openapi.yaml"
        path.write_text(
            f"openapi: {version}\ninfo: {{title: Tasks, version: '1'}}\n{text}", "utf-8"
        )
        return load(path)

    return read


def test_yaml_is_read_by_the_core_schema(read: Read) -> None:
    """A date, `no` and a leading zero mean what YAML 1.2 says, not 1.1."""
    spec = read("x-values: {day: 2026-03-02, answer: no, count: 010, price: 1e3, 200: [null, ~]}")
    assert spec.node.data["x-values"] == {
        "day": "2026-03-02",
        "answer": "no",
        "count": 10,
        "price": 1000.0,
        "200": [None, None],
    }


def test_json_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_text(
        '{"openapi": "3.0.3",\n "info": {"title": "Tasks",\n "version": "1"}, "paths": {}}'
    )
    spec = load(path)
    assert (spec.title, spec.node.source.line("/info/version")) == ("Tasks", 3)


def test_what_stands_beside_a_reference_wins(read: Read) -> None:
    spec = read("""
paths:
  /tasks:
    get:
      responses:
        "200": {$ref: "#/components/responses/Tasks", description: All of them.}
components:
  responses: {Tasks: {description: Tasks., headers: {X-Total: {schema: {type: integer}}}}}
""")
    [response] = spec.operations[0].responses
    assert response.description == "All of them."
    assert response.headers[0].name == "X-Total"


def test_an_operation_inherits_from_path_item_and_document(read: Read) -> None:
    spec = read("""
servers: [{url: "https://{region}.example.com", variables: {region: {default: eu}}}]
security: [{key: []}]
components: {securitySchemes: {key: {type: http, scheme: Basic}}}
paths:
  /tasks/{id}:
    x-former-paths: ["/task/{id}"]
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: id, in: query, schema: {type: string}}
    get:
      parameters: [{name: id, in: path, required: true, description: Its own.}]
    delete: {security: []}
""")
    get, delete = spec.operations
    assert [(one.location, one.description) for one in get.parameters] == [
        ("path", "Its own."),
        ("query", ""),
    ]
    assert get.servers[0].url == "https://eu.example.com"
    assert get.former_paths == ("/task/{id}",)
    assert [one.scheme.scheme for one in get.security[0]] == ["basic"]
    assert delete.security == ()
    assert (get.id, delete.id) == ("get_tasks_id", "delete_tasks_id")


def test_a_servers_variable_stands_for_its_default_and_no_other_variable(read: Read) -> None:
    """A default that names the next variable twice, and so on, would be 2 to the 18th of them."""
    variables = ", ".join(f"v{n}: {{default: '{{v{n + 1}}}{{v{n + 1}}}'}}" for n in range(18))
    [server] = read(f'servers: [{{url: "https://{{v0}}", variables: {{{variables}}}}}]').servers
    assert server.url == "https://{v1}{v1}"


def test_a_url_that_its_variables_make_too_long_is_told(read: Read) -> None:
    long = f"variables: {{v: {{default: {'x' * 6000}}}}}"
    with pytest.raises(SpecError, match="with its variables, the URL has more than 10000"):
        read(f'servers: [{{url: "https://{{v}}/{{v}}", {long}}}]')


def test_a_recursive_schema_is_read_as_far_as_it_is_asked(read: Read) -> None:
    spec = read("""
components:
  schemas:
    Folder:
      properties:
        folders: {type: array, items: {$ref: "#/components/schemas/Folder"}}
""")
    folder = spec.schema("Folder")
    inner = folder.properties["folders"].items
    assert inner is not None
    assert (inner.name, inner.pointer) == ("Folder", folder.pointer)


@pytest.mark.parametrize(
    ("version", "schema"),
    [
        ("3.1.0", "{type: [number, 'null'], exclusiveMinimum: 0}"),
        ("3.0.3", "{type: number, nullable: true, minimum: 0, exclusiveMinimum: true}"),
    ],
)
def test_null_and_exclusive_bounds_are_understood_in_both_versions(
    read: Read, version: str, schema: str
) -> None:
    price = read(f"components: {{schemas: {{Price: {schema}}}}}", version).schema("Price")
    valid = validator(price).is_valid
    assert (price.types, price.nullable) == (("number",), True)
    assert [valid(None), valid(0.5), valid(0), valid("1")] == [True, True, False, False]


def test_a_discriminator_names_the_kinds(read: Read) -> None:
    kinds = """
components:
  schemas:
    Note: {type: object}
    Call: {type: object}
    Any:
      oneOf: [{$ref: "#/components/schemas/Note"}, {$ref: "#/components/schemas/Call"}]
      discriminator: {propertyName: type, mapping: {note: "#/components/schemas/Note"}}
"""
    discriminator = read(kinds).schema("Any").discriminator
    assert discriminator is not None
    assert {value: kind.name for value, kind in discriminator.mapping.items()} == {"note": "Note"}


def test_an_unknown_name_is_answered_with_those_there_are(read: Read) -> None:
    spec = read("paths: {/tasks: {get: {operationId: listTasks, tags: [Tasks]}}}")
    with pytest.raises(UnknownName, match=r"no operation is called 'list'.*listTasks"):
        spec.operation("list")
    with pytest.raises(UnknownName, match="Tasks"):
        spec.tagged("tasks")


def test_a_reference_in_a_circle_ends(read: Read) -> None:
    with pytest.raises(SpecError, match="in a circle"):
        read("""
components: {responses: {A: {$ref: "#/components/responses/A"}}}
paths: {/tasks: {get: {responses: {"200": {$ref: "#/components/responses/A"}}}}}
""")
