"""The values that a schema lists: those of its enum, and the constants to choose from."""

from collections.abc import Iterator
from typing import Any

from apiref.pages.text import shown
from apiref.pages.words import facts
from apiref.spec import Schema
from apiref.spec.together import kinds_of, parts_of, whole


def values_of(schema: Schema) -> Iterator[tuple[Any, str]]:
    """Give each value with what is said of it; of an array, those of its items."""
    for level in levels_of(schema):
        if level.enum != (None,):
            yield from ((value, "") for value in level.enum)
        for part in parts_of(level):
            for one in (*_constants(part, "oneOf"), *_constants(part, "anyOf")):
                yield whole(one).enum[0], _about(whole(one))


def levels_of(schema: Schema) -> Iterator[Schema]:
    """Give a schema; of an array, also the one of its items, and of their items in turn."""
    seen: set[str] = set()
    level: Schema | None = schema
    while level and level.pointer not in seen:
        seen.add(level.pointer)
        level = whole(level)
        yield level
        level = None if "prefixItems" in level.data else level.items


def is_constant(schema: Schema) -> bool:
    """Whether a schema has one value, and says nothing of it that is not said beside a value."""
    one = whole(schema)
    return len(one.enum) == 1 and not (one.deprecated or one.external_docs or facts(one))


def _constants(part: Schema, key: str) -> tuple[Schema, ...]:
    kinds = kinds_of(part, key)
    return kinds if len(kinds) > 1 and all(map(is_constant, kinds)) else ()


def _about(constant: Schema) -> str:
    title = "" if constant.title == shown(constant.enum[0]) else constant.title
    return ": ".join(filter(None, (title, constant.description)))
