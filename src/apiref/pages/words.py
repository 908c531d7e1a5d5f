"""What a schema demands, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from apiref.pages.text import shown
from apiref.spec import Schema
from apiref.spec.together import kinds_of, parts_of, whole

_FORMATS = {
    "binary": "binary",
    "byte": "in Base64",
    "date": "a date (RFC 3339)",
    "date-time": "a date and time (RFC 3339)",
    "double": "double precision",
    "email": "an email address",
    "float": "single precision",
    "hostname": "a host name",
    "int32": "32 bits",
    "int64": "64 bits",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
    "password": "a secret",
    "uri": "a URI",
    "uuid": "a UUID",
}
_ENCODINGS = {"base64": "in Base64", "base64url": "in Base64 for URLs"}
_OF_OBJECTS = {"required", "additionalProperties", "patternProperties"}
_DEPTH = 4
_KINDS_NAMED = 3  # more than this many kinds are counted, not named


@dataclass(frozen=True)
class Fact:
    """One thing that holds for a value; `code`, where given, follows the words as code.

    `more` goes on where those end: after a comma, where the fact there is one of a list.
    """

    words: str
    code: str = ""
    more: tuple["Fact", ...] = ()
    listed: bool = False

    @property
    def parts(self) -> tuple["Fact", ...]:
        """The fact itself and those that go on, in the order of reading."""
        return (self, *(part for one in self.more for part in one.parts))

    @property
    def plain(self) -> str:
        joined = "".join(
            f"{', ' if one.listed else ' '}{one.words} {one.code}" for one in self.parts
        )
        return " ".join(joined.split()).replace(" ,", ",")


def type_words(schema: Schema, *, plural: bool = False, depth: int = _DEPTH) -> str:
    """Give the type of a schema's values, such as "array of strings" or "string, a URI".

    Arrays of arrays and choices of choices are followed `depth` levels down.
    """
    if depth == 0:
        return "values" if plural else "any value"
    schema = whole(schema)
    kinds = kinds_of(schema, "oneOf") or kinds_of(schema, "anyOf")
    if kinds and not schema.types:
        may_be_null = schema.nullable or len(kinds) < len(schema.one_of or schema.any_of)
        return _kinds_words(kinds, ["null"] if may_be_null else [], plural, depth - 1)
    types = _types(schema)
    names = [_type_word(name, schema, plural, depth - 1) for name in types]
    if "null" not in types and (schema.nullable or schema.data.get("type") == "null"):
        names.append("null")
    forms = () if plural else format_words(schema)
    return ", ".join([" or ".join(names), *forms])


def format_words(schema: Schema) -> tuple[str, ...]:
    forms = dict.fromkeys(part.data.get("format") for part in parts_of(schema))
    return tuple(
        _FORMATS.get(form, f"format {form}") for form in forms if isinstance(form, str) and form
    )


def facts(schema: Schema) -> tuple[Fact, ...]:
    """Give defaults, bounds, and the rest that a schema demands of its values."""
    schema = whole(schema)
    return tuple(dict.fromkeys([*_own(schema), *_inner(schema, "", frozenset())]))


def schema_words(schema: Schema) -> tuple[Fact, ...]:
    """Give what a schema demands as the parts of one line: `Size`, or string, at most 3 characters.

    A component is given by its name alone, so that one in itself ends.
    """
    if schema.name:
        return (Fact("", schema.name),)
    schema = whole(schema)
    values = [Fact("or" if index else "", shown(one)) for index, one in enumerate(schema.enum)]
    kind = [Fact(type_words(schema))] if _has_type(schema) and not values else []
    required = [Fact("with", name) for name in sorted(schema.required - schema.properties.keys())]
    held = [_held(name, one) for name, one in schema.properties.items()]
    given = [*kind, *values, *facts(schema), *required, *held]
    listed = [
        replace(one, listed=bool(one.words != "or" and index)) for index, one in enumerate(given)
    ]
    return tuple(listed)


def _held(name: str, schema: Schema) -> Fact:
    """Give a property with what its value is."""
    first, *others = schema_words(schema) or (Fact("anything"),)
    being = replace(first, words=f"being {first.words}".strip(), listed=False)
    return Fact("with", name, more=(being, *others))


def _has_type(schema: Schema) -> bool:
    return bool(schema.types or schema.nullable or schema.one_of or schema.any_of)


def _kinds_words(kinds: tuple[Schema, ...], null: list[str], plural: bool, depth: int) -> str:  # noqa: FBT001 -- passed on
    names = dict.fromkeys(type_words(kind, plural=plural, depth=depth) for kind in kinds)
    if len(names) <= _KINDS_NAMED and not any(kind.properties for kind in kinds):
        return " or ".join([*names, *null])
    return " or ".join([f"{'objects' if plural else 'object'}, one of {len(kinds)} kinds", *null])


def _types(schema: Schema) -> tuple[str, ...]:
    if schema.types:
        return schema.types
    if not schema.enum and schema.data.keys() & _OF_OBJECTS:
        return ("object",)
    return tuple(dict.fromkeys(map(_type_of_value, schema.enum)))


def _type_of_value(value: Any) -> str:
    names = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array"}
    return "null" if value is None else names.get(type(value), "object")


def _type_word(name: str, schema: Schema, plural: bool, depth: int) -> str:  # noqa: FBT001 -- passed on
    word = f"{name}s" if plural else name
    inner = None
    if name == "array":
        inner = schema.items
    elif name == "object" and not schema.properties:
        inner = schema.additional_properties
    content = type_words(inner, plural=True, depth=depth) if inner and inner.data else ""
    return f"{word} of {content}" if content else word


def _own(schema: Schema) -> Iterator[Fact]:
    """Give what is demanded of a value itself, and not of what it holds."""
    data, parts = schema.data, [*parts_of(schema)]
    if "default" in data:
        yield Fact("default", shown(data["default"]))
    yield from _demands(data, parts)
    for part in parts:
        yield from _members(part)
    for part in parts:
        yield from _content(part.data)
        yield from _needed(part)
        if refused := part.subschema("not"):
            yield from (Fact("not", more=words) for words in [schema_words(refused)] if words)
    if data.get("readOnly"):
        yield Fact("read-only")
    if data.get("writeOnly"):
        yield Fact("write-only")


def _inner(schema: Schema, of: str, above: frozenset[str]) -> Iterator[Fact]:
    """Give what is demanded of the items of an array, and of the values of a map without rows."""
    above |= {schema.pointer}
    rest = schema.additional_properties
    told = rest and tells_more(rest)
    for held, words in ((schema.items, "each item"), (None if told else rest, "each value")):
        if held and held.pointer not in above:
            inner, each = whole(held), f"{words}{of}"
            yield from (Fact(f"{each} {form}") for form in format_words(inner))
            yield from [Fact(f"{each} deprecated")] if inner.deprecated else ()
            yield from (replace(fact, words=f"{each} {fact.words}") for fact in _own(inner))
            yield from _inner(inner, f" of {each}", above)


def tells_more(schema: Schema) -> bool:
    """Whether a schema has more to say than its type and what is demanded of its values."""
    said = ("description", "properties", "items", "enum", "const", "allOf", "oneOf", "anyOf")
    return any(schema.data.get(key) for key in (*said, "additionalProperties"))


def _members(schema: Schema) -> Iterator[Fact]:
    """Give what holds for the items of an array and for the properties of an object."""
    data = schema.data
    if data.get("uniqueItems"):
        yield Fact("no two items alike")
    if data.get("items") is False or data.get("unevaluatedItems") is False:
        yield Fact("no further items")
    if contained := schema.subschema("contains"):
        low, high = data.get("minContains", 1), data.get("maxContains")
        count = f"{low} to {high}" if high is not None else f"at least {low}"
        words = schema_words(contained)
        yield Fact(f"{count} of the items {'being' if words else 'in all'}", more=words)
    if data.get("additionalProperties") is True:
        yield Fact("any other properties")
    if data.get("additionalProperties") is False or data.get("unevaluatedProperties") is False:
        yield Fact("no other properties")
    if named := schema.subschema("propertyNames"):
        yield Fact("each name being", more=schema_words(named))
    for name, others in dict(data.get("dependentRequired") or {}).items():
        rest = [Fact("and" if index else "also", one) for index, one in enumerate(others)]
        yield Fact("with", name, more=tuple(rest))


def _needed(schema: Schema) -> Iterator[Fact]:
    """Give the properties of which a choice demands some, such as "exactly one of a or b"."""
    for key, words in (("oneOf", "exactly one of"), ("anyOf", "at least one of")):
        kinds = kinds_of(schema, key)
        if len(kinds) > 1 and all(map(only_requires, kinds)):
            names = [one.data["required"] for one in kinds]
            listed = any(len(one) > 1 for one in names)
            first, *others = [
                Fact("and" if place else "or" if number else "", name, (), listed and not place)
                for number, one in enumerate(names)
                for place, name in enumerate(one)
            ]
            yield Fact(words, first.code, tuple(others))


def only_requires(schema: Schema) -> bool:
    """Whether a schema demands some properties of an object, and nothing else."""
    said = schema.data.keys()
    return (
        bool(schema.required) and said <= {"required", "type"} and schema.types in ((), ("object",))
    )


def _content(data: Mapping[str, Any]) -> Iterator[Fact]:
    if encoding := data.get("contentEncoding"):
        yield Fact(_ENCODINGS.get(encoding, f"encoded as {encoding}"))
    if media_type := data.get("contentMediaType"):
        yield Fact("holds", media_type)


def _demands(data: Mapping[str, Any], parts: list[Schema]) -> Iterator[Fact]:
    yield from _range(data)
    yield from _count(data, "Length", "character", "characters")
    yield from _count(data, "Items", "item", "items")
    yield from _count(data, "Properties", "property", "properties")
    for part in parts:
        if "multipleOf" in part.data:
            yield Fact("a multiple of", shown(part.data["multipleOf"]))
        if "pattern" in part.data:
            yield Fact("matches", part.data["pattern"])


def _range(data: Mapping[str, Any]) -> Iterator[Fact]:
    low, low_open = _bound(data, "minimum", "exclusiveMinimum")
    high, high_open = _bound(data, "maximum", "exclusiveMaximum")
    if low is not None and high is not None and not low_open and not high_open:
        yield Fact(f"from {_number(low)} to {_number(high)}")
        return
    if low is not None:
        yield Fact(f"{'more than' if low_open else 'at least'} {_number(low)}")
    if high is not None:
        yield Fact(f"{'less than' if high_open else 'at most'} {_number(high)}")


def _bound(data: Mapping[str, Any], inclusive: str, exclusive: str) -> tuple[float | None, bool]:
    """Give a bound and whether it is itself left out, by 3.0's boolean or by 3.1's number."""
    closed, opened = data.get(inclusive), data.get(exclusive)
    if isinstance(opened, bool):
        return closed, opened
    if closed is not None and opened is not None:
        tighter = closed > opened if inclusive == "minimum" else closed < opened
        return (closed, False) if tighter else (opened, True)
    return (closed, False) if opened is None else (opened, True)


def _count(data: Mapping[str, Any], what: str, one: str, many: str) -> Iterator[Fact]:
    low, high = data.get(f"min{what}") or None, data.get(f"max{what}")
    unit = one if (high if high is not None else low) == 1 else many
    if low is not None and low == high:
        yield Fact(f"exactly {_number(low)} {unit}")
    elif low is not None and high is not None:
        yield Fact(f"{_number(low)} to {_number(high)} {unit}")
    elif low is not None:
        yield Fact(f"at least {_number(low)} {unit}")
    elif high is not None:
        yield Fact(f"at most {_number(high)} {unit}")


def _number(value: float) -> str:
    """Give a number with its thousands set apart, from five digits on."""
    if isinstance(value, int) and abs(value) >= 10_000:  # noqa: PLR2004 -- said above
        return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return str(value)
