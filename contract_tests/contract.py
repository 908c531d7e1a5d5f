"""The suite's own reading of openapi.yaml: a misreading must not agree with the program's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
ROOT = "urn:contract"


class _Loader(yaml.CSafeLoader):
    """YAML as JSON knows it: a date is a string."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in resolvers if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in the contract: a JSON pointer with no `$ref` on its way, and its line."""

    pointer: str
    line: int


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation of the contract, with the path it stands under and its definition."""

    id: str
    method: str
    path: str
    pointer: str
    definition: dict[str, Any]

    def __str__(self) -> str:
        return self.id

    @property
    def statuses(self) -> tuple[str, ...]:
        return tuple(self.definition["responses"])

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = re.split(r"\{[^}]+\}", self.path)
        return re.compile("[^/]+".join(map(re.escape, parts)))


class Contract:
    """An OpenAPI document: its operations, schemas as validators, and the lines of its clauses."""

    def __init__(self, path: Path) -> None:
        self.path = path
        loader = _Loader(path.read_text(encoding="utf-8"))
        self._tree = loader.get_single_node()
        self.document: dict[str, Any] = loader.construct_document(self._tree)
        self._registry = jsonschema_rs.Registry([(ROOT, self.document)])
        self.validator = lru_cache(maxsize=None)(self._validator)
        self.clause = lru_cache(maxsize=None)(self._clause)
        self.item = lru_cache(maxsize=4096)(self._item)
        self._found = lru_cache(maxsize=None)(self._walk)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(self._operations())

    @cached_property
    def by_id(self) -> dict[str, Operation]:
        return {operation.id: operation for operation in self.operations}

    @cached_property
    def creations(self) -> tuple[Operation, ...]:
        """The operations that create a task: they take a body, and link to what comes next."""
        return tuple(
            operation
            for operation in self.operations
            if "requestBody" in operation.definition
            and "links" in self.resolved(operation.definition["responses"].get("200", {}))
        )

    def match(self, method: str, path: str) -> Operation | None:
        """Return the operation that a request addresses; a concrete path goes before a template."""
        here = self.item(path)
        return next((o for o in here if o.method == method), None)

    def _item(self, path: str) -> tuple[Operation, ...]:
        """Return the operations under the path that a request addresses."""
        path = path.partition("?")[0]
        matching = [o for o in self.operations if o.pattern.fullmatch(path)]
        templates = sorted({o.path for o in matching}, key=lambda template: template.count("{"))
        return tuple(o for o in matching if o.path == templates[0])

    def at(self, place: str) -> Any:
        """Return the part of the document at a place, every `$ref` on the way followed."""
        return self._found(place)[1]

    def resolved(self, value: Any) -> Any:
        while isinstance(value, dict) and "$ref" in value:
            value = self.at(value["$ref"].removeprefix("#"))
        return value

    def response_schema(self, operation: Operation, status: int) -> str | None:
        """Return the place of the JSON schema of a response, or None if it has none."""
        place = f"{operation.pointer}/responses/{status}/content/application~1json/schema"
        try:
            return self._found(place)[0]
        except KeyError:
            return None

    def callback(self, operation: Operation) -> str | None:
        """Return the place of the operation that the callback of an operation is, or None."""
        for name, callback in operation.definition.get("callbacks", {}).items():
            for expression in self.resolved(callback):
                return f"{operation.id}/callbacks/{name}/{_escape(expression)}/post"
        return None

    def problem(self, place: str, value: object) -> str | None:
        """Return in words what a value violates of the schema at a place, None if it is valid."""
        error = next(iter(self.validator(self._found(place)[0]).iter_errors(value)), None)
        while error is not None and isinstance(
            error.kind, jsonschema_rs.ValidationErrorKind.OneOfNotValid
        ):
            error = min(error.kind.context, key=_distance)[0]
        if error is None:
            return None
        where = ".".join(map(str, error.instance_path)) or "the body"
        return f"{where}: {shortened(error.message)}"

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.document.get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    definition = item[method]
                    pointer = f"/paths/{_escape(path)}/{method}"
                    name = definition.get("operationId", f"{method} {path}")
                    yield Operation(name, method.upper(), path, pointer, definition)

    def _validator(self, pointer: str) -> jsonschema_rs.Validator:
        """Return the validator of the schema at a pointer; patterns bind, formats do not."""
        return jsonschema_rs.Draft202012Validator(
            {"$ref": f"{ROOT}#{quote(pointer)}"}, registry=self._registry, validate_formats=False
        )

    def _clause(self, place: str) -> Clause:
        """Return where a place stands, or the nearest place above it that the document has."""
        pointer = place
        while True:
            try:
                found = self._walk(pointer)[0]
            except KeyError:
                pointer = pointer.rpartition("/")[0]
                continue
            return Clause(found, self._line(found))

    def _walk(self, place: str) -> tuple[str, Any]:
        """Follow a place, which begins with `/` or with an operationId, to its pointer and value.

        An item of an array is named by its number or by its `name`.
        """
        head, _, rest = place.partition("/")
        pointer = self.by_id[head].pointer if head else ""
        value = self.document if not head else self.by_id[head].definition
        for part in rest.split("/") if rest else ():
            pointer, value = self._follow(pointer, value)
            pointer, value = self._step(pointer, value, part)
        return self._follow(pointer, value)

    def _follow(self, pointer: str, value: Any) -> tuple[str, Any]:
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            pointer, value = self._walk(value["$ref"].removeprefix("#"))
        return pointer, value

    def _step(self, pointer: str, value: Any, part: str) -> tuple[str, Any]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            return f"{pointer}/{part}", value[key]
        if isinstance(value, list):
            for number, item in enumerate(value):
                if key == str(number) or key == _name(self.resolved(item)):
                    return f"{pointer}/{number}", item
        raise KeyError(part)

    def _line(self, pointer: str) -> int:
        node = self._tree
        line = 1
        for part in pointer.split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, yaml.MappingNode):
                name, node = next(pair for pair in node.value if pair[0].value == key)
                line = name.start_mark.line + 1
            elif isinstance(node, yaml.SequenceNode):
                node = node.value[int(key)]
                line = node.start_mark.line + 1
        return line


def shortened(text: str, limit: int = 300) -> str:
    """Return the text, or its two ends where it is long."""
    return text if len(text) <= limit else f"{text[: limit - 60]} … {text[-50:]}"


def _distance(errors: list[jsonschema_rs.ValidationError]) -> tuple[bool, int]:
    """Order the branches of a `oneOf`: one whose one-value `enum` fits comes first."""
    return any("enum" in error.schema_path for error in errors), len(errors)


def _name(value: object) -> object:
    return value.get("name") if isinstance(value, dict) else None


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
