"""Our own reading of a request: whether the contract allows it, and if not, why."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Request

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a request is not allowed; a doubtful one is a matter of taste."""

    reason: str
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class RequestReader:
    """Reads requests by the contract."""

    contract: Contract

    def problem(self, operation: Operation, request: Request) -> Problem | None:
        """Return why the request is not allowed, a sure reason before a doubtful one, or None."""
        found = [
            *self._path(operation, request),
            *self._query(operation, request),
            *self._body(operation, request),
        ]
        return min(found, key=lambda problem: problem.is_doubtful, default=None)

    def _path(self, operation: Operation, request: Request) -> Iterator[Problem]:
        texts = request.path.partition("?")[0].split("/")
        for template, text in zip(operation.path.split("/"), texts, strict=False):
            if template.startswith("{"):
                place = f"{operation.id}/parameters/{template[1:-1]}/schema"
                told = self.contract.problem(place, unquote(text))
                if told:
                    yield Problem(f"{template}: {told}")

    def _query(self, operation: Operation, request: Request) -> Iterator[Problem]:
        pairs = parse_qsl(request.path.partition("?")[2], keep_blank_values=True)
        given = dict(pairs)
        if len(given) < len(pairs):
            yield Problem("a parameter occurs twice", is_doubtful=True)
        for parameter in map(self.contract.resolved, operation.definition.get("parameters", ())):
            if parameter["in"] == "query" and parameter["name"] in given:
                yield from self._parameter(operation, parameter, given[parameter["name"]])

    def _parameter(
        self, operation: Operation, parameter: dict[str, Any], text: str
    ) -> Iterator[Problem]:
        if not text and parameter.get("allowEmptyValue"):
            return
        name = parameter["name"]
        schema = self.contract.resolved(parameter["schema"])
        value = int(text) if schema["type"] == "integer" and INTEGER.fullmatch(text) else text
        told = self.contract.problem(f"{operation.id}/parameters/{name}/schema", value)
        if told:
            yield Problem(f"{name}={text[:60]}: {told}")
        elif schema.get("format") == "date-time" and not _is_time(text):
            yield Problem(f"{name}={text[:60]} is no time", is_doubtful=True)

    def _body(self, operation: Operation, request: Request) -> Iterator[Problem]:
        if "requestBody" not in operation.definition:
            return
        types = [value for name, value in request.headers if name.lower() == "content-type"]
        if types != ["application/json"]:
            yield Problem(f"the media type is {types}", is_doubtful=not types)
            return
        try:
            value = json.loads(request.body or b"")
        except ValueError:
            yield Problem("the body is no JSON")
            return
        place = f"{operation.id}/requestBody/content/application~1json/schema"
        told = self.contract.problem(place, value)
        if told:
            yield Problem(told)
        elif self._is_doubtful(self.contract.at(place), value):
            yield Problem("a pattern meets characters beyond ASCII", is_doubtful=True)

    def _is_doubtful(self, schema: Any, value: object) -> bool:
        """Whether a pattern meets characters that dialects of regular expressions read differently.

        What is white space is one such matter, so a URL with a control character is another.
        """
        schema = self.contract.resolved(schema)
        if isinstance(value, dict):
            properties = schema.get("properties", {})
            return any(self._is_doubtful(properties.get(k, {}), v) for k, v in value.items())
        is_plain = not isinstance(value, str) or (value.isascii() and value.isprintable())
        return "pattern" in schema and not is_plain


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text.upper()).tzinfo is not None
    except ValueError:
        return False
