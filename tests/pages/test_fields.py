from pathlib import Path
from typing import Any

import pytest

from apiref.pages.anchors import Anchors, slug
from apiref.pages.fields import Fields, Shape
from apiref.pages.words import Fact
from tests.pages.specs import document, spec_of

CAT = {
    "type": "object",
    "required": ["kind", "name"],
    "properties": {
        "kind": {"enum": ["cat"]},
        "name": {"type": "string"},
        "lives": {"type": "integer"},
    },
}
DOG = {
    "type": "object",
    "required": ["kind", "name"],
    "properties": {"kind": {"enum": ["dog"]}, "name": {"type": "string"}},
}


def test_a_field_has_what_its_schema_says(tmp_path: Path) -> None:
    (field,) = _shape(
        tmp_path,
        {
            "required": ["size"],
            "properties": {
                "size": {
                    "description": "How big.",
                    "type": "integer",
                    "minimum": 1,
                    "examples": [5],
                    "deprecated": True,
                }
            },
        },
    ).fields
    assert (field.name, field.type, field.description) == ("size", "integer", "How big.")
    assert (field.required, field.deprecated, field.examples) == (
        True,
        True,
        (Fact("example", "5"),),
    )
    assert [fact.words for fact in field.facts] == ["at least 1"]
    assert field.anchor == "s-size"


def test_nested_properties_have_anchors_of_their_path(tmp_path: Path) -> None:
    inner = {"type": "object", "properties": {"city": {"enum": ["Bonn", "New York"]}}}
    schema = {"properties": {"address": inner, "former": {"type": "array", "items": inner}}}
    address, former = _shape(tmp_path, schema).fields
    (city,) = address.shape.fields
    assert city.anchor == "s-address-city"
    assert [value.anchor for value in city.values] == [
        "s-address-city-bonn",
        "s-address-city-new-york",
    ]
    assert former.shape.fields[0].anchor == "s-former-city"


def test_all_of_is_one_list_of_fields(tmp_path: Path) -> None:
    schema = {"allOf": [CAT, {"required": ["owner"], "properties": {"owner": {}}}]}
    fields = _shape(tmp_path, schema).fields
    assert [(one.name, one.required) for one in fields] == [
        ("kind", True),
        ("name", True),
        ("lives", False),
        ("owner", True),
    ]


def test_kinds_are_told_apart_by_the_discriminator(tmp_path: Path) -> None:
    shape = _shape(tmp_path, _PETS, Cat=CAT, Dog=DOG)
    (choice,) = shape.choices
    assert (choice.words, choice.subject) == ("Depends on", "kind")
    assert [kind.label for kind in choice.kinds] == ["tom", "rex"]


def test_what_all_kinds_have_is_shown_once(tmp_path: Path) -> None:
    shape = _shape(tmp_path, _PETS, Cat=CAT, Dog=DOG)
    assert [field.name for field in shape.fields] == ["name"]
    cat, dog = shape.choices[0].kinds
    assert [field.name for field in cat.shape.fields] == ["kind", "lives"]
    assert [field.name for field in dog.shape.fields] == ["kind"]


def test_kinds_without_discriminator_go_by_their_names(tmp_path: Path) -> None:
    schema = {"anyOf": [{"$ref": "#/components/schemas/Cat"}, {**DOG, "title": "A dog"}]}
    shape = _shape(tmp_path, schema, Cat=CAT)
    (choice,) = shape.choices
    assert choice.words == "At least one of"
    assert [kind.label for kind in choice.kinds] == ["Cat", "A dog"]


def test_a_schema_inside_itself_links_to_where_it_is(tmp_path: Path) -> None:
    node = {
        "properties": {
            "value": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/S"}},
        }
    }
    shape = _shape(tmp_path, {"properties": {"root": {"$ref": "#/components/schemas/N"}}}, N=node)
    assert _shape(tmp_path, node).fields[1].shape.same_as == "s"
    assert shape.fields[0].shape.fields[1].shape.same_as == "s"


def test_a_kind_may_itself_be_a_choice(tmp_path: Path) -> None:
    shape = _shape(tmp_path, {"oneOf": [{"title": "pets", "oneOf": [CAT, DOG]}, {"title": "none"}]})
    inner = shape.choices[0].kinds[0].shape
    assert [field.name for field in inner.fields] == ["name"]
    assert [len(kind.shape.fields) for kind in inner.choices[0].kinds] == [2, 1]


def test_a_long_schema_is_shown_once_on_a_page(tmp_path: Path) -> None:
    long = {"properties": {f"p{number}": {"type": "string"} for number in range(8)}}
    schema = {"properties": {name: {"$ref": "#/components/schemas/Long"} for name in "ab"}}
    first, second = _shape(tmp_path, schema, Long=long).fields
    assert first.shape.rows == 8
    assert (second.shape.same_as, second.shape.name) == ("s-a", "Long")


def test_schemas_that_hold_each_other_stay_readable(tmp_path: Path) -> None:
    """Twenty schemas, each with all others in it, make no more rows than names and links."""
    names = [f"S{number}" for number in range(20)]
    everything = {name: {"$ref": f"#/components/schemas/{name}"} for name in names}
    shape = _shape(
        tmp_path, everything["S1"], **{name: {"properties": everything} for name in names}
    )
    assert shape.rows <= 20 * 20


def test_every_recursion_ends(tmp_path: Path) -> None:
    me = {"$ref": "#/components/schemas/S"}
    for schema in (
        {"allOf": [me]},
        {"oneOf": [me, {"type": "string"}]},
        {"type": "array", "items": me},
        {"type": "object", "additionalProperties": me},
        {"properties": {"a": {"anyOf": [me, CAT]}}},
    ):
        _shape(tmp_path, schema)


def test_a_map_of_objects_shows_what_each_value_holds(tmp_path: Path) -> None:
    (field,) = _shape(tmp_path, {"type": "object", "additionalProperties": CAT}).fields
    assert (field.name, field.label) == ("", "any name")
    assert [one.name for one in field.shape.fields] == ["kind", "name", "lives"]


def test_a_map_of_plain_values_folds_nothing(tmp_path: Path) -> None:
    assert not _shape(tmp_path, {"type": "object", "additionalProperties": {"type": "string"}})
    assert not _shape(tmp_path, {"type": "object", "additionalProperties": False})


def test_a_choice_between_plain_values_shows_their_bounds(tmp_path: Path) -> None:
    shape = _shape(tmp_path, {"oneOf": [{"type": "string", "maxLength": 9}, {"type": "integer"}]})
    assert [(kind.label, len(kind.facts)) for kind in shape.choices[0].kinds] == [
        ("string", 1),
        ("integer", 0),
    ]


COLOR = {"type": "string", "enum": ["red", "blue"]}
NULL = {"type": "null"}


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [COLOR]},
        {"nullable": True, "allOf": [COLOR]},
        {"anyOf": [COLOR, NULL]},
        {"type": "array", "items": {"allOf": [COLOR]}},
        {"type": "array", "items": {"type": "array", "items": {"anyOf": [NULL, COLOR]}}},
        {"oneOf": [{"const": "red"}, {"const": "blue"}]},
    ],
)
def test_values_are_listed_wherever_they_are_written(tmp_path: Path, schema: Any) -> None:
    (field,) = _shape(tmp_path, {"properties": {"color": schema}}).fields
    assert [value.text for value in field.values] == ["red", "blue"]
    assert not field.shape.choices


def test_a_constant_is_listed_with_what_is_said_of_it(tmp_path: Path) -> None:
    kinds = [{"const": "a", "title": "First", "description": "The best."}, {"const": "b"}]
    (field,) = _shape(tmp_path, {"properties": {"grade": {"oneOf": kinds}}}).fields
    assert [(one.text, one.description) for one in field.values] == [
        ("a", "First: The best."),
        ("b", ""),
    ]


def test_a_fixed_null_is_said_once(tmp_path: Path) -> None:
    (field,) = _shape(tmp_path, {"properties": {"gone": {"const": None}}}).fields
    assert (field.type, field.values) == ("null", ())


def test_kinds_of_values_and_bounds_are_told_apart(tmp_path: Path) -> None:
    schema = {"anyOf": [{"type": "integer", "minimum": 3}, COLOR]}
    (choice,) = _shape(tmp_path, schema).choices
    assert [[value.text for value in kind.values] for kind in choice.kinds] == [[], ["red", "blue"]]


def test_an_object_kind_has_what_is_demanded_of_it(tmp_path: Path) -> None:
    shut = {**CAT, "additionalProperties": False, "minProperties": 2, "deprecated": True}
    cat, _ = _shape(tmp_path, {"oneOf": [shut, DOG]}).choices[0].kinds
    assert [fact.words for fact in cat.facts] == ["at least 2 properties", "no other properties"]
    assert cat.deprecated


def test_a_part_alone_says_what_the_whole_says(tmp_path: Path) -> None:
    """The deprecation, the example and the documentation of a part of `allOf` are the schema's."""
    docs = {"url": "https://cats.test"}
    part = {"type": "string", "deprecated": True, "example": "tom", "externalDocs": docs}
    (field,) = _shape(tmp_path, {"properties": {"name": {"allOf": [part]}}}).fields
    assert (field.deprecated, field.examples) == (True, (Fact("example", "tom"),))
    assert field.docs
    assert field.docs.url == "https://cats.test"


def test_a_property_of_two_parts_is_what_both_say(tmp_path: Path) -> None:
    base = {"name": {"type": "string", "maxLength": 9, "description": "A name."}}
    heir = {"name": {"minLength": 2, "description": "The name of a cat."}}
    shape = _shape(tmp_path, {"allOf": [{"properties": base}, {"properties": heir}]})
    (field,) = shape.fields
    assert (field.type, [fact.words for fact in field.facts]) == ("string", ["2 to 9 characters"])
    assert field.description == "A name.\n\nThe name of a cat."


def test_an_object_or_null_shows_what_the_object_holds(tmp_path: Path) -> None:
    schema = {"properties": {"cat": {"anyOf": [{"$ref": "#/components/schemas/Cat"}, NULL]}}}
    (field,) = _shape(tmp_path, schema, Cat=CAT).fields
    assert field.type == "object or null"
    assert [one.name for one in field.shape.fields] == ["kind", "name", "lives"]


def test_a_long_schema_in_a_wrapper_is_shown_once(tmp_path: Path) -> None:
    long = {"properties": {f"p{number}": {"type": "string"} for number in range(8)}}
    me = {"$ref": "#/components/schemas/Long"}
    schema = {"properties": {"a": me, "b": {"allOf": [me]}, "c": {"anyOf": [me, NULL]}}}
    _, *others = _shape(tmp_path, schema, Long=long).fields
    assert [(one.shape.same_as, one.shape.name) for one in others] == [("s-a", "Long")] * 2


def test_a_property_that_nothing_fits_is_not_allowed(tmp_path: Path) -> None:
    (field,) = _shape(tmp_path, {"properties": {"never": False}}).fields
    assert field.type == "not allowed"


def test_an_array_says_what_its_items_are(tmp_path: Path) -> None:
    items = {"type": "string", "description": "One name."}
    schema = {"properties": {"names": {"type": "array", "items": items, "description": "All."}}}
    (field,) = _shape(tmp_path, schema).fields
    assert field.description == "All.\n\nEach item: One name."


def test_no_two_anchors_are_alike() -> None:
    anchors = Anchors()
    taken = [
        anchors.take("a", "b"),
        anchors.take("a-b"),
        anchors.take("A b"),
        anchors.take("a b_2"),
    ]
    assert len(set(taken)) == len(taken)
    assert taken[0] == "a-b"


def test_an_anchor_has_nothing_that_markup_could_read() -> None:
    assert slug("createTask", "../<b>&'\"`x` y") == "createtask-b-x-y"
    assert slug("", "*") == "any-any"
    assert slug("größe", "日本") == "größe-日本"


_PETS = {
    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
    "discriminator": {
        "propertyName": "kind",
        "mapping": {"tom": "#/components/schemas/Cat", "rex": "#/components/schemas/Dog"},
    },
}


def _shape(folder: Path, schema: Any, **others: Any) -> Shape:
    spec = spec_of(folder, document(components={"schemas": {"S": schema, **others}}))
    return Fields(Anchors()).of_schema(spec.schema("S"), "S")
