"""A document in several files is one, and each problem names the file that it stands in."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from urllib.parse import quote, unquote

import pytest

from apiref.check import check
from apiref.check.quality import quality
from apiref.spec import SpecError, bundle, fetch, load
from apiref.spec.fetch import fetched, network_allowed
from apiref.spec.parse import read_url
from apiref.spec.validation import validator

SPLIT = Path(__file__).parent / "split" / "openapi.yaml"
Write = Callable[..., Path]

_ROOT = """openapi: 3.1.0
info: {title: Tasks, version: "1"}
paths: {}
components: {schemas: {Task: {$ref: "%s"}}}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give a function that writes files into a folder, and gives the first one's path."""

    def written(**files: str) -> Path:
        paths = [tmp_path / name.replace("__", "/").replace("_", ".") for name in files]
        for path, text in zip(paths, files.values(), strict=True):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return paths[0]

    return written


def test_a_split_document_has_all_its_parts() -> None:
    spec = load(SPLIT)
    assert [one.id for one in spec.operations] == ["listOrders", "createOrder", "getOrder"]
    get = spec.operation("getOrder")
    assert (get.parameters[0].name, get.path) == ("order_id", "/orders/{order_id}")
    order = spec.schema("Order")
    assert order.properties["price"].description == "What it costs."
    assert order.properties["price"].properties["currency"].name == "Currency"
    assert [*spec.security_schemes] == ["key"]
    create = spec.operation("createOrder").request_body
    assert create is not None
    assert create.content[0].examples[0].value["id"] == "o-8"


def test_files_that_refer_to_one_another_end() -> None:
    lines = load(SPLIT).schema("Order").properties["lines"].items
    assert lines is not None
    order, line = lines.properties["order"], lines.properties["lines"].items
    assert line is not None
    assert (order.name, line.name) == ("Order", "Line")


def test_a_discriminator_leads_to_schemas_in_other_files() -> None:
    payment = load(SPLIT).schema("Order").properties["payment"]
    assert payment.discriminator is not None
    kinds = {value: kind.name for value, kind in payment.discriminator.mapping.items()}
    assert kinds == {"card": "Card", "transfer": "Transfer"}


def test_a_value_is_judged_by_schemas_in_other_files() -> None:
    valid = validator(load(SPLIT).schema("Order")).is_valid
    card = {"id": "1", "payment": {"type": "card"}}
    assert [valid(card), valid({"id": 1}), valid({"id": "1", "payment": {"type": "cash"}})] == [
        True,
        False,
        False,
    ]


def test_the_text_of_a_split_document_is_a_whole_one(tmp_path: Path) -> None:
    whole = tmp_path / "whole.yaml"
    whole.write_text(load(SPLIT).node.source.text)
    assert check(whole) == []
    assert [one.id for one in load(whole).operations] == ["listOrders", "createOrder", "getOrder"]


def test_what_a_part_lacks_is_told_where_it_stands() -> None:
    places = {(Path(one.path).name, one.line) for one in quality(load(SPLIT))}
    assert {("order.json", 3), ("orders.yaml", 1), ("responses.yaml", 4)} <= places
    assert not any(name == "openapi.yaml" for name, _ in places)


def test_a_problem_names_the_file_and_line(write: Write) -> None:
    path = write(
        openapi_yaml=_ROOT % "schemas/Task.yaml#/Task",
        schemas__Task_yaml="Task:\n  type: object\n  properties:\n    id: {type: integre}\n",
    )
    [problem] = check(path)
    assert (problem.path, problem.line) == (str(path.parent / "schemas/Task.yaml"), 4)


def test_a_reference_in_another_file_is_told_there(write: Write) -> None:
    path = write(openapi_yaml=_ROOT % "Task.json", Task_json='{"not":\n {"$ref": "No.yaml"}}')
    [problem] = check(path)
    assert (Path(problem.path).name, problem.line) == ("Task.json", 1)


def test_a_file_that_is_no_yaml_is_told(write: Write) -> None:
    path = write(openapi_yaml=_ROOT % "Task.yaml", Task_yaml="a: 1\nb: [\n")
    [problem] = check(path)
    assert (Path(problem.path).name, problem.line) == ("Task.yaml", 3)


def test_aliases_of_files_in_a_circle_end(write: Write) -> None:
    path = write(
        openapi_yaml=_ROOT % "Task.yaml",
        Task_yaml="{$ref: Order.yaml}",
        Order_yaml="{$ref: Task.yaml}",
    )
    [problem] = check(path)
    assert "in a circle" in problem.message


def test_a_path_item_in_itself_ends(write: Write) -> None:
    path = write(
        openapi_yaml='openapi: 3.0.3\ninfo: {title: T, version: "1"}\n'
        "paths: {/tasks: {$ref: tasks.yaml}}",
        tasks_yaml="post: {responses: {}, callbacks: {done: {'{$url}': {$ref: tasks.yaml}}}}",
    )
    [problem] = check(path)
    assert "contains itself" in problem.message


def test_two_files_of_one_name_are_two_components(write: Write) -> None:
    path = write(
        openapi_yaml=_ROOT % "a/Part.yaml",
        a__Part_yaml="{properties: {other: {$ref: ../b/Part.yaml}, same: {$ref: Part.yaml}}}",
        b__Part_yaml="{type: string}",
    )
    task = load(path).schema("Task")
    assert (task.properties["other"].name, task.properties["same"].name) == ("Part", "Task")


@pytest.mark.parametrize("components", ["[]", "1", "{responses: []}"])
def test_components_that_are_no_object_are_told(write: Write, components: str) -> None:
    path = write(
        openapi_yaml='openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {/tasks: {get: '
        f"{{responses: {{default: {{$ref: failure.yaml}}}}}}}}}}\ncomponents: {components}",
        failure_yaml="description: What is wrong.",
    )
    [problem] = check(path)
    assert (problem.line, problem.rule) == (4, "valid-openapi")


def test_files_that_hold_one_another_twice_end(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "_MOST_OBJECTS", 3_000)
    item = "post: {responses: {}, callbacks: {%s}}"
    twice = "a: {x: {$ref: item%d.yaml}}, b: {x: {$ref: item%d.yaml}}"
    files = {f"item{n}_yaml": item % (twice % (n + 1, n + 1)) for n in range(22)}
    start = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {/tasks: {$ref: item0.yaml}}'
    [problem] = check(write(openapi_yaml=start, **files, item22_yaml="{}"))
    assert "more than" in problem.message


def test_a_map_of_components_is_a_file(write: Write) -> None:
    path = write(
        openapi_yaml=(_ROOT % "").replace('{Task: {$ref: ""}}', "{$ref: parts.yaml}"),
        parts_yaml="Task: {$ref: 'openapi.yaml#/components/schemas/Order'}\nOrder: {title: Order}",
    )
    assert check(path) == []
    assert load(path).schema("Task").title == "Order"


def test_a_link_out_of_the_folder_is_not_followed(write: Write, tmp_path: Path) -> None:
    path = write(api__openapi_yaml=_ROOT % "Task.yaml", Task_yaml="{type: string}")
    (path.parent / "Task.yaml").symlink_to(tmp_path / "Task.yaml")
    [problem] = check(path)
    assert "out of the folder" in problem.message


class _Handler(SimpleHTTPRequestHandler):
    """Answers with files; `/to/TARGET` redirects, with a body that does not end."""

    def do_GET(self) -> None:
        if self.path == "/slow.yaml":
            sleep(1)
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", unquote(self.path.removeprefix("/to/")))
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(b"#" * 65536)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    yield from _listening(tmp_path)


def _listening(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=folder)) as listening:
        Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def test_the_network_is_asked_only_when_that_is_allowed(write: Write, server: str) -> None:
    path = write(openapi_yaml=_ROOT % f"{server}/Task.yaml", Task_yaml="{properties: {id: {}}}")
    [problem] = check(path)
    assert "--allow-network" in problem.remedy
    with network_allowed():
        assert [*load(path).schema("Task").properties] == ["id"]
    assert len(check(path)) == 1


def test_what_is_loaded_reads_no_file_of_this_machine(write: Write, server: str) -> None:
    path = write(
        openapi_yaml=_ROOT % f"{server}/Task.yaml",
        Task_yaml=json.dumps({"not": {"$ref": f"{Path(__file__).as_uri()}"}}),
    )
    with network_allowed():
        [problem] = check(path)
    assert problem.path == f"{server}/Task.yaml"
    assert "absolute" in problem.message


def test_a_document_is_loaded_with_its_files(write: Write, server: str) -> None:
    write(openapi_yaml=_ROOT % "Task.yaml", Task_yaml="{properties: {id: {}}}")
    with network_allowed():
        source = read_url(f"{server}/openapi.yaml")
    assert source.data["components"]["schemas"]["Task"] == {"properties": {"id": {}}}


def test_what_cannot_be_loaded_is_told(server: str) -> None:
    with pytest.raises(SpecError, match="the server answered 404"):
        fetched(f"{server}/none.yaml")
    with pytest.raises(SpecError, match="only http and https"):
        fetched("ftp://tasks.invalid/openapi.yaml")
    with pytest.raises(SpecError, match=r"longer than 0\.1 seconds"):
        fetched(f"{server}/slow.yaml", seconds=0.1)


@pytest.fixture
def another(tmp_path: Path) -> Iterator[str]:
    """Give a server that nobody named."""
    (tmp_path / "another").mkdir()
    (tmp_path / "another" / "secret.yaml").write_text("{properties: {secret: {}}}")
    yield from _listening(tmp_path / "another")


def test_a_redirect_to_another_server_is_followed_only_where_the_network_is_allowed(
    server: str, another: str
) -> None:
    url = f"{server}/to/{quote(another + '/secret.yaml', safe='')}"
    for allowed in (nullcontext(), network_allowed(like=server)):
        with allowed, pytest.raises(SpecError, match=r"redirects to .*\n.* add --allow-network"):
            fetched(url)
    with network_allowed():
        assert b"secret" in fetched(url)
        with pytest.raises(SpecError, match="redirects to file:///etc/passwd"):
            fetched(f"{server}/to/file:%2F%2F%2Fetc%2Fpasswd")


def test_a_redirect_on_the_same_server_is_followed(write: Write, server: str) -> None:
    write(Task_yaml="{type: string}")
    with network_allowed(like=server):
        assert fetched(f"{server}/to/%2FTask.yaml") == b"{type: string}"
        assert fetched(f"{server.upper()}/to/%2FTask.yaml") == b"{type: string}"


def test_what_is_too_large_is_not_loaded(
    write: Write, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "LARGEST_FILE", 1024**2)
    write(large_yaml="x" * (1024**2 + 1))
    with pytest.raises(SpecError, match="larger than 1 MB"):
        fetched(f"{server}/large.yaml")
