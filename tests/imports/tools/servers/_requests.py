"""The requests that a mock or a validator must answer, and those that it must refuse.

Both come from the document alone: its examples, and each example with one thing wrong.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.imports.bench import Bench
from tests.imports.tools.converters._contract import operations

KEY = "test_key"


@dataclass(frozen=True)
class Request:
    """A request by its parts, and the document's first example of an answer to it.

    `wrong` says what is wrong with the request, "" if nothing is.
    """

    method: str
    path: str
    query: str
    body: Any
    key: str
    wrong: str
    statuses: tuple[int, ...]
    answer: Any

    def __str__(self) -> str:
        return f"{self.method} {self.path}{self.query}" + f" ({self.wrong})" * bool(self.wrong)


def requests(bench: Bench) -> Iterator[Request]:
    """Give every example request of the document and, after each, its invalid neighbours."""
    document = json.loads(bench.as_json.read_text("utf-8"))
    for path, method, operation in operations(bench):
        answer = _examples(operation["responses"]["200"])[0]
        for body in _examples(operation.get("requestBody", {})) or [None]:
            valid = Request(
                method.upper(), _filled(path, operation), "", body, KEY, "", (200,), answer
            )
            yield valid
            yield replace(valid, key="", wrong="no key", statuses=(401,))
            yield from _wrong_bodies(valid, operation, document)
            yield from _wrong_queries(valid, operation)


def _examples(described: Any) -> list[Any]:
    examples = described.get("content", {}).get("application/json", {}).get("examples", {})
    return [example["value"] for example in examples.values()]


def _filled(path: str, operation: Any) -> str:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(parameter["example"]))
    return path


def _wrong_bodies(valid: Request, operation: Any, document: Any) -> Iterator[Request]:
    if valid.body is None:
        return
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for name in schema["required"]:
        body = {key: value for key, value in valid.body.items() if key != name}
        yield _refused(valid, body, f"no {name}")
    for name in valid.body:
        yield _refused(valid, {**valid.body, name: True}, f"true as {name}", unless_boolean=name)
        yield _refused(valid, {**valid.body, name: None}, f"null as {name}")
    yield _refused(valid, {**valid.body, "colour": "red"}, "a property that is not described")


def _refused(valid: Request, body: Any, wrong: str, unless_boolean: str = "") -> Request:
    if isinstance(valid.body.get(unless_boolean), bool):
        body, wrong = {**body, unless_boolean: "red"}, f"a string as {unless_boolean}"
    return replace(valid, body=body, wrong=wrong, statuses=(400, 422))


def _wrong_queries(valid: Request, operation: Any) -> Iterator[Request]:
    for parameter in operation.get("parameters", ()):
        schema = parameter.get("schema", {})
        if parameter["in"] == "query" and "maximum" in schema:
            for value in (schema["minimum"] - 1, schema["maximum"] + 1, "red"):
                query = f"?{parameter['name']}={value}"
                yield replace(valid, query=query, wrong="out of bounds", statuses=(400, 422))
