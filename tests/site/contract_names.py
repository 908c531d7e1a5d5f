"""What openapi.yaml names, read with a plain YAML reader: rows of words, one for each name.

A row begins with the operationId and says where the name stands, such as
`("listTasks", "200", "body", "docs", "status", "= pending")`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Row = tuple[str, ...]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
ANY_NAME = "any name"


class ContractNames:
    def __init__(self, path: Path) -> None:
        self._document: Any = yaml.safe_load(path.read_text("utf-8"))

    def operations(self) -> set[Row]:
        """Give the rows of every operation, its callbacks among them."""
        return {
            row
            for path, item in self._document["paths"].items()
            for method, operation in item.items()
            if method in METHODS
            for row in self._operation(operation, f"{method.upper()} {path}", item)
        }

    def schema(self, name: str) -> set[Row]:
        return set(self._schema({"$ref": f"#/components/schemas/{name}"}, ()))

    def errors(self) -> set[str]:
        """Give every status of an error that an operation answers."""
        return {row[1] for row in self.operations() if row[1][:1] in ("4", "5")}

    def _operation(self, operation: Any, request_line: str, item: Any) -> Iterator[Row]:
        head = operation["operationId"].lower()
        yield (head, request_line)
        for one in (*item.get("parameters", ()), *operation.get("parameters", ())):
            parameter = self._resolved(one)
            yield from self._named(parameter["name"], parameter["schema"], (head, "parameter"))
        if "requestBody" in operation:
            yield from self._content(operation["requestBody"], (head, "body"))
        for status, response in operation["responses"].items():
            yield from self._response(self._resolved(response), (head, str(status)))
        for callback in operation.get("callbacks", {}).values():
            for expression, path_item in self._resolved(callback).items():
                for method, one in path_item.items():
                    line = f"{method.upper()} {expression}"
                    yield from ((head, "callback", *row) for row in self._operation(one, line, {}))

    def _response(self, response: Any, path: Row) -> Iterator[Row]:
        yield path
        for name, header in response.get("headers", {}).items():
            yield from self._named(name, self._resolved(header)["schema"], (*path, "header"))
        for link in response.get("links", {}).values():
            yield (path[0], "link", self._resolved(link)["operationId"].lower())
        yield from self._content(response, (*path, "body"))

    def _content(self, body: Any, path: Row) -> Iterator[Row]:
        for media_type in self._resolved(body).get("content", {}).values():
            yield from self._schema(media_type["schema"], path)

    def _named(self, name: str, schema: Any, path: Row) -> Iterator[Row]:
        yield (*path, name)
        yield from self._schema(schema, (*path, name))

    def _schema(self, given: Any, path: Row) -> Iterator[Row]:
        schema = self._resolved(given)
        yield from ((*path, f"= {_shown(value)}") for value in schema.get("enum", ()))
        for name, one in schema.get("properties", {}).items():
            yield from self._named(name, one, path)
        rest = schema.get("additionalProperties")
        if isinstance(rest, dict) and {"description", "properties", "$ref"} & set(rest):
            yield from self._named(ANY_NAME, rest, path)
        joined = (schema.get(key, ()) for key in ("allOf", "oneOf", "anyOf"))
        items = [schema["items"]] if "items" in schema else []
        for one in (*(part for parts in joined for part in parts), *items):
            yield from self._schema(one, path)

    def _resolved(self, node: Any) -> Any:
        while "$ref" in node:
            target = self._document
            for key in node["$ref"].removeprefix("#/").split("/"):
                target = target[key.replace("~1", "/").replace("~0", "~")]
            node = target
        return node


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else str(value).lower()
