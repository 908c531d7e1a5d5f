"""How an answer leads to the next request: the contract's links, as variables and scripts."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apiref.postman.path import path_parts, variable_of
from apiref.request import requests_from_operation
from apiref.spec import Operation, Spec

# A runtime expression (OpenAPI 3.1, section 4.8.20.4) that names a part of the body.
_FROM_BODY = re.compile(r"\$response\.body#/(.*)")
_ANY_BASE = "https://host"


@dataclass(frozen=True)
class Fill:
    """A variable, and the keys that lead through a body to its value."""

    variable: str
    keys: tuple[str, ...]


def fills_by_operation(spec: Spec) -> Mapping[str, tuple[Fill, ...]]:
    """Give what the answer of each operation fills, by the operation's id."""
    paths = {one.id: one.path for one in spec.operations}
    return {one.id: tuple(dict.fromkeys(_fills(one, paths))) for one in spec.operations}


def first_values(spec: Spec, fills: Mapping[str, tuple[Fill, ...]]) -> Mapping[str, str]:
    """Give every variable that an answer fills, with the example that it holds before."""
    wanted = {fill.variable for found in fills.values() for fill in found}
    values: dict[str, str] = {}
    for operation in spec.operations:
        for parameter, text in _path_examples(operation):
            if (variable := variable_of(operation.path, parameter)) in wanted:
                values.setdefault(variable, text)
    return values


def script(fills: tuple[Fill, ...]) -> list[dict[str, Any]]:
    """Give the script that fills variables from an answer, as the events of a request."""
    if not fills:
        return []
    wanted = json.dumps([[fill.variable, fill.keys] for fill in fills])
    lines = [
        "if (pm.response.code < 300) {",
        "  const body = pm.response.json();",
        f"  for (const [variable, keys] of {wanted}) {{",
        "    const value = keys.reduce((part, key) => part?.[key], body);",
        "    if (value !== undefined) pm.collectionVariables.set(variable, value);",
        "  }",
        "}",
    ]
    return [{"listen": "test", "script": {"type": "text/javascript", "exec": lines}}]


def _fills(operation: Operation, paths: Mapping[str, str]) -> Iterator[Fill]:
    for response in operation.responses:
        for link in response.links:
            for name, expression in link.parameters.items():
                path, parameter = paths.get(link.operation_id, ""), name.removeprefix("path.")
                found = _FROM_BODY.fullmatch(str(expression))
                if found and f"{{{parameter}}}" in path:
                    yield Fill(variable_of(path, parameter), _keys(found[1]))


def _keys(pointer: str) -> tuple[str, ...]:
    """Give the keys of a JSON Pointer (RFC 6901)."""
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/"))


def _path_examples(operation: Operation) -> Iterator[tuple[str, str]]:
    request = next(iter(requests_from_operation(operation, _ANY_BASE).values()))
    path = request.url.removeprefix(_ANY_BASE).partition("?")[0]
    for text, parameter in path_parts(operation, path):
        if parameter:
            yield parameter, text
