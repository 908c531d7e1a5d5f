"""Bodies near the edge of a contract: its examples, changed a little, at the bounds it names."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.just(1.5) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


def near(examples: list[Any], document: Any) -> st.SearchStrategy[Any]:
    """Draw an example with up to three parts of it replaced, removed, added or multiplied.

    A whole number is drawn as an integer only: whether `1.0` is one, JSON Schema 2020-12 and the
    older draft of OpenAPI 3.0 answer in two ways, and no keyword says the same in both.
    """
    values = JSON | st.sampled_from(sorted(edges(document), key=repr))
    return st.composite(_draw_near)(examples, values)


def edges(document: Any) -> set[Any]:
    """Give the values of a document's enums, and those at its bounds or just past them."""
    found: set[Any] = set()
    for schema in objects(document):
        for bound in ("minLength", "maxLength"):
            if isinstance(length := schema.get(bound), int):
                found |= {"a" * length, "a" * (length + 1), "𝄞" * length}
        for bound in ("minimum", "maximum"):
            if isinstance(limit := schema.get(bound), int):
                found |= {limit - 1, limit, limit + 1}
        found |= {value for value in schema.get("enum", ()) if isinstance(value, str)}
    return found


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Give every object within a JSON value, the value itself first."""
    if isinstance(value, dict):
        yield value
    for item in _members(value).values():
        yield from objects(item)


def _members(value: Any) -> dict[Any, Any]:
    if isinstance(value, list):
        return dict(enumerate(value))
    return value if isinstance(value, dict) else {}


def _draw_near(draw: st.DrawFn, examples: list[Any], values: st.SearchStrategy[Any]) -> Any:
    body = copy.deepcopy(draw(st.sampled_from(examples)))
    for _ in range(draw(st.integers(0, 3))):
        body = _edited(draw, body, values)
    return body


def _edited(draw: st.DrawFn, body: Any, values: st.SearchStrategy[Any]) -> Any:
    """Change one part of a body, in place where it is not the body itself."""
    places = list(_places(body))
    if not places:
        return draw(values)
    holder, key = draw(st.sampled_from(places))
    match draw(st.sampled_from(["replace", "replace", "remove", "add", "multiply"])):
        case "replace":
            holder[key] = draw(values)
        case "remove":
            del holder[key]
        case "add" if isinstance(holder, dict):
            holder[draw(st.text(max_size=5))] = draw(values)
        case "multiply":
            holder[key] = _multiplied(holder[key], draw(st.sampled_from([0, 2, 99, 100, 101])))
    return body


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, item in _members(value).items():
        yield value, key
        yield from _places(item)


def _multiplied(value: Any, times: int) -> Any:
    if isinstance(value, dict):
        return {f"key-{number}": "value" for number in range(times)}
    if isinstance(value, list):
        return [f"item-{number}" for number in range(times)] if times > 2 else value * times
    return value
