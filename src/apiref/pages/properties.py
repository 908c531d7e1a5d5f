"""What a schema holds by its keywords, and by its `allOf`: the rows and the choices to show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apiref.pages.text import shown
from apiref.pages.values import is_constant
from apiref.pages.words import only_requires, schema_words, tells_more, type_words
from apiref.spec import Discriminator, Schema
from apiref.spec.together import kinds_of, only_kind, parts_of, together, whole

Properties = Mapping[str, Schema]


@dataclass(frozen=True)
class Row:
    """A schema that a name leads to, or, where it is no name, what `label` says.

    `key` tells it from the others in the same schema.
    """

    key: str
    name: str
    label: str
    schema: Schema


@dataclass(frozen=True)
class Option:
    """One schema of a choice, by its label."""

    label: str
    schema: Schema


@dataclass(frozen=True)
class Choice:
    """Schemas to choose from: `words` say how, and `subject` follows them as code."""

    words: str
    subject: str
    options: tuple[Option, ...]


def own_properties(parts: Sequence[Schema]) -> tuple[dict[str, Schema], frozenset[str]]:
    """Give the properties by their names, and which of them are required."""
    properties: dict[str, list[Schema]] = {}
    for part in parts:
        for name, one in part.properties.items():
            properties.setdefault(name, []).append(one)
    required = frozenset[str]().union(*(part.required for part in parts))
    return {name: together(schemas) for name, schemas in properties.items()}, required


def rows_without_name(parts: Sequence[Schema]) -> Iterator[Row]:
    """Give the items by their places, the properties of a pattern, and what else is described."""
    for part in parts:
        for number, item in enumerate(part.subschemas("prefixItems"), 1):
            yield Row(str(number), "", f"item {number}", item)
        for pattern, one in part.members("patternProperties").items():
            yield Row(pattern, pattern, "names that match", one)
        for key, label in _OTHERS.items():
            rest = part.subschema(key)
            if rest is not None and tells_more(rest) and (key != "items" or _has_places(part)):
                yield Row("*", "", label, rest)


_OTHERS = {
    "items": "further items",
    "unevaluatedItems": "further items",
    "additionalProperties": "any name",
    "unevaluatedProperties": "any other name",
    "contains": "the items asked for",
    "contentSchema": "content",
}


def _has_places(schema: Schema) -> bool:
    return "prefixItems" in schema.data


def choices_of(part: Schema, around: Discriminator | None) -> Iterator[Choice]:
    """Give the choices that a schema itself has. `around` may tell the kinds apart as well."""
    for keyword, words in (("oneOf", "One of"), ("anyOf", "At least one of")):
        kinds = kinds_of(part, keyword)
        told = only_kind(part, keyword) or any(
            all(map(is_so, kinds)) for is_so in (only_requires, is_constant)
        )
        if kinds and not told:
            yield _choice(words, kinds, part.discriminator or around)
    if part.discriminator and not part.one_of and not part.any_of:
        heirs = [*part.discriminator.mapping.values()]
        yield from [_choice("One of", heirs, part.discriminator)] if heirs else ()
    yield from _conditions(part)


def _choice(words: str, kinds: Sequence[Schema], discriminator: Discriminator | None) -> Choice:
    mapping = discriminator.mapping if discriminator else {}
    values = {kind.pointer: value for value, kind in mapping.items()}
    labels = [values.get(one.pointer) or _label(one) for one in kinds]
    options = tuple(Option(*pair) for pair in zip(labels, kinds, strict=True))
    if discriminator:
        return Choice("Depends on", discriminator.property_name, options)
    return Choice(words, "", options)


def _label(kind: Schema) -> str:
    required = f"with {' and '.join(sorted(kind.required))}" if only_requires(kind) else ""
    return kind.title or kind.name or required or type_words(kind) or "any other value"


def _conditions(part: Schema) -> Iterator[Choice]:
    """Give what holds under a condition (JSON Schema 2020-12, sections 10.2.2.1 and 10.2.2.4)."""
    if condition := part.subschema("if"):
        words = condition_words(condition)
        cases = (("then", f"if {words}"), ("else", "otherwise"))
        options = [Option(label, one) for key, label in cases if (one := part.subschema(key))]
        if options:
            yield Choice("Depends on the value", "", tuple(options))
    dependent = part.members("dependentSchemas")
    if dependent:
        options = [Option(f"with {name}", one) for name, one in dependent.items()]
        yield Choice("Depends on the properties", "", tuple(options))


def condition_words(schema: Schema) -> str:
    """Give what a value must be for a condition to hold, such as "country is CH"."""
    properties = [
        f"{name} is {' or '.join(map(shown, whole(one).enum))}"
        if whole(one).enum
        else f"{name} fits"
        for name, one in schema.properties.items()
    ]
    given = [f"{name} is given" for name in sorted(schema.required - schema.properties.keys())]
    rest = "" if properties or given else "".join(fact.plain for fact in schema_words(schema)[:1])
    return " and ".join([*properties, *given]) or f"it is {rest or 'so'}"


def shared_by(kinds: Sequence[Schema]) -> tuple[dict[str, Schema], frozenset[str]]:
    """Give the properties that are the same in all kinds, so that a page shows them once."""
    if len(kinds) < 2:  # noqa: PLR2004 -- nothing to share
        return {}, frozenset()
    (first, required), *others = (own_properties([*parts_of(kind)]) for kind in kinds)
    shared = {
        name: one
        for name, one in first.items()
        if all(
            name in properties
            and properties[name].data == one.data
            and (name in demanded) == (name in required)
            for properties, demanded in others
        )
    }
    return shared, required
