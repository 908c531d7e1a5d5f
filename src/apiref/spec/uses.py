"""Which operations use a schema: those that refer to it, or to what refers to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote

from apiref.spec.pointer import tokens


def uses_of(document: Any, operations: Iterable[str]) -> Mapping[str, int]:
    """Give, by the pointer of each part that operations refer to, those that use it.

    Operations are given by their pointers, and told as the bits of a number, which one step joins.
    """

    @cache
    def references(pointer: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_references(_at(document, pointer))))

    uses: dict[str, int] = defaultdict(int)
    for number, operation in enumerate(operations):
        shared = f"{operation.rpartition('/')[0]}/parameters"
        for target in (*references(operation), *references(shared)):
            uses[target] |= 1 << number
    changed = set(uses)
    while changed:
        waiting, changed = changed, set()
        for pointer in waiting:
            for target in references(pointer):
                if uses[pointer] & ~uses[target]:
                    uses[target] |= uses[pointer]
                    changed.add(target)
    return uses


def _references(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(reference := one.get("$ref"), str):
                yield unquote(reference.removeprefix("#"))
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _at(document: Any, pointer: str) -> Any:
    value = document
    for token in tokens(pointer):
        try:
            value = value[int(token) if isinstance(value, list) else token]
        except (LookupError, TypeError, ValueError):
            return None
    return value
