"""What changed in a schema.

A change narrows a schema, widens it, or does both. What a client sends must not be narrowed, what
it receives must not be widened: either breaks a client that was right before.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from apiref.diff.change import Changes
from apiref.spec import Schema

# What a bound says, and whether a higher one narrows.
_BOUNDS: Mapping[str, tuple[str, bool]] = {
    "minimum": ("at least {}", True),
    "exclusiveMinimum": ("more than {}", True),
    "maximum": ("at most {}", False),
    "exclusiveMaximum": ("less than {}", False),
    "minLength": ("at least {} characters long", True),
    "maxLength": ("at most {} characters long", False),
    "minItems": ("an array of at least {}", True),
    "maxItems": ("an array of at most {}", False),
    "minProperties": ("an object of at least {} properties", True),
    "maxProperties": ("an object of at most {} properties", False),
}
_EACH = {"[]": "each item", ".*": "each further property"}
# Keywords whose values cannot be compared, only found to differ.
_OPAQUE: Mapping[str, str] = {
    "pattern": "the pattern",
    "format": "the format",
    "multipleOf": "the step",
    "not": "what it must not be",
    "propertyNames": "the schema of its property names",
    "if": "the condition",
    "then": "what holds under the condition",
    "else": "what holds without the condition",
}


@dataclass(frozen=True)
class Place:
    """Where a schema stands: its subject, what is described by it, and which way the value goes.

    `path` leads on within that, such as `docs[].task_id`; `sent` is whether the client sends it.
    """

    subject: str
    what: str
    sent: bool
    path: str = ""

    @property
    def name(self) -> str:
        return f"`{self.path}`" if self.path else self.what

    def within(self, schema: Schema) -> "Place":
        """Begin anew at a schema of the components, which is a subject of its own."""
        return Place(schema.name, "the value", self.sent) if schema.name else self


def compare(old: Schema, new: Schema, place: Place, changes: Changes) -> None:
    """Add to the changes what differs between two schemas, down to the last subschema."""
    if not changes.begin(old.pointer, new.pointer, place.sent):
        return
    one = _Comparison(old, new, place.within(new), changes)
    kinds = _alternatives(old), _alternatives(new)
    if any(kinds):
        _several(one, kinds[0] or (old,), kinds[1] or (new,))
    if bool(kinds[0]) == bool(kinds[1]):
        for compared in (_types, _enum, _bounds, _flags, _opaque, _default, _properties, _parts):
            compared(one)


def _alternatives(schema: Schema) -> tuple[Schema, ...]:
    return schema.one_of or schema.any_of


@dataclass(frozen=True)
class _Comparison:
    old: Schema
    new: Schema
    place: Place
    changes: Changes

    @property
    def name(self) -> str:
        return self.place.name

    def narrowed(self, sentence: str) -> None:
        self.told(sentence, breaking=self.place.sent)

    def widened(self, sentence: str) -> None:
        self.told(sentence, breaking=not self.place.sent)

    def told(self, sentence: str, *, breaking: bool = False) -> None:
        sentence = sentence[0].upper() + sentence[1:]
        self.changes.add(self.place.subject, sentence, breaking=breaking)

    def values(self, key: str) -> tuple[Any, Any]:
        return self.old.data.get(key), self.new.data.get(key)

    def into(self, old: Schema, new: Schema, step: str = "") -> None:
        """Compare two subschemas; the step leads to them: `.name`, or a key of `_EACH`."""
        place = self.place
        if step in _EACH and not place.path:
            place = replace(place, what=f"{_EACH[step]} of {place.what}")
        else:
            place = replace(place, path=f"{place.path}{step}".removeprefix("."))
        compare(old, new, place, self.changes)

    def named(self, name: str) -> str:
        """Give the name of a property, with the path to it."""
        return f"`{f'{self.place.path}.{name}'.removeprefix('.')}`"


def _types(one: _Comparison) -> None:
    before, after = _type_names(one.old), _type_names(one.new)
    if before == after:
        return
    sentence = f"{one.name} is now {_listed(after)}; it was {_listed(before)}."
    if _admits(before, after):
        one.narrowed(sentence)
    elif _admits(after, before):
        one.widened(sentence)
    else:
        one.told(sentence, breaking=True)


def _type_names(schema: Schema) -> tuple[str, ...]:
    return (*schema.types, "null") if schema.nullable and schema.types else schema.types


def _admits(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether every value of the narrow types is one of the wide; an integer is a number."""
    reached = {*wide, *(["integer"] if "number" in wide else [])}
    return not wide or (bool(narrow) and set(narrow) <= reached)


def _listed(names: tuple[str, ...]) -> str:
    return " or ".join(names) if names else "of any type"


def _enum(one: _Comparison) -> None:
    before, after = one.old.enum, one.new.enum
    if before and not after:
        one.widened(f"{one.name} may now be any value, not only {_values(before)}.")
    elif after and not before:
        one.narrowed(f"{one.name} must now be {_values(after)}.")
    elif gone := [value for value in before if value not in after]:
        one.narrowed(f"{one.name} can no longer be {_values(gone)}.")
    if before and (more := [value for value in after if value not in before]):
        one.widened(f"{one.name} may now also be {_values(more)}.")


def _values(values: Any) -> str:
    return " or ".join(map(_value, values))


def _value(value: Any) -> str:
    return f"`{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}`"


def _bounds(one: _Comparison) -> None:
    for key, (wording, higher_narrows) in _BOUNDS.items():
        before, after = one.values(key)
        if before == after:
            continue
        if after is None:
            one.widened(f"{one.name} no longer has to be {wording.format(before)}.")
        elif before is None:
            one.narrowed(f"{one.name} must now be {wording.format(after)}.")
        else:
            told = one.narrowed if (after > before) == higher_narrows else one.widened
            told(
                f"{one.name} must now be {wording.format(after)}; before, {wording.format(before)}."
            )


def _flags(one: _Comparison) -> None:
    if one.new.deprecated and not one.old.deprecated:
        one.told(f"{one.name} is deprecated.")
    before, after = (bool(value) for value in one.values("uniqueItems"))
    if after and not before:
        one.narrowed(f"the items of {one.name} must now all be different.")
    elif before and not after:
        one.widened(f"the items of {one.name} may now be the same.")


def _opaque(one: _Comparison) -> None:
    for key, words in _OPAQUE.items():
        before, after = one.values(key)
        if before == after:
            continue
        if before is None:
            one.narrowed(f"{one.name}: {words} is new, {_value(after)}.")
        elif after is None:
            one.widened(f"{one.name}: {words} is gone, it was {_value(before)}.")
        else:
            sentence = f"{one.name}: {words} is now {_value(after)}; it was {_value(before)}."
            one.told(sentence, breaking=True)


def _default(one: _Comparison) -> None:
    before, after = one.values("default")
    if before != after and one.place.sent:
        sentence = f"{one.name}, if it is left out, now means {_or_nothing(after)}; "
        one.told(f"{sentence}before, {_or_nothing(before)}.", breaking="default" in one.old.data)


def _or_nothing(value: Any) -> str:
    return "nothing" if value is None else _value(value)


def _properties(one: _Comparison) -> None:
    before, after = one.old.properties, one.new.properties
    for name in before:
        if name in after:
            one.into(before[name], after[name], f".{name}")
        else:
            one.told(f"{one.named(name)} is gone.", breaking=True)
    for name in after:
        if name not in before:
            _new_property(one, name)
    for name in sorted(one.new.required - one.old.required - (after.keys() - before.keys())):
        one.narrowed(f"{one.named(name)} is now required.")
    for name in sorted(one.old.required - one.new.required - (before.keys() - after.keys())):
        one.widened(f"{one.named(name)} is no longer required.")


def _new_property(one: _Comparison, name: str) -> None:
    if name in one.new.required:
        one.told(f"{one.named(name)} is new, and required.", breaking=one.place.sent)
    else:
        one.told(f"{one.named(name)} is new.")


def _parts(one: _Comparison) -> None:
    _items(one)
    _further_properties(one)
    matched, gone, more = _matched(one.old.all_of, one.new.all_of)
    for old, new in matched:
        one.into(old, new)
    if more:
        one.narrowed(f"{one.name} must now also fit {_names(more)}.")
    if gone:
        one.widened(f"{one.name} no longer has to fit {_names(gone)}.")


def _items(one: _Comparison) -> None:
    old, new = one.old.items, one.new.items
    if old and new:
        one.into(old, new, "[]")
    elif new:
        one.narrowed(f"the items of {one.name} must now fit a schema.")
    elif old:
        one.widened(f"the items of {one.name} may now be anything.")


def _further_properties(one: _Comparison) -> None:
    """Compare what is taken under names that are not described; by default anything is."""
    old, new = one.old.additional_properties, one.new.additional_properties
    before, after = _openness(old), _openness(new)
    if old and new and before == after == "some":
        one.into(old, new, ".*")
    elif before != after:
        sentence = (
            f"{one.name} now takes {after} properties that are not described; before, {before}."
        )
        narrower = ("any", "some", "no").index(after) > ("any", "some", "no").index(before)
        (one.narrowed if narrower else one.widened)(sentence)


def _openness(schema: Schema | None) -> str:
    if schema is None or not schema.data:
        return "any"
    return "no" if schema.data == {"not": {}} else "some"


def _several(one: _Comparison, before: tuple[Schema, ...], after: tuple[Schema, ...]) -> None:
    """Compare what a value may be one of."""
    matched, gone, more = _matched(before, after)
    for old, new in matched:
        one.into(old, new)
    if gone:
        one.narrowed(f"{one.name} can no longer be {_names(gone)}.")
    if more:
        one.widened(f"{one.name} may now also be {_names(more)}.")


def _matched(
    before: tuple[Schema, ...], after: tuple[Schema, ...]
) -> tuple[list[tuple[Schema, Schema]], list[Schema], list[Schema]]:
    """Pair the schemas that are meant to be the same: by name, by value, and then by type.

    Gives the pairs, those that have gone and those that have come.
    """
    gone, more, pairs = list(before), list(after), []
    for alike in (_same_name, _same_data, _same_types):
        for old in list(gone):
            found = next((new for new in more if alike(old, new)), None)
            if found is not None:
                pairs.append((old, found))
                gone.remove(old)
                more.remove(found)
    return pairs, gone, more


def _same_name(old: Schema, new: Schema) -> bool:
    return old.name is not None and old.name == new.name


def _same_data(old: Schema, new: Schema) -> bool:
    return old.data == new.data


def _same_types(old: Schema, new: Schema) -> bool:
    return (old.name is None or new.name is None) and old.types == new.types


def _names(schemas: list[Schema]) -> str:
    return " or ".join(
        schema.name or " or ".join(schema.types) or "another schema" for schema in schemas
    )
