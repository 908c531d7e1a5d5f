"""The requests that openapi.yaml documents, read from its YAML and by nothing of the program's."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from tests.contract_document import Node, load, resolve
from tests.samples.echo_server import Arrived

PREFIX = "/v1"
# Headers that every client writes of itself.
CLIENTS_OWN = {
    "accept",
    "accept-encoding",
    "accept-language",
    "connection",
    "content-length",
    "host",
    "http2-settings",
    "sec-fetch-mode",
    "upgrade",
    "user-agent",
}


@dataclass(frozen=True)
class Documented:
    """A request of the contract; `example` is the label of the body's example, "" without body."""

    operation_id: str
    example: str
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: Any

    def differences(self, arrived: Arrived, authorization: str) -> dict[str, tuple[Any, Any]]:
        """Give what is not as documented in a request that arrived: (expected, arrived) by name."""
        target = urlsplit(arrived.target)
        headers = {name.lower(): value for name, value in arrived.headers}
        wanted = {"authorization": authorization}
        if self.body is None:
            headers.pop("content-type", None)  # Ruby calls the empty body of a POST a form
        else:
            wanted["content-type"] = "application/json"
        pairs = {
            "method": (self.method, arrived.method),
            "path": (self.path, target.path),
            "query": (list(self.query), parse_qsl(target.query, keep_blank_values=True)),
            "headers": (wanted, {name: headers[name] for name in headers.keys() - CLIENTS_OWN}),
            "body": (_written(self.body), _rewritten(arrived.body)),
        }
        return {name: (one, other) for name, (one, other) in pairs.items() if one != other}


def documented() -> Iterator[Documented]:
    """Give the request of every operation and named example, in the contract's order."""
    document = load()
    for path, item in document["paths"].items():
        for method in item.keys() & {"get", "post", "put", "patch", "delete"}:
            operation = item[method]
            parameters = [
                resolve(document, one)
                for one in (*item.get("parameters", ()), *operation.get("parameters", ()))
            ]
            for example, body in _bodies(document, operation):
                yield Documented(
                    operation_id=operation["operationId"],
                    example=example,
                    method=method.upper(),
                    path=PREFIX + _filled(path, parameters),
                    query=_query(parameters),
                    body=body,
                )


def _bodies(document: Node, operation: Node) -> Iterator[tuple[str, Any]]:
    if "requestBody" not in operation:
        yield "", None
        return
    content = resolve(document, operation["requestBody"])["content"]
    for name, example in content["application/json"]["examples"].items():
        yield name.replace("-", " ").capitalize(), example["value"]


def _filled(path: str, parameters: list[Node]) -> str:
    for one in parameters:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(str(one["example"]), safe=""))
    return path


def _query(parameters: list[Node]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one["name"], str(one["example"]))
        for one in parameters
        if one["in"] == "query" and "example" in one
    )


def _written(value: Any) -> str:
    return "" if value is None else json.dumps(value)


def _rewritten(body: bytes) -> str:
    """Give a body as json.dumps writes it: every character, number and key, in their order."""
    return json.dumps(json.loads(body)) if body else ""
