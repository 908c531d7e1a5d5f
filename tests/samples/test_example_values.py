"""A value made for a schema is one of its values."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiref.example import example_from_schema
from apiref.spec.validation import validator
from tests.samples.documents import schema_of

REFERENCE = {"$ref": "#/components/schemas/One"}
OTHER = {"$ref": "#/components/schemas/Other"}
BASE = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}

FORMATS = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
]

FITTING: dict[str, Any] = {
    "additional-properties": {"type": "object", "additionalProperties": {"type": "integer"}},
    "all-of-bounds": {"allOf": [{"type": "integer", "minimum": 5}, {"maximum": 7}]},
    "all-of-closed": {
        "allOf": [BASE, {"required": ["name"], "properties": {"name": {"type": "string"}}}],
        "unevaluatedProperties": False,
    },
    "all-of-enums": {"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]},
    "all-of-items": {
        "allOf": [
            {"type": "array", "items": {"type": "string", "minLength": 9}},
            {"items": {"maxLength": 10}},
        ]
    },
    "all-of-narrowed": {
        "allOf": [BASE, {"properties": {"id": {"minimum": 100}}}],
    },
    "all-of-in-all-of": {"allOf": [{"allOf": [BASE, {"required": ["x"]}]}, {"minProperties": 3}]},
    "all-of-types": {"allOf": [{"type": ["number", "string"]}, {"type": "integer"}]},
    "any": {},
    "any-of-null-first": {"anyOf": [{"type": "null"}, {"type": "string", "minLength": 1}]},
    "any-of-beside-properties": {
        **BASE,
        "anyOf": [{"required": ["a"]}, {"properties": {"b": {"type": "boolean"}}}],
    },
    "array-of-bounded-size": {"type": "array", "items": {"type": "string"}, "minItems": 3},
    "array-of-no-items": {"type": "array", "items": {"type": "string"}, "maxItems": 0},
    "array-unique-enum": {
        "type": "array",
        "items": {"enum": ["a", "b", "c"]},
        "minItems": 3,
        "uniqueItems": True,
    },
    "array-unique-integers": {
        "type": "array",
        "items": {"type": "integer", "minimum": 4, "multipleOf": 5},
        "minItems": 3,
        "uniqueItems": True,
    },
    "array-unique-strings": {
        "type": "array",
        "items": {"type": "string", "maxLength": 3},
        "minItems": 12,
        "uniqueItems": True,
    },
    "array-without-items": {"type": "array", "minItems": 2},
    "boolean": {"type": "boolean"},
    "closed": {**BASE, "additionalProperties": False},
    "const": {"const": {"a": None}},
    "const-null": {"const": None},
    "default": {"type": "integer", "default": 17},
    "enum-before-type": {"type": "string", "enum": ["pending"]},
    "forbidden-property": {"type": "object", "properties": {"a": False, "b": True}},
    "integer-between-multiples": {"type": "integer", "minimum": 11, "multipleOf": 7},
    "integer-exclusive": {"type": "integer", "exclusiveMinimum": 4, "exclusiveMaximum": 6},
    "integer-negative": {"type": "integer", "maximum": -3},
    "items-only": {"items": {"type": "integer"}, "minItems": 1},
    "min-properties": {"type": "object", "minProperties": 3},
    "null": {"type": "null"},
    "nullable": {"type": ["string", "null"], "minLength": 2},
    "number-narrow": {"type": "number", "exclusiveMinimum": 0.1, "exclusiveMaximum": 0.2},
    "number-multiple": {"type": "number", "multipleOf": 0.01, "minimum": 2.345},
    "number-great": {"type": "number", "minimum": 1e300},
    "one-of": {"oneOf": [{"type": "integer", "minimum": 3}, {"type": "string"}]},
    "one-of-excluding": {"oneOf": [{"type": "number"}, {"type": "integer"}, {"type": "string"}]},
    "one-of-that-needs-more": {
        "type": "object",
        "oneOf": [{"required": ["a"], "properties": {"a": False}}, {"required": ["b"]}],
    },
    "one-of-two-required": {
        "type": "object",
        "properties": {"x": {"type": "string"}, "y": {"type": "string"}},
        "oneOf": [{"required": ["x"]}, {"required": ["y"]}],
    },
    "one-of-three-required": {
        "type": "object",
        "required": ["z"],
        "properties": {name: {"type": "string"} for name in "wxyz"},
        "oneOf": [{"required": ["w", "z"]}, {"required": ["x"]}, {"required": ["y"]}],
    },
    "pattern": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "pattern-in-bounds": {"type": "string", "pattern": "^[a-z]+$", "minLength": 9, "maxLength": 9},
    "pattern-unanchored": {"type": "string", "pattern": r"\d-\d"},
    "prefix-items": {
        "type": "array",
        "prefixItems": [{"type": "number"}, {"enum": ["EUR"]}],
        "items": {"type": "boolean"},
        "minItems": 4,
    },
    "property-names": {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z]{2}$"},
        "additionalProperties": {"type": "string"},
    },
    "recursive-array": {
        "type": "object",
        "required": ["children"],
        "properties": {"children": {"type": "array", "items": REFERENCE}},
    },
    "recursive-choice": {"oneOf": [{"type": "array", "minItems": 1, "items": REFERENCE}, BASE]},
    "recursive-map": {"type": "object", "additionalProperties": REFERENCE},
    "recursive-nullable": {
        "type": ["object", "null"],
        "required": ["next"],
        "properties": {"next": REFERENCE},
    },
    "recursive-optional": {"type": "object", "properties": {"parent": REFERENCE}},
    "recursive-through-another": {"type": "object", "properties": {"other": OTHER}},
    "required-without-properties": {"type": "object", "required": ["a", "b"]},
    "string-long": {"type": "string", "minLength": 50},
    "string-short": {"type": "string", "maxLength": 2},
    "type-list": {"type": ["integer", "string"]},
    **{f"format-{name}": {"type": "string", "format": name} for name in FORMATS},
}


@pytest.mark.parametrize("schema", FITTING.values(), ids=FITTING)
@pytest.mark.parametrize("in_request", [True, False])
def test_fits(schema: Any, *, in_request: bool) -> None:
    one = schema_of(schema, Other={"type": "object", "properties": {"one": REFERENCE}})
    value = example_from_schema(one, in_request=in_request)
    assert validator(one).is_valid(value), value


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string", "example": "Billing"}, "Billing"),
        ({"type": "string", "nullable": True, "minLength": 1}, "string"),
        ({"type": "integer", "minimum": 4, "exclusiveMinimum": True}, 5),
        ({"type": "integer", "maximum": 1, "exclusiveMaximum": True}, 0),
    ],
)
def test_fits_in_openapi_30(schema: Any, value: Any) -> None:
    one = schema_of(schema, openapi="3.0.3")
    assert example_from_schema(one) == value
    assert validator(one).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"examples": ["first", "second"], "default": "third", "enum": ["fourth"]}, "first"),
        ({"default": "third", "enum": ["fourth", "third"]}, "third"),
        ({"type": "string", "format": "date"}, "2026-01-15"),
        ({"type": "integer", "minimum": 1, "maximum": 100}, 1),
        ({"type": "integer", "minimum": 18}, 18),
        ({"allOf": [{"type": "object", "examples": [{"a": 1}]}], "description": "d"}, {"a": 1}),
    ],
)
def test_is_what_the_contract_gives_before_anything_made_up(schema: Any, value: Any) -> None:
    assert example_from_schema(schema_of(schema)) == value


DIRECTED: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "password": {"type": "string", "writeOnly": True},
        "name": {"type": "string", "examples": ["Kim"]},
        "nick": {"type": "string", "deprecated": True},
    },
}


@pytest.mark.parametrize("example", [{}, {"examples": [{"id": 1, "password": "p", "name": "Kim"}]}])
def test_a_direction_hides_the_properties_of_the_other(example: Any) -> None:
    one = schema_of({**DIRECTED, **example})
    assert example_from_schema(one, in_request=True).keys() == {"password", "name"}
    assert example_from_schema(one).keys() == {"id", "name"}


def test_a_direction_hides_what_a_part_of_a_property_says() -> None:
    """A property is readOnly, too, where only its `allOf` or its one kind says so."""
    properties = DIRECTED["properties"]
    null = {"type": "null"}
    wrapped = {
        "id": {"allOf": [properties["id"]]},
        "password": {"anyOf": [properties["password"], null]},
        "name": {"allOf": [properties["name"]]},
    }
    one = schema_of({"type": "object", "properties": wrapped})
    assert example_from_schema(one, in_request=True).keys() == {"password", "name"}
    assert example_from_schema(one).keys() == {"id", "name"}


def test_a_choice_in_a_circle_ends() -> None:
    circle = {"type": "object", "oneOf": [REFERENCE, OTHER], "properties": {"b": {}}}
    one = schema_of({"oneOf": [OTHER, {"type": "string"}]}, Other=circle)
    assert example_from_schema(one) is not None


def test_recursion_ends_at_the_first_repetition() -> None:
    one = schema_of({"type": "object", "properties": {"a": {"type": "array", "items": REFERENCE}}})
    assert example_from_schema(one) == {"a": []}


def test_what_has_no_end_is_null() -> None:
    endless = {"type": "object", "required": ["a"], "properties": {"a": REFERENCE}}
    assert example_from_schema(schema_of(endless)) is None


@pytest.mark.parametrize("mapping", [{"cat": OTHER["$ref"]}, None])
def test_a_discriminator_names_the_kind(mapping: Any) -> None:
    kind = {"type": "object", "properties": {"kind": {"type": "string"}}}
    discriminator = {"propertyName": "kind", **({"mapping": mapping} if mapping else {})}
    one = schema_of({"oneOf": [OTHER], "discriminator": discriminator}, Other=kind)
    assert example_from_schema(one) == {"kind": "cat" if mapping else "Other"}


def test_a_pattern_beyond_pythons_gives_some_string() -> None:
    one = schema_of({"type": "string", "pattern": r"^\p{Lu}\p{Ll}+$"})
    assert isinstance(example_from_schema(one), str)


_small = st.integers(0, 6)


@st.composite
def _strings(draw: st.DrawFn) -> dict[str, Any]:
    least = draw(_small)
    return {"type": "string", "minLength": least, "maxLength": least + draw(_small)}


@st.composite
def _numbers(draw: st.DrawFn) -> dict[str, Any]:
    low = draw(st.integers(-1000, 1000))
    bound = draw(
        st.sampled_from([("minimum", "maximum"), ("exclusiveMinimum", "exclusiveMaximum")])
    )
    step = draw(st.integers(1, 9))
    kind = draw(st.sampled_from(["integer", "number"]))
    limits = dict(zip(bound, (low, low + 2 * step), strict=True))
    return {"type": kind, "multipleOf": step, **limits}


def _arrays(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(
        lambda items, least, more: {
            "type": "array",
            "items": items,
            "minItems": least,
            "maxItems": least + more,
        },
        inner,
        _small,
        _small,
    )


@st.composite
def _objects(draw: st.DrawFn, inner: st.SearchStrategy[Any]) -> dict[str, Any]:
    names = st.sampled_from(["a", "b", "c d", "é/~"])
    return {
        "type": "object",
        "properties": draw(st.dictionaries(names, inner, max_size=3)),
        "required": draw(st.lists(names, unique=True, max_size=2)),
    }


def _combined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=3)
    parts = st.lists(_objects(inner), min_size=1, max_size=2)
    return st.one_of(
        _arrays(inner),
        _objects(inner),
        some.map(lambda options: {"anyOf": options}),
        inner.map(
            lambda option: {"oneOf": [{"type": "null"}, {**option, "not": {"type": "null"}}]}
        ),
        parts.map(lambda both: {"allOf": [_apart(part, n) for n, part in enumerate(both)]}),
    )


def _apart(part: dict[str, Any], number: int) -> dict[str, Any]:
    """Give properties that no other part has, for two at random would ask the impossible."""
    return {
        **part,
        "properties": {f"{name}{number}": one for name, one in part["properties"].items()},
    }


_schemas = st.recursive(
    st.one_of(st.just({}), st.just({"type": "boolean"}), _strings(), _numbers()),
    _combined,
    max_leaves=10,
)


@settings(max_examples=300, database=None, deadline=None, derandomize=True)
@given(_schemas)
def test_fits_whatever_the_schema_is_made_of(schema: Any) -> None:
    one = schema_of(schema)
    assert validator(one).is_valid(example_from_schema(one))


def test_a_name_by_a_schema_that_names_itself() -> None:
    me = {"$ref": "#/components/schemas/One"}
    schema = {"type": "object", "propertyNames": me, "minProperties": 1}
    assert example_from_schema(schema_of(schema)) == {"string": "string"}
