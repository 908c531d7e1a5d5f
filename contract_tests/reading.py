"""Our own reading of a request: whether the contract allows it."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from contract_tests.contract import Contract, Operation
from contract_tests.exchange import Request

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")


@dataclass(frozen=True)
class RequestReader:
    """Reads requests by the contract."""

    contract: Contract

    def validity(self, request: Request) -> bool | None:
        """Return whether a request is valid; None where readers may differ."""
        operation = self.contract.match(request.method, request.path)
        if operation is None:
            return None
        verdicts = [self._path(operation, request), self._query(operation, request)]
        verdicts.append(self._body(operation, request))
        if False in verdicts:
            return False
        return None if None in verdicts else True

    def _path(self, operation: Operation, request: Request) -> bool | None:
        parts = zip(
            operation.path.split("/"), request.path.partition("?")[0].split("/"), strict=False
        )
        for template, text in parts:
            if template.startswith("{"):
                place = f"{operation.id}/parameters/{template[1:-1]}/schema"
                if self.contract.problem(place, unquote(text)):
                    return False
        return True

    def _query(self, operation: Operation, request: Request) -> bool | None:
        pairs = parse_qsl(request.path.partition("?")[2], keep_blank_values=True)
        if len({name for name, _ in pairs}) < len(pairs):
            return None
        given = dict(pairs)
        verdicts = [
            self._parameter(f"{operation.id}/parameters/{p['name']}", p, given[p["name"]])
            for p in map(self.contract.resolved, operation.definition.get("parameters", ()))
            if p["in"] == "query" and p["name"] in given
        ]
        if False in verdicts:
            return False
        return None if None in verdicts else True

    def _parameter(self, place: str, parameter: dict[str, Any], text: str) -> bool | None:
        if not text and parameter.get("allowEmptyValue"):
            return True
        schema = self.contract.resolved(parameter["schema"])
        value = int(text) if schema["type"] == "integer" and INTEGER.fullmatch(text) else text
        if self.contract.problem(f"{place}/schema", value):
            return False
        if schema.get("format") == "date-time" and not _is_time(text):
            return None
        return True

    def _body(self, operation: Operation, request: Request) -> bool | None:
        if "requestBody" not in operation.definition:
            return True
        types = [value for name, value in request.headers if name.lower() == "content-type"]
        if types != ["application/json"]:
            return None if not types else False
        try:
            value = json.loads(request.body or b"")
        except ValueError:
            return False
        place = f"{operation.id}/requestBody/content/application~1json/schema"
        if self.contract.problem(place, value):
            return False
        return None if self._is_doubtful(self.contract.at(place), value) else True

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
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
