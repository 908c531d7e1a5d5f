"""Which operations use a part of a document: those that refer to it, or to what refers to it."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any
from urllib.parse import unquote

from apiref.spec.pointer import value_at


class Uses:
    """What refers to each part of a document that operations, given by their pointers, lead to."""

    def __init__(self, document: Any, operations: Sequence[str]) -> None:
        self._referrers: dict[str, list[str | int]] = defaultdict(list)  # operations by numbers
        for number, operation in enumerate(operations):
            shared = f"{operation.rpartition('/')[0]}/parameters"
            parts = (_at(document, pointer) for pointer in (operation, shared))
            for target in dict.fromkeys(chain.from_iterable(map(_references, parts))):
                self._referrers[target].append(number)
        waiting = deque(self._referrers)
        while waiting:
            pointer = waiting.popleft()
            for target in dict.fromkeys(_references(_at(document, pointer))):
                if target not in self._referrers:
                    waiting.append(target)
                self._referrers[target].append(pointer)

    def of(self, pointer: str, most: int) -> list[int]:
        """Give the numbers of the operations that use a part; of more than `most`, the nearest."""
        found: list[int] = []
        seen: set[str | int] = {pointer}
        waiting = deque([pointer])
        while waiting and len(found) < most:
            for one in self._referrers.get(waiting.popleft(), ()):
                if one not in seen:
                    seen.add(one)
                    if isinstance(one, int):
                        found.append(one)
                    else:
                        waiting.append(one)
        return sorted(found[:most])


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
    try:
        return value_at(document, pointer)
    except (LookupError, TypeError, ValueError):
        return None
