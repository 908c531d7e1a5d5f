"""A contract as a Postman collection, format 2.1.0.

No package on PyPI makes one of an OpenAPI document, and Postman's own converter,
openapi-to-postmanv2, needs Node. So this is our own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apiref.postman.answers import answers_of
from apiref.postman.chain import Fill, fills_by_operation, first_values, script
from apiref.postman.credentials import KEY, auth_of
from apiref.postman.sent import request_data
from apiref.request import requests_from_operation, server_url
from apiref.request.credentials import credentials_from_operation
from apiref.spec import Operation, Spec

FORMAT = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

Data = dict[str, Any]

_BASE = "{{baseUrl}}"


def collection_from_spec(spec: Spec) -> Data:
    """Give a collection: a folder for each tag, in it a request for each example of an operation.

    The server's URL and the key are the variables `baseUrl` and `apiKey`. A path parameter to which
    a link leads is a variable too, and each answer with such a link fills it, so that a run of the
    whole collection retrieves what it has created. Documented answers are saved with the requests.
    """
    fills = fills_by_operation(spec)
    filled = first_values(spec, fills)
    auths = (auth_of(credentials_from_operation(one, KEY)) for one in spec.operations)
    auth = next((one for one in auths if one), None)
    return {
        "info": {
            "name": spec.title,
            "description": spec.description,
            "version": spec.version,
            "schema": FORMAT,
        },
        "item": _Items(spec, auth, fills, filled).all(),
        "auth": auth,
        "variable": [
            _variable("baseUrl", server_url(spec.servers[0])),
            *([_variable("apiKey", "")] if auth else []),
            *(_variable(name, value) for name, value in filled.items()),
        ],
    }


def _variable(name: str, value: str) -> Data:
    return {"key": name, "value": value, "type": "string"}


@dataclass(frozen=True)
class _Items:
    """The folders and requests; `auth` is what they inherit, `filled` the variables in paths."""

    spec: Spec
    auth: Data | None
    fills: Mapping[str, tuple[Fill, ...]]
    filled: Mapping[str, str]

    def all(self) -> list[Data]:
        described = {tag.name: tag.description for tag in self.spec.tags}
        order = [*described, *(one.tags[0] for one in self.spec.operations if one.tags)]
        folders = [
            {"name": tag, "description": described.get(tag, ""), "item": items}
            for tag in dict.fromkeys(order)
            if (items := list(self._tagged(tag)))
        ]
        return [*folders, *self._tagged(None)]

    def _tagged(self, tag: str | None) -> Iterator[Data]:
        """Give the requests of the operations whose first tag this is."""
        for operation in self.spec.operations:
            if next(iter(operation.tags), None) == tag:
                yield from self._items(operation)

    def _items(self, operation: Operation) -> Iterator[Data]:
        base = self._base(operation)
        requests = requests_from_operation(operation, base, KEY)
        names, answers = _names(operation, list(requests)), list(answers_of(operation))
        for index, (name, request) in enumerate(requests.items()):
            sent = request_data(operation, request, base, self.filled, self.auth)
            yield {
                "name": names[name],
                "event": script(self.fills[operation.id]),
                "request": sent,
                "response": [
                    {**answer, "originalRequest": sent}
                    for example, answer in answers
                    if example == name or (index == 0 and example not in requests)
                ],
            }

    def _base(self, operation: Operation) -> str:
        url = server_url(operation.servers[0])
        return _BASE if url == server_url(self.spec.servers[0]) else url


def _names(operation: Operation, examples: list[str]) -> Mapping[str, str]:
    """Give the names of requests, by those of their examples, which they hold if there are more."""
    title = operation.summary or operation.id
    if len(examples) == 1:
        return {examples[0]: title}
    content = operation.request_body.content if operation.request_body else ()
    summaries = {one.name: one.summary for media in content for one in media.examples}
    return {name: f"{title}: {summaries.get(name) or name}" for name in examples}
