import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from apiref.pages import PlainPage, Settings
from apiref.pages.errors import errors_of
from apiref.pages.view import Body, Calls, links_of
from apiref.samples import languages
from apiref.spec import Spec, UnknownName, load
from tests.pages.parsed import Parsed, html_of, parse
from tests.pages.specs import PETSTORE, ROOT, body, document, operation, page_of, spec_of

CONTRACT = ROOT / "openapi.yaml"
NAMES = [language.name for language in languages()]


@pytest.fixture(scope="module")
def contract() -> Spec:
    return load(CONTRACT)


@pytest.fixture(scope="module")
def petstore() -> Spec:
    return load(PETSTORE)


@pytest.fixture(scope="module")
def all_operations(contract: Spec) -> Parsed:
    return parse(html_of(page_of(contract).operations()))


@pytest.mark.parametrize("path", [CONTRACT, PETSTORE], ids=["contract", "petstore"])
def test_every_operation_has_a_section_and_a_sample_in_every_language(path: Path) -> None:
    spec = load(path)
    for one in spec.operations:
        page = parse(html_of(page_of(spec).operation(one.id)))
        assert one.path in page.text
        assert one.summary in page.text
        for name in NAMES:
            assert name in page.text
        assert len(page.all("pre")) >= len(NAMES)


@pytest.mark.parametrize("path", [CONTRACT, PETSTORE], ids=["contract", "petstore"])
def test_every_name_of_the_document_is_on_the_page_of_all_operations(path: Path) -> None:
    spec = load(path)
    page = parse(html_of(page_of(spec).operations()))
    words = " ".join(page.text.split())
    missing = [name for name in _names(spec.node.source.data["paths"]) if name not in words]
    assert missing == []


def test_no_two_parts_of_a_page_share_an_anchor(contract: Spec) -> None:
    page = page_of(contract)
    parts = (
        page.operations(),
        page.schema("Task"),
        page.errors(),
        page.callback("createTranscriptionTask"),
        page.schema("Task"),
    )
    anchors = parse(html_of("\n\n".join(parts))).anchors
    assert sorted({one for one in anchors if anchors.count(one) > 1}) == []


def test_every_link_within_a_page_arrives(all_operations: Parsed) -> None:
    inside = {link.removeprefix("#") for link in all_operations.links if link.startswith("#")}
    assert len(inside) > 100
    assert inside - set(all_operations.anchors) == set()


@pytest.mark.parametrize(
    "anchor",
    [
        "createtranscriptiontask",
        "createtranscriptiontask-body-attachment_type",
        "createtranscriptiontask-body-attachment_type-pdf",
        "createbuyproducttask-body-shipping_address-city",
        "createtranscriptiontask-200-body-task_id",
        "createtranscriptiontask-429",
        "createtranscriptiontask-429-header-retry-after",
        "createtranscriptiontask-callback-transcriptiontaskcompleted",
        "listtasks-query-limit",
        "listtasks-query-status-canceled",
        "retrievetask-path-task_id",
        "retrievetask-200-body-categorization-params-allow_multiple",
    ],
)
def test_a_part_of_the_contract_has_its_anchor(all_operations: Parsed, anchor: str) -> None:
    assert anchor in all_operations.anchors


def test_a_new_operation_needs_no_more_than_the_document(tmp_path: Path) -> None:
    paths = {
        "/books": {
            "post": operation(
                operationId="addBook",
                summary="Add a book",
                requestBody=body(
                    {"type": "object", "required": ["title"], "properties": {"title": {}}}
                ),
            )
        }
    }
    page = parse(html_of(page_of(spec_of(tmp_path, document(paths))).operation("addBook")))
    assert {"addbook", "addbook-body-title"} <= set(page.anchors)
    assert len(page.all("pre")) == len(NAMES)


def test_samples_show_the_chosen_server_key_and_languages(contract: Spec) -> None:
    settings = Settings("http://127.0.0.1:9/v1", "test_sandbox", ("python", "curl"))
    page = page_of(contract, settings).operation("retrieveTask")
    assert "http://127.0.0.1:9/v1/task/58b7c0e3aa9d139b20a42c01" in page
    assert "api.scaleapi.com/v1/task" not in page
    assert "test_sandbox" in page
    assert re.findall(r"<label [^>]*>([a-zA-Z]+)</label>", page)[:2] == ["Python", "curl"]


def test_a_link_leads_to_the_operation_that_follows(contract: Spec) -> None:
    page = page_of(contract, href=lambda kind, name: f"../{kind}.md#{name}")
    links = parse(html_of(page.operation("createTranscriptionTask"))).links
    assert "../operation.md#retrieveTask" in links
    assert "../operation.md#cancelTask" in links


def test_an_operation_that_no_page_has_is_named_without_a_link(contract: Spec) -> None:
    page = parse(html_of(page_of(contract).operation("createTranscriptionTask")))
    assert "Retrieve a task" in page.text
    assert not [link for link in page.links if "retrieve" in link]


def test_former_paths_are_told(contract: Spec) -> None:
    assert (
        "/task/categorize"
        in parse(html_of(page_of(contract).operation("createCategorizationTask"))).text
    )


def test_deprecated_is_told(tmp_path: Path) -> None:
    spec = spec_of(tmp_path, document({"/a": {"get": operation(operationId="a", deprecated=True)}}))
    assert "deprecated" in page_of(spec).operation("a")


def test_what_is_not_sent_this_way_is_not_required(tmp_path: Path) -> None:
    properties = {"id": {"readOnly": True}, "key": {"writeOnly": True}, "name": {}}
    account = {"type": "object", "required": ["id", "key", "name"], "properties": properties}
    answer = {"200": {"description": "Done.", **body(account)}}
    told = {"{$request.body#/url}": {"post": operation(**_sent(account), operationId="told")}}
    one = operation(operationId="add", **_sent(account), responses=answer, callbacks={"on": told})
    spec = spec_of(tmp_path, document({"/accounts": {"post": one}}))
    call = Calls(lambda _kind, _name: "").call(spec.operation("add"))
    assert _required(call.bodies) == ["key", "name"]
    assert _required(call.answers[0].bodies) == ["id", "name"]
    assert _required(call.callbacks[0].calls[0].bodies) == ["id", "name"]


def _sent(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": body(schema)}


def _required(bodies: tuple[Body, ...]) -> list[str]:
    return [field.name for field in bodies[0].shape.fields if field.required]


def test_an_answer_without_a_body_is_told_before_the_errors(tmp_path: Path) -> None:
    error = body({"type": "object", "properties": {"message": {"type": "string"}}})
    image = {"image/png": {"schema": {"type": "string", "format": "binary"}}}
    responses = {
        "404": {"description": "There is none.", **error},
        "204": {"description": "No Content"},
        "206": {"description": "A part.", "content": image},
        "500": {"description": "Broken."},
    }
    one = {"operationId": "drop", "responses": responses}
    page = page_of(spec_of(tmp_path, document({"/a": {"delete": one}})))
    tabs = re.findall(r"<label [^>]*>(\d+)", page.operation("drop"))
    assert tabs == ["204", "206", "404"]
    assert ">No body<" in page.operation("drop")
    assert ">A body of image/png<" in page.operation("drop")


def test_what_a_status_says_is_said_once(tmp_path: Path) -> None:
    said = {"200": "OK", "404": "not found.", "409": "409 Conflict", "422": "There is one."}
    responses = {status: {"description": words} for status, words in said.items()}
    spec = spec_of(
        tmp_path, document({"/a": {"get": {"operationId": "a", "responses": responses}}})
    )
    answers = Calls(lambda _kind, _name: "").call(spec.operation("a")).answers
    assert [one.description for one in answers] == ["", "", "", "There is one."]
    assert [one.descriptions for one in errors_of(spec)] == [(), (), ("There is one.",)]


def test_every_error_is_told_with_who_answers_it(contract: Spec) -> None:
    statuses = {error.status: error for error in errors_of(contract)}
    assert list(statuses) == sorted(statuses)
    assert statuses["401"].everywhere
    assert [one.id for one in statuses["409"].operations] == ["cancelTask"]
    page = parse(html_of(page_of(contract).errors()))
    assert {f"error-{status}" for status in statuses} <= set(page.anchors)
    assert "The task is canceled already." in page.text


def test_what_an_error_says_stands_in_an_example_that_was_written(tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"message": {"type": "string"}}}
    written = {"schema": schema, "example": {"message": "There is none."}}
    responses = {
        "404": {"description": "Missing.", "content": {"application/json": written}},
        "409": {"description": "Late.", "content": {"application/json": {"schema": schema}}},
    }
    spec = spec_of(tmp_path, document({"/a": {"get": {"responses": responses}}}))
    assert [one.messages for one in errors_of(spec)] == [("There is none.",), ()]


@pytest.mark.parametrize(
    ("with_it", "without", "told"),
    [
        (20, 0, "Answered by every operation."),
        (20, 5, "Answered by every operation but n0, n1, n2, n3, n4."),
        (11, 6, "Answered by 11 operations"),
        (3, 6, "Answered by e0, e1, e2."),
    ],
)
def test_who_answers_an_error_is_no_wall_of_links(
    tmp_path: Path, with_it: int, without: int, told: str
) -> None:
    error = {"404": {"description": "There is none."}}
    named = {f"e{number}": {"responses": error} for number in range(with_it)}
    named |= {f"n{number}": operation() for number in range(without)}
    paths = {f"/{name}": {"get": {"operationId": name} | one} for name, one in named.items()}
    text = parse(html_of(page_of(spec_of(tmp_path, document(paths))).errors())).text
    assert told in " ".join(text.split())


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "Used by o0."),
        (10, "o8, o9."),
        (11, "Used by 11 operations"),
        (200, "Used by 200 operations"),
        (201, "Used by more than 200 operations"),
    ],
)
def test_a_schema_tells_which_operations_use_it(tmp_path: Path, count: int, told: str) -> None:
    used = body({"$ref": "#/components/schemas/Size"})
    paths = {
        f"/{number}": {"post": operation(operationId=f"o{number}", requestBody=used)}
        for number in range(count)
    }
    spec = spec_of(tmp_path, document(paths, {"schemas": {"Size": {"type": "integer"}}}))
    page = page_of(spec, href=lambda kind, name: f"{kind}.md#{name}").schema("Size")
    assert told in " ".join(parse(html_of(page)).text.split())
    assert page.count('<a href="page:operation.md') == min(count, 200)
    plain = PlainPage(spec, Settings(), lambda kind, name: f"{kind}.md#{name}").schema("Size")
    assert "\n\nUsed by " in plain


def test_authentication_shows_the_simplest_request(contract: Spec) -> None:
    page = page_of(contract).authentication()
    assert "/v1/tasks" in page
    assert "HTTP Basic authentication" in parse(html_of(page)).text


@pytest.mark.parametrize("name", ["createTranscriptionTask", "taskCompleted"])
def test_a_callback_is_found_by_its_name_or_its_operation(contract: Spec, name: str) -> None:
    page = parse(html_of(page_of(contract).callback(name)))
    assert "scale-callback-auth" in page.text
    assert "callback-createtranscriptiontask-transcriptiontaskcompleted" in page.anchors


def test_a_receiver_checks_the_header_of_the_callback(contract: Spec) -> None:
    page = page_of(contract, Settings(languages=("curl", "ruby", "php")))
    text = parse(html_of(page.receiver("createTranscriptionTask"))).text
    assert "scale-callback-auth" in text
    assert "HTTP_SCALE_CALLBACK_AUTH" in text
    assert "curl" not in text


def test_one_sample_can_stand_alone(contract: Spec) -> None:
    page = page_of(contract, Settings(base_url="http://127.0.0.1:8123/v1", api_key="test_one"))
    text = parse(html_of(page.sample("createTranscriptionTask curl receipt"))).text
    assert "curl http://127.0.0.1:8123/v1/task/transcription" in text
    assert "-u test_one:" in text
    assert "Copy the shop" in text
    assert "Write out the head" in page.sample("createTranscriptionTask curl")


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("dropTask curl", "no operation is called 'dropTask'"),
        ("createTranscriptionTask", "no language is called ''.*curl, ruby"),
        ("createTranscriptionTask curl letter", "no example is called 'letter'.*invoice"),
    ],
)
def test_a_sample_that_there_is_not_is_told(contract: Spec, argument: str, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        page_of(contract).sample(argument)


def test_base_url_shows_every_server(contract: Spec) -> None:
    page = page_of(contract, Settings(base_url="http://127.0.0.1:8123/v1")).base_url()
    urls = re.findall(r"https?://\S+", page)
    assert urls[0] == "http://127.0.0.1:8123/v1"
    assert urls[1:] == [server.url for server in contract.servers]


@pytest.mark.parametrize("directive", ["operation", "operations", "schema", "callback", "receiver"])
def test_an_unknown_name_is_told_with_those_there_are(contract: Spec, directive: str) -> None:
    with pytest.raises(UnknownName, match=r"'unheardOf'; choose from: [\w ]+"):
        getattr(page_of(contract), directive)("unheardOf")


def test_an_unknown_language_is_told(contract: Spec) -> None:
    with pytest.raises(UnknownName, match=r"'cobol'.*curl"):
        page_of(contract, Settings(languages=("cobol",))).operation("listTasks")


def test_a_site_may_replace_a_block_of_a_template(contract: Spec, tmp_path: Path) -> None:
    tmp_path.joinpath("operation.md.jinja").write_text(
        '{% extends "_base/operation.md.jinja" %}\n'
        "{% block heading %}## Of the house: {{ call.title }}{% endblock %}"
    )
    settings = Settings(templates=tmp_path)
    page = page_of(contract, settings).operation("listTasks")
    assert "## Of the house: List tasks" in page
    assert "created&#95;at" in page


def test_a_template_that_names_what_is_not_there_fails(contract: Spec, tmp_path: Path) -> None:
    tmp_path.joinpath("code.html.jinja").write_text("{{ one.colour }}")
    with pytest.raises(Exception, match="no attribute 'colour'"):
        page_of(contract, Settings(templates=tmp_path)).operation("listTasks")


def test_every_template_says_what_it_is_given() -> None:
    templates = sorted((ROOT / "src/apiref/templates/_base").iterdir())
    assert templates
    for template in templates:
        assert template.read_text().startswith("{#\n"), template
        assert template.parent.parent.joinpath(template.name).read_text().startswith("{% extends")


def test_the_program_knows_no_word_of_this_api() -> None:
    words = re.compile(r"scale|transcri|categoriz|task", re.IGNORECASE)
    files = [
        path
        for folder in ("pages", "templates", "assets")
        for path in (ROOT / "src/apiref" / folder).rglob("*.*")
        if path.suffix != ".pyc"
    ]
    assert [path.name for path in files if words.search(path.read_text())] == []


def test_petstore_is_whole(petstore: Spec) -> None:
    page = page_of(petstore)
    parts = [page.operations(), page.schema("Pets"), page.errors(), page.base_url()]
    shown = parse(html_of("\n\n".join((*parts, page.authentication()))))
    assert {"listpets", "createpets", "showpetbyid", "error-default"} <= set(shown.anchors)
    assert "listpets-200-header-x-next" in shown.anchors
    assert "schema-pets-name" in shown.anchors
    assert len(yaml.safe_load(PETSTORE.read_text())["paths"]) == 2


def _names(value: Any) -> Iterator[str]:
    """Give what a reader must find: names of properties and parameters, statuses, enum values."""
    if isinstance(value, list):
        for item in value:
            yield from _names(item)
    if not isinstance(value, dict):
        return
    if isinstance(value.get("in"), str):
        yield value["name"]
    for key in ("properties", "responses", "headers"):
        if isinstance(value.get(key), dict):
            yield from value[key]
    if isinstance(value.get("enum"), list):
        yield from map(str, value["enum"])
    for key, inner in value.items():
        if key not in ("example", "examples", "properties"):
            yield from _names(inner)


def test_every_link_is_shown_by_its_name(tmp_path: Path) -> None:
    """Two links to one operation are two, and one that leads nowhere is shown as well."""
    links = {
        "first": {"operationId": "list", "description": "The first page."},
        "last": {"operationId": "list", "description": "The last page."},
        "astray": {"operationId": "nowhere"},
    }
    response = {"description": "A page.", "links": links}
    one = {"operationId": "list", "responses": {"200": response, "206": response}}
    spec = spec_of(tmp_path, document({"/pages": {"get": one}}))
    told = [(link.name, link.description) for link in links_of(spec.operation("list"), spec)]
    assert told == [("first", "The first page."), ("last", "The last page."), ("astray", "")]
    html = html_of(page_of(spec).operation("list"))
    assert "<code>first</code>: The first page." in html
    assert "<code>last</code>: The last page." in html
    assert "nowhere <code>astray</code>" in html


def test_a_body_of_a_webhook_that_is_no_object_is_shown(tmp_path: Path) -> None:
    schema = {"type": "string", "maxLength": 77, "enum": ["up", "down"], "description": "How."}
    told = {"operationId": "told", "requestBody": body(schema, "text/plain"), **operation()}
    spec = spec_of(tmp_path, document(webhooks={"changed": {"post": told}}))
    page = parse(html_of(page_of(spec).webhook("changed")))
    for words in ("text/plain", "at most 77 characters", "up", "down", "How."):
        assert words in page.text
