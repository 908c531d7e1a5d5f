"""How a parameter's value is written in a request, and its examples, in words."""

from collections.abc import Iterator
from typing import Any

from apiref.example import example_from_schema
from apiref.pages.text import shown
from apiref.pages.words import Fact
from apiref.request.serialization import header_text, path_text, query_pairs
from apiref.spec import Header, Parameter, Schema
from apiref.spec.node import Node
from apiref.spec.together import whole

_PLAIN_STYLES = ("simple", "form")


def sent_as(parameter: Header) -> tuple[Fact, ...]:
    """Give how a parameter's value is written, where that does not go without saying."""
    return tuple(_sent_as(parameter))


def _sent_as(parameter: Header) -> Iterator[Fact]:
    for media_type in parameter.node.data.get("content") or ():
        yield Fact("written as", media_type)
    if not isinstance(parameter, Parameter):
        return
    if parameter.allow_empty_value:
        yield Fact("may be empty")
    value = _value(parameter)
    structured = isinstance(value, list | dict) and value
    reserved = parameter.node.data.get("allowReserved")
    if structured or reserved or parameter.style not in _PLAIN_STYLES:
        yield Fact("written", _written(parameter, value))


def _value(parameter: Parameter) -> Any:
    """Give an example of the value; a list has two items at least, to show what is between them."""
    schema = parameter.schema
    value = (
        parameter.examples[0].value
        if parameter.examples
        else example_from_schema(schema, in_request=True)
        if schema
        else None
    )
    return value * 2 if isinstance(value, list) and len(value) == 1 else value


def _written(parameter: Parameter, value: Any) -> str:
    match parameter.location:
        case "path":
            return path_text(parameter, value)
        case "query":
            return "&".join(query_pairs(parameter, value))
        case "cookie":
            return "; ".join(query_pairs(parameter, value))
        case _:
            return header_text(parameter, value)


def examples_of(schema: Schema, parameter: Header | None = None) -> tuple[Fact, ...]:
    """Give the examples of a parameter, or else of a schema, each with its summary."""
    if parameter and parameter.examples:
        return (*_examples(parameter), *examples_elsewhere(parameter.node))
    schema = whole(schema)
    if schema.enum:
        return ()  # the values to choose from are shown anyhow
    examples = dict.fromkeys(map(shown, schema.examples))
    return tuple(Fact("example", one) for one in examples)


def _examples(parameter: Header) -> Iterator[Fact]:
    for one in parameter.examples:
        said = [about for about in (one.summary, one.description) if about]
        more = tuple(Fact(about, listed=True) for about in said)
        yield Fact("example", shown(one.value), more)


def examples_elsewhere(node: Node) -> Iterator[Fact]:
    """Give the addresses of the examples that a parameter or a media type keeps elsewhere."""
    for _, one in node.items("examples"):
        if url := one.text("externalValue"):
            said = [about for about in (one.text("summary"), one.text("description")) if about]
            yield Fact("example at", url, tuple(Fact(about, listed=True) for about in said))
