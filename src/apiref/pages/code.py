"""Code on the panel: examples written out, behind tabs, on cards."""

from dataclasses import dataclass, replace
from typing import Any

from apiref.example import example_from_schema, examples_from_media_type
from apiref.example.xml import is_xml, xml_text
from apiref.pages.text import json_text, plain
from apiref.request.body import is_binary, is_json
from apiref.spec import Example, MediaType, Schema, Spec


@dataclass(frozen=True)
class Code:
    """An example written out; `caption` says what it is an example of."""

    name: str
    caption: str
    code: str
    lexer: str


@dataclass(frozen=True)
class Tab:
    """Examples behind a label, or what is `said` where there are none.

    `note` keeps labels apart that are the same on other pages.
    """

    label: str
    note: str
    codes: tuple[Code, ...]
    said: str = ""


@dataclass(frozen=True)
class Card:
    """Code of one kind: "request", "response", "callback", "receiver", "example" or "server"."""

    kind: str
    title: str
    tabs: tuple[Tab, ...]
    trial: str = ""  # what the page's script needs to send the request, as JSON


def codes(content: tuple[MediaType, ...]) -> tuple[Code, ...]:
    """Give the examples of a body written out: all in JSON, and one in each other media type."""
    json_first = sorted(content, key=lambda one: not is_json(one.name))
    found: dict[str, Code] = {}
    for index, media_type in enumerate(json_first):
        codes = _codes(media_type)
        for one in (
            codes if index == 0 else [replace(one, name=media_type.name) for one in codes[:1]]
        ):
            found.setdefault(one.code, one)
    return tuple(found.values())


def _codes(media_type: MediaType) -> list[Code]:
    if is_binary(media_type.schema, media_type.name):
        return []
    return [
        Code(label(one.name), caption(one), *_written(one.value, media_type))
        for one in examples_from_media_type(media_type)
    ]


def caption(example: Example) -> str:
    """Give what is said of an example, on one line."""
    return ": ".join(filter(None, [example.summary, plain(example.description)]))


def label(name: str) -> str:
    """Give an example's name as a label: `support-message` is "Support message".

    A media type is its own label.
    """
    if "/" in name:
        return name
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


def _written(value: Any, media_type: MediaType) -> tuple[str, str]:
    if isinstance(value, str):
        return value, "xml" if is_xml(media_type.name) else "text"
    if is_xml(media_type.name):
        return xml_text(value, media_type.schema), "xml"
    return json_text(value), "json"


def codes_from_schema(schema: Schema, spec: Spec) -> tuple[Code, ...]:
    """Give examples of a schema: those of the first bodies that it describes, or one made up."""
    for operation in spec.operations:
        for response in operation.responses:
            for media_type in response.content:
                if (
                    media_type.examples
                    and media_type.schema
                    and media_type.schema.pointer == schema.pointer
                ):
                    return codes((media_type,))
    value = example_from_schema(schema)
    as_json = Code("Example", "", json_text(value), "json")
    if "xml" not in schema.data:
        return (as_json,)
    return (as_json, Code("XML", "", xml_text(value, schema), "xml"))
