"""The parts of a document, each with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.source import Source

_SCHEMA = re.compile(r"/schema$|^/components/schemas/[^/]+$")


def walk(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Give a value and all that is in it, with their pointers; not what is only shown."""
    yield pointer, value
    members: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, Mapping):
        members = ((key, value[key]) for key in value if not _is_data(pointer, key))
    elif isinstance(value, list):
        members = enumerate(value)
    for key, item in members:
        yield from walk(join(pointer, key), item)


def schemas(source: Source) -> Iterator[Node]:
    """Give the schemas that stand by themselves: of components, parameters, headers and content."""
    for pointer, value in walk("", source.data):
        if _SCHEMA.search(pointer):
            yield Node(source, pointer, value)


def _is_data(pointer: str, key: str) -> bool:
    """Whether what stands under a key is a value to show, in which `$ref` means nothing."""
    if pointer.endswith("/properties"):
        return False
    in_example = re.search(r"/examples/[^/]+$", pointer) and key == "value"
    return (
        key.startswith("x-") or key in {"example", "default", "const", "enum"} or bool(in_example)
    )
