"""The parts of a document, each with its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from apiref.spec.faults import standing_alone
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.source import Source

_SHOWN = {"example", "default", "const", "enum"}


def walk(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Give a value and all that is in it, with their pointers; not what is only shown."""
    yield pointer, value
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not _is_data(pointer, key):
                yield from walk(join(pointer, key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(join(pointer, index), item)


def schemas(source: Source) -> Iterator[Node]:
    """Give the schemas that stand by themselves: of components, parameters, headers and content."""
    for pointer, value in standing_alone(source.data):
        yield Node(source, pointer, value)


def _is_data(pointer: str, key: str) -> bool:
    """Whether what stands under a key is a value to show, in which `$ref` means nothing."""
    if key in _SHOWN or key[:2] == "x-":
        return not pointer.endswith("/properties")
    return key == "value" and pointer.rpartition("/")[0].endswith("/examples")
