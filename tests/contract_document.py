"""Read openapi.yaml without the program's own reader, and break copies of it."""

import copy
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Node = dict[str, Any]
Check = Callable[[Node], list[str]]

TEXT = (Path(__file__).parent.parent / "openapi.yaml").read_text(encoding="utf-8")


@cache
def load() -> Node:
    document: Node = yaml.safe_load(TEXT)
    return document


def resolve(document: Node, node: Node) -> Node:
    while "$ref" in node:
        reference, node = node["$ref"], document
        for key in reference.removeprefix("#/").split("/"):
            node = node[key]
    return node


def nodes(value: object, place: str = "") -> Iterator[tuple[str, Node]]:
    """Yield every object of the description with its place, and none inside an example."""
    if isinstance(value, dict):
        yield place, value
        for key in value.keys() - {"example", "examples", "default"}:
            yield from nodes(value[key], f"{place}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from nodes(item, f"{place}/{index}")


def operations(document: Node) -> Iterator[tuple[str, Node]]:
    """Yield the operations with their places, callbacks among them."""
    method = re.compile(r"/(get|post)$")
    return ((place, node) for place, node in nodes(document["paths"]) if method.search(place))


def values(node: Node) -> list[Any]:
    """Return the examples and the default that stand in an object of the description."""
    examples = node.get("examples", [])
    if isinstance(examples, dict):
        examples = [example["value"] for example in examples.values()]
    return [*examples, *(node[key] for key in ("example", "default") if key in node)]


def named(document: Node, body: Node) -> dict[str, Any]:
    """Return the named examples of a request body or response."""
    examples = resolve(document, body)["content"]["application/json"]["examples"]
    return {name: example["value"] for name, example in examples.items()}


def broken(document: Node, path: str, value: object) -> Node:
    """Return a copy with the value put at the path, or with nothing there if it is None."""
    node: Any = (document := copy.deepcopy(document))
    *parents, last = path.split(" ")
    for key in parents:
        node = node[int(key) if isinstance(node, list) else key]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return document
