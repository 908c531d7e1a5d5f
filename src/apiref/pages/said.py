"""What a page says of a schema, besides what its values hold."""

from dataclasses import dataclass

from apiref.example.keywords import is_nothing
from apiref.pages.anchors import Anchors
from apiref.pages.sent import examples_of
from apiref.pages.text import shown
from apiref.pages.values import levels_of, values_of
from apiref.pages.words import Fact, facts, type_words
from apiref.spec import ExternalDocs, Schema
from apiref.spec.together import parts_of, whole


@dataclass(frozen=True)
class Value:
    """A value to choose, and what is said of it."""

    anchor: str
    text: str
    description: str


@dataclass(frozen=True)
class Said:
    """What is said of a schema; of an array, also of its items."""

    type: str
    description: str
    deprecated: bool
    facts: tuple[Fact, ...]
    values: tuple[Value, ...]
    examples: tuple[Fact, ...]
    docs: ExternalDocs | None


def said_of(schema: Schema, anchors: Anchors, *path: str, name: str = "") -> Said:
    """Give what is said of a schema; `name` is what it is called already."""
    joined = whole(schema)
    return Said(
        type=type_words(joined) or ("not allowed" if is_nothing(schema) else "any value"),
        description=description_of(schema, name),
        deprecated=joined.deprecated,
        facts=facts(joined),
        values=tuple(
            Value(anchors.take(*path, shown(value)), shown(value), about)
            for value, about in values_of(joined)
        ),
        examples=examples_of(joined),
        docs=next((one.external_docs for one in levels_of(joined) if one.external_docs), None),
    )


def description_of(schema: Schema, name: str = "") -> str:
    """Give the descriptions of a schema and of an array's items; without its own, its title."""
    own, *inner = levels_of(schema)
    described = [own.description or title_in(schema, name), *(one.description for one in inner)]
    first, *others = [*dict.fromkeys(filter(None, described))] or [""]
    return "\n\n".join([first, *(f"Each item: {one}" for one in others)])


def title_in(schema: Schema, name: str) -> str:
    """Give the title of a schema that is no component, unless it says what the name says."""
    titles = (one.title for one in parts_of(schema) if not one.name)
    return next((one for one in titles if one and _letters(one) != _letters(name)), "")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()
