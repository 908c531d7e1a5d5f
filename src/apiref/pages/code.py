"""Code on the panel: examples written out, behind tabs, on cards."""

from dataclasses import dataclass
from typing import Any

from apiref.example import example_from_schema, examples_from_media_type
from apiref.pages.text import json_text
from apiref.spec import MediaType, Schema, Spec


@dataclass(frozen=True)
class Code:
    """An example written out; `caption` says what it is an example of."""

    name: str
    caption: str
    code: str
    lexer: str


@dataclass(frozen=True)
class Tab:
    """Examples behind a label; `note` keeps labels apart that are the same on other pages."""

    label: str
    note: str
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class Card:
    """Code of one kind: "request", "response", "callback", "receiver", "example" or "server"."""

    kind: str
    title: str
    tabs: tuple[Tab, ...]
    trial: str = ""  # what the page's script needs to send the request, as JSON


def codes(content: tuple[MediaType, ...]) -> tuple[Code, ...]:
    """Give the examples of a body, JSON before other media types, written out."""
    preferred = next(
        (one for one in content if "json" in one.name), content[0] if content else None
    )
    if preferred is None:
        return ()
    return tuple(
        Code(label(one.name), one.summary, *_written(one.value))
        for one in examples_from_media_type(preferred)
    )


def label(name: str) -> str:
    """Give an example's name as a label: `support-message` is "Support message"."""
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


def _written(value: Any) -> tuple[str, str]:
    return (value, "text") if isinstance(value, str) else (json_text(value), "json")


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
    return (Code("Example", "", *_written(example_from_schema(schema))),)
